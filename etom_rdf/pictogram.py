"""Draw the matrix pictogram of clause 5.1: where an element, group or area stands in figure 1."""

from collections.abc import Iterator
from typing import Final

from etom_rdf.catalogue import Catalogue
from etom_rdf.matrix import Block, Cell, blocks, box_rows, caption, cells, dark_cells, shown
from etom_rdf.svg import GROUND, LINE, Box, document, rectangle, written
from etom_rdf.text import Language, Text

# At 64 px one unit is one pixel: lines are one unit wide and nothing stands between pixels.
_MARGIN: Final = 2
_GAP: Final = 2
_COLUMN: Final = 8
_ROW: Final = 10
_BOX: Final = 8
_SCALE: Final = 2

DARK: Final = "#16304a"


def pictogram(name: str, *, language: Language, catalogue: Catalogue) -> str:
    """Draw the matrix of figure 1 with the cells dark in which an element, group or area stands (5.1).

    Returns SVG text. At 64 px one unit is one pixel. Raises NotFoundError as `dark_cells` does.

    >>> pictogram("1.1.1.5", language="en", catalogue=Catalogue.load()).count('"dark"')
    1
    """
    entry = shown(name, catalogue)
    dark = dark_cells(entry.id, catalogue)
    matrix = blocks(catalogue)
    grounds, inside = _geometry(matrix)
    width = max(ground.right for ground in grounds) + _MARGIN
    height = max(ground.bottom for ground in grounds) + _MARGIN
    root = document(
        (width, height),
        key=f"pictogram-{entry.id}",
        language=language,
        title=caption(entry, language),
        description=_described(dark, matrix, language),
    )
    shown_at = {"width": str(width * _SCALE), "height": str(height * _SCALE)}
    root.attrib.update(shown_at, role="img", **{"shape-rendering": "crispEdges"})
    for ground in grounds:
        rectangle(root, ground, fill=LINE)
    for cell, box in inside.items():
        shade, fill = ("dark", DARK) if cell in dark else ("light", GROUND)
        rectangle(root, box, data_cell=" ".join(cell), data_shade=shade, fill=fill)
    return written(root)


def _geometry(matrix: tuple[Block, ...]) -> tuple[list[Box], dict[Cell, Box]]:
    """Lay the matrix out: the ground of each area, which shows as lines, and the inside of each cell."""
    grounds: list[Box] = []
    inside: dict[Cell, Box] = {}
    right = bottom = _MARGIN
    for block in (block for block in matrix if block.columns):
        ground = Box(right, _MARGIN, len(block.columns) * _COLUMN + 1, len(block.rows) * _ROW + 1)
        inside |= zip(cells(block), _grid(ground, [len(block.columns)] * len(block.rows)), strict=True)
        grounds.append(ground)
        right, bottom = ground.right + _GAP, max(bottom, ground.bottom + _GAP)
    for block in (block for block in matrix if block.boxes):
        lines = box_rows(len(block.boxes))
        ground = Box(_MARGIN, bottom, right - _GAP - _MARGIN, len(lines) * _BOX + 1)
        inside |= zip(cells(block), _grid(ground, lines), strict=True)
        grounds.append(ground)
        bottom = ground.bottom + _GAP
    return grounds, inside


def _grid(ground: Box, rows: list[int]) -> Iterator[Box]:
    """Cut a ground into rows of so many cells, with lines of one unit around each."""
    for row, columns in enumerate(rows):
        top, bottom = (_edge(ground.height - 1, len(rows), i) for i in (row, row + 1))
        for column in range(columns):
            left, right = (_edge(ground.width - 1, columns, i) for i in (column, column + 1))
            yield Box(ground.x + left + 1, ground.y + top + 1, right - left - 1, bottom - top - 1)


def _edge(length: int, parts: int, index: int) -> int:
    return (2 * index * length + parts) // (2 * parts)


def _described(dark: frozenset[Cell], matrix: tuple[Block, ...], language: Language) -> str:
    """Say in words which cells are dark."""
    named = [
        caption(one, language)
        for kind in ("rows", "columns", "boxes")
        for block in matrix
        for one in getattr(block, kind)
        if any(one.id in cell for cell in dark)
    ]
    text = Text(
        en="Matrix of figure 1 of the standard; dark: {}.",
        ru="Матрица рисунка 1 стандарта; тёмным выделены: {}.",
    )
    return text.in_language(language).format("; ".join(named))
