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
from etom_rdf.references.rules import RULES
from etom_rdf.text import Language, Text
from etom_rdf.validation.kinds import ByKind
from etom_rdf.validation.pieces import joined
from etom_rdf.validation.report import Finding, Report, Severity
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
        said = RULES[code].name if code in RULES else example.message
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
        said = [_json(f"{wording.about(one)}: {one.message.in_language(language)}")]
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
    wording = Wording(report.names, language)
    top = ET.Element("testsuites", name="etom validate")
    for file, findings in _by_file(report).items():
        _suite_of_file(top, file, findings, wording, language)
    if report.errors:
        _suite_of_errors(top, report.errors, language)
    if report.omitted:
        _suite_of_omitted(top, report, language)
    ET.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _by_file(report: Report) -> dict[str, list[Finding]]:
    """Return the findings of each file, in the order of their names; of a file without findings none."""
    found: dict[str, list[Finding]] = {source.file: [] for source in report.sources}
    for finding in report.findings:
        found.setdefault(finding.file or "", []).append(finding)
    return dict(sorted(found.items()))


def _suite(top: ET.Element, name: str, *, tests: int, failures: int = 0, errors: int = 0) -> ET.Element:
    numbers = {"tests": tests, "failures": failures, "errors": errors}
    counted = {kind: str(number) for kind, number in numbers.items()}
    return ET.SubElement(top, "testsuite", {"name": _printable(name), **counted})


def _suite_of_file(
    top: ET.Element, file: str, findings: Sequence[Finding], wording: Wording, language: Language
) -> None:
    failures = sum(finding.severity == "violation" for finding in findings)
    suite = _suite(top, file, tests=max(len(findings), 1), failures=failures)
    if not findings:
        ET.SubElement(suite, "testcase", classname=_printable(file), name="conforms")
    for finding in findings:
        _junit_case(suite, finding, wording, language)


def _suite_of_errors(top: ET.Element, errors: Sequence[EtomError], language: Language) -> None:
    suite = _suite(top, _UNREADABLE, tests=len(errors), errors=len(errors))
    for error in errors:
        place = error.file if isinstance(error, InputError) else "etom"
        case = ET.SubElement(suite, "testcase", classname=_printable(place), name=_UNREADABLE)
        ET.SubElement(case, "error", message=_printable(error.message.in_language(language)))


def _suite_of_omitted(top: ET.Element, report: Report, language: Language) -> None:
    fails = any(severity == "violation" for _, severity in report.omitted)
    suite = _suite(top, "not-listed", tests=1, failures=int(fails))
    case = ET.SubElement(suite, "testcase", classname="etom", name="not-listed")
    ET.SubElement(case, "failure" if fails else "system-out").text = _not_listed(report, language)


def _junit_case(suite: ET.Element, finding: Finding, wording: Wording, language: Language) -> None:
    file, about = finding.file or "", wording.about(finding)
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_printable(file or "model"),
        name=_printable(f"{finding.code} {about}"),
    )
    if finding.line is not None:
        case.set("line", str(finding.line))
    text = _printable(f"{about}: {finding.message.in_language(language)}")
    if finding.severity == "violation":
        failure = ET.SubElement(case, "failure", message=text, type=finding.code)
        failure.text = _printable(f"{file}:{finding.line}" if finding.line is not None else file)
    else:
        ET.SubElement(case, "system-out").text = f"{finding.severity}: {text}"


def _uri(file: str) -> str:
    """Write a file's name as a URI reference, with forward slashes; `-` is standard input."""
    return "stdin" if file == "-" else quote(PurePath(file).as_posix())


def _printable(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _UNPRINTABLE.sub("", text)
