"""Find out from the shapes what must be kept of a subject: what they look at, and what from elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etom_rdf.namespaces import ETOM, GOST, RDF, RDFS, SKOS
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import (
    Alternative,
    Constraint,
    Inverse,
    Path,
    Predicate,
    Repeated,
    Sequence,
    Shape,
    Shapes,
)
from etom_rdf.validation.shapes.patterns import compiled

# Checked on whole columns after the stream, since nearly every subject would have to wait for them.
SWEPT: Final = frozenset((component.ACYCLIC, component.ID_BELOW, component.UNIQUE))

# What stands on a single value, and is decided by its text, language and datatype.
_TEXT_TESTS: Final = frozenset(
    (component.PATTERN, component.DATATYPE, component.LANGUAGE_IN, component.NODE_KIND)
)
_KNOWN: Final = (
    _TEXT_TESTS
    | SWEPT
    | {
        component.CLASS, component.MIN_COUNT, component.MAX_COUNT, component.HAS_VALUE,
        component.NOT, component.AND, component.OR, component.XONE, component.NODE, component.PROPERTY,
        component.QUALIFIED_MIN_COUNT, component.QUALIFIED_MAX_COUNT, component.SPARQL,
        component.AGREES_WITH_ELEMENTS, component.ALSO_STATED, component.BASE_DEFINED, component.GROUNDED,
        component.OVERLAPS_STATED, component.TIED_BY,
    }
)  # fmt: skip
# Datatypes of which every text is one, so that the datatype alone decides.
_PLAIN_DATATYPES: Final = ("<http://www.w3.org/2001/XMLSchema#string>", f"<{RDF}langString>")
# What our own components look at beside the path of their shape.
_LOOKED_AT: Final = frozenset(
    (
        f"{ETOM}classifiedAs", f"{ETOM}qualifiedClassification", f"{ETOM}element", f"{ETOM}performs",
        f"{ETOM}function", f"{ETOM}functionOf", f"{ETOM}extends", f"{ETOM}inArea", f"{ETOM}processId",
        f"{ETOM}partOf", f"{SKOS}notation", f"{SKOS}inScheme", f"{SKOS}broader",
        f"{RDF}type", f"{RDFS}subClassOf",
    )
)  # fmt: skip
# Terms of these namespaces are told apart one by one.
OURS: Final = (f"<{ETOM}", f"<{GOST}")
_IDS: Final = (component.AGREES_WITH_ELEMENTS, component.BASE_DEFINED)


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what the stream needs to know of the shapes.

    `relevant` are the predicates that any shape looks at, `asked` those among them that are asked for from other
    subjects; `links` lead from subject to subject, so that their objects are many. `texts` are the regular
    expressions that the text of an object may be tested with, each ending in a group. `pointing` are the predicates
    whose objects are focus nodes.
    """

    relevant: frozenset[str]
    asked: frozenset[str]
    links: frozenset[str]
    texts: dict[str, tuple[str, ...]]
    pointing: frozenset[str]


def plan_of(shapes: Shapes, targeted: tuple[Shape, ...]) -> Plan | None:
    """Return the plan, None for shapes that cannot be checked in a stream."""
    relevant, asked, links = set(_LOOKED_AT), set(_LOOKED_AT), set[str]()
    patterns: dict[str, dict[str, None]] = defaultdict(dict)
    pointing = set[str]()
    for shape in targeted:
        if any(target.kind == "node" for target in shape.targets) and not _is_known_query(shape):
            return None
        pointing |= {target.term[1:-1] for target in shape.targets if target.kind == "objects-of"}
        relevant |= {
            target.term[1:-1] for target in shape.targets if target.kind in ("subjects-of", "objects-of")
        }
        nearest = _nearest(shapes, shape)
        for part in shapes.reachable(shape.node):
            if not all(map(_is_streamable, part.constraints)):
                return None
            if part.targets and part.path is None and _judges_names(shapes, part):
                return None
            predicates = dict(_predicates(part.path)) if part.path else {}
            relevant |= predicates.keys()
            links |= {one for one, leads_on in predicates.items() if leads_on}
            asked |= predicates.keys() - (_first(part.path) if part.path and part in nearest else frozenset())
            links |= {one.value[1:-1] for one in part.constraints if one.component == component.TIED_BY}
            for predicate in predicates:
                patterns[predicate] |= dict.fromkeys(_tests(shapes, part))
    texts = {one: tuple(some) for one, some in patterns.items() if some}
    return Plan(
        frozenset(relevant | links), frozenset(asked | links), frozenset(links), texts, frozenset(pointing)
    )


def _nearest(shapes: Shapes, shape: Shape) -> tuple[Shape, ...]:
    """Return the shapes whose values are looked up at the focus node itself."""
    if shape.path is not None:
        return (shape,)
    properties = (one for one in shape.constraints if one.component == component.PROPERTY)
    return tuple(shapes.by_node[node] for one in properties for node in one.shapes)


def _first(path: Path) -> frozenset[str]:
    """Return the predicates with which a path begins."""
    if isinstance(path, Predicate):
        return frozenset((path.iri,))
    if isinstance(path, Sequence):
        return _first(path.steps[0])
    if isinstance(path, Alternative):
        return frozenset().union(*map(_first, path.choices))
    return frozenset()


def _is_known_query(shape: Shape) -> bool:
    return any(one.component == component.SPARQL for one in shape.constraints)


def _is_streamable(constraint: Constraint) -> bool:
    if constraint.component == component.DATATYPE:
        return constraint.value in _PLAIN_DATATYPES
    if constraint.component == component.HAS_VALUE:
        return constraint.value.startswith(OURS)
    return constraint.component in _KNOWN and not (
        constraint.component == component.PATTERN
        and (constraint.flags or re.search(r"\\[0-9]", constraint.value))
    )


def _predicates(path: Path, *, leads_on: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the predicates of a path, and whether one is followed backwards or again and again."""
    if isinstance(path, Predicate):
        yield path.iri, leads_on
    elif isinstance(path, Inverse):
        yield from _predicates(path.path, leads_on=True)
    elif isinstance(path, Repeated):
        yield from _predicates(path.path, leads_on=leads_on or path.operator != "?")
    else:
        for part in path.steps if isinstance(path, Sequence) else path.choices:
            yield from _predicates(part, leads_on=leads_on)


def _tests(shapes: Shapes, shape: Shape) -> Iterator[str]:
    """Yield the regular expressions that decide about a value of a shape, its own and those of shapes within."""
    for part in shapes.reachable(shape.node):
        for constraint in part.constraints:
            if constraint.component == component.PATTERN:
                yield f"{_uncaptured(compiled(constraint.value).pattern)}()"
            elif constraint.component in _IDS:
                # The form of 5.2, and the number of the element that the id is about.
                yield r"^[0-9]{6}\.()"
                yield r"^(?:[0-9]{6}\.)?(1\.[123](?:\.[1-9][0-9]*){0,2})(?:\.[1-9][0-9]*)?\Z"
                yield r"^(?:[0-9]{6}\.)?1\.[123](?:\.[1-9][0-9]*){3}\Z()"


def _judges_names(shapes: Shapes, shape: Shape) -> bool:
    """Tell whether a shape looks at the text of the focus node itself, which signatures do not tell."""
    return any(
        constraint.component in _TEXT_TESTS
        or any(
            shapes.by_node[node].path is None and _judges_names(shapes, shapes.by_node[node])
            for node in constraint.shapes
        )
        for constraint in shape.constraints
    )


def _uncaptured(pattern: str) -> str:
    r"""Turn capturing groups into plain ones.

    >>> _uncaptured(r"(a[(]\(|(?:b))")
    '(?:a[(]\\(|(?:b))'
    """
    parts: list[str] = []
    in_class = escaped = False
    for position, letter in enumerate(pattern):
        is_group = letter == "(" and not (in_class or escaped) and pattern[position + 1 : position + 2] != "?"
        parts.append("(?:" if is_group else letter)
        if not escaped and letter in "[]":
            in_class = letter == "["
        escaped = letter == "\\" and not escaped
    return "".join(parts)
