"""Say where in the files a result was found."""

from collections.abc import Iterable, Sequence

import pyoxigraph

from etom_rdf.namespaces import ETOM
from etom_rdf.rdf_input import RdfDocument, Term
from etom_rdf.validation.report import Finding
from etom_rdf.validation.result import Result
from etom_rdf.validation.terms import datatype_of, language_of, text_of

_SOURCE_ID = pyoxigraph.NamedNode(f"{ETOM}sourceId")

_Place = tuple[str, int | None]


def located(results: Iterable[Result], documents: Sequence[RdfDocument]) -> list[Finding]:
    """Turn results into findings with file, line and the id that the record had in its source."""
    results = list(results)
    locator = _Locator(results, documents)
    return [locator.finding(result) for result in results]


class _Locator:
    """Remember of the files only what is said of the nodes that the results speak of."""

    def __init__(self, results: Sequence[Result], documents: Sequence[RdfDocument]) -> None:
        self._terms = {
            text: term_of(text)
            for result in results
            for text in (result.focus, result.value)
            if text is not None
        }
        self._first_use: dict[Term, _Place] = {}
        self._said: dict[Term, list[tuple[pyoxigraph.Quad, _Place]]] = {
            term: [] for term in self._terms.values()
        }
        self._records: dict[Term, str] = {}
        if results:
            for document in documents:
                self._look_through(document)

    def _look_through(self, document: RdfDocument) -> None:
        wanted, first_use = self._said, self._first_use
        for quad, line in zip(document.quads, document.lines, strict=True):
            subject, predicate, value = quad.triple
            said = wanted.get(subject)
            used = [term for term in (predicate, value) if term in wanted]
            if said is None and not used:
                continue
            place = document.file_of(subject), line
            if said is not None:
                if not said:
                    first_use.setdefault(subject, place)
                said.append((quad, place))
                if predicate == _SOURCE_ID and isinstance(value, pyoxigraph.Literal):
                    self._records.setdefault(subject, value.value)
            for term in used:
                first_use.setdefault(term, place)

    def finding(self, result: Result) -> Finding:
        """Return the finding that stands for a result."""
        focus = self._terms[result.focus]
        value = None if result.value is None else self._terms[result.value]
        file, line = self._place(focus, result.path, value)
        return result.finding(file=file or None, line=line, record=self._records.get(focus))

    def _place(self, focus: Term, path: str | None, value: Term | None) -> tuple[str | None, int | None]:
        said = self._said.get(focus)
        if not said:
            # Rules about terms have the vocabulary as focus; the value is what stands in the file.
            spoken_of = self._said.get(value) if value is not None else None
            if spoken_of:
                return spoken_of[0][1]
            used = self._first_use.get(value) if value is not None else None
            return used or self._first_use.get(focus) or (None, None)
        fitting = [
            place for quad, place in said if path is None or "<" in path or quad.predicate.value == path
        ]
        tied = [
            place
            for quad, place in said
            if quad.object == value and (path is None or "<" in path or quad.predicate.value == path)
        ]
        if tied and tied[0][1] is not None:
            return tied[0]
        return _best_of_first_file(said, fitting if path is not None and "<" not in path else [])


def _best_of_first_file(said: Sequence[tuple[pyoxigraph.Quad, _Place]], fitting: Sequence[_Place]) -> _Place:
    """Return the place of the property in the first file that speaks of the node, else that of the node."""
    first = said[0][1]
    return next((place for place in fitting if place[0] == first[0]), first)


def term_of(text: str) -> Term:
    """Turn a term in N-Triples text into one of pyoxigraph."""
    if text[0] == "<":
        return pyoxigraph.NamedNode(text[1:-1])
    if text[0] == "_":
        return pyoxigraph.BlankNode(text[2:])
    language = language_of(text)
    if language:
        return pyoxigraph.Literal(text_of(text), language=language)
    return pyoxigraph.Literal(text_of(text), datatype=pyoxigraph.NamedNode(datatype_of(text)))
