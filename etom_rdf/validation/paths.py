"""Write the paths of shapes as text."""

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

_SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}

_ALTERNATIVE, _SEQUENCE, _INVERSE, _REPEATED, _SINGLE = range(5)  # how strongly a SPARQL path binds


def path_text(graph: Graph, path: Node) -> str:
    """Write a SHACL path: a predicate as its IRI, any other path as SPARQL with as few brackets as can be."""
    return str(path) if isinstance(path, URIRef) else _path_step(graph, path, _ALTERNATIVE)


def _path_step(graph: Graph, path: Node, least: int) -> str:
    """Write a part of a path, in brackets where it binds less than its place demands."""
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        binding = _SEQUENCE
        text = "/".join(_path_step(graph, step, _INVERSE) for step in Collection(graph, path))
    elif (choices := graph.value(path, SH.alternativePath)) is not None:
        binding = _ALTERNATIVE
        text = "|".join(_path_step(graph, choice, _SEQUENCE) for choice in Collection(graph, choices))
    elif (inner := graph.value(path, SH.inversePath)) is not None:
        binding = _INVERSE
        text = "^" + _path_step(graph, inner, _REPEATED)
    else:
        binding = _REPEATED
        operator, inner = next((op, inner) for op in _SUFFIXES for inner in graph.objects(path, op))
        text = _path_step(graph, inner, _SINGLE) + _SUFFIXES[operator]
    return text if binding >= least else f"({text})"
