"""Turn shapes into conditions: what a node must meet to conform to a shape, and what violates a constraint."""

from dataclasses import dataclass

from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Path, Shape, Shapes
from etom_rdf.validation.sparql.background import Background
from etom_rdf.validation.sparql.conditions import (
    TRUE,
    Condition,
    Exists,
    Fresh,
    Test,
    among,
    both,
    either,
    negation,
)
from etom_rdf.validation.sparql.own_components import OwnComponents
from etom_rdf.validation.sparql.routes import Routes
from etom_rdf.validation.sparql.sets import ValueSets
from etom_rdf.validation.sparql.values import Values


class Compiler:
    """Turn shapes into conditions on the variables of a query."""

    def __init__(self, shapes: Shapes, background: Background) -> None:
        self.shapes = shapes
        self.background = background
        self.fresh = Fresh()
        self.routes = Routes(background, self.fresh)
        self._values = Values(background, self.fresh)
        self._sets = ValueSets(self.routes)
        self._own = OwnComponents(background, self.routes, self._values)

    def conforms(self, shape: Shape, node: str) -> Condition:
        """Return what a node must meet to conform to a shape."""
        parts: list[Condition] = []
        for constraint in shape.constraints:
            path = shape.path
            if constraint.component == component.PROPERTY:
                parts.append(negation(self._sets.some(path, node, self._not(constraint.shapes[0]))))
                continue
            if constraint.component == component.CLOSED:
                parts.append(negation(self._sets.some(path, node, self._outside(constraint))))
                continue
            if constraint.component == component.MIN_COUNT and constraint.number == 1:
                # All values must conform, so it is one that conforms which must be there: few may be.
                parts.append(self._sets.some(path, node, lambda value: self._fits(shape, value)))
                continue
            whole = self.violated_without_value(constraint, path, node)
            if whole is not None:
                parts.append(negation(whole))
                continue
            parts.append(negation(self._by_a_value(constraint, path, node)))
            if constraint.component == component.EQUALS:
                parts.append(negation(self.missing(constraint, path, node)))
        return both(*parts)

    def _fits(self, shape: Shape, value: str) -> Condition:
        """Return what a value meets that violates no constraint on single values."""
        found = (
            self._values.violated(one, value) or self._by_shapes(one, value) for one in shape.constraints
        )
        return both(*(negation(one) for one in found if one is not None))

    def _not(self, shape: str) -> "_Violates":
        return _Violates(self, self.shapes.by_node[shape])

    def _outside(self, constraint: Constraint) -> "_Outside":
        return _Outside(self, frozenset(constraint.members))

    def _by_a_value(self, constraint: Constraint, path: Path | None, node: str) -> Condition:
        found = self._sets.some(path, node, lambda value: self.violated(constraint, path, node, value))
        is_of_value = (
            self._values.violated(constraint, node) is not None or constraint.component in _OF_SHAPES
        )
        return found if is_of_value or path is None else _bound(found)

    def violated_without_value(
        self, constraint: Constraint, path: Path | None, focus: str
    ) -> Condition | None:
        """Return what violates a constraint that looks at the values together; None for other components."""
        if constraint.component in (component.QUALIFIED_MIN_COUNT, component.QUALIFIED_MAX_COUNT):
            return self._sets.unmet(
                constraint, path, focus, lambda value: self._is_qualified(constraint, value)
            )
        return self._sets.violated(constraint, path, focus)

    def _is_qualified(self, constraint: Constraint, value: str) -> Condition:
        wanted = (self._conforms(one, value) for one in constraint.shapes)
        excluded = (negation(self._conforms(one, value)) for one in constraint.siblings)
        return both(*wanted, *excluded)

    def _conforms(self, shape: str, node: str) -> Condition:
        return self.conforms(self.shapes.by_node[shape], node)

    def violated(self, constraint: Constraint, path: Path | None, focus: str, value: str) -> Condition:
        """Return what violates a constraint by a value, which the query has bound along the path."""
        found = self._values.violated(constraint, value)
        found = found if found is not None else self._by_shapes(constraint, value)
        found = found if found is not None else self._sets.compared(constraint, path, focus, value)
        found = found if found is not None else self._own.violated(constraint, path, focus, value)
        assert found is not None, constraint.component
        return found

    def _by_shapes(self, constraint: Constraint, value: str) -> Condition | None:
        kind = constraint.component
        if kind not in _OF_SHAPES:
            return None
        conforming = [self._conforms(one, value) for one in constraint.shapes]
        if kind == component.NOT:
            return either(*conforming)
        if kind == component.OR:
            return both(*map(negation, conforming))
        if kind == component.XONE:
            return negation(
                either(
                    *(
                        both(one, *(negation(other) for other in conforming if other is not one))
                        for one in conforming
                    )
                )
            )
        return either(*map(negation, conforming))

    def missing(self, constraint: Constraint, path: Path | None, focus: str) -> Condition:
        """Return what violates `sh:equals` by a value that the path does not lead to."""
        value = self.fresh()
        pattern = self.routes.statement(focus, constraint.value[1:-1], value)
        return Exists(pattern, self.is_missing(path, focus, value), bound=True)

    def is_missing(self, path: Path | None, focus: str, value: str) -> Condition:
        """Ask whether a value is none of those that a path leads to."""
        return self._sets.missing(path, focus, value)

    def outside(self, node: str, predicate: str, value: str, allowed: frozenset[str]) -> Condition:
        """Ask for a statement of the model that a closed shape does not allow; its parts are variables."""
        not_in = f"{predicate} NOT IN ({', '.join(f'<{one}>' for one in sorted(allowed))})"
        test = Test(not_in) if allowed else TRUE
        return Exists(f"{node} {predicate} {value} .", test)

    def known_outside(self, allowed: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
        """List the statements of the ontology that a closed shape does not allow."""
        graph = self.background.graph
        return tuple(
            (subject, predicate, value)
            for subject in graph
            for predicate in graph.predicates(subject)
            if predicate not in allowed
            for value in dict.fromkeys(graph.objects(subject, predicate))
        )


@dataclass(frozen=True, slots=True)
class _Violates:
    compiler: Compiler
    shape: Shape

    def __call__(self, node: str) -> Condition:
        return negation(self.compiler.conforms(self.shape, node))


@dataclass(frozen=True, slots=True)
class _Outside:
    compiler: Compiler
    allowed: frozenset[str]

    def __call__(self, node: str) -> Condition:
        fresh = self.compiler.fresh
        known = (subject for subject, _, _ in self.compiler.known_outside(self.allowed))
        said = self.compiler.outside(node, fresh(), fresh(), self.allowed)
        return either(among(node, known), said)


def _bound(condition: Condition) -> Condition:
    if isinstance(condition, Exists):
        return Exists(condition.pattern, condition.condition, bound=True)
    return either(*map(_bound, condition.parts)) if hasattr(condition, "parts") else condition


_OF_SHAPES = frozenset((component.NOT, component.AND, component.OR, component.XONE, component.NODE))
