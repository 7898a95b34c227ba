"""Shapes with errors are named with file and line; what is right is read, or handed over to pySHACL."""

import json
from pathlib import Path

import pytest

from etom_rdf.cli import main
from etom_rdf.errors import InputError
from etom_rdf.text import Text
from etom_rdf.validation import Report, validate
from etom_rdf.validation.default_messages import default_message
from etom_rdf.validation.rendering import as_text
from etom_rdf.validation.shapes import components

# Four lines, so that the first line of a test stands in line 5.
PREFIXES = """\
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MODEL = (
    PREFIXES
    + """\
ex:p a etom:Process ;
    etom:performs <https://w3id.org/etom/gost-r-53633/1.1.1.5-f1> ;
    etom:sourceId "42" .
"""
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.ttl"
    path.write_text(MODEL, encoding="utf-8")
    return path


def checked(model: Path, shapes: str) -> Report:
    path = model.with_name("shapes.ttl")
    path.write_text(PREFIXES + shapes, encoding="utf-8")
    return validate(model, shapes=[path])


ON_NODE = "ex:S sh:targetNode ex:p ;\n    "
ON_PROPERTY = "ex:S sh:targetNode ex:p .\nex:S sh:property [ sh:path etom:sourceId ;\n    "


@pytest.mark.parametrize(
    ("shapes", "line", "words"),
    [
        (ON_NODE + 'sh:property [ sh:path "sourceId" ; sh:minCount 1 ] .', 6, "sh:path must be a property"),
        (ON_NODE + "sh:property [ sh:path ( etom:sourceId ) ; sh:minCount 1 ] .", 6, "sh:path must be"),
        (ON_NODE + "sh:property [ sh:path [ sh:inversePath ex:a ; sh:zeroOrMorePath ex:b ] ] .", 6, "sh:path must"),
        (ON_NODE + "sh:property [ sh:path [] ; sh:minCount 1 ] .", 6, "sh:path must be"),
        (ON_NODE + "sh:property [ sh:minCount 1 ] .", 6, "exactly one sh:path"),
        (ON_NODE + "sh:in ex:none .", 5, "a list is not well-formed"),
        (ON_NODE + "sh:or ( ex:A ex:B ) , ex:none .", 5, "a list is not well-formed"),
        (ON_NODE + "sh:in _:list .\n_:list <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 .", 7, "a list"),
        (ON_PROPERTY + 'sh:minCount "many" ] .', 6, "has many where a whole number must stand"),
        (ON_PROPERTY + "sh:maxCount 1.5 ] .", 6, "has 1.5 where a whole number must stand"),
        (ON_PROPERTY + "sh:minLength ex:two ] .", 6, "where a whole number must stand"),
        (ON_PROPERTY + "sh:minCount 1, 2 ] .", 6, "sh:minCount stands in one shape more than once"),
        (ON_NODE + "sh:minCount 1 .", 5, "sh:minCount needs a shape with sh:path"),
        (ON_NODE + "sh:uniqueLang true .", 5, "sh:uniqueLang needs a shape with sh:path"),
        (ON_NODE + "sh:lessThan etom:sourceId .", 5, "sh:lessThan needs a shape with sh:path"),
        (ON_NODE + "sh:qualifiedValueShape ex:T ; sh:qualifiedMinCount 1 .", 5, "needs a shape with sh:path"),
        (ON_NODE + "sh:nodeKind ex:kind .", 5, "one of the six kinds of sh:nodeKind must stand"),
        (ON_NODE + 'sh:class "Process" .', 5, "has Process where an IRI must stand"),
        (ON_NODE + 'sh:node "T" .', 5, "has T where a shape must stand"),
        (ON_NODE + "sh:minInclusive ex:one .", 5, "where a literal must stand"),
        (ON_NODE + "sh:languageIn ( ex:en ) .", 5, "where a literal must stand"),
        (ON_NODE + 'sh:closed "yes" .', 5, "has yes where true or false must stand"),
        (ON_NODE + "sh:closed true ; sh:ignoredProperties ( 1 ) .", 5, "has 1 where an IRI must stand"),
        (ON_NODE + 'sh:severity "high" ; sh:class ex:C .', 5, "has high where an IRI must stand"),
        (ON_NODE + 'sh:deactivated "no" ; sh:class ex:C .', 5, "has no where true or false must stand"),
        ('ex:S sh:targetClass "Process" ;\n    sh:class ex:C .', 5, "has Process where an IRI must stand"),
        (ON_NODE + 'sh:pattern "(" .', 5, "no regular expression"),
        (ON_NODE + 'sh:pattern "a" ; sh:flags "z" .', 5, "unknown flag z"),
        (ON_NODE + "sh:node ex:S .", 5, "refers to itself"),
        (ON_NODE + "sh:not ex:T .\nex:T sh:property [ sh:path etom:partOf ; sh:node ex:S ] .", 5, "refers to itself"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_shape_is_said_with_its_line(
    model: Path, shapes: str, line: int, words: str
) -> None:
    (error,) = checked(model, shapes).errors
    assert isinstance(error, InputError)
    assert Path(error.file or "").name == "shapes.ttl"
    assert error.line == line
    assert words in error.message.en
    assert error.message.ru != error.message.en


def test_a_shape_within_many_others_is_no_recursion(model: Path) -> None:
    report = checked(
        model, "ex:S sh:targetNode ex:p ; sh:node ex:T, ex:U .\nex:T sh:node ex:U .\nex:U sh:class ex:C ."
    )
    assert not report.errors
    assert {finding.code for finding in report.findings} == {"S"}


def test_a_shape_that_is_switched_off_is_not_read(model: Path) -> None:
    report = checked(model, ON_NODE + "sh:deactivated true ; sh:minCount 1 .")
    assert (report.errors, report.findings) == ((), ())


COMPONENTS = sorted(
    value
    for name, value in vars(components).items()
    if isinstance(value, str) and value.endswith("ConstraintComponent") and name not in ("SPARQL", "PROPERTY")
)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda iri: iri.rpartition("#")[2])
def test_every_component_has_a_message_that_speaks_of_it(component: str) -> None:
    message = default_message(component)
    assert message.en.endswith(".")
    assert message.ru.endswith(".")
    is_of_range = any(word in component for word in ("Inclusive", "Exclusive"))
    assert ("outside the range" in message.en) == is_of_range


def test_a_shape_without_a_message_gets_that_of_its_component(model: Path) -> None:
    (finding,) = checked(model, ON_PROPERTY + "sh:datatype xsd:integer ] .").findings
    assert finding.message == default_message(components.DATATYPE)


def test_a_message_of_the_users_own_serves_for_both_languages(model: Path) -> None:
    (finding,) = checked(model, ON_PROPERTY + 'sh:datatype xsd:integer ; sh:message "Zahl!"@de ] .').findings
    assert finding.message == Text(en="Zahl!", ru="Zahl!")


SPARQL_SHAPE = """\
ex:Id-is-long a sh:NodeShape ; sh:targetClass etom:Process ; sh:message "Longer!" ; sh:sparql [
    sh:select "SELECT $this ?value WHERE { $this <https://w3id.org/etom/ns/sourceId> ?value }"
] .
"""
SPARQL_INSIDE = """\
ex:Outer a sh:NodeShape ; sh:targetClass etom:Process ; sh:node [ sh:and ( [ sh:sparql [
    sh:select "SELECT $this WHERE { $this <https://w3id.org/etom/ns/sourceId> ?value }" ] ] ) ] .
"""


def test_what_pyshacl_has_to_run_is_said(model: Path) -> None:
    report = checked(model, SPARQL_SHAPE + ON_PROPERTY + "sh:maxLength 1 ] .")
    assert {finding.code for finding in report.findings} == {"Id-is-long", "S"}
    assert report.handed_over == ("Id-is-long",)
    assert json.loads(report.to_json())["handed_over"] == ["Id-is-long"]
    assert "\nshapes run by pySHACL: Id-is-long\n" in as_text(report, "en")
    assert "\nправила, применённые с помощью pySHACL: Id-is-long\n" in as_text(report, "ru")


def test_nothing_is_said_of_pyshacl_where_it_ran_nothing(model: Path) -> None:
    report = checked(model, ON_PROPERTY + "sh:maxLength 1 ] .")
    assert report.handed_over == ()
    assert "pySHACL" not in as_text(report, "en")


def test_a_shape_is_handed_over_for_what_stands_deep_inside(model: Path) -> None:
    report = checked(model, SPARQL_INSIDE)
    assert report.handed_over == ("Outer",)
    assert [finding.code for finding in report.findings] == ["Outer"]


def test_both_engines_of_the_program_find_the_same(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shapes = model.with_name("shapes.ttl")
    shapes.write_text(
        PREFIXES + SPARQL_SHAPE + ON_PROPERTY + 'sh:maxLength 1 ; sh:message "!" ] .', encoding="utf-8"
    )
    arguments = ["validate", str(model), "--shapes", str(shapes), "--format", "json", "--engine"]
    reports = []
    for engine in ("fast", "pyshacl"):
        assert main([*arguments, engine]) == 1
        reports.append(json.loads(capsys.readouterr().out))
    fast, reference = reports
    assert len(fast["findings"]) == 2
    assert fast["findings"] == reference["findings"]
