"""Find the rows that others say they are part of, by id, by name, or by both.

The reader of tables says how this is done (`readers.tables.register`); here it is done for all rows at once.
"""

from typing import TYPE_CHECKING

from etom_rdf.readers.tables.columnar import LINE, cell_name
from etom_rdf.registers.classes import LONGEST_ID
from etom_rdf.registers.folding import common_head, folded, head_of_folded, one_line
from etom_rdf.registers.keys import HEAD_KEY, ID_KEY, TEXT, WHOLE_KEY, Records

if TYPE_CHECKING:
    import polars as pl


def wholes_by_name(records: Records) -> "pl.DataFrame":
    """Return for each text that says what a row is part of, by key: the line of that, or whether it may be several."""
    import polars as pl  # noqa: PLC0415

    id_ = records.header.column("id")
    named = records.texts[WHOLE_KEY].select(WHOLE_KEY, folded(pl.col(TEXT)).alias("key"))
    named = named.filter(pl.col("key") != "")
    named = named.with_columns(_by_id(records, id_, named["key"]).alias("whole"))
    left = named.filter(pl.col("whole").is_null()).with_columns(word=_first_word(pl.col("key")))
    words = left["word"].filter(left["word"] != left["key"]).unique(maintain_order=True)
    by_word = words.to_frame().with_columns(_by_id(records, id_, words).alias("by_word"))
    left = left.join(by_word, on="word", how="left")
    left = left.join(_by_name(records, left["key"].unique()), on="key", how="left")
    named_once = pl.when(pl.col("rows") == 1).then(pl.col("by_name"))
    is_unclear = (pl.col("rows").fill_null(0) > 1).alias("is_unclear")
    return pl.concat(
        [
            named.drop_nulls("whole").select(WHOLE_KEY, "whole", pl.lit(value=False).alias("is_unclear")),
            left.select(WHOLE_KEY, pl.coalesce(named_once, "by_word").alias("whole"), is_unclear),
        ]
    )


def _first_word(key: "pl.Expr") -> "pl.Expr":
    return key.str.splitn(" ", 2).struct.field("field_0").str.strip_chars_end(".:;,")


def _by_id(records: Records, column: int | None, keys: "pl.Series") -> "pl.Series":
    """Return for each of some folded ids the first line that has it, if any.

    They are found by their hashes, unless some other text turns out to have the same.
    """
    import polars as pl  # noqa: PLC0415

    if column is None or not len(keys):
        return pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(keys))
    wanted = keys.alias("key").to_frame().with_columns(pl.col("key").hash().alias(ID_KEY))
    first = records.with_keys(ID_KEY, wanted[ID_KEY].unique())
    if first[ID_KEY].n_unique() < first.height:
        first = first.group_by(ID_KEY).agg(pl.col(LINE).min())
    text = pl.col(cell_name(column))
    perhaps_long = pl.when(text.str.len_bytes() > LONGEST_ID).then(text).otherwise(pl.lit(""))
    is_short = one_line(perhaps_long).str.len_chars() <= LONGEST_ID
    # Not as a filter, which would be looked at in all rows of the table.
    key = pl.when(is_short).then(folded(text)).alias("key")
    texts = records.source.at(first[LINE]).select(LINE, key)
    found = wanted.join(texts.collect(engine="streaming"), on="key", how="left", maintain_order="left")[LINE]
    hashes = wanted[ID_KEY]
    are_apart = hashes.n_unique() == len(hashes)
    if found.count() == (first.height if are_apart else hashes.is_in(first[ID_KEY].implode()).sum()):
        return found
    exact = _first_lines(_with_possible_ids(records, column), column, keys.unique())
    return wanted.join(exact, on="key", how="left", maintain_order="left")[LINE]


def _with_possible_ids(records: Records, column: int) -> "pl.LazyFrame":
    import polars as pl  # noqa: PLC0415

    length = one_line(pl.col(cell_name(column))).str.len_chars()
    return records.frame().filter((length > 0) & (length <= LONGEST_ID))


def _by_name(records: Records, keys: "pl.Series") -> "pl.DataFrame":
    """Return the first line with each of some folded names, and how many rows have it."""
    import polars as pl  # noqa: PLC0415

    column = records.header.column("name")
    schema = {"key": pl.String, "by_name": pl.UInt32, "rows": pl.UInt32}
    if column is None or not len(keys):
        return pl.DataFrame(schema=schema)
    heads = pl.select(head_of_folded(pl.lit(keys))).to_series()
    head = common_head(pl.col(TEXT))
    like = records.texts[HEAD_KEY].filter(head.is_null() | head.is_in(heads.unique().implode()))
    lines = records.with_keys(HEAD_KEY, like[HEAD_KEY])[LINE]
    if not len(lines):
        return pl.DataFrame(schema=schema)
    return _first_lines(records.source.at(lines), column, keys).rename({LINE: "by_name"})


def _first_lines(frame: "pl.LazyFrame", column: int, keys: "pl.Series") -> "pl.DataFrame":
    """Return for the folded texts of a column that are wanted their first line, and how many rows have them."""
    import polars as pl  # noqa: PLC0415

    return (
        frame.select(LINE, folded(pl.col(cell_name(column))).alias("key"))
        .join(keys.alias("key").to_frame().lazy(), on="key", how="semi")
        .group_by("key")
        .agg(pl.col(LINE).min(), pl.len().cast(pl.UInt32).alias("rows"))
        .collect(engine="streaming")
    )
