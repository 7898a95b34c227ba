"""Take out of the rows of a table what they say of the standard: elements, marks under elements, comments."""

import re
from collections.abc import Collection
from typing import Final

from etom_rdf.readers.keywords import KeyRole
from etom_rdf.readers.records import Mention
from etom_rdf.readers.tables.grid import Row
from etom_rdf.readers.tables.marks import marked
from etom_rdf.readers.tables.notices import Speaker
from etom_rdf.readers.tables.register import Register

_MOST_FUNCTIONS: Final = 20  # in one cell; no element has as many
_BETWEEN: Final = re.compile(r"[;,\r\n]+")
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,15})?) ?(%?)", re.ASCII)
_THIS_STANDARD: Final = re.compile(r"53633(?:\.3)?(?![0-9]|\.[0-9])")


class Mentions:
    """Read the columns of one table that speak of the standard; `elements` are those of its ids, or of its names."""

    def __init__(self, register: Register, speaker: Speaker) -> None:
        self._register = register
        self._speaker = speaker
        self._header = header = speaker.header
        self._edition = header.column("edition")
        self._confidence = header.column("confidence")
        self._author = header.column("author")
        self.elements = header.columns.get("element", ()) or header.columns.get("label", ())
        self._role: KeyRole = "id" if "element" in header.columns else "label"
        self._labels = header.labels

    def add(self, row: Row, subject: str, done: Collection[int]) -> None:
        """Take what a row says of an activity; `done` are the columns that go on with the row above."""
        self._add_elements(row, subject, [column for column in self.elements if column not in done])
        self._add_marked(row, subject)
        for column in self._header.columns.get("comment", ()):
            if row[column] and column not in done:
                key = self._speaker.key(column)
                self._register.mentions.append(Mention(subject, row.cells[column], "keyword", key, row.line))

    def _add_marked(self, row: Row, subject: str) -> None:
        """Take the elements in whose columns a row has a mark."""
        for column in self._header.columns.get("marks", ()):
            state = marked(row[column])
            if state == "yes":
                key = self._speaker.key(column)
                title = self._register.one_line(self._header.names[column])
                self._register.mentions.append(Mention(subject, title, "column", key, row.line, role="id"))
            elif state == "unclear":
                self._speaker.say("unclear-mark", row.line, column=column, subject=subject, value=row[column])

    def _add_elements(self, row: Row, subject: str, columns: Collection[int]) -> None:
        one_line = self._register.one_line
        function_column = self._header.column("function")
        functions = self._functions(row)
        edition = one_line(row.raw(self._edition))
        mentions = [(column, row.raw(column)) for column in columns if row[column]]
        if not mentions and function_column is not None and function_column not in row.joined:
            mentions = [(function_column, function) for function in functions]
        if not functions:  # a name without its id is a value that lacks one
            unnamed = (at for column in columns if not row[column] for at in self._named(row, column))
            mentions += [(at, row.raw(at)) for at in unnamed]
        if not mentions:
            return
        confidence = self._share(row, subject)
        for column, text in mentions:
            beside: list[str] | list[None] = functions or [None]
            named = self._named(row, self.elements[0] if column == function_column and columns else column)
            labels = tuple(row[at] for at in named)
            for function in [text] if column == function_column else beside:
                self._register.mentions.append(
                    Mention(
                        subject,
                        text,
                        "column",
                        self._speaker.key(column),
                        row.line,
                        edition=None if not edition or _THIS_STANDARD.search(edition) else edition,
                        function=function,
                        confidence=confidence,
                        author=one_line(row.raw(self._author)) or None,
                        role=self._role,
                        labels=labels,
                    )
                )

    def _named(self, row: Row, column: int) -> list[int]:
        """Return the columns that name the elements whose ids a column holds, where they say anything."""
        return [at for at in self._labels.get(column, ()) if row[at]]

    def _functions(self, row: Row) -> list[str]:
        one_line = self._register.one_line
        whole = row.raw(self._header.column("function"))
        parts = [
            part for part in _BETWEEN.split(whole, maxsplit=_MOST_FUNCTIONS) if not part.isspace() and part
        ]
        return [one_line(part) for part in (parts if len(parts) <= _MOST_FUNCTIONS else [whole])]

    def _share(self, row: Row, subject: str) -> float | None:
        """Read the confidence; what is none is said and left out."""
        text = row[self._confidence]
        if self._confidence is None or not text:
            return None
        found = _SHARE.fullmatch(text)
        percent = found is not None and bool(found[2] or "%" in self._header.names[self._confidence])
        share = float(found[1].replace(",", ".")) / (100 if percent else 1) if found else -1.0
        if 0 <= share <= 1:
            return share
        self._speaker.say(
            "bad-confidence",
            row.line,
            column=self._confidence,
            subject=subject,
            value=row.raw(self._confidence),
        )
        return None
