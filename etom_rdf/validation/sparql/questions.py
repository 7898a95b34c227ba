"""Turn shapes into SELECT queries whose rows are findings: ?focus, and where a value is at fault, ?value.

Each rule is one query. Rules that look at nothing but the values of one path share a query, which tells for each row
which of them are violated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Shape
from etom_rdf.validation.sparql.alternatives import alternatives
from etom_rdf.validation.sparql.compiling import Compiler
from etom_rdf.validation.sparql.conditions import (
    TRUE,
    Condition,
    Exists,
    Test,
    both,
    different,
    either,
    expression,
    filtered,
    group,
    is_plain,
    late,
    parted,
    union,
)
from etom_rdf.validation.sparql.question import PATH, VALUE, Question, Rule
from etom_rdf.validation.sparql.routes import Edge, Repetition, Route, routes
from etom_rdf.validation.sparql.targets import FOCUS, Focus, focus_of, further


@dataclass(slots=True)
class _Asked:
    """Gather what is asked of the values of one path: which rules, and what violates each."""

    shape: Shape
    focus: Focus
    rules: list[tuple[Rule, Condition]] = field(default_factory=list)


def questions(compiler: Compiler, shape: Shape) -> tuple[Question, ...]:
    """Return what to ask of a store to find all that violates a shape with targets.

    Raises UnanswerableError for what no query finds.
    """
    return tuple(_Writer(compiler).questions(shape))


class _Writer:
    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._shared: dict[object, _Asked] = {}

    def questions(self, shape: Shape) -> Iterator[Question]:
        yield from self._of_shape(shape, focus_of(self._compiler, shape))
        for asked in self._shared.values():
            whole = self._by_values(asked.shape, asked.focus, asked.rules)
            if len(asked.rules) > 1:
                single = (self._by_values(asked.shape, asked.focus, [one]) for one in asked.rules)
                whole = replace(whole, apart=tuple(single))
            yield whole

    def _of_shape(self, shape: Shape, focus: Focus) -> Iterator[Question]:
        for constraint in shape.constraints:
            if constraint.component == component.PROPERTY:
                nested = self._compiler.shapes.by_node[constraint.shapes[0]]
                if not nested.deactivated:
                    yield from self._of_shape(nested, further(self._compiler, focus, shape.path))
            elif constraint.component == component.CLOSED:
                yield self._closed(shape, constraint, further(self._compiler, focus, shape.path), focus)
            else:
                yield from self._of_constraint(shape, constraint, focus)

    def _of_constraint(self, shape: Shape, constraint: Constraint, focus: Focus) -> Iterator[Question]:
        compiler, rule = self._compiler, Rule(shape, constraint.component)
        whole = compiler.violated_without_value(constraint, shape.path, FOCUS)
        if whole is not None:
            left = focus.broken_by(whole)
            text = union(group(left.pattern, parts, (FOCUS,)) for parts in alternatives(whole))
            if left.ways:
                yield Question(_select((FOCUS,), text), (rule,), (FOCUS,))
            return
        if constraint.component == component.ACYCLIC and shape.path is not None:
            yield self._acyclic(rule, focus)
            return
        value = VALUE if shape.path is not None else FOCUS
        condition = compiler.violated(constraint, shape.path, FOCUS, value)
        key = self._shared_key(shape, condition)
        asked = self._shared.setdefault((id(focus), shape.path, key), _Asked(shape, focus))
        asked.rules.append((rule, condition))
        if constraint.component == component.EQUALS:
            yield self._missing(shape, constraint, focus)

    def _shared_key(self, shape: Shape, condition: Condition) -> object:
        """Return what rules on the values of one path must have in common to share a query."""
        if is_plain(condition) or (
            shape.path is not None and self._is_judged_first(routes(shape.path), condition)
        ):
            return "of values"
        early, dear = parted(condition)
        return early if dear else object()

    def _is_judged_first(self, ways: Sequence[Route], condition: Condition) -> bool:
        return all(ways) and self._compiler.routes.leads_to_few(ways) and FOCUS not in expression(condition)

    def _by_values(self, shape: Shape, focus: Focus, rules: Sequence[tuple[Rule, Condition]]) -> Question:
        ways = routes(shape.path) if shape.path is not None else ((),)
        shown: tuple[str, ...] = (FOCUS, VALUE) if shape.path is not None else (FOCUS,)
        asked: tuple[str, ...] = (FOCUS, VALUE)
        named = tuple(rule for rule, _ in rules)
        common, each = _common_part([one for _, one in rules])
        numbers = tuple(f"?r{number}" for number, _ in enumerate(each)) if len(each) > 1 else ()
        columns = [f"({expression(one)} AS {number})" for number, one in zip(numbers, each, strict=False)]
        condition = both(*common, either(*each))
        if self._is_judged_first(ways, condition):
            text = self._value_first(ways, focus, condition, columns)
            shown += numbers
            return Question(_select(shown, text), named, shown)
        value = VALUE if shape.path is not None else f"({FOCUS} AS {VALUE})"
        early, dear = (common, each) if columns and common else parted(condition)
        text = union(self._along(route, focus, both(*early), shown) for route in ways)
        if dear:  # what is left of all routes is looked at once
            text = f"{{ {different(' '.join(shown), text)} }}"
        if dear and columns:
            judged = f"SELECT {' '.join((*shown, *columns))} WHERE {{ {text} }}"
            head = " ".join((FOCUS, value, *numbers))
            found = f"SELECT {head} WHERE {{ {{ {judged} }} FILTER ({' || '.join(numbers)}) }}"
            return Question(found, named, (*asked, *numbers))
        if dear:
            text += filtered(both(*dear))
        found = f"SELECT DISTINCT {FOCUS} {value} WHERE {{ {text} }}"
        if columns:
            inner = " ".join(
                column.replace(FOCUS, VALUE) if shape.path is None else column for column in columns
            )
            found = f"SELECT {FOCUS} {VALUE} {inner} WHERE {{ {{ {found} }} }}"
        return Question(found, named, (*asked, *numbers))

    def _along(self, route: Route, focus: Focus, condition: Condition, kept: Sequence[str]) -> str:
        groups = []
        for parts in alternatives(condition):
            pattern, check = self._reach(route, focus, parts)
            if not route and VALUE in kept:
                pattern = f"{focus.pattern} BIND ({FOCUS} AS {VALUE})"
            groups.append(group(pattern, [*parts, *((late(check),) if check != TRUE else ())], kept))
        return union(groups)

    def _reach(self, route: Route, focus: Focus, parts: Sequence[Condition]) -> tuple[str, Condition]:
        """Write how to get to the values; the condition that remains says which subjects are focus nodes."""
        is_implied = focus.holds_for(parts)
        if not route:
            return ("" if is_implied else focus.pattern), TRUE
        walked = self._compiler.routes.pattern(route, FOCUS, VALUE, in_model=focus.in_model)
        if any(isinstance(part, Exists) and part.walks for part in parts):
            walked = ""
        if is_implied or focus.implies(route):
            return walked, TRUE
        if len(focus.ways) > 1 and isinstance(route[0], Edge):
            return walked, focus.condition
        return f"{focus.pattern} {walked}", TRUE

    def _value_first(
        self, ways: Sequence[Route], focus: Focus, condition: Condition, columns: Sequence[str]
    ) -> str:
        """Judge each value once, then look up whose it is."""
        anybody = self._compiler.fresh()
        reached = union(
            self._compiler.routes.pattern(route, anybody, VALUE, in_model=focus.in_model) for route in ways
        )
        values = f"{{ {different(VALUE, reached)} }}"
        judged = f"{{ SELECT {VALUE} {' '.join(columns)} WHERE {{ {values}{filtered(condition)} }} }}"
        kept = (FOCUS, VALUE, *(f"?r{number}" for number, _ in enumerate(columns)))
        found = []
        for route in ways:
            pattern, check = self._reach(route, focus, ())
            found.append(group(f"{judged} {pattern}", [late(check)] if check != TRUE else [], kept))
        return union(found)

    def _acyclic(self, rule: Rule, focus: Focus) -> Question:
        assert rule.shape.path is not None
        found = []
        for route in routes(rule.shape.path):
            pattern = self._around(route) if route else focus.pattern
            check = focus.condition if route else TRUE
            found.append(group(pattern, [late(check)] if check != TRUE else [], (FOCUS,)))
        query = f"SELECT DISTINCT {FOCUS} ({FOCUS} AS {VALUE}) WHERE {{ {union(found)} }}"
        return Question(query, (rule,), (FOCUS, VALUE))

    def _around(self, route: Route) -> str:
        """Write a route that ends where it starts; of a long one only what has a first and a last step is tried."""
        start, end = route[0], route[-1]
        written, fresh = self._compiler.routes, self._compiler.fresh
        walked = written.pattern(route, FOCUS, FOCUS)
        if not isinstance(start, Repetition) or start.backwards:
            return walked
        first = union(written.pattern(way, FOCUS, fresh()) for way in routes(start.path) if way)
        tried = f"{{ {different(FOCUS, first)} }}"
        if isinstance(end, Repetition) and not end.backwards:
            last = union(written.pattern(way, fresh(), FOCUS) for way in routes(end.path) if way)
            tried = f"{{ SELECT {FOCUS} WHERE {{ {tried} {{ {different(FOCUS, last)} }} }} }}"
        return f"{tried} {walked}"

    def _missing(self, shape: Shape, constraint: Constraint, focus: Focus) -> Question:
        other = self._compiler.routes.statement(FOCUS, constraint.value[1:-1], VALUE)
        condition = self._compiler.is_missing(shape.path, FOCUS, VALUE)
        text = union(
            group(f"{focus.pattern} {other}", parts, (FOCUS, VALUE)) for parts in alternatives(condition)
        )
        return Question(_select((FOCUS, VALUE), text), (Rule(shape, component.EQUALS),), (FOCUS, VALUE))

    def _closed(self, shape: Shape, constraint: Constraint, nodes: Focus, focus: Focus) -> Question:
        """Look for statements that are not allowed, about the focus nodes or what the path leads to."""
        allowed = frozenset(constraint.members)
        compiler = self._compiler
        found = []
        for route in routes(shape.path) if shape.path is not None else ((),):
            node = compiler.fresh() if route else FOCUS
            walked = compiler.routes.pattern(route, FOCUS, node, in_model=focus.in_model) if route else ""
            said = compiler.outside(node, PATH, VALUE, allowed)
            found.append(group(f"{focus.pattern} {walked}", [said], (FOCUS, PATH, VALUE)))
            known = [
                f"({subject} <{predicate}> {value})"
                for subject, predicate, value in compiler.known_outside(allowed)
                if route or nodes.known is None or subject in nodes.known
            ]
            if known:
                table = f"VALUES ({node} {PATH} {VALUE}) {{ {' '.join(known)} }}"
                found.append(f"{focus.pattern} {walked} {table}")
        query = _select((FOCUS, PATH, VALUE), union(found))
        return Question(query, (Rule(shape, component.CLOSED),), (FOCUS, PATH, VALUE))


def _select(variables: Iterable[str], pattern: str) -> str:
    return f"SELECT DISTINCT {' '.join(variables)} WHERE {{ {pattern} }}"


def _common_part(
    conditions: Sequence[Condition],
) -> tuple[tuple[Condition, ...], list[Condition]]:
    """Take apart what rules that share a query all demand, and what each demands besides."""
    if len(conditions) == 1 or all(map(is_plain, conditions)):
        return (), list(conditions)
    taken = [parted(one) for one in conditions]
    if all(early == taken[0][0] and dear for early, dear in taken):
        return taken[0][0], [Test(expression(both(*dear)), late=True) for _, dear in taken]
    return (), list(conditions)
