"""The vocabularies that ship are sound: canonical, with sources, consistent, and each term leads somewhere."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from etom_rdf.owl_profile import contradictions
from etom_rdf.readers.rdf import LED_TO, load_aliases
from etom_rdf.resources import ontology_file, vocabulary_files
from etom_rdf.turtle import check_file


@pytest.mark.parametrize("name", ["etom", "alignments"])
def test_a_reasoner_takes_them_with_the_vocabulary_and_not_with_the_alignments(
    name: str, require_java: Path
) -> None:
    files = {ontology_file("etom"), ontology_file(name), *vocabulary_files()}
    empty = {one.subject for one in contradictions(files)}
    assert empty == ({"etom:Step", "etom:EndToEndProcess"} if name == "alignments" else set())


@pytest.mark.parametrize("file", vocabulary_files(), ids=lambda file: file.stem)
def test_what_ships_is_canonical_and_says_where_it_comes_from(file: Path) -> None:
    assert check_file(file) is None
    graph = Graph().parse(file)
    dcterms = "http://purl.org/dc/terms/"
    (header,) = graph.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Ontology"))
    assert {getattr(one, "language", None) for one in graph.objects(header, URIRef(f"{dcterms}title"))} == {
        "en",
        "ru",
    }
    assert any(graph.objects(header, URIRef(f"{dcterms}source")))


def test_every_term_of_what_ships_leads_somewhere() -> None:
    aliases = load_aliases()
    known = {*aliases.classes, *aliases.properties, *aliases.domains, *aliases.ranges}
    for file in vocabulary_files():
        graph = Graph().parse(file)
        (header,) = graph.subjects(RDF.type, None)
        subjects = {ox.NamedNode(str(one)) for one in graph.subjects() if one != header}
        assert subjects <= known


def test_no_term_that_any_file_may_use_makes_a_node_something() -> None:
    aliases = load_aliases()
    decisive = {*aliases.classes, *aliases.domains, *aliases.ranges}
    assert not [term for term in decisive if term.value.startswith(LED_TO)]
