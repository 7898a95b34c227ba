"""Reduce statements to what the rules can tell apart in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from etom_rdf.namespaces import ETOM
from etom_rdf.validation.fast.stream.blocks import OBJECT_END, TYPE_PREDICATE, objects
from etom_rdf.validation.fast.stream.columns import put
from etom_rdf.validation.fast.stream.memory import Memory
from etom_rdf.validation.fast.stream.plan import OURS, Plan
from etom_rdf.validation.fast.stream.predicates import PredicateObjects, tests_of
from etom_rdf.validation.graph import TYPE, Graph
from etom_rdf.validation.terms import text_of

Number = int | tuple[int, ...]  # of the feature of a statement, or those of a piece with several objects
IRRELEVANT: Final = 0
_OUR_PREDICATE: Final = f"<{ETOM}"
_MOST_CONSTANTS: Final = 500  # objects of a predicate, outside our namespaces, that are told apart one by one
_QUOTE: Final = ord('"')
_PARTS_OF_TEXT: Final = 3  # before, between and behind the quotes of one text
_MOST_CANDIDATES: Final = 20_000
_MOST_REMEMBERED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Feature:
    """Say what a statement has: its predicate, and its object where that is told apart from all others."""

    predicate: str
    constant: str | None


_NO_FEATURE: Final = Feature("", None)


class Features:
    """Number the features of a run from 1. Pieces of blocks that recur are remembered with their numbers."""

    def __init__(self, plan: Plan, base: Graph, memory: Memory) -> None:
        self.all: list[Feature] = [_NO_FEATURE]
        self.remembered: dict[bytes, Number] = {}
        # Predicates and objects that may be terms of ours, each with the first subject that has it.
        self.mentions: dict[tuple[str, str], str | None] = {}
        self.fresh: list[tuple[str, str]] = []
        self.subject = ""  # of the statements that are being numbered
        self.pointed: dict[str, dict[str, None]] = {one: {} for one in plan.pointing}
        self._base_names = frozenset(base)
        self._constants: dict[tuple[str, str], int] = {}
        self._lasting: set[int] = set()  # what is numbered so will always be
        self._predicates: dict[str, PredicateObjects | None] = {}
        for one in plan.relevant:
            column = memory.columns.setdefault(one, {}) if one in plan.asked else None
            pointed = self.pointed.get(one)
            tests, is_link = tests_of(plan.texts.get(one, ())), one in plan.links
            self._predicates[f"<{one}>"] = PredicateObjects(one, *tests, column, pointed, is_link)
        self._by_name: dict[bytes, PredicateObjects | None] = {b"a": self._predicates[TYPE_PREDICATE]}

    def of_piece(self, piece: bytes) -> Number:
        """Return the number of what a piece of a block has: a predicate with its objects."""
        name, _, values = piece.partition(b" ")
        try:
            known = self._by_name[name]
        except KeyError:
            known = self._by_name[name] = self._known(name.decode())
        if values[0] == _QUOTE:
            if known is None:
                if values.find(b"<") < 0:
                    return IRRELEVANT
            elif values.find(b"\\") < 0:
                parts = values.split(b'"')
                if parts[-1].find(b" ") < 0:
                    return self._of_texts(known, parts, values)
        elif known and known.is_link and values.find(b" ") < 0:
            value = values.decode()
            if not value.startswith(OURS) and value not in self._base_names:
                return self._add(known, known.key_of_iri(value), value)
        return self._any(name.decode(), known, piece, values.decode())

    def _of_texts(self, known: PredicateObjects, parts: list[bytes], values: bytes) -> Number:
        """Return the numbers for texts without escapes; `parts` are what stands between the quotes."""
        if known.column is not None or known.pointed is not None:
            if len(parts) == _PARTS_OF_TEXT:
                return self._add(known, (parts[2].decode(), known.tell(parts[1].decode())), values.decode())
            return tuple(self._number("", known, value) for value in objects(values.decode()))
        key = (*parts[2::2], *[known.tell(text.decode()) for text in parts[1::2]])
        numbers = known.of_texts.get(key)
        if numbers is None:
            numbers = tuple(self._number("", known, value) for value in objects(values.decode()))
            known.of_texts[key] = numbers
        return numbers

    def _any(self, predicate: str, known: PredicateObjects | None, piece: bytes, values: str) -> Number:
        """Return the number for a piece with any objects."""
        number: Number
        if OBJECT_END not in values:
            value = values if values[0] == "<" else objects(values)[0]
            number = self._number(predicate, known, value)
            is_lasting = number in self._lasting or (number == IRRELEVANT and value.startswith(OURS))
        else:
            some = [self._number(predicate, known, value) for value in objects(values)]
            number = tuple(filter(None, some))
            is_lasting = self._lasting.issuperset(some)
        if is_lasting and len(self.remembered) < _MOST_REMEMBERED:
            self.remembered[piece] = number
        return number

    def of_statement(self, predicate: str, value: str) -> int:
        """Return the number of the feature of one statement."""
        return self._number(predicate, self._known(predicate), value)

    def _known(self, predicate: str) -> PredicateObjects | None:
        """Return what is done with a predicate, None for one at which no shape looks; that is noted."""
        if predicate not in self._predicates:
            self._predicates[predicate] = None
            if predicate.startswith(_OUR_PREDICATE):
                self._mention(predicate[1:-1], '""')
        return self._predicates[predicate]

    def _number(self, predicate: str, known: PredicateObjects | None, value: str) -> int:
        if known is None:
            if value.startswith(OURS):
                self._mention(predicate[1:-1], value)
            return IRRELEVANT
        start = value[0]
        if start == '"':
            end = value.rindex('"')
            text = value[1:end] if "\\" not in value else text_of(value)
            return self._add(known, (value[end + 1 :], known.tell(text)), value)
        if start == "_":
            return self._add(known, "_", value)
        if self._is_told_apart(known, value):
            return self._constant(known, value)
        return self._add(known, known.key_of_iri(value), value)

    def nested(self, predicate: str, signature: tuple[int, ...]) -> int:
        """Return the number of the feature of a node that belongs to one subject, by its own features."""
        known = self._predicates[f"<{predicate}>"]
        assert known is not None
        number = known.numbers.get(signature)
        return self._new(known, signature) if number is None else number

    def _is_told_apart(self, known: PredicateObjects, value: str) -> bool:
        if (
            value.startswith(OURS)
            or value in self._base_names
            or known.iri == TYPE
            or value in known.constants
        ):
            return True
        if known.is_link or len(known.seen_once) >= _MOST_CANDIDATES:
            return False
        # What is named only once would make a signature for each subject.
        if value not in known.seen_once:
            known.seen_once.add(value)
            return False
        if len(known.constants) >= _MOST_CONSTANTS:
            return False
        known.constants.add(value)
        return True

    def _constant(self, known: PredicateObjects, value: str) -> int:
        key = known.iri, value
        number = self._constants.get(key)
        if number is None:
            number = self._constants[key] = len(self.all)
            self._lasting.add(number)
            self.all.append(Feature(known.iri, value))
            self._mention(*key)
            if known.iri in self.pointed:
                self.pointed[known.iri][value] = None
        return number

    def _add(self, known: PredicateObjects, key: object, value: str) -> int:
        """Return the number for an object that is not told apart, and note it where it may be asked for."""
        column = known.column
        if column is not None and column.setdefault(self.subject, value) is not value:
            put(column, self.subject, value)
        if known.pointed is not None:
            known.pointed[value] = None
        number = known.numbers.get(key)
        return self._new(known, key) if number is None else number

    def _new(self, known: PredicateObjects, key: object) -> int:
        number = known.numbers[key] = len(self.all)
        self.all.append(Feature(known.iri, None))
        self._mention(known.iri, '""')
        return number

    def _mention(self, predicate: str, value: str) -> None:
        key = predicate, value
        if key not in self.mentions:
            self.mentions[key] = None
            self.fresh.append(key)

    def take(
        self,
        features: list[Feature],
        predicates: Iterable[str],
        mentions: Mapping[tuple[str, str], str | None],
        pointed: Mapping[str, dict[str, None]],
    ) -> None:
        """Add what was seen elsewhere, after all of this."""
        self.all += features  # their numbers mean nothing here
        for one in predicates:
            self._predicates.setdefault(f"<{one}>", None)
        for mention, subject in mentions.items():
            self.mentions.setdefault(mention, subject)
        for predicate, nodes in pointed.items():
            self.pointed[predicate] |= nodes

    @property
    def predicates(self) -> Iterator[str]:
        """Return the IRIs of all predicates of the run, and of those that the shapes look at."""
        return (one[1:-1] for one in self._predicates)
