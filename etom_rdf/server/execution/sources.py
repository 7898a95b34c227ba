"""Say where the data come from: files read into memory, or a store in a directory.

A source can be opened again at any time: by the keeper at the start, by another one if that is killed, and by
workers. Nothing of it changes once it is made; a change makes another source, whose `version` is another.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from etom_rdf.rdf_input import RdfDocument
from etom_rdf.server.execution.frames import Body
from etom_rdf.stores.building import ontology_statements
from etom_rdf.stores.generations import Generations
from etom_rdf.stores.statements import graph_of_file

UNION: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
"""Puts every statement of a named graph into the default graph as well."""

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold a dataset as N-Quads in a file without a name, which goes with the last process that has it open.

    What stands in no named graph is the default graph's own.
    """

    file: BinaryIO
    version: str = field(default_factory=lambda: f"{os.getpid()}-{next(_numbers)}")

    @classmethod
    def of(cls, documents: Iterable[RdfDocument]) -> "Snapshot":
        """Write the ontology and what was read of files, each file in a graph of its own."""
        file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the snapshot
        quads = chain(ontology_statements(), *map(_placed, documents))
        ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS)
        file.flush()
        return cls(file)

    @classmethod
    def from_statements(cls, quads: Body) -> "Snapshot":
        """Take over statements in N-Quads."""
        if not isinstance(quads, bytes):
            return cls(quads)
        file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
        file.write(quads)
        file.flush()
        return cls(file)

    @property
    def name(self) -> str:
        """Return what the keeper is told, beside the file: nothing."""
        return ""

    def current(self) -> "Snapshot":
        """Return the source as it is now."""
        return self


@dataclass(frozen=True, slots=True)
class Directory:
    """Name a generation of a store in a directory; `version` is what `current` was when it counted."""

    path: Path
    version: str

    @classmethod
    def of(cls, path: Path) -> "Directory":
        """Find the generation that counts now.

        Raises StoreError for a directory that is not a store, holds nothing, or may not be read.
        """
        with Generations(path).reading():
            return cls(path, stamp(path))

    @property
    def file(self) -> None:
        """Return the file that the keeper is given: none."""
        return None

    @property
    def name(self) -> str:
        """Return what the keeper is told."""
        return os.path.abspath(self.path)  # noqa: PTH100 - links may be moved on purpose

    def current(self) -> "Directory":
        """Return the source as it is now, another one where something has been loaded since."""
        try:
            now = stamp(self.path)
        except OSError:
            return self  # whatever happens to the directory, what is open stays
        return self if now == self.version else Directory(self.path, now)


Source = Snapshot | Directory


def stamp(directory: Path) -> str:
    """Tell one content of a store from the next; raise OSError where there is none."""
    found = (directory / "current").stat()
    return f"{found.st_ino}-{found.st_mtime_ns}"


def _placed(document: RdfDocument) -> Iterator[ox.Quad]:
    home = ox.NamedNode(graph_of_file(document.name))
    for quad in document.quads:
        stays = type(quad.graph_name) is not ox.DefaultGraph
        yield quad if stays else ox.Quad(quad.subject, quad.predicate, quad.object, home)


@dataclass(frozen=True, slots=True)
class Held:
    """Hold what the keeper gives to its workers: a store in memory, or the database of a generation."""

    store: ox.Store | None = None
    database: Path | None = None

    def opened(self) -> ox.Store:
        """Return the store, to be asked only.

        A database is opened after the fork, since threads of RocksDB would not outlive it.
        """
        return self.store if self.store is not None else ox.Store.read_only(str(self.database))


@contextmanager
def held(name: str, handle: int) -> Iterator[Held]:
    """Open a source in the keeper: the directory `name`, or the file that is open as `handle`, which gets closed.

    Raises StoreError for a directory that cannot be read.
    """
    if name:
        with Generations(Path(name)).reading() as database:
            yield Held(database=database)
        return
    store = ox.Store()
    with os.fdopen(handle, "rb") as file:
        file.seek(0)
        store.bulk_load(file, format=ox.RdfFormat.N_QUADS)
    # pyoxigraph's own union of graphs gives a triple twice where two hold it, and counts would be wrong.
    store.update(UNION)
    yield Held(store=store)
