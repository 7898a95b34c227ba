"""Read what people write as an identifier and say what it is, what was changed and what is wrong.

Nothing is guessed: spaces and one trailing full stop go, each with a note; letters and digits that merely
look like others are named by code point and stay what they are. Where a text plainly holds one identifier
and something else, a note asks whether that was meant.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from etom_rdf import identifier_grammar as grammar
from etom_rdf.identifier_parsing.faults import faults, placeholder, readings
from etom_rdf.identifier_parsing.standing import Standard, standing
from etom_rdf.identifiers import ElementId, IdentifierError, Note, ParsedId
from etom_rdf.namespaces import GOST

_EMPTY: Final = frozenset({"", "na", "n/a", "-", "—", "нет", "none", "nan", "#n/a"})
# Spaces within a line only: a line break would rather stand between two identifiers.
_SPACES_AFTER_DOT: Final = re.compile("\\.[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Other signs between numbers, and an identifier that stands apart from what is around it.
_OTHER_SEPARATORS: Final = re.compile(r"[0-9]+(?:[.,;/ _-][0-9]+)+")
_ID_APART: Final = re.compile(
    '(?P<before>(?:[^0-9]*[ \t\u00a0:«"(])?)(?P<id>[0-9]+(?:\\.[0-9]+)+)(?P<after>(?:[ \t\u00a0:;,»")][^0-9]*)?)'
)
# "п. 1.1.1.5" names a clause; without the space it might be a prefix.
_ABBREVIATION: Final = re.compile(
    r"(?:пп?|см|ст|эл|pp?|cl|el|sec|no|№)\.[ \t\u00a0]+(?=[0-9])", re.IGNORECASE
)
_NONE_RETIRED: Final[Mapping[str, Collection[str]]] = MappingProxyType({})


def parse_id(
    text: str, *, defined: Collection[str], retired: Mapping[str, Collection[str]] = _NONE_RETIRED
) -> ParsedId:
    """Read a text as an identifier of 5.2; any text at all gives exactly one status.

    `defined` holds the ids that the standard defines (areas and groups too), `retired` the ids that it gave
    up, each with one successor or more. Nothing is raised: what is wrong stands in the notes.

    >>> parse_id(" 1. 1. 1.5.", defined={"1.1.1.5"}).normal
    '1.1.1.5'
    >>> parse_id("1.1.1.13", defined={"1.1.1.5"}).status
    'unknown'
    """
    if says_nothing(text):
        return ParsedId(text, "empty", notes=(_empty(),))
    if _ABBREVIATION.match(text.strip()) and (meant := _meant(text.strip())):
        return ParsedId(text, "malformed", notes=(_did_you_mean(meant),))
    tidy, changes = _tidied(text)
    if re.fullmatch(grammar.PLACEHOLDER, tidy):
        return ParsedId(text, "placeholder", notes=(placeholder(tidy),))
    if re.fullmatch(grammar.AMBIGUOUS, tidy):
        return ParsedId(text, "ambiguous", notes=readings(tidy))
    found = _read(tidy)
    if found is None:
        meant = _meant(tidy)
        return ParsedId(text, "malformed", notes=(_did_you_mean(meant),) if meant else tuple(faults(tidy)))
    status, notes = standing(found, Standard(defined, retired))
    iri = GOST + found.normal if status == "standard" else None
    return ParsedId(text, status, found, (*changes, *notes), iri)


def says_nothing(text: str) -> bool:
    """Tell whether a text stands for no identifier at all, as a cell with n/a does.

    >>> says_nothing(" N/A "), says_nothing("1.1.1.5-f1")
    (True, False)
    """
    return text.strip().casefold() in _EMPTY


def _tidied(text: str) -> tuple[str, tuple[Note, ...]]:
    notes = []
    tidy = text.strip()
    if tidy != text:
        notes.append(
            Note.of("outer-spaces", "Spaces around the id were removed.", "Пробелы по краям удалены.")
        )
    joined = _SPACES_AFTER_DOT.sub(".", tidy)
    if joined != tidy:
        notes.append(
            Note.of("inner-spaces", "Spaces after full stops were removed.", "Пробелы после точек удалены.")
        )
    if joined.endswith("."):
        joined = joined[:-1]
        notes.append(
            Note.of("trailing-full-stop", "The full stop at the end was removed.", "Точка в конце удалена.")
        )
    return joined, tuple(notes)


def _meant(text: str) -> str | None:
    """Return the one identifier that a text plainly holds beside other words or with other separators."""
    candidates = {re.sub("[^0-9]", ".", text)} if _OTHER_SEPARATORS.fullmatch(text) else set()
    apart = _ID_APART.fullmatch(text)
    if apart and any(char.isalpha() for char in apart["before"] + apart["after"]):
        candidates.add(apart["id"])
    good = [one for one in candidates if _read(one) is not None]
    return good[0] if len(good) == 1 and good[0] != text else None


def _did_you_mean(meant: str) -> Note:
    return Note.of(
        "did-you-mean",
        f"Did you mean {meant}? If so, write just that.",
        f"Имелось в виду {meant}? Если да, напишите только это.",
    )


def _read(text: str) -> ElementId | None:
    prefix: str | None = None
    if re.fullmatch(grammar.NONSTANDARD_PREFIX, text):
        prefix, _, text = text.partition(".")
    try:
        found = ElementId.parse(text)
    except IdentifierError:
        return None
    return found if prefix is None else replace(found, prefix=prefix)


def _empty() -> Note:
    return Note.of(
        "empty",
        "There is no id here; write one, such as 1.1.1.5, if the process has one.",
        "Идентификатора здесь нет; если он у процесса есть, впишите его, например 1.1.1.5.",
    )
