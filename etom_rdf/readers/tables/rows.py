"""Turn the rows of a table into activities, one a row, with what their cells mention."""

import re
from collections.abc import Collection
from typing import Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Mention
from etom_rdf.readers.tables.columns import Header
from etom_rdf.readers.tables.grid import Row, Table
from etom_rdf.readers.tables.levels import Outline
from etom_rdf.readers.tables.notices import Speaker
from etom_rdf.readers.tables.register import Draft, Register

_MOST: Final = 1_048_576  # activities of one file, as many as a sheet has rows
_MOST_RECORDS: Final = 3 * _MOST
_MOST_FUNCTIONS: Final = 20  # in one cell; no element has as many
_LONGEST_ID: Final = 200  # characters
_BETWEEN: Final = re.compile(r"[;,\r\n]+")
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,15})?) ?(%?)", re.ASCII)
_THIS_STANDARD: Final = re.compile(r"53633(?:\.3)?(?![0-9]|\.[0-9])")


def add_table(register: Register, table: Table, header: Header, *, sheet: str | None) -> None:
    """Read a table into a register; `sheet` is given where sheets have to be told apart.

    Raises InputError for more activities than any register of processes has.
    """
    rows = _Rows(register, Speaker(register.notices, header, sheet), is_text=table.sheet is None)
    for row in table.read_rows(register.notices):
        if row.line > header.line and (row.kinds or not row.is_empty):
            rows.take(row)
            if len(register.drafts) > _MOST or register.size > _MOST_RECORDS:
                raise bad_input(
                    register.file,
                    row.line,
                    f"the table has more than {_MOST} processes, or too much to say of them; split it into several",
                    f"в таблице больше {_MOST} процессов или сведений о них; разделите её на несколько",
                )
    rows.finish()


class _Rows:
    """Go through the rows of one table, which remember what stood above them."""

    def __init__(self, register: Register, speaker: Speaker, *, is_text: bool) -> None:
        self._register = register
        self._speaker = speaker
        self._is_text = is_text
        self._header = header = speaker.header
        self._id = header.column("id")
        self._name = header.column("name")
        self._edition = header.column("edition")
        self._confidence = header.column("confidence")
        self._author = header.column("author")
        self._levels = header.levels
        self._elements = header.columns.get("element", ())
        self._used = sorted({column for some in header.columns.values() for column in some})
        self._width = max((at + 1 for at, name in enumerate(header.names) if name), default=0)
        self._outline = Outline(self._passing)
        self._last: Draft | None = None
        self._line = self._count = self._short = 0
        self._first_short: int | None = None
        speaker.about_header()

    def take(self, row: Row) -> None:
        """Read one row below the header."""
        self._count += 1
        self._line = row.line
        if self._is_no_record(row):
            return
        if self._is_text:
            self._check_width(row)
        draft = self._last if self._continues(row) else None
        done: Collection[int] = () if draft is None else row.joined
        if draft is None:
            draft = self._last = self._activity(row)
        self._speaker.about_cells(row, draft.id)
        self._mention_elements(row, draft.id, [column for column in self._elements if column not in done])
        for column in self._header.columns.get("comment", ()):
            if row[column] and column not in done:
                key = self._speaker.key(column)
                self._register.mentions.append(Mention(draft.id, row.cells[column], "keyword", key, row.line))

    def finish(self) -> None:
        """Say what can be said of the table as a whole."""
        if self._first_short is not None:
            self._speaker.say("short-rows", self._first_short, value=str(self._short))
        if not self._count:
            self._speaker.say("no-rows", self._header.line or None)

    def _is_no_record(self, row: Row) -> bool:
        """Leave out repetitions and headings; whatever holds text is said."""
        own = [column for column, cell in enumerate(row.cells) if column not in row.joined and row[column]]
        if (not own and not row.kinds) or (
            self._count == 1 and is_numbering([row[column] for column in own])
        ):
            return True
        if row.heading and own[0] not in dict(self._levels).values():
            self._speaker.say("heading-row", row.line, value=row.raw(own[0]))
            return True
        if all(row[column] == name for column, name in enumerate(self._header.names)):
            self._speaker.say("header-again", row.line)
            return True
        if not any(row[column] or column in row.kinds for column in self._used):
            self._register.skipped += 1
            self._speaker.say("row-unread", row.line, value=row.raw(own[0]))
            return True
        return False

    def _check_width(self, row: Row) -> None:
        extra = next((cell for cell in row.cells[len(self._header.names) :] if cell.strip()), None)
        if extra is not None:
            self._speaker.say("long-row", row.line, value=extra)
        elif len(row.cells) < self._width:
            self._short += 1
            self._first_short = self._first_short or row.line

    def _path(self, row: Row) -> list[tuple[int, str]]:
        one_line = self._register.one_line
        return [(level, text) for level, column in self._levels if (text := one_line(row.raw(column)))]

    def _continues(self, row: Row) -> bool:
        """Say whether a row goes on with the process above: all that names it are cells merged with those above."""
        if not row.joined or self._last is None:
            return False
        deepest = next((column for _, column in reversed(self._levels) if row[column]), None)
        naming = {column for column in (self._id, self._name, deepest) if column is not None and row[column]}
        return bool(naming) and naming <= row.joined

    def _activity(self, row: Row) -> Draft:
        one_line = self._register.one_line
        name = one_line(row.raw(self._name))
        path = self._path(row)
        level = None
        if path and not name:
            level, name = path.pop()
        above = self._outline.above(path, level)
        draft = self._outline.waiting(level, name) if level is not None else None
        if draft is None:
            draft = Draft("", name, row.line, self._speaker)
            self._register.drafts.append(draft)
        draft.line, draft.passing, draft.above = row.line, False, above
        draft.parent = one_line(row.raw(self._header.column("parent")))
        self._identify(draft, row)
        component = self._header.column("component")
        if component is not None:
            kind = one_line(self._header.names[component])
            self._register.belongs_to(draft, one_line(row.raw(component)), kind)
        if level is not None:
            self._outline.put(level, draft)
        return draft

    def _passing(self, name: str, above: Draft | None, level: int) -> Draft:
        """Make an activity that a row names on the way to its own."""
        made = self._register.unique(f"{self._row_id(self._line)}-L{level}")
        draft = Draft(made, name, self._line, self._speaker, above=above, passing=True)
        self._register.drafts.append(draft)
        return draft

    def _row_id(self, line: int) -> str:
        return f"row-{line}" if self._speaker.sheet is None else f"{self._speaker.sheet}!row-{line}"

    def _identify(self, draft: Draft, row: Row) -> None:
        written = self._register.one_line(row.raw(self._id))
        too_long = len(written) > _LONGEST_ID
        draft.written = "" if too_long else written
        draft.id = self._register.unique(draft.written or self._row_id(row.line))
        if too_long:
            self._speaker.say("long-id", row.line, column=self._id, subject=draft.id)
        elif written and draft.id != written:
            self._speaker.say("duplicate-id", row.line, column=self._id, subject=draft.id, value=written)
        elif not written and not draft.name and (self._id is not None or self._name is not None):
            self._speaker.say("row-unnamed", row.line, subject=draft.id)

    def _mention_elements(self, row: Row, subject: str, columns: Collection[int]) -> None:
        one_line = self._register.one_line
        function_column = self._header.column("function")
        functions = self._functions(row)
        edition = one_line(row.raw(self._edition))
        mentions = [(column, row.raw(column)) for column in columns if row[column]]
        if not mentions and function_column is not None and function_column not in row.joined:
            mentions = [(function_column, function) for function in functions]
        if not mentions:
            return
        confidence = self._share(row, subject)
        for column, text in mentions:
            beside: list[str] | list[None] = functions or [None]
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
                    )
                )

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


def is_numbering(cells: Collection[str]) -> bool:
    """Say whether a row below the header only numbers the columns, as tables of standards do."""
    return len(cells) >= 3 and list(cells) == [str(number) for number in range(1, len(cells) + 1)]
