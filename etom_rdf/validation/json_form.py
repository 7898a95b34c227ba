"""Write a report as JSON, each finding in a line of its own, which is quick to write and to compare."""

import json
from collections.abc import Iterator
from typing import Final

from etom_rdf.validation.kinds import ByKind
from etom_rdf.validation.pieces import joined
from etom_rdf.validation.report import Finding, Report

_NO_FINDINGS: Final = '"findings": []'  # can stand in no text of JSON, where quotes have a backslash
_DIFFERING: Final = ("focus", "value", "line", "record")
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def json_in_pieces(report: Report) -> Iterator[str]:
    """Yield the text piece by piece."""
    around = report._replace(findings=()).as_json() | {"conforms": report.conforms, "counts": report.counts}
    text = json.dumps(around, ensure_ascii=False, indent=2) + "\n"
    if not report.findings:
        yield text
        return
    before, after = text.split(_NO_FINDINGS, 1)
    yield f'{before}"findings": [\n    '
    yield from joined(_lines(report), ",\n    ")
    yield f"\n  ]{after}"


def _lines(report: Report) -> Iterator[str]:
    patterns = ByKind(_pattern)
    for one in report.findings:
        value = "null" if one.value is None else _encode(one.value)
        line = "null" if one.line is None else one.line
        record = "null" if one.record is None else _encode(one.record)
        yield patterns.of(one) % (_encode(one.focus), value, line, record)


def _pattern(finding: Finding) -> str:
    """Return the line of a finding with `%s` for what differs from that of others of its kind."""
    fields = (
        f"{_encode(name)}: {'%s' if name in _DIFFERING else _encode(value).replace('%', '%%')}"
        for name, value in finding.as_json().items()
    )
    return f"{{{', '.join(fields)}}}"
