"""Answer queries with pyoxigraph over everything that is given: nothing is fetched, nothing is changed."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyoxigraph

from etom_rdf.querying.library import QueryFile, load_query
from etom_rdf.querying.result import QueryResult
from etom_rdf.rdf_input import from_rdflib
from etom_rdf.resources import ontology_files
from etom_rdf.stores import Store
from etom_rdf.stores.embedded import EmbeddedStore
from etom_rdf.stores.forms import query_form
from etom_rdf.stores.interface import Row, Term

if TYPE_CHECKING:
    from rdflib import Graph


def run_query(
    query: QueryFile | str | Path,
    *,
    data: "Iterable[pyoxigraph.Quad] | pyoxigraph.Store | Graph" = (),
    parameters: Mapping[str, str] | None = None,
) -> QueryResult:
    """Answer a query over the ontology and the data: quads, or a graph of rdflib.

    A store is asked as it is, without the ontology.

    Raises QueryError for a query that is broken, reaches out or is called with wrong parameters, and what
    `load_query` raises for a name or a path.

    >>> answer = run_query("siblings", parameters={"id": "1.2", "language": "en"})
    >>> [row[1].value for row in answer.rows]
    ['1.1', '1.3']
    """
    found = query if isinstance(query, QueryFile) else load_query(query)
    text = found.bind(parameters or {})

    def answered() -> QueryResult:
        return result_of(_store_of(data).query(text))

    return answered() if found.shipped else _guarded(answered, text, found.name)


def ask_store(
    query: QueryFile | str | Path, store: Store, *, parameters: Mapping[str, str] | None = None
) -> QueryResult:
    """Answer a query over what a store holds, in a directory or on a server; nothing is added to it.

    A query of the user's own is looked at before a directory is asked, as in `run_query`; a server gets it as it
    is, dialect included, and judges for itself. Raises what `run_query` raises, and StoreError.
    """
    found = query if isinstance(query, QueryFile) else load_query(query)
    text = found.bind(parameters or {})
    if found.shipped or not isinstance(store, EmbeddedStore):
        return _asked(store, text)
    return _guarded(lambda: _asked(store, text), text, found.name)


def _guarded(answered: Callable[[], QueryResult], text: str, name: str) -> QueryResult:
    """Have a query of the user's own answered here, unless it is unsafe; put what the engine says into words."""
    from etom_rdf.querying.safety import engine_error, refuse_unsafe  # noqa: PLC0415

    refuse_unsafe(text, name=name)
    try:
        return answered()
    except (SyntaxError, RuntimeError) as error:
        raise engine_error(error, name=name) from None


def _asked(store: Store, text: str) -> QueryResult:
    form = query_form(text)
    if form == "ASK":
        return _boolean(store.ask(text))
    if form == "SELECT":
        with store.select(text) as rows:
            return _rows(rows.variables, rows)
    return _graph(store.construct(text))


def open_store(data: Iterable[pyoxigraph.Quad] = ()) -> pyoxigraph.Store:
    """Fill a store in memory with the ontology and the data.

    The default graph holds the union of all graphs, the named graphs of the data stand beside it.

    >>> open_store().query("ASK { ?element <http://www.w3.org/2004/02/skos/core#notation> '1.1.1.5' }")
    <QueryBoolean true>
    """
    store = pyoxigraph.Store()
    store.extend(_ontology())
    for quad in data:
        # pyoxigraph's own union gives a triple twice where two graphs hold it, and counts would be wrong.
        store.add(pyoxigraph.Quad(*quad.triple))
        store.add(quad)
    return store


def _store_of(data: "Iterable[pyoxigraph.Quad] | pyoxigraph.Store | Graph") -> pyoxigraph.Store:
    if isinstance(data, pyoxigraph.Store):
        return data
    if hasattr(data, "namespace_manager"):  # a graph of rdflib, which need not be imported to be known
        return open_store(from_rdflib(cast("Graph", data)))
    return open_store(cast("Iterable[pyoxigraph.Quad]", data))


@cache
def _ontology() -> tuple[pyoxigraph.Quad, ...]:
    turtle = pyoxigraph.RdfFormat.TURTLE
    return tuple(
        quad
        for path in ontology_files()
        for quad in pyoxigraph.parse(path=path, format=turtle, rename_blank_nodes=True)
    )


def result_of(
    answer: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
) -> QueryResult:
    """Hold what pyoxigraph answers, or reads from the answer of another."""
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return _boolean(bool(answer))
    if isinstance(answer, pyoxigraph.QueryTriples):
        return _graph(answer)
    return _rows(tuple(variable.value for variable in answer.variables), map(tuple, answer))


def _boolean(answer: bool) -> QueryResult:
    return QueryResult(("answer",), ((pyoxigraph.Literal(answer),),), boolean=answer)


def _graph(triples: Iterable[pyoxigraph.Triple]) -> QueryResult:
    graph = _canonical(triples)
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in graph)
    return QueryResult(("subject", "predicate", "object"), rows, graph=graph)


def _rows(variables: tuple[str, ...], rows: Iterable[Row]) -> QueryResult:
    labels: dict[Term, Term] = {}
    return QueryResult(variables, tuple(tuple(_relabelled(term, labels) for term in row) for row in rows))


def _canonical(triples: Iterable[pyoxigraph.Triple]) -> tuple[pyoxigraph.Triple, ...]:
    # Labels of blank nodes differ from run to run; those that RDFC-1.0 gives do not.
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(*triple) for triple in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted((quad.triple for quad in dataset), key=str))


def _relabelled(term: Term | None, labels: dict[Term, Term]) -> Term | None:
    # Rows have no canonical labels; blank nodes are numbered as they appear.
    if not isinstance(term, pyoxigraph.BlankNode):
        return term
    return labels.setdefault(term, pyoxigraph.BlankNode(f"b{len(labels)}"))
