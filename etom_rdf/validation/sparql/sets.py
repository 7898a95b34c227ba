"""State what violates the constraints of SHACL Core that look at all values of a path together."""

from collections.abc import Callable

from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Path, Predicate
from etom_rdf.validation.sparql.conditions import (
    FALSE,
    TRUE,
    All,
    Condition,
    Exists,
    Test,
    both,
    either,
    filtered,
    negation,
    union,
)
from etom_rdf.validation.sparql.literals import are_ordered
from etom_rdf.validation.sparql.routes import Repetition, Routes, routes
from etom_rdf.validation.sparql.values import is_term

_MOST_COMPARED: int = 3  # so many values are told apart pair by pair; more are counted

Meets = Callable[[str], Condition]


class ValueSets:
    """State what violates a constraint on the values that a path leads to; without a path that is the node."""

    def __init__(self, written: Routes) -> None:
        self._routes = written

    def violated(self, constraint: Constraint, path: Path | None, focus: str) -> Condition | None:
        """Return what violates a constraint without saying which value; None for components of another kind."""
        kind, number = constraint.component, constraint.number
        if kind == component.MIN_COUNT:
            return negation(self.at_least(number, path, focus, lambda _: TRUE))
        if kind == component.MAX_COUNT:
            return self.at_least(number + 1, path, focus, lambda _: TRUE)
        if kind == component.HAS_VALUE:
            wanted = constraint.value
            return negation(self.some(path, focus, lambda value: is_term(value, wanted)))
        if kind == component.UNIQUE_LANG:
            return self._repeated_language(path, focus)
        return None

    def some(self, path: Path | None, focus: str, meets: Meets) -> Condition:
        """Ask for a value that meets a condition."""
        return meets(focus) if path is None else self._routes.exists(path, focus, meets)

    def at_least(self, number: int, path: Path | None, focus: str, meets: Meets) -> Condition:
        """Ask for so many different values that meet a condition."""
        if number <= 0:
            return TRUE
        if number == 1 or path is None:
            return self.some(path, focus, meets) if number == 1 else FALSE
        ways = routes(path)
        if () not in ways:
            return self._different(number, path, focus, meets, but="")
        others = self._different(number, path, focus, meets, but=focus)
        one_less = self._different(number - 1, path, focus, meets, but=focus)
        return either(others, both(meets(focus), one_less))

    def _different(self, number: int, path: Path, focus: str, meets: Meets, *, but: str) -> Condition:
        ways = [route for route in routes(path) if route]
        is_bound = any(isinstance(step, Repetition) for route in ways for step in route)
        if number > _MOST_COMPARED:
            return self._counted(number, path, focus, meets, but=but)
        chosen = [self._routes.fresh() for _ in range(number)]
        pattern = " ".join(
            f"{{ {union(self._routes.pattern(route, focus, one) for route in ways)} }}" for one in chosen
        )
        told_apart = [
            Test(f"!sameTerm({one}, {other})")
            for place, one in enumerate(chosen)
            for other in (*chosen[:place], *((but,) if but else ()))
        ]
        return Exists(pattern, both(*told_apart, *map(meets, chosen)), bound=is_bound)

    def _counted(self, number: int, path: Path, focus: str, meets: Meets, *, but: str) -> Condition:
        ways = [route for route in routes(path) if route]
        value = self._routes.fresh()
        pattern = f"{{ {union(self._routes.pattern(route, focus, value) for route in ways)} }}"
        condition = both(meets(value), *((Test(f"!sameTerm({value}, {but})"),) if but else ()))
        counted = (
            f"{{ SELECT {focus} WHERE {{ {pattern}{filtered(condition)} }} GROUP BY {focus} "
            f"HAVING (COUNT(DISTINCT {value}) >= {number}) }}"
        )
        return Exists(counted, TRUE)

    def _repeated_language(self, path: Path | None, focus: str) -> Condition:
        def is_said_twice(one: str) -> Condition:
            return self.some(
                path,
                focus,
                lambda other: Test(
                    f'isLiteral({one}) && isLiteral({other}) && LANG({one}) != "" '
                    f"&& LCASE(LANG({one})) = LCASE(LANG({other})) && STR({one}) != STR({other})"
                ),
            )

        if path is None:
            return FALSE
        return _bound(self.some(path, focus, is_said_twice))

    def compared(self, constraint: Constraint, path: Path | None, focus: str, value: str) -> Condition | None:
        """Return what a value violates that another property is compared with; None for other components."""
        kind, other = constraint.component, Predicate(constraint.value[1:-1])
        if kind == component.EQUALS:
            return negation(self._routes.leads(other, focus, value))
        if kind == component.DISJOINT:
            return self._routes.leads(other, focus, value)
        if kind in (component.LESS_THAN, component.LESS_THAN_OR_EQUALS):
            operator = "<" if kind == component.LESS_THAN else "<="
            found = self._routes.exists(
                other, focus, lambda one: Test(f"!({are_ordered(value, operator, one)})")
            )
            return _bound(found)
        return None

    def missing(self, path: Path | None, focus: str, value: str) -> Condition:
        """Ask whether a value of another property is none of the path's."""
        if path is None:
            return Test(f"!sameTerm({focus}, {value})")
        return negation(self._routes.leads(path, focus, value))

    def unmet(self, constraint: Constraint, path: Path | None, focus: str, meets: Meets) -> Condition | None:
        """Return what violates the counts of a qualified shape; None for other components."""
        if constraint.component == component.QUALIFIED_MIN_COUNT:
            return negation(self.at_least(constraint.number, path, focus, meets))
        if constraint.component == component.QUALIFIED_MAX_COUNT:
            return self.at_least(constraint.number + 1, path, focus, meets)
        return None


def _bound(condition: Condition) -> Condition:
    """Mark that a condition uses variables of the outside."""
    if isinstance(condition, Exists):
        return Exists(condition.pattern, condition.condition, bound=True)
    if isinstance(condition, All) or not hasattr(condition, "parts"):
        return condition
    return either(*map(_bound, condition.parts))
