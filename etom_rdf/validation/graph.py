"""Keep statements in memory so that they are found by subject, and by object where that is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from etom_rdf.namespaces import RDF, RDFS

TYPE = f"{RDF}type"
SUBCLASS_OF = f"{RDFS}subClassOf"

Statement = tuple[str, str, str]  # subject term, IRI of the predicate, object term


class _Typed(Protocol):
    def objects(self, subject: str, predicate: str) -> Iterable[str]: ...

    def superclasses(self, cls: str) -> frozenset[str]: ...


class View(Protocol):
    """Answer what the evaluation of a shape asks of the data; terms are N-Triples text, predicates IRIs."""

    def objects(self, subject: str, predicate: str) -> Iterable[str]:
        """Return the objects of a subject's statements, possibly repeated."""
        ...

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object, possibly repeated."""
        ...

    def is_object(self, predicate: str, value: str) -> bool:
        """Tell whether any subject has an object."""
        ...

    def predicates(self, subject: str) -> Iterable[str]:
        """Return the predicates of a subject's statements."""
        ...

    def superclasses(self, cls: str) -> frozenset[str]:
        """Return a class with all classes above it."""
        ...

    def mentions(self, namespaces: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        """Return predicate and object of the model's statements where either is an IRI of the namespaces.

        `namespaces` are the beginnings of IRIs as terms.
        """
        ...

    def described(self, namespaces: tuple[str, ...]) -> Iterable[str]:
        """Return the IRIs of the namespaces about which the model says what the ontology does not say."""
        ...


class Graph:
    """Hold statements by subject; an index by object is made for a predicate when it is first asked for."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._by_subject: dict[str, dict[str, list[str]]] = {}
        self._by_object: dict[str, dict[str, list[str]]] = {}
        self._by_predicate: dict[str, list[str]] | None = None  # subjects
        self._superclasses: dict[str, frozenset[str]] = {}
        for subject, predicate, value in statements:
            self.add(subject, predicate, value)

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement, before anything is asked."""
        said = self._by_subject.get(subject)
        if said is None:
            said = self._by_subject[subject] = {}
        values = said.get(predicate)
        if values is None:
            said[predicate] = [value]
        else:
            values.append(value)

    def __contains__(self, subject: str) -> bool:
        return subject in self._by_subject

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_subject)

    def statements_of(self, subject: str) -> Mapping[str, list[str]]:
        """Return what is said of a subject: objects by predicate."""
        return self._by_subject.get(subject, {})

    def objects(self, subject: str, predicate: str) -> Iterable[str]:
        """Return the objects of a subject's statements, possibly repeated."""
        said = self._by_subject.get(subject)
        return said.get(predicate, ()) if said else ()

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object, possibly repeated."""
        return self.index(predicate).get(value, ())

    def is_object(self, predicate: str, value: str) -> bool:
        """Tell whether any subject has an object."""
        return value in self.index(predicate)

    def predicates(self, subject: str) -> Iterable[str]:
        """Return the predicates of a subject's statements."""
        return self._by_subject.get(subject, ())

    def index(self, predicate: str) -> Mapping[str, list[str]]:
        """Return the subjects of a predicate by object."""
        index = self._by_object.get(predicate)
        if index is None:
            index = self._by_object[predicate] = {}
            for subject in self._subjects_with(predicate):
                for value in self._by_subject[subject][predicate]:
                    index.setdefault(value, []).append(subject)
        return index

    def _subjects_with(self, predicate: str) -> Iterable[str]:
        """Return the subjects that have a predicate: most shapes ask for predicates that few or none have."""
        if self._by_predicate is None:
            self._by_predicate = {}
            for subject, said in self._by_subject.items():
                for one in said:
                    self._by_predicate.setdefault(one, []).append(subject)
        return self._by_predicate.get(predicate, ())

    def remove(self, subjects: Iterable[str]) -> None:
        """Remove all that is said of some subjects."""
        for subject in subjects:
            self._by_subject.pop(subject, None)
        self.forget_indices()

    def forget_indices(self) -> None:
        """Make the indices anew when they are next asked for, after statements were added."""
        self._by_object.clear()
        self._by_predicate = None
        self._superclasses.clear()

    def superclasses(self, cls: str) -> frozenset[str]:
        """Return a class with all classes above it."""
        found = self._superclasses.get(cls)
        if found is None:
            found = self._superclasses[cls] = closure(self, cls)
        return found


def closure(view: _Typed, cls: str) -> frozenset[str]:
    """Follow `rdfs:subClassOf` from a class to the top."""
    found = {cls}
    waiting = [cls]
    while waiting:
        for above in view.objects(waiting.pop(), SUBCLASS_OF):
            if above not in found:
                found.add(above)
                waiting.append(above)
    return frozenset(found)


def is_instance(view: _Typed, node: str, cls: str) -> bool:
    """Tell whether a node has a class among its types or what lies above them."""
    return any(cls == one or cls in view.superclasses(one) for one in view.objects(node, TYPE))
