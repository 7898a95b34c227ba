"""Export the ontology: each form holds it whole, as one ontology that needs no other file."""

from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from hash_seeds import said_by_seed
from rdflib import OWL, RDF, Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from etom_rdf.exports import GRAPHS, ExportFormat, export_text
from etom_rdf.model import load_ontology, load_shapes
from etom_rdf.namespaces import ETOM
from etom_rdf.owl_profile import contradictions, dl_violations
from etom_rdf.resources import ontology_files, shape_files
from etom_rdf.turtle import canonical_turtle

FORMATS = {"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}
CATALOG = ontology_files()[0].parent / "catalog-v001.xml"


def parsed(form: ExportFormat, **options: str) -> Graph:
    return Graph().parse(data=export_text(form, **options), format=FORMATS[form])  # type: ignore[arg-type]


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_form_holds_the_ontology_whole_under_one_header(form: ExportFormat) -> None:
    expected = load_ontology()
    for header in set(expected.subjects(RDF.type, OWL.Ontology)):
        expected.remove((header, OWL.imports, None))
        if header != URIRef(ETOM):
            expected.remove((header, RDF.type, OWL.Ontology))
            expected.remove((header, OWL.versionIRI, None))
    assert isomorphic(parsed(form, only="ontology"), expected)


@pytest.mark.parametrize("only", [None, "ontology", "shapes"])
def test_one_file_is_one_ontology_that_needs_no_other(only: str | None) -> None:
    graph = parsed("ntriples") if only is None else parsed("ntriples", only=only)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    assert header == URIRef(GRAPHS["shapes" if only == "shapes" else "ontology"])
    assert list(graph.subjects(OWL.versionIRI)) == [header]
    assert not list(graph.subject_objects(OWL.imports))


def test_the_merged_ontology_is_in_owl_2_dl_by_itself(tmp_path: Path, require_java: Path) -> None:
    file = tmp_path / "etom.rdf"
    file.write_text(export_text("rdfxml", only="ontology"), encoding="utf-8")
    assert dl_violations([file]) == []
    assert dl_violations([file], engine="owlapi") == []
    assert contradictions([file]) == []


def test_turtle_is_written_to_be_read() -> None:
    text = export_text("turtle")
    assert text.startswith("@prefix ")
    assert text == canonical_turtle(text)
    assert "\netom:Process\n    a owl:Class ;\n" in text


def test_trig_keeps_ontology_and_shapes_apart() -> None:
    quads = list(pyoxigraph.parse(export_text("trig").encode(), format=pyoxigraph.RdfFormat.TRIG))
    assert {str(quad.graph_name.value) for quad in quads} == set(GRAPHS.values())
    dataset = Dataset().parse(data=export_text("trig"), format="trig")
    for graph in map(URIRef, GRAPHS.values()):
        assert list(dataset.graph(graph).subjects(RDF.type, OWL.Ontology)) == [graph]


def test_the_rules_survive_the_export() -> None:
    rules = set(load_shapes([path.stem for path in shape_files()]).subjects(RDF.type))
    exported = set(parsed("turtle", only="shapes").subjects(RDF.type))
    lost = {str(one) for one in rules - exported if isinstance(one, URIRef)}
    assert lost == {
        "https://w3id.org/etom/shape/part/model-alone",
        "https://w3id.org/etom/shape/part/ontology",
    }


@pytest.mark.parametrize("form", [*FORMATS, "trig"])
def test_the_text_is_the_same_each_time(form: ExportFormat) -> None:
    said = said_by_seed("from etom_rdf.exports import export_text\nprint(export_text(sys.argv[1]))", form)
    assert said == export_text(form) + "\n"


def test_one_part_is_less_than_both() -> None:
    assert len(export_text("ntriples", only="shapes")) < len(export_text("ntriples"))


def test_the_catalog_leads_every_iri_of_an_ontology_to_its_file() -> None:
    entries = [(one.get("name"), one.get("uri")) for one in ElementTree.parse(CATALOG).getroot()]
    expected = set()
    for path in ontology_files():
        graph = Graph().parse(path)
        (header,) = graph.subjects(RDF.type, OWL.Ontology)
        (version,) = graph.objects(header, OWL.versionIRI)
        expected |= {(str(header), path.name), (str(version), path.name)}
    assert len(entries) == len(expected)
    assert set(entries) == expected
