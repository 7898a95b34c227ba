"""Find identifiers in running text, where dotted numbers of all kinds stand: only those beside the word eTOM.

Beside means after it, at most four words on, or before it, at most two; a list counts as a whole. A sentence or
a paragraph that ends between them parts them, and so does a word that announces numbers of another kind, such as
firmware or APQC.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from etom_rdf.identifiers import ParsedId
from etom_rdf.readers.keywords import KEYWORD, is_etom_key
from etom_rdf.references.values import TOKEN, Found, Parse, looks_like_date, pieces_of, without_editions

# Say whether the words behind an id belong to it as its name.
IsLabel = Callable[[ParsedId, str], bool]

_WORDS_AFTER: Final = 4
_WORDS_BEFORE: Final = 2
_WIDEST: Final = 300  # characters between the keyword and an id, or between two ids

_KEYWORD: Final = re.compile(rf"(?<![^\W_]){KEYWORD}\w*")
_ANNOUNCING: Final = """
apqc pcf tam sid itil iso iec rfc ip ipv4 firmware software hardware build app application manual clause
section chapter page oid прошивка прошивки прошивку по приложение раздел раздела разделе пункт пункта пункте
страница стр руководство руководства инструкция инструкции"""
_OTHER_NUMBERS: Final = frozenset(_ANNOUNCING.split())
_AND: Final = frozenset({"and", "or", "also", "и", "или", "а", "также"})
_SENTENCE_END: Final = re.compile(r"[.!?…](?:\s|$)|\n\s*\n|\r\n\s*\r\n")
_QUOTED: Final = re.compile(r"«[^»]{0,200}»|\"[^\"]{0,200}\"|“[^”]{0,200}”|\([^)]{0,200}\)")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold ids that stand beside the word eTOM, each with the name in quotes behind it, if there is one.

    `edition` is another edition that the passage names, `excerpt` the words around.
    """

    found: tuple[Found, ...]
    names: tuple[str, ...]
    edition: str | None
    excerpt: str


def read_text(text: str, parse: Parse, is_label: IsLabel) -> tuple[tuple[Passage, ...], tuple[Found, ...]]:
    """Find the ids of running text: those beside the word eTOM, passage by passage, and all others.

    >>> from etom_rdf.identifier_parsing import parse_id
    >>> parse = lambda text: parse_id(text, defined=())
    >>> passages, others = read_text("Firmware 1.1.1.7. eTOM: 1.1.1.5", parse, lambda *_: False)
    >>> [one.parsed.normal for one in passages[0].found], [one.parsed.normal for one in others]
    (['1.1.1.5'], ['1.1.1.7'])
    """
    edition, masked = without_editions(text)
    ids = list(_ids(masked, parse))
    taken: set[int] = set()
    beside = _Beside(masked, ids, [one.start for one in ids], taken, is_label)
    passages = []
    for word in _KEYWORD.finditer(text) if ids else ():
        if not is_etom_key(word[0].rstrip("0123456789_")):
            continue
        places = beside.after(word.end()) or beside.before(word.start())
        if places:
            taken.update(places)
            found = tuple(ids[place] for place in places)
            begin, end = min(word.start(), found[0].start), max(word.end(), found[-1].end)
            near = edition if edition and edition in text[max(0, begin - 40) : end + 40] else None
            names = tuple(_quoted_behind(text, one) for one in found)
            passages.append(Passage(found, names, near, _excerpt(text, begin, end)))
    return tuple(passages), tuple(one for place, one in enumerate(ids) if place not in taken)


def _ids(text: str, parse: Parse) -> Iterator[Found]:
    """Give what is well-formed from level 1 on; shorter numbers are too common, and slips too doubtful."""
    for token in TOKEN.finditer(text):
        if token[0].count(".") >= 2 and not looks_like_date(token[0]):
            for piece in pieces_of(token, parse, joined=False):
                if piece.parsed.id is not None and piece.parsed.id.level >= 1:
                    yield piece


@dataclass(frozen=True, slots=True)
class _Beside:
    """Tell which ids stand beside a place of a text, but for those taken; they are named by position in `ids`."""

    text: str
    ids: Sequence[Found]
    starts: Sequence[int]
    taken: Collection[int]
    is_label: IsLabel

    def after(self, place: int) -> list[int]:
        first = bisect_left(self.starts, place)
        is_free = first < len(self.ids) and first not in self.taken
        between = self._between(place, self.starts[first]) if is_free else None
        if between is None or ("\n" in between.strip() and _WORD.search(between)):
            return []
        words = _words(_QUOTED.sub(" ", between))
        near = len(words) <= _WORDS_AFTER and _OTHER_NUMBERS.isdisjoint(words)
        return [first, *self._list_from(first, 1)] if near else []

    def before(self, place: int) -> list[int]:
        last = bisect_left(self.starts, place) - 1
        is_free = last >= 0 and last not in self.taken
        between = self._between(self.ids[last].end, place) if is_free else None
        if between is None or re.search(r"[,;:\n]", between):
            return []
        words = _words(between)
        few = len(words) <= _WORDS_BEFORE and _OTHER_NUMBERS.isdisjoint(words)
        if not few and not self.is_label(self.ids[last].parsed, between):
            return []
        found = [*reversed(list(self._list_from(last, -1))), last]
        start = self.starts[found[0]]
        announced = _words(self.text[max(0, start - 40) : start])[-2:]
        return found if _OTHER_NUMBERS.isdisjoint(announced) else []

    def _list_from(self, position: int, step: int) -> Iterator[int]:
        """Go on along a list: signs, "and", quoted names, and the names of the elements themselves."""
        while 0 <= position + step < len(self.ids) and position + step not in self.taken:
            left, right = sorted((position, position + step))
            between = self._between(self.ids[left].end, self.starts[right])
            if between is None:
                return
            signs = _AND.issuperset(_words(_QUOTED.sub(" ", between)))
            if not signs and not self.is_label(self.ids[left].parsed, between):
                return
            position += step
            yield position

    def _between(self, start: int, end: int) -> str | None:
        """Return the words between two places of one sentence that lie close together."""
        between = self.text[start:end] if end - start <= _WIDEST else None
        return None if between is None or _SENTENCE_END.search(_QUOTED.sub(" ", between)) else between


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _quoted_behind(text: str, one: Found) -> str:
    quoted = _QUOTED.match(text, one.end + 1) if text[one.end : one.end + 1].isspace() else None
    return quoted[0][1:-1] if quoted and quoted[0][0] != "(" else ""


def _excerpt(text: str, begin: int, end: int) -> str:
    return " ".join(text[max(0, begin - 30) : end + 60].split())
