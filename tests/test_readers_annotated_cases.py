"""Hold what is found in copies of real models that identifiers were put into, by each convention that people use."""

import json
from pathlib import Path

import pytest

from etom_rdf.catalogue import Catalogue
from etom_rdf.model import ProcessModel
from etom_rdf.readers.graph import document
from etom_rdf.readers.recognise import read_source
from etom_rdf.readers.records import SourceModel
from etom_rdf.references import Resolved, resolve
from etom_rdf.validation import Finding
from etom_rdf.validation.checking import check_model

FILES = [
    "a1-camunda-property.bpmn",
    "a2-zeebe-property.bpmn",
    "a3-documentation.bpmn",
    "a4-signavio-metadata.bpmn",
    "a5-bizagi-extended-attribute.bpmn",
    "a6-category.bpmn",
    "a7-archimate-property.archimate",
    "a8-processes-cp1251.csv",
]

# The words of `findings` in expected.json as code, record, and what the value holds.
FINDINGS = {
    "a1-camunda-property.bpmn": [
        ("Process-element-known", "Task_UpdateServiceOstatusToAssigned", "1.1.1.13")
    ],
    "a2-zeebe-property.bpmn": [
        ("Mapping-prefix-unknown", "Activity_115elsq", "000107.1.1.1.11"),
        ("Mapping-id-tidied", "Activity_1cyr8qi", "1.1.1.9. → 1.1.1.9"),
    ],
    "a3-documentation.bpmn": [("Mapping-keyword-missing", "stInactiveAction", "1.1.1.7, 1.1.1.9")],
    "a4-signavio-metadata.bpmn": [
        ("Mapping-value-no-id", "sid-5B73B1A6-C901-4D53-838D-C596A491897A", "/glossary/5d2a7c90b1e44c1f")
    ],
    "a5-bizagi-extended-attribute.bpmn": [],
    "a6-category.bpmn": [],
    "a7-archimate-property.archimate": [],
    "a8-processes-cp1251.csv": [
        ("Mapping-id-tidied", "BP-05", "1. 1. 1.12 → 1.1.1.12"),
        ("Process-element-current", "BP-08", "1.1.1.8"),
        ("Mapping-looks-like-date", "BP-09", "01.01.2007"),
        ("Mapping-label-contradicts", "BP-10", "1.1.1.9 Обработка заказов"),
    ],
}
# What every model has that maps some processes, to elements and not to functions.
USUAL = {"Process-classified", "Process-classification-grounded"}


Expected = dict[str, list[list[str]]]
Case = tuple[str, SourceModel, Resolved, Expected]


@pytest.fixture(scope="module", params=FILES)
def case(request: pytest.FixtureRequest, shared_cases: Path) -> Case:
    folder = shared_cases / "annotated"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[request.param]
    model = read_source(folder / request.param, name=request.param)
    assert isinstance(model, SourceModel)
    return request.param, model, resolve(model, Catalogue.load()), expected


def test_all_cases_are_known(shared_cases: Path) -> None:
    expected = json.loads((shared_cases / "annotated" / "expected.json").read_text(encoding="utf-8"))
    assert list(expected) == FILES == list(FINDINGS)
    assert {name: len(each["findings"]) for name, each in expected.items()} == {
        name: len(each) for name, each in FINDINGS.items()
    }


def test_every_pair_is_mapped_and_nothing_else(case: Case) -> None:
    name, _, resolved, expected = case
    mapped = {(one.subject, one.id) for one in resolved.references if one.counts}
    wanted = {(process, id_) for process, id_, _ in expected["must_map"]}
    # The name beside this number contradicts it; that is said, and the number counts.
    wanted |= {("BP-10", "1.1.1.9")} if name == "a8-processes-cp1251.csv" else set()
    assert mapped == wanted


def test_no_decoy_is_mapped(case: Case) -> None:
    _, _, resolved, expected = case
    mapped = {(one.subject, one.id) for one in resolved.references if one.counts}
    for process, id_ in expected["must_not_map"]:
        assert not {pair for pair in mapped if pair[0] == process and id_ in ("any", pair[1])}


def test_each_reference_is_found_by_its_convention(case: Case) -> None:
    _, _, resolved, expected = case
    found_by = {(one.subject, one.id): one.found_by for one in resolved.references}
    for process, id_, convention in expected["must_map"]:
        wanted = {"documentation": "keyword", "category": "category", "column": "column"}.get(
            convention, "property"
        )
        assert found_by[process, id_] == wanted


def test_findings_are_reported_with_record_and_line(case: Case) -> None:
    name, model, resolved, _ = case
    report = check_model(ProcessModel((document(model, resolved),)))
    assert report.errors == ()
    found = [(one.code, one.subject, one.value, one.line) for one in resolved.findings]
    found += [of_rules(one) for one in report.findings if one.code not in USUAL]
    assert len(found) == len(FINDINGS[name])
    for code, record, words in FINDINGS[name]:
        [line] = [one[3] for one in found if one[:2] == (code, record) and words in (one[2] or "")]
        assert line is not None


def of_rules(finding: Finding) -> tuple[str, str | None, str | None, int | None]:
    return finding.code, finding.record, finding.value, finding.line
