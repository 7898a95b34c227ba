"""Keep of the ids, names and wholes of all rows what finds equal ones again: hashes, which take eight bytes a row.

Equal texts have equal hashes. Whoever finds equal hashes of ids or names has to look at the texts themselves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.tables.columnar import LINE, ColumnTable, cell_name
from etom_rdf.readers.tables.header import Header
from etom_rdf.registers.folding import first_letters, folded

if TYPE_CHECKING:
    import polars as pl

ID_KEY: Final = "id-key"
HEAD_KEY: Final = "head-key"
WHOLE_KEY: Final = "whole-key"
TEXT: Final = "text"


def id_key(header: Header) -> "Mapping[str, pl.Expr]":
    """Return what is kept of the id of a row, folded; none where there is no id."""
    import polars as pl  # noqa: PLC0415

    id_ = header.column("id")
    if id_ is None:
        return {}
    text = folded(pl.col(cell_name(id_)))
    return {ID_KEY: pl.when(text != "").then(text.hash())}


def told_by_key(header: Header) -> "Mapping[str, pl.Expr]":
    """Return texts of a row, as written, that keys stand for one by one: what its whole is called, how its name begins.

    Names count only as what wholes are called by.
    """
    import polars as pl  # noqa: PLC0415

    name, parent = (header.column(role) for role in ("name", "parent"))
    told: dict[str, pl.Expr] = {}
    if parent is not None:
        told[WHOLE_KEY] = pl.col(cell_name(parent))
        if name is not None:
            told[HEAD_KEY] = first_letters(pl.col(cell_name(name)))
    return told


@dataclass(frozen=True, slots=True)
class Records:
    """Hold the rows of a table that are processes, `rows` their lines and keys, `left_out` the lines of others.

    `texts` has the texts of the table by key, one for each, for those keys that stand for them one by one.
    """

    source: ColumnTable
    rows: "pl.DataFrame"
    texts: "Mapping[str, pl.DataFrame]"
    left_out: "pl.Series | None" = None

    def without(self, lines: Collection[int]) -> "Records":
        """Leave out some rows."""
        import polars as pl  # noqa: PLC0415

        if not lines:
            return self
        left_out = pl.Series(list(lines), dtype=pl.UInt32)
        rows = self.rows.filter(~pl.col(LINE).is_in(left_out.implode()))
        return Records(self.source, rows, self.texts, left_out)

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
