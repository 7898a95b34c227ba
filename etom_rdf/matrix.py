"""Say where areas, groups and elements stand in figure 1: a matrix of rows and columns, and a field of boxes.

The matrix is read from the catalogue: an area that has vertical groups is a block of rows and columns, one
that has not is a field of boxes below.
"""

from dataclasses import dataclass

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.errors import NotFoundError
from etom_rdf.text import Language, Text


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


def caption(entry: Element, language: Language) -> str:
    """Name an element, group or area: its number if it has one, its name, and its code if it has one.

    >>> caption(Catalogue.load().elements[1], "en")
    '1.1.1 Customer relationship management (CRM)'
    """
    name = entry.label.in_language(language)
    if entry.kind != "element" and entry.alternatives:
        name = f"{name} ({entry.alternatives[0].in_language(language)})"
    return f"{entry.notation} {name}" if entry.notation else name


def box_rows(boxes: int) -> list[int]:
    """Share the boxes of an area without columns between two rows, as figure 1 does.

    >>> box_rows(7)
    [4, 3]
    """
    return [boxes - boxes // 2, boxes // 2]
