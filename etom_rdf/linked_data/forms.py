"""Write statements in the forms that a client may ask for; the same statements are always the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from etom_rdf.linked_data.json_ld import Compaction
from etom_rdf.turtle.facts import Blank, Facts, Literal, Subject, Term
from etom_rdf.turtle.writing import document


@dataclass(frozen=True, slots=True)
class Form:
    """Name a form of documents.

    `name` is for programs and `title` for people, `extension` that of its files, `also` are other names of the type.
    """

    name: str
    title: str
    media_type: str
    extension: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """Return the header Content-Type; all forms are UTF-8, and the types of text must say so."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE: Final = Form("turtle", "Turtle", "text/turtle", "ttl", ("text/n3", "application/x-turtle"))
JSON_LD: Final = Form("jsonld", "JSON-LD", "application/ld+json", "jsonld", ("application/json",))
RDF_XML: Final = Form("rdfxml", "RDF/XML", "application/rdf+xml", "rdf")
N_TRIPLES: Final = Form("ntriples", "N-Triples", "application/n-triples", "nt")
# In the order of preference where a client weighs all alike.
FORMS: Final = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES)
# The text of a question of the library, as a further form of its description.
SPARQL: Final = Form("sparql", "SPARQL", "application/sparql-query", "rq")


def by_media_type(forms: Sequence[Form]) -> dict[str, Form]:
    """Return forms by all names of their media types; other names come last, so that no wildcard means them."""
    return {form.media_type: form for form in forms} | {name: form for form in forms for name in form.also}


def written(
    facts: Facts, form: Form, *, about: str, prefixes: Mapping[str, str], compaction: Compaction
) -> bytes:
    """Return statements about an IRI in one of FORMS.

    Turtle is canonical and JSON-LD compact; N-Triples and RDF/XML stand in the order of RDFC-1.0.
    """
    if form == TURTLE:
        return document(facts, prefixes).encode()
    if form == JSON_LD:
        return compaction.text(facts, prefixes, about=about).encode()
    ordered = _canonical(facts)
    if form == N_TRIPLES:
        return "".join(f"{line} .\n" for line in map(str, ordered)).encode()
    used = {prefix: namespace for prefix, namespace in sorted(prefixes.items()) if _uses(facts, namespace)}
    return ox.serialize(ordered, format=ox.RdfFormat.RDF_XML, prefixes=used) or b""


def _canonical(facts: Facts) -> list[ox.Triple]:
    dataset = ox.Dataset(_quads(facts))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _quads(facts: Facts) -> Iterator[ox.Quad]:
    nodes: dict[Blank, ox.BlankNode] = {}

    def resource(one: Subject) -> ox.NamedNode | ox.BlankNode:
        if isinstance(one, str):
            return ox.NamedNode(one)
        return nodes.setdefault(one, ox.BlankNode(f"b{len(nodes)}"))

    def term(one: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if not isinstance(one, Literal):
            return resource(one)
        if one.language:
            return ox.Literal(one.lexical, language=one.language)
        return ox.Literal(one.lexical, datatype=ox.NamedNode(one.datatype))

    for subject, properties in facts.items():
        for predicate, values in properties.items():
            for value in values:
                yield ox.Quad(resource(subject), ox.NamedNode(predicate), term(value))


def _uses(facts: Facts, namespace: str) -> bool:
    return any(predicate.startswith(namespace) for properties in facts.values() for predicate in properties)
