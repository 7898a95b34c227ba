"""Change the data, in a worker that is used once: an update, or a graph that is replaced, extended or removed.

What comes out is a new dataset as a whole, which the server puts in the place of the old one; a worker that is
killed meanwhile leaves nothing behind. So each change costs about as much as loading the data did.

Updates see the stored graphs: the default graph is the one that statements without a graph go into, not the
union that queries see, and nothing can be deleted through the union.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from etom_rdf.errors import StoreError
from etom_rdf.querying.safety import engine_error
from etom_rdf.server.execution.answering import absent, holds
from etom_rdf.server.execution.engine_formats import GRAPH_FORMATS
from etom_rdf.server.execution.frames import Head
from etom_rdf.server.execution.sources import UNION, stamp
from etom_rdf.server.execution.update_graphs import with_dataset
from etom_rdf.server.execution.vetting import vet_update
from etom_rdf.server.execution.workspace import Workspace
from etom_rdf.server.messages.refusals import RefusalError, for_now
from etom_rdf.stores.generations import Generations
from etom_rdf.text import Text

# What the union added; the statement that also stands in a named graph is not kept a second time.
_SEPARATE: Final = "DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def update(workspace: Workspace, head: Head, _: bytes) -> tuple[Head, bytes]:
    """Run the update `text` with the base IRI `base`, over the graphs `default` and `named` where given."""
    text = head["text"]
    vet_update(text)
    text = with_dataset(text, default=head["default"], named=head["named"])

    def change(store: ox.Store) -> Head:
        try:
            store.update(text, base_iri=head["base"])
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            raise RefusalError(400, engine_error(error, name="update").message) from None
        return {"status": 204}

    return _changed(workspace, head, change)


def write(workspace: Workspace, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Replace, extend or remove (`mode`) the graph `graph`, the default graph where that is null.

    `parts` says of each document in the body its format, where it begins and where it ends.
    """

    def change(store: ox.Store) -> Head:
        home = ox.DefaultGraph() if head["graph"] is None else ox.NamedNode(head["graph"])
        existed = head["graph"] is None or holds(store, head["graph"])
        if head["mode"] == "remove" and not existed:
            raise RefusalError(404, absent(head["graph"]))
        triples = list(_triples(head["parts"], body, head["base"]))
        if head["mode"] != "extend":
            store.clear_graph(home)
        store.extend(ox.Quad(one.subject, one.predicate, one.object, home) for one in triples)
        return {"status": 204 if existed else 201}

    return _changed(workspace, head, change)


def _triples(parts: Sequence[tuple[str, int, int]], body: bytes, base: str) -> Iterator[ox.Triple]:
    for form, start, end in parts:
        try:
            parser = ox.parse(
                body[start:end], format=GRAPH_FORMATS[form], base_iri=base, rename_blank_nodes=True
            )
            for quad in parser:
                if type(quad.graph_name) is not ox.DefaultGraph:
                    raise RefusalError(400, _SEVERAL_GRAPHS)
                yield quad.triple
        except (SyntaxError, ValueError) as error:
            raise RefusalError(400, _not_read(error)) from None


def _changed(workspace: Workspace, head: Head, change: Callable[[ox.Store], Head]) -> tuple[Head, bytes]:
    """Apply a change within the limits, and give out or publish what comes out."""
    if head["directory"] is None:
        outcome = _applied(workspace, workspace.store, head, change)
        return outcome, _statements(workspace.store)
    directory = Path(head["directory"])
    with workspace.confinement.open_doors(), _only_writer(directory, head["version"]) as generations:
        memory = ox.Store()
        memory.bulk_extend(workspace.store)
        outcome = _applied(workspace, memory, head, change)
        memory.update(UNION)
        folder = generations.create()
        database = ox.Store(str(folder / "db"))
        database.bulk_extend(memory)
        database.flush()
        del database
        generations.publish(folder)
    return outcome, b""


def _applied(workspace: Workspace, store: ox.Store, head: Head, change: Callable[[ox.Store], Head]) -> Head:
    store.update(_SEPARATE)
    with workspace.confinement.limited(head["memory"], head["seconds"]):
        return change(store)


def _statements(store: ox.Store) -> bytes:
    return store.dump(format=ox.RdfFormat.N_QUADS) or b""


@contextmanager
def _only_writer(directory: Path, version: str) -> Iterator[Generations]:
    generations = Generations(directory)
    try:
        with generations.writing():
            if stamp(directory) != version:
                raise for_now(_OVERTAKEN)
            yield generations
    except StoreError as error:
        raise for_now(error.message) from None


def _not_read(error: Exception) -> Text:
    reason = str(error).splitlines()[0]
    return Text(
        en=f"the statements cannot be read ({reason}); check them, and that Content-Type names their format",
        ru=f"не удаётся прочитать утверждения ({reason}); проверьте их и формат, указанный в Content-Type",
    )


_SEVERAL_GRAPHS: Final = Text(
    en="the document has named graphs, and one graph is written at a time; send each graph by itself",
    ru="в документе есть именованные графы, а записывается один граф; передайте каждый граф отдельно",
)
_OVERTAKEN: Final = Text(
    en="the store has been loaded anew meanwhile, and nothing was changed; try again",
    ru="хранилище тем временем загружено заново, ничего не изменено; повторите запрос",
)
