"""Draw the matrix pictogram of clause 5.1: where an element, group or area stands in figure 1.

The matrix is read from the catalogue: an area that has vertical groups is a block of rows and columns, one
that has not is a field of boxes below. The drawing has a white ground of its own, so that it reads the same on
a white page and on a dark one, and holds no style sheet, script or outside reference, so that it may stand in
a page as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.errors import NotFoundError
from etom_rdf.text import Language, Text

# At 64 px one unit is one pixel: lines are one unit wide and nothing stands between pixels.
_MARGIN: Final = 2
_GAP: Final = 2
_COLUMN: Final = 8
_ROW: Final = 10
_BOX: Final = 8
_SCALE: Final = 2

GROUND: Final = "#ffffff"
DARK: Final = "#16304a"
LINE: Final = "#7c8894"

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a rectangle in user units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return the abscissa of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return the ordinate of the lower side."""
        return self.y + self.height

    def inset(self, by: int) -> "Box":
        """Return the rectangle that lies inside at a distance."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one area of figure 1: columns left to right, rows top to bottom, or boxes where it has neither."""

    area: Element
    columns: tuple[Element, ...]
    rows: tuple[Element, ...]
    boxes: tuple[Element, ...]


# A cell is a row and a column, or a box alone.
Cell = tuple[str, ...]


def blocks(catalogue: Catalogue) -> tuple[Block, ...]:
    """Return the areas of figure 1, those with columns first and from left to right.

    >>> [block.area.id for block in blocks(Catalogue.load())]
    ['1.2', '1.1', '1.3']
    """
    found = []
    for area in catalogue.children():
        groups = catalogue.children(area.id)
        columns, rows, boxes = (
            tuple(group for group in groups if group.group_kind == kind)
            for kind in ("vertical", "horizontal", "enterprise")
        )
        found.append(Block(area, columns, rows, boxes))
    # The catalogue keeps the columns in the order of figure 1, and the areas in that of their numbers.
    order = catalogue.elements
    return tuple(
        sorted(found, key=lambda block: order.index(block.columns[0]) if block.columns else len(order))
    )


def cells(block: Block) -> tuple[Cell, ...]:
    """Return the cells of an area in reading order."""
    crossings = ((row.id, column.id) for row in block.rows for column in block.columns)
    return (*crossings, *((box.id,) for box in block.boxes))


def dark_cells(name: str, catalogue: Catalogue) -> frozenset[Cell]:
    """Return the cells in which an element, group or area stands.

    What has no columns of its own stands where the category above it stands. Raises NotFoundError for what the
    matrix does not show: a retired element, a function, a term, an unknown name.

    >>> sorted(dark_cells("1.1.1.9", Catalogue.load()))
    [('1.1.1', 'A'), ('1.1.1', 'B'), ('1.1.1', 'F')]
    """
    return _place(shown(name, catalogue), catalogue)


def shown(name: str, catalogue: Catalogue) -> Element:
    """Return the element, group or area that a name stands for; raises NotFoundError for anything else."""
    entry = catalogue[name]
    if isinstance(entry, Element) and entry.kind != "retired":
        return entry
    instead = entry.replaced_by if isinstance(entry, Element) else (getattr(entry, "element", ""),)
    advice = ", ".join(instead)
    raise NotFoundError(
        Text(
            en=f"{entry.id} has no place in the matrix of figure 1; "
            + (f"try {advice}" if advice else "name an element, a group or an area"),
            ru=f"у {entry.id} нет места в матрице рисунка 1; "
            + (f"попробуйте {advice}" if advice else "назовите элемент, группу или область"),
        ),
        name=name,
    )


def _place(entry: Element, catalogue: Catalogue) -> frozenset[Cell]:
    every = {block.area.id: cells(block) for block in blocks(catalogue)}[entry.area or ""]
    if entry.kind == "area":
        return frozenset(every)
    if entry.kind == "group":
        return frozenset(cell for cell in every if entry.id in cell)
    above = next(one for one in catalogue.elements if one.id == entry.parent)
    around = _place(above, catalogue)
    return frozenset(cell for cell in around if cell[-1] in entry.verticals) or around


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
    for box, fill in [(Box(0, 0, width, height), GROUND), *((ground, LINE) for ground in grounds)]:
        rectangle(root, box, fill=fill)
    for cell, box in inside.items():
        shade, fill = ("dark", DARK) if cell in dark else ("light", GROUND)
        rectangle(root, box, data_cell=" ".join(cell), data_shade=shade, fill=fill)
    return written(root)


def caption(entry: Element, language: Language) -> str:
    """Name an element, group or area: its number if it has one, its name, and its code if it has one.

    >>> caption(Catalogue.load().elements[1], "en")
    '1.1.1 Customer relationship management (CRM)'
    """
    name = entry.label.in_language(language)
    if entry.kind != "element" and entry.alternatives:
        name = f"{name} ({entry.alternatives[0].in_language(language)})"
    return f"{entry.notation} {name}" if entry.notation else name


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


def box_rows(boxes: int) -> list[int]:
    """Share the boxes of an area without columns between two rows, as figure 1 does.

    >>> box_rows(7)
    [4, 3]
    """
    return [boxes - boxes // 2, boxes // 2]


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


def document(
    size: tuple[int, int], *, key: str, language: Language, title: str, description: str
) -> ET.Element:
    """Begin an SVG document of a size in user units, with a title and a description that readers announce.

    `key` and the language keep the ids apart where several drawings stand in one page.
    """
    key = f"{key}-{language}"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {size[0]} {size[1]}",
            "width": str(size[0]),
            "height": str(size[1]),
            "lang": language,
            "xml:lang": language,
            "aria-labelledby": f"{key}-title",
            "aria-describedby": f"{key}-description",
        },
    )
    for tag, name, text in (("title", "title", title), ("desc", "description", description)):
        ET.SubElement(root, tag, {"id": f"{key}-{name}"}).text = printable(text)
    return root


def rectangle(parent: ET.Element, box: Box, **attributes: str) -> ET.Element:
    """Add a rectangle; underscores in the names of attributes stand for hyphens."""
    sides = {"x": str(box.x), "y": str(box.y), "width": str(box.width), "height": str(box.height)}
    others = {name.replace("_", "-"): value for name, value in attributes.items()}
    return ET.SubElement(parent, "rect", sides | others)


def printable(text: str) -> str:
    r"""Return a text as XML can hold it.

    >>> printable("a\x00b")
    'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text)


def written(root: ET.Element) -> str:
    """Write a drawing out, one element on a line."""
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"
