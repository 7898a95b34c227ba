"""Write models and draw them at random, check them as large files, and tell what came out."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import strategies as st

from etom_rdf.validation import Finding, Report, checking, validate
from etom_rdf.validation.large_files import LargeModel
from etom_rdf.validation.large_runs import check_large

HEADER = """\
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix ex: <https://example.org/> .
@prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

FILLER = "".join(f"ex:f{number} a etom:Function ;\n    rdfs:label 'f'@en .\n" for number in range(40))

Stream = Callable[..., Report]


@pytest.fixture(name="stream")
def stream_fixture(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Return a function that checks files as large ones, and fails where they are read into memory after all."""

    def check(*paths: Path, max_findings: int | None = None) -> Report:
        done: list[bool] = []

        def large_model(*arguments: object, most: int | None) -> LargeModel:
            assert most == max_findings
            return LargeModel(*arguments, most=most)  # type: ignore[arg-type]

        def noted(*arguments: object) -> object:
            found = check_large(*arguments)  # type: ignore[arg-type]
            done.append(found is not None)
            return found

        with monkeypatch.context() as patch:
            patch.setattr(checking, "LARGE", 0)
            patch.setattr("etom_rdf.validation.large_files.LargeModel", large_model)
            patch.setattr("etom_rdf.validation.large_runs.check_large", noted)
            report = validate(*paths, max_findings=max_findings)
        assert done == [True]
        return report

    return check


def as_rows(report: Report) -> list[dict[str, object]]:
    return [finding.as_json() for finding in report.findings]


def without_lines(findings: Sequence[Finding]) -> set[tuple[object, ...]]:
    return {(one.code, one.focus, one.path, one.value, one.severity) for one in findings}


NODES = st.sampled_from(
    [f"ex:n{number}" for number in range(6)]
    + ["_:b1", "_:b2", "gost:1.1.1.5", "gost:1.1.1.13", "etom:Element"]
)
VALUES = {
    "a": ["etom:Process", "etom:EndToEndProcess", "etom:Step", "etom:OwnElement", "etom:Function", "ex:Kind",
          "etom:System", "etom:OperationsSupportSystem", "etom:Product", "etom:Service", "gost:1.1.1.5"],
    "etom:classifiedAs": ["gost:1.1.1.5", "gost:1.1.1.9", "gost:1.1.1.8", "gost:1.1.1", "gost:1.2.1.1", "gost:1.1.1.13",
                          "ex:n1", "_:b1"],
    "etom:performs": ["gost:1.1.1.5-f1", "gost:1.1.1.9-f1", "gost:1.1.1.5-f99", "ex:n2"],
    "etom:qualifiedClassification": ["_:b1", "_:b2", "ex:n3"],
    "etom:element": ["gost:1.1.1.5", "gost:1.1.1.9", "ex:n1"],
    "etom:function": ["gost:1.1.1.5-f1", "gost:1.1.1.9-f1"],
    "etom:functionOf": ["gost:1.1.1.5", "ex:n1"],
    "etom:extends": ["gost:1.1.1.5", "gost:1.1.1.9", "ex:n4"],
    "etom:processId": ["'1.1.1.5'", "'123456.1.1.1.5'", "'123456.1.1.1.5.1'", "'2.1.1.1'", "'12.1.1.1.5'", "'x'",
                       "'1.1.1.9.1'", "'123456.1.1.1.13'", "7"],
    "skos:notation": ["'123456.1.1.1.5.1'", "'123456.1.1.1.5.1.1'", "'2.1.1.1'", "'1.1.1.5'"],
    "etom:partOf": ["ex:n0", "ex:n1", "ex:n2", "ex:n3"],
    "etom:stepOf": ["ex:n0", "ex:n4"],
    "etom:runs": ["ex:n1", "ex:n2"],
    "etom:precededBy": ["ex:n1", "ex:n2", "ex:n5"],
    "etom:supports": ["gost:1.1.1.5", "gost:1.2", "ex:n1", "gost:9"],
    "etom:hasComponent": ["ex:n1", "ex:n2"],
    "etom:misspelt": ["ex:n1"],
    "rdfs:label": ["'Order'", "'Order'@en", "'Заказ'@en", "'Заказ'@ru"],
    "owl:sameAs": ["gost:1.1.1.5", "ex:n1"],
    "rdfs:subClassOf": ["etom:Process", "etom:OwnElement", "ex:Kind"],
}  # fmt: skip
STATEMENTS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda predicate: st.tuples(NODES, st.just(predicate), st.sampled_from(VALUES[predicate]))
)
