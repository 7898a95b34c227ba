"""Long reports are written with words that are made once; they must read as if each finding were written alone."""

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest

import etom_rdf
from etom_rdf.cli.output import write_pieces
from etom_rdf.errors import EtomError, InputError
from etom_rdf.readers.notice_names import NAMES
from etom_rdf.text import WIDTH, Text, wrap
from etom_rdf.validation.ci_formats import as_junit, as_sarif
from etom_rdf.validation.names import Names
from etom_rdf.validation.pieces import joined
from etom_rdf.validation.rendering import about, as_text
from etom_rdf.validation.report import Finding, Report, Severity, Source

MESSAGES = (Text(en="100 %s", ru="100 % «да»"), Text(en="\x00", ru="\x00"), Text(en="", ru=""))
FILES = ("models/a b.ttl", "100%.csv", None)


def findings() -> Iterator[Finding]:
    """Yield more findings than are written at once, of more kinds than are remembered."""
    for number in range(3000):
        yield Finding(
            code=f"Rule-{number % 7}",
            severity=("violation", "warning", "info")[number % 3],
            focus=f"https://example.org/{number}",
            path=(None, "https://example.org/path")[number % 2],
            value=(None, '"quoted" \\', "%d", "\x01\x00", "https://example.org/v")[number % 5],
            message=MESSAGES[number % 3] if number % 2 else Text(en=f"no. {number}", ru=f"№ {number}"),
            clause=((), ("7.1", "7.2"))[number % 2],
            file=FILES[number % 11 % 3],
            line=None if number % 13 == 0 else number,
            record=(None, "%s", "P-1")[number % 17 % 3],
        )


REPORT = Report(tuple(findings()), names=Names({"100%.csv": {"ex": "https://example.org/"}}))


def test_json_has_each_finding_in_a_line() -> None:
    text = REPORT.to_json()
    assert json.loads(text) == REPORT.as_json()
    lines = [line.strip().removesuffix(",") for line in text.splitlines() if '"focus"' in line]
    assert lines == [json.dumps(one.as_json(), ensure_ascii=False) for one in REPORT.findings]


def test_text_is_that_of_each_finding_alone() -> None:
    together = as_text(REPORT, "ru").splitlines()[:-2]
    alone = [as_text(Report((one,), names=REPORT.names), "ru").splitlines()[:-2] for one in REPORT.findings]
    assert together == [line for lines in alone for line in lines]


def test_sarif_has_a_result_for_each_finding() -> None:
    text = as_sarif(REPORT, "ru")
    said = json.loads(text)
    assert text == json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    (run,) = said["runs"]
    for one, result in zip(REPORT.findings, run["results"], strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == one.code
        assert result["level"] == {"violation": "error", "warning": "warning", "info": "note"}[one.severity]
        assert result["message"]["text"] == f"{about(one, REPORT.names, 'ru')}: {one.message.ru}"
        assert ("locations" in result) == (one.file is not None)
        for place in result.get("locations", ()):
            region = None if one.line is None else {"startLine": one.line}
            assert place["physicalLocation"].get("region") == region
            assert place["logicalLocations"] == [{"fullyQualifiedName": one.record or one.focus}]


def test_junit_leaves_out_of_names_what_xml_cannot_hold() -> None:
    sources = tuple(Source(file, "turtle", 0, 0) for file in ("\x01no.ttl", "\x01yes.ttl"))
    finding = REPORT.findings[0]._replace(file="\x01yes.ttl")
    top = ET.fromstring(as_junit(Report((finding,), sources=sources), "en"))
    assert [(one.get("name"), one.get("tests")) for one in top] == [("no.ttl", "1"), ("yes.ttl", "1")]


def test_junit_has_a_case_for_each_finding() -> None:
    cases = list(ET.fromstring(as_junit(REPORT, "ru")).iter("testcase"))
    by_file = sorted(REPORT.findings, key=lambda one: one.file or "")
    for one, case in zip(by_file, cases, strict=True):
        assert case.get("name") == f"{one.code} {about(one, REPORT.names, 'ru')}".translate(
            {0: None, 1: None}
        )
        assert case.get("line") == (None if one.line is None else str(one.line))
        assert (case.find("failure") is not None) == (one.severity == "violation")


UNREAD = InputError(Text(en="cut off", ru="обрывается"), file="models/a b.ttl", line=7)
REFUSED = EtomError(Text(en="no such shape", ru="нет такого правила"))


def test_sarif_notifies_of_what_was_not_read_or_not_listed() -> None:
    report = Report(
        REPORT.findings[:1], errors=(UNREAD, REFUSED), omitted={("A", "violation"): 2, ("A", "info"): 1}
    )
    (run,) = json.loads(as_sarif(report, "ru"))["runs"]
    (invocation,) = run["invocations"]
    unread, refused, unlisted = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert [one["level"] for one in (unread, refused, unlisted)] == ["error", "error", "warning"]
    assert unread["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "models/a%20b.ttl"},
                "region": {"startLine": 7},
            }
        }
    ]
    assert (unread["message"]["text"], refused["message"]["text"]) == ("обрывается", "нет такого правила")
    assert unlisted["message"]["text"].endswith("(--max-findings): A: 3")
    assert len(run["results"]) == 1
    (whole,) = json.loads(as_sarif(REPORT, "en"))["runs"]
    assert whole["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_junit_counts_what_fails_and_what_was_not_read() -> None:
    top = ET.fromstring(as_junit(REPORT._replace(errors=(UNREAD, REFUSED)), "en"))
    assert {one.get("name") for one in top} == {"", *filter(None, FILES), "could-not-read"}
    for suite in top:
        cases = suite.findall("testcase")
        counted = {kind: sum(one.find(kind) is not None for one in cases) for kind in ("failure", "error")}
        assert suite.get("tests") == str(len(cases))
        assert (suite.get("failures"), suite.get("errors")) == (
            str(counted["failure"]),
            str(counted["error"]),
        )
        assert counted["error"] == 2 * (suite.get("name") == "could-not-read")
    messages = [one.get("message") for one in top.iter("error")]
    assert messages == ["cut off", "no such shape"]


def test_a_file_without_findings_is_a_case_that_passes() -> None:
    (suite,) = ET.fromstring(as_junit(Report(sources=(Source("a.ttl", "turtle", 1, 1),)), "en"))
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("a.ttl", "1", "0")
    assert [(one.get("name"), len(one)) for one in suite] == [("conforms", 0)]


@pytest.mark.parametrize(("severity", "failures"), [("violation", "1"), ("warning", "0"), ("info", "0")])
def test_findings_that_are_not_listed_fail_where_violations_are_among_them(
    severity: Severity, failures: str
) -> None:
    (suite,) = ET.fromstring(as_junit(Report(omitted={("A", severity): 3}), "en"))
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("not-listed", "1", failures)
    (said,) = suite.iter("failure" if failures == "1" else "system-out")
    assert (said.text or "").endswith("(--max-findings): A: 3")


def test_a_finding_on_a_whole_file_does_not_repeat_its_name() -> None:
    message = Text(en="there is nothing below the header", ru="под шапкой ничего нет")
    one = Finding("Source-no-rows", "violation", "a.csv", None, None, message, file="a.csv", line=1)
    report = Report((one,))
    assert as_text(report, "en").startswith(
        "a.csv:1: violation Source-no-rows\n    there is nothing below the header\n\n"
    )
    (run,) = json.loads(as_sarif(report, "en"))["runs"]
    assert run["results"][0]["message"]["text"] == message.en
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "Table has rows"
    (case,) = ET.fromstring(as_junit(report, "ru")).iter("testcase")
    assert case.get("name") == "Source-no-rows"
    assert case[0].get("message") == message.ru
    with_value = Report((one._replace(value="Sheet 1"),))
    assert "\n    a.csv → Sheet 1\n" in as_text(with_value, "en")


@pytest.mark.parametrize("name", ["a\x01b.ttl", "\udcff.ttl", 'a "b" <c>.ttl'])
def test_files_of_any_name_are_reported(name: str) -> None:
    said = Text(en="what", ru="что")
    finding = Finding("Rule", "violation", "urn:p", None, None, said, file=name, line=1)
    sources = (Source(name, "turtle", 1, 0), Source(f"x{name}", "turtle", 1, 0))
    report = Report((finding,), sources, (InputError(said, file=name),))
    suites = ET.fromstring(as_junit(report, "en"))
    assert [suite.get("tests") for suite in suites] == ["1", "1", "1"]
    (run,) = json.loads(as_sarif(report, "en"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert os.fsdecode(unquote_to_bytes(place["artifactLocation"]["uri"])) == name


def test_every_code_of_the_readers_has_a_name() -> None:
    package = Path(etom_rdf.__file__).parent
    sources = [one for one in package.rglob("*.py") if one.name != "notice_names.py"]
    codes = {
        code for one in sources for code in re.findall(r'"(Source-[a-z-]+)"', one.read_text(encoding="utf-8"))
    }
    assert codes == set(NAMES)
    for language in ("en", "ru"):
        assert len({name.in_language(language) for name in NAMES.values()}) == len(NAMES)
    assert all(name.ru != name.en and not name.en.endswith(".") for name in NAMES.values())


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 1001, 2500])
def test_pieces_are_the_whole(number: int) -> None:
    texts = [str(one) for one in range(number)]
    assert "".join(joined(texts, ", ")) == ", ".join(texts)


def test_a_report_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise ValueError("broken")

    path = tmp_path / "report.txt"
    write_pieces(("who", "le", ""), str(path))
    assert path.read_bytes() == b"whole\n"
    with pytest.raises(ValueError, match="broken"):
        write_pieces(broken(), str(path))
    assert path.read_bytes() == b"whole\n"
    assert list(tmp_path.iterdir()) == [path]


def test_lines_are_folded_as_textwrap_folds_them() -> None:
    chosen = random.Random(1)
    for _ in range(3000):
        words = [chosen.choice("abя-«") * chosen.choice((1, 2, 7, 30, 95, 96, 97, 150)) for _ in range(9)]
        spaces = chosen.choice((" ", " ", "  ", "\t", "\xa0", " \u2003 "))
        text = "".join(word + chosen.choice((" ", " ", " ", spaces)) for word in words)
        text = text[: chosen.randrange(len(text) + 1)]
        for indent in ("", "    "):
            folded = fill(
                text,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=indent,
                break_on_hyphens=False,
                break_long_words=False,
            )
            assert wrap(text, indent) == folded


def test_the_prefix_of_the_longest_namespace_is_used() -> None:
    ex = "https://example.org/"
    names = Names({"a.ttl": {"b": f"{ex}x/", "a-": f"{ex}x/", "a": f"{ex}x/", "z": ex, "q": f"{ex}x/y/"}})
    shown = [names.short(f"{ex}{rest}", "a.ttl") for rest in ("x/1", "x/y/1", "1", "x/1/2", "x/1.", "")]
    assert shown == ["b:1", "q:1", "z:1", f"{ex}x/1/2", f"{ex}x/1.", ex]
    assert names.short(f"{ex}x/1", "b.ttl") == f"{ex}x/1"
    assert names.short("https://w3id.org/etom/gost-r-53633/1.1.1.5", "a.ttl") == "gost:1.1.1.5"
