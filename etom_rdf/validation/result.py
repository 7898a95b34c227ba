"""Hold one validation result in the form that every executor gives."""

from typing import NamedTuple

from etom_rdf.text import Text
from etom_rdf.validation.report import Finding, Severity, ShaclTerms
from etom_rdf.validation.terms import text_of


class Result(NamedTuple):
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

    def finding(
        self, *, file: str | None = None, line: int | None = None, record: str | None = None
    ) -> Finding:
        """Return the finding that stands for the result, with its place and the id of its record where known."""
        return Finding(
            code=self.code,
            severity=self.severity,
            focus=text_of(self.focus),
            path=self.path,
            # SHACL gives the focus again as the value of a rule on the node as a whole.
            value=None if self.value in (None, self.focus) else text_of(self.value),
            message=self.message,
            clause=self.clause,
            file=file,
            line=line,
            record=record,
            terms=ShaclTerms(self.shape, self.component, self.focus, self.value),
        )
