"""Say which rows of a register a node of its short form stands for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from etom_rdf.abridged import Link, Record
from etom_rdf.readers.addresses import Addresses
from etom_rdf.readers.tables.columnar import LINE, cell_name, reading
from etom_rdf.registers.abridging import Abridgement
from etom_rdf.registers.classes import LONGEST_ID
from etom_rdf.registers.folding import one_line
from etom_rdf.registers.groups import GROUP, in_pieces

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class AbridgedRegister:
    """Answer for one register whose address is `base`; see `AbridgedFile`."""

    abridgement: Abridgement
    base: str

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.abridgement.model.file

    def has(self, iri: str) -> bool:
        """Tell whether a node is a record of the short form."""
        return iri in self._ids

    def count(self, iri: str) -> int:
        """Return how many rows a node stands for: itself, many, or none."""
        group = self._groups.get(iri)
        return self.is_itself(iri) if group is None else self.abridgement.distinct.sizes[group]

    def link(self, iri: str) -> Link | None:
        """Return the link that a node is the example of."""
        return self.abridgement.examples.get(self._ids.get(iri, ""))

    def is_itself(self, iri: str) -> bool:
        """Tell whether a node is a row that stands for itself alone."""
        return self._ids.get(iri) in self.abridgement.own

    def lines(self, iris: Collection[str]) -> Mapping[int, Sequence[str]]:
        """Return the lines of the rows that some nodes stand for, each with these nodes."""
        groups = {self._groups[iri]: (iri,) for iri in iris if iri in self._groups}
        rows = self.abridgement.distinct.lines(groups)
        lines: dict[int, tuple[str, ...]] = dict(
            zip(rows[LINE].to_list(), map(groups.__getitem__, rows[GROUP].to_list()), strict=True)
        )
        for iri in iris:
            link = self.link(iri)
            for line in getattr(self.abridgement.links, link) if link else ():
                lines[line] = (*lines.get(line, ()), iri)
        return lines

    def records(self, lines: Collection[int], *, with_names: bool) -> Iterator[Record]:
        """Yield the rows in some lines; to read names takes longer than all the rest."""
        if not lines:
            return
        source = self.abridgement.distinct.source
        columns = {role: source.header.column(role) for role in ("id", "name", "parent")}
        if not with_names:
            columns["name"] = None
        read = [cell_name(at) for at in columns.values() if at is not None]
        with reading(self.file):
            for piece in in_pieces(source.at(lines).select(LINE, *read)):
                yield from self._records(piece, columns)

    def _records(self, rows: "pl.DataFrame", columns: Mapping[str, int | None]) -> Iterator[Record]:
        import polars as pl  # noqa: PLC0415

        texts = [
            (pl.lit("") if at is None else one_line(pl.col(cell_name(at)))).alias(role)
            for role, at in columns.items()
        ]
        lines, *told = rows.select(LINE, *texts).iter_columns()
        written, names, parents = (one.to_list() for one in told)
        made = self.abridgement.links.ids
        ids = [
            made.get(line) or _own_id(line, text) for line, text in zip(lines.to_list(), written, strict=True)
        ]
        return map(Record, map(self._addresses.address, ids), lines.to_list(), ids, written, names, parents)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.abridgement.model, self.base)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {self._addresses.node(one.id).value: one.id for one in self.abridgement.model.activities}

    @cached_property
    def _groups(self) -> Mapping[str, int]:
        return {self._addresses.node(id_).value: group for id_, group in self.abridgement.groups.items()}


def _own_id(line: int, written: str) -> str:
    return written if written and len(written) <= LONGEST_ID else f"row-{line}"
