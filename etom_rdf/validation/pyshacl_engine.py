"""Check a model with pySHACL, the reference: SHACL Core and SHACL-SPARQL, whatever the shapes are."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import redirect_stderr
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from etom_rdf.model import load_ontology, load_shapes
from etom_rdf.namespaces import SHAPE
from etom_rdf.text import Text
from etom_rdf.validation.result import Result
from etom_rdf.validation.rules import MODEL_ALONE_RULES, MODEL_RULES, Rule, severity_of
from etom_rdf.validation.shapes.errors import ShapesError
from etom_rdf.validation.shapes.model import Shape, Shapes
from etom_rdf.validation.shapes.reading import local_name, message_in, read_shapes_graph

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result as QueryResult
    from rdflib.term import Node


def check(
    model: "Graph",
    rules: Mapping[str, Rule],
    extra_shapes: "Graph | None" = None,
    *,
    only: Collection[str] | None = None,
) -> list[Result]:
    """Return the results of all rules for process models over `model`, and those of the user's own shapes.

    The data graph is the model together with the ontology; the rules for the model alone see only what the
    model does not repeat from the ontology. `only` are the nodes, as terms, of the shapes that are to choose
    focus nodes. Raises ShapesError where a shape cannot be run.
    """
    ontology = load_ontology()
    shapes = load_shapes([MODEL_RULES])
    if extra_shapes is not None:
        shapes += extra_shapes
    if only is not None:
        return check_only(model + ontology, shapes, only, rules)
    alone = load_shapes([MODEL_ALONE_RULES])
    found = validated(model + ontology, shapes, rules)
    return found + validated(model - ontology, alone, rules)


def check_only(
    data: "Graph", shapes: "Graph", only: Collection[str], rules: Mapping[str, Rule] | None = None
) -> list[Result]:
    """Return the results of some shapes over a data graph; both graphs may be changed.

    `only` are the nodes, as terms, of the shapes that are to choose focus nodes. Raises ShapesError where a shape
    cannot be run.
    """
    known = _as_values(shapes)
    _silence_all_but(shapes, only)
    return _run(data, shapes, known, rules or {})


def _silence_all_but(shapes: "Graph", only: Collection[str]) -> None:
    """Take their targets from all shapes but some; they can still be referred to."""
    from rdflib import RDF  # noqa: PLC0415
    from rdflib import SH as SHACL  # noqa: PLC0415

    for target in (SHACL.targetNode, SHACL.targetClass, SHACL.targetSubjectsOf, SHACL.targetObjectsOf):
        for shape in set(shapes.subjects(target)):
            if _term(shape) not in only:
                shapes.remove((shape, target, None))
    for kind in (SHACL.NodeShape, SHACL.PropertyShape):  # which make a class its own target
        for shape in set(shapes.subjects(RDF.type, kind)):
            if _term(shape) not in only:
                shapes.remove((shape, RDF.type, kind))


def _parsing_queries_once(graph: "Graph") -> "Graph":
    """Let a graph parse each SPARQL query once: pySHACL hands over the same text for every focus node.

    Parsing is more than half of what a run with SPARQL rules costs.
    """
    from rdflib import Graph  # noqa: PLC0415

    class ParsingOnce(Graph):
        def query(self, query_object: Any, *arguments: Any, **options: Any) -> "QueryResult":
            if isinstance(query_object, str):
                namespaces = options.get("initNs") or dict(self.namespaces())
                key = tuple(sorted((prefix, str(iri)) for prefix, iri in namespaces.items()))
                query_object = _prepared(query_object, key)
            return super().query(query_object, *arguments, **options)

    return ParsingOnce(
        store=graph.store, identifier=graph.identifier, namespace_manager=graph.namespace_manager
    )


@lru_cache(maxsize=256)
def _prepared(query: str, namespaces: tuple[tuple[str, str], ...]) -> "Query":
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415

    return prepareQuery(query, initNs=dict(namespaces))


def validated(data: "Graph", shapes: "Graph", rules: Mapping[str, Rule]) -> list[Result]:
    """Return the results of all shapes over a data graph; texts come from `rules` where the shape is ours.

    Raises ShapesError where a shape cannot be run. pySHACL may add to the graphs.
    """
    return _run(data, shapes, _as_values(shapes), rules)


def _run(data: "Graph", shapes: "Graph", known: Shapes, rules: Mapping[str, Rule]) -> list[Result]:
    import pyshacl  # noqa: PLC0415

    try:
        # pySHACL writes to stderr what it raises as well.
        with redirect_stderr(StringIO()):
            _, report, text = pyshacl.validate(_parsing_queries_once(data), shacl_graph=shapes, inplace=True)
    except Exception as error:
        # A broken shape makes pySHACL raise errors of its own, of rdflib and of the SPARQL parser.
        raise _broken(str(error)) from error
    if isinstance(report, Exception) or not hasattr(report, "triples"):
        raise _broken(str(text))
    return list(_results(report, known, rules))


def _broken(words: str) -> ShapesError:
    reason = " ".join(words.split())
    return ShapesError(Text(en=reason, ru=reason))


def _as_values(shapes: "Graph") -> Shapes:
    return read_shapes_graph(
        (_term(subject), str(predicate), _term(value)) for subject, predicate, value in shapes
    )


def _results(report: "Graph", shapes: Shapes, rules: Mapping[str, Rule]) -> Iterable[Result]:
    from rdflib import RDF, URIRef  # noqa: PLC0415
    from rdflib import SH as SHACL  # noqa: PLC0415

    for result in report.objects(None, SHACL.result):
        if (result, RDF.type, SHACL.ValidationResult) not in report:
            raise _broken(str(report.value(result, SHACL.resultMessage)))
        source, focus = report.value(result, SHACL.sourceShape), report.value(result, SHACL.focusNode)
        component = report.value(result, SHACL.sourceConstraintComponent)
        path, value = report.value(result, SHACL.resultPath), report.value(result, SHACL.value)
        assert source is not None  # every result has these three
        assert component is not None
        assert focus is not None
        shape = shapes.by_node[_term(source)]
        code = shape.code or local_name(str(component))
        rule = rules.get(code) if shape.node.startswith(f"<{SHAPE}") else None
        yield Result(
            code=code,
            shape=shape.node,
            component=_term(component),
            severity=severity_of(str(report.value(result, SHACL.resultSeverity))),
            focus=_term(focus),
            # pySHACL's copy of a path loses alternatives within alternatives.
            path=str(path) if isinstance(path, URIRef) else shape.path_text,
            value=None if value is None else _term(value),
            message=rule.message if rule else _message(shape, report.objects(result, SHACL.resultMessage)),
            clause=rule.clause if rule else (),
        )


def _term(node: "Node") -> str:
    from etom_rdf.rdf_input import from_rdflib_term  # noqa: PLC0415

    return str(from_rdflib_term(node))


def _message(shape: Shape, literals: "Iterable[Node]") -> Text:
    """Return the words of a shape in both languages, else those that pySHACL gives."""
    return shape.message or message_in(map(_term, literals)) or Text(en="", ru="")
