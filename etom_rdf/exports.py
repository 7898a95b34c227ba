"""Write the ontology and the shapes in the forms that stores and tools read."""

from collections.abc import Iterator
from typing import Literal, cast

import pyoxigraph

from etom_rdf.namespaces import ETOM, PREFIXES, SHAPE
from etom_rdf.own_files import Node, quads
from etom_rdf.resources import ontology_files, shape_files

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
# The graph of each part in TriG: the IRI that its main file declares.
GRAPHS: dict[Part, str] = {"ontology": ETOM, "shapes": SHAPE}


def export_text(form: ExportFormat, *, only: Part | None = None) -> str:
    """Return the ontology, the shapes or both as text.

    TriG keeps them apart in two named graphs; the other forms merge them. Blank nodes are numbered, so that the
    text is the same each time.
    """
    parts: tuple[Part, ...] = ("ontology", "shapes") if only is None else (only,)
    statements: list[pyoxigraph.Quad] = []
    for part in parts:
        graph = pyoxigraph.NamedNode(GRAPHS[part]) if form == "trig" else pyoxigraph.DefaultGraph()
        statements += (
            pyoxigraph.Quad(one.subject, one.predicate, one.object, graph) for one in _statements(part)
        )
    if form in {"trig", "jsonld"}:
        items: list[pyoxigraph.Quad] | list[pyoxigraph.Triple] = statements
    else:
        items = [one.triple for one in statements]
    content = pyoxigraph.serialize(items, format=_FORMATS[form], prefixes=PREFIXES)
    return "" if content is None else content.decode()


def _statements(part: Part) -> Iterator[pyoxigraph.Quad]:
    labels: dict[tuple[str, pyoxigraph.BlankNode], pyoxigraph.BlankNode] = {}

    def term(file: str, node: Node) -> Node:
        if not isinstance(node, pyoxigraph.BlankNode):
            return node
        return labels.setdefault((file, node), pyoxigraph.BlankNode(f"{part}{len(labels)}"))

    for path in _FILES[part]():
        for quad in quads(path):
            subject = cast("pyoxigraph.NamedNode | pyoxigraph.BlankNode", term(path.stem, quad.subject))
            yield pyoxigraph.Quad(subject, quad.predicate, term(path.stem, quad.object))
