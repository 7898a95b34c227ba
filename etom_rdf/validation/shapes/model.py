"""Hold SHACL shapes as values: what every executor works from, whichever way it runs them.

Terms are N-Triples text (see `terms`), names of components and predicates are IRIs.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from etom_rdf.text import Text
from etom_rdf.validation.report import Severity

TargetKind = Literal["node", "class", "subjects-of", "objects-of"]


class Predicate(NamedTuple):
    """Follow one predicate, an IRI."""

    iri: str


class Inverse(NamedTuple):
    """Follow a path backwards."""

    path: "Path"


class Sequence(NamedTuple):
    """Follow paths one after the other."""

    steps: tuple["Path", ...]
    kind: Literal["sequence"] = "sequence"  # since tuples with the same content are equal


class Alternative(NamedTuple):
    """Follow any of several paths."""

    choices: tuple["Path", ...]
    kind: Literal["alternative"] = "alternative"


class Repeated(NamedTuple):
    """Follow a path repeatedly, in SPARQL's spelling: `*`, `+` or `?`."""

    path: "Path"
    operator: Literal["*", "+", "?"]


Path = Predicate | Inverse | Sequence | Alternative | Repeated


class Target(NamedTuple):
    """Choose focus nodes: one node, the instances of a class, the subjects or the objects of a predicate."""

    kind: TargetKind
    term: str


class Constraint(NamedTuple):
    """State one constraint: the IRI of its component, and its parameter.

    `value` is a term, text or number where the component takes one, `shapes` are terms of shapes in
    `Shapes.by_node`, `members` the terms of a list (`sh:in`, `sh:languageIn`, the properties that a closed shape
    allows). `flags` are those of `sh:pattern`; of qualified shapes `siblings` are the shapes that a value must
    not conform to.
    """

    component: str
    value: str = ""
    number: int = 0
    shapes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    flags: str = ""
    siblings: tuple[str, ...] = ()


class Shape(NamedTuple):
    """Hold one shape; a property shape has a path.

    `code` names its findings: the local name of the nearest shape with an IRI, empty where
    there is none. `unsupported` says what of it only
    the reference engine runs.
    """

    node: str
    code: str
    path: Path | None
    path_text: str | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: Severity
    message: Text | None
    deactivated: bool = False
    unsupported: tuple[str, ...] = ()


class Shapes(NamedTuple):
    """Hold all shapes of a shapes graph by their node."""

    by_node: Mapping[str, Shape]

    def targeted(self) -> tuple[Shape, ...]:
        """Return the shapes that choose focus nodes of their own, in the order of their nodes."""
        return tuple(
            shape for _, shape in sorted(self.by_node.items()) if shape.targets and not shape.deactivated
        )

    def reachable(self, start: str) -> tuple[Shape, ...]:
        """Return a shape and all shapes that its constraints refer to, at any depth."""
        found: dict[str, Shape] = {}
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node in found or node not in self.by_node:
                continue
            found[node] = shape = self.by_node[node]
            for constraint in shape.constraints:
                waiting += (*constraint.shapes, *constraint.siblings)
        return tuple(found.values())
