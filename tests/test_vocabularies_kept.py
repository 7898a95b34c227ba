"""What a file in another vocabulary states is kept, and what is not to be read is left alone."""

from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, URIRef
from vocabulary_samples import PREFIXES, SAMPLES, read, write

from etom_rdf.namespaces import ETOM
from etom_rdf.rdf_input import read_rdf
from etom_rdf.readers.rdf import load_aliases, read_foreign


def test_what_the_file_states_stays_and_each_addition_has_the_line_it_comes_from(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLES["bbo"][1])
    before, after = read_rdf(path), read(path).documents[0]
    assert after.quads[: len(before.quads)] == before.quads
    task, whole = ox.NamedNode("https://example.org/b"), ox.NamedNode("https://example.org/p")
    assert after.line_of(task, ox.NamedNode(f"{ETOM}partOf"), whole) == 8
    assert after.line_of(task, ox.NamedNode(str(RDF.type)), ox.NamedNode(f"{ETOM}Process")) == 10
    assert after.line_of(task, ox.NamedNode(str(RDFS.label))) == 10
    assert len(set(after.quads)) == len(after.quads)


def test_blank_nodes_stay_blank(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLES["schema.org"][1], "model.jsonld")
    graph = read(path).graph
    steps = set(graph.subjects(RDF.type, URIRef(f"{ETOM}Process"))) - {URIRef("https://example.org/p")}
    assert len(steps) == 2
    assert not any(isinstance(step, URIRef) for step in steps)
    found = {str(one) for one in graph.objects(None, URIRef(f"{ETOM}classifiedAs"))}
    assert found == {"https://w3id.org/etom/gost-r-53633/1.1.1.10"}


def test_what_has_a_class_of_ours_is_left_alone(tmp_path: Path) -> None:
    text = (
        PREFIXES + ":p a p-plan:Plan, etom:BusinessProcess ; rdfs:label 'P'@en ; :eTOM '1.1.1.5' .\n"
        ":s a p-plan:Step, etom:Step ; p-plan:isStepOfPlan :p ; etom:runs :x .\n"
    )
    path = write(tmp_path, text)
    assert read(path).documents[0].quads == read_rdf(path).quads
    path = write(tmp_path, text + ":a a p-plan:Step ; p-plan:isStepOfPlan :p .\n")
    added = read(path).documents[0].quads[len(read_rdf(path).quads) :]
    assert {quad.subject for quad in added} == {ox.NamedNode("https://example.org/a")}
    assert ox.NamedNode("https://example.org/p") in {quad.object for quad in added}


def test_other_rdf_is_not_touched(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        PREFIXES + ":a a :Task, prov:Activity, owl:Thing, 'text' ; dcterms:isPartOf :b ; :eTOM '1.1.1.5' .\n"
        ":b a schema:Recipe ; dcterms:title 'B' ; schema:step :a . :c a etom:Process ; etom:partOf :d .",
    )
    document = read_rdf(path)
    assert read_foreign(document, load_aliases()) is None
    assert read_foreign(document) is None
    assert read(path).documents[0].quads == document.quads
    assert read(path).documents[0].notices == ()
