"""Write a process model as RDF text."""

from collections.abc import Iterable
from typing import Literal

import pyoxigraph

from etom_rdf.namespaces import PREFIXES

ModelFormat = Literal["turtle", "ntriples", "jsonld"]
_CANONICAL_UP_TO = 50_000  # statements; above it the order of the file is kept

_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def model_text(quads: Iterable[pyoxigraph.Quad], form: ModelFormat) -> str:
    """Return a model as text, all graphs merged; Turtle in canonical form unless the model is large."""
    triples = list(dict.fromkeys(quad.triple for quad in quads))
    items: list[pyoxigraph.Quad] | list[pyoxigraph.Triple] = triples
    if form == "jsonld":
        items = [pyoxigraph.Quad(*triple) for triple in triples]
    text = (pyoxigraph.serialize(items, format=_FORMATS[form], prefixes=PREFIXES) or b"").decode()
    if form == "turtle" and len(triples) <= _CANONICAL_UP_TO:
        from etom_rdf.turtle import canonical_turtle  # noqa: PLC0415

        return canonical_turtle(text)
    return text
