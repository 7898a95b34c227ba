"""The page of the vocabulary says all that the files say, in one language at a time."""

import pytest
from documentation import LANGUAGES, broken_links, foreign, page, words
from lxml import html
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from etom_rdf.namespaces import ETOM
from etom_rdf.resources import ontology_file
from etom_rdf.site.examples_of_use import example_of_class, example_of_property, example_prefixes
from etom_rdf.site.ontology_terms import vocabulary_terms
from etom_rdf.text import Language

PATH = "vocabulary/"
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(ontology_file("etom"))


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(ontology_file("alignments"))


def local(node: Node) -> str | None:
    name = str(node).removeprefix(ETOM)
    return name if isinstance(node, URIRef) and name not in (str(node), "") else None


def terms(graph: Graph) -> set[str]:
    return {name for node in graph.subjects(RDFS.label) if (name := local(node))}


def section(name: str, language: Language) -> html.HtmlElement:
    (found,) = page(f"{language}/{PATH}").xpath("//section[@id=$id]", id=name)
    return found


def mentioned(name: str, language: Language) -> set[str]:
    """Return the local names that the facts about a term lead to."""
    links = section(name, language).xpath(".//dl//a/@href")
    return {
        str(link).rpartition("#")[2] for link in links if "vocabulary" in str(link) or str(link)[0] in "#.i"
    }


@IN_BOTH
def test_every_class_and_property_is_there(vocabulary: Graph, language: Language) -> None:
    assert {one.name for one in vocabulary_terms()} == terms(vocabulary)
    for name in terms(vocabulary):
        node, found = URIRef(ETOM + name), section(name, language)
        assert words(found.find("h3/a")) in said(vocabulary, node, RDFS.label, language)
        assert words(found.find("p")) in said(vocabulary, node, SKOS.definition, language)


def said(graph: Graph, node: URIRef, predicate: URIRef, language: Language) -> set[str]:
    return {str(one) for one in graph.objects(node, predicate) if one.language == language}  # type: ignore[attr-defined]


@IN_BOTH
def test_no_word_of_the_other_language(language: Language) -> None:
    assert foreign(page(f"{language}/{PATH}"), language) == set()


@IN_BOTH
@pytest.mark.parametrize("served", [False, True])
def test_every_link_leads_somewhere(language: Language, served: bool) -> None:
    assert broken_links(f"{language}/{PATH}", served=served) == []


@IN_BOTH
def test_every_axiom_names_what_it_is_about(vocabulary: Graph, language: Language) -> None:
    """Each of our terms that stands in an axiom of a term, at any depth, is named in the facts about it."""
    predicates = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    for name in terms(vocabulary):
        node = URIRef(ETOM + name)
        stated = [*predicates, OWL.equivalentClass, OWL.propertyChainAxiom]
        expected = {one for predicate in stated for value in vocabulary.objects(node, predicate)
                    for one in inside(vocabulary, value)}  # fmt: skip
        assert expected <= mentioned(name, language), name


def inside(graph: Graph, node: Node) -> set[str]:
    if isinstance(node, URIRef):
        return {name} if (name := local(node)) else set()
    return {one for predicate, value in graph.predicate_objects(node) if predicate != RDF.type
            for one in inside(graph, value)}  # fmt: skip


@IN_BOTH
def test_axioms_are_told_from_both_sides(vocabulary: Graph, language: Language) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith, RDFS.domain, RDFS.range):
        for subject, value in vocabulary.subject_objects(predicate):
            if (one := local(subject)) and (other := local(value)):
                assert one in mentioned(other, language), (one, predicate, other)


@IN_BOTH
def test_groups_of_disjoint_classes_are_told_at_each(vocabulary: Graph, language: Language) -> None:
    groups = [set(vocabulary.items(head)) for head in vocabulary.objects(None, OWL.members)]
    assert len(groups) == 3
    for group in groups:
        names = {name for node in group if (name := local(node))}
        for name in names:
            assert names - {name} <= mentioned(name, language)


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        ("Partner", "en", "has at least one agreement under ‘agreement’."),
        ("Partner", "ru", "имеет в свойстве «договор» хотя бы одно значение класса «договор»."),
        ("Customer", "en", "is a legal entity or a natural person."),
        (
            "EndToEndProcess",
            "ru",
            "служит значением свойства «является шагом» хотя бы для одного объекта класса «шаг».",
        ),
        ("classifiedAs", "en", "performs → function of"),
        ("modality", "ru", "permission, requirement или statement"),
        ("includes", "en", "includes → includes (transitive)"),
    ],
)
def test_axioms_in_words(name: str, language: Language, sentence: str) -> None:
    assert sentence in words(section(name, language))


@IN_BOTH
def test_alignments_stand_with_their_terms(alignments: Graph, language: Language) -> None:
    count = 0
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso):
        for subject, value in alignments.subject_objects(predicate):
            if name := local(subject):
                assert str(value) in section(name, language).xpath(".//dd/code/@title")
                count += 1
    assert count > 20


def test_examples_of_use_are_turtle_that_uses_the_term() -> None:
    without = set()
    for term in vocabulary_terms():
        example = (example_of_class if term.kind == "class" else example_of_property)(term.name)
        if example is None:
            without.add(term.name)
            continue
        graph = Graph()
        for prefix, space in example_prefixes().items():
            graph.bind(prefix, space)
        declared = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in example_prefixes().items())
        graph.parse(data=declared + example, format="turtle")
        node = URIRef(ETOM + term.name)
        assert (None, RDF.type, node) in graph or (None, node, None) in graph
        assert example in section(term.name, "en").text_content()
    # Of these there are only narrower ones, in the standard as in the example model.
    assert without == {"Category", "Entity", "Process", "System", "includes"}


def test_use_leads_to_rules_and_queries() -> None:
    links = {str(link) for link in section("licence", "en").xpath(".//details//a/@href")}
    assert any("rules/ServiceProvider-licensed/" in link for link in links)
    assert any("queries/licences-by-holder/" in link for link in links)
