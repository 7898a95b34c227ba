"""Write the ontology and the shapes in the forms that stores and tools read."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, cast

import pyoxigraph

from etom_rdf.namespaces import ETOM, OWL, PREFIXES, RDF, SHAPE
from etom_rdf.own_files import Node, quads
from etom_rdf.resources import ontology_files, shape_files
from etom_rdf.turtle import canonical_turtle

ExportFormat = Literal["turtle", "jsonld", "rdfxml", "ntriples", "trig"]
Part = Literal["ontology", "shapes"]

_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
_FILES = {"ontology": ontology_files, "shapes": shape_files}
# The graph of each part in TriG, and the header of what is merged: the IRI that its main file declares.
GRAPHS: dict[Part, str] = {"ontology": ETOM, "shapes": SHAPE}
_TYPE: Final = pyoxigraph.NamedNode(f"{RDF}type")
_ONTOLOGY: Final = pyoxigraph.NamedNode(f"{OWL}Ontology")
_IMPORTS: Final = pyoxigraph.NamedNode(f"{OWL}imports")
_VERSION: Final = pyoxigraph.NamedNode(f"{OWL}versionIRI")


def export_text(form: ExportFormat, *, only: Part | None = None) -> str:
    """Return the ontology, the shapes or both as text.

    What is merged is one ontology: the header of the vocabulary, or of the rules where they stand alone, is the
    only one left, without imports of what is contained; of the other headers only what describes them stays.
    TriG keeps both parts apart in two named graphs, each with one header. The text is the same each time.
    """
    parts: tuple[Part, ...] = ("ontology", "shapes") if only is None else (only,)
    by_part = {part: list(_statements(part)) for part in parts}
    prefixes = {**PREFIXES, **_declared(path for part in parts for path in _FILES[part]())}
    if form == "trig":
        placed = [
            pyoxigraph.Quad(one.subject, one.predicate, one.object, pyoxigraph.NamedNode(GRAPHS[part]))
            for part, triples in by_part.items()
            for one in _under_one_header(triples, GRAPHS[part])
        ]
        return _text(pyoxigraph.serialize(placed, format=_FORMATS[form], prefixes=prefixes))
    merged = _under_one_header([one for triples in by_part.values() for one in triples], GRAPHS[parts[0]])
    text = _text(pyoxigraph.serialize(merged, format=_FORMATS[form], prefixes=prefixes))
    return canonical_turtle(text) if form == "turtle" else text


def _under_one_header(triples: list[pyoxigraph.Triple], header: str) -> list[pyoxigraph.Triple]:
    headers = {one.subject for one in triples if one.predicate == _TYPE and one.object == _ONTOLOGY}
    others = headers - {pyoxigraph.NamedNode(header)}

    def stays(one: pyoxigraph.Triple) -> bool:
        if one.predicate == _IMPORTS:
            return one.object not in headers
        return one.subject not in others or not (one.predicate == _VERSION or one.object == _ONTOLOGY)

    return list(dict.fromkeys(filter(stays, triples)))


def _statements(part: Part) -> Iterator[pyoxigraph.Triple]:
    labels: dict[tuple[str, pyoxigraph.BlankNode], pyoxigraph.BlankNode] = {}

    def term(file: str, node: Node) -> Node:
        if not isinstance(node, pyoxigraph.BlankNode):
            return node
        return labels.setdefault((file, node), pyoxigraph.BlankNode(f"{part}{len(labels)}"))

    for path in _FILES[part]():
        for quad in quads(path):
            subject = cast("pyoxigraph.NamedNode | pyoxigraph.BlankNode", term(path.stem, quad.subject))
            yield pyoxigraph.Triple(subject, quad.predicate, term(path.stem, quad.object))


def _declared(paths: Iterable[Path]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in paths:
        parser = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        next(parser)  # prefixes stand before the first statement
        found |= parser.prefixes
    return found


def _text(content: bytes | None) -> str:
    return "" if content is None else content.decode()
