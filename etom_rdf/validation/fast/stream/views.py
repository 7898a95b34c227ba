"""See one subject with the ontology, and note what the judgement would hang on beyond that."""

from collections.abc import Iterable, Mapping

from etom_rdf.validation.graph import Graph, View

Said = Mapping[str, Mapping[str, list[str]]]  # objects by subject and predicate


class OpenQuestionError(Exception):
    """Say that a subject cannot be judged alone: it hangs on what is said of a node that is not told apart."""


class LocalView:
    """See what is said of one subject, and of the blank nodes that belong to it, together with the ontology.

    Of nodes that the signature tells apart it is assumed that nothing else is said: they are noted in `hangs_on`,
    and predicates that were followed backwards in `backwards`. What is asked of any other node is an open question.
    With `beyond`, all that is known at the end of the files, nothing is assumed.
    """

    def __init__(self, said: Said, abstract: frozenset[str], base: Graph, beyond: View | None = None) -> None:
        self._said = said
        self._abstract = abstract
        self._base = base
        self._source: View | Graph = beyond or base
        self.hangs_on: set[str] = set()
        self.backwards: set[str] = set()

    def objects(self, subject: str, predicate: str) -> Iterable[str]:
        """Return the objects of a subject's statements."""
        own = self._said.get(subject)
        if own is not None:
            return own.get(predicate, ())
        if subject not in self._base:
            self._ask(subject)
        return self._source.objects(subject, predicate)

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object."""
        if value in self._said or value in self._abstract:
            raise OpenQuestionError
        self.backwards.add(predicate)
        return self._source.subjects(predicate, value)

    def is_object(self, predicate: str, value: str) -> bool:
        """Tell whether any subject has an object."""
        return self._base.is_object(predicate, value) or bool(tuple(self.subjects(predicate, value)))

    def predicates(self, subject: str) -> Iterable[str]:
        """Return the predicates of a subject's statements."""
        own = self._said.get(subject)
        if own is not None:
            return own
        self._ask(subject)
        return self._source.predicates(subject)

    def superclasses(self, cls: str) -> frozenset[str]:
        """Return a class with all classes above it."""
        if cls not in self._base:
            self._ask(cls)
        return self._source.superclasses(cls)

    def _ask(self, node: str) -> None:
        if node in self._abstract:
            raise OpenQuestionError
        if node[0] != '"':
            self.hangs_on.add(node)

    def mentions(self, namespaces: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        """Leave what is about the whole model to the end."""
        raise OpenQuestionError

    def described(self, namespaces: tuple[str, ...]) -> Iterable[str]:
        """Leave what is about the whole model to the end."""
        raise OpenQuestionError
