"""Hold the statements of our Turtle files as a small graph that also follows nameless nodes and lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph

from etom_rdf.namespaces import RDF
from etom_rdf.own_files import Node, quads

_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"


class Statements:
    """Look up what files say of a node; nodes are those of pyoxigraph, predicates IRIs."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._objects: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for file in files:
            for quad in quads(file):
                self._objects[quad.subject][quad.predicate.value].append(quad.object)

    def __iter__(self) -> Iterator[Node]:
        """Go through the subjects in the order of the files."""
        return iter(self._objects)

    def about(self, subject: Node) -> Iterator[tuple[str, Node]]:
        """Go through the predicates and objects of a subject."""
        for predicate, values in self._objects.get(subject, {}).items():
            for value in values:
                yield predicate, value

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        """Return what stands after a predicate, in the order of the files."""
        return self._objects[subject][predicate] if subject in self._objects else []

    def value(self, subject: Node, predicate: str) -> Node | None:
        """Return the one object of a predicate, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def members(self, head: Node | None) -> list[Node]:
        """Return the members of a list.

        >>> from etom_rdf.resources import ontology_file
        >>> said = Statements([ontology_file("etom")])
        >>> performs = pyoxigraph.NamedNode("https://w3id.org/etom/ns/performs")
        >>> chain = said.value(performs, "http://www.w3.org/2002/07/owl#propertyChainAxiom")
        >>> [one.value.rpartition("/")[2] for one in said.members(chain)]
        ['qualifiedClassification', 'function']
        """
        found: list[Node] = []
        while head is not None and not (isinstance(head, pyoxigraph.NamedNode) and head.value == _NIL):
            found += self.objects(head, _FIRST)
            head = self.value(head, _REST)
        return found
