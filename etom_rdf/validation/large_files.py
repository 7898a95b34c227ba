"""Check a model of which some files are too large to be held in memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph

from etom_rdf.model import ProcessModel
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.validation.engines import ShapeSet, results_of
from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.fast.stream.closing import CannotStreamError, close
from etom_rdf.validation.fast.stream.excerpts import excerpt
from etom_rdf.validation.fast.stream.lines import LargeFile, feed_file
from etom_rdf.validation.fast.stream.plan import plan_of
from etom_rdf.validation.fast.stream.scan import Scan
from etom_rdf.validation.location import located
from etom_rdf.validation.report import Finding, Source

_SAMPLES: Final = 2000


class NotStreamedError(Exception):
    """Say that the files must be read into memory after all."""


class LargeModel:
    """Check large files together with documents in memory, as one model; keep `most` findings.

    Raises NotStreamedError for what only a check in memory can do, UnusualFileError for a file to read with care.
    """

    def __init__(
        self,
        files: Sequence[LargeFile],
        model: ProcessModel,
        chosen: ShapeSet,
        *,
        most: int | None = None,
    ) -> None:
        plan = plan_of(chosen.shapes, chosen.fast)
        if plan is None or chosen.handed_over:
            raise NotStreamedError
        self._files = files
        self._model = model
        self._scan = Scan(chosen.shapes, chosen.fast, plan, ontology(), most=most)
        self.sources = self._read()
        try:
            outcomes = close(self._scan, chosen.shapes, chosen.fast, self._reread)
        except CannotStreamError:
            raise NotStreamedError from None
        self._outcomes, self.omitted = outcomes.kept, outcomes.omitted
        self.excerpts = self._excerpts()

    def findings(self) -> list[Finding]:
        """Return the findings with their places."""
        results = results_of(self._with_lasting_names(self._outcomes))
        return located(results, (*self._model.documents, *self.excerpts))

    def _with_lasting_names(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Give blank nodes the names that they have wherever their file is read."""
        for file in self._files:
            passing = f"_:b{file.passing_seed}x"
            if any(passing in f"{one.focus} {one.value}" for one in outcomes):
                lasting = f"_:b{file.seed()}x"
                outcomes = [
                    replace(
                        one,
                        focus=one.focus.replace(passing, lasting),
                        value=one.value and one.value.replace(passing, lasting),
                    )
                    for one in outcomes
                ]
        return outcomes

    def samples(self) -> RdfDocument:
        """Return a few statements of every sort, to see what vocabulary the files use."""
        lines = [line for one in self._scan.memory.signatures[:_SAMPLES] for line in one.sample[1:]]
        quads = list(pyoxigraph.parse("\n".join(lines) + "\n", pyoxigraph.RdfFormat.N_TRIPLES))
        name = self._files[0].name
        return RdfDocument(name, "ntriples", quads, [None] * len(quads), {}, None)

    def terms(self) -> set[str]:
        """Return the IRIs of all predicates and classes that the files use, and of some more."""
        classes = (one.constant[1:-1] for one in self._scan.features.all if one.constant is not None)
        return {*self._scan.features.predicates, *classes}

    def _read(self) -> tuple[Source, ...]:
        scan = self._scan
        found: list[Source] = []
        for file in self._files:
            feed_file(file, scan.feed)
            found.append(Source(file.name, file.format, *scan.end_of_file()))
        for document in self._model.documents:
            for text in _texts(document):
                scan.feed(text)
            scan.end_of_file()
        return tuple(found)

    def _reread(self, subjects: Iterable[str]) -> Iterator[str]:
        wanted = frozenset(subjects)
        found: list[str] = []

        def take(text: str) -> None:
            found.extend(line for line in text.split("\n") if line and line[: line.index(" ")] in wanted)

        for file in self._files:
            feed_file(file, take)
        for document in self._model.documents:
            for text in _texts(document):
                take(text)
        return iter(found)

    def _excerpts(self) -> tuple[RdfDocument, ...]:
        """Read what the findings speak of once more, with lines."""
        known = self._scan.memory.known
        wanted = {term for one in self._outcomes for term in self._spoken_of(one) if term in known}
        if not wanted:
            return ()
        found = (excerpt(file, wanted) for file in self._files)
        return tuple(document for document in found if document.quads)

    def _spoken_of(self, outcome: Outcome) -> Iterable[str]:
        yield outcome.focus
        value = outcome.value
        if value is not None and value[0] != '"':
            yield value
            if outcome.focus not in self._scan.memory.known:  # a rule about terms: where the term stands
                iri = value[1:-1]
                for (predicate, named), subject in self._scan.features.mentions.items():
                    if subject is not None and (predicate == iri or named == value):
                        yield subject


def _texts(document: RdfDocument) -> Iterable[str]:
    """Write the statements of a document as lines, those of a subject together."""
    by_subject: dict[object, list[pyoxigraph.Triple]] = {}
    for quad in document.quads:
        by_subject.setdefault(quad.subject, []).append(quad.triple)
    for triples in by_subject.values():
        yield (pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b"").decode()
