"""Every IRI of ours that is written anywhere is answered, and nothing else is."""

import re

import pyoxigraph as ox
from descriptions import (
    RDF_FILES,
    data_fixture,  # noqa: F401 (a fixture)
)

from etom_rdf.exports import GRAPHS
from etom_rdf.linked_data import BASE, LinkedData
from etom_rdf.namespaces import GOST
from etom_rdf.resources import query_files


def test_every_iri_in_the_shipped_rdf_is_answered(data: LinkedData) -> None:
    found = set(GRAPHS.values())
    for path in RDF_FILES:
        for quad in ox.parse(path=str(path)):
            terms = (quad.subject, quad.predicate, quad.object, getattr(quad.object, "datatype", None))
            found |= {term.value for term in terms if isinstance(term, ox.NamedNode)}
    ours = {iri for iri in found if iri.startswith(BASE)}
    assert len(ours) > 450
    assert {iri for iri in ours if data.describe(iri.removeprefix(BASE)) is None} == set()


def test_every_iri_written_in_a_query_or_a_text_is_answered(data: LinkedData) -> None:
    written: set[str] = set()
    for path in (*RDF_FILES, *query_files()):
        written |= set(re.findall(rf"{BASE}[^\s\"<>]*", path.read_text(encoding="utf-8")))
    assert f"{GOST}part/requirements/0.1.0" in written
    assert {iri for iri in written if data.describe(iri.removeprefix(BASE)) is None} == set()


def test_every_question_is_answered(data: LinkedData) -> None:
    names = {f"query/{path.stem}" for path in query_files()}
    assert names == {path for path in data.paths() if path.startswith("query/") and path != "query/"}


def test_nothing_else_is_answered(data: LinkedData) -> None:
    for path in (
        "ns",
        "ns/NoSuchClass",
        "gost-r-53633/1.1.1.13",
        "gost-r-53633/1.1.1.5.ttl",
        "shape/unIQue",
        "x",
    ):
        assert data.describe(path) is None
        assert data.page_of(path, "en") is None


def test_what_is_near_is_named(data: LinkedData) -> None:
    assert "ns/Process" in data.near("ns/process")
    assert {"ns/Element", "ns/element"} <= set(data.near("ns/ELEMENT"))
    assert "gost-r-53633/1.1.1.5" in data.near("gost-r-53633/1.1.1.5/")
    assert data.near("zzzzzzzzzzzzzzzz") == ()
