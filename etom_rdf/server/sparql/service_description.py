"""Describe the service in its own terms: https://www.w3.org/TR/sparql11-service-description/."""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from etom_rdf.namespaces import RDF
from etom_rdf.server.execution.engine_formats import GRAPH_FORMATS

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip
_INPUT_FORMATS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def describe(endpoint: str, *, writable: bool, form: str) -> bytes:
    """Return the description of the service at an address, in one of the formats of `media_types.GRAPHS`."""
    prefixes = {"sd": SD, "formats": _FORMATS}
    return ox.serialize(_statements(endpoint, writable), format=GRAPH_FORMATS[form], prefixes=prefixes) or b""


def _statements(endpoint: str, writable: bool) -> Iterator[ox.Triple]:
    service, dataset, graph = ox.NamedNode(endpoint), ox.BlankNode("dataset"), ox.BlankNode("graph")
    kind = ox.NamedNode(f"{RDF}type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    yield ox.Triple(service, kind, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), service)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    # The default graph holds every triple of every graph, once.
    yield ox.Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for name in _RESULT_FORMATS:
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    if writable:
        yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Update"))
        for name in _INPUT_FORMATS:
            yield ox.Triple(service, sd("inputFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, kind, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), graph)
    yield ox.Triple(graph, kind, sd("Graph"))
