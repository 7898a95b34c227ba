"""Turn a file of any kind into the same graph: processes, what they belong to, and how that was found."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM, GOST, PREFIXES, PROV, RDF, RDFS, XSD
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.readers.keywords import words_of_key
from etom_rdf.readers.naming import BY_FILE, Naming, base_of, language_of
from etom_rdf.readers.order import sequences_of
from etom_rdf.readers.records import Activity, SourceModel, System
from etom_rdf.readers.resolved import Reference, Resolved, with_inherited

INHERITED: Final = "inherited"  # etom:foundBy of what a pool, a lane or a process passes on

_TYPE: Final = ox.NamedNode(f"{RDF}type")
_LABEL: Final = ox.NamedNode(f"{RDFS}label")
_ATTRIBUTED: Final = ox.NamedNode(f"{PROV}wasAttributedTo")
_INTEGER: Final = ox.NamedNode(f"{XSD}integer")
_DECIMAL: Final = ox.NamedNode(f"{XSD}decimal")
_TERMS: Final = """
Process EndToEndProcess Step System Classification classifiedAs qualifiedClassification element function foundBy
evidence confidence performs performedBy partOf processId sourceId sourceFile sourceLine supports stepOf runs
precededBy"""
_ETOM: Final[Mapping[str, ox.NamedNode]] = {name: ox.NamedNode(ETOM + name) for name in _TERMS.split()}

# Words in the type of a container that make it one who performs: a lane, a department; not an application.
_PERFORMING: Final = """
lane pool participant performed performer department division unit team owner role organization
подразделение отдел департамент управление единица исполнитель владелец ответственный роль организация"""
_PERFORMERS: Final = frozenset(_PERFORMING.split())


def quads(
    model: SourceModel,
    resolved: Resolved,
    *,
    inherit: bool = False,
    end_to_end: bool = False,
    naming: Naming = BY_FILE,
) -> list[ox.Quad]:
    """Return the graph of one file; see `document`, which gives the lines too."""
    return document(model, resolved, inherit=inherit, end_to_end=end_to_end, naming=naming).quads


def document(
    model: SourceModel,
    resolved: Resolved,
    *,
    inherit: bool = False,
    end_to_end: bool = False,
    naming: Naming = BY_FILE,
) -> RdfDocument:
    """Return the graph of one file as if it had been read from RDF, each statement with its line in the file.

    Each activity is an etom:Process, with the IRI that the source gives it, or else the address of the file, `#`
    and its id. `inherit` adds what processes, lanes and pools pass on, found by "inherited". `end_to_end` adds the
    order: each process with a flow becomes an etom:EndToEndProcess, with a step for each activity that is before
    or behind another. Without it the order stays out, since 3.15 builds end-to-end processes of classified ones,
    and every unmapped task of a diagram would be a violation. Lanes and departments are what performs
    (etom:performedBy); applications and containers of other kinds are in `model.containers` only.

    An id with the prefix of an organization is the process's own (etom:processId) where no other process of the
    file has it; it counts for the standard element behind it.

    >>> from etom_rdf.readers.records import Activity
    >>> found = document(SourceModel("a.bpmn", "bpmn", (Activity("t 1", "task", "Order", 7),)), Resolved())
    >>> str(found.quads[0].subject), found.lines[0]
    ('<https://example.invalid/a.bpmn#t%201>', 7)
    """
    if inherit:
        resolved = with_inherited(model, resolved)
    base = base_of(model.file) if naming.base is None else naming.base
    graph = _Graph(model, base, naming.source_lang)
    graph.add_activities(_own_ids(resolved))
    for system in model.systems:
        graph.add_system(system)
    for reference in resolved.references:
        graph.add_reference(reference)
    if end_to_end:
        graph.add_order()
    return RdfDocument(model.file, "ntriples", graph.quads, graph.lines, dict(PREFIXES), base)


def _own_ids(resolved: Resolved) -> dict[str, list[str]]:
    """Return the ids of an organization's own by process; what several processes share names none of them.

    Such a shared one is left out where the standard element behind it stands for it.
    """
    stated = {
        (one.subject, one.own_id): one for one in resolved.references if one.own_id and not one.inherited
    }
    by_id = Counter(id_ for _, id_ in stated)
    by_subject = Counter(subject for subject, _ in stated)
    found: dict[str, list[str]] = {}
    for (subject, id_), reference in stated.items():
        if id_ and (reference.iri is None or (by_id[id_] == 1 and by_subject[subject] == 1)):
            found.setdefault(subject, []).append(id_)
    return found


class _Graph:
    """Collect the statements of one file."""

    def __init__(self, model: SourceModel, base: str, source_lang: str | None) -> None:
        self.quads: list[ox.Quad] = []
        self.lines: list[int | None] = []
        self._model = model
        self._base = base
        self._source_lang = source_lang
        self._file = ox.Literal(model.file.encode("utf-8", "replace").decode())
        self._seed = hashlib.sha256(os.fsencode(base)).hexdigest()[:16]
        self._processes = {one.id: self._node(one.id) for one in model.activities}
        self._systems = {
            one.id: self._node(one.id, "/system" if one.id in self._processes else "")
            for one in model.systems
        }
        self._performers = self._find_performers()
        self._classifications = 0
        self._said: set[object] = set()

    # What is in the file.

    def add_activities(self, own_ids: Mapping[str, Iterable[str]]) -> None:
        """Add the activities with what the source says of them."""
        named: set[str] = set()
        for activity in self._model.activities:
            node, line = self._processes[activity.id], activity.line
            self._add_record(node, "Process", activity)
            for id_ in own_ids.get(activity.id, ()):
                self._add(node, _ETOM["processId"], ox.Literal(id_), line)
            if activity.part_of in self._processes:
                self._add(node, _ETOM["partOf"], self._processes[activity.part_of], line)
            performer = self._performers.get(activity.component or "")
            if performer is not None:
                self._add(node, _ETOM["performedBy"], performer[0], line)
                if performer[1] not in named:
                    named.add(performer[1])
                    self._add_label(performer[0], performer[1], line)

    def add_system(self, system: System) -> None:
        """Add an application and the processes that it supports."""
        node = self._systems[system.id]
        self._add_record(node, "System", system)
        for supported in system.supports:
            if supported in self._processes:
                self._add(node, _ETOM["supports"], self._processes[supported], system.line)

    def add_reference(self, reference: Reference) -> None:
        """Add what a reference states: for a process a classification, for a system what it supports."""
        if reference.iri is None:
            return
        element = ox.NamedNode(reference.iri)
        system, process = self._systems.get(reference.subject), self._processes.get(reference.subject)
        if process is not None:
            self._add_once(process, _ETOM["classifiedAs"], element, reference.line)
            if reference.function is not None and reference.function.startswith(GOST):
                self._add_once(process, _ETOM["performs"], ox.NamedNode(reference.function), reference.line)
            self._add_classification(process, element, reference)
        elif system is not None:
            self._add_once(system, _ETOM["supports"], element, reference.line)

    def add_order(self) -> None:
        """Add the end-to-end processes with their steps."""
        for sequence in sequences_of(self._model):
            first = sequence.activities[0]
            whole = self._processes[sequence.whole] if sequence.whole else self._node(first, "/flow")
            self._add(whole, _TYPE, _ETOM["EndToEndProcess"], None)
            if sequence.whole is None:
                self._add(whole, _ETOM["sourceFile"], self._file, None)
            steps = {activity: self._node(activity, "/step") for activity in sequence.activities}
            for activity, step in steps.items():
                self._add(step, _TYPE, _ETOM["Step"], None)
                self._add(step, _ETOM["stepOf"], whole, None)
                self._add(step, _ETOM["runs"], self._processes[activity], None)
            for before, after in sequence.pairs:
                self._add(steps[after], _ETOM["precededBy"], steps[before], None)

    # How it is written.

    def _node(self, id_: str, suffix: str = "") -> ox.NamedNode:
        own = self._model.iris.get(id_) if not suffix else None
        # Ids are quoted whole, so that no suffix can be part of one.
        local = quote(id_, safe="", errors="surrogatepass")
        return _named(own) or ox.NamedNode(f"{self._base}#{local}{suffix}")

    def _find_performers(self) -> dict[str, tuple[ox.NamedNode, str]]:
        """Return those containers that perform something, by their ids and by their names, with their names."""
        found: dict[str, tuple[ox.NamedNode, str]] = {}
        for one in self._model.containers:
            if not _PERFORMERS.isdisjoint(words_of_key(one.type)):
                own = _named(self._model.iris.get(one.id))
                performer = own or self._node(one.id, "/performer"), one.name or one.id
                found[one.id] = performer
                found.setdefault(one.name, performer)
        return found

    def _add_record(self, node: ox.NamedNode, kind: str, record: Activity | System) -> None:
        line = record.line
        self._add(node, _TYPE, _ETOM[kind], line)
        if record.name:
            self._add_label(node, record.name, line)
        self._add(node, _ETOM["sourceId"], ox.Literal(_clean(record.id)), line)
        self._add(node, _ETOM["sourceFile"], self._file, line)
        if line is not None:
            self._add(node, _ETOM["sourceLine"], ox.Literal(str(line), datatype=_INTEGER), line)

    def _add_label(self, node: ox.NamedNode, name: str, line: int | None) -> None:
        language = language_of(name, self._source_lang)
        self._add(node, _LABEL, ox.Literal(_clean(name), language=language), line)

    def _add_classification(self, process: ox.NamedNode, element: ox.NamedNode, reference: Reference) -> None:
        self._classifications += 1
        node, line = ox.BlankNode(f"b{self._seed}c{self._classifications}"), reference.line
        self._add(process, _ETOM["qualifiedClassification"], node, line)
        self._add(node, _TYPE, _ETOM["Classification"], line)
        self._add(node, _ETOM["element"], element, line)
        if (function := _named(reference.function)) is not None:
            self._add(node, _ETOM["function"], function, line)
        found_by = INHERITED if reference.inherited else reference.found_by
        self._add(node, _ETOM["foundBy"], ox.Literal(found_by), line)
        self._add(node, _ETOM["evidence"], ox.Literal(_clean(reference.evidence)), line)
        if reference.confidence is not None:
            number = format(Decimal(str(reference.confidence)), "f")
            self._add(node, _ETOM["confidence"], ox.Literal(number, datatype=_DECIMAL), line)
        if reference.author:
            author = _named(reference.author) or self._node(reference.author, "/author")
            self._add(node, _ATTRIBUTED, author, line)
            if author.value.startswith(self._base):
                self._add_once(author, _LABEL, self._named_literal(reference.author), line)

    def _named_literal(self, name: str) -> ox.Literal:
        return ox.Literal(_clean(name), language=language_of(name, self._source_lang))

    def _add_once(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        value: ox.NamedNode | ox.Literal,
        line: int | None,
    ) -> None:
        key = (subject, predicate, value)
        if key not in self._said:
            self._said.add(key)
            self._add(subject, predicate, value, line)

    def _add(
        self,
        subject: ox.NamedNode | ox.BlankNode,
        predicate: ox.NamedNode,
        value: ox.NamedNode | ox.BlankNode | ox.Literal,
        line: int | None,
    ) -> None:
        self.quads.append(ox.Quad(subject, predicate, value))
        self.lines.append(line)


def _named(iri: str | None) -> ox.NamedNode | None:
    """Return the node of an IRI, or None for what is none."""
    if iri is None or ":" not in iri:
        return None
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _clean(text: str) -> str:
    """Replace what no text in RDF can hold: halves of characters."""
    return text.encode("utf-8", "replace").decode()
