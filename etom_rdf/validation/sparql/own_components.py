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
from etom_rdf.validation.sparql.numbers import Numbers
from etom_rdf.validation.sparql.routes import Edge, Routes, routes
from etom_rdf.validation.sparql.values import Values
from etom_rdf.validation.terms import literal_term

_QUALIFIED: Final = Predicate(f"{ETOM}qualifiedClassification")
_FUNCTION_OF: Final = Predicate(f"{ETOM}functionOf")
_EXTENDS: Final = Predicate(f"{ETOM}extends")
_PART_OF: Final = Predicate(f"{ETOM}partOf")
_STATED: Final = Alternative(
    (Predicate(f"{ETOM}classifiedAs"), Sequence((_QUALIFIED, Predicate(f"{ETOM}element"))))
)
_PERFORMED: Final = Alternative(
    (Predicate(f"{ETOM}performs"), Sequence((_QUALIFIED, Predicate(f"{ETOM}function"))))
)
_DERIVED: Final = Sequence((_PERFORMED, _FUNCTION_OF))
# From an element to all that it agrees with: itself, what it extends, what lies above, and what extends it.
_MEETING: Final = Alternative(
    (
        Sequence((Repeated(_EXTENDS, "?"), Repeated(Predicate(f"{SKOS}broader"), "*"))),
        Inverse(_EXTENDS),
    )
)
_SAME_OR_EXTENDED: Final = Alternative((Repeated(_EXTENDS, "?"), Inverse(_EXTENDS)))
_PLACES: Final = Sequence(
    (Repeated(Alternative((_STATED, _DERIVED)), "?"), Repeated(_EXTENDS, "?"))
)  # fmt: skip
_NUMBERED: Final = (Edge(f"{SKOS}notation"),)
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

    def _is_shared(self, _constraint: Constraint, path: Path | None, _focus: str, value: str) -> Condition:
        assert path is not None
        holder = self._routes.fresh()
        held = union(self._routes.pattern(route, holder, value) for route in routes(path) if route)
        counted = (
            f"{{ SELECT {value} WHERE {{ {held} }} GROUP BY {value} HAVING (COUNT(DISTINCT {holder}) > 1) }}"
        )
        return Exists(counted, TRUE)

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
        ways = union(self._routes.pattern(route, focus, element) for route in routes(_PLACES) if route)
        # What a process states and what its functions say is mostly the same: as a set it is half as much.
        few = self._routes.pattern(_NUMBERED, focus, self._routes.fresh()) if self._has_few(path) else ""
        reached = f"{{ SELECT DISTINCT {focus} {element} WHERE {{ {few} {{ {ways} }} }} }}"
        elsewhere = either(*(Exists(f"{reached} {one}", differs) for one in numbers.placed(element, number)))
        agreeing = self._routes.exists(
            _PLACES, focus, lambda one: both(Test(f"!sameTerm({one}, {focus})"), numbers.agrees(value, one))
        )
        return both(elsewhere, late(negation(agreeing)))

    def _has_few(self, path: Path | None) -> bool:
        """Tell whether a path starts at the model's own elements only, and these are so few as to be known."""
        return self._background.placed is not None and path is not None and routes(path) == (_NUMBERED,)

    def _meets_stated(self, focus: str, element: str) -> Condition:
        return self._routes.exists(_STATED, focus, lambda one: self._routes.leads(_MEETING, element, one))

    def _any_meets(self, focus: str) -> Condition:
        return self._routes.exists(_DERIVED, focus, lambda one: self._meets_stated(focus, one))

    def _leads_to(self, path: Path, focus: str, value: str) -> Condition:
        """Ask the same as `leads`, of whole sets."""
        key = (path, focus, value)
        if key not in self._sets:
            ways = [self._routes.pattern(route, focus, value) for route in routes(path)]
            self._sets[key] = Exists(union(ways), TRUE)
        return self._sets[key]

    def _also_derived(self, _constraint: Constraint, _path: Path | None, focus: str, value: str) -> Condition:
        return both(
            negation(self._leads_to(_STATED, focus, value)),
            late(negation(self._meets_stated(focus, value))),
            late(self._any_meets(focus)),
        )

    def _is_apart(self, _constraint: Constraint, _path: Path | None, focus: str, value: str) -> Condition:
        element = self._routes.exists(_STATED, focus, self._is_element)
        return both(
            negation(self._leads_to(_STATED, focus, value)),
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
            return negation(self._routes.exists(_FUNCTION_OF, function, lambda _: TRUE))

        functions = Sequence((Repeated(_EXTENDS, "?"), Inverse(_FUNCTION_OF)))
        derived = self._routes.exists(_DERIVED, focus, lambda _: TRUE)
        related = self._routes.exists(
            _DERIVED, focus, lambda one: self._routes.leads(_SAME_OR_EXTENDED, one, value)
        )

        return both(
            negation(self._leads_to(_DERIVED, focus, value)),
            late(self._values.is_instance(value, _ELEMENT_CLASS)),
            late(self._routes.exists(functions, value, lambda _: TRUE)),
            late(negation(self._routes.exists(_PERFORMED, focus, has_no_element))),
            late(negation(related)),
            late(either(negation(derived), self._any_meets(focus))),
        )
