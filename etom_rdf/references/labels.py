"""Compare the name that stands beside an identifier with what the standard calls that element.

Names are compared word by word: case, ё and е, inflection, order, short words and signs make no difference, and
a word cut short stands for the whole ("обр. заказов", "cust. interface mgmt"). Words that say nothing of the
subject ("process", "partly", "см.") are left out. What is left agrees with an element where
- it is part of a name of the element in either language, or the whole name is part of it;
- or half of it is, and a word among these that is not as general as "management" or "клиент";
- or it is part of the name of a group or column that the element stands in, or names one of its functions.
It does not agree where it is exactly the name of another element and not of this one, nor where half of it fits
this element and the whole of it another.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.identifiers import ParsedId
from etom_rdf.references.label_words import GENERAL, significant
from etom_rdf.references.values import Value

_LONGEST: Final = 14  # words; longer texts are remarks, not names
_NEARLY: Final = 0.75
_CLOSE: Final = 0.7  # one word of two is no name yet: an order may be checked anywhere
_REMEMBERED: Final = 20_000  # words
_HARD: Final = re.compile(r"[;\n\r|]")  # what ends an entry of a list for certain
_SIGNS: Final = " \t\u00a0.,:()[]{}«»\"“”„'–—-/+&=>"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say whether a label fits an element; `others` are the elements, one or more, whose label it is instead.

    `closely` says that it is the greater part of the element's name, or the whole name a part of it.
    """

    fits: bool
    others: tuple[Element, ...] = ()
    closely: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Name:
    """One name of a category or of a function: its words with their stems."""

    owner: str
    is_function: bool
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Common:
    """Say what part of a label a name holds, what part of the name the label holds, and by which words."""

    there: float
    back: float
    telling: bool

    @property
    def score(self) -> float:
        """Return the harmonic mean of both parts: 1 where the words are the same."""
        return 2 * self.there * self.back / (self.there + self.back)


class Labels:
    """Compare names with those of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._elements = {one.id: one for one in catalogue.elements}
        self._numbered = {one.id for one in catalogue.elements if one.notation or one.kind == "retired"}
        self._names = [name for one in catalogue.elements for name in _names(one)]
        self._places: dict[str, tuple[tuple[int, int], ...]] = {}

    def judge(self, label: str, id_: str) -> Verdict | None:
        """Say whether a label fits an id; None where it says nothing that could be compared.

        An id that the standard does not define fits whatever is not the name of one that it does.

        >>> labels = Labels(Catalogue.load())
        >>> labels.judge("обр. заказов", "1.1.1.5").fits
        True
        >>> [one.id for one in labels.judge("Order handling", "1.1.1.9").others]
        ['1.1.1.5']
        """
        words = significant(label)
        if not words or len(words) > _LONGEST or GENERAL.issuperset(stemmed for _, stemmed in words):
            return None
        common = self._common(words)
        own = {name: one for name, one in common.items() if name.owner == id_}
        best = max((one.score for one in own.values()), default=0.0)
        others = self._better(common, best, {id_, *_above(id_)})
        exact = tuple(one for one in others if _is_called(one.id, common))
        if exact or id_ not in self._elements:
            return Verdict(not exact, exact)
        around = {*_above(id_), *self._elements[id_].verticals}
        named = [one for name, one in own.items() if not name.is_function]
        closely = any(one.back == 1 or (one.there == 1 and one.score > _CLOSE) for one in named)
        part = any(one.there == 1 for one in named)
        part = part or any(one.there == 1 for name, one in common.items() if name.owner in around)
        half = not others and any(one.there >= 0.5 and one.telling for one in own.values())
        fits = closely or part or half
        return Verdict(fits, () if fits else others, closely)

    def named(self, text: str) -> tuple[Element, ...]:
        """Return the elements whose name a text is, in the order of the standard; codes such as CRM count.

        >>> [one.id for one in Labels(Catalogue.load()).named("Обработка заказов")]
        ['1.1.1.5']
        """
        words = significant(text)
        common = self._common(words) if len(words) <= _LONGEST else {}
        return tuple(
            one for id_, one in self._elements.items() if id_ in self._numbered and _is_called(id_, common)
        )

    def belongs(self, parsed: ParsedId, text: str) -> bool:
        """Say whether all that a text holds belongs to the name of an element.

        >>> from etom_rdf.identifier_parsing import parse_id
        >>> Labels(Catalogue.load()).belongs(parse_id("1.1.1.5", defined=()), " Order handling, ")
        True
        """
        words = significant(text)
        if not words or len(words) > _LONGEST or parsed.id is None:
            return False
        owner, common = parsed.id.base.normal, self._common(words)
        return any(
            one.there == 1 for name, one in common.items() if name.owner == owner and not name.is_function
        )

    def _better(self, common: Mapping[_Name, _Common], own: float, but: set[str]) -> tuple[Element, ...]:
        """Return the elements that a label fits best, if better than `own` and wholly or nearly so."""
        scores: dict[str, float] = {}
        for name, one in common.items():
            wholly = one.there == 1 and not name.is_function
            if name.owner in self._numbered and (wholly or one.score >= _NEARLY):
                scores[name.owner] = max(one.score, scores.get(name.owner, 0.0))
        best = max(scores.values(), default=0.0)
        return tuple(
            self._elements[id_] for id_, score in scores.items() if score == best > own and id_ not in but
        )

    def _common(self, words: Sequence[tuple[str, str]]) -> dict[_Name, _Common]:
        """Compare words with all names that hold one of them."""
        there: dict[int, int] = {}
        back: dict[int, set[int]] = {}
        telling: set[int] = set()
        for word, stemmed in words:
            places = self._places_of(word, stemmed)
            for number in {number for number, _ in places}:
                there[number] = there.get(number, 0) + 1
            for number, place in places:
                back.setdefault(number, set()).add(place)
            if stemmed not in GENERAL:
                telling.update(number for number, _ in places)
        names = ((number, self._names[number]) for number in sorted(there))
        return {
            name: _Common(there[number] / len(words), len(back[number]) / len(name.words), number in telling)
            for number, name in names
        }

    def _places_of(self, word: str, stemmed: str) -> tuple[tuple[int, int], ...]:
        """Return where a word, or one that begins with it, stands in the names: number of the name, place in it."""
        found = self._places.get(word)
        if found is None:
            if len(self._places) > _REMEMBERED:
                self._places.clear()
            self._places[word] = found = tuple(
                (number, place)
                for number, name in enumerate(self._names)
                for place, (other, stem_of_other) in enumerate(name.words)
                if stemmed == stem_of_other or (len(word) >= 3 and other.startswith(word))
            )
        return found


def names_beside(value: Value) -> tuple[str, ...]:
    """Return for each id of a value the name that stands beside it, or an empty text.

    Names stand behind their ids, or all before them ("Order handling (1.1.1.5)"). Where words stand on both sides
    nothing tells which of them are names.

    >>> from etom_rdf.identifier_parsing import parse_id
    >>> from etom_rdf.references.values import read_value
    >>> value = read_value("1.1.1.4 Selling, 1.1.1.5", lambda text: parse_id(text, defined=()))
    >>> names_beside(value)
    ('Selling', '')
    """
    if not value.found:
        return ()
    text = value.text
    starts = [one.start for one in value.found]
    ends = [one.end for one in value.found]
    behind = [_HARD.split(text[a:b])[0] for a, b in zip(ends, [*starts[1:], len(text)], strict=True)]
    before = [_HARD.split(text[a:b])[-1] for a, b in zip([0, *ends[:-1]], starts, strict=True)]
    if significant(before[0]):
        behind = [""] * len(behind) if significant(behind[-1]) else before
    return tuple(name.strip(_SIGNS) for name in behind)


def _names(element: Element) -> Iterator[_Name]:
    texts = [element.label, *element.alternatives]
    of_functions = [
        one for each in element.functions for one in (each.label.en, each.label.ru, each.source_text)
    ]
    for one, is_function in (
        *((text, False) for pair in texts for text in dict.fromkeys((pair.en, pair.ru))),
        *((text, True) for text in of_functions),
    ):
        words = tuple(significant(one))
        if words:
            yield _Name(element.id, is_function, words)


def _is_called(id_: str, common: Mapping[_Name, _Common]) -> bool:
    return any(one.score == 1 for name, one in common.items() if name.owner == id_ and not name.is_function)


def _above(id_: str) -> tuple[str, ...]:
    parts = id_.split(".")
    return tuple(".".join(parts[:count]) for count in range(2, len(parts)))
