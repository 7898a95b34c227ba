"""Hold what a validation found, in values that do not depend on the engine that found it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Text
from etom_rdf.validation.names import Names

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


class ShaclTerms(NamedTuple):
    """Keep the RDF terms of a SHACL result, as N-Triples, for a report in RDF."""

    shape: str
    component: str
    focus: str
    value: str | None


class Finding(NamedTuple):
    """Say what one rule found at one place.

    `code` is the local name of the rule's shape. `focus` is an IRI or a blank node label, `path` a SPARQL path
    in text, `value` the IRI or the text of the value. `clause` holds the clauses that the rule enforces.
    `file` and `line` say where it was read (None where that is not known), `record` is the id in that file.
    `terms` are for reports in RDF.
    """

    code: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: Text
    clause: tuple[str, ...] = ()
    file: str | None = None
    line: int | None = None
    record: str | None = None
    terms: ShaclTerms | None = None

    def sort_key(self) -> tuple[str, int, str, str, str, str]:
        """Order by file, line, code, focus, value; what has no line stands first in its file."""
        return (
            self.file or "",
            self.line or 0,
            self.code,
            self.focus,
            self.value or "",
            self.path or "",
        )

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom validate --format json` prints."""
        return {
            "code": self.code,
            "severity": self.severity,
            "focus": self.focus,
            "path": self.path,
            "value": self.value,
            "message": self.message.as_json(),
            "clause": list(self.clause),
            "file": self.file,
            "line": self.line,
            "record": self.record,
        }


class Source(NamedTuple):
    """Say what was read from one input: how many processes and classifications, how many records were skipped."""

    file: str
    kind: str
    processes: int
    classifications: int
    skipped: int = 0

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom validate --format json` prints."""
        return {
            "file": self.file,
            "kind": self.kind,
            "processes": self.processes,
            "classifications": self.classifications,
            "skipped": self.skipped,
        }


class Report(NamedTuple):
    """Gather the findings of a run, what it read, and what it could not read or check.

    `nothing_to_check` marks a model that does not use the vocabulary at all. `handed_over` are the codes of shapes
    that the fast executor does not know and pySHACL ran. `omitted` counts the findings that are not listed since
    there are too many, by code and severity. `names` are for reports in text.
    """

    findings: tuple[Finding, ...] = ()
    sources: tuple[Source, ...] = ()
    errors: tuple[EtomError, ...] = ()
    nothing_to_check: bool = False
    handed_over: tuple[str, ...] = ()
    omitted: Mapping[tuple[str, Severity], int] = {}
    names: Names = Names()

    @property
    def counts(self) -> dict[Severity, int]:
        """Count the findings by severity.

        >>> Report().counts
        {'violation': 0, 'warning': 0, 'info': 0}
        """
        found = Counter(finding.severity for finding in self.findings)
        for (_, severity), count in self.omitted.items():
            found[severity] += count
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def omitted_by_code(self) -> dict[str, int]:
        """Count the findings that are not listed by code."""
        found: Counter[str] = Counter()
        for (code, _), count in self.omitted.items():
            found[code] += count
        return dict(sorted(found.items()))

    @property
    def conforms(self) -> bool | None:
        """Tell whether there is no violation; None where errors leave that open."""
        if self.counts["violation"]:
            return False
        return None if self.errors else True

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 0 if the input conforms, 1 if not, 2 if something could not be read or checked.

        With `strict`, warnings count as violations.
        """
        if self.errors:
            return 2
        counts = self.counts
        return int(counts["violation"] > 0 or (strict and counts["warning"] > 0))

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom validate --format json` prints."""
        return {
            "conforms": self.conforms,
            "counts": dict(self.counts),
            "sources": [source.as_json() for source in self.sources],
            "findings": [finding.as_json() for finding in self.findings],
            "errors": [error_as_json(error) for error in self.errors],
            "handed_over": list(self.handed_over),
            "omitted": self.omitted_by_code,
        }

    def to_json(self) -> str:
        """Write the report as JSON text, each finding in a line of its own."""
        from etom_rdf.validation.json_form import json_in_pieces  # noqa: PLC0415

        return "".join(json_in_pieces(self))


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by place and drop repetitions."""
    return tuple(sorted(dict.fromkeys(findings), key=Finding.sort_key))


def error_as_json(error: EtomError) -> dict[str, object]:
    """Return the form in which `etom validate --format json` prints what could not be read or checked."""
    place = (error.file, error.line) if isinstance(error, InputError) else (None, None)
    return {"file": place[0], "line": place[1], "message": error.message.as_json()}
