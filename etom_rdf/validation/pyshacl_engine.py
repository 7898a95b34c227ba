"""Check a model with pySHACL, the reference: SHACL Core and SHACL-SPARQL, whatever the shapes are."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import redirect_stderr
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from etom_rdf.model import load_ontology, load_shapes
from etom_rdf.namespaces import SH, SHAPE
from etom_rdf.text import Text
from etom_rdf.validation.result import Result
from etom_rdf.validation.rules import MODEL_ALONE_RULES, MODEL_RULES, Rule, severity_of
from etom_rdf.validation.shapes.errors import ShapesError

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
    _silence_all_but(shapes, only)
    return validated(data, shapes, rules or {})


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
    return list(_results(report, shapes, rules))


def _broken(words: str) -> ShapesError:
    reason = " ".join(words.split())
    return ShapesError(Text(en=reason, ru=reason))


def _results(report: "Graph", shapes: "Graph", rules: Mapping[str, Rule]) -> Iterable[Result]:
    from rdflib import RDF, BNode  # noqa: PLC0415
    from rdflib import SH as SHACL  # noqa: PLC0415

    from etom_rdf.validation.paths import path_text  # noqa: PLC0415

    for result in report.objects(None, SHACL.result):
        if (result, RDF.type, SHACL.ValidationResult) not in report:
            raise _broken(str(report.value(result, SHACL.resultMessage)))
        shape = report.value(result, SHACL.sourceShape)
        component = report.value(result, SHACL.sourceConstraintComponent)
        path = report.value(result, SHACL.resultPath)
        holder = report
        if isinstance(path, BNode):  # pySHACL's copy of the path loses alternatives within alternatives
            path, holder = shapes.value(shape, SHACL.path), shapes
        focus, value = report.value(result, SHACL.focusNode), report.value(result, SHACL.value)
        assert shape is not None  # every result has these three
        assert component is not None
        assert focus is not None
        code = _local_name(str(_nearest_named(shapes, shape) or component))
        rule = rules.get(code) if str(shape).startswith(SHAPE) else None
        yield Result(
            code=code,
            shape=_term(shape),
            component=_term(component),
            severity=severity_of(str(report.value(result, SHACL.resultSeverity))),
            focus=_term(focus),
            path=None if path is None else path_text(holder, path),
            value=None if value is None else _term(value),
            message=rule.message if rule else _message(report.objects(result, SHACL.resultMessage)),
            clause=rule.clause if rule else (),
        )


def _term(node: "Node") -> str:
    from etom_rdf.rdf_input import from_rdflib_term  # noqa: PLC0415

    return str(from_rdflib_term(node))


def _nearest_named(shapes: "Graph", shape: "Node") -> "Node | None":
    """Return a shape that has a name, or the nearest such shape of which it is a part."""
    from rdflib import RDF, URIRef  # noqa: PLC0415

    seen: set[Node] = set()
    level = [shape]
    while level:
        named = sorted(node for node in level if isinstance(node, URIRef))
        if named:
            return named[0]
        seen.update(level)
        level = [
            above
            for node in level
            for above, by in shapes.subject_predicates(node)
            if above not in seen and (str(by).startswith(SH) or by in (RDF.first, RDF.rest))
        ]
    return None


def _message(literals: "Iterable[Node]") -> Text:
    """Take a user's message in each language; one language serves for both."""
    in_order = sorted(literals, key=str)
    by_language = {(getattr(literal, "language", None) or "en")[:2]: str(literal) for literal in in_order}
    fallback = next(iter(by_language.values()), "")
    return Text(en=by_language.get("en", fallback), ru=by_language.get("ru", fallback))


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
