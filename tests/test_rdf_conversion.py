"""RDF goes to rdflib and comes back unchanged, and rdflib is loaded only for that."""

import subprocess
import sys

import pyoxigraph as ox
import pytest
from rdf_samples import (
    EX,
    NQ,
    NT,
    XSD,
    assert_one_sentence,
    read_fixture,  # noqa: F401 (a fixture)
)

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import from_rdflib, to_rdflib


def test_union_of_documents_in_rdflib(read):
    first = read(f"@prefix x: <{EX}> . x:g {{ x:a x:p _:b }} x:a x:p _:b .", "a.trig")
    second = read(f'@prefix x: <{EX}> . x:a x:p _:b , "1"^^<{XSD}string> , 1 .', "b.ttl")
    graph = to_rdflib([first, second])
    assert len(graph) == 4
    assert len(set(graph.objects())) == 4
    assert dict(graph.namespaces())["x"].n3() == f"<{EX}>"
    assert sorted(map(str, from_rdflib(graph))) == sorted(
        {str(ox.Quad(*quad.triple)) for document in (first, second) for quad in document.quads}
    )
    assert len(to_rdflib([])) == 0


def test_ill_typed_literals_make_no_noise(read, caplog, recwarn):
    values = [
        f'"{value}"^^<{XSD}{name}>'
        for value, name in (("x", "integer"), ("x", "boolean"), ("2026-13-45", "date"))
    ]
    html = (
        f'"{"<div>" * 100_000}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML>'  # hangs rdflib's parser
    )
    graph = to_rdflib([read(f"<{EX}a> <{EX}p> {' , '.join((*values, html))} .")])
    assert {literal.n3() for literal in graph.objects()} == {*values, html}
    assert not caplog.records
    assert not recwarn.list
    import rdflib  # noqa: PLC0415

    rdflib.Literal("x", datatype=rdflib.XSD.integer)
    assert caplog.records  # the log is as it was


def test_quads_of_a_dataset(read):
    import rdflib  # noqa: PLC0415

    dataset = rdflib.Dataset()
    dataset.parse(data=NQ + NT, format="nquads")
    assert set(from_rdflib(dataset)) == set(read(NQ + NT, "a.nq").quads)
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("a b"), rdflib.RDF.type, rdflib.Literal("x")))
    with pytest.raises(InputError) as caught:
        from_rdflib(graph)
    assert_one_sentence(caught.value)


def test_reading_does_not_load_rdflib():
    command = "import sys, etom_rdf.rdf_input; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
