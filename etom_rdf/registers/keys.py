"""Keep of the ids and names of all rows what finds equal ones again: hashes, which take eight bytes a row.

Equal texts have equal hashes. Whoever finds equal hashes has to look at the texts themselves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.tables.columnar import LINE, ColumnTable, cell_name
from etom_rdf.readers.tables.header import Header
from etom_rdf.registers.folding import common_head, folded

if TYPE_CHECKING:
    import polars as pl

ID_KEY: Final = "id-key"
HEAD_KEY: Final = "head-key"


def keys(header: Header) -> "Mapping[str, pl.Expr]":
    """Return what is kept of a row: of its id, none where there is none, and of the first letters of its name.

    Letters that only Python folds have no key.
    """
    import polars as pl  # noqa: PLC0415

    id_, name, parent = (header.column(role) for role in ("id", "name", "parent"))
    kept: dict[str, pl.Expr] = {}
    if id_ is not None:
        text = folded(pl.col(cell_name(id_)))
        kept[ID_KEY] = pl.when(text != "").then(text.hash())
    if name is not None and parent is not None:
        head = common_head(pl.col(cell_name(name)))
        kept[HEAD_KEY] = pl.when(head.is_not_null()).then(head.hash())
    return kept


@dataclass(frozen=True, slots=True)
class Records:
    """Hold the rows of a table that are processes, `rows` their lines and keys, `left_out` the lines of others."""

    source: ColumnTable
    rows: "pl.DataFrame"
    left_out: "pl.Series | None" = None

    def without(self, lines: Collection[int]) -> "Records":
        """Leave out some rows."""
        import polars as pl  # noqa: PLC0415

        if not lines:
            return self
        left_out = pl.Series(list(lines), dtype=pl.UInt32)
        rows = self.rows.filter(~pl.col(LINE).is_in(left_out.implode()))
        return Records(self.source, rows, left_out)

    @property
    def header(self) -> Header:
        """Return what the columns are for."""
        return self.source.header

    def frame(self) -> "pl.LazyFrame":
        """Return numbers and texts."""
        import polars as pl  # noqa: PLC0415

        frame = self.source.frame()
        return frame if self.left_out is None else frame.filter(~pl.col(LINE).is_in(self.left_out.implode()))

    def with_keys(self, key: str, wanted: "pl.Series") -> "pl.DataFrame":
        """Return lines and keys of the rows that have one of some keys."""
        import polars as pl  # noqa: PLC0415

        found = self.rows.lazy().select(LINE, key).filter(pl.col(key).is_in(wanted.implode()))
        return found.collect(engine="streaming")

    def repeated(self, key: str) -> "pl.Series":
        """Return the keys that several rows have."""
        ordered = self.rows[key].drop_nulls().sort()
        return ordered.filter(ordered == ordered.shift()).unique()
