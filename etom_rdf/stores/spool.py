"""Gather what is to be sent in one file of N-Triples, so that nothing is sent before everything has been read.

The order and the names of blank nodes are the same in every run over the same files. Statements without blank
nodes come first, a line each; then those with blank nodes, grouped so that no blank node stands in two groups,
with an empty line after each group. Cut between groups, the file may be sent in chunks: a blank node that came in
two of them would become two nodes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from etom_rdf.stores.statements import statements


@dataclass(frozen=True, slots=True)
class Chunk:
    """Hold statements that are sent together; they end at byte `end` of the spool."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Spool:
    """Name the file, its length in bytes, where the groups begin, and what it holds.

    `digest` is the same for the same statements in the same order.
    """

    file: Path
    size: int
    groups_from: int
    count: int
    digest: str

    def chunks(self, start: int, *, most: int) -> Iterator[Chunk]:
        """Give chunks of at most `most` statements from a byte on, where a chunk has ended before.

        A group that is larger is a chunk of its own.
        """
        lines: list[str] = []
        end = start
        for group, group_end in self._groups(start):
            if lines and len(lines) + len(group) > most:
                yield Chunk("".join(lines), end)
                lines = []
            lines += group
            end = group_end
        if lines:
            yield Chunk("".join(lines), end)

    def _groups(self, start: int) -> Iterator[tuple[list[str], int]]:
        with self.file.open("rb") as source:
            source.seek(start)
            group: list[str] = []
            position = start
            for line in source:
                position += len(line)
                if line.strip():
                    group.append(line.decode())
                if position <= self.groups_from or not line.strip():
                    yield group, position
                    group = []


def spool(files: Iterable[str], file: Path) -> Spool:
    """Read files and write the spool; graph names in them are left out.

    Raises InputError for what cannot be read, OSError where the spool cannot be written.
    """
    digest = hashlib.sha256()
    knotted: list[ox.Triple] = []
    count = size = 0
    with file.open("wb") as target:

        def write(text: str) -> None:
            nonlocal size
            data = text.encode()
            target.write(data)
            digest.update(data)
            size += len(data)

        for name in files:
            for quad in statements(name):
                count += 1
                if ox.BlankNode in (type(quad.subject), type(quad.object)):
                    knotted.append(quad.triple)
                else:
                    write(f"{quad.triple} .\n")
        groups_from = size
        for group in _groups(knotted):
            write("".join(f"{triple} .\n" for triple in group) + "\n")
    return Spool(file, size, groups_from, count, digest.hexdigest())


def _groups(triples: list[ox.Triple]) -> Iterable[list[ox.Triple]]:
    """Group triples so that those which share a blank node, directly or not, stand together."""
    parent: dict[ox.BlankNode, ox.BlankNode] = {}

    def root(node: ox.BlankNode) -> ox.BlankNode:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    nodes = [[one for one in (t.subject, t.object) if isinstance(one, ox.BlankNode)] for t in triples]
    for pair in nodes:
        parent[root(pair[-1])] = root(pair[0])
    groups: dict[ox.BlankNode, list[ox.Triple]] = {}
    for triple, pair in zip(triples, nodes, strict=True):
        groups.setdefault(root(pair[0]), []).append(triple)
    return groups.values()
