"""Stream the rows of one sheet of a workbook: cells by their types, merged cells, damage."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.readers.records import Notice, Severity
from etom_rdf.readers.tables.archive import DAMAGE, Archive, damaged
from etom_rdf.readers.tables.cells import Formats, RichText, unescaped, whole_number
from etom_rdf.readers.tables.grid import CellKind, Row
from etom_rdf.text import Text

_WIDEST: Final = 1_024  # columns; a register has dozens
_MERGES: Final = 200_000
_MERGED_ROWS: Final = 5_000_000  # of all merged cells together
_VALUE_PIECES: Final = 100  # of some kilobytes each
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{0,7})", re.IGNORECASE | re.ASCII)
_MERGE: Final = re.compile(
    rb"""<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref\s*=\s*["']([A-Za-z0-9$:]{5,30})["']"""
)

_BROKEN: Final = Text(
    en="sheet ‘{}’ is damaged behind this row, and the rest was not read; open the workbook in a spreadsheet, let it "
    "be repaired, and save it again",
    ru="лист «{}» после этой строки повреждён, и остаток не прочитан; откройте книгу в табличном редакторе, дайте ему "
    "исправить её и сохраните заново",
)


def about_sheet(sheet: str, code: str, severity: Severity, message: Text, line: int | None = None) -> Notice:
    """Return a notice with the name of a sheet filled in."""
    name = shown(sheet)
    return Notice(
        code, severity, Text(en=message.en.format(name), ru=message.ru.format(name)), line=line, value=sheet
    )


@dataclass(slots=True)
class SheetReading:
    """Go through the rows of one sheet."""

    archive: Archive
    part: str
    name: str
    strings: list[str]
    formats: Formats

    def rows(self, notices: list[Notice]) -> Iterator[Row]:
        """Yield the rows as they are inflated; what a damaged sheet has up to the damage is kept, with a notice."""
        last = None
        try:
            cells = _Cells(self.strings, self.formats)
            merged = _merged_cells(self.archive, self.part)
            for _ in self.archive.parse(self.part, cells.start, cells.end, cells.words):
                for line, texts, kinds in cells.take_rows():
                    last = line
                    yield merged.row(line, texts, kinds)
        except DAMAGE:
            notices.append(about_sheet(self.name, "Source-sheet-broken", "warning", _BROKEN, line=last))


_Texts = dict[int, str]
_Kinds = dict[int, CellKind]


class _Cells:
    """Collect the cells of rows from the events of a parser."""

    __slots__ = (
        "_column",
        "_formats",
        "_formula",
        "_in_cell",
        "_in_value",
        "_inline",
        "_kinds",
        "_line",
        "_rows",
        "_strings",
        "_style",
        "_texts",
        "_type",
        "_value",
    )

    def __init__(self, strings: list[str], formats: Formats) -> None:
        self._strings = strings
        self._formats = formats
        self._rows: list[tuple[int, _Texts, _Kinds]] = []
        self._line = 0
        self._texts: _Texts = {}
        self._kinds: _Kinds = {}
        self._column = -1
        self._type = "n"
        self._style = 0
        self._value: list[str] = []
        self._inline = RichText()
        self._formula = self._in_cell = self._in_value = False

    def take_rows(self) -> list[tuple[int, _Texts, _Kinds]]:
        """Return the rows that have ended since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._column = _column(attributes.get("r"), self._column + 1)
            self._type = attributes.get("t", "n")
            self._style = whole_number(attributes.get("s"), 0)
            self._in_cell, self._formula = True, False
        elif tag == "row":
            self._line = whole_number(attributes.get("r"), self._line + 1)
            self._column = -1
            self._texts, self._kinds = {}, {}
        elif self._in_cell:
            self._in_value = tag == "v"
            self._formula = self._formula or tag == "f"
            self._inline.start(tag, attributes)

    def words(self, words: str) -> None:
        if self._in_value:
            if len(self._value) < _VALUE_PIECES:
                self._value.append(words)
        elif self._in_cell:
            self._inline.words(words)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._finish_cell()
        elif tag == "row":
            self._rows.append((self._line, self._texts, self._kinds))
        elif self._in_cell:
            self._in_value = False
            self._inline.end(tag)

    def _finish_cell(self) -> None:
        raw = "".join(self._value)
        self._value.clear()
        inline = self._inline.take()
        self._in_cell = self._in_value = False
        text, kind = (inline, None) if self._type == "inlineStr" else self._shown(raw)
        if self._formula and not raw and self._type != "str":
            kind = "unsaved"
        if (text or kind) and self._column < _WIDEST:
            self._texts[self._column] = text
            if kind:
                self._kinds[self._column] = kind

    def _shown(self, raw: str) -> tuple[str, CellKind | None]:
        """Return what a cell of the current type shows for its value."""
        match self._type:
            case "s":
                at = whole_number(raw.strip(), len(self._strings))
                return (self._strings[at], None) if at < len(self._strings) else ("", "error")
            case "str":
                return unescaped(raw), None
            case "b":
                return "FALSE" if raw.strip() in ("0", "false", "") else "TRUE", None
            case "e":
                return "", None if raw == "#N/A" else "error"
            case "d":
                return raw[:10], "date"
        return self._formats.number(raw.strip(), self._style) if raw else ("", None)


@lru_cache(maxsize=2048)
def _column_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _column(reference: str | None, otherwise: int) -> int:
    found = _REFERENCE.fullmatch(reference) if reference else None
    return _column_of(found[1]) if found else otherwise


@dataclass(slots=True)
class _Merged:
    """Repeat the text of merged cells down their rows, and know which rows are headings across columns."""

    begins: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    wide: set[tuple[int, int]] = field(default_factory=set)
    _open: dict[int, tuple[int, str]] = field(default_factory=dict)

    def add(self, top: tuple[int, int], bottom: tuple[int, int]) -> int:
        """Add a merged cell by its corners, each line and column; return how many rows it has."""
        (first, column), (last, last_column) = top, bottom
        if last > first:
            self.begins[first].append((column, last))
        if last_column > column:
            self.wide.add((first, column))
        return max(1, last - first + 1)

    def row(self, line: int, texts: _Texts, kinds: _Kinds) -> Row:
        filled = [column for column, text in texts.items() if text and not text.isspace()]
        heading = len(filled) == 1 and (line, filled[0]) in self.wide
        joined = set()
        for column, (last, text) in tuple(self._open.items()):
            if line > last:
                del self._open[column]
            elif not texts.get(column):
                texts[column] = text
                joined.add(column)
        for column, last in self.begins.pop(line, ()):
            if texts.get(column) and column < _WIDEST:
                self._open[column] = last, texts[column]
        cells = [texts.get(column, "") for column in range(max(texts, default=-1) + 1)]
        return Row(line, cells, kinds, frozenset(joined), heading)


def _merged_cells(archive: Archive, part: str) -> _Merged:
    """Find the merged cells; they stand behind the rows, so a part is inflated once more for them."""
    merged = _Merged()
    count = rows = 0
    for match in archive.find_all(part, _MERGE, longest=400):
        corners = [_REFERENCE.fullmatch(corner) for corner in match[1].decode().split(":")]
        if len(corners) == 2 and corners[0] and corners[1] and corners[0][2] and corners[1][2]:
            top, bottom = ((int(corner[2]), _column_of(corner[1])) for corner in corners if corner)
            rows += merged.add(top, bottom)
            count += 1
        if count > _MERGES or rows > _MERGED_ROWS:
            raise damaged(archive.name)
    return merged
