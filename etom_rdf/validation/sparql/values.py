"""State what violates the constraints of SHACL Core that look at one value each."""

from collections.abc import Callable
from typing import Final

from etom_rdf.namespaces import RDF, SH
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint
from etom_rdf.validation.sparql.background import Background
from etom_rdf.validation.sparql.conditions import (
    TRUE,
    Condition,
    Exists,
    Fresh,
    Test,
    among,
    either,
    negation,
)
from etom_rdf.validation.sparql.literals import has_datatype, is_ordered_to, is_same, matches
from etom_rdf.validation.terms import is_iri, literal_term, text_of

Violated = Callable[[Constraint, str], Condition]

_KINDS: Final = {
    f"<{SH}IRI>": "isIRI({0})", f"<{SH}BlankNode>": "isBlank({0})", f"<{SH}Literal>": "isLiteral({0})",
    f"<{SH}BlankNodeOrIRI>": "isIRI({0}) || isBlank({0})",
    f"<{SH}BlankNodeOrLiteral>": "isBlank({0}) || isLiteral({0})",
    f"<{SH}IRIOrLiteral>": "isIRI({0}) || isLiteral({0})",
}  # fmt: skip
_OPERATORS: Final = {
    component.MIN_EXCLUSIVE: ">", component.MIN_INCLUSIVE: ">=",
    component.MAX_EXCLUSIVE: "<", component.MAX_INCLUSIVE: "<=",
}  # fmt: skip


class Values:
    """State what violates a constraint; the background tells which IRIs are instances of which class."""

    def __init__(self, background: Background, fresh: Fresh) -> None:
        self._background = background
        self._fresh = fresh

    def violated(self, constraint: Constraint, value: str) -> Condition | None:
        """Return the condition on a variable that violates a constraint; None for components of another kind."""
        kind = constraint.component
        if kind == component.CLASS:
            return negation(self.is_instance(value, constraint.value))
        if kind in _OPERATORS:
            return Test(f"!({is_ordered_to(value, _OPERATORS[kind], constraint.value)})")
        accepted = _ACCEPTED.get(kind)
        if accepted is not None:
            return Test(f"!({accepted(constraint, value)})")
        if kind == component.IN:
            return negation(_is_member(constraint, value))
        return None

    def is_instance(self, node: str, cls: str) -> Condition:
        """Ask whether a node is an instance of a class, by the ontology or by the model."""
        kind = self._fresh()
        classes = self._background.subclasses(cls)
        typed = f"{node} <{RDF}type> {kind} ."
        asked = (
            f"VALUES {kind} {{ {' '.join(classes)} }} {typed}"
            if len(classes) > 1
            else f"{node} <{RDF}type> {classes[0]} ."
        )
        return either(among(node, self._background.instances(cls)), Exists(asked, TRUE))


def _is_member(constraint: Constraint, value: str) -> Condition:
    iris = [one for one in constraint.members if is_iri(one)]
    return either(among(value, iris), *(is_term(value, one) for one in constraint.members if not is_iri(one)))


def is_term(variable: str, term: str) -> Condition:
    """Compare a variable with a term."""
    return among(variable, (term,)) if is_iri(term) else Test(is_same(variable, term))


def _length(operator: str) -> Callable[[Constraint, str], str]:
    return lambda constraint, value: (
        f"!isBlank({value}) && STRLEN(STR({value})) {operator} {constraint.number}"
    )


def _language_in(constraint: Constraint, value: str) -> str:
    ranges = [text_of(one).lower() for one in constraint.members]
    fitting = " || ".join(f"LANGMATCHES(LANG({value}), {literal_term(one)})" for one in ranges)
    return f"COALESCE({fitting or 'false'}, false)"


_ACCEPTED: Final[dict[str, Callable[[Constraint, str], str]]] = {
    component.DATATYPE: lambda constraint, value: has_datatype(value, constraint.value[1:-1]),
    component.NODE_KIND: lambda constraint, value: _KINDS[constraint.value].format(value),
    component.MIN_LENGTH: _length(">="),
    component.MAX_LENGTH: _length("<="),
    component.PATTERN: lambda constraint, value: matches(value, constraint.value, constraint.flags),
    component.LANGUAGE_IN: _language_in,
}
