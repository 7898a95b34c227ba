"""Read real RDF that others made: nothing crashes, and the counts are those taken independently."""

import json
from pathlib import Path

import pytest

from etom_rdf.rdf_input import read_rdf
from etom_rdf.validation import validate

FILES = ("rdf/abecto-space-travel.trig", "rdf/fairworkflows-workflow.trig", "rdf/prov-association9.ttl")


@pytest.mark.parametrize("file", FILES)
def test_real_rdf_is_read_whole(file: str, shared_cases: Path) -> None:
    counts = json.loads((shared_cases / "expected.json").read_text(encoding="utf-8"))[file]["counts"]
    assert len(read_rdf(shared_cases / file).quads) == counts["quads_pyoxigraph"]


@pytest.mark.parametrize("file", FILES)
def test_real_rdf_without_our_terms_only_gets_advice(file: str, shared_cases: Path) -> None:
    report = validate(shared_cases / file)
    assert report.errors == ()
    # Their plans and steps are read as processes, and nothing ties them to the standard.
    assert {finding.code for finding in report.findings} <= {"Label-language", "Process-classified"}
    assert report.findings
    assert report.counts["violation"] == 0


def test_no_file_of_the_set_is_left_out(shared_cases: Path) -> None:
    assert {str(path.relative_to(shared_cases)) for path in (shared_cases / "rdf").iterdir()} == set(FILES)
