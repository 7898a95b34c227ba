"""The checks of `etom check` can fail: each is shown a fault of its kind."""

import shutil
from pathlib import Path

import pytest

from etom_rdf import maintenance, resources
from etom_rdf.maintenance import Problem, check_project, own_rules, undefined_terms, unused_terms, versions

SHIPPED = resources.ontology_file("etom").parent.parent


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the shipped files that a test may spoil."""
    for folder in ("ontology", "shapes", "queries"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    monkeypatch.setattr(resources, "_data_root", lambda: tmp_path)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(problems: object) -> set[str]:
    return {problem.code for problem in problems if isinstance(problem, Problem)}  # type: ignore[attr-defined]


def test_the_project_is_in_order(require_java: Path) -> None:
    report = check_project()
    assert report.problems == ()
    assert report.skipped == ()
    assert report.exit_code == 0


def test_a_file_out_of_form_is_found(copy: Path) -> None:
    spoil(copy / "ontology" / "etom.ttl", "    a owl:Class ;\n", "  a   owl:Class ;\n")
    assert codes(maintenance.canonical_form()) == {"canonical-form"}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("ontology/etom.ttl", '"area"@en,\n        "главная область"@ru', '"area"@en', "Vocabulary-documented"),
        ("ontology/etom.ttl", '"area"@en', '"область"@en', "Literal-language"),
        ("ontology/gost-r-53633.ttl", "skos:notation \"1.1.1.5\"", "skos:notation \"1.1.1.55\"", "Element-names-agree"),
        ("ontology/gost-r-53633.ttl", "etom:inVertical gost:OSR", "skos:related gost:OSR", "Element-complete"),
        ("ontology/glossary.ttl", "etom:formalizedAs etom:Product", "skos:related gost:term-3.1", "Term-complete"),
        ("ontology/requirements.ttl", 'etom:modality "permission"', 'etom:modality "maybe"', "Requirement-traced"),
        ("shapes/process-model.ttl", "sh:severity sh:Warning", "sh:severity sh:Fatal", "Rule-documented"),
        ("shapes/model-alone.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "soon"', "Header-complete"),
    ],
)  # fmt: skip
def test_our_own_shapes_notice(copy: Path, file: str, old: str, new: str, code: str) -> None:
    assert code not in codes(own_rules())
    spoil(copy / file, old, new)
    assert code in codes(own_rules())


def test_an_undefined_term_is_found(copy: Path) -> None:
    assert not list(undefined_terms())
    spoil(copy / "queries" / "functions-of-element.rq", "etom:functionOf", "etom:noSuchThing")
    spoil(
        copy / "ontology" / "glossary.ttl", "etom:formalizedAs etom:Product", "etom:formalizedAs etom:Produkt"
    )
    assert {problem.message.en.split()[0] for problem in undefined_terms()} == {
        "etom:noSuchThing",
        "etom:Produkt",
    }


def test_an_unused_term_is_found(copy: Path) -> None:
    assert not list(unused_terms())
    with (copy / "ontology" / "etom.ttl").open("a", encoding="utf-8") as file:
        file.write("\netom:Nobody a owl:Class .\n")
    assert codes(unused_terms()) == {"unused-term"}


def test_another_version_is_found(copy: Path) -> None:
    assert not list(versions())
    spoil(copy / "shapes" / "ontology.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    (problem,) = versions()
    assert problem.file == "ontology.ttl"
