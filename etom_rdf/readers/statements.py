"""Say in RDF what the records of one file hold: statement after statement, each with its line in the file."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Final

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM, GOST, PROV, RDF, RDFS, XSD
from etom_rdf.readers.addresses import Addresses, named
from etom_rdf.readers.keywords import words_of_key
from etom_rdf.readers.naming import language_of
from etom_rdf.readers.order import Sequence
from etom_rdf.readers.passing import Located
from etom_rdf.readers.records import Activity, Container, SourceModel, System
from etom_rdf.readers.resolved import Reference, Resolved

INHERITED: Final = "inherited"  # etom:foundBy of what a pool, a lane or a process passes on

_TYPE: Final = ox.NamedNode(f"{RDF}type")
_LABEL: Final = ox.NamedNode(f"{RDFS}label")
_ATTRIBUTED: Final = ox.NamedNode(f"{PROV}wasAttributedTo")
_DECIMAL: Final = ox.NamedNode(f"{XSD}decimal")
_TERMS: Final = """
Process EndToEndProcess Step System Classification classifiedAs qualifiedClassification element function foundBy
evidence confidence performs performedBy partOf processId sourceId sourceFile sourceLine supports stepOf runs
precededBy"""
_ETOM: Final[Mapping[str, ox.NamedNode]] = {name: ox.NamedNode(ETOM + name) for name in _TERMS.split()}

# Words in the type of a container that make it one who performs: a lane, a department; not an application.
_PERFORMING: Final = """
lane pool participant performed performer department division unit team owner role actor organization
подразделение отдел департамент управление единица исполнитель владелец ответственный роль организация"""
_PERFORMERS: Final = frozenset(_PERFORMING.split())


class Statements:
    """Yield the statements of one file whenever they are asked for, the same each time.

    A large model has millions, and its records are a fifth of their size; see `document` for what they say. Those
    about a record stand together, with those about its blank nodes.
    """

    def __init__(
        self,
        model: SourceModel,
        resolved: Resolved,
        sequences: Iterable[Sequence],
        base: str,
        source_lang: str | None,
    ) -> None:
        self._activities = model.activities
        self._systems = model.systems
        self._references = _by_subject(resolved)
        self._own_ids = _own_ids(resolved)
        self._sequences = tuple(sequences)
        self._base = base
        self._source_lang = source_lang
        self._files = model.files
        self._file = ox.Literal(model.file.encode("utf-8", "replace").decode())
        self._seed = hashlib.sha256(os.fsencode(base)).hexdigest()[:16]
        self._addresses = Addresses(model, base)
        self._iris = model.iris
        self._performers = self._find_performers(model.containers)

    def __iter__(self) -> Iterator[Located]:
        yield from self._of_activities()
        for system in self._systems:
            yield from self._of_system(system)
        for sequence in self._sequences:
            yield from ((quad, None) for quad in self._of_sequence(sequence))

    # What is in the file.

    def _of_activities(self) -> Iterator[Located]:
        performers: set[str] = set()  # that have a label, by their names
        authors: set[str] = set()
        numbers = count(1)  # of classifications
        # Many activities in a row have one around them.
        process = lru_cache(maxsize=256)(self._addresses.process)
        for activity in self._activities:
            line = activity.line
            node = self._addresses.node(activity.id)
            yield from self._of_record(node, "Process", activity)
            for id_ in self._own_ids.get(activity.id, ()):
                yield ox.Quad(node, _ETOM["processId"], ox.Literal(id_)), line
            around = process(activity.part_of)
            if around is not None:
                yield ox.Quad(node, _ETOM["partOf"], around), line
            performer = self._performers.get(activity.component or "")
            if performer is not None:
                yield ox.Quad(node, _ETOM["performedBy"], performer[0]), line
            references = self._references.get(activity.id, ())
            yield from self._of_references(node, references, numbers)
            # Last, since what is said of a record stands together.
            if performer is not None and performer[1] not in performers:
                performers.add(performer[1])
                yield ox.Quad(performer[0], _LABEL, self._label(performer[1])), line
            yield from self._of_authors(references, authors)

    def _of_system(self, system: System) -> Iterator[Located]:
        node = self._addresses.system(system.id)
        if node is None:
            return
        yield from self._of_record(node, "System", system)
        for supported in map(self._addresses.process, system.supports):
            if supported is not None:
                yield ox.Quad(node, _ETOM["supports"], supported), system.line
        if self._addresses.process(system.id) is None:  # which the references are about otherwise
            elements: dict[str | None, int | None] = {}
            for reference in self._references.get(system.id, ()):
                elements.setdefault(reference.iri, reference.line)
            for iri, line in elements.items():
                yield ox.Quad(node, _ETOM["supports"], ox.NamedNode(iri or "")), line

    def _of_record(self, node: ox.NamedNode, kind: str, record: Activity | System) -> list[Located]:
        line = record.line
        said: list[Located] = [(ox.Quad(node, _TYPE, _ETOM[kind]), line)]
        if record.name:
            said.append((ox.Quad(node, _LABEL, self._label(record.name)), line))
        said.append((ox.Quad(node, _ETOM["sourceId"], ox.Literal(_clean(record.id))), line))
        own = self._files.get(record.id)
        file = self._file if own is None else ox.Literal(_clean(own))
        said.append((ox.Quad(node, _ETOM["sourceFile"], file), line))
        if line is not None:
            said.append((ox.Quad(node, _ETOM["sourceLine"], ox.Literal(line)), line))
        return said

    def _of_references(
        self, process: ox.NamedNode, references: Iterable[Reference], numbers: Iterator[int]
    ) -> list[Located]:
        """Return how a process is classified; what two references state is stated once."""
        said: list[Located] = []
        elements: set[str | None] = set()
        functions: set[str] = set()
        for reference in references:
            line, function = reference.line, reference.function
            element, performed = ox.NamedNode(reference.iri or ""), named(function)
            if reference.iri not in elements:
                elements.add(reference.iri)
                said.append((ox.Quad(process, _ETOM["classifiedAs"], element), line))
            if function is not None and function.startswith(GOST) and function not in functions:
                functions.add(function)
                said.append((ox.Quad(process, _ETOM["performs"], performed or ox.NamedNode(function)), line))
            node = ox.BlankNode(f"b{self._seed}c{next(numbers)}")
            said.append((ox.Quad(process, _ETOM["qualifiedClassification"], node), line))
            said += [(quad, line) for quad in self._of_classification(node, element, performed, reference)]
        return said

    def _of_classification(
        self, node: ox.BlankNode, element: ox.NamedNode, function: ox.NamedNode | None, reference: Reference
    ) -> list[ox.Quad]:
        found_by = INHERITED if reference.inherited else reference.found_by
        said = [ox.Quad(node, _TYPE, _ETOM["Classification"]), ox.Quad(node, _ETOM["element"], element)]
        if function is not None:
            said.append(ox.Quad(node, _ETOM["function"], function))
        said.append(ox.Quad(node, _ETOM["foundBy"], ox.Literal(found_by)))
        said.append(ox.Quad(node, _ETOM["evidence"], ox.Literal(_clean(reference.evidence))))
        if reference.confidence is not None:
            number = format(Decimal(str(reference.confidence)), "f")
            said.append(ox.Quad(node, _ETOM["confidence"], ox.Literal(number, datatype=_DECIMAL)))
        if reference.author:
            said.append(ox.Quad(node, _ATTRIBUTED, self._author(reference.author)))
        return said

    def _of_authors(self, references: Iterable[Reference], labelled: set[str]) -> Iterator[Located]:
        for reference in references:
            name = reference.author
            if name and name not in labelled and (node := self._author(name)).value.startswith(self._base):
                labelled.add(name)
                yield ox.Quad(node, _LABEL, self._label(name)), reference.line

    def _author(self, name: str) -> ox.NamedNode:
        return named(name) or self._addresses.node(name, "/author")

    def _of_sequence(self, sequence: Sequence) -> Iterator[ox.Quad]:
        """Yield an end-to-end process with its steps."""
        node = self._addresses.node
        first = sequence.activities[0]
        whole = node(sequence.whole) if sequence.whole else node(first, "/flow")
        yield ox.Quad(whole, _TYPE, _ETOM["EndToEndProcess"])
        if sequence.whole is None:
            yield ox.Quad(whole, _ETOM["sourceFile"], self._file)
        steps = {activity: node(activity, "/step") for activity in sequence.activities}
        before_it: dict[str, list[str]] = {}
        for before, after in sequence.pairs:
            before_it.setdefault(after, []).append(before)
        for activity, step in steps.items():
            yield ox.Quad(step, _TYPE, _ETOM["Step"])
            yield ox.Quad(step, _ETOM["stepOf"], whole)
            yield ox.Quad(step, _ETOM["runs"], node(activity))
            for before in before_it.get(activity, ()):
                yield ox.Quad(step, _ETOM["precededBy"], steps[before])

    # How it is written.

    def _find_performers(self, containers: Iterable[Container]) -> dict[str, tuple[ox.NamedNode, str]]:
        """Return those containers that perform something, by their ids and by their names, with their names."""
        found: dict[str, tuple[ox.NamedNode, str]] = {}
        for one in containers:
            if performs(one):
                own = named(self._iris.get(one.id))
                performer = own or self._addresses.node(one.id, "/performer"), one.name or one.id
                found[one.id] = performer
                found.setdefault(one.name, performer)
        return found

    def _label(self, name: str) -> ox.Literal:
        return ox.Literal(_clean(name), language=language_of(name, self._source_lang))


def performs(container: Container) -> bool:
    """Say whether a container is one who performs, such as a lane or a department, rather than an application."""
    return not _PERFORMERS.isdisjoint(words_of_key(container.type))


def _by_subject(resolved: Resolved) -> dict[str, list[Reference]]:
    """Return the references that count for an element, by their records."""
    found: dict[str, list[Reference]] = {}
    for reference in resolved.references:
        if reference.iri is not None:
            found.setdefault(reference.subject, []).append(reference)
    return found


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


def _clean(text: str) -> str:
    """Replace what no text in RDF can hold: halves of characters."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
