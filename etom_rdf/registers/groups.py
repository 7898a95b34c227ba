"""Group the rows of a register by signature, and get the rows of a group back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.tables.columnar import LINE, ColumnTable, cell_name, reading
from etom_rdf.readers.tables.grid import Row
from etom_rdf.registers.classes import (
    LIKE_A_HEADER,
    LIKE_A_MADE_ID,
    LIKE_NO_RECORD,
    LONGEST_ID,
    signature,
)
from etom_rdf.registers.detail import Detail
from etom_rdf.registers.flags import packed, unpacked
from etom_rdf.registers.keys import TEXT, id_key, told_by_key

if TYPE_CHECKING:
    import polars as pl

GROUP: Final = "group"
_PIECE: Final = 20_000  # rows
_FIRST: Final = "first-line"
_ROWS: Final = "rows"
_HASH: Final = "hash"
# The least and the greatest of another hash, which differ where one hash stands for several signatures.
_LEAST: Final = "least-check"
_GREATEST: Final = "greatest-check"
_ODD: Final = 1_099_511_628_211
NOTHING: Final = "\x00"  # stands for a text that does not matter; no text of a table is this character


def example_id(group: int) -> str:
    """Return the id of the row that stands for a group; no id of a table begins so."""
    return f"{NOTHING}group-{group}"


@dataclass(frozen=True)
class Groups:
    """Hold the distinct rows of a table, and of every row what finds it again.

    `distinct` has a row for each group, with the flags of its signature and one of its texts; `rows` has a row for
    each of the table, with line, hash of the signature, and keys; `texts` the texts that keys stand for (see `keys`).
    """

    source: ColumnTable
    distinct: "pl.DataFrame"
    rows: "pl.DataFrame"
    texts: "Mapping[str, pl.DataFrame]"

    @classmethod
    def of(cls, source: ColumnTable, detail: Detail) -> "Groups":
        """Go through a table once; raises InputError for what is damaged."""
        told = signature(source, detail)
        for seed in count():
            with reading(source.file):
                distinct, rows, texts = _one_pass(source, told, seed)
            are_apart = all(texts[key][key].is_unique().all() for key in texts)
            if are_apart and (distinct[_LEAST] == distinct[_GREATEST]).all():
                break
        return cls(source, distinct.sort(_FIRST).with_row_index(GROUP), rows, texts)

    def __len__(self) -> int:
        return self.distinct.height

    @cached_property
    def sizes(self) -> list[int]:
        """Return the number of rows of each group."""
        return self.distinct[_ROWS].to_list()

    @property
    def has_made_ids(self) -> bool:
        """Say whether an id looks like one that the reader makes."""
        return bool(self.distinct[LIKE_A_MADE_ID].any())

    def doubtful(self) -> set[int]:
        """Return the groups of rows that the reader may leave out: that repeat the header, hold nothing, or sums."""
        names = [cell_name(column) for column in self.source.used]
        return {
            group
            for group, like_a_header, like_no_record, *cells in self.distinct.select(
                GROUP, LIKE_A_HEADER, LIKE_NO_RECORD, *names
            ).iter_rows()
            if like_a_header or like_no_record or not any(cell.strip() for cell in cells)
        }

    def examples(self, without: Collection[int]) -> Iterator[tuple[int, Row]]:
        """Yield a row for each group, with an id of its own, and a whole that is nowhere, where they have one."""
        header, kinds = self.source.header, self.source.kinds
        id_, parent = header.column("id"), header.column("parent")
        for group, line, *used in self.distinct.select(
            GROUP, _FIRST, *(cell_name(column) for column in self.source.used)
        ).iter_rows():
            if group in without:
                continue
            cells = [""] * len(header.names)
            for column, text in zip(self.source.used, used, strict=True):
                cells[column] = text
            if id_ is not None and cells[id_].strip() and len(cells[id_].encode()) <= LONGEST_ID:
                cells[id_] = example_id(group)
            if parent is not None:
                cells[parent] = NOTHING if cells[parent].strip() else ""
            yield group, Row(line, cells, {at: kind for at, kind in kinds.items() if cells[at]})

    def lines(self, groups: Collection[int]) -> "pl.DataFrame":
        """Return line and group of the rows of some groups."""
        import polars as pl  # noqa: PLC0415

        chosen = self.distinct.select(GROUP, _HASH).filter(pl.col(GROUP).is_in(list(groups)))
        found = self.rows.lazy().select(LINE, _HASH).join(chosen.lazy(), on=_HASH)
        return found.select(LINE, GROUP).collect(engine="streaming")


def _one_pass(
    source: ColumnTable, told: "Mapping[str, pl.Expr]", seed: int
) -> "tuple[pl.DataFrame, pl.DataFrame, Mapping[str, pl.DataFrame]]":
    """Return what `Groups` holds; groups, and texts, may share a hash, as good as never."""
    import polars as pl  # noqa: PLC0415

    used = [cell_name(column) for column in source.used]
    ids, texts = id_key(source.header), told_by_key(source.header)
    text_of = {key: f"{key}-{TEXT}" for key in texts}
    frame = source.frame().with_columns(**told, **ids, **{text_of[key]: text for key, text in texts.items()})
    schema = frame.collect_schema()
    flags = [one for one in told if schema[one] == pl.Boolean]
    numbers = packed(flags)
    by = [*numbers, *(one for one in told if one not in flags)]
    frame = frame.with_columns(**numbers).with_columns(
        _hash(by, 2 * seed).alias(_HASH),
        _hash(by, 2 * seed + 1).alias(_LEAST),
        _hash(by, 2 * seed + 1).alias(_GREATEST),
        *(pl.col(text).hash(seed).alias(key) for key, text in text_of.items()),
    )
    groups, rows = [], []
    found: dict[str, list[pl.DataFrame]] = {key: [] for key in texts}
    # Piece by piece, since two queries over one scan would hold on to the whole table.
    pieces = frame.collect_batches(maintain_order=False, engine="streaming")
    for piece in chain((frame.head(0).collect(),), pieces):
        rows.append(piece.select(LINE, _HASH, *ids, *texts))
        groups.append(_copied(_grouped(piece, pl.col(LINE), pl.len(), (*numbers, *used))))
        for key, text in text_of.items():
            found[key].append(_copied(piece.select(pl.col(text).unique().alias(TEXT))))
    distinct = _grouped(pl.concat(groups), pl.col(_FIRST), pl.col(_ROWS).sum(), (*numbers, *used))
    return (
        distinct.with_columns(**unpacked(flags)),
        pl.concat(rows),
        # In order, since texts that lie about in memory take five times as long to read.
        {key: _keyed(pl.concat(some).unique(maintain_order=True), key, seed) for key, some in found.items()},
    )


def _grouped(
    rows: "pl.DataFrame", line: "pl.Expr", number: "pl.Expr", columns: Sequence[str]
) -> "pl.DataFrame":
    """Return the groups among rows, or among the groups of pieces; by one hash, which is half the work of by all."""
    import polars as pl  # noqa: PLC0415

    return rows.group_by(_HASH).agg(
        line.min().alias(_FIRST),
        number.alias(_ROWS),
        pl.col(_LEAST).min(),
        pl.col(_GREATEST).max(),
        pl.col(*columns).first(),
    )


def _hash(columns: Sequence[str], seed: int) -> "pl.Expr":
    """Return a hash of several columns; that of a struct takes twice as long."""
    import polars as pl  # noqa: PLC0415

    hashes = (pl.col(one).hash(seed) for one in columns)
    return reduce(lambda before, one: before * _ODD + one, hashes)


def _keyed(texts: "pl.DataFrame", key: str, seed: int) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415

    return texts.with_columns(pl.col(TEXT).hash(seed).alias(key))


def _copied(piece: "pl.DataFrame") -> "pl.DataFrame":
    """Copy texts, which otherwise keep all of the page alive that they were read from."""
    import polars as pl  # noqa: PLC0415

    return piece.with_columns(pl.col(pl.String) + "")


def in_pieces(frame: "pl.LazyFrame") -> "Iterator[pl.DataFrame]":
    """Yield rows piece by piece: a text keeps the whole page alive that it was read from."""
    yield from frame.collect_batches(chunk_size=_PIECE, maintain_order=False, engine="streaming")
