"""Read the rows of CSV and TSV as spreadsheets, databases and people write them.

The parser is our own: csv of the standard library swallows the rest of a file after one unbalanced quote, and
does not say where a row began.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from etom_rdf.readers.records import Notice
from etom_rdf.readers.tables.grid import Row, Table
from etom_rdf.spreadsheets import SEPARATOR_LINE, plain_cell
from etom_rdf.text import Text

DELIMITERS: Final = (",", ";", "\t", "|")
_NONE: Final = "\0"  # of a list with one column; no decoded text holds this character
LONGEST_CELL: Final = 100_000  # characters; a longer quoted cell is rather a quote that nobody closed
_BREAK: Final = re.compile(r"\r\n|\r|\n")


def tables_of(text: str) -> tuple[Table, ...]:
    """Return the table once for each of DELIMITERS and once without any, or once where a line `sep=` says which."""
    separator = SEPARATOR_LINE.match(text)
    delimiters = (separator[1],) if separator else (*DELIMITERS, _NONE)
    start, line = (separator.end(), 2) if separator else (0, 1)
    return tuple(table_of(text, delimiter, start=start, line=line) for delimiter in delimiters)


def table_of(text: str, delimiter: str, *, start: int = 0, line: int = 1) -> Table:
    """Return the table that begins at a place of a text, which is in the line `line`, for one delimiter."""
    return Table(partial(_rows, text, delimiter, start, line))


def _rows(text: str, delimiter: str, start: int, line: int, notices: list[Notice]) -> Iterator[Row]:
    syntax = _Syntax.of(delimiter)
    size = len(text)
    while start < size:
        found = _BREAK.search(text, start)
        end, after = found.span() if found else (size, size)
        first_line = text[start:end]
        lines = 1
        if '"' not in first_line:
            cells = first_line.split(delimiter)
        else:
            record = syntax.record(text, start)
            if record is None:
                cells = syntax.broken_line(first_line)
                notices.append(Notice("Source-quotes", "warning", _UNBALANCED, line=line))
            else:
                cells, after = record
                lines = max(1, len(_BREAK.findall(text, start, after)))
        yield Row(line, [plain_cell(cell) if cell[:1] in ("'", "=") else cell for cell in cells])
        line += lines
        start = after


@dataclass(frozen=True, slots=True)
class _Syntax:
    """What a delimiter makes of quoted and bare cells."""

    delimiter: str
    quoted: re.Pattern[str]
    bare: re.Pattern[str]

    @classmethod
    def of(cls, delimiter: str) -> "_Syntax":
        sign = re.escape(delimiter)
        return cls(
            delimiter,
            re.compile(rf' *+"([^"]*+(?:""[^"]*+)*+)" *+(?={sign}|\r|\n|\Z)'),
            re.compile(rf"[^{sign}\r\n]*+"),
        )

    def record(self, text: str, at: int) -> tuple[list[str], int] | None:
        """Read one record, over line breaks in quotes; None where its quotes are not as they should be."""
        cells = []
        while True:
            cell = self._cell(text, at)
            if cell is None:
                return None
            content, at = cell
            cells.append(content)
            if text.startswith(self.delimiter, at):
                at += 1
                continue
            end = _BREAK.match(text, at)
            return cells, end.end() if end else len(text)

    def broken_line(self, line: str) -> list[str]:
        """Read a line of its own in which quotes do not balance; what is not well quoted stays as it is."""
        cells, at = [], 0
        while True:
            cell = self._cell(line, at)
            if cell is None:
                end = line.find(self.delimiter, at)
                cell = line[at:end] if end >= 0 else line[at:], end if end >= 0 else len(line)
            content, at = cell
            cells.append(content)
            if at >= len(line):
                return cells
            at += 1

    def _cell(self, text: str, at: int) -> tuple[str, int] | None:
        quoted = self.quoted.match(text, at)
        if quoted:
            content = quoted[1]
            return None if self._swallows_rows(content) else (content.replace('""', '"'), quoted.end())
        bare = self.bare.match(text, at)
        if bare is None or bare[0].lstrip(" ").startswith('"'):
            return None
        return bare[0], bare.end()

    def _swallows_rows(self, content: str) -> bool:
        """Say whether a quoted cell holds whole rows, so that its quote was rather left open by mistake."""
        if len(content) > LONGEST_CELL:
            return True
        inner = _BREAK.split(content)[1:-1]
        counts = {line.count(self.delimiter) for line in inner if line}
        return len(inner) >= 3 and len(counts) == 1 and counts.pop() >= 2


_UNBALANCED: Final = Text(
    en="the quotes in this row do not balance, so it was read up to the end of its line, quotes as they stand; "
    'put a cell into quotes as a whole, and write " inside it twice',
    ru="кавычки в этой строке не сходятся, поэтому она прочитана до конца строки файла, кавычки оставлены как есть; "
    'берите в кавычки ячейку целиком, а " внутри неё удваивайте',
)
