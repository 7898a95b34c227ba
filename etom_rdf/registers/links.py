"""Find what rows of a register have to do with each other: shared ids, what each is part of, circles of parts.

The reader of tables says how this is done (`readers.tables.register`); here it is done for all rows at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.tables.columnar import LINE, cell_name
from etom_rdf.readers.tables.register import Register
from etom_rdf.registers.classes import LONGEST_ID
from etom_rdf.registers.folding import one_line
from etom_rdf.registers.keys import ID_KEY, WHOLE_KEY, Records
from etom_rdf.registers.wholes import wholes_by_name

if TYPE_CHECKING:
    import polars as pl

_SUFFIX: Final = "(#[0-9]+)+$"


@dataclass(frozen=True, slots=True)
class Links:
    """Hold, by line, which ids the reader would change (`ids`), and the rows that it would speak of.

    `again` are the rows whose id an earlier one has, `lost` those whose whole no row is, `unclear` those whose whole
    may be several, `circular` those that are part of themselves. `named` has the line of the whole for each key of a
    text that names one.
    """

    ids: dict[int, str] = field(default_factory=dict)
    again: "tuple[int, ...]" = ()
    lost: "tuple[int, ...]" = ()
    unclear: "tuple[int, ...]" = ()
    circular: "tuple[int, ...]" = ()
    named: "pl.DataFrame | None" = None


def find_links(records: Records, *, has_made_ids: bool) -> Links:
    """Look through the rows that are processes; `has_made_ids` says that some id looks like one that a reader made."""
    id_ = records.header.column("id")
    ids: dict[int, str] = {}
    again: tuple[int, ...] = ()
    if id_ is not None:
        ids, again = _repeated(records, cell_name(id_), has_made_ids=has_made_ids)
    if records.header.column("parent") is None:
        return Links(ids, again)
    named = wholes_by_name(records)
    missing = _rows_of(records.rows, named.filter(_column("whole").is_null()))
    # Only what is itself a whole can lie in a circle.
    inner = _rows_of(_among(records.rows, named["whole"].drop_nulls().unique()), named)
    return Links(
        ids,
        again,
        lost=tuple(missing.filter(~_column("is_unclear"))[LINE]),
        unclear=tuple(missing.filter(_column("is_unclear"))[LINE]),
        circular=_circular(inner.filter(_column("whole").is_not_null()).select(LINE, "whole")),
        named=named,
    )


def find_wholes(records: Records, links: Links, lines: Iterable[int]) -> dict[int, int]:
    """Return the line of the whole by line, for some rows and for all that these are part of, however indirectly."""
    import polars as pl  # noqa: PLC0415

    if links.named is None:
        return {}
    known = links.named.filter(pl.col("whole").is_not_null())
    wanted = pl.concat([known["whole"].unique(), pl.Series(list(lines), dtype=pl.UInt32)])
    rows = _rows_of(_among(records.rows, wanted), known)
    return dict(rows.select(LINE, "whole").iter_rows())


def _rows_of(rows: "pl.DataFrame", named: "pl.DataFrame") -> "pl.DataFrame":
    joined = rows.lazy().select(LINE, WHOLE_KEY).join(named.lazy(), on=WHOLE_KEY)
    return joined.select(LINE, "whole", "is_unclear").collect(engine="streaming")


def _among(rows: "pl.DataFrame", lines: "pl.Series") -> "pl.DataFrame":
    return rows.filter(_column(LINE).is_in(lines.implode()))


def _column(name: str) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415

    return pl.col(name)


def _repeated(records: Records, column: str, *, has_made_ids: bool) -> tuple[dict[int, str], tuple[int, ...]]:
    """Return the ids that the reader makes where an id is not the first of its kind, and the lines of these rows."""
    import polars as pl  # noqa: PLC0415

    ids: dict[int, str] = {}
    again: list[int] = []
    alike = records.with_keys(ID_KEY, records.repeated(ID_KEY))
    if alike.height:
        same = (
            records.source.at(alike[LINE])
            .select(LINE, one_line(pl.col(column)).alias("id"))
            .filter((pl.col("id") != "") & (pl.col("id").str.len_chars() <= LONGEST_ID))
            .collect(engine="streaming")
            .sort(LINE)
            .with_columns(pl.int_range(1, pl.len() + 1).over("id").alias("number"))
            .filter(pl.col("number") > 1)
        )
        ids = {line: f"{id_}#{number}" for line, id_, number in same.iter_rows()}
        again = list(ids)
    if not has_made_ids:
        return ids, tuple(again)
    return _made_anew(records.frame(), column, ids, again)


def _made_anew(
    frame: "pl.LazyFrame", column: str, ids: dict[int, str], again: list[int]
) -> tuple[dict[int, str], tuple[int, ...]]:
    """Give ids one by one to the rows where one that the reader makes may be one that the table has."""
    import polars as pl  # noqa: PLC0415

    written = frame.select(LINE, one_line(pl.col(column)).alias("id")).with_columns(
        pl.when((pl.col("id") == "") | (pl.col("id").str.len_chars() > LONGEST_ID))
        .then(pl.lit(""))
        .otherwise(pl.col("id"))
        .alias("id")
    )
    written = written.with_columns(
        pl.when(pl.col("id") == "")
        .then(pl.format("row-{}", LINE))
        .otherwise(pl.col("id").str.replace(_SUFFIX, ""))
        .alias("stem")
    )
    stems = written.filter(pl.col("id").str.contains("#[0-9]+$|^row-[0-9]")).select("stem").unique().collect()
    concerned = written.join(stems.lazy(), on="stem", how="semi").collect(engine="streaming").sort(LINE)
    register = Register("")
    repeated = set(again)
    for line, id_, _ in concerned.iter_rows():
        ids[line] = register.unique(id_ or f"row-{line}")
        repeated.discard(line)
        if id_ and ids[line] != id_:
            repeated.add(line)
    return ids, tuple(sorted(repeated))


def _circular(wholes: "pl.DataFrame") -> tuple[int, ...]:
    """Return the lines from which going from whole to whole comes back.

    Each row has one whole, so that after more steps than there are rows, whoever is still going is in a circle.
    The steps are doubled each time.
    """
    import polars as pl  # noqa: PLC0415

    left = wholes.join(wholes.select("whole").unique(), left_on=LINE, right_on="whole", how="semi")
    rows, steps = left.height, 1
    while left.height and steps <= rows:
        onwards = left.select(pl.col(LINE).alias("whole"), pl.col("whole").alias("further"))
        left = left.join(onwards, on="whole").select(LINE, pl.col("further").alias("whole"))
        steps *= 2
    return tuple(left["whole"].unique().sort())
