"""Run the constraint components of our own rules; each does what its SPARQL validator in the shapes says.

The SPARQL validators in `shapes/process-model.ttl` are the definition: tests hold this module against them.
"""

import re
from collections.abc import Callable
from typing import Final

from etom_rdf.identifier_grammar import OUTSIDE
from etom_rdf.namespaces import ETOM, GOST, OWL, SHAPE
from etom_rdf.validation.fast.constraints import Check, Wrong
from etom_rdf.validation.fast.paths import Values, follow
from etom_rdf.validation.fast.relations import (
    CLASSIFIED_AS,
    ELEMENT,
    EXTENDS,
    FUNCTION,
    FUNCTION_OF,
    PERFORMS,
    Relations,
)
from etom_rdf.validation.graph import TYPE, View, is_instance
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Path, Predicate, Repeated
from etom_rdf.validation.terms import text_of

_PROCESS_ID: Final = f"{ETOM}processId"
_PART_OF: Final = f"{ETOM}partOf"
_ELEMENT_CLASS: Final = f"<{ETOM}Element>"

_WELL_FORMED: Final = re.compile(r"([0-9]{6}[.])?[12][.][123]([.][1-9][0-9]*){0,3}")
_OF_STANDARD: Final = re.compile(r"([0-9]{6}[.])?1[.][123]([.][1-9][0-9]*){0,3}")
_EXTENDED: Final = re.compile(r"[0-9]{6}[.](1[.][123]([.][1-9][0-9]*){2,3})")
_PREFIX: Final = re.compile(r"^[0-9]{6}[.]")
_ELEMENT_NUMBER: Final = re.compile(r"^(1[.]1[.]1[.][0-9]+).*$", re.DOTALL)
_OUTSIDE: Final = re.compile(f"^{re.escape(GOST)}{OUTSIDE.removeprefix('^').removesuffix('$')}\\Z")
_OUTSIDE_ELEMENT: Final = re.compile(
    f"^{re.escape(GOST)}1[.](1[.][234]|2[.][1234]|3[.][1-9][0-9]*)([.][1-9][0-9]*){{1,2}}\\Z"
)
_WHOLES: Final = follow(Repeated(Predicate(_PART_OF), "*"))
_OURS: Final = (f"<{ETOM}", f"<{GOST}")
_OURS_OR_SHAPES: Final = (*_OURS, f"<{SHAPE}")
# What stands behind these has a rule of its own, or may name what no file here defines.
_NOT_DEFINED_HERE: Final = frozenset(
    (
        CLASSIFIED_AS, ELEMENT, f"{ETOM}enforcedBy", FUNCTION, PERFORMS, f"{ETOM}supports",
        f"{OWL}imports", f"{OWL}versionIRI",
    )
)  # fmt: skip


def own_check(constraint: Constraint, path: Path | None, relations: Relations) -> Check | None:
    """Return the check of a component of ours, None for any other."""
    make = _CHECKS.get(constraint.component)
    return make(constraint, path, relations) if make else None


def _acyclic(_constraint: Constraint, _path: Path | None, _relations: Relations) -> Check:
    return lambda _view, focus, values: [focus] if focus in values else []


def _unique(_constraint: Constraint, path: Path | None, _relations: Relations) -> Check:
    assert path is not None
    holders = follow(path, backwards=True)
    return lambda view, focus, values: [
        value for value in values if any(other != focus for other in holders(view, value))
    ]


def _tied_by(constraint: Constraint, _path: Path | None, _relations: Relations) -> Check:
    predicate = constraint.value[1:-1]

    def check(view: View, _focus: str, values: Values) -> Wrong:
        members = set(values)
        return [
            value
            for value in values
            if members - {value}
            and not any(
                tied != value and tied in members
                for tied in (*view.objects(value, predicate), *view.subjects(predicate, value))
            )
        ]

    return check


def _id_below(_constraint: Constraint, _path: Path | None, _relations: Relations) -> Check:
    def check(view: View, focus: str, values: Values) -> Wrong:
        parts = _numbers(view, focus)
        return [
            whole
            for whole in values
            if any(not part.startswith(f"{number}.") for number in _numbers(view, whole) for part in parts)
            and focus not in _WHOLES(view, whole)
        ]

    return check


def _numbers(view: View, process: str) -> list[str]:
    """Return the well-formed ids of a process without their prefix."""
    ids = [text_of(one) for one in view.objects(process, _PROCESS_ID)]
    return [_PREFIX.sub("", one) for one in ids if _WELL_FORMED.fullmatch(one)]


def _base_defined(constraint: Constraint, _path: Path | None, relations: Relations) -> Check:
    group = text_of(constraint.value) + "."

    def check(view: View, _focus: str, values: Values) -> Wrong:
        return [value for value in values if not fine(view, text_of(value))]

    def fine(view: View, identifier: str) -> bool:
        extended = _EXTENDED.fullmatch(identifier)
        if extended is None or not extended[1].startswith(group):
            return True
        return relations.is_defined(view, group + extended[1][len(group) :].partition(".")[0])

    return check


def _agrees_with_elements(_constraint: Constraint, _path: Path | None, relations: Relations) -> Check:
    def check(view: View, focus: str, values: Values) -> Wrong:
        return [value for value in values if not _agrees(relations, view, focus, text_of(value))]

    return check


def _agrees(relations: Relations, view: View, focus: str, identifier: str) -> bool:
    if not _OF_STANDARD.fullmatch(identifier):
        return True
    own = _PREFIX.sub("", identifier)
    if (
        own != identifier
        and own.startswith("1.1.1.")
        and not relations.is_defined(view, _ELEMENT_NUMBER.sub(r"\1", own))
    ):
        return True
    first = [focus, *relations.stated(view, focus), *relations.derived(view, focus)]
    elements = dict.fromkeys(
        one for node in first for one in (node, *view.objects(node, EXTENDS)) if one != focus
    )
    numbers = [number for one in elements for number in _numbers_of_element(relations, view, one)]
    if not numbers:
        return True
    return any(
        number and (f"{own}.".startswith(f"{number}.") or f"{number}.".startswith(f"{own}."))
        for number in numbers
    ) or not any(_is_placed(relations, view, one) for one in elements)


def _is_placed(relations: Relations, view: View, element: str) -> bool:
    return bool(relations.notations(view, element)) or _OUTSIDE.match(text_of(element)) is not None


def _numbers_of_element(relations: Relations, view: View, element: str) -> list[str]:
    """Return the ids to compare with; of what has no place on the map its local name counts."""
    numbers = relations.notations(view, element) or (
        [text_of(element).partition(GOST)[2]] if not element.startswith("_") else []
    )
    return [_PREFIX.sub("", one) for one in numbers]


def _also_stated(_constraint: Constraint, _path: Path | None, relations: Relations) -> Check:
    def check(view: View, focus: str, values: Values) -> Wrong:
        said = relations.stated(view, focus) if values else []
        if not relations.any_meets(view, values, said):
            return []
        return [value for value in values if not relations.any_meets(view, (value,), said)]

    return check


def _overlaps_stated(_constraint: Constraint, _path: Path | None, relations: Relations) -> Check:
    def check(view: View, focus: str, values: Values) -> Wrong:
        said = relations.stated(view, focus) if values else []
        if not any(
            is_instance(view, one, _ELEMENT_CLASS) or _OUTSIDE_ELEMENT.match(text_of(one)) for one in said
        ):
            return []
        return [] if relations.any_meets(view, values, said) else values

    return check


def _grounded(_constraint: Constraint, _path: Path | None, relations: Relations) -> Check:
    def check(view: View, focus: str, values: Values) -> Wrong:
        if not values:
            return []
        functions = relations.performed(view, focus)
        reached = [tuple(view.objects(one, FUNCTION_OF)) for one in functions]
        if not all(reached):
            return []
        elements = [one for some in reached for one in some]
        if elements and not relations.any_meets(view, elements, relations.stated(view, focus)):
            return []
        return [
            value
            for value in values
            if is_instance(view, value, _ELEMENT_CLASS)
            and not any(_is_same_or_extends(view, one, value) for one in elements)
            and any(view.is_object(FUNCTION_OF, one) for one in (value, *view.objects(value, EXTENDS)))
        ]

    return check


def _is_same_or_extends(view: View, element: str, another: str) -> bool:
    return (
        element == another
        or another in view.objects(element, EXTENDS)
        or element in view.objects(another, EXTENDS)
    )


def _known_query(constraint: Constraint, _path: Path | None, _relations: Relations) -> Check:
    return _unknown_terms if constraint.value == component.TERM_KNOWN else _touched


def _unknown_terms(view: View, _focus: str, _values: Values) -> Wrong:
    used: dict[str, None] = {}
    for predicate, value in view.mentions(_OURS):
        used[f"<{predicate}>"] = None
        if predicate not in _NOT_DEFINED_HERE:
            used[value] = None
    return [
        term
        for term in used
        if term.startswith(_OURS) and not _OUTSIDE.match(term[1:-1]) and not tuple(view.objects(term, TYPE))
    ]


def _touched(view: View, _focus: str, _values: Values) -> Wrong:
    return list(dict.fromkeys(view.described(_OURS_OR_SHAPES)))


_CHECKS: Final[dict[str, Callable[[Constraint, Path | None, Relations], Check]]] = {
    component.ACYCLIC: _acyclic,
    component.AGREES_WITH_ELEMENTS: _agrees_with_elements,
    component.ALSO_STATED: _also_stated,
    component.BASE_DEFINED: _base_defined,
    component.GROUNDED: _grounded,
    component.ID_BELOW: _id_below,
    component.OVERLAPS_STATED: _overlaps_stated,
    component.SPARQL: _known_query,
    component.TIED_BY: _tied_by,
    component.UNIQUE: _unique,
}
