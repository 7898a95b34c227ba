"""Read real ArchiMate models: counts that were made independently, annotated properties."""

import json
from collections import Counter
from pathlib import Path

import pytest
from archimate_models import supports

from etom_rdf.readers import archimate

FILES = (
    "everything.archimate",
    "importer-test.archimate",
    "renderer-no-namespace.xml",
    "sample-exchange.xml",
    "zipped.archimate",
)


@pytest.mark.parametrize("file", FILES)
def test_real_files_have_the_counts_that_were_made_independently(shared_cases: Path, file: str) -> None:
    expected = json.loads((shared_cases / "expected.json").read_bytes())[f"archimate/{file}"]["counts"]
    with (shared_cases / "archimate" / file).open("rb") as source:
        contents = archimate.read_contents(source, name=file)
    kinds = Counter(concept.type for concept in contents.concepts.values())
    counted = {
        "elements": len(contents.concepts),
        "rels": len(contents.relations),
        "process": kinds["BusinessProcess"],
        "function": kinds["BusinessFunction"],
        "appcomp": kinds["ApplicationComponent"],
    }
    assert counted == {key: expected[key] for key in counted}


def test_a_real_model_without_namespace_says_so(shared_cases: Path) -> None:
    with (shared_cases / "archimate" / "renderer-no-namespace.xml").open("rb") as source:
        model = archimate.read(source, name="renderer.xml")
    assert [(notice.code, notice.line) for notice in model.notices] == [("Source-namespace-missing", 2)]
    assert [(each.id, each.type, each.line, each.component) for each in model.activities] == [
        ("biz-01", "BusinessFunction", 200, "app-01"),
        ("biz-02", "BusinessFunction", 205, "app-01"),
        ("biz-03", "BusinessFunction", 210, "app-04"),
        ("biz-04", "BusinessFunction", 215, "app-02"),
    ]
    assert len(model.systems) == 9
    assert supports(model)["app-01"] == ("biz-01", "biz-02", "biz-03")


def test_annotated_properties_are_reported_and_no_others(shared_cases: Path) -> None:
    with (shared_cases / "annotated" / "a7-archimate-property.archimate").open("rb") as source:
        model = archimate.read(source, name="a7.archimate")
    assert [(each.subject, each.text, each.key, each.found_by, each.line) for each in model.mentions] == [
        ("70630355", "1.1.1.2", "etom-id", "property", 12),
        ("d393c534", "1.1.1.7 Customer QoS/SLA management", "ETOM element", "property", 23),
        ("e7c1a5f3", "1.1.1.10", "eTOM", "property", 28),
        ("e7c1a5f3", "1.1.1.11", "eTOM", "property", 29),
    ]
