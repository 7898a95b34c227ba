"""Put together what a report says: findings of rules and of reading, what was read, what things are called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from etom_rdf.model import ProcessModel, Remark, processes
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.collection import without_collection
from etom_rdf.validation.names import Names
from etom_rdf.validation.report import Finding, Severity, Source, sorted_findings

if TYPE_CHECKING:
    from etom_rdf.validation.checking import Checking


class Gathered(NamedTuple):
    """Hold all findings of a run, what their nodes are called, and how many were left out, by code and severity."""

    findings: tuple[Finding, ...]
    names: Names
    omitted: Mapping[tuple[str, Severity], int]


def gathered(
    results: Iterable[Finding],
    model: ProcessModel,
    documents: Iterable[RdfDocument],
    omitted: Mapping[tuple[str, Severity], int],
    how: "Checking",
) -> Gathered:
    """Add to what the rules found advice and what was noticed in reading; `documents` have the names of nodes."""
    most = how.max_findings
    with without_collection():
        if model.kinds:
            from etom_rdf.validation.advice import with_advice  # noqa: PLC0415

            results = with_advice(results, model)
        findings = [*results, *map(_noticed, model.remarks)]
        names = Names.of(documents, {finding.focus for finding in findings} if how.with_names else ())
        if model.abridged:
            from etom_rdf.validation.abridged import of_all_records  # noqa: PLC0415

            findings, names, omitted = of_all_records(findings, model.abridged, names, how)
        ordered = sorted_findings(findings)
        if most is not None and len(ordered) > most:
            omitted = Counter(omitted)
            omitted.update((one.code, one.severity) for one in ordered[most:])
            ordered = ordered[:most]
        return Gathered(ordered, names, omitted)


def source_of(
    document: RdfDocument, model: ProcessModel, counted: Mapping[str, tuple[int, int]] | None = None
) -> Source:
    """Say what was read from a document; `counted` has processes and classifications where they are known."""
    name = document.name
    known = None if counted is None else counted.get(name)
    count, classifications = known or _counts(document, model)
    kind = model.kinds.get(name, document.format if name else "graph")
    return Source(name, kind, count, classifications, skipped=model.skipped.get(name, 0))


def _counts(document: RdfDocument, model: ProcessModel) -> tuple[int, int]:
    short = next((one for one in model.abridged if one.file == document.name), None)
    counts = [
        (classifications, 1 if short is None else short.count(str(getattr(node, "value", node))))
        for node, classifications in processes(document.quads).items()
    ]
    return sum(count for _, count in counts), sum(some * count for some, count in counts)


def _noticed(remark: Remark) -> Finding:
    """Turn what was noticed in reading into a finding."""
    return Finding(
        code=remark.code,
        severity=remark.severity,
        focus=remark.focus,
        path=None,
        value=remark.value,
        message=remark.message,
        file=remark.file,
        line=remark.line,
        record=remark.record,
    )
