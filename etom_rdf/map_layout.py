"""Lay the map of figure 1 out: where each area, group and element stands, as what, and how large its box is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.matrix import Block, blocks, box_rows, dark_cells
from etom_rdf.svg import Box, leading

MARGIN: Final = 24
GAP: Final = 10
PADDING: Final = 12
_INSET: Final = 14  # from the side of an area to its columns
_OVERHANG: Final = 6  # of rows over columns
_WIDE: Final = 226  # a column in an area whose elements the standard defines
_NARROW: Final = 174
_LEAST_ROW: Final = 60

# A row whose elements the standard defines is a home.
Role = Literal["area", "column", "row", "home", "box", "element"]

# Of what a box says.
SIZES: Final[Mapping[Role, int]] = {"area": 18, "column": 13, "row": 15, "home": 15, "box": 14, "element": 14}


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of what a box says."""

    text: str
    bold: bool


# What a box of a width says; its height follows from that.
Words = Callable[[Element, Role, int], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Placed:
    """Say where an area, group or element stands on the map, as what, and what its box says."""

    entry: Element
    role: Role
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Say where an area with columns begins and how wide its columns are."""

    block: Block
    left: int
    column: int

    @property
    def width(self) -> int:
        """Return the width of the area."""
        return 2 * _INSET + len(self.block.columns) * (self.column + GAP) - GAP

    def across(self, first: int, last: int, top: int, height: int) -> Box:
        """Return the box that reaches from one column to another."""
        step = self.column + GAP
        return Box(self.left + _INSET + first * step, top, (last - first) * step + self.column, height)

    def row(self, top: int, height: int) -> Box:
        """Return the box of a row: a little wider than its columns."""
        across = self.across(0, len(self.block.columns) - 1, top, height)
        return Box(across.x - _OVERHANG, top, across.width + 2 * _OVERHANG, height)


class Layout:
    """Place the boxes, from the ordinate 0 down; what lies behind comes before what lies on it."""

    def __init__(self, catalogue: Catalogue, words: Words) -> None:
        self._catalogue, self._words = catalogue, words
        self.placed: list[Placed] = []
        frames: list[_Frame] = []
        left = MARGIN
        for block in blocks(catalogue):
            if block.columns:
                wide = any(catalogue.children(row.id) for row in block.rows)
                frames.append(_Frame(block, left, _WIDE if wide else _NARROW))
                left += frames[-1].width + 2 * GAP
        self.width = left - 2 * GAP + MARGIN
        self.bottom = self._matrix(frames)
        for block in blocks(catalogue):
            if block.boxes:
                self.bottom = self._field(block, self.bottom + 2 * GAP)

    def _matrix(self, frames: list[_Frame]) -> int:
        """Place the areas that have columns side by side, with their rows at the same height."""
        columns = max(self._height(one.block.area, "area", one.width) for one in frames)
        heads = (self._height(head, "column", one.column) for one in frames for head in one.block.columns)
        y = columns + max(heads)
        rows: list[tuple[_Frame, Element, int, int]] = []
        for level in range(max(len(one.block.rows) for one in frames)):
            there = [(one, one.block.rows[level]) for one in frames if level < len(one.block.rows)]
            height = max(_LEAST_ROW, *(self._row_height(frame, row) for frame, row in there))
            rows += ((frame, row, y, height) for frame, row in there)
            y += height + GAP
        bottom = y - GAP + _INSET
        for one in frames:
            self._add(one.block.area, "area", Box(one.left, 0, one.width, bottom))
            for i, column in enumerate(one.block.columns):
                self._add(column, "column", one.across(i, i, columns, bottom - _OVERHANG - columns))
        for frame, row, top, height in rows:
            self._row(frame, row, frame.row(top, height))
        return bottom

    def _row(self, frame: _Frame, row: Element, box: Box) -> None:
        pile, _ = self._pile(frame, row)
        self._add(row, "home" if pile else "row", box)
        top = box.y + self._height(row, "row", box.width)
        for element, place in sorted(pile, key=lambda one: self._catalogue.elements.index(one[0])):
            self._add(element, "element", replace(place, y=place.y + top))

    def _row_height(self, frame: _Frame, row: Element) -> int:
        return self._height(row, "row", frame.row(0, 0).width) + self._pile(frame, row)[1]

    def _pile(self, frame: _Frame, row: Element) -> tuple[list[tuple[Element, Box]], int]:
        """Pile the elements of a row up in their columns, and return them with the height of the pile.

        What spans several columns goes on top; below it the other elements of each column share the height.
        """
        spans = list(self._spans(frame.block, row))
        filled = [0] * len(frame.block.columns)
        pile = []
        for one, first, last in spans:
            if first < last:
                top, width = max(filled[first : last + 1]), frame.across(first, last, 0, 0).width
                height = self._height(one, "element", width)
                pile.append((one, frame.across(first, last, top, height)))
                filled[first : last + 1] = [top + height + GAP] * (last + 1 - first)
        columns = [[one for one, first, last in spans if first == last == i] for i in range(len(filled))]
        bottom = max(filled)
        for column, top in zip(columns, filled, strict=True):
            heights = [self._height(one, "element", frame.column) + GAP for one in column]
            bottom = max(bottom, top + len(heights) * max(heights, default=0))
        for i, (column, top) in enumerate(zip(columns, filled, strict=True)):
            edges = [top + (bottom - top) * j // len(column) for j in range(len(column) + 1) if column]
            for one, (upper, lower) in zip(column, pairwise(edges), strict=True):
                pile.append((one, frame.across(i, i, upper, lower - upper - GAP)))
        return pile, bottom

    def _spans(self, block: Block, row: Element) -> Iterator[tuple[Element, int, int]]:
        """Find the first and last column of each element, once for each stretch of columns that touch."""
        for element in self._catalogue.children(row.id):
            dark = dark_cells(element.id, self._catalogue)
            columns = [i for i, column in enumerate(block.columns) if (row.id, column.id) in dark]
            starts = (i for i in columns if i - 1 not in columns)
            ends = (i for i in columns if i + 1 not in columns)
            yield from ((element, first, last) for first, last in zip(starts, ends, strict=True))

    def _field(self, block: Block, top: int) -> int:
        """Place an area without columns as rows of boxes."""
        across = Box(MARGIN, top, self.width - 2 * MARGIN, 0)
        y = top + self._height(block.area, "area", across.width)
        boxes = iter(block.boxes)
        places: list[tuple[Element, Box]] = []
        for count in box_rows(len(block.boxes)):
            width = (across.width - 2 * _INSET - (count - 1) * GAP) // count
            line = [next(boxes) for _ in range(count)]
            height = max(self._height(box, "box", width) for box in line)
            lefts = (across.x + _INSET + i * (width + GAP) for i in range(count))
            places += ((box, Box(left, y, width, height)) for box, left in zip(line, lefts, strict=True))
            y += height + GAP
        bottom = y - GAP + _INSET
        self._add(block.area, "area", replace(across, height=bottom - top))
        for box, place in places:
            self._add(box, "box", place)
        return bottom

    def _add(self, entry: Element, role: Role, box: Box) -> None:
        self.placed.append(Placed(entry, role, box, self._words(entry, role, box.width)))

    def _height(self, entry: Element, role: Role, width: int) -> int:
        return 2 * PADDING + len(self._words(entry, role, width)) * leading(SIZES[role])
