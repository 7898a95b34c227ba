"""Let the statements of documents go by like those of large files: documents in memory, and such as are made anew."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM, RDFS, SKOS
from etom_rdf.rdf_input import RdfDocument, Term
from etom_rdf.readers.passing import PassingQuads
from etom_rdf.validation.location import term_of
from etom_rdf.validation.result import Result

_TOGETHER: Final = 50_000  # statements
_ALWAYS: Final = frozenset(map(ox.NamedNode, (f"{RDFS}label", f"{SKOS}prefLabel", f"{ETOM}sourceId")))


def passes(document: RdfDocument) -> bool:
    """Tell whether the statements of a document are made anew whenever they are gone through."""
    return isinstance(document.quads, PassingQuads)


def pieces(document: RdfDocument) -> Iterator[bytes]:
    """Yield the statements as blocks of Turtle, those of a subject together."""
    triples: Iterator[ox.Triple] = (quad.triple for quad in document.quads)
    if not passes(document):
        by_subject: dict[object, list[ox.Triple]] = {}
        for triple in triples:
            by_subject.setdefault(triple.subject, []).append(triple)
        triples = chain.from_iterable(by_subject.values())
    while data := ox.serialize(islice(triples, _TOGETHER), format=ox.RdfFormat.TURTLE):
        yield data


def excerpt_for(results: Iterable[Result], document: RdfDocument) -> RdfDocument:
    """Return of a document whose statements are made anew those that say where results were found, and names."""
    if not isinstance(document.quads, PassingQuads):
        return document
    wanted = _Wanted(results)
    kept = [located for located in document.quads.statements if wanted.takes(located[0])]
    return RdfDocument(
        document.name,
        document.format,
        [quad for quad, _ in kept],
        [line for _, line in kept],
        document.prefixes,
        document.base,
        files=document.files,
    )


class _Wanted:
    """Tell which statements say where results were found; see `located`, which gives the same with all."""

    def __init__(self, results: Iterable[Result]) -> None:
        self._focus: set[Term] = set()
        self._values: set[Term] = set()
        self._paths: set[Term] = set(_ALWAYS)
        for one in results:
            self._focus.add(term_of(one.focus))
            if one.value is not None:
                self._values.add(term_of(one.value))
            if one.path is not None and "<" not in one.path:
                self._paths.add(ox.NamedNode(one.path))
        self._unsaid = self._focus | self._values
        self._unused = set(self._unsaid)

    def takes(self, quad: ox.Quad) -> bool:
        """Tell whether a statement is needed: the first about a node, or with a term, or one that a result fits."""
        subject, predicate, value = quad.triple
        unused = self._unused
        if subject in self._unsaid or predicate in unused or value in unused:
            self._unsaid.discard(subject)
            unused.difference_update((subject, predicate, value))
            return True
        is_fitting = predicate in self._paths or value in self._values
        return is_fitting and (subject in self._focus or subject in self._values)
