"""Bring the answers of different engines into one form, so that equal answers are equal Python values.

SHACL: every engine's report graph is read by `results_of`. SPARQL: rdflib, pyoxigraph and ARQ hand over
SPARQL JSON or a graph, which `rows_of_json` and `rows_of_graph` read.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib.query import Result as RdflibResult
    from rdflib.term import Node

XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
BLANK = "_:"
UNBOUND = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Hold what two engines must agree on in one validation result; messages are left to each engine.

    `shape` is the IRI of the source shape, `focus` and `value` are terms in N-Triples form (every blank
    node is `_:`), `path` is the IRI of a predicate or the text of a SPARQL path, `severity` the local name.
    """

    shape: str
    focus: str
    path: str | None
    value: str | None
    severity: str


class Rows(NamedTuple):
    """Hold a query's answer: names of the columns, then a tuple of N-Triples terms for each row.

    Rows keep the order of the engine; an unbound variable is the empty string. ASK gives one row in the
    column `ask`, CONSTRUCT sorted rows in the columns `s`, `p` and `o`.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pyshacl_results(data: Graph, shapes: Graph) -> set[Result]:
    """Validate with pySHACL, without inference; both graphs are left as they were.

    Raises pySHACL's ValidationFailure where a constraint could not be run.
    """
    import pyshacl  # noqa: PLC0415
    from pyshacl.shapes_graph import ShapesGraph  # noqa: PLC0415

    added = [triple for triple in ShapesGraph.system_triples if triple not in shapes]
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    finally:
        for triple in added:  # pySHACL adds them to the graph that it is given
            shapes.remove(triple)
    if isinstance(report, Exception):  # pySHACL returns this failure instead of raising it
        raise report
    return results_of(report)


def results_of(report: Graph) -> set[Result]:
    """Read the results of a validation report, whichever engine wrote it.

    Results of nested shapes (`sh:detail`) are not results of the report and are left out. Raises ValueError
    for a result that is no sh:ValidationResult: so an engine says that it could not run a constraint.
    """
    found = set()
    for result in report.objects(None, SH.result):
        if (result, RDF.type, SH.ValidationResult) not in report:
            raise ValueError(f"a constraint could not be run: {report.value(result, SH.resultMessage)}")
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        found.add(
            Result(
                shape=_plain(report.value(result, SH.sourceShape)),
                focus=term_of(report.value(result, SH.focusNode)),
                path=None if path is None else path_text(report, path),
                value=None if value is None else term_of(value),
                severity=str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            )
        )
    return found


def term_of(node: "Node | None") -> str:
    """Write an rdflib term in the form in which terms are compared.

    >>> term_of(Literal("Order", lang="en-GB")), term_of(Literal(True)), term_of(BNode())
    ('"Order"@en-gb', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', '_:')
    """
    if isinstance(node, BNode):
        return BLANK
    if isinstance(node, Literal):
        return literal_text(str(node), datatype=str(node.datatype or ""), language=node.language or "")
    return f"<{node}>"


def literal_text(lexical: str, *, datatype: str = "", language: str = "") -> str:
    """Write a literal as N-Triples: equal values, equal text.

    Strings are plain, language tags in lower case, integers without leading zeros or plus sign, decimals
    without trailing zeros; what is no number of its datatype stays as it is.

    >>> literal_text("1.50", datatype=XSD + "decimal") == literal_text("01.5", datatype=XSD + "decimal")
    True
    """
    if language:
        return f'"{lexical.translate(_ESCAPES)}"@{language.lower()}'
    if datatype in {"", f"{XSD}string"}:
        return f'"{lexical.translate(_ESCAPES)}"'
    return f'"{_canonical(lexical, datatype).translate(_ESCAPES)}"^^<{datatype}>'


def _canonical(lexical: str, datatype: str) -> str:
    try:
        if datatype == f"{XSD}integer":
            return str(int(lexical))
        if datatype == f"{XSD}decimal":
            text = format(Decimal(lexical), "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        if datatype in {f"{XSD}double", f"{XSD}float"}:
            return repr(float(lexical))
    except (ArithmeticError, ValueError):
        return lexical
    if datatype == f"{XSD}boolean":
        return {"1": "true", "0": "false"}.get(lexical, lexical)
    return lexical


def _plain(node: "Node | None") -> str:
    return str(node) if isinstance(node, URIRef) else BLANK


def rdflib_rows(result: "RdflibResult") -> Rows:
    """Read what `rdflib.Graph.query` gives."""
    if result.graph is not None:
        return rows_of_graph(result.graph)
    return rows_of_json(result.serialize(format="json"))


def pyoxigraph_rows(
    result: "pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples",
) -> Rows:
    """Read what `pyoxigraph.Store.query` gives."""
    import pyoxigraph  # noqa: PLC0415

    if isinstance(result, pyoxigraph.QueryTriples):
        triples = result.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES)
        return rows_of_graph(Graph().parse(data=triples, format="nt"))
    return rows_of_json(result.serialize(format=pyoxigraph.QueryResultsFormat.JSON))


def rows_of_graph(graph: Graph) -> Rows:
    """Give the triples of a CONSTRUCT query, sorted, without repetitions."""
    return Rows(("s", "p", "o"), tuple(sorted(tuple(map(term_of, triple)) for triple in graph)))


def rows_of_json(answer: str | bytes | None) -> Rows:
    """Read an answer in SPARQL 1.1 Query Results JSON."""
    document = json.loads(answer or "")
    if "boolean" in document:
        return Rows(("ask",), ((str(document["boolean"]).lower(),),))
    variables = tuple(document["head"]["vars"])
    rows = (tuple(_json_term(row.get(name)) for name in variables) for row in document["results"]["bindings"])
    return Rows(variables, tuple(rows))


def _json_term(term: dict[str, str] | None) -> str:
    if term is None:
        return UNBOUND
    if term["type"] == "uri":
        return f"<{term['value']}>"
    if term["type"] == "bnode":
        return BLANK
    return literal_text(term["value"], datatype=term.get("datatype", ""), language=term.get("xml:lang", ""))


# Paths, as reports repeat them.

_SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}

_ALTERNATIVE, _SEQUENCE, _INVERSE, _REPEATED, _SINGLE = range(5)  # how strongly a SPARQL path binds


def path_text(graph: Graph, path: "Node") -> str:
    """Write a SHACL path: a predicate as its IRI, any other path as SPARQL with as few brackets as can be."""
    return str(path) if isinstance(path, URIRef) else _path_step(graph, path, _ALTERNATIVE)


def _path_step(graph: Graph, path: "Node", least: int) -> str:
    """Write a part of a path, in brackets where it binds less than its place demands."""
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        binding = _SEQUENCE
        text = "/".join(_path_step(graph, step, _INVERSE) for step in Collection(graph, path))
    elif (choices := graph.value(path, SH.alternativePath)) is not None:
        binding = _ALTERNATIVE
        text = "|".join(_path_step(graph, choice, _SEQUENCE) for choice in Collection(graph, choices))
    elif (inner := graph.value(path, SH.inversePath)) is not None:
        binding = _INVERSE
        text = "^" + _path_step(graph, inner, _REPEATED)
    else:
        binding = _REPEATED
        operator, inner = next((op, inner) for op in _SUFFIXES for inner in graph.objects(path, op))
        text = _path_step(graph, inner, _SINGLE) + _SUFFIXES[operator]
    return text if binding >= least else f"({text})"
