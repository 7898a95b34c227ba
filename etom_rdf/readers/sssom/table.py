"""Take an SSSOM/TSV file apart: its metadata, its columns and its rows, each row with its line.

Only the form is looked at here, as the specification of SSSOM/TSV 1.1 gives it; what the rows say is read in
`sssom`. What spreadsheets do to such files is undone: padded and quoted lines of metadata, cut rows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Final

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.formats import bad_input, refuse_binary
from etom_rdf.readers.decoding import decode
from etom_rdf.readers.mapping_messages import notice
from etom_rdf.readers.records import Notice
from etom_rdf.readers.sssom.slots import EARLIER_SLOTS, MAPPING_SLOTS, OUR_SLOTS, PROPAGATED, SET_SLOTS
from etom_rdf.readers.tables.text import table_of
from etom_rdf.readers.yaml_text import Yaml, YamlText, load_yaml_text, texts_in
from etom_rdf.spreadsheets import SEPARATOR_LINE

_MAX_COLUMNS: Final = 1000
_BLANK: Final = re.compile(r"(?:[ \t]*+\n)++")
_QUOTED_METADATA: Final = re.compile(r'"(#(?:[^"\n]|"")*)"[,;]*')


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the filled cells of one mapping by their slots, and the line in which it begins."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, slot: str) -> str:
        return self.values.get(slot, "")


@dataclass(frozen=True, slots=True)
class SssomTable:
    """Hold the parts of a file. `metadata` is what is said for the set, with what a second file says for it."""

    columns: tuple[str, ...]
    head: int  # the line of the column names
    rows: tuple[Row, ...]
    metadata: Mapping[str, Yaml]
    notices: tuple[Notice, ...]
    comments: int = 0  # lines among the rows that are no rows

    def propagated(self, slot: str) -> str:
        """Return what the set says for every mapping: nothing where a mapping says something of its own."""
        if slot not in PROPAGATED or any(slot in row.values for row in self.rows):
            return ""
        return next((str(text).strip() for text in texts_in(self.metadata.get(slot, []))), "")


def take_apart(data: bytes, *, name: str, metadata: bytes | None = None) -> SssomTable:
    """Read the form of an SSSOM/TSV file; `metadata` is the content of the file that holds it separately.

    Raises InputError for what is no text in a known encoding, and where there are no column names.
    """
    refuse_binary(data, name)
    text, notices = decode(data, name)
    return _Reading(name, text.replace("\r\n", "\n").replace("\r", "\n"), notices).run(metadata)


@dataclass(slots=True)
class _Reading:
    name: str
    text: str
    notices: list[Notice] = field(default_factory=list)
    comments: int = 0
    separator: str = ""  # what a line `sep=` says

    def run(self, metadata: bytes | None) -> SssomTable:
        start, line, header = self._metadata_lines()
        delimiter = self._delimiter(start, line)
        if delimiter != "\t":  # a spreadsheet fills the lines of metadata up to the width of the table
            header = "\n".join(each.rstrip(delimiter) for each in header.split("\n"))
        said = self._yaml(header)
        if metadata is not None:
            said = {**self._yaml(metadata, beside=True), **said}
        table = table_of(self.text, delimiter, start=start, line=line)
        rows = (row for row in table.read_rows(self.notices) if not row.is_empty)
        first = next(rows, None)
        if first is None:
            en = "no column names; an SSSOM file has a line such as subject_id, predicate_id, object_id above its rows"
            ru = "нет названий столбцов; в файле SSSOM над строками стоят subject_id, predicate_id, object_id и другие"
            raise bad_input(self.name, line, en, ru)
        columns = self._columns(first.cells, first.line, said)
        read = tuple(self._row(columns, row.cells, row.line) for row in rows)
        filled = tuple(row for row in read if row is not None)
        return SssomTable(tuple(columns), first.line, filled, said, tuple(self.notices), self.comments)

    def _metadata_lines(self) -> tuple[int, int, str]:
        """Return where the table begins, in which line, and the YAML of the lines above it that # begins."""
        start, lines = 0, [""]
        while start < len(self.text):
            if blank := _BLANK.match(self.text, start):
                lines += [""] * blank[0].count("\n")
                start = blank.end()
                continue
            if separator := SEPARATOR_LINE.match(self.text, start):
                self.separator = separator[1]
                lines.append("")
                start = separator.end()
                continue
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            line = self.text[start:end].rstrip(" \t")
            if quoted := _QUOTED_METADATA.fullmatch(line):
                line = quoted[1].replace('""', '"').rstrip(" \t")
            if not line.startswith("#"):
                break
            lines.append(line[1:])
            start = end + 1
        return start, len(lines), dedent("\n".join(lines[1:])) if any(lines) else ""

    def _yaml(self, source: bytes | str, *, beside: bool = False) -> dict[str, Yaml]:
        if not source.strip():
            return {}
        try:
            stream = load_yaml_text(source, name=self.name)
            content = stream.documents[0] if len(stream.documents) == 1 else None
            if not isinstance(content, dict):
                en, ru = "it is no list of slots with their values", "это не перечень полей со значениями"
                raise bad_input(self.name, 1, en, ru)
        except InputError as error:
            code, line = "Source-metadata-unreadable", error.line
            if beside:
                code, line = "Source-metadata-beside-unreadable", None
            fault_en, fault_ru, where = error.message.en, error.message.ru, error.line or 1
            self.notices.append(notice(code, line, where=where, fault_en=fault_en, fault_ru=fault_ru))
            return {}
        for key in stream.repeated:
            self.notices.append(
                notice("Source-metadata-repeated", None if beside else key.line, value=key, key=key)
            )
        return content

    def _delimiter(self, start: int, line: int) -> str:
        """Return what divides the columns: what a line `sep=` says, else what stands between their names."""
        end = self.text.find("\n", start)
        head = self.text[start : None if end < 0 else end]
        there = (sign for sign in ("\t", ";", ",") if sign in head)
        delimiter = self.separator or next(there, "\t")
        if delimiter != "\t":
            self.notices.append(notice("Source-delimiter", line, sign=delimiter))
        return delimiter

    def _columns(self, cells: Sequence[str], line: int, said: Mapping[str, Yaml]) -> list[str]:
        """Return the slot of each column, an empty one where it is passed over."""
        if len(cells) > _MAX_COLUMNS:
            en = f"there are more than {_MAX_COLUMNS} columns; remove those in excess"
            raise bad_input(self.name, line, en, f"столбцов больше {_MAX_COLUMNS}; уберите лишние")
        names = [cell.strip().lower() for cell in cells]
        slots = {*MAPPING_SLOTS, *SET_SLOTS, *EARLIER_SLOTS, *OUR_SLOTS.values(), *_defined(said)}
        columns = []
        for at, name in enumerate(names):
            is_first = name not in names[:at]
            if name and not is_first:
                self.notices.append(notice("Source-column-repeated", line, value=name, column=name))
            elif name and name not in slots:
                self.notices.append(notice("Source-column-unknown", line, value=name, column=name))
            columns.append(name if is_first and name in slots else "")
        return columns

    def _row(self, columns: Sequence[str], cells: Sequence[str], line: int) -> Row | None:
        if cells[0].startswith("#"):
            self.comments += 1
            self.notices.append(notice("Source-row-comment", line))
            return None
        if any(cell.strip() for cell in cells[len(columns) :]):
            self.notices.append(notice("Source-row-wide", line, width=len(columns)))
        filled = ((slot, cell.strip()) for slot, cell in zip(columns, cells, strict=False) if slot)
        return Row(line, {slot: cell for slot, cell in filled if cell})


def _defined(metadata: Mapping[str, Yaml]) -> Iterator[str]:
    """Give the names of the extension slots that a set defines."""
    for each in definitions(metadata):
        if isinstance(each, dict) and isinstance(slot := each.get("slot_name"), YamlText):
            yield slot.strip().lower()


def definitions(metadata: Mapping[str, Yaml]) -> list[Yaml]:
    """Return the definitions of extension slots; one alone may stand without a list around it."""
    found = metadata.get("extension_definitions", [])
    return found if isinstance(found, list) else [found]
