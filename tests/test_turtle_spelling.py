"""Hold how canonical Turtle spells literals and names, and which prefixes it declares."""

from textwrap import dedent

import pytest
from rdflib import Graph
from turtle_samples import formatted

from etom_rdf.turtle import canonical_turtle

LITERALS = {
    "1": "1",
    "+1": '"+1"^^xsd:integer',
    "01": '"01"^^xsd:integer',
    "'01'^^xsd:integer": '"01"^^xsd:integer',
    "'-0'^^xsd:integer": '"-0"^^xsd:integer',
    "-7": "-7",
    "'1'^^xsd:boolean": '"1"^^xsd:boolean',
    "'true'^^xsd:boolean": "true",
    "'TRUE'^^xsd:boolean": '"TRUE"^^xsd:boolean',
    "0.9": "0.9",
    "0.90": '"0.90"^^xsd:decimal',
    "0.0000001": '"0.0000001"^^xsd:decimal',
    "1e3": '"1e3"^^xsd:double',
    "'x'^^xsd:string": '"x"',
    "'x'@EN-us": '"x"@EN-us',
    "'x' @Ru": '"x"@Ru',
    "'@EN'@en": '"@EN"@en',
    "'#'": '"#"',
    "'''say \"no\"'''": r'"say \"no\""',
    r"'C:\\dir\t'": r'"C:\\dir\t"',
    r"'soft\u00AD hyphen, \u202E turn'": r'"soft\u00AD hyphen, \u202E turn"',
    r"'cr\r lf\n'": '"""cr\\r lf\n"""',
    "'''a\n\"'''": '"""a\n\\""""',
    '\'\'\'"""\n""""\'\'\'': '"""\\"""\n\\"\\""\\""""',
    r"'\\\n\\'": '"""\\\\\n\\\\"""',
    "'№ 982\u00a0ст'": '"№ 982\u00a0ст"',
}


@pytest.mark.parametrize(("written", "expected"), LITERALS.items())
def test_literal_keeps_its_form(written: str, expected: str) -> None:
    assert formatted(f"ex:s ex:p {written} .") in (
        f"ex:s ex:p {expected} .",
        f"ex:s\n    ex:p {expected} ;\n.",
    )


def test_tags_that_differ_in_case_are_both_kept() -> None:
    assert formatted('ex:s ex:p "x"@EN, "x"@en .') == 'ex:s\n    ex:p\n        "x"@EN,\n        "x"@en ;\n.'


NAMES = {
    "ex:1.1.1.5-f1": "ex:1.1.1.5-f1",
    "ex:заказ": "ex:заказ",
    "<http://example.org/ends.>": "<http://example.org/ends.>",
    r"ex:a\/b": "<http://example.org/a/b>",
    r"ex:\#x": "<http://example.org/#x>",
    "ex:a%41": "<http://example.org/a%41>",
    "ex:": "<http://example.org/>",
    "<http://example.org/-x>": "<http://example.org/-x>",
    "<http://purl.org/dc/terms/title>": "dcterms:title",
    "<http://www.w3.org/ns/prov#Agent>": "prov:Agent",  # one of ours that the text does not declare
    "rdf:nil": "()",
}


@pytest.mark.parametrize(("written", "expected"), NAMES.items())
def test_name_takes_a_prefix_where_it_needs_no_escape(written: str, expected: str) -> None:
    assert formatted(f"ex:s ex:p {written} .") in (
        f"ex:s ex:p {expected} .",
        f"ex:s\n    ex:p {expected} ;\n.",
    )


def test_only_used_prefixes_are_kept_under_their_own_names() -> None:
    text = "@prefix dct: <http://purl.org/dc/terms/> . PREFIX no: <http://no/> <urn:s> dct:title <urn:o> ."
    assert canonical_turtle(text) == dedent("""\
        @prefix dct: <http://purl.org/dc/terms/> .

        <urn:s> dct:title <urn:o> .
        """)


def test_longest_namespace_wins() -> None:
    text = "@prefix a: <http://a/> . @prefix b: <http://a/b/> . <http://a/b/c> <http://a/p> <http://a/b/> ."
    assert canonical_turtle(text).endswith("\n\nb:c a:p <http://a/b/> .\n")


def test_base_is_resolved() -> None:
    text = "@base <http://b/d/> . <../s> </p> <> ."
    assert canonical_turtle(text) == "<http://b/s> <http://b/p> <http://b/d/> .\n"


def test_bare_numbers_keep_their_form_in_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    text = "<urn:s> <urn:p> 0, 7, -12, 0.9, -1.5, 12.0, 0.000001, true, false ."
    graph = Graph().parse(data=canonical_turtle(text), format="turtle")
    expected = {"0", "7", "-12", "0.9", "-1.5", "12.0", "0.000001", "true", "false"}
    assert {str(value) for value in graph.objects()} == expected
