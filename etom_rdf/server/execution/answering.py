"""Answer queries and give out graphs, in a worker."""

from io import RawIOBase
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from etom_rdf.namespaces import PREFIXES
from etom_rdf.querying.safety import engine_error
from etom_rdf.server.execution.engine_formats import GRAPH_FORMATS, RESULT_FORMATS
from etom_rdf.server.execution.frames import Head
from etom_rdf.server.execution.vetting import Scope, vet_query
from etom_rdf.server.execution.workspace import Workspace
from etom_rdf.server.messages.media_types import GRAPHS, RESULTS, listed
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text


def query(workspace: Workspace, head: Head, _: bytes) -> tuple[Head, bytes]:
    """Answer a query: `text`, `base`, `default` and `named` graphs or null, the formats that may be sent."""
    store, text, base = workspace.store, head["text"], head["base"]
    scope = vet_query(text, base=base, holds=lambda graph: holds(store, graph))
    if head["default"] is not None or head["named"] is not None:
        scope = Scope(tuple(head["default"] or ()), tuple(head["named"] or ()))
    try:
        answer = _asked(store, text, base, scope)
        return _written(answer, head)
    except _TooLargeError:
        raise RefusalError(403, _too_large(head["limit"])) from None
    except (SyntaxError, RuntimeError, ValueError, OSError) as error:
        raise RefusalError(400, engine_error(error, name="query").message) from None


def graph(workspace: Workspace, head: Head, _: bytes) -> tuple[Head, bytes]:
    """Give out the graph `graph`, the default graph where that is null, in the format `format`."""
    store, name = workspace.store, head["graph"]
    if name is not None and not holds(store, name):
        raise RefusalError(404, absent(name))
    target = _Bounded(head["limit"])
    home = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    try:
        ox.serialize(
            (quad.triple for quad in store.quads_for_pattern(None, None, None, home)),
            cast(IO[bytes], target), format=GRAPH_FORMATS[head["format"]], prefixes=PREFIXES,
        )  # fmt: skip
    except _TooLargeError:
        raise RefusalError(403, _too_large(head["limit"])) from None
    except (ValueError, OSError) as error:
        raise RefusalError(406, _not_writable(error)) from None
    return {"status": 200}, target.content()


def absent(graph: str) -> Text:
    """Say that a graph is not here."""
    return Text(
        en=f"there is no graph {graph}; SELECT ?g {{ GRAPH ?g {{ }} }} lists the graphs",
        ru=f"графа {graph} здесь нет; список графов даёт SELECT ?g {{ GRAPH ?g {{ }} }}",
    )


def holds(store: ox.Store, graph: str) -> bool:
    """Say whether a named graph has statements; one without any is as good as none."""
    return next(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)), None) is not None


def _asked(store: ox.Store, text: str, base: str, scope: Scope | None) -> Any:
    if scope is None:
        return store.query(text, base_iri=base)
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
        ox.NamedNode(one) for one in scope.default
    ]
    if len(default) > 1:
        store, default = _merged(store, scope), [ox.DefaultGraph()]
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(one) for one in scope.named]
    return store.query(text, base_iri=base, default_graph=default, named_graphs=named)


def _merged(store: ox.Store, scope: Scope) -> ox.Store:
    # The engine would give a triple as often as there are graphs that hold it.
    merged = ox.Store()
    for graph in scope.default:
        found = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        merged.extend(ox.Quad(*quad.triple) for quad in found)
    for graph in scope.named:
        merged.extend(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return merged


def _written(answer: Any, head: Head) -> tuple[Head, bytes]:
    is_graph = isinstance(answer, ox.QueryTriples)
    media = head["graphs" if is_graph else "results"]
    if media is None:
        raise RefusalError(406, _other_form(is_graph))
    target = _Bounded(head["limit"])
    name = media[1]
    if is_graph:
        ox.serialize(answer, cast(IO[bytes], target), format=GRAPH_FORMATS[name], prefixes=PREFIXES)
    else:
        answer.serialize(target, format=RESULT_FORMATS[name])
    return {"status": 200, "media": media[0]}, target.content()


_GRAPH: Final = Text(en="a graph", ru="граф")
_TABLE: Final = Text(en="a table", ru="таблица")


class _TooLargeError(Exception):
    """Report an answer of more bytes than are allowed."""


class _Bounded(RawIOBase):
    """Gather what is written, up to a limit in bytes."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._blocks: list[bytes] = []

    def write(self, block: Any) -> int:
        self._left -= len(block)
        if self._left < 0:
            raise _TooLargeError
        self._blocks.append(bytes(block))
        return len(block)

    def content(self) -> bytes:
        return b"".join(self._blocks)


def _too_large(limit: int) -> Text:
    return Text(
        en=f"the answer exceeds {limit:,} bytes; add LIMIT, or ask for less",
        ru=f"ответ превышает {limit:,} байт; добавьте LIMIT или запросите меньше",
    )


def _other_form(is_graph: bool) -> Text:
    what = _GRAPH if is_graph else _TABLE
    offered = ", ".join(listed(GRAPHS if is_graph else RESULTS))
    return Text(
        en=f"the answer is {what.en}, and Accept names no form of one; accept one of: {offered}",
        ru=f"ответ — {what.ru}, а в Accept нет подходящего вида; подходят: {offered}",
    )


def _not_writable(error: Exception) -> Text:
    return Text(
        en=f"the graph cannot be written in this form ({error}); accept text/turtle",
        ru=f"граф нельзя записать в этом виде ({error}); укажите в Accept text/turtle",
    )
