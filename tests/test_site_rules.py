"""The pages of the rules say what the shapes say, and show what validation finds."""

from pathlib import Path

import pytest
from documentation import LANGUAGES, broken_links, foreign, page, site, words
from rdflib import Graph, URIRef

from etom_rdf.linked_data.page_addresses import anchor_of_clause
from etom_rdf.namespaces import ETOM, SHAPE
from etom_rdf.site.rules import all_rules
from etom_rdf.site.usage import rule_codes, rules_about
from etom_rdf.text import Language
from etom_rdf.validation import model_rules, validate
from etom_rdf.validation.rendering import SEVERITY_NAMES
from etom_rdf.validation.rules import Rule

INVALID = Path(__file__).parent / "invalid"
CODES = pytest.mark.parametrize("code", rule_codes())
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def rule(code: str) -> Rule:
    return all_rules()[code]


@IN_BOTH
def test_every_rule_is_listed_with_its_severity(language: Language) -> None:
    listed = {}
    for row in page(f"{language}/rules/").xpath("//ul[@class='rules']/li"):
        listed[words(row.find(".//code"))] = (words(row.find(".//span")), words(row.find(".//a")))
    assert listed == {
        code: (SEVERITY_NAMES[one.severity].in_language(language), one.name.in_language(language))
        for code, one in all_rules().items()
    }
    assert set(rule_codes()) == set(listed)
    assert len(listed) > len(model_rules())


@IN_BOTH
@CODES
def test_a_rule_has_its_page(code: str, language: Language) -> None:
    document = page(f"{language}/rules/{code}/")
    found = words(document.find(".//main"))
    assert words(document.find(".//h1")) == rule(code).name.in_language(language)
    assert rule(code).message.in_language(language) in found
    assert SEVERITY_NAMES[rule(code).severity].in_language(language) in found
    assert foreign(document, language) == set()


@IN_BOTH
@CODES
def test_links_lead_somewhere(code: str, language: Language) -> None:
    assert broken_links(f"{language}/rules/{code}/") == []


@IN_BOTH
def test_links_of_the_list_lead_somewhere(language: Language) -> None:
    assert broken_links(f"{language}/rules/") == []
    assert foreign(page(f"{language}/rules/"), language) == set()


@CODES
def test_clauses_are_linked(code: str) -> None:
    links = [str(link) for link in page(f"en/rules/{code}/").xpath("//dl//a/@href")]
    for clause in rule(code).clause:
        assert any(link.endswith(f"#{anchor_of_clause(clause.rpartition('/')[2])}") for link in links)


@CODES
def test_the_words_name_every_term_of_the_shape(code: str) -> None:
    """What a shape looks at or demands is said: each of our terms in it is a link, save those of a SPARQL text."""
    document = page(f"en/rules/{code}/")
    if "SPARQL query" in words(document.find(".//main")):
        return
    named = {
        str(link).rpartition("#")[2] for link in document.xpath("//dl//a/@href") if "vocabulary/" in str(link)
    }
    expected = {term for term, codes in rules_about().items() if code in codes}
    assert expected <= named


@pytest.mark.parametrize(
    ("code", "language", "sentences"),
    [
        ("ServiceProvider-licensed", "en", ["typed ‘service provider’", "following ‘licence’: at least one value"]),
        ("EndToEnd-has-steps", "ru", ["на что указывает «является шагом»", "в обратную сторону: значений не меньше 1"]),
        ("Process-element-current", "en", ["of no value this holds:", "it has the type ‘retired element’"]),
        ("OwnElement-id-extends-known", "ru", ["(1.1.1)"]),
        ("Term-known", "ru", ["все утверждения модели вместе", "нарушения находит запрос SPARQL"]),
    ],
)  # fmt: skip
def test_what_a_rule_looks_at_in_words(code: str, language: Language, sentences: list[str]) -> None:
    found = words(page(f"{language}/rules/{code}/").find(".//main"))
    assert [one for one in sentences if one not in found] == []


@IN_BOTH
@pytest.mark.parametrize("code", model_rules())
def test_the_failing_example_and_its_findings_are_shown(code: str, language: Language) -> None:
    document = page(f"{language}/rules/{code}/")
    example = (INVALID / f"{code}.ttl").read_text(encoding="utf-8")
    shown = [one.text_content() for one in document.xpath("//pre")]
    assert example.strip() in [one.strip() for one in shown]
    findings = validate(INVALID / f"{code}.ttl").findings
    rows = document.xpath("//ul[@class='findings']/li")
    assert len(rows) == len(findings) > 0
    for row, finding in zip(rows, findings, strict=True):
        assert str(finding.line) in words(row)
        assert finding.message.in_language(language) in words(row)
        assert words(row.xpath(".//code")[0]) == code


def test_rules_for_the_ontology_have_no_example() -> None:
    for code in set(all_rules()) - set(model_rules()):
        assert not page(f"en/rules/{code}/").xpath("//ul[@class='findings']")


@CODES
def test_the_turtle_is_that_of_the_shape(code: str) -> None:
    blocks = [one.text_content() for one in page(f"en/rules/{code}/").xpath("//details//pre")]
    graphs = [Graph().parse(data=block, format="turtle") for block in blocks if "@prefix" in block]
    assert any((URIRef(SHAPE + code), None, None) in graph for graph in graphs)


def test_places_of_terms_exist() -> None:
    assert "en/vocabulary/" in site()
    assert all(page("en/vocabulary/").xpath("//*[@id=$id]", id=term) for term in rules_about())
    assert not any(term.startswith(ETOM) for term in rules_about())
