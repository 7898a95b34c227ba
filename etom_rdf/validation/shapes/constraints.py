"""Read the constraints that one shape states."""

from collections.abc import Callable, Iterable, Sequence
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
    component.CLASS, component.DATATYPE, component.EQUALS, component.DISJOINT,
    component.LESS_THAN, component.LESS_THAN_OR_EQUALS, component.TIED_BY,
}  # fmt: skip
_LITERALS: Final = {
    component.MIN_EXCLUSIVE, component.MIN_INCLUSIVE, component.MAX_EXCLUSIVE, component.MAX_INCLUSIVE,
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
        _check_place(graph, node, predicate, values)
        if predicate in _NESTED:
            found += (_nested(graph, node, predicate, value) for value in values)
        elif predicate == f"{SH}qualifiedValueShape":
            found += (one for value in values for one in _qualified(graph, node, value, holders))
        elif predicate == f"{SH}sparql" and is_known_query(graph, node):
            found.append(Constraint(component.SPARQL, value=node))
        elif predicate in component.STATED_BY:
            read = _reader(component.STATED_BY[predicate])
            found += (one for value in values if (one := read(graph, node, value)) is not None)
    return tuple(found)


def _check_place(graph: Graph, node: str, predicate: str, values: Sequence[str]) -> None:
    """Refuse a parameter where it must not stand, or stands too often."""
    name = f"sh:{predicate.removeprefix(SH)}"
    if predicate in component.OF_PATHS and not tuple(graph.objects(node, f"{SH}path")):
        raise ShapeError(
            node,
            Text(
                en=f"{name} needs a shape with sh:path",
                ru=f"{name} возможен только в правиле, где есть sh:path",
            ),
        )
    if predicate in component.STATED_ONCE and len(values) > 1:
        raise ShapeError(
            node,
            Text(
                en=f"{name} stands in one shape more than once",
                ru=f"{name} указан в одном правиле несколько раз",
            ),
        )


def is_known_query(graph: Graph, node: str) -> bool:
    """Tell whether a shape is one of our two that stand as a SPARQL constraint, as we wrote it."""
    is_ours = node in (component.TERM_KNOWN, component.STANDARD_UNTOUCHED)
    return is_ours and len(set(graph.objects(node, f"{SH}sparql"))) == 1


def _nested(graph: Graph, node: str, predicate: str, value: str) -> Constraint:
    shapes = read_list(graph, value, holder=node) if NESTING[predicate] == "list" else (value,)
    for one in shapes:
        if is_literal(one):
            raise _unfit(node, one, Text(en="a shape", ru="правило"))
    return Constraint(_NESTED[predicate], shapes=shapes)


def _qualified(graph: Graph, node: str, value: str, holders: Iterable[str]) -> Iterable[Constraint]:
    siblings: tuple[str, ...] = ()
    if any(truth(node, one) for one in graph.objects(node, f"{SH}qualifiedValueShapesDisjoint")):
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
    if kind == component.CLOSED:
        return lambda graph, node, value: _closed(graph, node) if truth(node, value) else None
    if kind in _SWITCHES:
        return lambda _graph, node, value: Constraint(kind) if truth(node, value) else None
    if kind in _LISTS:
        return lambda graph, node, value: Constraint(kind, members=_members(graph, node, value, kind))
    if kind == component.PATTERN:
        return _pattern
    return lambda _graph, node, value: Constraint(kind, value=_value(kind, node, value))


def _value(kind: str, node: str, value: str) -> str:
    """Return the value of a parameter if it is of the kind that its component takes."""
    if kind in _IRIS:
        return iri_of(node, value)
    if kind in _LITERALS:
        return _literal(node, value)
    if kind == component.NODE_KIND and value not in component.NODE_KINDS:
        raise _unfit(
            node, value, Text(en="one of the six kinds of sh:nodeKind", ru="один из шести видов sh:nodeKind")
        )
    return value


def _members(graph: Graph, node: str, head: str, kind: str) -> tuple[str, ...]:
    members = read_list(graph, head, holder=node)
    return members if kind == component.IN else tuple(_literal(node, one) for one in members)


def _closed(graph: Graph, node: str) -> Constraint:
    allowed = [
        path[1:-1]
        for one in graph.objects(node, f"{SH}property")
        for path in graph.objects(one, f"{SH}path")
        if is_iri(path)
    ]
    for head in graph.objects(node, f"{SH}ignoredProperties"):
        allowed += (iri_of(node, one)[1:-1] for one in read_list(graph, head, holder=node))
    return Constraint(component.CLOSED, members=tuple(dict.fromkeys(allowed)))


def _pattern(graph: Graph, node: str, value: str) -> Constraint:
    pattern = text_of(_literal(node, value))
    flags = "".join(text_of(one) for one in graph.objects(node, f"{SH}flags"))
    try:
        compiled(pattern, flags)
    except ValueError as error:
        raise ShapeError(
            node,
            Text(
                en=f"the sh:pattern is no regular expression that can be run ({error})",
                ru=f"sh:pattern не является применимым регулярным выражением ({error})",
            ),
        ) from None
    return Constraint(component.PATTERN, value=pattern, flags=flags)


def _whole(node: str, value: str) -> int:
    try:
        if is_literal(value):
            return int(text_of(value))
    except ValueError:
        pass
    raise _unfit(node, value, Text(en="a whole number", ru="целое число"))


def _literal(node: str, value: str) -> str:
    if not is_literal(value):
        raise _unfit(node, value, Text(en="a literal", ru="литерал"))
    return value


def iri_of(node: str, value: str) -> str:
    """Return the value of a shape's parameter if it is an IRI; raises ShapeError."""
    if not is_iri(value):
        raise _unfit(node, value, Text(en="an IRI", ru="IRI"))
    return value


def truth(node: str, value: str) -> bool:
    """Return the value of a shape's switch; raises ShapeError for what is neither true nor false."""
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
