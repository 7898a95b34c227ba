"""Hold a table as rows of cells, whatever file it comes from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from etom_rdf.readers.records import Notice

# What a cell was when it was no text: unsaved is a formula whose value the file does not hold.
CellKind = Literal["number", "date", "error", "unsaved"]
_NO_COLUMNS: Final[frozenset[int]] = frozenset()
HEADER_ROWS: Final = 20  # among the first of them a header is looked for
_HEAD: Final = 40  # with some rows below it, which show whether it is one


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `cells` are texts by column from 0, empty where the cell is; `line` is its number for people.

    `joined` names the columns of a merged cell that begins in a row above; its text is repeated here. `heading`
    marks a row that has nothing but one cell merged over several columns.
    """

    line: int
    cells: Sequence[str]
    kinds: Mapping[int, CellKind] = field(default_factory=dict)
    joined: frozenset[int] = _NO_COLUMNS
    heading: bool = False

    def __getitem__(self, column: int | None) -> str:
        """Return the text of a column without white space around it; empty where the row has no such column."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""

    def raw(self, column: int | None) -> str:
        """Return the text of a column as it stands; the same object each time, which a copy would not be."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Say whether no cell holds anything."""
        return not any(cell and not cell.isspace() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; `read_rows` goes through it anew at each call and adds its notices to a list."""

    read_rows: Callable[[list[Notice]], Iterator[Row]]
    sheet: str | None = None

    def head(self, notices: list[Notice]) -> tuple[Row, ...]:
        """Return the first rows that are not empty: those in which a header may stand, and some below it."""
        found = []
        for row in self.read_rows(notices):
            if not row.is_empty:
                found.append(row)
            if len(found) == _HEAD:
                break
        return tuple(found)
