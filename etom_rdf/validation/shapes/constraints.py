"""Read the constraints that one shape states."""

from collections.abc import Callable, Iterable
from typing import Final, Literal

from etom_rdf.namespaces import SH, XSD
from etom_rdf.text import Text
from etom_rdf.validation.graph import Graph
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.errors import ShapeError
from etom_rdf.validation.shapes.model import Constraint
from etom_rdf.validation.shapes.paths import read_list
from etom_rdf.validation.shapes.patterns import compiled
from etom_rdf.validation.terms import is_iri, is_literal, text_of

# Predicates whose values are shapes, one by one or in a list.
NESTING: Final[dict[str, Literal["one", "list"]]] = {
    f"{SH}property": "one",
    f"{SH}node": "one",
    f"{SH}not": "one",
    f"{SH}qualifiedValueShape": "one",
    f"{SH}and": "list",
    f"{SH}or": "list",
    f"{SH}xone": "list",
}
_NESTED: Final = {
    f"{SH}property": component.PROPERTY,
    f"{SH}node": component.NODE,
    f"{SH}not": component.NOT,
    f"{SH}and": component.AND,
    f"{SH}or": component.OR,
    f"{SH}xone": component.XONE,
}
_COUNTS: Final = {component.MIN_COUNT, component.MAX_COUNT, component.MIN_LENGTH, component.MAX_LENGTH}
_LISTS: Final = {component.IN, component.LANGUAGE_IN}
_IRIS: Final = {
    component.CLASS, component.DATATYPE, component.NODE_KIND, component.EQUALS, component.DISJOINT,
    component.LESS_THAN, component.LESS_THAN_OR_EQUALS, component.TIED_BY,
}  # fmt: skip
_SWITCHES: Final = {
    component.CLOSED, component.UNIQUE_LANG, component.ACYCLIC, component.AGREES_WITH_ELEMENTS,
    component.ALSO_STATED, component.GROUNDED, component.ID_BELOW, component.OVERLAPS_STATED,
    component.UNIQUE,
}  # fmt: skip
# The specification speaks of the term `true`; 1 is another term, and switches nothing on.
_TRUTH: Final = {f'"{text}"^^<{XSD}boolean>': text == "true" for text in ("true", "1", "false", "0")}


def read_constraints(graph: Graph, node: str, holders: Iterable[str]) -> tuple[Constraint, ...]:
    """Read the constraints of a shape; `holders` are the shapes that have it as a property.

    Raises ShapeError for a parameter that is not what its component takes.
    """
    found: list[Constraint] = []
    for predicate in sorted(graph.predicates(node)):
        values = tuple(dict.fromkeys(graph.objects(node, predicate)))
        if predicate in _NESTED:
            found += (_nested(graph, predicate, value) for value in values)
        elif predicate == f"{SH}qualifiedValueShape":
            found += (one for value in values for one in _qualified(graph, node, value, holders))
        elif predicate == f"{SH}sparql" and is_known_query(graph, node):
            found.append(Constraint(component.SPARQL, value=node))
        elif predicate in component.STATED_BY:
            read = _reader(component.STATED_BY[predicate])
            found += (one for value in values if (one := read(graph, node, value)) is not None)
    return tuple(found)


def is_known_query(graph: Graph, node: str) -> bool:
    """Tell whether a shape is one of our two that stand as a SPARQL constraint, as we wrote it."""
    is_ours = node in (component.TERM_KNOWN, component.STANDARD_UNTOUCHED)
    return is_ours and len(set(graph.objects(node, f"{SH}sparql"))) == 1


def _nested(graph: Graph, predicate: str, value: str) -> Constraint:
    shapes = read_list(graph, value) if NESTING[predicate] == "list" else (value,)
    return Constraint(_NESTED[predicate], shapes=shapes)


def _qualified(graph: Graph, node: str, value: str, holders: Iterable[str]) -> Iterable[Constraint]:
    siblings: tuple[str, ...] = ()
    if any(_truth(node, one) for one in graph.objects(node, f"{SH}qualifiedValueShapesDisjoint")):
        siblings = tuple(
            dict.fromkeys(
                other
                for holder in holders
                for one in graph.objects(holder, f"{SH}property")
                for other in graph.objects(one, f"{SH}qualifiedValueShape")
                if other != value
            )
        )
    for name, kind in (
        ("qualifiedMinCount", component.QUALIFIED_MIN_COUNT),
        ("qualifiedMaxCount", component.QUALIFIED_MAX_COUNT),
    ):
        for number in graph.objects(node, SH + name):
            yield Constraint(kind, number=_whole(node, number), shapes=(value,), siblings=siblings)


_Read = Callable[[Graph, str, str], Constraint | None]


def _reader(kind: str) -> _Read:
    if kind in _COUNTS:
        return lambda _graph, node, value: Constraint(kind, number=_whole(node, value))
    if kind in _IRIS:
        return lambda _graph, node, value: Constraint(kind, value=_iri(node, value))
    if kind == component.CLOSED:
        return lambda graph, node, value: _closed(graph, node) if _truth(node, value) else None
    if kind in _SWITCHES:
        return lambda _graph, node, value: Constraint(kind) if _truth(node, value) else None
    if kind in _LISTS:
        return lambda graph, _node, value: Constraint(kind, members=read_list(graph, value))
    return (
        _pattern if kind == component.PATTERN else lambda _graph, _node, value: Constraint(kind, value=value)
    )


def _closed(graph: Graph, node: str) -> Constraint:
    allowed = [
        path[1:-1]
        for one in graph.objects(node, f"{SH}property")
        for path in graph.objects(one, f"{SH}path")
        if is_iri(path)
    ]
    for head in graph.objects(node, f"{SH}ignoredProperties"):
        allowed += (one[1:-1] for one in read_list(graph, head))
    return Constraint(component.CLOSED, members=tuple(dict.fromkeys(allowed)))


def _pattern(graph: Graph, node: str, value: str) -> Constraint:
    flags = "".join(text_of(one) for one in graph.objects(node, f"{SH}flags"))
    try:
        compiled(text_of(value), flags)
    except ValueError as error:
        raise ShapeError(
            node,
            Text(
                en=f"the sh:pattern is no regular expression that can be run ({error})",
                ru=f"sh:pattern не является применимым регулярным выражением ({error})",
            ),
        ) from None
    return Constraint(component.PATTERN, value=text_of(value), flags=flags)


def _whole(node: str, value: str) -> int:
    try:
        if is_literal(value):
            return int(text_of(value))
    except ValueError:
        pass
    raise _unfit(node, value, Text(en="a whole number", ru="целое число"))


def _iri(node: str, value: str) -> str:
    if not is_iri(value):
        raise _unfit(node, value, Text(en="an IRI", ru="IRI"))
    return value


def _truth(node: str, value: str) -> bool:
    if value not in _TRUTH:
        raise _unfit(node, value, Text(en="true or false", ru="true или false"))
    return _TRUTH[value]


def _unfit(node: str, value: str, wanted: Text) -> ShapeError:
    shown = text_of(value)[:80]
    return ShapeError(
        node,
        Text(
            en=f"the shape has {shown} where {wanted.en} must stand",
            ru=f"в правиле стоит {shown}, а должно стоять {wanted.ru}",
        ),
    )
