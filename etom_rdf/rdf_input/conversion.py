"""Bring what was read into rdflib, and back."""

import gc
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox

from etom_rdf.namespaces import RDF, XSD
from etom_rdf.rdf_input.document import RdfDocument, Subject, Term
from etom_rdf.rdf_input.formats import bad_input

if TYPE_CHECKING:
    import logging

    import rdflib
    from rdflib.term import Node

# rdflib rewrites the first two whatever it is told, and its HTML parser hangs on deep nesting.
_NOT_CAST: Final = {f"{XSD}normalizedString", f"{XSD}token", f"{RDF}HTML"}


def to_rdflib(documents: Iterable[RdfDocument]) -> "rdflib.Graph":
    """Return a fresh graph with the triples of all graphs of all documents, and their prefixes.

    Lexical forms stay as they are, where rdflib's parsers would turn `"01"^^xsd:integer` into `"1"`.
    """
    from rdflib import BNode, Graph, Literal, URIRef  # noqa: PLC0415

    graph = Graph()
    terms: dict[object, Node] = {}

    def convert(term: Term) -> "Node":
        if isinstance(term, ox.Literal):
            datatype = term.datatype.value
            if term.language or datatype == f"{XSD}string":
                node: Node = Literal(term.value, lang=term.language)
            elif datatype in _NOT_CAST:
                node = plain = Literal(term.value)
                plain.__setstate__((None, {"language": None, "datatype": URIRef(datatype)}))
            else:
                node = Literal(term.value, datatype=URIRef(datatype), normalize=False)
        else:
            node = BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)
        terms[term] = node
        return node

    add = graph.store.add
    with _undisturbed():
        for document in documents:
            for prefix, namespace in document.prefixes.items():
                graph.bind(prefix, namespace)
            for quad in document.quads:
                s, p, o = cast(Subject, quad.subject), quad.predicate, cast(Term, quad.object)
                add(
                    (terms.get(s) or convert(s), terms.get(p) or convert(p), terms.get(o) or convert(o)),
                    graph,
                )
    return graph


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector, half the cost of a large graph, and rdflib's tracebacks away.

    rdflib logs a traceback for every ill-typed literal; that such a literal is wrong, a rule will say.
    """
    import logging  # noqa: PLC0415

    collecting = gc.isenabled()
    log = logging.getLogger("rdflib.term")
    gc.disable()
    log.addFilter(_drop)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.removeFilter(_drop)
        if collecting:
            gc.enable()


def _drop(_record: "logging.LogRecord") -> bool:
    return False


def from_rdflib(graph: "rdflib.Graph") -> list[ox.Quad]:
    """Return the triples of a graph, or the quads of a dataset, in no particular order.

    Raises InputError for a term that RDF does not allow where it stands.
    """
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Dataset  # noqa: PLC0415

    rows = graph.quads() if isinstance(graph, Dataset) else ((*triple, None) for triple in graph)
    no_name = (None, DATASET_DEFAULT_GRAPH_ID)
    try:
        return [
            ox.Quad(*map(from_rdflib_term, triple if name in no_name else (*triple, name)))  # type: ignore[arg-type]
            for *triple, name in rows
        ]
    except (TypeError, ValueError) as error:
        words = " ".join(str(error).split())
        en = f"the graph holds a term that RDF does not allow: {words}; correct it"
        ru = f"в графе есть терм, который RDF не допускает: «{words}»; исправьте его"
        raise bad_input("rdflib.Graph", None, en, ru) from None


def from_rdflib_term(node: "Node") -> Term:
    """Return the term that `RdfDocument.line_of` understands for one of rdflib's."""
    from rdflib import BNode, Literal  # noqa: PLC0415

    if isinstance(node, Literal):
        datatype = ox.NamedNode(node.datatype) if node.datatype and not node.language else None
        return ox.Literal(str(node), datatype=datatype, language=node.language)
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))
