"""Draw figure 1 whole: areas, columns, rows, and the elements that stand in them, coloured by coverage.

Widths of text are estimated, because no font is at hand when the map is drawn: the estimate holds for the
widest fonts in common use, so names stay inside their boxes in the others too. Like the pictogram the map has
a white ground of its own and holds no style sheet, script or outside reference.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal
from xml.etree import ElementTree as ET

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.coverage_counts import Coverage
from etom_rdf.pictogram import (
    GROUND,
    LINE,
    Block,
    Box,
    blocks,
    box_rows,
    caption,
    dark_cells,
    document,
    printable,
    rectangle,
    written,
)
from etom_rdf.text import Language, Text

# How wide characters are, in ems, where they are not bold; most letters and digits are of usual width.
_EMS: Final = {
    **dict.fromkeys(" \u00a0", 0.35),
    **dict.fromkeys("ijlIfrt.,:;()[]/-'!|", 0.45),
    **dict.fromkeys("ABCDEGHKNOPQRSUVXYwАБВДЗИЙКЛНОПРСУХЦЧЬЭЯдмъы", 0.83),
    **dict.fromkeys("mMWЖМФШЩЪЫЮжфшщю&@%+=<>~^", 1.1),
}
_USUAL: Final = 0.67
_UNUSUAL: Final = 1.1
_BOLD: Final = 1.13
_SHORT_WORD: Final = re.compile(r"(?<!\S)(\w{1,2}) ")
_AFTER_SLASH: Final = re.compile("(?<=/)")
_ANYWHERE: Final = re.compile("(?<=.)(?=.)")

_MARGIN: Final = 24
_GAP: Final = 10
_PADDING: Final = 12
_INSET: Final = 14  # from the side of an area to its columns
_OVERHANG: Final = 6  # of rows over columns
_WIDE: Final = 226  # a column in an area whose elements the standard defines
_NARROW: Final = 174
_LEAST_ROW: Final = 60
_SWATCH: Final = Box(0, 0, 56, 28)
_HEADING: Final = 24
_LEGEND_SIZE: Final = 14
_SMALL: Final = 12

_INK: Final = "#14222f"
_HATCH: Final = "#d3dae1"
_FONTS: Final = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"

Role = Literal["area", "column", "row", "home", "box", "element"]


@dataclass(frozen=True, slots=True)
class _Style:
    """Say how one kind of box looks; `line` is the colour of its outline."""

    fill: str
    line: str
    ink: str
    size: int
    opacity: str = "1"


# A row whose elements the standard defines is a home: it has a dark ground, as CRM has in figure 1. The columns
# show through the other rows.
_STYLES: Final[Mapping[Role, _Style]] = {
    "area": _Style("#e9eef3", "none", _INK, 18),
    "column": _Style("#cfd9e3", "none", _INK, 13),
    "row": _Style(GROUND, LINE, _INK, 15, opacity="0.7"),
    "home": _Style("#43505c", "#43505c", GROUND, 15),
    "box": _Style(GROUND, LINE, _INK, 14),
    "element": _Style(GROUND, GROUND, _INK, 14),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of the scale: from how many processes on, the colour of the box and of its text."""

    least: int
    fill: str
    ink: str


# The steps are the same on every map, so that the maps of two models compare.
STEPS: Final = (
    Step(1, "#d9eaf8", _INK),
    Step(2, "#93c4ec", _INK),
    Step(5, "#2569ab", GROUND),
    Step(10, "#0a2a50", GROUND),
)

_TITLE: Final = Text(
    en="eTOM process map: level 1, with the elements of level 2",
    ru="Карта процессов eTOM: уровень 1 и элементы процессов уровня 2",
)
_DESCRIPTION: Final = Text(
    en="Areas of figure 1 with their columns (vertical groups), rows (horizontal groups) and boxes; "
    "each element stands in its row and its columns.",
    ru="Области рисунка 1, их столбцы (вертикальные группы), строки (горизонтальные группы) и блоки; "
    "каждый элемент стоит в своей строке и своих столбцах.",
)
_SOURCE: Final = Text(
    en="After figure 1 and Table 1 of GOST R 53633.3-2009. Unofficial edition.",
    ru="По рисунку 1 и таблице 1 ГОСТ Р 53633.3—2009. Неофициальное издание.",
)
_LEGEND: Final = Text(
    en="The number of processes that cover an element.", ru="Число процессов, покрывающих элемент."
)
_SUMMARY: Final = Text(en="Elements covered: {} of {}.", ru="Покрыто элементов: {} из {}.")
_UNCOVERED: Final = Text(en="Not covered: {}.", ru="Не покрыты: {}.")
_COUNT: Final = Text(
    en="Processes: {}. Functions performed: {} of {}.", ru="Процессов: {}. Выполняется функций: {} из {}."
)
_COARSE: Final = Text(en="processes at this level: {}", ru="процессов на этом уровне: {}")


def map_svg(
    *, language: Language, catalogue: Catalogue, coverage: Coverage | None = None, title: str | None = None
) -> str:
    """Draw the whole of figure 1; given a coverage, colour each element by the processes that cover it.

    The count stands in the box, so colour is never the only carrier; what nothing covers is hatched. Groups
    and areas keep their looks and say how many processes name them. `title` replaces the heading. Returns SVG
    text.

    >>> map_svg(language="ru", catalogue=Catalogue.load()).count('data-role="element"')
    11
    """
    heading = title or _TITLE.in_language(language)
    wording = _Wording(language, coverage)
    layout = _Layout(catalogue, wording)
    lines = wrapped(heading, layout.width - 2 * _MARGIN, _HEADING, bold=True)
    top = (
        _MARGIN
        + len(lines) * _leading(_HEADING)
        + (_SWATCH.height + 2 * _GAP if coverage is not None else _GAP)
    )
    height = top + layout.bottom + 2 * _MARGIN
    root = document(
        (layout.width, height), key="map", language=language, title=heading, description=wording.described()
    )
    root.attrib.update({"role": "graphics-document document", "font-family": _FONTS, "fill": _INK})
    rectangle(root, Box(0, 0, layout.width, height), fill=GROUND)
    for i, line in enumerate(lines):
        _write(root, line, (_MARGIN, _MARGIN + i * _leading(_HEADING) + _HEADING), size=_HEADING, bold=True)
    if coverage is not None:
        _hatch(root, language)
        _legend(root, wording, top - _SWATCH.height - _GAP)
    body = ET.SubElement(root, "g", {"transform": f"translate(0 {top})"})
    for placed in layout.placed:
        _draw(body, placed, wording)
    _write(root, _SOURCE.in_language(language), (_MARGIN, height - _MARGIN), size=_SMALL)
    return written(root)


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Estimate from above how wide a text is, in user units.

    >>> width_of("Продажи", 10) < width_of("Продажи", 10, bold=True) < 70
    True
    """
    ems = (_EMS.get(one, _USUAL if one < "\u0460" else _UNUSUAL) for one in text)
    return sum(ems) * size * (_BOLD if bold else 1)


def wrapped(text: str, width: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit a width, none much longer than the others.

    Words of one or two letters stay with the next one; a word that is too long breaks after a slash or anywhere.

    >>> wrapped("Управление QoS/SLA клиентов", 130, 10)
    ('Управление', 'QoS/SLA клиентов')
    """

    def fits(line: str, limit: int) -> bool:
        return width_of(line.rstrip(), size, bold=bold) <= limit

    def filled(limit: int) -> list[str]:
        lines = [""]
        for piece in pieces:
            if lines[-1] and not fits(lines[-1] + piece, limit):
                lines.append("")
            lines[-1] += piece
        return [line.rstrip() for line in lines]

    pieces = [f"{word} " for word in _SHORT_WORD.sub("\\1\u00a0", " ".join(text.split())).split(" ")]
    for breaks in (_AFTER_SLASH, _ANYWHERE):
        pieces = [part for one in pieces for part in ([one] if fits(one, width) else breaks.split(one))]
    lines = filled(width)
    for narrower in range(width - 4, width // 2, -4):
        tried = filled(narrower)
        if len(tried) > len(lines) or not all(fits(line, narrower) for line in tried):
            break
        lines = tried
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """Say where an area, group or element stands on the map, as what, and what its box says."""

    entry: Element
    role: Role
    box: Box
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """Find the words of the map in one language."""

    language: Language
    coverage: Coverage | None

    def count(self, entry: Element) -> int:
        """Return how many processes cover an element, or name a group or an area."""
        return 0 if self.coverage is None else self.coverage.processes(entry.id)

    def lines(self, entry: Element, role: Role, width: int) -> tuple[_Line, ...]:
        """Return what a box says: number and name, and of a group the processes that go no deeper."""
        size, room = _STYLES[role].size, width - 2 * _PADDING
        if role == "element":
            name = wrapped(entry.label.in_language(self.language), room, size)
            return (_Line(entry.notation or entry.id, bold=True), *(_Line(one, bold=False) for one in name))
        name = wrapped(caption(entry, self.language), room, size, bold=True)
        said = wrapped(self.say(_COARSE, self.count(entry)), room, size) if self.count(entry) else ()
        return (*(_Line(one, bold=True) for one in name), *(_Line(one, bold=False) for one in said))

    def title(self, entry: Element) -> str:
        """Return what a pointer resting on a box shows and a reader announces."""
        name = caption(entry, self.language)
        covered = self.coverage and self.coverage.covered(entry.id)
        if self.coverage is None:
            return name
        if entry.kind != "element":
            return f"{name}: {self.say(_COARSE, self.count(entry))}"
        functions = covered.functions if covered else ()
        performed = sum(bool(one.processes) for one in functions)
        return f"{name}. {self.say(_COUNT, self.count(entry), performed, len(functions))}"

    def described(self) -> str:
        """Return the description of the whole map."""
        text = _DESCRIPTION.in_language(self.language)
        if self.coverage is None:
            return text
        uncovered = ", ".join(self.coverage.uncovered)
        return " ".join((text, self.summary(), self.say(_UNCOVERED, uncovered) if uncovered else "")).rstrip()

    def summary(self) -> str:
        """Return how many elements are covered."""
        elements = self.coverage.elements if self.coverage else ()
        return self.say(_SUMMARY, sum(bool(one.processes) for one in elements), len(elements))

    def say(self, text: Text, *values: object) -> str:
        """Fill in a sentence."""
        return text.in_language(self.language).format(*values)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Say where an area with columns begins and how wide its columns are."""

    block: Block
    left: int
    column: int

    @property
    def width(self) -> int:
        """Return the width of the area."""
        return 2 * _INSET + len(self.block.columns) * (self.column + _GAP) - _GAP

    def across(self, first: int, last: int, top: int, height: int) -> Box:
        """Return the box that reaches from one column to another."""
        step = self.column + _GAP
        return Box(self.left + _INSET + first * step, top, (last - first) * step + self.column, height)

    def row(self, top: int, height: int) -> Box:
        """Return the box of a row: a little wider than its columns."""
        across = self.across(0, len(self.block.columns) - 1, top, height)
        return Box(across.x - _OVERHANG, top, across.width + 2 * _OVERHANG, height)


class _Layout:
    """Place the boxes, from the ordinate 0 down; what lies behind comes before what lies on it."""

    def __init__(self, catalogue: Catalogue, wording: _Wording) -> None:
        self.catalogue, self.wording = catalogue, wording
        self.placed: list[_Placed] = []
        frames: list[_Frame] = []
        left = _MARGIN
        for block in blocks(catalogue):
            if block.columns:
                wide = any(catalogue.children(row.id) for row in block.rows)
                frames.append(_Frame(block, left, _WIDE if wide else _NARROW))
                left += frames[-1].width + 2 * _GAP
        self.width = left - 2 * _GAP + _MARGIN
        self.bottom = self._matrix(frames)
        for block in blocks(catalogue):
            if block.boxes:
                self.bottom = self._field(block, self.bottom + 2 * _GAP)

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
            y += height + _GAP
        bottom = y - _GAP + _INSET
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
        for element, place in sorted(pile, key=lambda one: self.catalogue.elements.index(one[0])):
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
                filled[first : last + 1] = [top + height + _GAP] * (last + 1 - first)
        columns = [[one for one, first, last in spans if first == last == i] for i in range(len(filled))]
        bottom = max(filled)
        for column, top in zip(columns, filled, strict=True):
            heights = [self._height(one, "element", frame.column) + _GAP for one in column]
            bottom = max(bottom, top + len(heights) * max(heights, default=0))
        for i, (column, top) in enumerate(zip(columns, filled, strict=True)):
            edges = [top + (bottom - top) * j // len(column) for j in range(len(column) + 1) if column]
            for one, (upper, lower) in zip(column, pairwise(edges), strict=True):
                pile.append((one, frame.across(i, i, upper, lower - upper - _GAP)))
        return pile, bottom

    def _spans(self, block: Block, row: Element) -> Iterator[tuple[Element, int, int]]:
        """Find the first and last column of each element, once for each stretch of columns that touch."""
        for element in self.catalogue.children(row.id):
            dark = dark_cells(element.id, self.catalogue)
            columns = [i for i, column in enumerate(block.columns) if (row.id, column.id) in dark]
            starts = (i for i in columns if i - 1 not in columns)
            ends = (i for i in columns if i + 1 not in columns)
            yield from ((element, first, last) for first, last in zip(starts, ends, strict=True))

    def _field(self, block: Block, top: int) -> int:
        """Place an area without columns as rows of boxes."""
        across = Box(_MARGIN, top, self.width - 2 * _MARGIN, 0)
        y = top + self._height(block.area, "area", across.width)
        boxes = iter(block.boxes)
        places: list[tuple[Element, Box]] = []
        for count in box_rows(len(block.boxes)):
            width = (across.width - 2 * _INSET - (count - 1) * _GAP) // count
            line = [next(boxes) for _ in range(count)]
            height = max(self._height(box, "box", width) for box in line)
            lefts = (across.x + _INSET + i * (width + _GAP) for i in range(count))
            places += ((box, Box(left, y, width, height)) for box, left in zip(line, lefts, strict=True))
            y += height + _GAP
        bottom = y - _GAP + _INSET
        self._add(block.area, "area", replace(across, height=bottom - top))
        for box, place in places:
            self._add(box, "box", place)
        return bottom

    def _add(self, entry: Element, role: Role, box: Box) -> None:
        self.placed.append(_Placed(entry, role, box, self.wording.lines(entry, role, box.width)))

    def _height(self, entry: Element, role: Role, width: int) -> int:
        return 2 * _PADDING + len(self.wording.lines(entry, role, width)) * _leading(_STYLES[role].size)


def _leading(size: int) -> int:
    return size * 5 // 4


def _draw(parent: ET.Element, placed: _Placed, wording: _Wording) -> None:
    """Draw a box with its words, coloured and counted if it is an element and a coverage is given."""
    style, box = _STYLES[placed.role], placed.box
    fill, ink, count = style.fill, style.ink, wording.count(placed.entry)
    counted = wording.coverage is not None and placed.role == "element"
    if counted:
        fill, ink = _shade(count, wording.language)
    group = ET.SubElement(parent, "g", {"role": "img", "data-id": placed.entry.id, "data-role": placed.role})
    ET.SubElement(group, "title").text = printable(wording.title(placed.entry))
    rectangle(group, box, fill=fill, fill_opacity=style.opacity, stroke=style.line, stroke_width="2")
    for i, line in enumerate(placed.lines):
        at = (box.x + _PADDING, box.y + _PADDING + i * _leading(style.size) + style.size)
        _write(group, line.text, at, size=style.size, bold=line.bold, fill=ink)
    if counted:
        at = (box.right - _PADDING, box.y + _PADDING + style.size)
        _write(group, str(count), at, size=style.size, bold=True, fill=ink, text_anchor="end")


def _shade(count: int, language: Language) -> tuple[str, str]:
    """Return the colours of a box that so many processes cover, and of its text."""
    steps = [step for step in STEPS if step.least <= count]
    return (steps[-1].fill, steps[-1].ink) if steps else (f"url(#map-{language}-hatch)", _INK)


def _hatch(root: ET.Element, language: Language) -> None:
    attributes = {"id": f"map-{language}-hatch", "width": "8", "height": "8"}
    attributes |= {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = ET.SubElement(ET.SubElement(root, "defs"), "pattern", attributes)
    rectangle(pattern, Box(0, 0, 8, 8), fill=GROUND)
    rectangle(pattern, Box(0, 0, 2, 8), fill=_HATCH)


def _legend(root: ET.Element, wording: _Wording, top: int) -> None:
    """Draw the steps of the scale in a line, each with its number of processes inside."""
    legend = ET.SubElement(root, "g", {"data-role": "legend"})
    least = (0, *(step.least for step in STEPS))
    ranges = [str(one) if more - one == 1 else f"{one}–{more - 1}" for one, more in pairwise(least)]
    x, baseline = _MARGIN, top + _SWATCH.height // 2 + 5
    for count, text in zip(least, (*ranges, f"{least[-1]}+"), strict=True):
        fill, ink = _shade(count, wording.language)
        rectangle(legend, replace(_SWATCH, x=x, y=top), fill=fill, stroke=LINE, stroke_width="2")
        at = (x + _SWATCH.width // 2, baseline)
        _write(legend, text, at, size=_LEGEND_SIZE, bold=True, fill=ink, text_anchor="middle")
        x += _SWATCH.width + _GAP
    _write(legend, f"{wording.say(_LEGEND)} {wording.summary()}", (x + _GAP, baseline), size=_LEGEND_SIZE)


def _write(
    parent: ET.Element, text: str, at: tuple[int, int], *, size: int, bold: bool = False, **attributes: str
) -> None:
    weight = {"font-weight": "bold"} if bold else {}
    place = {"x": str(at[0]), "y": str(at[1]), "font-size": str(size)}
    others = {name.replace("_", "-"): value for name, value in attributes.items()}
    ET.SubElement(parent, "text", place | weight | others).text = printable(text)
