"""Count how far a process model covers the standard: which processes stand for which element and function.

A process covers an element when the model says so, or when it performs a function of that element (7.2). An
element of the operator's own counts for the standard element that it extends (5.2); a group or an area counts
for itself only, because it ties the process to no element (4.2).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.identifiers import OUTSIDE
from etom_rdf.model import CLASSIFYING, PROCESS_CLASSES, PathText, document_of
from etom_rdf.namespaces import ETOM, GOST, RDF, RDFS
from etom_rdf.rdf_input import read_rdf
from etom_rdf.text import Text

if TYPE_CHECKING:
    from rdflib import Graph

Reason = Literal["outside", "own", "retired", "unknown"]
_Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_REASONS: Final[dict[Reason, Text]] = {
    "outside": Text(
        en="an element of another part of the series; it does not count here",
        ru="элемент из другой части серии стандартов; здесь он не учитывается",
    ),
    "own": Text(
        en="an own element that extends no element of the standard; if it does, name that with etom:extends",
        ru="собственный элемент, не расширяющий элемент стандарта; если расширяет, укажите это в etom:extends",
    ),
    "retired": Text(
        en="a retired number; choose among its successors:",
        ru="упразднённый номер; выберите один из заменивших его:",
    ),
    "unknown": Text(
        en="not an element, group or area of the standard; mend the reference",
        ru="не элемент, не группа и не область стандарта; исправьте ссылку",
    ),
}
_NO_FUNCTION: Final = Text(
    en="not a function of the standard; mend the reference, or say with etom:functionOf whose function it is",
    ru="не функция стандарта; исправьте ссылку или укажите в etom:functionOf, чья это функция",
)


@dataclass(frozen=True, slots=True)
class CoveredFunction:
    """Name a function of the standard and the processes that perform it."""

    id: str
    processes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {"id": self.id, "processes": len(self.processes)}


@dataclass(frozen=True, slots=True)
class Covered:
    """Name an element, group or area and the processes that cover it.

    `stated` are those that the model classifies so, `derived` those that perform one of the functions; a
    process may be in both. All are IRIs, sorted.
    """

    id: str
    label: Text
    stated: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    functions: tuple[CoveredFunction, ...] = ()

    @property
    def processes(self) -> tuple[str, ...]:
        """Return every process that covers it, once."""
        return tuple(sorted({*self.stated, *self.derived}))

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {
            "id": self.id,
            "label": self.label.as_json(),
            "processes": len(self.processes),
            "functions": [function.as_json() for function in self.functions],
        }


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Name a reference that counts for nothing, the process that makes it, and why."""

    process: str
    reference: str
    reason: Reason
    message: Text

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom coverage --format json` prints."""
        return {
            "process": self.process,
            "reference": self.reference,
            "reason": self.reason,
            "message": self.message.as_json(),
        }


@dataclass(frozen=True, slots=True)
class _Refusal:
    reason: Reason
    message: Text


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold what a process model covers.

    `elements` are all elements of the standard, covered or not; `groups` the groups and areas that a process
    names instead of an element; `unmapped` the processes that name no category and no function. All stand in
    the order of the standard, processes in that of their IRIs.
    """

    elements: tuple[Covered, ...]
    groups: tuple[Covered, ...] = ()
    unmapped: tuple[str, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()

    @classmethod
    def of(cls, quads: Iterable[pyoxigraph.Quad], catalogue: Catalogue) -> "Coverage":
        """Count what the statements of a model cover; the graph that a statement stands in does not matter.

        >>> text = "<urn:p> <https://w3id.org/etom/ns/performs> <https://w3id.org/etom/gost-r-53633/1.1.1.5-f1> ."
        >>> quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
        >>> Coverage.of(quads, Catalogue.load()).processes("1.1.1.5")
        1
        """
        count = _Count(_Model(quads, catalogue))
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
        )

    def as_json(self) -> dict[str, object]:
        """Return what `etom coverage --format json` prints."""
        return {
            "elements": [one.as_json() for one in self.elements],
            "groups": [one.as_json() for one in self.groups],
            "uncovered": list(self.uncovered),
            "unmapped": list(self.unmapped),
            "not_counted": [one.as_json() for one in self.not_counted],
        }


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


class _Model:
    """Index what a model says of its processes, and find what of the standard a reference stands for."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad], catalogue: Catalogue) -> None:
        self.said: dict[str, dict[_Node, set[_Node]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            self.said[quad.predicate.value][quad.subject].add(quad.object)
        self.categories = {entry.iri: entry for entry in catalogue.elements if entry.kind != "retired"}
        self.functions = {one.iri: one for entry in catalogue.elements for one in entry.functions}
        self.retired = catalogue.retired_ids

    def objects(self, node: _Node, name: str) -> set[_Node]:
        """Return the values of one of our properties."""
        return self.said[f"{ETOM}{name}"].get(node, set())

    def referred(self, process: _Node, plain: str, qualified: str) -> set[_Node]:
        """Return what a process refers to, by itself or by a qualified classification."""
        classifications = self.objects(process, "qualifiedClassification")
        return self.objects(process, plain).union(*(self.objects(one, qualified) for one in classifications))

    def processes(self) -> set[_Node]:
        """Return the processes: what is typed so, and what is classified, performs or has a process id."""
        classes = set(PROCESS_CLASSES)
        wider = self.said[f"{RDFS}subClassOf"].items()
        while more := {_name(one) for one, above in wider if classes & set(map(_name, above))} - classes:
            classes |= more
        typed = {one for one, types in self.said[f"{RDF}type"].items() if classes & set(map(_name, types))}
        return typed.union(*(self.said[one] for one in CLASSIFYING))

    def flows(self) -> set[_Node]:
        """Return the end-to-end processes that have steps; the processes that the steps run are classified."""
        return set().union(*self.said[f"{ETOM}stepOf"].values())

    def stand_for(self, reference: _Node) -> list[Element | _Refusal]:
        """Find the categories of the standard that a reference stands for, through own elements."""
        found: list[Element | _Refusal] = []
        seen: set[_Node] = set()
        open_ = [reference]
        while open_:
            node = open_.pop()
            seen.add(node)
            if category := self.categories.get(_name(node)):
                found.append(category)
            elif extended := self.objects(node, "extends"):
                open_.extend(extended - seen)
            else:
                found.append(self._refusal(node))
        # Own elements that extend one another in a circle end nowhere.
        return found or [_Refusal("own", _REASONS["own"])]

    def belong_to(self, function: _Node) -> list[Element | _Refusal]:
        """Find the elements that a function belongs to, those of an own function as the model says."""
        if known := self.functions.get(_name(function)):
            return [self.categories[f"{GOST}{known.element}"]]
        owners = self.objects(function, "functionOf")
        return [one for owner in owners for one in self.stand_for(owner)] or [
            _Refusal("unknown", _NO_FUNCTION)
        ]

    def _refusal(self, node: _Node) -> _Refusal:
        if f"{ETOM}OwnElement" in map(_name, self.said[f"{RDF}type"].get(node, ())):
            return _Refusal("own", _REASONS["own"])
        name = _name(node).removeprefix(GOST)
        if name == _name(node):
            return _Refusal("unknown", _REASONS["unknown"])
        if name in self.retired:
            successors, retired = ", ".join(self.retired[name]), _REASONS["retired"]
            return _Refusal("retired", Text(en=f"{retired.en} {successors}", ru=f"{retired.ru} {successors}"))
        reason: Reason = "outside" if re.fullmatch(OUTSIDE, name) else "unknown"
        return _Refusal(reason, _REASONS[reason])


class _Count:
    """Gather, for every category and function, the processes that cover it."""

    def __init__(self, model: _Model) -> None:
        self.stated: dict[str, set[str]] = defaultdict(set)
        self.derived: dict[str, set[str]] = defaultdict(set)
        self.performed: dict[str, set[str]] = defaultdict(set)
        self.unmapped: set[str] = set()
        self.not_counted: set[NotCounted] = set()
        flows = model.flows()
        for process in model.processes():
            stated = model.referred(process, "classifiedAs", "element")
            performed = model.referred(process, "performs", "function")
            for node in stated:
                self._add(self.stated, process, node, model.stand_for(node))
            for node in performed:
                self._add(self.derived, process, node, model.belong_to(node))
                self.performed[_name(node)].add(_name(process))
            if not stated and not performed and process not in flows:
                self.unmapped.add(_name(process))

    def _add(
        self, to: dict[str, set[str]], process: _Node, node: _Node, found: Iterable[Element | _Refusal]
    ) -> None:
        for one in found:
            if isinstance(one, Element):
                to[one.id].add(_name(process))
            else:
                reference = _name(node).removeprefix(GOST)
                self.not_counted.add(NotCounted(_name(process), reference, one.reason, one.message))

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


def _name(node: _Node) -> str:
    return node.value if isinstance(node, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(node)
