"""From an operator's own files to findings, coverage and comparison, through the command line."""

import csv
import json
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph

from etom_rdf.cli import main
from etom_rdf.sources import read_models
from etom_rdf.validation import validate

SOURCES = str(Path(__file__).parent.parent / "examples" / "sources")
MODEL = str(Path(__file__).parent.parent / "examples" / "operator" / "model.ttl")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main([*arguments, "--lang", "en"])
    return code, capsys.readouterr().out


def test_files_of_three_kinds_are_one_model() -> None:
    read = read_models([SOURCES])
    assert read.model.errors == ()
    assert set(read.model.kinds.values()) == {"bpmn", "table", "sssom"}


def test_a_finding_of_reading_and_one_of_the_rules_stand_in_one_report() -> None:
    report = validate(SOURCES)
    codes = {finding.code for finding in report.findings}
    assert {"Mapping-label-contradicts", "Source-number-cell", "Process-element-current"} <= codes
    contradiction = next(one for one in report.findings if one.code == "Mapping-label-contradicts")
    assert contradiction.severity == "warning"
    assert (contradiction.file or "").endswith("order-to-activation.bpmn")
    assert contradiction.line is not None
    assert [one.code for one in report.findings if one.severity == "violation"] == ["Process-element-current"]


def test_coverage_in_every_form(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out = run(capsys, "coverage", SOURCES, "--format", "json")
    counts = {one["id"]: one["processes"] for one in json.loads(out)["elements"]}
    assert code == 0
    assert counts["1.1.1.5"] == 15
    assert json.loads(out)["uncovered"] == ["1.1.1.1", "1.1.1.3", "1.1.1.7"]
    rows = list(csv.DictReader(StringIO(run(capsys, "coverage", SOURCES, "--format", "csv")[1])))
    assert {row["id"]: int(row["processes"]) for row in rows} == counts
    assert "1.1.1.5     15  Order handling" in run(capsys, "coverage", SOURCES)[1]
    assert ElementTree.fromstring(run(capsys, "coverage", SOURCES, "--format", "svg")[1]).tag.endswith("svg")


def test_the_page_needs_no_network_and_escapes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "Код;Наименование процесса;Элемент eTOM\nP1;<script>alert(1)</script>;1.1.1.5\n", encoding="utf-8"
    )
    page = run(capsys, "coverage", str(register), "--format", "html")[1]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'src="' not in page
    assert "@import" not in page
    assert page.count("<svg") == 2


def test_models_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    compared = json.loads(run(capsys, "compare", SOURCES, MODEL, "--format", "json")[1])
    assert compared["models"] == [SOURCES, MODEL]
    assert "1.1.1.7" in compared["only_in"][MODEL]
    assert "1.1.1.1" in compared["gaps"]
    by_component = json.loads(run(capsys, "compare", SOURCES, "--by", "component", "--format", "json")[1])
    assert "Контактный центр" in by_component["models"]
    assert '<table class="matrix">' in run(capsys, "compare", SOURCES, MODEL, "--format", "html")[1]


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld"])
def test_what_is_imported_is_read_back_the_same(
    form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    suffix = {"turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld"}[form]
    file = tmp_path / f"model{suffix}"
    assert run(capsys, "import", SOURCES, "--format", form, "-o", str(file))[0] == 0
    before = json.loads(run(capsys, "coverage", SOURCES, "--format", "json")[1])["elements"]
    assert json.loads(run(capsys, "coverage", str(file), "--format", "json")[1])["elements"] == before


def test_a_mapping_set_and_an_empty_register_can_be_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.sssom.tsv"
    assert run(capsys, "import", SOURCES, "--format", "sssom", "-o", str(mapping))[0] == 0
    assert len(read_models([mapping]).resolved[0][1].references) > 20
    template = tmp_path / "register.xlsx"
    assert run(capsys, "import", "--template", str(template))[0] == 0
    assert read_models([template]).model.errors == ()


def test_reports_for_continuous_integration(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.bpmn")
    code, out = run(capsys, "validate", SOURCES, absent, "--format", "sarif")
    (log,) = json.loads(out)["runs"]
    assert code == 2
    assert log["invocations"][0]["executionSuccessful"] is False
    result = next(one for one in log["results"] if one["ruleId"] == "Process-element-current")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("register.xlsx")
    assert place["region"]["startLine"] == 20
    assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    suites = ElementTree.fromstring(run(capsys, "validate", SOURCES, "--format", "junit")[1])
    assert sum(int(suite.get("failures", "0")) for suite in suites) == 1


def test_inheritance_and_flows_only_where_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    plain = Graph().parse(data=run(capsys, "import", SOURCES)[1], format="turtle")
    flows = Graph().parse(data=run(capsys, "import", SOURCES, "--end-to-end")[1], format="turtle")
    assert not plain.query("ASK { ?step <https://w3id.org/etom/ns/stepOf> ?flow }").askAnswer
    assert flows.query("ASK { ?step <https://w3id.org/etom/ns/stepOf> ?flow }").askAnswer
