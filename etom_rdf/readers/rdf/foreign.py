"""Add to a file of RDF what its terms of other vocabularies mean in ours."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, cast

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM, GOST, RDFS
from etom_rdf.rdf_input import RdfDocument, Subject, Term
from etom_rdf.readers.naming import language_of
from etom_rdf.readers.rdf.contents import Contents
from etom_rdf.readers.rdf.records import OUR_LABELS, decomposition, id_of, names_of
from etom_rdf.readers.rdf.targets import Role
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.resolved import Resolved
from etom_rdf.text import Text, plural

_LABEL: Final = ox.NamedNode(f"{RDFS}label")
_PART_OF: Final = ox.NamedNode(f"{ETOM}partOf")
_SOURCE_ID: Final = ox.NamedNode(f"{ETOM}sourceId")

_ROLES: Final[dict[Role, tuple[str, str, str]]] = {
    "process": ("process", "processes", "процессов"),
    "system": ("system", "systems", "систем"),
}

_Placed = tuple[ox.Quad, int | None]


@dataclass(frozen=True, slots=True)
class ForeignModel:
    """Pair an RDF file with the records of what other vocabularies say in it."""

    document: RdfDocument
    records: SourceModel
    contents: Contents

    def unstated(self, resolved: Resolved) -> Resolved:
        """Leave out the references that the file states itself, in our vocabulary."""
        references = (one for one in resolved.references if one.found_by != "rdf" or one.inherited)
        return replace(resolved, references=tuple(references))

    def with_graph(self, graph: RdfDocument, source_lang: str | None = None) -> RdfDocument:
        """Return the file with the graph of its records added, and a notice of what was read.

        Of a node that has a class of ours nothing is added. `source_lang` is the language of names without one.
        """
        known = set(self.document.quads)
        added: dict[ox.Quad, int | None] = {}
        for quad, line in chain(
            self._translated(graph), self._ids(), self._labels(source_lang), self._parts()
        ):
            if quad not in known and quad.subject not in self.contents.ours:
                added.setdefault(quad, line)
        document = self.document
        return RdfDocument(
            document.name,
            document.format,
            [*document.quads, *added],
            [*document.lines, *added.values()],
            {"etom": ETOM, "gost": GOST, **document.prefixes},
            document.base,
            (*document.notices, _notice(self.contents)),
            document.files,
        )

    def _translated(self, graph: RdfDocument) -> Iterator[_Placed]:
        """Yield the statements of a graph but for what is better said with the file at hand.

        Blank nodes, for which the graph has names, are put back.
        """
        blank_nodes = {id_of(node): node for node in self.contents.typed if isinstance(node, ox.BlankNode)}
        blank: dict[Term, ox.BlankNode] = {
            cast(Subject, quad.subject): blank_nodes[quad.object.value]
            for quad in graph.quads
            if quad.predicate == _SOURCE_ID
            and isinstance(quad.object, ox.Literal)
            and quad.object.value in blank_nodes
        }
        for quad, line in zip(graph.quads, graph.lines, strict=True):
            if quad.predicate not in (_LABEL, _PART_OF, _SOURCE_ID):
                if blank:
                    subject, value = cast(Subject, quad.subject), cast(Term, quad.object)
                    quad = ox.Quad(blank.get(subject, subject), quad.predicate, blank.get(value, value))  # noqa: PLW2901
                yield quad, line

    def _ids(self) -> Iterator[_Placed]:
        """Yield the ids that nodes have beside their IRIs."""
        for node in self.contents.typed:
            for _, value, line in self.contents.values["identifier"].get(node, ()):
                if isinstance(value, ox.Literal):
                    yield ox.Quad(node, _SOURCE_ID, ox.Literal(value.value)), line

    def _labels(self, source_lang: str | None) -> Iterator[_Placed]:
        for node in self.contents.typed:
            for predicate, value, line in names_of(self.contents, node):
                if predicate not in OUR_LABELS and isinstance(value, ox.Literal):
                    language = value.language or language_of(value.value, source_lang)
                    yield ox.Quad(node, _LABEL, ox.Literal(value.value, language=language)), line

    def _parts(self) -> Iterator[_Placed]:
        for part, whole, line in decomposition(self.contents):
            yield ox.Quad(part, _PART_OF, whole), line


def _notice(contents: Contents) -> Text:
    """Say how many processes and systems of which vocabulary were read."""
    nodes = (typed.alias for node, typed in contents.typed.items() if node not in contents.ours)
    en, ru = [], []
    for (role, vocabulary), count in Counter(nodes).items():
        one, many, russian = _ROLES[role]
        en.append(f"{plural(count, one, many)} in {vocabulary.en}")
        ru.append(f"{russian} в {vocabulary.ru} — {count}")
    return Text(
        en=f"terms of other vocabularies were read: {', '.join(en)}",
        ru=f"прочитаны термины других словарей: {', '.join(ru)}",
    )
