"""See a model together with the ontology, as the rules do."""

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph

from etom_rdf.own_files import quads
from etom_rdf.resources import ontology_files
from etom_rdf.validation.graph import SUBCLASS_OF, TYPE, Graph, Statement, closure
from etom_rdf.validation.shapes.model import Shape, Target


@cache
def ontology() -> Graph:
    """Return the statements of the ontology; the graph is shared, so nobody may add to it."""
    return Graph(statement for file in ontology_files() for statement in statements_of(quads(file)))


def statements_of(some: Iterable[pyoxigraph.Quad]) -> Iterator[Statement]:
    """Turn quads into statements; the names of graphs are left out."""
    return ((str(quad.subject), quad.predicate.value, str(quad.object)) for quad in some)


class ModelView:
    """See a model and the ontology as one graph; the ontology stays as it is."""

    def __init__(self, model: Graph, base: Graph) -> None:
        self._model = model
        self._base = base
        self._superclasses: dict[str, frozenset[str]] | None = (
            {} if model.index(SUBCLASS_OF) else None  # None: what the ontology says is all
        )

    def objects(self, subject: str, predicate: str) -> Iterable[str]:
        """Return the objects of a subject's statements, possibly repeated."""
        said = self._model.objects(subject, predicate)
        if subject in self._base:
            known = self._base.objects(subject, predicate)
            return [*known, *said] if said else known
        return said

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object, possibly repeated."""
        known = self._base.subjects(predicate, value)
        said = self._model.subjects(predicate, value)
        return [*known, *said] if known and said else known or said

    def is_object(self, predicate: str, value: str) -> bool:
        """Tell whether any subject has an object."""
        return self._base.is_object(predicate, value) or self._model.is_object(predicate, value)

    def predicates(self, subject: str) -> Iterable[str]:
        """Return the predicates of a subject's statements."""
        return dict.fromkeys((*self._base.predicates(subject), *self._model.predicates(subject)))

    def superclasses(self, cls: str) -> frozenset[str]:
        """Return a class with all classes above it."""
        if self._superclasses is None:
            return self._base.superclasses(cls)
        found = self._superclasses.get(cls)
        if found is None:
            found = self._superclasses[cls] = closure(self, cls)
        return found

    def mentions(self, namespaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Return predicate and object of the model's statements where either is an IRI of the namespaces."""
        beginnings = tuple(one[1:] for one in namespaces)
        for subject in self._model:
            for predicate, values in self._model.statements_of(subject).items():
                if predicate.startswith(beginnings):
                    yield from ((predicate, value) for value in values)
                else:
                    yield from ((predicate, value) for value in values if value.startswith(namespaces))

    def described(self, namespaces: tuple[str, ...]) -> Iterator[str]:
        """Return the IRIs of the namespaces about which the model says what the ontology does not say."""
        for subject in self._model:
            if subject.startswith(namespaces) and self._says_more(subject):
                yield subject

    def touches_ontology(self) -> bool:
        """Tell whether the model says of what the ontology speaks of anything that the ontology does not say."""
        return any(
            (subject in self._base or self._base.is_object(TYPE, subject)) and self._says_more(subject)
            for subject in self._model
        )

    def focus_nodes(self, shape: Shape, *, of_model_only: bool) -> Iterable[str]:
        """Return the focus nodes of a shape, each once: those of the model, and those of the ontology on demand."""
        layers = (self._model,) if of_model_only else (self._model, self._base)
        return dict.fromkeys(node for target in shape.targets for node in self._chosen(target, layers))

    def focus_nodes_of_base(self, shape: Shape) -> Iterable[str]:
        """Return the focus nodes of a shape that the ontology gives, each once."""
        return dict.fromkeys(node for target in shape.targets for node in self._chosen(target, (self._base,)))

    def _says_more(self, subject: str) -> bool:
        return any(
            value not in self._base.objects(subject, predicate)
            for predicate, values in self._model.statements_of(subject).items()
            for value in values
        )

    def _chosen(self, target: Target, layers: tuple[Graph, ...]) -> Iterable[str]:
        if target.kind == "node":
            return (target.term,)
        if target.kind == "class":
            classes = self._subclasses(target.term)
            return [node for layer in layers for cls in classes for node in layer.index(TYPE).get(cls, ())]
        indices = [layer.index(target.term[1:-1]) for layer in layers]
        if target.kind == "objects-of":
            return [node for index in indices for node in index]
        return [node for index in indices for nodes in index.values() for node in nodes]

    def _subclasses(self, cls: str) -> frozenset[str]:
        found = {cls}
        waiting = [cls]
        while waiting:
            for below in self.subjects(SUBCLASS_OF, waiting.pop()):
                if below not in found:
                    found.add(below)
                    waiting.append(below)
        return frozenset(found)
