"""Read SHACL shapes from the statements of a shapes graph."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from etom_rdf.namespaces import RDF, RDFS, SH
from etom_rdf.text import Text
from etom_rdf.validation.graph import Graph, Statement, is_instance
from etom_rdf.validation.rules import severity_of
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.constraints import NESTING, iri_of, is_known_query, read_constraints, truth
from etom_rdf.validation.shapes.errors import ShapeError
from etom_rdf.validation.shapes.model import Shape, Shapes, Target, TargetKind
from etom_rdf.validation.shapes.paths import path_text, read_list, read_path
from etom_rdf.validation.terms import is_blank, is_iri, language_of, text_of

_TARGETS: Final[dict[str, TargetKind]] = {
    f"{SH}targetNode": "node",
    f"{SH}targetClass": "class",
    f"{SH}targetSubjectsOf": "subjects-of",
    f"{SH}targetObjectsOf": "objects-of",
}
_SHAPE_TYPES: Final = (f"<{SH}NodeShape>", f"<{SH}PropertyShape>")
# Of SHACL JavaScript and Advanced Features.
_RUN_BY_NONE: Final = frozenset(SH + name for name in ("js", "expression", "target"))
# What says nothing that a validator would have to run.
_SPOKEN: Final = frozenset(
    SH + name
    for name in (
        "path", "severity", "message", "deactivated", "name", "description", "order", "group", "defaultValue",
        "targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "flags", "ignoredProperties",
        "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "rule", "shapesGraph",
        "suggestedShapesGraph", "entailment", "declare", "prefixes",
    )
)  # fmt: skip


def read_shapes_graph(statements: Iterable[Statement]) -> Shapes:
    """Read all shapes; raises ShapeError for the first that is not well-formed or refers to itself."""
    reader = _Reader(Graph(statements))
    shapes = Shapes({node: reader.shape(node) for node in reader.nodes()})
    _refuse_recursion(shapes)
    return shapes


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._holders: dict[str, list[str]] = defaultdict(list)
        for subject in graph:
            for predicate, values in graph.statements_of(subject).items():
                if predicate.startswith(SH) or predicate in (f"{RDF}first", f"{RDF}rest"):
                    for value in values:
                        if is_blank(value):
                            self._holders[value].append(subject)
        self._foreign = frozenset(
            path[1:-1]
            for subject in graph
            if f"{SH}parameter" in graph.statements_of(subject)
            for parameter in graph.objects(subject, f"{SH}parameter")
            for path in graph.objects(parameter, f"{SH}path")
            if is_iri(path) and path[1:-1] not in component.OWN
        )

    def nodes(self) -> Sequence[str]:
        """List the nodes that are shapes: by type, by target, or since a shape refers to them."""
        graph = self._graph
        found = dict.fromkeys(
            subject
            for subject in graph
            if any(kind in _SHAPE_TYPES for kind in graph.objects(subject, f"{RDF}type"))
            or any(one in _TARGETS for one in graph.predicates(subject))
        )
        waiting = list(found)
        while waiting:
            for value in self._nested(waiting.pop()):
                if value not in found:
                    found[value] = None
                    waiting.append(value)
        return tuple(found)

    def _nested(self, node: str) -> Iterable[str]:
        for predicate in self._graph.predicates(node):
            if predicate in NESTING:
                for value in self._graph.objects(node, predicate):
                    yield from (
                        read_list(self._graph, value, holder=node)
                        if NESTING[predicate] == "list"
                        else (value,)
                    )

    def shape(self, node: str) -> Shape:
        graph = self._graph
        paths = tuple(dict.fromkeys(graph.objects(node, f"{SH}path")))
        must_have_one = f"<{SH}PropertyShape>" in graph.objects(node, f"{RDF}type") or bool(
            self._holders_of_property(node)
        )
        if len(paths) > 1 or (must_have_one and not paths):
            raise ShapeError(
                node,
                Text(
                    en="a property shape needs exactly one sh:path",
                    ru="у правила о свойстве должен быть ровно один sh:path",
                ),
            )
        path = read_path(graph, paths[0], holder=node) if paths else None
        severity = next(iter(graph.objects(node, f"{SH}severity")), f"<{SH}Violation>")
        deactivated = any(truth(node, one) for one in graph.objects(node, f"{SH}deactivated"))
        return Shape(
            node=node,
            code=local_name(text_of(self._nearest_named(node) or "<>")),
            path=path,
            path_text=path_text(path) if path else None,
            targets=tuple(self._targets(node)),
            constraints=() if deactivated else read_constraints(graph, node, self._holders_of_property(node)),
            severity=severity_of(iri_of(node, severity)[1:-1]),
            message=message_in(graph.objects(node, f"{SH}message")),
            deactivated=deactivated,
            unsupported=() if deactivated else tuple(self._unsupported(node)),
        )

    def _holders_of_property(self, node: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._graph.subjects(f"{SH}property", node)))

    def _targets(self, node: str) -> Iterable[Target]:
        for predicate, kind in _TARGETS.items():
            for value in dict.fromkeys(self._graph.objects(node, predicate)):
                yield Target(kind, value if kind == "node" else iri_of(node, value))
        types = self._graph.objects(node, f"{RDF}type")
        is_shape = any(kind in _SHAPE_TYPES for kind in types)
        if is_shape and is_iri(node) and is_instance(self._graph, node, f"<{RDFS}Class>"):
            yield Target("class", node)

    def _unsupported(self, node: str) -> Iterable[str]:
        """Yield what only pySHACL runs; raises ShapeError for what it would pass over without a word."""
        for predicate in sorted(self._graph.predicates(node)):
            if predicate in _RUN_BY_NONE:
                name = predicate.removeprefix(SH)
                raise ShapeError(
                    node,
                    Text(
                        en=f"no engine here runs sh:{name}", ru=f"sh:{name} здесь ни одна машина не исполняет"
                    ),
                )
            if predicate in self._foreign:
                yield predicate
            elif predicate == f"{SH}sparql" and is_known_query(self._graph, node):
                continue
            elif predicate.startswith(SH) and not (
                predicate in _SPOKEN or predicate in NESTING or predicate in component.STATED_BY
            ):
                yield predicate

    def _nearest_named(self, node: str) -> str | None:
        seen: set[str] = set()
        level = [node]
        while level:
            named = sorted(one for one in level if is_iri(one))
            if named:
                return named[0]
            seen.update(level)
            level = [above for one in level for above in self._holders[one] if above not in seen]
        return None


def local_name(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local_name("http://www.w3.org/ns/shacl#minCount"), local_name("")
    ('minCount', '')
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def message_in(literals: Iterable[str]) -> Text | None:
    """Take a message in each language; one language serves for both."""
    in_order = sorted(literals, key=text_of)
    by_language = {(language_of(one) or "en")[:2]: text_of(one) for one in in_order}
    if not by_language:
        return None
    fallback = next(iter(by_language.values()))
    return Text(en=by_language.get("en", fallback), ru=by_language.get("ru", fallback))


def _refuse_recursion(shapes: Shapes) -> None:
    """Raise ShapeError for a shape that refers to itself, which SHACL leaves undefined."""
    done: set[str] = set()
    for start in shapes.by_node:
        open_now: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            node, leaving = waiting.pop()
            if leaving:
                done.add(open_now.pop())
                continue
            if node in open_now:
                raise ShapeError(
                    node,
                    Text(
                        en="the shape refers to itself, which SHACL leaves undefined",
                        ru="правило ссылается само на себя, что в SHACL не определено",
                    ),
                )
            if node in done or node not in shapes.by_node:
                continue
            open_now.append(node)
            waiting.append((node, True))
            for constraint in shapes.by_node[node].constraints:
                waiting += ((one, False) for one in (*constraint.shapes, *constraint.siblings))
