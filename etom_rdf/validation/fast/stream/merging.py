"""Bring together what two processes have found in two parts of the files."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.fast.stream.blocks import SUBJECT_END
from etom_rdf.validation.fast.stream.columns import Column, as_tuple, put
from etom_rdf.validation.fast.stream.features import Feature
from etom_rdf.validation.fast.stream.memory import Signature
from etom_rdf.validation.fast.stream.provisional import Omitted
from etom_rdf.validation.fast.stream.scan import Scan
from etom_rdf.validation.shapes.model import Shapes

_LINE: Final = "\n"  # stands in no term


@dataclass(frozen=True, slots=True)
class _Texts:
    """Hold texts as one, which is sent and taken apart many times faster than a list."""

    count: int
    joined: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "_Texts":
        some = list(texts)
        return cls(len(some), _LINE.join(some))

    def split(self) -> list[str]:
        return self.joined.split(_LINE) if self.count else []


@dataclass(frozen=True, slots=True)
class _SentColumn:
    """Hold a column: the places of the subjects among all, and an object each; `several` has those with more."""

    subjects: "array[int]"
    objects: _Texts
    several: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold what a scan has found, in a form to send to another process."""

    subjects: _Texts
    numbers: "array[int]"
    columns: Mapping[str, _SentColumn]
    later: bytes
    kept: list[tuple[str, str, str]]
    signatures: list[Signature]
    features: list[Feature]
    predicates: tuple[str, ...]
    mentions: dict[tuple[str, str], str | None]
    pointed: dict[str, dict[str, None]]
    outcomes: list[tuple[str, str, str, str | None, str | None]]
    beyond: dict[str, Omitted]
    waiting: _Texts
    repeated: dict[str, bool]
    counted_twice: int
    touches_ontology: bool


def sent(scan: Scan) -> Sent:
    """Take a scan apart, which is of no use afterwards."""
    memory, features = scan.memory, scan.features
    places = dict(zip(memory.known, range(len(memory.known)), strict=True))
    return Sent(
        subjects=_Texts.of(memory.known),
        numbers=array("I", memory.known.values()),
        columns={one: _sent_column(memory.columns.pop(one), places) for one in tuple(memory.columns)},
        later=SUBJECT_END.join(b"%s %s" % (subject.encode(), said) for subject, said in memory.later.items()),
        kept=[
            (subject, predicate, value)
            for subject in memory.kept
            for predicate, values in memory.kept.statements_of(subject).items()
            for value in values
        ],
        signatures=memory.signatures,
        features=features.all,
        predicates=tuple(features.predicates),
        mentions=features.mentions,
        pointed=features.pointed,
        outcomes=[
            (one.shape.node, one.component, one.focus, one.value, one.path) for one in scan.outcomes.kept
        ],
        beyond=scan.outcomes.beyond,
        waiting=_Texts.of(scan.waiting),
        repeated=scan.repeated,
        counted_twice=scan.counted_twice,
        touches_ontology=scan.touches_ontology,
    )


def _sent_column(column: Column, places: Mapping[str, int]) -> _SentColumn:
    several = {subject: some for subject, some in column.items() if isinstance(some, tuple)}
    for subject in several:
        del column[subject]
    objects = (some for some in column.values() if isinstance(some, str))
    return _SentColumn(array("I", map(places.__getitem__, column)), _Texts.of(objects), several)


def merge(scan: Scan, other: Sent, shapes: Shapes) -> None:
    """Add to a scan what another has found in files, or a part of one, that come after."""
    memory, features = scan.memory, scan.features
    first = len(memory.signatures)
    for signature in other.signatures:
        signature.number += first
    memory.signatures += other.signatures
    subjects = other.subjects.split()
    shared = () if memory.known.keys().isdisjoint(subjects) else memory.known.keys() & set(subjects)
    _merge_repeated(scan, other, shared, subjects)
    own_numbers = [signature.number for signature in other.signatures]
    memory.known.update(zip(subjects, map(own_numbers.__getitem__, other.numbers), strict=True))
    for predicate, column in other.columns.items():
        _merge_column(memory.columns[predicate], column, subjects, is_disjoint=not shared)
    memory.later.update(_later(other))
    for statement in other.kept:
        memory.kept.add(*statement)
    features.take(other.features, other.predicates, other.mentions, other.pointed)
    scan.outcomes.take(
        Outcome(shapes.by_node[node], component, focus, value, path)
        for node, component, focus, value, path in other.outcomes
    )
    scan.outcomes.count(other.beyond)
    scan.waiting |= dict.fromkeys(other.waiting.split())
    scan.touches_ontology |= other.touches_ontology


def _merge_repeated(scan: Scan, other: Sent, shared: Iterable[str], subjects: list[str]) -> None:
    """Note the subjects of which both parts say something; each is one process all the same."""
    scan.counted_twice += other.counted_twice
    merged = dict(other.repeated)
    if shared:
        numbers = dict(zip(subjects, other.numbers, strict=True))
        for subject in shared:
            before = scan.memory.signatures[scan.memory.known[subject]].is_process
            was_process = scan.repeated.get(subject, before)
            now = other.signatures[numbers[subject]].is_process
            is_process = other.repeated.get(subject, now)
            scan.counted_twice += was_process and is_process
            merged[subject] = was_process or is_process
    scan.repeated |= merged


def _merge_column(column: Column, other: _SentColumn, subjects: list[str], *, is_disjoint: bool) -> None:
    pairs = zip(map(subjects.__getitem__, other.subjects), other.objects.split(), strict=True)
    if is_disjoint:
        column.update(pairs)
        column.update(other.several)
        return
    for subject, value in pairs:
        put(column, subject, value)
    for subject, some in other.several.items():
        for value in as_tuple(some):
            put(column, subject, value)


def _later(other: Sent) -> Iterator[tuple[str, bytes]]:
    if other.later:
        for block in other.later.split(SUBJECT_END):
            subject, _, said = block.partition(b" ")
            yield subject.decode(), said
