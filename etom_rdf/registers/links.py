"""Find what rows of a register have to do with each other: shared ids, what each is part of, circles of parts.

The reader of tables says how this is done (`readers.tables.register`); here it is done for all rows at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.tables.header import Header
from etom_rdf.readers.tables.parquet import LINE, cell_name
from etom_rdf.readers.tables.register import Register
from etom_rdf.registers.classes import LONGEST_ID
from etom_rdf.registers.folding import folded, may_begin, one_line

if TYPE_CHECKING:
    import polars as pl

_SUFFIX: Final = "(#[0-9]+)+$"


@dataclass(frozen=True, slots=True)
class Links:
    """Hold, by line, which ids the reader would change (`ids`), and the rows that it would speak of.

    `again` are the rows whose id an earlier one has, `lost` those whose whole no row is, `unclear` those whose whole
    may be several, `circular` those that are part of themselves. `named` has the line of the whole for each text that
    names one.
    """

    ids: dict[int, str] = field(default_factory=dict)
    again: "tuple[int, ...]" = ()
    lost: "tuple[int, ...]" = ()
    unclear: "tuple[int, ...]" = ()
    circular: "tuple[int, ...]" = ()
    named: "pl.DataFrame | None" = None


def find_links(frame: "pl.LazyFrame", header: Header, *, has_made_ids: bool) -> Links:
    """Look through the rows that are processes; `has_made_ids` says that some id looks like one that a reader made."""
    id_, parent = header.column("id"), header.column("parent")
    ids: dict[int, str] = {}
    again: tuple[int, ...] = ()
    if id_ is not None:
        ids, again = _repeated(frame, cell_name(id_), has_made_ids=has_made_ids)
    if parent is None:
        return Links(ids, again)
    named = _wholes_by_name(frame, header)
    missing = _rows_of(frame, parent, named.filter(_column("whole").is_null()))
    # Only what is itself a whole can lie in a circle.
    are_wholes = named["whole"].drop_nulls().unique()
    inner = _rows_of(frame.filter(_column(LINE).is_in(are_wholes.implode())), parent, named)
    return Links(
        ids,
        again,
        lost=tuple(missing.filter(~_column("is_unclear"))[LINE]),
        unclear=tuple(missing.filter(_column("is_unclear"))[LINE]),
        circular=_circular(inner.filter(_column("whole").is_not_null()).select(LINE, "whole")),
        named=named,
    )


def find_wholes(frame: "pl.LazyFrame", header: Header, links: Links, lines: Iterable[int]) -> dict[int, int]:
    """Return the line of the whole by line, for some rows and for all that these are part of, however indirectly."""
    import polars as pl  # noqa: PLC0415

    parent = header.column("parent")
    if parent is None or links.named is None:
        return {}
    known = links.named.filter(pl.col("whole").is_not_null())
    wanted = pl.concat([known["whole"].unique(), pl.Series(list(lines), dtype=pl.UInt32)])
    rows = _rows_of(frame.filter(pl.col(LINE).is_in(wanted.implode())), parent, known)
    return dict(rows.select(LINE, "whole").iter_rows())


def _rows_of(frame: "pl.LazyFrame", parent: int, named: "pl.DataFrame") -> "pl.DataFrame":
    text = cell_name(parent)
    joined = frame.select(LINE, text).join(named.lazy(), on=text)
    return joined.select(LINE, "whole", "is_unclear").collect(engine="streaming")


def _column(name: str) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415

    return pl.col(name)


def _written(frame: "pl.LazyFrame", column: str) -> "pl.LazyFrame":
    """Return line and id of the rows that have one of a possible length."""
    import polars as pl  # noqa: PLC0415

    written = frame.select(LINE, one_line(pl.col(column)).alias("id"))
    return written.filter((pl.col("id") != "") & (pl.col("id").str.len_chars() <= LONGEST_ID))


def _repeated(
    frame: "pl.LazyFrame", column: str, *, has_made_ids: bool
) -> tuple[dict[int, str], tuple[int, ...]]:
    """Return the ids that the reader makes where an id is not the first of its kind, and the lines of these rows."""
    import polars as pl  # noqa: PLC0415

    written = _written(frame, column)
    # Hashes are small; the few ids that share one are compared themselves.
    hashed = written.select(pl.col("id").hash().alias("hash"))
    shared = (
        hashed.group_by("hash").len().filter(pl.col("len") > 1).select("hash").collect(engine="streaming")
    )
    ids: dict[int, str] = {}
    again: list[int] = []
    if shared.height:
        same = (
            written.with_columns(pl.col("id").hash().alias("hash"))
            .join(shared.lazy(), on="hash", how="semi")
            .select(LINE, "id")
            .collect(engine="streaming")
            .sort(LINE)
            .with_columns(pl.int_range(1, pl.len() + 1).over("id").alias("number"))
            .filter(pl.col("number") > 1)
        )
        ids = {line: f"{id_}#{number}" for line, id_, number in same.iter_rows()}
        again = list(ids)
    if not has_made_ids:
        return ids, tuple(again)
    return _made_anew(frame, column, ids, again)


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


def _wholes_by_name(frame: "pl.LazyFrame", header: Header) -> "pl.DataFrame":
    """Return for each text that says what a row is part of: the line of that, or whether it may be several."""
    import polars as pl  # noqa: PLC0415

    parent, id_, name = (header.column(role) for role in ("parent", "id", "name"))
    assert parent is not None
    text = cell_name(parent)
    keys = (
        frame.select(text)
        .unique()
        .collect(engine="streaming")
        .with_columns(folded(pl.col(text)).alias("key"))
        .filter(pl.col("key") != "")
        .with_columns(
            pl.col("key").str.splitn(" ", 2).struct.field("field_0").str.strip_chars_end(".:;,").alias("word")
        )
    )
    by_id = _first_lines(frame, id_, pl.concat([keys["key"], keys["word"]]), longest=LONGEST_ID)
    found = keys.join(by_id, on="key", how="left")
    open_keys = found.filter(pl.col(LINE).is_null())["key"]
    if name is not None and len(open_keys):
        frame = frame.filter(may_begin(pl.col(cell_name(name)), open_keys))
    by_name = _first_lines(frame, name, open_keys).rename({LINE: "named", "rows": "named_rows"})
    by_word = by_id.rename({"key": "word", LINE: "begun"}).drop("rows")
    found = found.join(by_name, on="key", how="left").join(by_word, on="word", how="left")
    named_once = pl.when(pl.col("named_rows") == 1).then(pl.col("named"))
    return found.select(
        text,
        pl.coalesce(LINE, named_once, "begun").alias("whole"),
        (pl.col("named_rows").fill_null(0) > 1).alias("is_unclear"),
    )


def _first_lines(
    frame: "pl.LazyFrame", column: int | None, keys: "pl.Series", *, longest: int | None = None
) -> "pl.DataFrame":
    """Return for the folded texts of a column that are wanted their first line, and how many rows have them."""
    import polars as pl  # noqa: PLC0415

    if column is None or not len(keys):
        return pl.DataFrame(schema={"key": pl.String, LINE: pl.UInt32, "rows": pl.UInt32})
    if longest is not None and bool((keys.str.len_chars() > longest).any()):
        frame = frame.filter(one_line(pl.col(cell_name(column))).str.len_chars() <= longest)
    wanted = keys.unique().to_frame("key").filter(pl.col("key") != "").lazy()
    return (
        frame.select(LINE, folded(pl.col(cell_name(column))).alias("key"))
        .join(wanted, on="key", how="semi")
        .group_by("key")
        .agg(pl.col(LINE).min(), pl.len().cast(pl.UInt32).alias("rows"))
        .collect(engine="streaming")
    )


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
