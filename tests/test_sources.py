"""From an operator's own files to findings, coverage and comparison, through the command line."""

import csv
import json
import shlex
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph

from etom_rdf.cli import main
from etom_rdf.sources import read_models
from etom_rdf.validation import model_rules, validate

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


def test_advice_names_what_stands_in_the_file(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "Process ID,Process name,eTOM element,Part of\nP1,Sell,1.1.1.99,P2\nP2,Bill,,P1\n", encoding="ascii"
    )
    archimate = tmp_path / "model.archimate"
    archimate.write_text(
        '<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="m" id="m"><folder name="B" id="b">'
        '<element xsi:type="archimate:BusinessProcess" id="a1" name="Sell"/></folder></archimate:model>',
        encoding="ascii",
    )
    report = validate(SOURCES, register, archimate)
    said = {
        ((one.file or "").rpartition(".")[2], one.code, one.message.en.rpartition(". ")[2], one.message.ru)
        for one in report.findings
    }
    ends = {(kind, code): (en, ru) for kind, code, en, ru in said}
    assert "column ‘eTOM element’" in ends["csv", "Process-element-known"][0]
    assert ends["csv", "Process-decomposition-acyclic"][0] == "In a register this is the column ‘Part of’."
    assert ends["csv", "Process-decomposition-acyclic"][1].endswith("В реестре это столбец «Входит в».")
    assert "In BPMN both stand in the property eTOM" in ends["bpmn", "Process-classified"][0]
    assert "In ArchiMate both stand in the property eTOM" in ends["archimate", "Process-classified"][0]
    assert ends["tsv", "Process-classified"][0].startswith("In SSSOM this is a row")
    assert ends["xlsx", "Process-element-current"][0].endswith("the standard does not say so.")
    (rule,) = {
        one.message for one in validate(MODEL).findings if one.code == "Process-classification-grounded"
    }
    assert rule == model_rules()["Process-classification-grounded"].message


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


@pytest.mark.parametrize(
    "command",
    ["import", "coverage", "compare", "compare --by file", "compare --by component", "map", "infer"],
)
def test_what_shows_no_remarks_says_how_many_there_are(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "register.csv"
    table.write_text("ID,Process name,eTOM,System\nP1,Take,1.1.1.5 Selling,CRM\nP2,Sell,1.1.1.4 Orders,\n")
    assert len(read_models([table]).model.remarks) == 2
    assert main([*command.split(), str(table), "--lang", "en"]) == 0
    listing = f"etom validate {table}"
    assert capsys.readouterr().err == f"etom: 2 remarks on what was read; list with: {listing}\n"
    assert main([*command.split(), str(table), "--lang", "ru"]) == 0
    assert capsys.readouterr().err == f"etom: замечаний к прочитанному: 2; их перечислит {listing}\n"
    main(["validate", str(table)])
    assert capsys.readouterr().err == ""


def test_what_lists_remarks_reads_the_same_files_in_the_same_way(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "our models"
    folder.mkdir()
    for number in range(11):
        (folder / f"{number}.csv").write_text(f"Nr,Titel,TMF\nP{number},Take,1.1.1.5 Selling\n")
    (folder / "skip.csv").write_text("Nr,Titel,TMF\nP,Take,1.1.1.5 Selling\n")
    options = "--exclude", "skip*", "--columns", "id=Nr,name=Titel,element=TMF", "--inherit"
    main(["coverage", str(folder), *options, "--lang", "en"])
    said = capsys.readouterr().err
    assert said.startswith("etom: 11 remarks on what was read; list with: etom validate ")
    command = shlex.split(said.partition("list with: ")[2])
    assert command[2:] == [*options, str(folder)]
    main([*command[1:], "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert sum(one["code"].startswith("Mapping-") for one in report["findings"]) == 11
    files = [str(folder / f"{number}.csv") for number in range(11)]
    main(["coverage", *files, *options[2:4], "--lang", "ru"])
    assert capsys.readouterr().err.endswith(
        "их перечислит etom validate --columns id=Nr,name=Titel,element=TMF с теми же файлами\n"
    )


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


# Components.

ARCHI = (
    '<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:archimate="http://www.archimatetool.com/archimate" name="m" id="m">'
)


def archimate(*elements: str) -> str:
    return ARCHI + "".join(elements) + "</archimate:model>"


def element(kind: str, id_: str, name: str, etom: str = "") -> str:
    inside = f'<property key="eTOM" value="{etom}"/>' if etom else ""
    return f'<element xsi:type="archimate:{kind}" id="{id_}" name="{name}">{inside}</element>'


def relation(kind: str, source: str, target: str) -> str:
    kind = f"archimate:{kind}Relationship"
    return f'<element xsi:type="{kind}" id="{source}-{target}" source="{source}" target="{target}"/>'


APPLICATIONS = archimate(
    element("BusinessProcess", "p1", "Take orders", "1.1.1.5"),
    element("BusinessProcess", "p2", "Solve", "1.1.1.6"),
    element("BusinessProcess", "p3", "Bill", "1.1.1.10"),
    element("BusinessActor", "sales", "Sales"),
    element("ApplicationComponent", "a1", "CRM"),
    element("ApplicationComponent", "a2", "Desk"),
    element("ApplicationComponent", "a3", "Billing", "1.1.1.11"),
    element("ApplicationService", "s1", "Ordering"),
    relation("Realization", "a1", "s1"),
    relation("Serving", "s1", "p1"),
    relation("Realization", "a2", "p2"),
    relation("Assignment", "a3", "p3"),
    relation("Assignment", "sales", "p1"),
)


def covered(capsys: pytest.CaptureFixture[str], *files: Path) -> dict[str, list[str]]:
    """Return the elements that each component covers."""
    out = run(capsys, "compare", "--by", "component", *map(str, files), "--format", "json")[1]
    compared = json.loads(out)
    return {
        name: [row["id"] for row in compared["elements"] if row["processes"][name]]
        for name in compared["models"]
    }


def test_applications_stand_side_by_side(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    model = tmp_path / "a.archimate"
    model.write_text(APPLICATIONS)
    assert covered(capsys, model) == {
        "Billing": ["1.1.1.10", "1.1.1.11"],
        "CRM": ["1.1.1.5"],
        "Desk": ["1.1.1.6"],
        "Sales": ["1.1.1.5"],
    }


def test_applications_of_one_name_are_told_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one, other = tmp_path / "a.archimate", tmp_path / "b.archimate"
    one.write_text(APPLICATIONS.replace("Desk", "CRM"))
    other.write_text(APPLICATIONS)
    found = covered(capsys, one, other)
    assert found[f"CRM ({one}, a1)"] == ["1.1.1.5"]
    assert found[f"CRM ({one}, a2)"] == ["1.1.1.6"]
    assert found[f"CRM ({other})"] == ["1.1.1.5"]
    assert found["Desk"] == ["1.1.1.6"]
    assert "Sales" in found  # who performs is the same wherever the name stands


def test_records_of_a_coarchi_folder_have_files_of_their_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    namespaces = ARCHI.partition(" ")[2].partition(" name=")[0]
    process = tmp_path / "model" / "business" / "BusinessProcess_p.xml"
    process.parent.mkdir(parents=True)
    (tmp_path / "model" / "folder.xml").write_text(
        f'<archimate:ArchimateModel {namespaces} name="m" id="m"/>'
    )
    process.write_text(
        f'<archimate:BusinessProcess {namespaces} name="Take" id="p">\n<properties key="eTOM"\n'
        'value="1.1.1.8 Selling"/>\n</archimate:BusinessProcess>'
    )
    report = validate(tmp_path)
    places = {one.code: (one.file, one.line) for one in report.findings}
    assert places["Mapping-label-contradicts"] == (str(process), 3)
    assert places["Process-element-current"] == (str(process), 3)
    assert f'etom:sourceFile "{process}"' in run(capsys, "import", str(tmp_path))[1]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("absent/register.xlsx", "cannot be written"),
        ("register.txt", "end the name"),
        ("", "end the name"),
        ("-", "end the name"),
        ("there.csv", "exists"),
    ],
)
def test_a_register_that_cannot_be_written_is_one_line(
    name: str, words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "there.csv").write_text("filled in")
    target = str(tmp_path / name) if len(name) > 1 else name
    assert main(["import", "--template", target, "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert (tmp_path / "there.csv").read_text() == "filled in"
