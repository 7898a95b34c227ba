"""Fill a store in a directory: everything anew, and published in one step."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM
from etom_rdf.own_files import quads
from etom_rdf.resources import ontology_files
from etom_rdf.stores.faults import system_faults
from etom_rdf.stores.generations import Generations
from etom_rdf.stores.statements import graph_of_file, statements

ONTOLOGY_GRAPH: Final = ETOM
"""The graph of the ontology, in stores as in `etom export --format trig`."""

_STEP: Final = 10_000

# What Oxigraph sorts in memory at a time, about 1 GB. A fifth takes a quarter of that, but half as long again.
_BATCH: Final = 1_000_000

OnProgress = Callable[[int], None]
"""Called now and then with the number of statements read so far."""


def load_directory(
    directory: Path, files: Iterable[str], *, graph: str | None = None, on_progress: OnProgress | None = None
) -> int:
    """Make the ontology and the files the content of a store, and return how many statements the files have.

    What the store held before is replaced in the moment when all files have been read, and stays if one of
    them cannot be. Each file goes into a graph of its own (`graph_of_file`), all into `graph` where that is
    given; statements that a file has in named graphs keep them otherwise. The default graph holds the union.

    Raises InputError for a file, StoreError for the directory: no store, no room, no permission, or another
    load at work.
    """
    generations = Generations(directory)
    with generations.writing():
        folder = generations.create()
        count = 0

        def counted() -> Iterator[ox.Quad]:
            nonlocal count
            for count, quad in enumerate(_placed(files, graph), 1):
                if on_progress is not None and count % _STEP == 0:
                    on_progress(count)
                yield quad

        with system_faults(directory):
            store = ox.Store(str(folder / "db"))
            _fill(store, _twice(chain(ontology_statements(), counted())))
            del store  # closes the database
            generations.publish(folder)
    return count


def _fill(store: ox.Store, quads: Iterator[ox.Quad]) -> None:
    for first in quads:
        store.bulk_extend(chain((first,), islice(quads, _BATCH - 1)))
    store.flush()


def ontology_statements() -> Iterator[ox.Quad]:
    """Give the statements of the ontology in its graph; blank nodes of its files are told apart."""
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    for number, file in enumerate(ontology_files()):
        for quad in quads(file):
            s, o = (_apart(node, number) for node in (quad.subject, quad.object))
            yield ox.Quad(s, quad.predicate, o, graph)  # type: ignore[arg-type]


def _apart(node: object, number: int) -> object:
    return ox.BlankNode(f"ontology{number}x{node.value}") if isinstance(node, ox.BlankNode) else node


def _placed(files: Iterable[str], graph: str | None) -> Iterator[ox.Quad]:
    """Give each statement with the graph that it goes into."""
    for file in files:
        home = ox.NamedNode(graph or graph_of_file(file))
        for quad in statements(file):
            stays = graph is None and type(quad.graph_name) is not ox.DefaultGraph
            yield quad if stays else ox.Quad(quad.subject, quad.predicate, quad.object, home)


def _twice(placed: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    # pyoxigraph's own union of graphs gives a triple twice where two hold it, and counts would be wrong.
    for quad in placed:
        yield quad
        yield ox.Quad(quad.subject, quad.predicate, quad.object)
