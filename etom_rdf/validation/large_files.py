"""Check a model of which some files are too large to be held in memory."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final

import pyoxigraph

from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.validation.engines import ShapeSet, results_of
from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.fast.stream.blocks import SUBJECT_END, lines_of
from etom_rdf.validation.fast.stream.closing import CannotStreamError, close
from etom_rdf.validation.fast.stream.documents import excerpt_for, passes, pieces
from etom_rdf.validation.fast.stream.excerpts import Wanted, excerpt
from etom_rdf.validation.fast.stream.files import LargeFile
from etom_rdf.validation.fast.stream.plan import plan_of
from etom_rdf.validation.fast.stream.run import Files
from etom_rdf.validation.fast.stream.worker import SECOND
from etom_rdf.validation.location import located
from etom_rdf.validation.report import Finding, Source

_SAMPLES: Final = 2000
_PREFIX: Final = f"{ETOM}identifierPrefix"


class NotStreamedError(Exception):
    """Say that the files must be read into memory after all."""


class LargeModel:
    """Check large files together with documents in memory, as one model; keep `most` findings.

    `uses` are the terms of the files, `states_prefixes` tells whether they name enterprises by their prefixes.
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
        self._documents = model.documents
        self._run = Files(files, chosen.shapes, chosen.fast, plan, most).run()
        self._scan = self._run.scan
        self.sources = tuple(
            Source(one.file.name, one.file.format, one.processes, one.classifications)
            for one in self._run.files
        )
        self.uses = self._used() if files else frozenset[str]()
        self.states_prefixes = any(predicate == _PREFIX for predicate, _ in self._scan.features.mentions)
        self._counted = dict(map(self._feed, model.documents))
        try:
            outcomes = close(self._scan, chosen.shapes, chosen.fast, self._reread)
        except CannotStreamError:
            raise NotStreamedError from None
        self._outcomes, self.omitted = outcomes.kept, outcomes.omitted
        self._scan.memory.forget_statements()

    def _feed(self, document: RdfDocument) -> tuple[str, tuple[int, int]]:
        for data in pieces(document):
            self._scan.feed(data)
        return document.name, self._scan.end_of_file()

    @property
    def counted(self) -> Mapping[str, tuple[int, int]]:
        """Return how many processes and classifications documents state whose statements passed by, where known."""
        # Of a subject in two documents it is only known what both say together.
        passing = (one.name for one in self._documents if passes(one))
        return {} if self._scan.repeated else {name: self._counted[name] for name in passing}

    def findings(self) -> tuple[list[Finding], tuple[RdfDocument, ...]]:
        """Return the findings with their places, and documents that have the names of their nodes."""
        results = results_of(self._with_lasting_names(self._outcomes))
        excerpts = [excerpt_for(results, document) for document in self._documents]
        documents = (*excerpts, *self._excerpts())
        return located(results, documents), documents

    def _with_lasting_names(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Give blank nodes the names that they have wherever their file is read."""
        for file in self._files:
            passing = re.compile(rf"_:b{file.passing_seed}({SECOND}?)x([0-9]+)")
            if any(passing.search(f"{one.focus} {one.value}") for one in outcomes):
                lasting = partial(passing.sub, partial(self._lasting_name, file.seed()))
                outcomes = [
                    one._replace(focus=lasting(one.focus), value=one.value and lasting(one.value))
                    for one in outcomes
                ]
        return outcomes

    def _lasting_name(self, seed: str, found: re.Match[str]) -> str:
        before = self._run.nodes_before if found[1] else 0
        return f"_:b{seed}x{int(found[2]) + before}"

    def samples(self) -> RdfDocument:
        """Return a few statements of every sort, to see what vocabulary the files use."""
        lines = [line for one in self._scan.memory.signatures[:_SAMPLES] for line in one.sample[1:]]
        quads = list(pyoxigraph.parse("\n".join(lines) + "\n", pyoxigraph.RdfFormat.N_TRIPLES))
        name = self._files[0].name
        return RdfDocument(name, "ntriples", quads, [None] * len(quads), {}, None)

    def _used(self) -> frozenset[str]:
        """Return the IRIs of all predicates and classes that the files use, and of some more."""
        classes = (one.constant[1:-1] for one in self._scan.features.all if one.constant is not None)
        return frozenset((*self._scan.features.predicates, *classes))

    def _reread(self, subjects: Iterable[str]) -> Iterator[str]:
        wanted = frozenset(subject.encode() for subject in subjects)
        found: list[str] = []

        def take(data: bytes) -> None:
            for block in data.split(SUBJECT_END):
                if block and block[: block.index(b" ")] in wanted:
                    found.extend(lines_of(block))

        for part in self._run.parts:
            for data in part.pieces():
                take(data)
        for document in self._documents:
            for data in pieces(document):
                take(data)
        return iter(found)

    def _excerpts(self) -> tuple[RdfDocument, ...]:
        """Read what the findings speak of once more, with lines."""
        known = self._scan.memory.known
        wanted = {term for one in self._outcomes for term in self._spoken_of(one) if term in known}
        if not wanted:
            return ()
        documents = (excerpt(file, one) for file, one in zip(self._files, self._by_file(wanted), strict=True))
        return tuple(document for document in documents if document.quads)

    def _by_file(self, terms: set[str]) -> Iterator[Wanted]:
        """Yield what is wanted of each file, in its order where each subject stands in one place."""
        scan, subjects = self._scan, frozenset(terms)
        is_ordered = not any(term[0] == "_" or term in scan.repeated for term in terms)
        known, before = iter(scan.memory.known), 0
        for one in self._run.files:
            order = [term for term in islice(known, one.known - before) if term in subjects]
            before = one.known
            yield Wanted(subjects, order if is_ordered else None, one.context)

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
