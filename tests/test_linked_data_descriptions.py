"""A description holds all that the files say of an IRI, and the names of all that it mentions."""

import pytest
from descriptions import (
    JSON_LD,
    RDF_FILES,
    TURTLE,
    body,
    data_fixture,  # noqa: F401 (a fixture)
    graph_of,
)
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, SH

from etom_rdf.linked_data import BASE, SPARQL, LinkedData
from etom_rdf.namespaces import ETOM, GOST, QUERY, SHAPE
from etom_rdf.resources import ontology_files, query_files, shape_files

NAMES = (SKOS.prefLabel, RDFS.label, SH.name, DCTERMS.title)


@pytest.fixture(scope="module")
def whole() -> Graph:
    graph = Graph()
    for path in (*ontology_files(), *shape_files()):
        graph.parse(path)
    return graph


def is_document(data: LinkedData, iri: str) -> bool:
    description = data.describe(iri.removeprefix(BASE))
    return description is not None and description.is_document


def test_a_document_is_its_file_to_the_byte(data: LinkedData) -> None:
    for path in RDF_FILES:
        (header,) = Graph().parse(path).subjects(RDF.type, OWL.Ontology)
        assert body(data, header.removeprefix(BASE), TURTLE) == path.read_bytes()


def test_an_edition_is_the_document_that_is_shipped(data: LinkedData) -> None:
    edition = data.describe("gost-r-53633/part/glossary/0.1.0")
    assert edition is not None
    assert edition.is_document
    assert edition.canonical == f"{GOST}part/glossary"
    assert data.serialize(edition, JSON_LD) == body(data, "gost-r-53633/part/glossary", JSON_LD)


def test_no_edition_takes_the_iri_of_a_thing(data: LinkedData, whole: Graph) -> None:
    editions = set(whole.objects(None, OWL.versionIRI))
    assert len(editions) >= 8
    assert not editions & set(whole.subjects())


def test_all_that_the_ontology_says_of_a_thing_is_there_with_its_blank_nodes(
    data: LinkedData, whole: Graph
) -> None:
    things = [URIRef(BASE + path) for path in data.paths()]
    things = [one for one in things if (one, None, None) in whole and not is_document(data, one)]
    assert len(things) > 400
    for thing in things:
        said = graph_of(data, thing.removeprefix(BASE)).cbd(thing)
        (home,) = said.objects(thing, RDFS.isDefinedBy)
        assert (home, RDF.type, None) in whole or home == URIRef(QUERY)
        said.remove((thing, RDFS.isDefinedBy, None))
        assert isomorphic(said, whole.cbd(thing)), thing


def test_all_that_is_mentioned_has_its_names_and_types(data: LinkedData, whole: Graph) -> None:
    for path in data.paths():
        description = data.describe(path)
        assert description is not None
        if not description.is_document:
            graph = graph_of(data, path)
            mentioned = {one for triple in graph for one in triple if isinstance(one, URIRef)}
            for one in mentioned:
                for property_ in NAMES:
                    assert set(graph.objects(one, property_)) >= set(whole.objects(one, property_)), (
                        path,
                        one,
                    )
                if str(one).startswith(BASE) and any((one, property_, None) in whole for property_ in NAMES):
                    assert set(graph.objects(one, RDF.type)) >= set(whole.objects(one, RDF.type)), (path, one)


def test_an_element_comes_with_its_functions_and_statements(data: LinkedData, whole: Graph) -> None:
    element = URIRef(f"{GOST}1.1.1.5")
    graph = graph_of(data, "gost-r-53633/1.1.1.5")
    for property_, count in ((URIRef(f"{ETOM}functionOf"), 11), (DCTERMS.subject, 3)):
        pointing = set(graph.subjects(property_, element))
        assert len(pointing) == count
        assert pointing == set(whole.subjects(property_, element))
        assert all(graph.value(one, SKOS.prefLabel) for one in pointing)


def test_a_group_comes_with_its_members_and_no_more(data: LinkedData, whole: Graph) -> None:
    graph = graph_of(data, "gost-r-53633/1.1.1")
    group = URIRef(f"{GOST}1.1.1")
    assert set(graph.subjects(SKOS.broader, group)) == set(whole.subjects(SKOS.broader, group))
    assert not list(graph.subjects(URIRef(f"{ETOM}functionOf")))


def test_what_everything_points_at_is_described_without_all_of_it(data: LinkedData, whole: Graph) -> None:
    table = URIRef(f"{GOST}table-1")
    assert len(list(whole.subjects(DCTERMS.source, table))) > 30
    assert not list(graph_of(data, "gost-r-53633/table-1").subjects(DCTERMS.source, table))


def test_links_out_of_blank_nodes_lead_to_what_they_belong_to(data: LinkedData) -> None:
    graph = graph_of(data, "shape/unique")
    (parameter,) = graph.subjects(SH.path, URIRef(f"{SHAPE}unique"))
    (component,) = graph.subjects(SH.parameter, parameter)
    assert component == URIRef(f"{SHAPE}UniqueComponent")
    assert graph.value(parameter, SH.datatype)


def test_foreign_vocabularies_say_nothing_of_our_terms(data: LinkedData) -> None:
    assert b"MultiStep" in body(data, "ns/part/vocabulary-p-plan")
    for path in ("ns/Process", "ns/partOf"):
        assert b"MultiStep" not in body(data, path)


def test_a_question_is_described_with_its_text(data: LinkedData) -> None:
    for path in query_files():
        graph = graph_of(data, f"query/{path.stem}")
        question = URIRef(QUERY + path.stem)
        (text,) = (*graph.objects(question, SH.select), *graph.objects(question, SH.construct))
        assert str(text) == path.read_text(encoding="utf-8")
        assert {label.language for label in graph.objects(question, RDFS.label)} == {"en", "ru"}
        assert body(data, f"query/{path.stem}", SPARQL) == path.read_bytes()


def test_the_list_of_documents_names_them_all(data: LinkedData) -> None:
    listed = set(graph_of(data, "").objects(URIRef(BASE), DCTERMS.hasPart))
    headers = {next(iter(Graph().parse(path).subjects(RDF.type, OWL.Ontology))) for path in RDF_FILES}
    assert listed == headers | {URIRef(QUERY)}
