"""Check a model with pySHACL, the reference: SHACL Core and SHACL-SPARQL, whatever the shapes are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etom_rdf.errors import EtomError
from etom_rdf.model import load_ontology, load_shapes
from etom_rdf.namespaces import SHAPE
from etom_rdf.text import Text
from etom_rdf.validation.report import Severity
from etom_rdf.validation.rules import MODEL_ALONE_RULES, MODEL_RULES, Rule, severity_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result as QueryResult
    from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Result:
    """Hold one validation result as terms of rdflib, with the texts that belong to it.

    `path` is a predicate's IRI or the text of a SPARQL path.
    """

    code: str
    shape: "Node"
    component: "Node"
    severity: Severity
    focus: "Node"
    path: str | None
    value: "Node | None"
    message: Text
    clause: tuple[str, ...]


def check(model: "Graph", rules: Mapping[str, Rule], extra_shapes: "Graph | None" = None) -> list[Result]:
    """Return the results of all rules for process models over `model`, and those of the user's own shapes.

    The data graph is the model together with the ontology; the rules for the model alone see only what the
    model does not repeat from the ontology. Raises EtomError where a shape cannot be run.
    """
    ontology = load_ontology()
    shapes = load_shapes([MODEL_RULES])
    if extra_shapes is not None:
        shapes += extra_shapes
    alone = load_shapes([MODEL_ALONE_RULES])
    found = validated(model + ontology, shapes, rules)
    return found + validated(model - ontology, alone, rules)


def _parsing_queries_once(graph: "Graph") -> "Graph":
    """Let a graph parse each SPARQL query once: pySHACL hands over the same text for every focus node.

    Parsing is more than half of what a run with SPARQL rules costs.
    """
    from rdflib import Graph  # noqa: PLC0415
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415

    class ParsingOnce(Graph):
        def query(self, query_object: Any, *arguments: Any, **options: Any) -> "QueryResult":
            if isinstance(query_object, str):
                namespaces = options.get("initNs") or dict(self.namespaces())
                key = query_object, tuple(sorted((prefix, str(iri)) for prefix, iri in namespaces.items()))
                if key not in prepared:
                    prepared[key] = prepareQuery(query_object, initNs=namespaces)
                query_object = prepared[key]
            return super().query(query_object, *arguments, **options)

    prepared: dict[object, Query] = {}
    return ParsingOnce(
        store=graph.store, identifier=graph.identifier, namespace_manager=graph.namespace_manager
    )


def validated(data: "Graph", shapes: "Graph", rules: Mapping[str, Rule]) -> list[Result]:
    """Return the results of all shapes over a data graph; texts come from `rules` where the shape is ours.

    Raises EtomError where a shape cannot be run. pySHACL may add to the graphs.
    """
    import pyshacl  # noqa: PLC0415

    try:
        _, report, text = pyshacl.validate(_parsing_queries_once(data), shacl_graph=shapes, inplace=True)
    except Exception as error:
        # A broken shape makes pySHACL raise errors of its own, of rdflib and of the SPARQL parser.
        raise _broken_shapes(str(error)) from error
    if isinstance(report, Exception) or not hasattr(report, "triples"):
        raise _broken_shapes(str(text))
    return list(_results(report, rules))


def _broken_shapes(reason: str) -> EtomError:
    reason = " ".join(reason.split())
    return EtomError(
        Text(
            en=f"the shapes cannot be run ({reason}); mend the shapes given with --shapes",
            ru=f"правила не удаётся применить ({reason}); исправьте правила, заданные через --shapes",
        )
    )


def _results(report: "Graph", rules: Mapping[str, Rule]) -> Iterable[Result]:
    from rdflib import RDF, URIRef  # noqa: PLC0415
    from rdflib import SH as SHACL  # noqa: PLC0415

    from etom_rdf.validation.paths import path_text  # noqa: PLC0415

    for result in report.objects(None, SHACL.result):
        if (result, RDF.type, SHACL.ValidationResult) not in report:
            raise _broken_shapes(str(report.value(result, SHACL.resultMessage)))
        shape = report.value(result, SHACL.sourceShape)
        component = report.value(result, SHACL.sourceConstraintComponent)
        path = report.value(result, SHACL.resultPath)
        focus = report.value(result, SHACL.focusNode)
        assert shape is not None  # every result has these three
        assert component is not None
        assert focus is not None
        code = _local_name(str(shape if isinstance(shape, URIRef) else component))
        rule = rules.get(code) if str(shape).startswith(SHAPE) else None
        yield Result(
            code=code,
            shape=shape,
            component=component,
            severity=severity_of(str(report.value(result, SHACL.resultSeverity))),
            focus=focus,
            path=None if path is None else path_text(report, path),
            value=report.value(result, SHACL.value),
            message=rule.message if rule else _message(report.objects(result, SHACL.resultMessage)),
            clause=rule.clause if rule else (),
        )


def _message(literals: "Iterable[Node]") -> Text:
    """Take a user's message in each language; one language serves for both."""
    in_order = sorted(literals, key=str)
    by_language = {(getattr(literal, "language", None) or "en")[:2]: str(literal) for literal in in_order}
    fallback = next(iter(by_language.values()), "")
    return Text(en=by_language.get("en", fallback), ru=by_language.get("ru", fallback))


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
