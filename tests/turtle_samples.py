"""Write a body of Turtle canonically, and see that nothing was lost."""

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from etom_rdf.turtle import canonical_turtle, is_canonical

PREFIXES = """
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix shape: <https://w3id.org/etom/shape/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
"""


def formatted(text: str) -> str:
    """Return the canonical form of a body, without its prefixes, and see that nothing was lost."""
    canonical = canonical_turtle(PREFIXES + text)
    assert isomorphic(read(canonical), read(PREFIXES + text))
    assert is_canonical(canonical)
    return "\n".join(line for line in canonical.splitlines() if not line.startswith("@prefix")).strip()


def read(text: str) -> Graph:
    # By way of pyoxigraph, which keeps lexical forms.
    def convert(value: object) -> URIRef | BNode | Literal:
        if isinstance(value, ox.NamedNode):
            return URIRef(value.value)
        if isinstance(value, ox.BlankNode):
            return BNode(value.value)
        assert isinstance(value, ox.Literal)
        datatype = None if value.language else URIRef(value.datatype.value)
        return Literal(value.value, lang=value.language, datatype=datatype, normalize=False)

    graph = Graph()
    for triple in ox.parse(text.encode(), ox.RdfFormat.TURTLE):
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph
