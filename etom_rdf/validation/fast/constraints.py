"""Run the constraint components of SHACL Core on the values of a focus node.

A check is a function from the view, the focus node and its value nodes to the values that violate the
constraint; None stands for a violation that has no value, as `sh:minCount` gives it.

Most checks of large models find nothing in one or two values, so what a check has to look up or to set up stands
outside of the function that it becomes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from etom_rdf.namespaces import SH
from etom_rdf.validation.fast.paths import Values
from etom_rdf.validation.fast.values import compare, fits, has_form
from etom_rdf.validation.graph import View, is_instance
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Path
from etom_rdf.validation.shapes.patterns import compiled
from etom_rdf.validation.terms import datatype_of, is_blank, is_literal, language_of, text_of

Wrong = Sequence[str | None]
Check = Callable[[View, str, Values], Wrong]
Test = Callable[[View, str], bool]

_KINDS: Final = {
    f"<{SH}IRI>": "<", f"<{SH}BlankNode>": "_", f"<{SH}Literal>": '"', f"<{SH}BlankNodeOrIRI>": "_<",
    f"<{SH}BlankNodeOrLiteral>": '_"', f"<{SH}IRIOrLiteral>": '<"',
}  # fmt: skip


def value_test(constraint: Constraint) -> Test | None:
    """Return the test that each single value must pass, None for components that look at values together."""
    make = _TESTS.get(constraint.component)
    return make(constraint) if make else None


def each(test: Test) -> Check:
    """Turn a test of single values into a check."""

    def check(view: View, _focus: str, values: Values) -> Wrong:
        return [value for value in values if not test(view, value)]

    return check


def each_once(test: Test) -> Check:
    """Turn a test of single values into a check that asks once for each IRI.

    That is for one view that stays as it is: elements and classes are named again and again.
    """
    passed: set[str] = set()
    failed: set[str] = set()

    def is_wrong(view: View, value: str) -> bool:
        is_right = test(view, value)
        if value[0] == "<":
            (passed if is_right else failed).add(value)
        return not is_right

    def check(view: View, _focus: str, values: Values) -> Wrong:
        if passed.issuperset(values):
            return ()
        return [
            value for value in values if value in failed or (value not in passed and is_wrong(view, value))
        ]

    return check


def set_check(constraint: Constraint, path: Path | None) -> Check | None:
    """Return the check of a component that looks at the values together or at the focus node."""
    make = _SET_CHECKS.get(constraint.component)
    return make(constraint, path) if make else None


def _class(constraint: Constraint) -> Test:
    cls = constraint.value
    return lambda view, value: is_instance(view, value, cls)


def _datatype(constraint: Constraint) -> Test:
    datatype = constraint.value[1:-1]
    if not has_form(datatype):
        return lambda _view, value: datatype_of(value) == datatype
    return lambda _view, value: datatype_of(value) == datatype and fits(text_of(value), datatype)


def _node_kind(constraint: Constraint) -> Test:
    kinds = _KINDS[constraint.value]
    return lambda _view, value: value[0] in kinds


def _range(accepted: tuple[int, ...]) -> Callable[[Constraint], Test]:
    def make(constraint: Constraint) -> Test:
        bound = constraint.value
        return lambda _view, value: compare(value, bound) in accepted

    return make


def _min_length(constraint: Constraint) -> Test:
    return lambda _view, value: not is_blank(value) and len(text_of(value)) >= constraint.number


def _max_length(constraint: Constraint) -> Test:
    return lambda _view, value: not is_blank(value) and len(text_of(value)) <= constraint.number


def _pattern(constraint: Constraint) -> Test:
    search = compiled(constraint.value, constraint.flags).search
    return lambda _view, value: value[0] != "_" and search(text_of(value)) is not None


def _language_in(constraint: Constraint) -> Test:
    ranges = tuple(text_of(one).lower() for one in constraint.members)

    @lru_cache(maxsize=256)
    def accepts(language: str) -> bool:
        return bool(language) and any(
            one in ("*", language) or language.startswith(f"{one}-") for one in ranges
        )

    return lambda _view, value: accepts(language_of(value))


def _in(constraint: Constraint) -> Test:
    members = frozenset(constraint.members)
    return lambda _view, value: value in members


_TESTS: Final[dict[str, Callable[[Constraint], Test]]] = {
    component.CLASS: _class,
    component.DATATYPE: _datatype,
    component.NODE_KIND: _node_kind,
    component.MIN_EXCLUSIVE: _range((1,)),
    component.MIN_INCLUSIVE: _range((0, 1)),
    component.MAX_EXCLUSIVE: _range((-1,)),
    component.MAX_INCLUSIVE: _range((-1, 0)),
    component.MIN_LENGTH: _min_length,
    component.MAX_LENGTH: _max_length,
    component.PATTERN: _pattern,
    component.LANGUAGE_IN: _language_in,
    component.IN: _in,
}


def _min_count(constraint: Constraint, _path: Path | None) -> Check:
    return lambda _view, _focus, values: (None,) if len(values) < constraint.number else ()


def _max_count(constraint: Constraint, _path: Path | None) -> Check:
    return lambda _view, _focus, values: (None,) if len(values) > constraint.number else ()


def _unique_lang(_constraint: Constraint, _path: Path | None) -> Check:
    def check(_view: View, _focus: str, values: Values) -> Wrong:
        used = Counter(language for value in values if (language := language_of(value)))
        return [None for times in used.values() if times > 1]

    return check


def _equals(constraint: Constraint, _path: Path | None) -> Check:
    other = constraint.value[1:-1]

    def check(view: View, focus: str, values: Values) -> Wrong:
        theirs = dict.fromkeys(view.objects(focus, other))
        ours = dict.fromkeys(values)
        return [*(one for one in ours if one not in theirs), *(one for one in theirs if one not in ours)]

    return check


def _disjoint(constraint: Constraint, _path: Path | None) -> Check:
    other = constraint.value[1:-1]

    def check(view: View, focus: str, values: Values) -> Wrong:
        theirs = set(view.objects(focus, other))
        return [value for value in values if value in theirs]

    return check


def _less_than(accepted: tuple[int, ...]) -> Callable[[Constraint, Path | None], Check]:
    def make(constraint: Constraint, _path: Path | None) -> Check:
        other = constraint.value[1:-1]

        def check(view: View, focus: str, values: Values) -> Wrong:
            theirs = tuple(dict.fromkeys(view.objects(focus, other)))
            return [value for value in values for one in theirs if compare(value, one) not in accepted]

        return check

    return make


def _has_value(constraint: Constraint, _path: Path | None) -> Check:
    return lambda _view, _focus, values: () if constraint.value in values else (None,)


_SET_CHECKS: Final[dict[str, Callable[[Constraint, Path | None], Check]]] = {
    component.MIN_COUNT: _min_count,
    component.MAX_COUNT: _max_count,
    component.UNIQUE_LANG: _unique_lang,
    component.EQUALS: _equals,
    component.DISJOINT: _disjoint,
    component.LESS_THAN: _less_than((-1,)),
    component.LESS_THAN_OR_EQUALS: _less_than((-1, 0)),
    component.HAS_VALUE: _has_value,
}


def outside_closed(view: View, node: str, allowed: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Return the statements, as predicate and object, that a closed shape does not allow."""
    if is_literal(node):
        return []
    return [
        (predicate, value)
        for predicate in view.predicates(node)
        if predicate not in allowed
        for value in dict.fromkeys(view.objects(node, predicate))
    ]
