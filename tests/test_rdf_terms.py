"""What RDF data says is kept: lexical forms, IRIs, prefixes, blank nodes."""

import pyoxigraph as ox
from rdf_samples import (
    EX,
    RDFXML,
    XSD,
    read_fixture,  # noqa: F401 (a fixture)
)

from etom_rdf.rdf_input import read_rdf, to_rdflib


def test_lexical_forms_are_kept(read):
    document = read(
        f'@prefix : <{EX}> . @prefix xsd: <{XSD}> .\n:a :p "01"^^xsd:integer , 1.0 , 1E0 , +5 , "x"@en-US ,'
        ' "a\\u0000\\r\\nb" , " a  b "^^xsd:token , "2026-13-45"^^xsd:date .'
    )
    forms = [(quad.object.value, quad.object.language) for quad in document.quads]
    assert forms == [
        *(("01", None), ("1.0", None), ("1E0", None), ("+5", None), ("x", "en-us")),
        *(("a\0\r\nb", None), (" a  b ", None), ("2026-13-45", None)),
    ]
    in_rdflib = {(str(o), o.language) for o in to_rdflib([document]).objects()}
    assert in_rdflib == set(forms)


def test_relative_iris_get_a_base_without_a_path(read, tmp_path):
    subject, predicate, value = read("<#a> <p> <> .", "не ваша.ttl").quads[0].triple
    assert value.value == "https://example.invalid/%D0%BD%D0%B5%20%D0%B2%D0%B0%D1%88%D0%B0.ttl"
    assert (subject.value, predicate.value) == (f"{value.value}#a", "https://example.invalid/p")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.ttl").write_text("<> a <T> .")
    assert str(tmp_path) not in str(read_rdf(tmp_path / "folder" / "a.ttl").quads)
    stated = read(f"@base <{EX}x/> . <a> <p> <b> .")
    assert stated.quads[0].subject == ox.NamedNode(f"{EX}x/a")
    assert stated.base == f"{EX}x/"
    xml = read(RDFXML.replace("<rdf:RDF", f'<rdf:RDF xml:base="{EX}y/"').replace(f"{EX}a", "b"), "a.rdf")
    assert xml.quads[0].subject == ox.NamedNode(f"{EX}y/b")
    assert xml.base == f"{EX}y/"
    assert read('{"@id": "a", "@type": "http://example.org/T"}').quads[0].subject == ox.NamedNode(
        "https://example.invalid/a"
    )


def test_prefixes(read):
    assert read(f"@prefix : <{EX}> . @prefix x: <{EX}x#> . :a a x:T .").prefixes == {"": EX, "x": f"{EX}x#"}
    assert read(RDFXML, "a.rdf").prefixes["e"] == EX


def test_blank_nodes_of_two_files_never_meet_and_stay_the_same(read):
    text = f"_:a <{EX}p> [] ; <{EX}q> ( 1 ) ."
    first, again = read(text, "a.ttl"), read(text, "a.ttl")
    assert first.quads == again.quads
    for other in (read(text, "b.ttl"), read(text + "\n", "a.ttl")):
        assert not blank_nodes(first) & blank_nodes(other)
    assert len(blank_nodes(first)) == 3
    graphs = read(f"_:g {{ _:g <{EX}p> _:b }}", "a.trig")
    assert graphs.quads[0].graph_name == graphs.quads[0].subject != graphs.quads[0].object


def blank_nodes(document):
    return {term for quad in document.quads for term in quad if isinstance(term, ox.BlankNode)}
