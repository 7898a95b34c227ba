"""Make records of what an RDF file in other vocabularies says, in the form that every reader gives."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final, Literal
from urllib.parse import unquote

import pyoxigraph as ox

from etom_rdf.model import PROCESS_CLASSES
from etom_rdf.namespaces import ETOM, GOST, RDFS, SKOS
from etom_rdf.rdf_input import Subject, Term
from etom_rdf.readers.keywords import is_etom_key
from etom_rdf.readers.rdf.contents import Contents, Relation, Said
from etom_rdf.readers.rdf.targets import Role
from etom_rdf.readers.records import Activity, Flow, FoundBy, Mention, SourceModel, System

# The labels that the model itself has; others are read as rdfs:label.
OUR_LABELS: Final = frozenset({ox.NamedNode(f"{RDFS}label"), ox.NamedNode(f"{SKOS}prefLabel")})
_STATING: Final = frozenset({ox.NamedNode(f"{ETOM}classifiedAs"), ox.NamedNode(f"{ETOM}performs")})
_NUMBER: Final = re.compile(r"[0-9.]+(?:-[fp][0-9]+)?")
_LOCAL: Final = re.compile(r".*[/#]", re.DOTALL)


def id_of(node: Subject) -> str:
    """Return the id of a node in the records of its file: its IRI, or `_:` and its label."""
    return node.value if isinstance(node, ox.NamedNode) else f"_:{node.value}"


def names_of(contents: Contents, node: Subject) -> list[Said]:
    """Return the names of a node: those by a label of ours where it has one, else those by other properties."""
    names = [said for said in contents.values["name"].get(node, ()) if isinstance(said.value, ox.Literal)]
    return [said for said in names if said.predicate in OUR_LABELS] or names


def records_of(file: str, contents: Contents) -> SourceModel:
    """Return the records of a file. Processes that have a class of ours are among them, without a name."""
    return _Records(contents).model(file)


def decomposition(contents: Contents) -> Iterator[Relation]:
    """Yield the parts of processes that are processes themselves, each pair once."""
    processes = set(_nodes(contents, "process"))
    seen: set[tuple[Subject, Subject]] = set()
    for relation in contents.relations["part"]:
        pair = relation.subject, relation.object
        if relation.subject != relation.object and processes.issuperset(pair) and pair not in seen:
            seen.add(pair)
            yield relation


class _Records:
    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._processes = tuple(_nodes(contents, "process"))
        self._systems = tuple(_nodes(contents, "system"))
        self._wholes: dict[Subject, Subject] = {}
        for part in decomposition(contents):
            self._wholes.setdefault(part.subject, part.object)

    def model(self, file: str) -> SourceModel:
        nodes = (*self._processes, *self._systems)
        return SourceModel(
            file,
            "rdf",
            activities=tuple(map(self._activity, self._processes)),
            flows=(*self._flows(), *self._flows_by_position()),
            systems=tuple(self._find_systems()),
            mentions=tuple(mention for node in nodes for mention in self._mentions(node)),
            iris={node.value: node.value for node in nodes if isinstance(node, ox.NamedNode)},
        )

    def _activity(self, node: Subject) -> Activity:
        typed = None if node in self._contents.ours else self._contents.typed[node]
        whole = self._wholes.get(node)
        return Activity(
            id_of(node),
            _local_name(typed.word) if typed else "Process",
            self._name(node),
            typed.line if typed else None,
            None if whole is None else id_of(whole),
        )

    def _name(self, node: Subject) -> str:
        names = [] if node in self._contents.ours else names_of(self._contents, node)
        return " ".join(names[0].value.value.split()) if names else ""

    def _flows(self) -> Iterator[Flow]:
        for behind, before, line in self._contents.relations["behind"]:
            yield Flow(id_of(before), id_of(behind), line)

    def _flows_by_position(self) -> Iterator[Flow]:
        """Put the numbered parts of a whole one behind the other; those of one number stand side by side."""
        places: dict[Subject, dict[Decimal, list[Subject]]] = defaultdict(lambda: defaultdict(list))
        for part, whole in self._wholes.items():
            number = _number(self._contents.values["position"].get(part, ()))
            if number is not None:
                places[whole][number].append(part)
        for whole, numbered in places.items():
            ordered = sorted(numbered)
            for place, (before, behind) in enumerate(pairwise(ordered)):
                gateway = f"{id_of(whole)} {place}"
                yield from (Flow(id_of(part), gateway) for part in numbered[before])
                yield from (Flow(gateway, id_of(part)) for part in numbered[behind])

    def _find_systems(self) -> Iterator[System]:
        processes = set(self._processes)
        supports: dict[Subject, dict[str, None]] = defaultdict(dict)
        for system, supported, _ in self._contents.relations["required"]:
            if supported in processes:
                supports[system][id_of(supported)] = None
        for node in self._systems:
            yield System(
                id_of(node), self._name(node), self._contents.typed[node].line, tuple(supports.get(node, ()))
            )

    def _mentions(self, node: Subject) -> Iterator[Mention]:
        yield from self._stated(node)
        if node not in self._contents.ours:
            yield from self._annotated(node)
            for said in self._contents.values["text"].get(node, ()):
                if isinstance(said.value, ox.Literal):
                    yield _mention(node, said, said.value.value, "keyword", _local_name(said.predicate))

    def _stated(self, node: Subject) -> Iterator[Mention]:
        """Yield what the file states in our own vocabulary, for comparison with what else it says."""
        for said in (*self._values("reference", node), *self._values("other", node)):
            if said.predicate in _STATING and _number_in_standard(said.value):
                yield _mention(node, said, str(_text(said.value)), "rdf", _local_name(said.predicate))

    def _annotated(self, node: Subject) -> Iterator[Mention]:
        """Yield the values of properties that are read as references, or whose names speak of eTOM."""
        keys = [(said, _local_name(said.predicate)) for said in self._values("reference", node)]
        keys += [(said, key) for said in self._values("other", node) if (key := self._key(said.predicate))]
        for said, key in keys:
            text = _text(said.value)
            if text is not None and not said.predicate.value.startswith(ETOM):
                yield _mention(node, said, text, "property", key)

    def _values(self, meaning: Literal["reference", "other"], node: Subject) -> Sequence[Said]:
        return self._contents.values[meaning].get(node, ())

    def _key(self, predicate: ox.NamedNode) -> str | None:
        """Return the name of a property that speaks of eTOM, or its label that does."""
        named = (
            said.value.value
            for said in self._contents.values["name"].get(predicate, ())
            if isinstance(said.value, ox.Literal)
        )
        return next(filter(is_etom_key, (_local_name(predicate), *named)), None)


def _nodes(contents: Contents, role: Role) -> Iterator[Subject]:
    """Yield the nodes of a role; those that are processes by our vocabulary come last, for others to be parts of."""
    for node, typed in contents.typed.items():
        if node not in contents.ours and typed.alias.role == role:
            yield node
    if role == "process":
        yield from (node for node, some in contents.ours.items() if not some.isdisjoint(PROCESS_CLASSES))


def _mention(node: Subject, said: Said, text: str, found_by: FoundBy, key: str) -> Mention:
    return Mention(id_of(node), text, found_by, key, said.line)


def _text(value: Term) -> str | None:
    """Return a value that may hold an id: a literal, or a term of the standard without its namespace."""
    if isinstance(value, ox.Literal):
        return value.value
    is_ours = isinstance(value, ox.NamedNode) and value.value.startswith(GOST)
    return value.value.removeprefix(GOST) if is_ours else None


def _number_in_standard(value: Term) -> bool:
    """Say whether a value is an element or a function by its number; of what is none, the rules speak."""
    text = _text(value)
    return isinstance(value, ox.NamedNode) and text is not None and _NUMBER.fullmatch(text) is not None


def _local_name(term: ox.NamedNode) -> str:
    return unquote(_LOCAL.sub("", term.value)) or term.value


def _number(values: Iterable[Said]) -> Decimal | None:
    for said in values:
        try:
            number = Decimal(str(getattr(said.value, "value", "")).strip())
        except InvalidOperation:
            continue
        if number.is_finite():
            return number
    return None
