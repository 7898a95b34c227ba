"""Group the rows of a register by signature, and get the rows of a group back."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from etom_rdf.readers.tables.grid import Row
from etom_rdf.readers.tables.parquet import LINE, ParquetTable, cell_name, reading
from etom_rdf.registers.classes import (
    LIKE_A_HEADER,
    LIKE_A_MADE_ID,
    LIKE_NO_RECORD,
    LONGEST_ID,
    signature,
    word_for_word,
)
from etom_rdf.registers.detail import Detail

if TYPE_CHECKING:
    import polars as pl

GROUP: Final = "group"
_PIECE: Final = 20_000  # rows
_FIRST: Final = "first-line"
_ROWS: Final = "rows"
NOTHING: Final = "\x00"  # stands for a text that does not matter; no text of a table is this character


def example_id(group: int) -> str:
    """Return the id of the row that stands for a group; no id of a table begins so."""
    return f"{NOTHING}group-{group}"


@dataclass(frozen=True)
class Groups:
    """Hold the distinct rows of a table: `distinct` has a row for each, with its signature and one of its texts."""

    source: ParquetTable
    detail: Detail
    distinct: "pl.DataFrame"

    @classmethod
    def of(cls, source: ParquetTable, detail: Detail) -> "Groups":
        """Go through a table once; raises InputError for what is damaged."""
        import polars as pl  # noqa: PLC0415

        told = signature(source, detail)
        with reading(source.file):
            distinct = (
                source.frame()
                .with_columns(**told)
                .group_by(list(told))
                .agg(
                    pl.col(LINE).min().alias(_FIRST),
                    pl.len().alias(_ROWS),
                    *(pl.col(cell_name(column)).first() for column in source.used),
                )
                .collect(engine="streaming")
            )
        return cls(source, detail, distinct.sort(_FIRST).with_row_index(GROUP))

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

    def rows(self, groups: Collection[int], texts: Sequence[str] = ()) -> "Iterator[pl.DataFrame]":
        """Yield line, group and some texts of the rows of some groups, in pieces, which hold on to little memory."""
        import polars as pl  # noqa: PLC0415

        told = signature(self.source, self.detail)
        cells = word_for_word(self.source.header)
        chosen = self.distinct.filter(pl.col(GROUP).is_in(list(groups)))
        if not chosen.height:
            return
        frame = self.source.frame()
        if cells:
            # Few rows have these texts, and only of them the rest is looked at.
            frame = frame.join(chosen.select(cells).unique().lazy(), on=cells, how="semi")
        found = frame.with_columns(**told).join(chosen.select(GROUP, *told).lazy(), on=list(told))
        with reading(self.source.file):
            yield from in_pieces(found.select(LINE, GROUP, *texts))


def in_pieces(frame: "pl.LazyFrame") -> "Iterator[pl.DataFrame]":
    """Yield rows piece by piece: a text keeps the whole page alive that it was read from."""
    yield from frame.collect_batches(chunk_size=_PIECE, maintain_order=False, engine="streaming")
