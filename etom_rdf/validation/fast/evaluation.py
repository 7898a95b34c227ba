"""Evaluate shapes on focus nodes: every shape is turned into checks once, then run on any view of the data."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from etom_rdf.validation.fast.constraints import Check, Values, each, outside_closed, set_check, value_test
from etom_rdf.validation.fast.own_components import own_check
from etom_rdf.validation.fast.paths import Follow, follow
from etom_rdf.validation.graph import View
from etom_rdf.validation.report import Severity
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Path, Shape, Shapes


class Outcome(NamedTuple):
    """Hold one validation result: the shape and component that failed, focus and value as terms.

    `path` is the predicate that a closed shape does not allow; otherwise the path is that of the shape.
    """

    shape: Shape
    component: str
    focus: str
    value: str | None
    path: str | None = None

    @property
    def path_text(self) -> str | None:
        """Return the path of the result as text, a predicate as its IRI."""
        return self.path or self.shape.path_text


class Outcomes:
    """Gather outcomes up to a number; of more only the codes are counted, so that memory stays bounded."""

    def __init__(self, most: int | None = None) -> None:
        self.kept: list[Outcome] = []
        self.omitted: Counter[tuple[str, Severity]] = Counter()
        self._most = most

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Add outcomes."""
        for outcome in outcomes:
            if self._most is None or len(self.kept) < self._most:
                self.kept.append(outcome)
            else:
                self.omitted[outcome.shape.code, outcome.shape.severity] += 1

    def drop(self, focus_nodes: Container[str]) -> None:
        """Forget what was found at some nodes."""
        self.kept = [outcome for outcome in self.kept if outcome.focus not in focus_nodes]


class _Prepared:
    """Hold a shape as functions; parts of it that are shapes themselves stand apart."""

    def __init__(self, shape: Shape, follow: Follow | None) -> None:
        self.shape = shape
        self.follow = follow
        self.checks: list[tuple[str, Check]] = []
        self.properties: list[_Prepared] = []
        self.closed: list[frozenset[str]] = []
        # Where all is said by there being any value or none, the path is followed to its first value only.
        self.must_be: bool | None = None
        self.is_empty = False
        self.minds_nothing = True  # whether the absence of values may violate it
        self.path_key: object = None

    def values(self, view: View, focus: str) -> Values:
        if self.must_be is not None:
            for value in self.follow(view, focus) if self.follow else ():
                return (value,)
            return ()
        if self.follow is None:
            return (focus,)
        return tuple(dict.fromkeys(self.follow(view, focus)))


class Evaluator:
    """Run shapes. An evaluator holds no data, so one serves any number of views.

    `leaving_out` are components that are checked elsewhere.
    """

    def __init__(self, shapes: Shapes, *, leaving_out: frozenset[str] = frozenset()) -> None:
        self._shapes = shapes
        self._leaving_out = leaving_out
        self._prepared: dict[str, _Prepared] = {}
        self._path_numbers: dict[object, int] = {}

    def results(self, view: View, shape: Shape, focus: str) -> Iterator[Outcome]:
        """Yield what a focus node, or what its properties, violate of a shape."""
        prepared = self._prepare(shape.node)
        return iter(()) if prepared.is_empty else self._results(view, prepared, focus)

    def conforms(self, view: View, shape: Shape, node: str) -> bool:
        """Tell whether a node conforms to a shape."""
        return self._conforms(view, self._prepare(shape.node), node)

    def _results(
        self, view: View, prepared: _Prepared, focus: str, values: Values | None = None
    ) -> Iterator[Outcome]:
        shape = prepared.shape
        if values is None:
            values = prepared.values(view, focus)
        for kind, check in prepared.checks:
            for value in check(view, focus, values):
                yield Outcome(shape, kind, focus, value)
        for allowed in prepared.closed:
            for node in values:
                for predicate, value in outside_closed(view, node, allowed):
                    yield Outcome(shape, component.CLOSED, focus, value, predicate)
        for node in values if prepared.properties else ():
            yield from self._results_of_properties(view, prepared, node)

    def _results_of_properties(self, view: View, prepared: _Prepared, node: str) -> Iterator[Outcome]:
        """Run the property shapes of a shape; a path that several have is followed once."""
        followed: dict[object, Values] = {}
        for nested in prepared.properties:
            if nested.is_empty:
                continue
            key = nested.path_key
            values = followed.get(key)
            if values is None:
                values = followed[key] = nested.values(view, node)
            if values or nested.minds_nothing:
                yield from self._results(view, nested, node, values)

    def _conforms(self, view: View, prepared: _Prepared, focus: str) -> bool:
        values = prepared.values(view, focus)
        return (
            not any(True for _, check in prepared.checks for _ in check(view, focus, values))
            and not any(outside_closed(view, node, allowed) for allowed in prepared.closed for node in values)
            and all(self._conforms(view, nested, node) for nested in prepared.properties for node in values)
        )

    def _prepare(self, node: str) -> _Prepared:
        prepared = self._prepared.get(node)
        if prepared is None:
            shape = self._shapes.by_node[node]
            prepared = self._prepared[node] = _Prepared(shape, follow(shape.path) if shape.path else None)
            for constraint in shape.constraints:
                if constraint.component == component.PROPERTY:
                    (nested,) = constraint.shapes
                    if not self._shapes.by_node[nested].deactivated:
                        prepared.properties.append(self._prepare(nested))
                elif constraint.component == component.CLOSED:
                    prepared.closed.append(frozenset(constraint.members))
                elif constraint.component not in self._leaving_out:
                    prepared.checks.append((constraint.component, self._check(constraint, shape.path)))
            prepared.must_be = _existence(shape)
            prepared.is_empty = not (prepared.checks or prepared.properties or prepared.closed)
            prepared.minds_nothing = any(kind in _MINDING_NOTHING for kind, _ in prepared.checks)
            prepared.path_key = self._path_numbers.setdefault(
                (shape.path, prepared.must_be), len(self._path_numbers)
            )
        return prepared

    def _check(self, constraint: Constraint, path: Path | None) -> Check:
        test = value_test(constraint)
        if test is not None:
            return each(test)
        check = set_check(constraint, path) or own_check(constraint, path) or self._shape_check(constraint)
        assert check is not None, constraint.component
        return check

    def _shape_check(self, constraint: Constraint) -> Check | None:
        """Return the check of a component whose parameters are shapes."""
        accepts = _ACCEPTED.get(constraint.component)
        members = [self._prepare(node) for node in constraint.shapes]
        if accepts is not None:
            return each(
                lambda view, node: accepts([self._conforms(view, one, node) for one in members], len(members))
            )
        if constraint.component not in (component.QUALIFIED_MIN_COUNT, component.QUALIFIED_MAX_COUNT):
            return None
        siblings = [self._prepare(node) for node in constraint.siblings]
        is_least = constraint.component == component.QUALIFIED_MIN_COUNT

        def check(view: View, _focus: str, values: Values) -> Iterable[str | None]:
            count = sum(
                all(self._conforms(view, one, value) for one in members)
                and not any(self._conforms(view, one, value) for one in siblings)
                for value in values
            )
            is_wrong = count < constraint.number if is_least else count > constraint.number
            return (None,) if is_wrong else ()

        return check


def _existence(shape: Shape) -> bool | None:
    """Tell whether a shape only demands that there is a value (True), or none (False); else None."""
    demands = {(one.component, one.number) for one in shape.constraints}
    if shape.path is None or len(demands) != 1:
        return None
    return {(component.MIN_COUNT, 1): True, (component.MAX_COUNT, 0): False}.get(demands.pop())


# Components that find something where there are no values.
_MINDING_NOTHING = frozenset(
    (
        component.MIN_COUNT, component.HAS_VALUE, component.EQUALS, component.QUALIFIED_MIN_COUNT, component.SPARQL,
    )
)  # fmt: skip

# How many of the shapes of a list a value must conform to.
_ACCEPTED: dict[str, Callable[[list[bool], int], bool]] = {
    component.NOT: lambda conforming, _: not any(conforming),
    component.AND: lambda conforming, _: all(conforming),
    component.NODE: lambda conforming, _: all(conforming),
    component.OR: lambda conforming, _: any(conforming),
    component.XONE: lambda conforming, _: sum(conforming) == 1,
}
