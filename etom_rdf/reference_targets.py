"""Find what of the standard a process of a model stands for, or why a reference of it stands for nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.identifier_grammar import OUTSIDE
from etom_rdf.model import CLASSIFYING, PROCESS_CLASSES
from etom_rdf.namespaces import ETOM, GOST, RDF, RDFS
from etom_rdf.text import Text

Reason = Literal["outside", "own", "retired", "unknown"]
Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_REASONS: Final[dict[Reason, Text]] = {
    "outside": Text(
        en="an element outside CRM (1.1.1); it does not count here",
        ru="элемент вне CRM (1.1.1); здесь он не учитывается",
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
class Refusal:
    """Say why a reference does not count; `ends_at` is what it leads to, through own elements if there are any."""

    ends_at: str
    reason: Reason
    message: Text


class Targets:
    """Index what a model says of its processes, and find what of the standard a reference stands for."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad], catalogue: Catalogue) -> None:
        self.said: dict[str, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            self.said[quad.predicate.value][quad.subject].add(quad.object)
        self.categories = {entry.iri: entry for entry in catalogue.elements if entry.kind != "retired"}
        self.functions = {one.iri: one for entry in catalogue.elements for one in entry.functions}
        self.retired = catalogue.retired_ids

    def objects(self, node: Node, name: str) -> set[Node]:
        """Return the values of one of our properties."""
        return self.said[f"{ETOM}{name}"].get(node, set())

    def referred(self, process: Node, plain: str, qualified: str) -> set[Node]:
        """Return what a process refers to, by itself or by a qualified classification."""
        classifications = self.objects(process, "qualifiedClassification")
        return self.objects(process, plain).union(*(self.objects(one, qualified) for one in classifications))

    def processes(self) -> set[Node]:
        """Return the processes: what is typed so, and what is classified, performs or has a process id."""
        classes = set(PROCESS_CLASSES)
        wider = self.said[f"{RDFS}subClassOf"].items()
        while more := {name_of(one) for one, above in wider if classes & set(map(name_of, above))} - classes:
            classes |= more
        typed = {one for one, types in self.said[f"{RDF}type"].items() if classes & set(map(name_of, types))}
        return typed.union(*(self.said[one] for one in CLASSIFYING))

    def flows(self) -> set[Node]:
        """Return the end-to-end processes that have steps; the processes that the steps run are classified."""
        return set().union(*self.said[f"{ETOM}stepOf"].values())

    def stand_for(self, reference: Node) -> list[Element | Refusal]:
        """Find the categories of the standard that a reference stands for, through own elements."""
        found: list[Element | Refusal] = []
        seen: set[Node] = set()
        open_ = [reference]
        while open_:
            node = open_.pop()
            seen.add(node)
            if category := self.categories.get(name_of(node)):
                found.append(category)
            elif extended := self.objects(node, "extends"):
                open_.extend(extended - seen)
            else:
                found.append(self._refusal(node))
        # Own elements that extend one another in a circle end nowhere.
        return found or [Refusal(name_of(reference), "own", _REASONS["own"])]

    def belong_to(self, function: Node) -> list[Element | Refusal]:
        """Find the elements that a function belongs to, those of an own function as the model says."""
        if known := self.functions.get(name_of(function)):
            return [self.categories[f"{GOST}{known.element}"]]
        owners = self.objects(function, "functionOf")
        return [one for owner in owners for one in self.stand_for(owner)] or [
            Refusal(name_of(function), "unknown", _NO_FUNCTION)
        ]

    def _refusal(self, node: Node) -> Refusal:
        name = name_of(node).removeprefix(GOST)
        if f"{ETOM}OwnElement" in map(name_of, self.said[f"{RDF}type"].get(node, ())):
            return Refusal(name, "own", _REASONS["own"])
        if name == name_of(node):
            return Refusal(name, "unknown", _REASONS["unknown"])
        if name in self.retired:
            successors, retired = ", ".join(self.retired[name]), _REASONS["retired"]
            return Refusal(
                name, "retired", Text(en=f"{retired.en} {successors}", ru=f"{retired.ru} {successors}")
            )
        reason: Reason = "outside" if re.fullmatch(OUTSIDE, name) else "unknown"
        return Refusal(name, reason, _REASONS[reason])


def name_of(node: Node) -> str:
    """Return an IRI or the words of a literal as they are, a blank node with `_:` before it."""
    return node.value if isinstance(node, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(node)
