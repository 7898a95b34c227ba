"""Turn shapes into functions, once, so that nothing of a shape is looked up at its many focus nodes."""

from collections.abc import Callable, Sequence
from typing import Final

from etom_rdf.validation.fast.constraints import (
    Check,
    Test,
    Wrong,
    each,
    each_once,
    outside_closed,
    set_check,
    value_test,
)
from etom_rdf.validation.fast.own_components import own_check
from etom_rdf.validation.fast.paths import Values, ValuesOf, first_of, values_of
from etom_rdf.validation.fast.relations import Relations, Remembered
from etom_rdf.validation.graph import View
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Shape, Shapes


class Prepared:
    """Hold a shape as functions; parts of it that are shapes themselves stand apart.

    `is_plain` says that it has nothing but checks, `is_empty` not even these. `tests` are given where the shape asks
    no more than whether the focus node passes them. `minds_nothing` says whether the absence of values may violate it.
    """

    def __init__(self, shape: Shape, values: ValuesOf) -> None:
        self.shape = shape
        self.values = values
        self.checks: list[tuple[str, Check]] = []
        self.closed: list[frozenset[str]] = []
        self.properties: list[Prepared] = []
        self.by_path: list[OfPath] = []
        self.tests: list[Test] = []
        self.is_plain = True
        self.is_empty = True
        self.minds_nothing = False

    def conforms(self, view: View, focus: str) -> bool:
        """Tell whether a node conforms."""
        values = self.values(view, focus)
        for _, check in self.checks:
            if check(view, focus, values):
                return False
        for allowed in self.closed:
            for node in values:
                if outside_closed(view, node, allowed):
                    return False
        for nested in self.properties:
            for node in values:
                if not nested.conforms(view, node):
                    return False
        return True


class OfPath:
    """Hold the property shapes of a shape that have one path, which is followed once for all of them.

    Each has its place among the properties. `minding` are those that the absence of values may violate.
    """

    def __init__(self, values: ValuesOf) -> None:
        self.values = values
        self.all: list[tuple[int, Prepared]] = []
        self.minding: list[tuple[int, Prepared]] = []


class Preparing(dict[str, Prepared]):
    """Prepare shapes, by their nodes, when they are first asked for.

    `leaving_out` are components that are checked elsewhere. `remembering` is for one view that stays as it is: what
    was found about an IRI there holds whenever it is asked for again.
    """

    def __init__(
        self, shapes: Shapes, *, leaving_out: frozenset[str] = frozenset(), remembering: bool = False
    ) -> None:
        super().__init__()
        self._shapes = shapes
        self._leaving_out = leaving_out
        self._remembering = remembering
        self._relations = Remembered() if remembering else Relations()

    def __missing__(self, node: str) -> Prepared:
        shape = self._shapes.by_node[node]
        made = self[node] = Prepared(shape, _values_of(shape))
        tests = self._add_constraints(made)
        made.is_plain = not (made.properties or made.closed)
        made.is_empty = made.is_plain and not made.checks
        made.minds_nothing = any(kind in _MINDING_NOTHING for kind, _ in made.checks)
        made.by_path = _by_path(made.properties)
        if shape.path is None and made.is_plain and len(tests) == len(made.checks):
            made.tests = tests
        return made

    def _add_constraints(self, made: Prepared) -> list[Test]:
        """Add what the constraints of a shape become; return the tests among them."""
        tests: list[Test] = []
        shape = made.shape
        for constraint in shape.constraints:
            if constraint.component == component.PROPERTY:
                (nested,) = constraint.shapes
                if not self._shapes.by_node[nested].deactivated:
                    made.properties.append(self[nested])
            elif constraint.component == component.CLOSED:
                made.closed.append(frozenset(constraint.members))
            elif constraint.component not in self._leaving_out:
                test = value_test(constraint) or self._shape_test(constraint)
                if test is not None:
                    tests.append(test)
                made.checks.append((constraint.component, self._check(constraint, shape, test)))
        return tests

    def _check(self, constraint: Constraint, shape: Shape, test: Test | None) -> Check:
        if test is not None:
            # Where there is no path each value is a focus node, and comes once; what looks at a value alone is quick.
            pays = shape.path is not None and (constraint.shapes or constraint.component == component.CLASS)
            return each_once(test) if self._remembering and pays else each(test)
        check = (
            set_check(constraint, shape.path)
            or own_check(constraint, shape.path, self._relations)
            or self._qualified(constraint)
        )
        assert check is not None, constraint.component
        return check

    def _shape_test(self, constraint: Constraint) -> Test | None:
        """Return the test of a component that takes shapes and looks at each value alone."""
        make = _OF_SHAPES.get(constraint.component)
        return None if make is None else make([_as_test(self[node]) for node in constraint.shapes])

    def _qualified(self, constraint: Constraint) -> Check | None:
        if constraint.component not in (component.QUALIFIED_MIN_COUNT, component.QUALIFIED_MAX_COUNT):
            return None
        is_member = _together([_as_test(self[node]) for node in constraint.shapes])
        siblings = [_as_test(self[node]) for node in constraint.siblings]
        is_least = constraint.component == component.QUALIFIED_MIN_COUNT

        def check(view: View, _focus: str, values: Values) -> Wrong:
            count = sum(
                is_member(view, value) and not any(one(view, value) for one in siblings) for value in values
            )
            is_wrong = count < constraint.number if is_least else count > constraint.number
            return (None,) if is_wrong else ()

        return check


def _values_of(shape: Shape) -> ValuesOf:
    if shape.path is None:
        return lambda _view, focus: (focus,)
    # Where all is said by there being any value or none, the path is followed to its first value only.
    return first_of(shape.path) if _asks_for_any(shape) else values_of(shape.path)


def _asks_for_any(shape: Shape) -> bool:
    """Tell whether a shape only demands that there is a value, or none."""
    demands = {(one.component, one.number) for one in shape.constraints}
    return demands in ({(component.MIN_COUNT, 1)}, {(component.MAX_COUNT, 0)})


def _by_path(properties: Sequence[Prepared]) -> list[OfPath]:
    found: dict[object, OfPath] = {}
    for place, one in enumerate(properties):
        if one.is_empty:
            continue
        key = one.shape.path, _asks_for_any(one.shape)
        group = found.setdefault(key, OfPath(one.values))
        group.all.append((place, one))
        if one.minds_nothing:
            group.minding.append((place, one))
    return list(found.values())


# Tests of single values that are put together of others.


def _as_test(prepared: Prepared) -> Test:
    """Return what tells whether a node conforms to a shape."""
    return _together(prepared.tests) if prepared.tests else prepared.conforms


def _together(tests: Sequence[Test]) -> Test:
    """Return a test that takes all of some; one after the other, up to the first that fails."""
    if len(tests) == 1:
        return tests[0]
    return lambda view, node: all(one(view, node) for one in tests)


# How many of a list of shapes a value must conform to. All are asked, also when the first has decided: a value that
# is judged for others too hangs on all that is asked of it.


def _answers(tests: Sequence[Test], view: View, node: str) -> list[bool]:
    return [one(view, node) for one in tests]


def _none(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        (only,) = tests
        return lambda view, node: not only(view, node)
    return lambda view, node: not any(_answers(tests, view, node))


def _all(tests: Sequence[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda view, node: all(_answers(tests, view, node))


def _any(tests: Sequence[Test]) -> Test:
    return lambda view, node: any(_answers(tests, view, node))


def _one(tests: Sequence[Test]) -> Test:
    return lambda view, node: sum(_answers(tests, view, node)) == 1


_OF_SHAPES: Final[dict[str, Callable[[Sequence[Test]], Test]]] = {
    component.NOT: _none,
    component.AND: _all,
    component.NODE: _all,
    component.OR: _any,
    component.XONE: _one,
}

# Components that find something where there are no values.
_MINDING_NOTHING: Final = frozenset(
    (
        component.MIN_COUNT, component.HAS_VALUE, component.EQUALS, component.QUALIFIED_MIN_COUNT, component.SPARQL,
    )
)  # fmt: skip
