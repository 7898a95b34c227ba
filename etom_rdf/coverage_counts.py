"""Count how far a process model covers the standard: which processes stand for which element and function.

A process covers an element when the model says so, or when it performs a function of that element (7.2). An
element of the operator's own counts for the standard element that it extends (5.2); a group or an area counts
for itself only, because it ties the process to no element (4.2).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING

import pyoxigraph

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.covered import Covered, CoveredFunction, NotCounted, Outside
from etom_rdf.model import PathText, document_of
from etom_rdf.namespaces import GOST
from etom_rdf.rdf_input import read_rdf
from etom_rdf.reference_targets import Node, Refusal, Targets, name_of
from etom_rdf.spreadsheets import csv_text

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold what a process model covers.

    `elements` are all elements of the standard, covered or not; `groups` the groups and areas that a process
    names instead of an element; `unmapped` the processes that name no category and no function; `outside` the
    elements of other parts among what is `not_counted`. All stand in the order of the standard, processes in
    that of their IRIs.
    """

    elements: tuple[Covered, ...]
    groups: tuple[Covered, ...] = ()
    unmapped: tuple[str, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    outside: tuple[Outside, ...] = ()

    @classmethod
    def of(cls, quads: Iterable[pyoxigraph.Quad], catalogue: Catalogue) -> "Coverage":
        """Count what the statements of a model cover; the graph that a statement stands in does not matter.

        >>> text = "<urn:p> <https://w3id.org/etom/ns/performs> <https://w3id.org/etom/gost-r-53633/1.1.1.5-f1> ."
        >>> quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
        >>> Coverage.of(quads, Catalogue.load()).processes("1.1.1.5")
        1
        """
        count = _Count(Targets(quads, catalogue))
        return count.coverage(catalogue)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Return the ids of the elements that no process covers."""
        return tuple(one.id for one in self.elements if not one.processes)

    def covered(self, name: str) -> Covered | None:
        """Return what covers an element, group or area, or None where nothing is known of it."""
        return next((one for one in (*self.elements, *self.groups) if one.id == name), None)

    def processes(self, name: str) -> int:
        """Return how many processes cover an element, or name a group or an area; 0 for anything else."""
        found = self.covered(name)
        return len(found.processes) if found else 0

    def restricted_to(self, processes: Collection[str]) -> "Coverage":
        """Return what these processes alone cover, for example those of one pool or application."""

        def kept(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if name in processes)

        def part(one: Covered) -> Covered:
            functions = tuple(replace(each, processes=kept(each.processes)) for each in one.functions)
            return replace(one, stated=kept(one.stated), derived=kept(one.derived), functions=functions)

        return Coverage(
            elements=tuple(map(part, self.elements)),
            groups=tuple(one for one in map(part, self.groups) if one.processes),
            unmapped=kept(self.unmapped),
            not_counted=tuple(one for one in self.not_counted if one.process in processes),
            outside=tuple(
                replace(one, processes=mine) for one in self.outside if (mine := kept(one.processes))
            ),
        )

    def as_json(self) -> dict[str, object]:
        """Return what `etom coverage --format json` prints."""
        return {
            "elements": [one.as_json() for one in self.elements],
            "groups": [one.as_json() for one in self.groups],
            "uncovered": list(self.uncovered),
            "unmapped": list(self.unmapped),
            "not_counted": [one.as_json() for one in self.not_counted],
            "outside": [one.as_json() for one in self.outside],
        }

    def to_csv(self) -> str:
        """Write what `etom coverage --format csv` prints: a row for each element."""
        rows: list[tuple[str, ...]] = [
            (
                "id",
                "label_en",
                "label_ru",
                "processes",
                "stated",
                "derived",
                "functions",
                "functions_performed",
            )
        ]
        for one in self.elements:
            performed = sum(bool(function.processes) for function in one.functions)
            counts = (len(one.processes), len(one.stated), len(one.derived), len(one.functions), performed)
            rows.append((one.id, one.label.en, one.label.ru, *map(str, counts)))
        return csv_text(rows)


def coverage(*inputs: "PathText | Graph") -> Coverage:
    """Count what process models cover, given as RDF files or graphs; together they are one model.

    The graphs stay as they are. Raises InputError for the first file that cannot be read.

    >>> from rdflib import Graph
    >>> graph = Graph().parse(format="turtle", data='''
    ...     @prefix etom: <https://w3id.org/etom/ns/> .
    ...     @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
    ...     <https://example.org/p> etom:classifiedAs gost:1.1.1.5 .''')
    >>> coverage(graph).processes("1.1.1.5")
    1
    """
    documents = (read_rdf(one) if isinstance(one, (str, PathLike)) else document_of(one) for one in inputs)
    return Coverage.of((quad for document in documents for quad in document.quads), Catalogue.load())


class _Count:
    """Gather, for every category and function, the processes that cover it."""

    def __init__(self, model: Targets) -> None:
        self.stated: dict[str, set[str]] = defaultdict(set)
        self.derived: dict[str, set[str]] = defaultdict(set)
        self.performed: dict[str, set[str]] = defaultdict(set)
        self.unmapped: set[str] = set()
        self.not_counted: set[NotCounted] = set()
        self.outside: dict[str, set[str]] = defaultdict(set)
        flows = model.flows()
        for process in model.processes():
            stated = model.referred(process, "classifiedAs", "element")
            performed = model.referred(process, "performs", "function")
            for node in stated:
                self._add(self.stated, process, node, model.stand_for(node))
            for node in performed:
                self._add(self.derived, process, node, model.belong_to(node))
                self.performed[name_of(node)].add(name_of(process))
            if not stated and not performed and process not in flows:
                self.unmapped.add(name_of(process))

    def _add(
        self, to: dict[str, set[str]], process: Node, node: Node, found: Iterable[Element | Refusal]
    ) -> None:
        for one in found:
            if isinstance(one, Element):
                to[one.id].add(name_of(process))
            else:
                reference = name_of(node).removeprefix(GOST)
                self.not_counted.add(NotCounted(name_of(process), reference, one.reason, one.message))
                if one.reason == "outside":
                    self.outside[one.ends_at].add(name_of(process))

    def coverage(self, catalogue: Catalogue) -> Coverage:
        """Put what was gathered into the order of the standard."""
        current = [entry for entry in catalogue.elements if entry.kind != "retired"]
        groups = (self._covered(entry) for entry in current if entry.kind != "element")
        return Coverage(
            elements=tuple(self._covered(entry) for entry in current if entry.kind == "element"),
            groups=tuple(one for one in groups if one.processes),
            unmapped=tuple(sorted(self.unmapped)),
            not_counted=tuple(
                sorted(self.not_counted, key=lambda one: (one.process, one.reference, one.reason))
            ),
            outside=tuple(
                Outside(name, _group_of(name, {one.id for one in current}), tuple(sorted(self.outside[name])))
                for name in sorted(self.outside, key=lambda name: tuple(map(int, name.split("."))))
            ),
        )

    def _covered(self, entry: Element) -> Covered:
        return Covered(
            id=entry.id,
            label=entry.label,
            stated=tuple(sorted(self.stated[entry.id])),
            derived=tuple(sorted(self.derived[entry.id])),
            functions=tuple(
                CoveredFunction(one.id, tuple(sorted(self.performed[one.iri]))) for one in entry.functions
            ),
        )


def _group_of(name: str, known: Collection[str]) -> str:
    """Return the nearest category above an element of another part.

    >>> _group_of("1.1.2.3.1", {"1.1", "1.1.2"})
    '1.1.2'
    """
    above = name.rpartition(".")[0]
    return above if above in known or not above else _group_of(above, known)
