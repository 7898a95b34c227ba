"""Find out from the rules how closely they look at what a register becomes.

Registers are checked in short (see `registers`): of rows that are alike one is checked for all. What a rule may see of
the others through it is decided here, shape by shape. Where a rule looks at the text of a column that is otherwise only
told apart by its kind, the column is read word for word; where a rule compares rows in ways of its own, or could name
what only the whole register has, registers are read as a whole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.namespaces import ETOM, PROV, RDFS
from etom_rdf.readers.naming import base_of
from etom_rdf.registers.detail import Detail
from etom_rdf.validation.engines import ShapeSet
from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.fast.executor import is_ours
from etom_rdf.validation.fast.paths import predicates_of
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import (
    Alternative,
    Constraint,
    Inverse,
    Path,
    Predicate,
    Repeated,
    Sequence,
    Shape,
    Shapes,
)  # fmt: skip

# What the statements about a row are made of, by what becomes of them in the short form.
_LABEL: Final = f"{RDFS}label"
_PART_OF: Final = f"{ETOM}partOf"
_PROCESS_ID: Final = f"{ETOM}processId"
_QUALIFIED: Final = f"{ETOM}qualifiedClassification"
_CLASSIFICATION: Final = f"<{ETOM}Classification>"
_KEPT: Final = frozenset((f"{ETOM}classifiedAs", f"{ETOM}performs", _PROCESS_ID, _QUALIFIED))
_OF_CLASSIFICATION: Final = frozenset(
    (
        *(ETOM + name for name in ("element", "function", "foundBy", "evidence", "confidence")),
        f"{PROV}wasAttributedTo",
    )
)
_CHANGED: Final = frozenset(ETOM + name for name in ("sourceId", "sourceLine")) | {_PART_OF}
_OF_ROWS: Final = _KEPT | _OF_CLASSIFICATION | _CHANGED | {_LABEL, f"{ETOM}performedBy", f"{ETOM}sourceFile"}
_ROLES: Final[Mapping[str, frozenset[str]]] = {
    _LABEL: frozenset(("name", "component", "author")),
    f"{ETOM}performedBy": frozenset(("component",)),
    f"{ETOM}confidence": frozenset(("confidence",)),
    f"{PROV}wasAttributedTo": frozenset(("author",)),
}
# Every engine for regular expressions reads a class of plain characters alike.
_ONE_CLASS: Final = re.compile(r"\[(?:[^\W_]-[^\W_]|[^\W_])+\]")

_COUNTING: Final = frozenset(
    (component.MIN_COUNT, component.MAX_COUNT, component.QUALIFIED_MIN_COUNT, component.QUALIFIED_MAX_COUNT)
)
_NESTING: Final = frozenset((component.NOT, component.AND, component.OR, component.XONE, component.NODE))
# Our own components, which look at no more than the elements and functions of a process.
_OF_ELEMENTS: Final = frozenset(
    (
        component.AGREES_WITH_ELEMENTS, component.ALSO_STATED, component.BASE_DEFINED, component.GROUNDED,
        component.OVERLAPS_STATED,
    )
)  # fmt: skip
_OF_TERMS: Final = frozenset((component.TERM_KNOWN, component.STANDARD_UNTOUCHED))


def detail_of(chosen: ShapeSet) -> Detail | None:
    """Return how closely registers have to be read for some shapes, None where as a whole."""
    look = _Look(chosen.shapes)
    try:
        if chosen.handed_over:
            return None
        for shape in chosen.fast:
            look.at(shape)
    except _NeedsWhole:
        return None
    return Detail(frozenset(look.roles), frozenset(look.patterns))


class _NeedsWhole(Exception):  # noqa: N818 - no error, but the end of a search
    """Say that a rule needs registers as a whole."""


@dataclass(slots=True)
class _Look:
    """Go through shapes and collect what they look at."""

    shapes: Shapes
    roles: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def at(self, shape: Shape) -> None:
        """Look at a shape with targets."""
        if all(constraint.component == component.SPARQL for constraint in shape.constraints):
            self._need(all(constraint.value in _OF_TERMS for constraint in shape.constraints))
            return
        for target in shape.targets:
            iri = target.term[1:-1]
            if target.kind == "node":
                self._need(not iri.startswith(base_of("")))
            elif target.kind == "class":
                self._need(target.term not in ontology().superclasses(_CLASSIFICATION))
            elif target.kind == "objects-of":
                self._need(iri not in _OF_ROWS)
            else:
                self._need(iri not in _OF_CLASSIFICATION)
        # None of our rules finds fault with a text as readers write it, so that none has to say which text that is.
        self._values(shape, frozenset(), at_row=True, is_told=not is_ours(shape))

    def _need(self, condition: bool) -> None:
        if not condition:
            raise _NeedsWhole

    def _values(self, shape: Shape, seen: frozenset[str], *, at_row: bool, is_told: bool) -> None:
        """Look at what a shape demands where it is at a row, or at something that a path has led to.

        `seen` are the predicates whose values the shape is at. `is_told` says that a finding gives the value, which
        then may not be that of another row.
        """
        if shape.deactivated:
            return
        if shape.path is not None:
            self._follow(shape)
            seen, at_row = _ends(shape.path), at_row and _may_be_empty(shape.path)
        for constraint in shape.constraints:
            if constraint.component in _NESTING or constraint.component == component.PROPERTY:
                # A qualified classification has a name in the short form that the whole does not have.
                reports = constraint.component in (component.NODE, component.PROPERTY)
                self._need(not (_QUALIFIED in seen and reports))
                is_nested = constraint.component in _NESTING
                if is_told and is_nested:
                    self._word_for_word(seen)
                for node in constraint.shapes:
                    nested = self.shapes.by_node[node]
                    self._values(nested, seen, at_row=at_row, is_told=is_told and not is_nested)
            elif constraint.component in _COUNTING:
                for node in (*constraint.shapes, *constraint.siblings):
                    self._values(self.shapes.by_node[node], seen, at_row=at_row, is_told=False)
            else:
                self._check(shape, constraint, seen, at_row=at_row, is_told=is_told)

    def _follow(self, shape: Shape) -> None:
        """Look at the predicates of a path; going backwards along those of rows leads to other rows."""
        assert shape.path is not None
        self._need(not (_backwards(shape.path) & _OF_ROWS))
        used = predicates_of(shape.path)
        is_ours = {one.component for one in shape.constraints} <= {component.ACYCLIC, component.ID_BELOW}
        self._need(not (used & _CHANGED) or (used == {_PART_OF} and is_ours))

    def _check(
        self, shape: Shape, constraint: Constraint, seen: frozenset[str], *, at_row: bool, is_told: bool
    ) -> None:
        kind = constraint.component
        if kind in _OF_ELEMENTS:
            self._need(not (seen & (_ROLES.keys() | {_QUALIFIED})) or kind == component.BASE_DEFINED)
        elif kind == component.UNIQUE:
            self._need(not (seen & (_OF_ROWS - {_PROCESS_ID})))
        elif kind in (component.ACYCLIC, component.ID_BELOW):
            self._need(_is_part_of(shape.path, kind))
        elif kind == component.CLOSED:
            raise _NeedsWhole  # it names whatever a row has
        elif kind == component.CLASS and not (seen & (_ROLES.keys() | {_QUALIFIED})):
            return  # rows have the same types, and what they point at is the same
        else:
            self._need(not at_row and _QUALIFIED not in seen)
            self._compared(constraint)
            if not is_told and _LABEL in seen and _is_one_class(constraint):
                self.patterns.add(constraint.value)
            elif is_told or kind not in (component.DATATYPE, component.LANGUAGE_IN, component.NODE_KIND):
                self._word_for_word(seen)

    def _word_for_word(self, predicates: Iterable[str]) -> None:
        """Have the columns read word for word that the values of some predicates come from."""
        self.roles.update(role for one in predicates for role in _ROLES.get(one, ()))

    def _compared(self, constraint: Constraint) -> None:
        """Look at the property that a pair of properties, or tied values, are compared by."""
        if constraint.component in _WITH_ANOTHER:
            other = constraint.value[1:-1]
            self._need(other not in _CHANGED | {_QUALIFIED})
            self._word_for_word((other,))


_WITH_ANOTHER: Final = frozenset(
    (
        component.EQUALS,
        component.DISJOINT,
        component.LESS_THAN,
        component.LESS_THAN_OR_EQUALS,
        component.TIED_BY,
    )
)


def _is_one_class(constraint: Constraint) -> bool:
    is_plain = constraint.component == component.PATTERN and not constraint.flags
    return is_plain and _ONE_CLASS.fullmatch(constraint.value) is not None


def _is_part_of(path: Path | None, kind: str) -> bool:
    wanted: Path = Predicate(_PART_OF)
    return path == (Repeated(wanted, "+") if kind == component.ACYCLIC else wanted)


def _ends(path: Path) -> frozenset[str]:
    """Return the predicates that a path may end with."""
    if isinstance(path, Predicate):
        return frozenset((path.iri,))
    if isinstance(path, Inverse):
        return predicates_of(path.path)
    if isinstance(path, Repeated):
        return _ends(path.path)
    if isinstance(path, Alternative):
        return frozenset().union(*map(_ends, path.choices))
    found: frozenset[str] = frozenset()
    for step in reversed(path.steps):
        found |= _ends(step)
        if not _may_be_empty(step):
            break
    return found


def _may_be_empty(path: Path) -> bool:
    """Tell whether a path may lead to where it begins."""
    if isinstance(path, Repeated):
        return path.operator in "*?" or _may_be_empty(path.path)
    if isinstance(path, Inverse):
        return _may_be_empty(path.path)
    if isinstance(path, Sequence):
        return all(map(_may_be_empty, path.steps))
    return isinstance(path, Alternative) and any(map(_may_be_empty, path.choices))


def _backwards(path: Path, *, turned: bool = False) -> frozenset[str]:
    """Return the predicates that a path follows from object to subject."""
    if isinstance(path, Predicate):
        return frozenset((path.iri,)) if turned else frozenset()
    if isinstance(path, Inverse):
        return _backwards(path.path, turned=not turned)
    if isinstance(path, Repeated):
        return _backwards(path.path, turned=turned)
    parts = path.steps if isinstance(path, Sequence) else path.choices
    return frozenset().union(*(_backwards(part, turned=turned) for part in parts))
