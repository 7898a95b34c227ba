"""See a model in memory that nobody adds to any more: what is asked again and again is put together once."""

from collections.abc import Iterable, Iterator, Mapping

from etom_rdf.validation.fast.data import ModelView
from etom_rdf.validation.graph import Graph


class SettledView(ModelView):
    """See a model and the ontology as one graph; neither may change."""

    def __init__(self, model: Graph, base: Graph) -> None:
        super().__init__(model, base)
        self._said = _Said(model, base)
        self._subjects: dict[str, Mapping[str, list[str]]] = {}

    def objects(self, subject: str, predicate: str) -> Iterable[str]:
        """Return the objects of a subject's statements, possibly repeated."""
        return self._said[subject].get(predicate, ())

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object, possibly repeated."""
        known = self._subjects.get(predicate)
        if known is None:
            known = self._subjects[predicate] = _together(
                self._base.index(predicate), self._model.index(predicate)
            )
        return known.get(value, ())

    def mentions(self, namespaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Return predicate and object of the model's statements where either is an IRI of the namespaces.

        A predicate of the namespaces comes with its first objects, later only with those that are such an IRI too.
        """
        beginnings = tuple(one[1:] for one in namespaces)
        heard: set[str] = set()
        for subject in self._model:
            for predicate, values in self._model.statements_of(subject).items():
                if predicate not in heard:
                    heard.add(predicate)
                    if predicate.startswith(beginnings):
                        yield from ((predicate, value) for value in values)
                        continue
                for value in values:
                    if value[0] == "<" and value.startswith(namespaces):
                        yield predicate, value


class _Said(dict[str, Mapping[str, list[str]]]):
    """Give what is said of each subject, objects by predicate; what the ontology says stands first."""

    def __init__(self, model: Graph, base: Graph) -> None:
        super().__init__((subject, model.statements_of(subject)) for subject in model)
        self._model = model
        self._base = base
        for subject in base:
            self.pop(subject, None)

    def __missing__(self, subject: str) -> Mapping[str, list[str]]:
        found = _together(self._base.statements_of(subject), self._model.statements_of(subject))
        if subject[0] != '"':
            self[subject] = found
        return found


def _together(known: Mapping[str, list[str]], said: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    if not known or not said:
        return known or said
    return {**known, **{key: [*known.get(key, ()), *values] for key, values in said.items()}}
