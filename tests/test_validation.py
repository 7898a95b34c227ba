"""Check models: what a finding says, what is an error instead, and the report in every form."""

import json
from pathlib import Path

import pytest
from hash_seeds import said_by_seed
from rdflib import RDF, SH, Graph, URIRef
from rdflib.compare import isomorphic

from etom_rdf.errors import EtomError, InputError
from etom_rdf.model import ProcessModel, read_files
from etom_rdf.text import Text
from etom_rdf.validation import Finding, Report, validate
from etom_rdf.validation.checking import check_model
from etom_rdf.validation.rendering import as_text, as_turtle

HEADER = """\
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix ex: <https://example.org/> .
@prefix gost: <https://w3id.org/etom/gost-r-53633/> .
"""
UNKNOWN = (
    HEADER + "\nex:p a etom:Process ;\n    etom:sourceId 'Task_1' ;\n    etom:classifiedAs gost:1.1.1.13 .\n"
)
FAULTY = Path(__file__).parent.parent / "examples" / "operator" / "faulty.ttl"
SHAPES = """\
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix mine: <https://example.org/shapes#> .
mine:Has-owner a sh:NodeShape ; sh:targetClass etom:Process ;
    sh:property mine:Owner-named .
mine:Owner-named a sh:PropertyShape ; sh:path etom:performedBy ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Name the owner."@en , "Назовите владельца."@ru .
"""


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "orders.ttl"
    path.write_text(UNKNOWN, encoding="utf-8")
    return path


def test_a_finding_says_where_and_what(unknown: Path) -> None:
    (finding,) = validate(unknown).findings
    assert finding.code == "Process-element-known"
    assert (finding.file, finding.line, finding.record) == (str(unknown), 7, "Task_1")
    assert finding.focus == "https://example.org/p"
    assert finding.value == "https://w3id.org/etom/gost-r-53633/1.1.1.13"
    assert finding.clause == ("5.3", "7.1")


def test_a_graph_is_checked_and_left_as_it_was() -> None:
    graph = Graph().parse(data=UNKNOWN, format="turtle")
    before = Graph() + graph
    (finding,) = validate(graph).findings
    assert (finding.code, finding.file, finding.line) == ("Process-element-known", None, None)
    assert isomorphic(graph, before)


def test_a_broken_file_is_an_error_and_the_others_are_checked(unknown: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix etom: <https://w3id.org/etom/ns/> .\n<x> etom:performs\n", encoding="utf-8")
    report = validate(broken, unknown)
    assert [finding.code for finding in report.findings] == ["Process-element-known"]
    (error,) = report.errors
    assert isinstance(error, InputError)
    assert error.file == str(broken)
    assert error.line is not None
    assert report.conforms is False
    assert report.exit_code() == 2


def test_errors_without_violation_leave_conformance_open(tmp_path: Path) -> None:
    report = validate(tmp_path / "absent.ttl")
    assert report.conforms is None
    assert report.exit_code() == 2


def test_the_files_of_a_run_are_one_model(tmp_path: Path) -> None:
    flow, process = tmp_path / "flow.ttl", tmp_path / "process.ttl"
    flow.write_text(
        HEADER + "ex:f a etom:EndToEndProcess . ex:s a etom:Step ; etom:stepOf ex:f ; etom:runs ex:p .",
        encoding="utf-8",
    )
    process.write_text(HEADER + "ex:p a etom:Process ; etom:performs gost:1.1.1.5-f1 .", encoding="utf-8")
    assert [finding.code for finding in validate(flow).findings] == ["EndToEnd-step-classified"]
    assert validate(flow, process).findings == ()


def test_data_in_named_graphs_counts(tmp_path: Path) -> None:
    path = tmp_path / "model.trig"
    path.write_text(HEADER + "ex:g { ex:p etom:classifiedAs gost:1.1.1.8 }", encoding="utf-8")
    assert [finding.code for finding in validate(path).findings] == ["Process-element-current"]


def test_shapes_of_the_users_own_are_checked_too(unknown: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    report = validate(unknown, shapes=[shapes])
    own = next(finding for finding in report.findings if finding.code == "Owner-named")
    assert own.severity == "warning"
    assert own.message == Text(en="Name the owner.", ru="Назовите владельца.")
    assert len(report.findings) == 2


def test_a_rule_can_be_switched_off(unknown: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<https://w3id.org/etom/shape/Process-element-known> sh:deactivated true .",
        encoding="utf-8",
    )
    assert validate(unknown, shapes=[shapes]).findings == ()


@pytest.mark.parametrize(
    "shape",
    [
        "<https://example.org/s> sh:targetNode <https://example.org/p> ; sh:property [ sh:minCount 1 ] .",
        "<https://example.org/s> a sh:NodeShape ; sh:targetNode <https://example.org/p> ; "
        "sh:sparql [ sh:select 'SELECT $this WHERE { SERVICE <http://example.org/> { $this ?p ?o } }' ] .",
        "<https://example.org/s> a sh:NodeShape ; sh:targetNode <https://example.org/p> ; "
        "sh:sparql [ sh:select 'SELECT' ] .",
    ],
)
def test_shapes_that_cannot_be_run_are_an_error(unknown: Path, tmp_path: Path, shape: str) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n" + shape, encoding="utf-8")
    report = validate(unknown, shapes=[shapes])
    assert report.exit_code() == 2
    (error,) = report.errors
    assert "--shapes" in str(error)
    assert "\n" not in str(error)


def test_a_nameless_shape_takes_the_name_of_the_shape_around_it(unknown: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        SHAPES + "mine:Outer a sh:NodeShape ; sh:targetClass etom:Process ;\n"
        "sh:property [ sh:path (etom:partOf etom:partOf) ; sh:minCount 1 ; sh:message 'Say where.' ] .",
        encoding="utf-8",
    )
    report = validate(unknown, shapes=[shapes])
    assert {finding.code for finding in report.findings} == {"Process-element-known", "Owner-named", "Outer"}
    assert "path: etom:partOf/etom:partOf" in as_text(report, "en")


def test_broken_shapes_are_blamed_by_file_and_the_rest_is_checked(
    unknown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(SHAPES, encoding="utf-8")
    bad.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<https://example.org/s> a sh:NodeShape ;\n"
        "sh:targetNode <https://example.org/p> ; sh:property [ sh:minCount 1 ] .",
        encoding="utf-8",
    )
    report = validate(unknown, shapes=[good, bad])
    (error,) = report.errors
    assert isinstance(error, InputError)
    assert (error.file, error.line) == (str(bad), 3)
    assert [finding.code for finding in report.findings] == ["Process-element-known"]
    assert capsys.readouterr().err == ""


def test_a_file_without_shapes_is_an_error_that_names_it(unknown: Path) -> None:
    report = validate(unknown, shapes=[unknown])
    (error,) = report.errors
    assert isinstance(error, InputError)
    assert error.file == str(unknown)
    assert report.findings


def test_a_model_without_our_vocabulary_has_nothing_to_check(tmp_path: Path) -> None:
    path = tmp_path / "model.ttl"
    path.write_text("<https://example.org/p> a <http://w3id.org/etom/ns#Process> .", encoding="utf-8")
    report = validate(path)
    assert report.conforms is True
    assert as_text(report, "en").endswith("nothing to check (0 violations, 0 warnings, 0 info)")


@pytest.mark.parametrize(
    "near",
    [
        "http://w3id.org/etom/ns/",
        "https://w3id.org/etom/ns",
        "https://w3id.org/etom/ns#",
        "https://www.w3id.org/etom/ns/",
    ],
)
def test_namespaces_that_are_nearly_ours_are_named(tmp_path: Path, near: str) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(f"<https://example.org/p> a <{near}Process> .", encoding="utf-8")
    (slip,) = read_files([path]).slips()
    assert f"<{near}>" in str(slip)


def test_a_model_of_own_elements_alone_is_no_slip(tmp_path: Path) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(HEADER + "ex:e a etom:OwnElement .", encoding="utf-8")
    assert read_files([path]).slips() == ()


def test_text_uses_the_labels_and_prefixes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(
        UNKNOWN.replace("@prefix ex:", "@prefix op:").replace("ex:p", "op:p")
        + "op:p <http://www.w3.org/2000/01/rdf-schema#label> 'Orders'@en , 'Заказы'@ru .",
        encoding="utf-8",
    )
    report = validate(path)
    assert "    op:p ‘Orders’ (Task_1) → gost:1.1.1.13\n" in as_text(report, "en")
    assert "    op:p «Заказы» (Task_1) → gost:1.1.1.13\n" in as_text(report, "ru")
    assert "1 process, 1 stated classification\n" in as_text(report, "en")
    assert max(map(len, as_text(report, "en").splitlines()[1:4])) <= 100


def test_absent_shapes_are_an_error(unknown: Path, tmp_path: Path) -> None:
    assert validate(unknown, shapes=[tmp_path / "absent.ttl"]).exit_code() == 2


def test_the_same_input_gives_the_same_report() -> None:
    said = said_by_seed(
        "from etom_rdf.validation import validate\nprint(validate(sys.argv[1]).to_json())", FAULTY
    )
    assert json.loads(said)["counts"]["violation"] > 5


def test_json_has_the_promised_form(unknown: Path) -> None:
    report = json.loads(validate(unknown).to_json())
    assert set(report) == {"conforms", "counts", "sources", "findings", "errors", "handed_over", "omitted"}
    assert report["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert report["sources"] == [
        {"file": str(unknown), "kind": "turtle", "processes": 1, "classifications": 1, "skipped": 0}
    ]
    assert set(report["findings"][0]) == {
        "code", "severity", "focus", "path", "value", "message", "clause", "file", "line", "record",
    }  # fmt: skip


def test_a_report_in_turtle_keeps_both_languages_and_the_terms(unknown: Path) -> None:
    graph = Graph().parse(data=as_turtle(validate(unknown)), format="turtle")
    (result,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert {message.language for message in graph.objects(result, SH.resultMessage)} == {"en", "ru"}
    assert graph.value(result, SH.value) == URIRef("https://w3id.org/etom/gost-r-53633/1.1.1.13")
    assert graph.value(result, SH.sourceShape) == URIRef("https://w3id.org/etom/shape/Process-element-known")
    path = graph.value(result, SH.resultPath)
    assert path is not None
    assert (path, SH.alternativePath, None) in graph


def test_text_speaks_the_language_asked_for(unknown: Path) -> None:
    report = validate(unknown)
    assert "violation Process-element-known" in as_text(report, "en")
    assert "нарушение Process-element-known" in as_text(report, "ru")
    assert f"{unknown}:7:" in as_text(report, "en")


@pytest.mark.parametrize(
    ("severity", "strict", "code"),
    [("violation", False, 1), ("warning", False, 0), ("warning", True, 1), ("info", True, 0)],
)
def test_exit_codes_come_from_findings(severity: str, strict: bool, code: int) -> None:
    finding = Finding("X", severity, "f", None, None, Text(en="", ru=""))  # type: ignore[arg-type]
    assert Report((finding,)).exit_code(strict=strict) == code
    assert Report((finding,), errors=(EtomError(Text(en="", ru="")),)).exit_code(strict=strict) == 2


def test_a_blank_node_process_is_located(tmp_path: Path) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(HEADER + "\n[] a etom:Process ;\n    etom:classifiedAs gost:1.1.1.13 .", encoding="utf-8")
    (finding,) = validate(path).findings
    assert finding.focus.startswith("_:")
    assert finding.line == 6
    assert validate(path).findings == (finding,)


def test_nothing_read_is_nothing_found() -> None:
    assert check_model(ProcessModel(())) == Report()
    assert read_files([]).documents == ()


def test_a_folder_without_models_is_an_error(tmp_path: Path) -> None:
    report = validate(tmp_path)
    assert report.conforms is None
    assert report.exit_code() == 2


def test_a_shape_that_no_engine_runs_is_an_error(unknown: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        SHAPES
        + 'mine:Scripted a sh:NodeShape ; sh:targetClass etom:Process ; sh:js [ sh:jsFunctionName "x" ] .',
        encoding="utf-8",
    )
    (error,) = validate(unknown, shapes=[shapes]).errors
    assert isinstance(error, InputError)
    assert "sh:js" in error.message.en
    assert error.line is not None


def test_findings_of_shapes_that_pyshacl_runs_are_limited_too(unknown: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        SHAPES + "mine:Any a sh:NodeShape ; sh:targetClass etom:Process ; sh:sparql [ sh:select "
        "'SELECT $this ?value WHERE { $this ?path ?value }' ] .",
        encoding="utf-8",
    )
    whole, short = validate(unknown, shapes=[shapes]), validate(unknown, shapes=[shapes], max_findings=1)
    assert whole.handed_over == ("Any",)
    assert len(short.findings) == 1
    assert short.counts == whole.counts
    listed = len(short.findings) + sum(short.omitted_by_code.values())
    assert listed == len(whole.findings)


def test_a_shape_without_a_name_goes_by_its_component(unknown: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix etom: <https://w3id.org/etom/ns/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "[] a sh:NodeShape ; sh:targetClass etom:Process ; sh:property [ sh:path etom:performedBy ; sh:minCount 1 ] .",
        encoding="utf-8",
    )
    for engine in ("fast", "pyshacl"):
        codes = {one.code for one in validate(unknown, shapes=[shapes], engine=engine).findings}
        assert codes == {"MinCountConstraintComponent", "Process-element-known"}
