"""Find what may be identifiers in a value or a name; what they are, `parse_id` alone says.

A value of a property or column for eTOM holds little else, so that whatever looks like an id in it counts, wrong
ones too. Running text is another matter: see `passages`.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from etom_rdf.identifiers import ParsedId
from etom_rdf.namespaces import GOST
from etom_rdf.readers.keywords import KEYWORD

Parse = Callable[[str], ParsedId]

_SPACE: Final = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_DASH: Final = "[-\u2010-\u2015\u2212]"
# Parts with full stops between; after a number, a full stop may have spaces behind it.
TOKEN: Final = re.compile(
    rf"(?<![\w.])\w[\w-]{{0,63}}(?<![_-])(?:(?:(?<=[0-9])\.{_SPACE}+(?=[0-9])|\.)[^\W_]+)+"
)
# Functions behind an id: 1.1.1.5-f1, 1.1.1.5 f1, 1.1.1.5-f1, f2; in other words it is not certain which are meant.
_NUMBERED: Final = "[fFpP][0-9]{1,3}(?![^\\W_])"
_FUNCTIONS: Final = re.compile(
    rf"(?:{_SPACE}?(?:{_DASH}|/){_SPACE}?|[,:]?{_SPACE}{{1,2}}\(?(?:(?:functions?|функци[яи]){_SPACE})?){_NUMBERED}"
    rf"(?:\s*(?:[,;/&+]|{_DASH}|and\b|и\b)\s*{_DASH}?{_NUMBERED})*\)?"
)
_ONE_FUNCTION: Final = re.compile(_NUMBERED)
_FUNCTION_IN_WORDS: Final = re.compile(
    rf"\s{{0,2}}(?:[,:(/]|{_DASH})?\s{{0,2}}"
    r"(?:(?:functions?|func|fn|функци[а-яё]{1,3}|функц|ф)(?![^\W\d_])\.?\s?(?:no|nr|№|#)?\.?\s?-?"
    rf"|(?<={_DASH})[a-zа-яё])[a-zф]?[0-9]{{1,3}}(?![\w.]*[0-9])",
    re.IGNORECASE,
)
_SPACED_DOT: Final = re.compile(rf"\.{_SPACE}+")
_LONG: Final = 200  # characters; a longer token is no list of ids with spaces in them
_DECIMAL_COMMA: Final = re.compile(r",[0-9]+(?![0-9]*\.?[0-9])")
_RANGE: Final = re.compile(r"\s*(?:-|–|—|\.\.\.?|…)\s*")

_OUR_IRI: Final = re.compile(re.escape(GOST) + r"([\w.&-]+)")
_URL: Final = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>\"»]+", re.IGNORECASE)
# Short forms whose full stop ends no sentence and begins no id, and the keyword glued to an id.
_BEFORE_ID: Final = re.compile(
    r"(?<![^\W_])(?:(?:пп?|см|ср|эл|ст|гл|рис|табл|ур|no|nr|cf|el|proc|fig|sec)\."
    rf"|{KEYWORD}[-_]*)(?=\s*[0-9])",
    re.IGNORECASE,
)

_MONTHS: Final = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек"
)
_DATE: Final = re.compile(
    rf"""(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:19|20)\d\d
    | 0[1-9][./]0[1-9][./]\d\d | (?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)?\d\d
    | (?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./]\d{{1,2}}
    | \d{{1,2}}[\s.-](?:{_MONTHS})\w*\.?(?:[\s.-]\d{{2,4}})? | (?:{_MONTHS})\w*\.?[\s.-]\d{{2,4}}""",
    re.VERBOSE | re.IGNORECASE,
)
_TIME: Final = re.compile(r"(?:T|\s)\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?$")

_RELEASE: Final = (
    r"(?:version|ver|v|release|rel|r|версия|версии|релиз|релиза|редакция|редакции|ред)(?![^\W\d_])\.?"
)
_NUMBER: Final = r"\d+(?:\.\d+){0,2}(?![\w.]*\d)"
_EDITION: Final = re.compile(
    rf"""\bGB\s?-?921\w*(?:[\s,:-]*(?:{_RELEASE}\s*)?{_NUMBER})? | \bM\.?3050(?:\.\d)?
    | \bFrameworx\s*(?:{_RELEASE}\s*)?{_NUMBER}
    | (?<![^\W_]){KEYWORD}\s*(?:{_RELEASE}\s*{_NUMBER}|(?:[3-9]|[12]\d)\.\d(?![\w.]))""",
    re.VERBOSE | re.IGNORECASE,
)
# This standard's own number, with the dashes that people use.
_OURS: Final = re.compile(
    r"(?:ГОСТ|GOST)?\s*[РRP]?\s*53633(?:[.-]3)?(?:\s*[-–—:]\s*(?:20)?09)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one id in a text: what it is, where it stands, and the functions named with it (`1.1.1.5-f3`).

    What names a function in other words than its id stands there as it was written.
    """

    parsed: ParsedId
    start: int
    end: int
    functions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """Hold what the value of a property or column for eTOM says.

    `text` is the value with outside addresses and names of documents blanked out; the places of `found` are
    places in it. `loose` are parts of a list that hold no id. `spans` says that two ids stand for a range.
    """

    text: str
    found: tuple[Found, ...] = ()
    edition: str | None = None
    loose: tuple[str, ...] = ()
    spans: bool = False


def looks_like_date(text: str) -> bool:
    """Say whether a text is a date, such as a spreadsheet makes of an id.

    >>> looks_like_date("01.01.2007"), looks_like_date("1.1.1")
    (True, False)
    """
    return len(text) <= 40 and _DATE.fullmatch(_TIME.sub("", text.strip())) is not None


def is_ours(edition: str) -> bool:
    """Say whether the name of an edition means this standard.

    >>> is_ours("ГОСТ Р 53633.3—2009"), is_ours("GB921 v23")
    (True, False)
    """
    return "53633" in edition


def without_editions(text: str) -> tuple[str | None, str]:
    """Return the other edition that a text names, and the text with editions and addresses blanked out.

    >>> without_editions("1.1.1.5 (GB921 v21.5)")[0]
    'GB921 v21.5'
    """
    if "://" in text:
        text = _URL.sub(lambda url: url[0] if url[0].startswith(GOST) else _blank(url), text)
    text = _OURS.sub(_blank, text) if "53633" in text else text
    named = _EDITION.search(text)
    text = _BEFORE_ID.sub(_blank, _EDITION.sub(_blank, text))
    return (named[0].strip() if named else None), text


def read_value(raw: str, parse: Parse) -> Value:
    """Read the value of a property or column that is there for ids.

    A value that is an id as a whole is one; else each part that looks like an id counts.

    >>> from etom_rdf.identifier_parsing import parse_id
    >>> value = read_value("1.1.1.5 Order handling, 1.1.1.6", lambda text: parse_id(text, defined=()))
    >>> [one.parsed.normal for one in value.found]
    ['1.1.1.5', '1.1.1.6']
    """
    edition, text = without_editions(_OUR_IRI.sub(r" \1 ", raw) if GOST in raw else raw)
    whole = parse(text.strip())
    if whole.status not in ("malformed", "empty"):
        return Value(text, (Found(whole, 0, len(text)),), edition)
    found = tuple(_ids_of_value(text, parse))
    starts = [one.start for one in found]
    parts = [part for part in re.finditer(r"[^;\n\r|]+", text) if found and part[0].strip()]
    loose = [part[0].strip() for part in parts if not any(part.start() <= at < part.end() for at in starts)]
    return Value(text, found, edition, tuple(loose), _spans(text, found))


def read_name(name: str, parse: Parse) -> tuple[Found, str] | None:
    """Return the id that a name begins with, and the rest of the name; None where it begins with none.

    >>> from etom_rdf.identifier_parsing import parse_id
    >>> found, rest = read_name("1.1.1.5. Order handling", lambda text: parse_id(text, defined=()))
    >>> found.parsed.normal, rest
    ('1.1.1.5', 'Order handling')
    """
    opening = re.match(r"[\s\[(#№]*", name)
    begin = opening.end() if opening else 0
    token = TOKEN.match(name, begin) if name[begin : begin + 1].isdigit() else None
    if token is None or looks_like_date(token[0]):
        return None
    first = next(pieces_of(token, parse, joined=False), None)
    if first is None or first.parsed.id is None:
        return None
    return first, name[first.end :].strip(" \t\n.,:;)]|–—-_\u00a0")


def pieces_of(token: re.Match[str], parse: Parse, *, joined: bool) -> Iterator[Found]:
    """Read one token; where full stops with spaces may end ids or part their numbers, id by id.

    `joined` takes the token as one id where it can be one.
    """
    text = token[0]
    whole = parse(text)
    if len(text) > _LONG or not _SPACED_DOT.search(text) or (joined and whole.status != "malformed"):
        yield _with_functions(token.string, Found(whole, token.start(), token.end()))
        return
    start = 0
    for gap in (*_SPACED_DOT.finditer(text), None):
        end = gap.start() if gap else len(text)
        piece = parse(text[start:end])
        if gap is None or (piece.id is not None and piece.id.level >= 2):
            found = Found(piece, token.start() + start, token.start() + end)
            yield found if gap else _with_functions(token.string, found)
            start = gap.end() if gap else end


def _with_functions(text: str, found: Found) -> Found:
    """Add the functions that stand behind an id."""
    normal = found.parsed.normal
    if normal is None:
        return found
    if named := _FUNCTIONS.match(text, found.end):
        functions = tuple(f"{normal}-{one.lower()}" for one in _ONE_FUNCTION.findall(named[0]))
    elif named := _FUNCTION_IN_WORDS.match(text, found.end):
        functions = (text[found.start : named.end()].strip(),)
    else:
        return found
    return replace(found, end=named.end(), functions=functions)


def _ids_of_value(text: str, parse: Parse) -> Iterator[Found]:
    for token in TOKEN.finditer(text):
        comma = _DECIMAL_COMMA.match(text, token.end())
        numbers = sum(part.strip()[:1].isdigit() for part in token[0].split("."))
        if looks_like_date(token[0]) or (numbers < 3 and not _begins_a_part(text, token)):
            continue
        if comma:
            # A decimal comma may have crept in, and 1.1.1,5 is not 1.1.1.
            yield Found(parse(token[0] + comma[0]), token.start(), comma.end())
            continue
        pieces = list(pieces_of(token, parse, joined=True))
        if numbers >= 3 or all(piece.parsed.status == "standard" for piece in pieces):
            yield from pieces


def _begins_a_part(text: str, token: re.Match[str]) -> bool:
    before = text[: token.start()].rstrip()
    return not before or before[-1] in ",;/|"


def _spans(text: str, found: Sequence[Found]) -> bool:
    between = (text[one.end : other.start] for one, other in itertools.pairwise(found))
    return any(_RANGE.fullmatch(words) for words in between)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
