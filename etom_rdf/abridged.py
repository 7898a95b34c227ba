"""Speak of files that were read in short: of many records alike only one, which stands for the others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

# Why records get a finding that the record alone does not explain: its id is that of an earlier one (again), what it
# is part of is not there (lost) or may be several (unclear), or is part of it in turn (circular).
Link = Literal["again", "lost", "unclear", "circular"]


class Record(NamedTuple):
    """Hold one record of a file: its node's IRI, its line, its id, the id as written, its name, and its whole's.

    A tuple, since there are as many as there are findings.
    """

    iri: str
    line: int
    id: str
    written: str
    name: str
    parent: str


class AbridgedFile(Protocol):
    """Say what the records of the short form stand for, by the IRI of their nodes."""

    @property
    def file(self) -> str:
        """Return the name of the file."""
        ...

    def has(self, iri: str) -> bool:
        """Tell whether a node is a record of the short form."""
        ...

    def count(self, iri: str) -> int:
        """Return how many records of the file a node stands for: itself, many, or none."""
        ...

    def link(self, iri: str) -> Link | None:
        """Return the link that a node is the example of, None for records that are no example."""
        ...

    def is_itself(self, iri: str) -> bool:
        """Tell whether a node is a record of the file that stands for itself alone."""
        ...

    def lines(self, iris: Collection[str]) -> Mapping[int, Sequence[str]]:
        """Return the lines of the records that some nodes stand for, each with these nodes."""
        ...

    def records(self, lines: Collection[int], *, with_names: bool) -> Iterator[Record]:
        """Yield the records in some lines, in any order; their names are empty where these are not asked for."""
        ...
