"""Hold one validation result in the form that every executor gives."""

from dataclasses import dataclass

from etom_rdf.text import Text
from etom_rdf.validation.report import Severity


@dataclass(frozen=True, slots=True)
class Result:
    """Hold one validation result; terms are N-Triples text.

    `path` is a predicate's IRI or the text of a SPARQL path. `message` and `clause` are those of the rule.
    """

    code: str
    shape: str
    component: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: Text
    clause: tuple[str, ...]
