"""Write a report for continuous integration: SARIF 2.1.0 and JUnit XML."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePath
from urllib.parse import quote
from xml.etree import ElementTree as ET

from etom_rdf import __version__
from etom_rdf.errors import EtomError, InputError
from etom_rdf.namespaces import SHAPE
from etom_rdf.text import Language, Text
from etom_rdf.validation.kinds import ByKind
from etom_rdf.validation.pieces import joined
from etom_rdf.validation.report import Finding, Report, Severity
from etom_rdf.validation.rule_names import name_of_rule
from etom_rdf.validation.rules import model_rules
from etom_rdf.validation.wording import Wording

_LEVELS: dict[Severity, str] = {"violation": "error", "warning": "warning", "info": "note"}
_UNREADABLE = "could-not-read"
_NO_RESULTS = '"results": []'  # can stand in no text of JSON, where quotes have a backslash
_INDENT = " " * 8  # of a result
_DIFFERING = "\x00"  # is no code, no level and no file
_UNPRINTABLE = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_json = json.JSONEncoder(ensure_ascii=False, indent=2).encode


def as_sarif(report: Report, language: Language) -> str:
    """Write the findings as SARIF 2.1.0, one run; files as relative URIs where they were given so.

    An input that could not be read is no result but a notification, and such a run was no success.
    """
    return "".join(sarif_in_pieces(report, language))


def sarif_in_pieces(report: Report, language: Language) -> Iterator[str]:
    """Yield the text of `as_sarif` piece by piece."""
    examples = {finding.code: finding for finding in reversed(report.findings)}
    codes = sorted(examples)
    rules = [_sarif_rule(examples[code], language) for code in codes]
    notifications = [_notification(error, language) for error in report.errors]
    if report.omitted:
        notifications.append({"level": "warning", "message": {"text": _not_listed(report, language)}})
    run = {
        "tool": {
            "driver": {
                "name": "etom-rdf",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "invocations": [
            {"executionSuccessful": not report.errors, "toolExecutionNotifications": notifications}
        ],
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    text = _json({"$schema": schema, "version": "2.1.0", "runs": [run]}) + "\n"
    if not report.findings:
        yield text
        return
    before, after = text.rsplit(_NO_RESULTS, 1)
    yield f'{before}"results": [\n'
    yield from joined(_sarif_results(report, codes, language), ",\n")
    yield f"\n      ]{after}"


def _not_listed(report: Report, language: Language) -> str:
    codes = ", ".join(f"{code}: {count}" for code, count in report.omitted_by_code.items())
    return Text(
        en=f"findings not listed, since there are too many (--max-findings): {codes}",
        ru=f"замечания, не перечисленные из-за их числа (--max-findings): {codes}",
    ).in_language(language)


def _sarif_rule(example: Finding, language: Language) -> dict[str, object]:
    code = example.code
    rule = model_rules().get(code)
    if rule is None:
        said = name_of_rule(code) or example.message
        return {"id": code, "shortDescription": {"text": said.in_language(language)}}
    clauses = Text(
        en=f"GOST R 53633.3-2009, clause {', '.join(rule.clause)}",
        ru=f"ГОСТ Р 53633.3—2009, п. {', '.join(rule.clause)}",
    )
    text = rule.message.in_language(language)
    return {
        "id": code,
        "name": rule.name.en,
        "shortDescription": {"text": rule.name.in_language(language)},
        "fullDescription": {"text": text},
        "help": {"text": f"{text} ({clauses.in_language(language)})" if rule.clause else text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"shape": SHAPE + code, "clause": list(rule.clause)},
    }


def _sarif_results(report: Report, codes: Sequence[str], language: Language) -> Iterator[str]:
    wording = Wording(report.names, language)
    rule_index = {code: index for index, code in enumerate(codes)}
    with_line, without_line = (
        ByKind(partial(_sarif_pattern, rule_index=rule_index, has_line=has_line))
        for has_line in (True, False)
    )
    for one in report.findings:
        said = [_json(wording.sentence(one))]
        if one.file is not None:
            said += [] if one.line is None else [str(one.line)]
            said.append(_json(one.record or one.focus))
        patterns = without_line if one.line is None else with_line
        yield patterns.of(one) % tuple(said)


def _sarif_pattern(finding: Finding, rule_index: Mapping[str, int], *, has_line: bool) -> str:
    """Return a result with `%s` for message, line and name of what it is about, which differ in findings of a kind."""
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _DIFFERING},
    }
    if finding.file is not None:
        place: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.file)}}
        if has_line:
            place["region"] = {"startLine": _DIFFERING}
        result["locations"] = [
            {
                "physicalLocation": place,
                "logicalLocations": [{"fullyQualifiedName": _DIFFERING}],
            }
        ]
    pattern = _json(result).replace("%", "%%").replace(_json(_DIFFERING), "%s")
    return _INDENT + pattern.replace("\n", f"\n{_INDENT}")


def _notification(error: EtomError, language: Language) -> dict[str, object]:
    said: dict[str, object] = {"level": "error", "message": {"text": error.message.in_language(language)}}
    if isinstance(error, InputError):
        place: dict[str, object] = {"artifactLocation": {"uri": _uri(error.file)}}
        if error.line is not None:
            place["region"] = {"startLine": error.line}
        said["locations"] = [{"physicalLocation": place}]
    return said


def as_junit(report: Report, language: Language) -> str:
    """Write the findings as JUnit XML: a suite for each file, a failing case for each violation.

    A warning or an info passes and stands in the case's output; what could not be read is an error.
    """
    top = ET.Element("testsuites", name="etom validate")
    _junit_files(top, report, Wording(report.names, language))
    if report.errors:
        suite = _junit_suite(top, _UNREADABLE, tests=len(report.errors), errors=len(report.errors))
        for error in report.errors:
            place = error.file if isinstance(error, InputError) else "etom"
            case = _junit_case(suite, place, _UNREADABLE)
            ET.SubElement(case, "error", message=_printable(error.message.in_language(language)))
    if report.omitted:
        is_failure = any(severity == "violation" for _, severity in report.omitted)
        suite = _junit_suite(top, "not-listed", tests=1, failures=int(is_failure))
        case = _junit_case(suite, "etom", "not-listed")
        ET.SubElement(case, "failure" if is_failure else "system-out").text = _not_listed(report, language)
    ET.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _junit_files(top: ET.Element, report: Report, wording: Wording) -> None:
    """Add a suite for each file; what conforms has one case that says so."""
    by_file: dict[str, list[Finding]] = {source.file: [] for source in report.sources}
    for finding in report.findings:
        by_file.setdefault(finding.file or "", []).append(finding)
    for file, findings in sorted(by_file.items()):
        failures = sum(finding.severity == "violation" for finding in findings)
        suite = _junit_suite(top, file, tests=max(len(findings), 1), failures=failures)
        if not findings:
            _junit_case(suite, file, "conforms")
        for finding in findings:
            _junit_finding(suite, finding, wording)


def _junit_finding(suite: ET.Element, finding: Finding, wording: Wording) -> None:
    file = _printable(finding.file or "")
    case = _junit_case(suite, file or "model", f"{finding.code} {wording.about(finding)}".rstrip())
    if finding.line is not None:
        case.set("line", str(finding.line))
    text = _printable(wording.sentence(finding))
    if finding.severity == "violation":
        failure = ET.SubElement(case, "failure", message=text, type=finding.code)
        failure.text = f"{file}:{finding.line}" if finding.line is not None else file
    else:
        ET.SubElement(case, "system-out").text = f"{finding.severity}: {text}"


def _junit_suite(top: ET.Element, name: str, *, tests: int, failures: int = 0, errors: int = 0) -> ET.Element:
    counts = {"tests": tests, "failures": failures, "errors": errors}
    written = {kind: str(count) for kind, count in counts.items()}
    return ET.SubElement(top, "testsuite", {"name": _printable(name), **written})


def _junit_case(suite: ET.Element, classname: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_printable(classname), name=_printable(name))


def _uri(file: str) -> str:
    """Write a file's name as a URI reference, with forward slashes; `-` is standard input."""
    return "stdin" if file == "-" else quote(PurePath(file).as_posix(), errors="surrogateescape")


def _printable(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _UNPRINTABLE.sub("", text)
