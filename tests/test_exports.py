import pyoxigraph
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from etom_rdf.exports import GRAPHS, ExportFormat, export_text
from etom_rdf.model import load_ontology

FORMATS = {"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_form_holds_the_ontology_whole(form: ExportFormat) -> None:
    graph = Graph().parse(data=export_text(form, only="ontology"), format=FORMATS[form])
    assert isomorphic(graph, load_ontology())


def test_trig_keeps_ontology_and_shapes_apart() -> None:
    quads = list(pyoxigraph.parse(export_text("trig").encode(), format=pyoxigraph.RdfFormat.TRIG))
    assert {str(quad.graph_name.value) for quad in quads} == set(GRAPHS.values())


@pytest.mark.parametrize("form", [*FORMATS, "trig"])
def test_the_text_is_the_same_each_time(form: ExportFormat) -> None:
    assert export_text(form) == export_text(form)


def test_one_part_is_less_than_both() -> None:
    assert len(export_text("ntriples", only="shapes")) < len(export_text("ntriples"))
