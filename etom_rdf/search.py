"""Find elements, functions and terms by words, in Russian and English, whatever their inflection."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Protocol

from etom_rdf.catalogue import Catalogue, Element, Entry, Function, Term
from etom_rdf.text import Text

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-я]")

# Where a word was found, the best place first.
PLACES = ("name", "other name", "function", "definition")

# Words that stand in nearly every text; they count where nothing else is searched for.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "а без в во для до за и из или к ко на не ни о об от по под при с со у "
        "a an and as at by for from in into of on or the to with",
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """Name an entry that was found, and the best place that holds all words (see PLACES), or `identifier`."""

    entry: Entry
    place: str


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


def find(text: str, catalogue: Catalogue) -> tuple[Match, ...]:
    """Find the entries that hold all words of `text`, best first; an empty text finds nothing.

    An identifier finds its entry and the functions of that. Case and ё/е make no difference, nor does
    inflection; a word of four letters or more also finds the words that begin with it. Prepositions and the
    like count only where there is nothing else. Retired elements come last.

    >>> [match.entry.id for match in find("Счёт", Catalogue.load())][:2]
    ['1.1.1.10', '1.1.1.12']
    """
    if any(char.isdigit() for char in text) and text in catalogue:
        entry = catalogue[text]
        functions = entry.functions if isinstance(entry, Element) else ()
        return (Match(entry, "identifier"), *(Match(one, "identifier") for one in functions))
    words = [(word, stem(word)) for word in searched(text)]
    if not words:
        return ()
    found = []
    for order, entry in enumerate(catalogue):
        best = next((i for i, texts in enumerate(places(entry)) if _holds(texts, words)), None)
        if best is not None:
            found.append((entry.kind == "retired", best, order, Match(entry, PLACES[best])))
    return tuple(match for *_, match in sorted(found, key=lambda one: one[:3]))


def searched(text: str) -> list[str]:
    """Give the words of a search: those that mean something, or all where none does.

    >>> searched("приём и обработка"), searched("the")
    (['прием', 'обработка'], ['the'])
    """
    words = words_of(text)
    return [word for word in words if word not in STOP_WORDS] or words


def words_of(text: str) -> list[str]:
    """Split a text into words, in lower case and with ё as е.

    >>> words_of("Приём QoS/SLA")
    ['прием', 'qos', 'sla']
    """
    return _WORD.findall(text.casefold().replace("ё", "е"))


@lru_cache(maxsize=1 << 14)  # some times as many as the standard has words
def stem(word: str) -> str:
    """Cut the inflection off a Russian or English word.

    >>> stem("счетам"), stem("orders")
    ('счет', 'order')
    """
    return _stemmer("russian" if _CYRILLIC.search(word) else "english").stemWord(word)


# A stemmer keeps the word that it is at work on, so that each thread needs stemmers of its own.
_own = local()


def _stemmer(language: str) -> _Stemmer:
    found: _Stemmer | None = getattr(_own, language, None)
    if found is None:
        import snowballstemmer  # noqa: PLC0415

        found = snowballstemmer.stemmer(language)
        setattr(_own, language, found)
    return found


def places(entry: Entry) -> tuple[list[Text], ...]:
    """Give the texts of an entry in the order of PLACES."""
    if isinstance(entry, Function):
        return [], [], [entry.label], [Text(en="", ru=entry.source_text)]
    definition = [] if entry.definition is None else [entry.definition]
    if isinstance(entry, Term):
        return [entry.label], list(entry.alternatives), [], [*definition, *entry.notes]
    return [entry.label], list(entry.alternatives), [], definition


def _holds(texts: Iterable[Text], words: list[tuple[str, str]]) -> bool:
    held = {word for text in texts for one in (text.en, text.ru) for word in words_of(one)}
    stems = {stem(word) for word in held}
    return bool(held) and all(
        stemmed in stems or (len(word) >= 4 and any(other.startswith(word) for other in held))
        for word, stemmed in words
    )
