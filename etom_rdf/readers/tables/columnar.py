"""Look at a register column by column, whatever file it is in, instead of row by row."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from etom_rdf.rdf_input.formats import bad_input, one_line
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables.grid import CellKind, Row
from etom_rdf.readers.tables.header import Header
from etom_rdf.readers.tables.rows import is_numbering

if TYPE_CHECKING:
    import polars as pl

LINE: Final = "line"
_AT_ONCE: Final = 20_000  # rows


def cell_name(column: int) -> str:
    """Name the column of a frame that holds the texts of a column of the table."""
    return f"c{column}"


@dataclass(frozen=True)
class ColumnTable(ABC):
    """Hold a register that is open; `header` says what its columns are for.

    `kinds` are the columns that hold numbers or dates, which have to be turned into texts.
    """

    file: str
    path: str
    header: Header
    kinds: Mapping[int, CellKind] = field(default_factory=dict)
    whole_numbers: frozenset[int] = frozenset()

    @abstractmethod
    def texts(self, columns: Collection[int]) -> "pl.LazyFrame":
        """Return number and texts of all rows, of some columns."""

    @abstractmethod
    def whole(self) -> SourceModel:
        """Read the register row by row; raises InputError for more rows than can be read so."""

    @cached_property
    def used(self) -> tuple[int, ...]:
        """Return the columns that have a role."""
        return tuple(sorted({column for some in self.header.columns.values() for column in some}))

    @property
    def has_exact_ids(self) -> bool:
        """Say whether ids are texts or whole numbers; of ids of other types each has to be spoken of."""
        named = [column for role in ("id", "parent") for column in self.header.columns.get(role, ())]
        return all(column not in self.kinds or column in self.whole_numbers for column in named)

    @cached_property
    def looked_at(self) -> tuple[int, ...]:
        """Return the columns with a role, and those before them, whose text may make a row one with sums."""
        return tuple(range(max(self.used) + 1))

    def frame(self) -> "pl.LazyFrame":
        """Return number and texts of all rows, of the columns that are looked at."""
        return self.texts(self.looked_at)

    def at(self, lines: Iterable[int]) -> "pl.LazyFrame":
        """Return number and texts of the rows with the numbers given."""
        return _only(self.frame(), lines)

    def rows(self, lines: Iterable[int] | None = None) -> Iterator[Row]:
        """Yield rows with all their columns: those with the numbers given, or all."""
        frame = self.texts(range(len(self.header.names)))
        if lines is not None:
            frame = _only(frame, lines)
        with reading(self.file):
            for some in frame.collect_batches(chunk_size=_AT_ONCE):
                for line, *cells in some.iter_rows():
                    yield Row(line, cells, {at: kind for at, kind in self.kinds.items() if cells[at]})

    def begins_with_numbers(self) -> bool:
        """Say whether the first row only numbers the columns."""
        with reading(self.file):
            first = self.texts(range(len(self.header.names))).head(1).collect().drop(LINE)
        return any(is_numbering([cell.strip() for cell in row if cell.strip()]) for row in first.iter_rows())


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn what Polars says of a damaged file into an InputError."""
    import polars as pl  # noqa: PLC0415

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        words = one_line(str(error))
        raise bad_input(
            file,
            None,
            f"the table cannot be read ({words}); check that the file is complete, and write it again",
            f"таблица не читается ({words}); проверьте, целиком ли записан файл, и запишите его заново",
        ) from None


def _only(frame: "pl.LazyFrame", lines: Iterable[int]) -> "pl.LazyFrame":
    import polars as pl  # noqa: PLC0415

    wanted = lines if isinstance(lines, pl.Series) else pl.Series(list(lines), dtype=pl.UInt32)
    return frame.filter(pl.col(LINE).is_in(wanted.implode()))
