"""Index what the site has pages for, and look words up in it: once for a server, once for the script of the pages.

Both follow one rule. An entry is found by the beginning of its number or code, or when it holds all words that mean
something. A word is held when it begins with the stem of a word of the entry or that stem begins with it; so
what is half typed is found, and inflection makes no difference. Case and ё/е make none either.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from textwrap import shorten as _shorten
from typing import Final

from etom_rdf.catalogue import Catalogue, Entry
from etom_rdf.linked_data.page_addresses import of_entry, of_statement
from etom_rdf.search import STOP_WORDS, places, searched, stem, words_of
from etom_rdf.site.context import Context
from etom_rdf.site.formal import all_formal
from etom_rdf.site.standard import every_statement, number_of
from etom_rdf.text import Text

# A stem shorter than this stands for itself alone, and an ending is no longer than that.
LEAST_STEM: Final = 3
LONGEST_ENDING: Final = 4
_LONGEST_TITLE: Final = 110

_KINDS: Final = {
    "area": Text(en="area", ru="область"),
    "group": Text(en="group", ru="группа"),
    "element": Text(en="element", ru="элемент"),
    "retired": Text(en="number without an element", ru="номер без элемента"),
    "function": Text(en="function", ru="функция"),
    "term": Text(en="term", ru="термин"),
}
_STATEMENT: Final = Text(en="statement", ru="положение")


@dataclass(frozen=True, slots=True)
class Sought:
    """Describe what a search may find.

    `codes` stand beside the number, as CRM does; `address` is below the root of a language. `places` hold the
    texts, the best first: names, other names, what it does, what is said of it. What is `last` comes after all
    others.
    """

    number: str
    title: Text
    kind: Text
    address: str
    places: tuple[tuple[Text, ...], ...]
    codes: tuple[str, ...] = ()
    last: bool = False


def sought(context: Context) -> tuple[Sought, ...]:
    """Return what the pages of the site are found by, in the order of the standard."""
    found = (*_of_catalogue(context.catalogue), *_of_formal(), *_of_statements())
    return tuple(one for one in found if context.has(one.address.partition("#")[0]))


def look_up(text: str, entries: Iterable[Sought]) -> list[Sought]:
    """Find entries, best first: what is called so, then by number, then by the best place that holds all words.

    >>> name = Text(en="Order handling", ru="Обработка заказов")
    >>> order = Sought("1.1.1.5", name, _STATEMENT, "", ((name,),))
    >>> look_up("1.1.1", [order]) == look_up("обработка ЗАКАЗОВ", [order]) == [order], look_up("", [order])
    (True, [])
    """
    words = searched(text)
    folded = text.strip().casefold()
    found = []
    for order, one in enumerate(entries if words else ()):
        rank = _rank(one, folded, words)
        if rank is not None:
            found.append((one.last, rank, order, one))
    return [one for *_, one in sorted(found, key=lambda each: each[:3])]


def _rank(one: Sought, text: str, words: list[str]) -> int | None:
    called = [name.casefold() for name in (one.number, *one.codes)]
    if text in called or words_of(text) in (words_of(one.title.en), words_of(one.title.ru)):
        return -2
    if any(name.startswith(text) for name in called):
        return -1
    stems = _stems(one)
    full = (place for place, some in enumerate(stems) if some and all(_held(word, some) for word in words))
    return next(full, None)


def _held(word: str, stems: Iterable[str]) -> bool:
    return any(
        found.startswith(word)
        or (word.startswith(found) and len(found) >= LEAST_STEM and len(word) - len(found) <= LONGEST_ENDING)
        for found in stems
    )


@cache
def _stems(one: Sought) -> tuple[tuple[str, ...], ...]:
    """Return the stems of the words of each place, and those words that their stems do not find."""
    return tuple(
        tuple(sorted(_found_by({word for text in some for word in words_of(f"{text.en} {text.ru}")})))
        for some in one.places
    )


def _found_by(words: set[str]) -> set[str]:
    """Reduce words to their stems; one that changes before its ending, or ends long, stays beside its stem.

    >>> sorted(_found_by({"loyalty", "orders", "the", "operations"}))
    ['loyalti', 'loyalty', 'oper', 'operations', 'order']
    """
    stems = {word: stem(word) for word in words - STOP_WORDS}
    whole = {
        word
        for word, cut in stems.items()
        if not word.startswith(cut) or len(word) - len(cut) > LONGEST_ENDING
    }
    return {*stems.values(), *whole}


def script(context: Context) -> str:
    """Write the index of one language as the script that hands it to the search of the pages."""
    entries = [
        [
            one.number,
            " ".join(one.codes),
            *(context(one.title), one.title.en if context.language == "ru" else one.title.ru),
            context(one.kind),
            one.address,
            int(one.last),
            *(" ".join(some) for some in _stems(one)),
        ]
        for one in sought(context)
    ]
    rules = {"leastStem": LEAST_STEM, "longestEnding": LONGEST_ENDING, "stop": sorted(STOP_WORDS)}
    value = json.dumps(rules | {"entries": entries}, ensure_ascii=False, separators=(",", ":"))
    return f"window.etomIndex = {value};\n"


def _of_catalogue(catalogue: Catalogue) -> Iterator[Sought]:
    for entry in catalogue:
        yield Sought(
            number=number_of(entry),
            title=entry.label,
            kind=_KINDS[entry.kind],
            address=of_entry(entry),
            places=tuple(map(tuple, places(entry))),
            codes=_codes(entry),
            last=entry.kind == "retired",
        )


def _codes(entry: Entry) -> tuple[str, ...]:
    """Return the abbreviations of a group, an area or a term; what an element is also called is no code."""
    if entry.kind in ("element", "function"):
        return ()
    return tuple(pair.en for pair in getattr(entry, "alternatives", ()) if " " not in pair.en)


def _of_formal() -> Iterator[Sought]:
    for one in all_formal():
        number = one.name.partition(":")[2]
        title = one.title or Text(en=number, ru=number)
        called = Text(en=number, ru=number)
        said = () if one.definition is None else (one.definition,)
        yield Sought(number, title, one.kind, one.address, ((title,), (called,), (), said))


def _of_statements() -> Iterator[Sought]:
    for one in every_statement():
        title = Text(
            en=_shorten(one.text.en, _LONGEST_TITLE, placeholder=" …"),
            ru=_shorten(one.text.ru, _LONGEST_TITLE, placeholder=" …"),
        )
        yield Sought(one.number, title, _STATEMENT, of_statement(one), ((), (), (), (one.text,)))
