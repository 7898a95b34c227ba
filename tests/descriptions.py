"""Describe IRIs of ours, as bytes and as graphs, and publish what `files` gives."""

import pytest
from rdflib import Graph

from etom_rdf.linked_data import FORMS, Form, LinkedData, files
from etom_rdf.resources import ontology_files, shape_files, vocabulary_files

TURTLE, JSON_LD, RDF_XML, N_TRIPLES = FORMS
RDF_FILES = (*ontology_files(), *shape_files(), *vocabulary_files())


@pytest.fixture(scope="module", name="data")
def data_fixture() -> LinkedData:
    return LinkedData()


@pytest.fixture(scope="module", name="published")
def published_fixture(data: LinkedData) -> dict[str, bytes]:
    found = list(files(data))
    assert len(found) == len(dict(found))
    return dict(found)


def body(data: LinkedData, path: str, form: Form = N_TRIPLES) -> bytes:
    description = data.describe(path)
    assert description is not None, path
    return data.serialize(description, form)


def graph_of(data: LinkedData, path: str) -> Graph:
    return Graph().parse(data=body(data, path), format="nt")
