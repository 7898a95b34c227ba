"""A description says the same in every form, for every reader."""

import json

import pyoxigraph as ox
import pytest
from descriptions import (
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    TURTLE,
    body,
    data_fixture,  # noqa: F401 (a fixture)
    graph_of,
)
from rdflib import Graph
from rdflib.compare import isomorphic

from etom_rdf.linked_data import Form, LinkedData

READERS = {
    TURTLE: ox.RdfFormat.TURTLE,
    JSON_LD: ox.RdfFormat.JSON_LD,
    RDF_XML: ox.RdfFormat.RDF_XML,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
}


def statements(content: bytes, form: Form) -> set[str]:
    dataset = ox.Dataset(ox.parse(content, format=READERS[form]))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def test_all_forms_say_the_same(data: LinkedData) -> None:
    for path in data.paths():
        expected = statements(body(data, path), N_TRIPLES)
        assert expected
        for form in (TURTLE, JSON_LD, RDF_XML):
            assert statements(body(data, path, form), form) == expected, (path, form.name)


@pytest.mark.parametrize(
    "path", ["gost-r-53633/1.1.1.5", "shape/OwnElement-extends", "ns/Partner", "ns/", "shape/"]
)
def test_another_reader_finds_the_same(data: LinkedData, path: str) -> None:
    expected = graph_of(data, path)
    for form, name in ((TURTLE, "turtle"), (JSON_LD, "json-ld"), (RDF_XML, "xml")):
        assert isomorphic(Graph().parse(data=body(data, path, form), format=name), expected), name


def test_json_ld_reads_as_plain_json_and_needs_nothing_remote(data: LinkedData) -> None:
    content = json.loads(body(data, "gost-r-53633/1.1.1.5", JSON_LD))
    assert all(isinstance(one, str | dict) for one in content["@context"].values())
    element, *_ = content["@graph"]
    assert element["@id"] == "gost:1.1.1.5"
    assert element["skos:prefLabel"] == {"en": "Order handling", "ru": "Обработка заказов"}
    assert element["skos:broader"] == "gost:1.1.1"
    assert element["etom:inVertical"] == ["gost:F"]
    assert element["skos:notation"] == "1.1.1.5"


def test_json_of_one_property_has_one_form_everywhere(data: LinkedData) -> None:
    definitions: dict[str, set[str]] = {}
    for path in data.paths():
        context = json.loads(body(data, path, JSON_LD))["@context"]
        assert isinstance(context, dict)
        for name, definition in context.items():
            definitions.setdefault(name, set()).add(json.dumps(definition))
    assert {name: found for name, found in definitions.items() if len(found) > 1} == {}
