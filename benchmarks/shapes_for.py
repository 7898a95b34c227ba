"""Make shapes graphs for engines that run SHACL Core alone, or look for classes among the shapes."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from etom_rdf.resources import ontology_files, shape_file
from etom_rdf.validation.rules import MODEL_RULES, read_rules


def core_part() -> Graph:
    """Return the rules for process models that are SHACL Core, less those with SPARQL or a component of ours."""
    shapes = Graph().parse(shape_file(MODEL_RULES))
    components = set(shapes.subjects(RDF.type, SH.ConstraintComponent))
    parameters = {
        shapes.value(parameter, SH.path)
        for component in components
        for parameter in shapes.objects(component, SH.parameter)
    }
    beyond = {shape for shape, by in shapes.subject_predicates() if by == SH.sparql or by in parameters}
    _remove(shapes, components | {shape for shape in beyond if isinstance(shape, URIRef)})
    return shapes


def _remove(shapes: Graph, nodes: Iterable[Node]) -> None:
    """Take nodes out, with the blank nodes that only they refer to, and what refers to them."""
    for node in nodes:
        parts = [part for part in shapes.objects(node) if isinstance(part, BNode)]
        shapes.remove((node, None, None))
        shapes.remove((None, None, node))
        _remove(shapes, [part for part in parts if (None, None, part) not in shapes])


def codes_of(shapes: Iterable[Path]) -> frozenset[str]:
    """Return the codes of the rules in files of shapes."""
    return frozenset(read_rules(shapes))


def write_core(path: Path) -> None:
    """Write the Core part as Turtle."""
    core_part().serialize(path, format="turtle")


def write_core_with_classes(path: Path) -> None:
    """Write the Core part together with the ontology, as N-Triples: shacl-engine looks for subclasses there."""
    graph = core_part()
    for file in ontology_files():
        graph.parse(file)
    graph.remove((None, OWL.imports, None))  # nothing is fetched
    graph.serialize(path, format="nt", encoding="utf-8")
