"""Reduce statements to what the rules can tell apart in them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.namespaces import ETOM
from etom_rdf.validation.fast.stream.memory import Column, Memory, put
from etom_rdf.validation.fast.stream.plan import OURS, Plan
from etom_rdf.validation.graph import TYPE, Graph
from etom_rdf.validation.terms import text_of

IRRELEVANT: Final = -1
_OUR_PREDICATE: Final = f"<{ETOM}"
_MOST_CONSTANTS: Final = 500  # objects of a predicate, outside our namespaces, that are told apart one by one
_MOST_CANDIDATES: Final = 20_000
_MOST_REMEMBERED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Feature:
    """Say what a statement has: its predicate, and its object where that is told apart from all others."""

    predicate: str
    constant: str | None


@dataclass(slots=True)
class _Predicate:
    """Hold what is done with the objects of one predicate.

    Texts are told apart by what follows the quotes, and by the test `search` or the groups of `match`; `numbers`
    has the features seen so far. Objects that are not told apart go into the `column`, and among the focus nodes in
    `pointed`, where there are such.
    """

    iri: str
    search: Callable[[str], re.Match[str] | None] | None
    match: Callable[[str], re.Match[str] | None] | None
    column: Column | None
    pointed: dict[str, None] | None
    numbers: dict[object, int] = field(default_factory=dict)
    constants: set[str] = field(default_factory=set)
    seen_once: set[str] = field(default_factory=set)

    def tell(self, text: str) -> object:
        """Return what tells a text apart from others: which of the tests of the shapes it passes."""
        if self.search is not None:
            return self.search(text) is not None
        return self.match(text).groups() if self.match is not None else None  # type: ignore[union-attr]


class Features:
    """Number the features of a run. What stands behind the subject of a line is remembered with its number."""

    def __init__(self, plan: Plan, base: Graph, memory: Memory) -> None:
        self.all: list[Feature] = []
        self.remembered: dict[str, int] = {}
        # Predicates and objects that may be terms of ours, each with the first subject that has it.
        self.mentions: dict[tuple[str, str], str | None] = {}
        self.fresh: list[tuple[str, str]] = []
        self.subject = ""  # of the statements that are being numbered
        self.pointed: dict[str, dict[str, None]] = {one: {} for one in plan.pointing}
        self._links = plan.links
        self._base = base
        self._constants: dict[tuple[str, str], int] = {}
        self._predicates: dict[str, _Predicate | None] = {}
        for one in plan.relevant:
            column = memory.columns.setdefault(one, {}) if one in plan.asked else None
            pointed = self.pointed.get(one)
            self._predicates[f"<{one}>"] = _Predicate(one, *_tests(plan.texts.get(one, ())), column, pointed)

    def number(self, rest: str) -> int:
        """Return the number of the feature that a statement has, given the line without its subject."""
        predicate, _, value = rest.partition(" ")  # the value still has the dot behind it
        try:
            known = self._predicates[predicate]
        except KeyError:
            self._unknown(predicate)
            known = None
        if known is None:
            if value.startswith(OURS):
                self._mention(predicate[1:-1], value[:-2])
                self._remember(rest, IRRELEVANT)
            return IRRELEVANT
        start = value[0]
        key: object
        if start == '"':
            end = value.rindex('"')
            key = value[end:], known.tell(value[1:end] if "\\" not in value else text_of(value[:-2]))
        elif start == "_":
            key = "_"
        elif self._is_told_apart(known, value[:-2]):
            return self._constant(rest, known, value[:-2])
        else:
            key = "<", known.tell(value[1:-3])
        if known.column is not None:
            put(known.column, self.subject, value[:-2])
        if known.pointed is not None:
            known.pointed[value[:-2]] = None
        number = known.numbers.get(key)
        return self._add(known, key) if number is None else number

    def _unknown(self, predicate: str) -> None:
        """Note a predicate at which no shape looks."""
        self._predicates[predicate] = None
        if predicate.startswith(_OUR_PREDICATE):
            self._mention(predicate[1:-1], '""')

    def nested(self, predicate: str, signature: tuple[int, ...]) -> int:
        """Return the number of the feature of a node that belongs to one subject, by its own features."""
        known = self._predicates[f"<{predicate}>"]
        assert known is not None
        number = known.numbers.get(signature)
        return self._add(known, signature) if number is None else number

    def _is_told_apart(self, known: _Predicate, value: str) -> bool:
        if value.startswith(OURS) or value in self._base or known.iri == TYPE or value in known.constants:
            return True
        if known.iri in self._links or len(known.seen_once) >= _MOST_CANDIDATES:
            return False
        # What is named only once would make a signature for each subject.
        if value not in known.seen_once:
            known.seen_once.add(value)
            return False
        if len(known.constants) >= _MOST_CONSTANTS:
            return False
        known.constants.add(value)
        return True

    def _constant(self, rest: str, known: _Predicate, value: str) -> int:
        key = known.iri, value
        number = self._constants.get(key)
        if number is None:
            number = self._constants[key] = len(self.all)
            self.all.append(Feature(known.iri, value))
            self._mention(*key)
            if known.iri in self.pointed:
                self.pointed[known.iri][value] = None
        self._remember(rest, number)
        return number

    def _add(self, known: _Predicate, key: object) -> int:
        number = known.numbers[key] = len(self.all)
        self.all.append(Feature(known.iri, None))
        self._mention(known.iri, '""')
        return number

    def _mention(self, predicate: str, value: str) -> None:
        key = predicate, value
        if key not in self.mentions:
            self.mentions[key] = None
            self.fresh.append(key)

    @property
    def predicates(self) -> Iterator[str]:
        """Return the IRIs of all predicates of the run, and of those that the shapes look at."""
        return (one[1:-1] for one in self._predicates)

    def _remember(self, rest: str, number: int) -> None:
        if len(self.remembered) < _MOST_REMEMBERED:
            self.remembered[rest] = number


_Match = Callable[[str], re.Match[str] | None]


def _tests(tests: tuple[str, ...]) -> tuple[_Match | None, _Match | None]:
    """Return one search, or one expression that always matches and whose groups say which tests a text passes."""
    if not tests:
        return None, None
    if len(tests) == 1 and not tests[0].startswith("^"):
        return re.compile(tests[0]).search, None
    anchored = (one if one.startswith("^") else f"(?s:.*?){one}" for one in tests)
    return None, re.compile("".join(f"(?=(?:{one}))?" for one in anchored)).match
