"""State what violates the constraint components of our own rules; the fast executor says the same of values in memory.

The SPARQL validators in `shapes/process-model.ttl` are the definition. They are written to be read, these to be fast
over a whole store: what most processes have is taken away as a set, and the rest is looked at one by one.
"""

from collections.abc import Callable
from typing import Final

from etom_rdf.namespaces import ETOM, GOST, SKOS
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import (
    Alternative,
    Constraint,
    Inverse,
    Path,
    Predicate,
    Repeated,
    Sequence,
)
from etom_rdf.validation.sparql.background import Background
from etom_rdf.validation.sparql.conditions import (
    TRUE,
    Condition,
    Exists,
    Test,
    both,
    either,
    late,
    negation,
    union,
)
from etom_rdf.validation.sparql.numbers import Numbers, unless_same
from etom_rdf.validation.sparql.places import EXTENDS, FUNCTION_OF, PERFORMED, STATED, Places
from etom_rdf.validation.sparql.routes import Routes, routes
from etom_rdf.validation.sparql.values import Values
from etom_rdf.validation.terms import literal_term

_PART_OF: Final = Predicate(f"{ETOM}partOf")
_DERIVED: Final = Sequence((PERFORMED, FUNCTION_OF))
# From an element to all that it agrees with: itself, what it extends, what lies above, and what extends it.
_MEETING: Final = Alternative(
    (
        Sequence((Repeated(EXTENDS, "?"), Repeated(Predicate(f"{SKOS}broader"), "*"))),
        Inverse(EXTENDS),
    )
)
_SAME_OR_EXTENDED: Final = Alternative((Repeated(EXTENDS, "?"), Inverse(EXTENDS)))
_PLACES: Final[tuple[Path, ...]] = (
    STATED, Sequence((STATED, EXTENDS)), _DERIVED, Sequence((PERFORMED, FUNCTION_OF, EXTENDS)), EXTENDS
)  # fmt: skip
_ELEMENT_CLASS: Final = f"<{ETOM}Element>"
_OUTSIDE_ELEMENT: Final = (
    f"^{GOST.replace('.', '[.]')}1[.](1[.][234]|2[.][1234]|3[.][1-9][0-9]*)([.][1-9][0-9]*){{1,2}}$"
)

_Violated = Callable[[Constraint, Path | None, str, str], Condition]


class OwnComponents:
    """State what violates a constraint of ours by a value."""

    def __init__(self, background: Background, written: Routes, values: Values) -> None:
        self._background = background
        self._routes = written
        self._values = values
        self._numbers = Numbers(background, written)
        self._places = Places(background, written, self._numbers.known)
        self._sets: dict[
            tuple[Path, str, str], Condition
        ] = {}  # the same pattern each time, so that rules share it
        self._stated_by: dict[str, _Violated] = {
            component.ACYCLIC: lambda _constraint, _path, focus, value: Test(f"sameTerm({focus}, {value})"),
            component.AGREES_WITH_ELEMENTS: self._disagrees,
            component.ALSO_STATED: self._also_derived,
            component.BASE_DEFINED: self._is_undefined,
            component.GROUNDED: self._is_groundless,
            component.ID_BELOW: self._is_not_below,
            component.OVERLAPS_STATED: self._is_apart,
            component.TIED_BY: self._is_loose,
            component.UNIQUE: self._is_shared,
        }

    def violated(self, constraint: Constraint, path: Path | None, focus: str, value: str) -> Condition | None:
        """Return what violates a constraint; None for a component that is not ours."""
        stated = self._stated_by.get(constraint.component)
        return stated(constraint, path, focus, value) if stated else None

    def _is_shared(self, _constraint: Constraint, path: Path | None, focus: str, value: str) -> Condition:
        """Count holders roughly, for few values have several; see then whether these differ."""
        assert path is not None
        holder = self._routes.fresh()
        held = union(self._routes.pattern(route, holder, value) for route in routes(path) if route)
        counted = f"{{ SELECT {value} WHERE {{ {held} }} GROUP BY {value} HAVING (COUNT({holder}) > 1) }}"
        another = self._routes.exists(Inverse(path), value, lambda one: Test(f"!sameTerm({one}, {focus})"))
        return both(Exists(counted, TRUE), late(another))

    def _is_loose(self, constraint: Constraint, path: Path | None, focus: str, value: str) -> Condition:
        assert path is not None
        tie = Predicate(constraint.value[1:-1])
        ties = Alternative((tie, Inverse(tie)))
        another = self._routes.exists(path, focus, lambda one: Test(f"!sameTerm({one}, {value})"))
        tied = self._routes.exists(
            ties,
            value,
            lambda one: both(Test(f"!sameTerm({one}, {value})"), self._routes.leads(path, focus, one)),
        )
        return both(late(another), late(negation(tied)))

    def _is_not_below(self, _constraint: Constraint, _path: Path | None, focus: str, value: str) -> Condition:
        not_below = self._numbers.is_not_below(focus, value)
        return both(not_below, late(negation(self._routes.leads(Repeated(_PART_OF, "*"), value, focus))))

    def _is_undefined(self, constraint: Constraint, _path: Path | None, _focus: str, value: str) -> Condition:
        return Test(self._numbers.is_undefined(value, constraint.value))

    def _disagrees(self, _constraint: Constraint, path: Path | None, focus: str, value: str) -> Condition:
        """Start from the elements that a process has with another number, which few have."""
        numbers = self._numbers
        element, number = self._routes.fresh(), self._routes.fresh()
        differs = Test(f"!sameTerm({element}, {focus}) && {numbers.differs(value, number)}")
        if path is not None and all(routes(path)) and self._places.are_known:
            own = self._routes.fresh()
            walked = union(self._routes.pattern(route, focus, value) for route in routes(path))
            numbered = f"SELECT {focus} {value} {own} WHERE {{ {walked} BIND ({numbers.of_element(value)} AS {own}) }}"
            # Most lie under an element that they name, and to tell terms apart costs least.
            elsewhere: Condition = Exists(
                f"{{ {numbered} }} {self._places.of(path, focus, element, number)}",
                Test(unless_same(own, number, differs.text)),
                walks=True,
            )
        else:
            ways = union(
                self._routes.pattern(route, focus, element) for way in _PLACES for route in routes(way)
            )
            # What a process states and what its functions say is mostly the same: as a set it is half as much.
            once = f"{{ SELECT DISTINCT {focus} {element} WHERE {{ {ways} }} }}"
            elsewhere = either(*(Exists(f"{once} {one}", differs) for one in numbers.placed(element, number)))
        agreeing = either(
            *(
                self._routes.exists_once(
                    way,
                    focus,
                    lambda one: both(Test(f"!sameTerm({one}, {focus})"), numbers.agrees(value, one)),
                )
                for way in _PLACES
            )
        )
        return both(elsewhere, late(negation(agreeing)))

    def _meets_stated(self, focus: str, element: str) -> Condition:
        return self._routes.exists_once(STATED, focus, lambda one: self._routes.leads(_MEETING, element, one))

    def _any_meets(self, focus: str) -> Condition:
        return self._routes.exists_once(_DERIVED, focus, lambda one: self._meets_stated(focus, one))

    def _leads_to(self, path: Path, focus: str, value: str) -> Condition:
        """Ask the same as `leads`, of whole sets."""
        key = (path, focus, value)
        if key not in self._sets:
            ways = [self._routes.pattern(route, focus, value) for route in routes(path)]
            self._sets[key] = Exists(union(ways), TRUE)
        return self._sets[key]

    def _also_derived(self, _constraint: Constraint, _path: Path | None, focus: str, value: str) -> Condition:
        return both(
            negation(self._leads_to(STATED, focus, value)),
            late(negation(self._meets_stated(focus, value))),
            late(self._any_meets(focus)),
        )

    def _is_apart(self, _constraint: Constraint, _path: Path | None, focus: str, value: str) -> Condition:
        element = self._routes.exists_once(STATED, focus, self._is_element)
        return both(
            negation(self._leads_to(STATED, focus, value)),
            late(element),
            late(negation(self._any_meets(focus))),
        )

    def _is_element(self, node: str) -> Condition:

        outside = Test(f"isIRI({node}) && REGEX(STR({node}), {literal_term(_OUTSIDE_ELEMENT)})")
        return either(self._values.is_instance(node, _ELEMENT_CLASS), outside)

    def _is_groundless(
        self, _constraint: Constraint, _path: Path | None, focus: str, value: str
    ) -> Condition:
        def has_no_element(function: str) -> Condition:
            return negation(self._routes.exists_once(FUNCTION_OF, function, lambda _: TRUE))

        performer = Inverse(FUNCTION_OF)
        derived = self._routes.exists_once(_DERIVED, focus, lambda _: TRUE)
        related = self._routes.exists_once(
            _DERIVED, focus, lambda one: self._routes.leads(_SAME_OR_EXTENDED, one, value)
        )

        return both(
            negation(self._leads_to(_DERIVED, focus, value)),
            late(self._values.is_instance(value, _ELEMENT_CLASS)),
            late(
                either(
                    self._routes.exists_once(performer, value, lambda _: TRUE),
                    self._routes.exists_once(Sequence((EXTENDS, performer)), value, lambda _: TRUE),
                )
            ),
            late(negation(self._routes.exists_once(PERFORMED, focus, has_no_element))),
            late(negation(related)),
            late(either(negation(derived), self._any_meets(focus))),
        )
