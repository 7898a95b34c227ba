"""Draw figure 1 whole: areas, columns, rows, and the elements that stand in them, coloured by coverage.

Widths of text are estimated, because no font is at hand when the map is drawn: the estimate holds for the
widest fonts in common use, so names stay inside their boxes in the others too. Like the pictogram the map has
a light ground of its own and holds no style sheet, script or outside reference.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from xml.etree import ElementTree as ET

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.coverage import Coverage
from etom_rdf.pictogram import (
    DARK,
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

_INK: Final = "#14222f"
_FONTS: Final = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"

# Ems of a character that is not bold; what is not listed is a letter or a digit of usual width.
_EMS: Final = {
    **dict.fromkeys(" \u00a0", 0.35),
    **dict.fromkeys("ijlIfrt.,:;()[]/-'!|", 0.45),
    **dict.fromkeys("ABCDEGHKNOPQRSUVXYwАБВДЗИЙКЛНОПРСУХЦЧЬЭЯдмъы", 0.83),
    **dict.fromkeys("mMWЖМФШЩЪЫЮжфшщю&@%№—…", 1.1),
}
_SHORT_WORD: Final = re.compile(r"(?<!\S)(\w{1,2}) ")
_AFTER_SLASH: Final = re.compile("(?<=/)")
_AFTER_ANYTHING: Final = re.compile("(?<=.)(?=.)")
_USUAL_EMS: Final = 0.67
_BOLD: Final = 1.13
_LEADING: Final = 1.25

_MARGIN: Final = 24
_GAP: Final = 10
_PADDING: Final = 12
_BADGE: Final = 40
_WIDE: Final = 238
_NARROW: Final = 158

Role = Literal["area", "column", "row", "home", "box", "element"]


@dataclass(frozen=True, slots=True)
class _Style:
    """Say how one kind of box looks; `line` is the colour of its outline."""

    fill: str
    line: str
    ink: str
    size: int
    bold: bool = True


# A row whose elements the standard defines has a dark ground, as CRM has in figure 1.
_STYLES: Final[Mapping[Role, _Style]] = {
    "area": _Style("#e9eef3", "none", _INK, 18),
    "column": _Style("#d3dde6", "none", _INK, 14),
    "row": _Style(GROUND, LINE, _INK, 15),
    "home": _Style(DARK, DARK, GROUND, 15),
    "box": _Style(GROUND, LINE, _INK, 14),
    "element": _Style(GROUND, GROUND, _INK, 14, bold=False),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of the scale: from how many processes on, the colour of the box and of its text."""

    least: int
    fill: str
    ink: str


# The steps are the same on every map, so that maps of two models compare.
STEPS: Final = (
    Step(1, "#d5e8f7", _INK),
    Step(2, "#8fc1ea", _INK),
    Step(5, "#2a72b5", GROUND),
    Step(10, "#6a3d9a", GROUND),
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Say where an area, group or element stands on the map, and as what."""

    entry: Element
    box: Box
    role: Role


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Estimate from above how wide a text is, in user units.

    >>> width_of("Продажи", 10) < width_of("Продажи", 10, bold=True) < 60
    True
    """
    return sum(_EMS.get(character, _USUAL_EMS) for character in text) * size * (_BOLD if bold else 1)


def wrapped(text: str, width: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit a width, none much longer than the others.

    Words of one or two letters stay with the next one; a word that is too long breaks after a slash or anywhere.

    >>> wrapped("Управление QoS/SLA клиентов", 100, 10)
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
    for breaks in (_AFTER_SLASH, _AFTER_ANYTHING):
        pieces = [part for one in pieces for part in ([one] if fits(one, width) else breaks.split(one))]
    lines = filled(width)
    for narrower in range(width - 4, width // 2, -4):
        tried = filled(narrower)
        if len(tried) > len(lines) or not all(fits(line, narrower) for line in tried):
            break
        lines = tried
    return tuple(lines)


def _lay_out(catalogue: Catalogue, language: Language, top: int) -> Iterator[_Placed]:
    """Place everything below an ordinate, what lies behind before what lies on it."""
    matrix = [block for block in blocks(catalogue) if block.columns]
    left = _MARGIN
    crossings: list[tuple[Block, Box, dict[str, Box]]] = []
    for block in matrix:
        wide = any(catalogue.children(row.id) for row in block.rows)
        columns = {}
        for i, column in enumerate(block.columns):
            width = _WIDE if wide else _NARROW
            columns[column.id] = Box(left + _INSET + i * (width + _GAP), top, width, 0)
        ...
