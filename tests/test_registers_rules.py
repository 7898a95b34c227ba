"""Hold what rules of a user find in registers by columns against what they find row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_registers import PREFIXES, ROWS, assert_same, registers, written

from etom_rdf.validation.checking import Checking, reading_detail

# Users' rules, and how a register has to be read for them: in short, or as a whole.
SHAPES = {
    "pattern of one class": (
        "sh:targetClass etom:Process ; sh:property [ sh:path rdfs:label ; "
        "sh:pattern '[k]' ]", True),
    "pattern of one class in a shape that is not told": (
        "sh:targetClass etom:Process ; sh:not [ sh:property [ sh:path rdfs:label ; sh:pattern '[k]' ] ]", True),
    "pattern of words": (
        "sh:targetClass etom:Process ; sh:property [ sh:path rdfs:label ; sh:pattern '^Take|^P' ]", True),
    "length of names": ("sh:targetSubjectsOf rdfs:label ; sh:property [ sh:path rdfs:label ; sh:maxLength 4 ]", True),
    "performers": (
        "sh:targetClass etom:Process ; sh:property [ sh:path (etom:performedBy rdfs:label) ; sh:maxLength 4 ]", True),
    "performer there": ("sh:targetClass etom:Process ; sh:property [ sh:path etom:performedBy ; sh:minCount 1 ]", True),
    "elements": (
        "sh:targetClass etom:Process ; sh:property [ sh:path etom:classifiedAs ; sh:in ( my:one ) ]", True),
    "confidence": (
        "sh:targetClass etom:Process ; sh:property [ "
        "sh:path (etom:qualifiedClassification etom:confidence) ; sh:minInclusive 0.5 ]", True),
    "author": (
        "sh:targetClass etom:Process ; sh:property [ "
        "sh:path (etom:qualifiedClassification prov:wasAttributedTo) ; sh:nodeKind sh:Literal ]", True),
    "names of rows": ("sh:targetClass etom:Process ; sh:pattern 'P[12]$'", False),
    "whole there": ("sh:targetClass etom:Process ; sh:property [ sh:path etom:partOf ; sh:minCount 1 ]", False),
    "parts": (
        "sh:targetClass etom:Process ; sh:property [ sh:path [ sh:inversePath etom:partOf ] ; sh:minCount 1 ]", False),
    "unique names": ("sh:targetClass etom:Process ; sh:property [ sh:path rdfs:label ; shape:unique true ]", False),
    "unique elements": (
        "sh:targetClass etom:Process ; sh:property [ sh:path etom:classifiedAs ; shape:unique true ]", False),
    "closed": ("sh:targetClass etom:Process ; sh:closed true", False),
    "classifications": ("sh:targetClass etom:Classification ; sh:property [ sh:path my:x ; sh:minCount 1 ]", False),
    "blank nodes": (
        "sh:targetClass etom:Process ; sh:property [ sh:path etom:qualifiedClassification ; "
        "sh:nodeKind sh:IRI ]", False),
    "one row": (
        "sh:targetNode <https://example.invalid/register.parquet#P2> ; sh:property [ sh:path my:x ; sh:minCount 1 ]",
        False),
    "ids": ("sh:targetClass etom:Process ; sh:property [ sh:path etom:sourceId ; sh:pattern '^P1' ]", False),
    "lines": ("sh:targetClass etom:Process ; sh:property [ sh:path etom:sourceLine ; sh:maxInclusive 3 ]", False),
    "SPARQL": (
        "sh:targetClass etom:Process ; sh:sparql [ sh:select 'SELECT $this WHERE { $this a ?class }' ]", False),
}  # fmt: skip


@pytest.mark.parametrize(("shape", "in_short"), SHAPES.values(), ids=SHAPES)
def test_rules_of_a_user_see_what_they_look_at(shape: str, in_short: bool, tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", ROWS)
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{PREFIXES} my:Shape a sh:NodeShape ; {shape} .", encoding="utf-8")
    assert (reading_detail(Checking((shapes,))) is not None) == in_short
    report = assert_same(path, shapes=[shapes])
    assert report.errors == ()
    assert any(one.code == "Shape" for one in report.findings)


ALIKE = {
    "Process ID": ["P1", "P2", "P3", "P4"],
    "Process name": ["Take orders", "TAKE", "[k]", "Bill"],
    "eTOM element": ["1.1.1.5"] * 4,
    "Confidence": ["0.9", "0.2", "0.5", "0.7"],
}
NAMES = "sh:targetClass etom:Process ; sh:property [ sh:path rdfs:label ;"


@pytest.mark.parametrize(
    ("shape", "values"),
    [
        (f"{NAMES} sh:pattern '[k]' ]", {"TAKE", "Bill"}),
        (f"{NAMES} sh:pattern '[k]' ; sh:flags 'i' ]", {"Bill"}),
        (f"{NAMES} sh:pattern '[k]' ; sh:flags 'q' ]", {"Take orders", "TAKE", "Bill"}),
        (f"{NAMES} sh:languageIn ( 'ru' ) ]", {*ALIKE["Process name"]}),
        (f"{NAMES} sh:not [ sh:nodeKind sh:Literal ] ]", {*ALIKE["Process name"]}),
        (
            "sh:targetClass etom:Process ; sh:property [ "
            "sh:path (etom:qualifiedClassification etom:confidence) ; sh:datatype rdfs:Literal ]",
            {*ALIKE["Confidence"]},
        ),
    ],
)
def test_findings_of_rows_alike_give_the_text_of_each(shape: str, values: set[str], tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", ALIKE)
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{PREFIXES} my:Shape a sh:NodeShape ; {shape} .", encoding="utf-8")
    report = assert_same(path, shapes=[shapes])
    assert {one.value for one in report.findings if one.code == "Shape"} == values


# What a finding of these gives is the text of a cell.
TOLD = [
    f"sh:path {path} ; {constraint}"
    for path in (
        "rdfs:label",
        "etom:performedBy",
        "(etom:performedBy rdfs:label)",
        "[ sh:alternativePath (rdfs:label etom:classifiedAs) ]",
        "(etom:qualifiedClassification etom:confidence)",
        "(etom:qualifiedClassification prov:wasAttributedTo)",
    )
    for constraint in (
        "sh:pattern '[k]'",
        "sh:pattern '[k]' ; sh:flags 'i'",
        "sh:datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>",
        "sh:languageIn ('ru')",
        "sh:nodeKind sh:BlankNode",
        "sh:class my:Class",
        "sh:not [ sh:pattern '[a-z]' ]",
        "sh:or ( [ sh:languageIn ('en') ] [ sh:pattern '[Ѐ-ӿ]' ] )",
        "sh:node [ sh:datatype rdfs:Literal ]",
        "sh:property [ sh:path rdfs:label ; sh:languageIn ('ru') ]",
    )
]


@settings(max_examples=60, deadline=None)
@given(columns=registers(), shapes=st.lists(st.sampled_from(TOLD), min_size=1, max_size=3))
def test_findings_of_any_rows_give_the_text_of_each(
    columns: Mapping[str, Sequence[str]], shapes: list[str], tmp_path_factory: Any
) -> None:
    # What is called like a process has another address: where rows are alike, ids do not tell.
    assume({*columns.get("Process ID", ())}.isdisjoint(columns.get("Department", ())))
    folder = tmp_path_factory.mktemp("rules")
    path = written(folder / "register.parquet", {role: [*cells, *cells] for role, cells in columns.items()})
    rules = folder / "shapes.ttl"
    properties = " ; ".join(f"sh:property [ {one} ]" for one in shapes)
    rules.write_text(f"{PREFIXES} my:Shape sh:targetClass etom:Process ; {properties} .", encoding="utf-8")
    report = assert_same(path, shapes=[rules])
    assert report.errors == ()


def test_only_departments_of_the_register_are_spoken_of(tmp_path: Path) -> None:
    path = written(tmp_path / "register.parquet", {"Process ID": ["P1"], "Department": ["Продажи"]})
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        f"{PREFIXES} my:Shape sh:targetClass etom:Process ; sh:property [ sh:path etom:performedBy ; "
        "sh:property [ sh:path rdfs:label ; sh:languageIn ('xx') ] ] .",
        encoding="utf-8",
    )
    report = assert_same(path, shapes=[shapes])
    assert [one.value for one in report.findings if one.code == "Shape"] == ["Продажи"]
