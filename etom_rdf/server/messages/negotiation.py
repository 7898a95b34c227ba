"""Choose by the headers Accept and Accept-Language what a client wants most (RFC 9110, 12.5; RFC 4647, 3.4)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from etom_rdf.text import LANGUAGES, Language

# What is quoted neither separates nor weighs.
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_WEIGHT: Final = re.compile(r";\s*q\s*=\s*([0-9.]+)", re.IGNORECASE)
_LONGEST: Final = 4096  # characters of a header that count


def best_media_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that the header weighs most, or None where it takes none of them.

    Of types weighed alike that which is named beats one that only a wildcard takes, then the one named first, then
    the first offered. Without the header all are welcome. Parameters other than the weight are passed over.

    >>> offers = ("text/turtle", "application/ld+json", "text/html")
    >>> best_media_type("text/html,application/xhtml+xml,*/*;q=0.8", offers)
    'text/html'
    >>> best_media_type("*/*", offers), best_media_type("image/png", offers)
    ('text/turtle', None)
    """
    ranges = _weighed((accept or "")[:_LONGEST]) or (("*/*", 1.0),)
    found: list[tuple[float, int, int, int]] = []
    for place, media_type in enumerate(offered):
        # The most precise range speaks for a type, whatever the others weigh.
        precision, named, weight = max(
            (_precision(wanted, media_type), -at, weight) for at, (wanted, weight) in enumerate(ranges)
        )
        if precision and weight > 0:
            found.append((weight, precision, named, -place))
    return offered[-max(found)[-1]] if found else None


def best_language(accept: str | None, default: Language = "en") -> Language:
    """Return the language of ours that Accept-Language weighs most, the one named first among equals, or the default.

    >>> best_language("ru-RU,ru;q=0.9,en;q=0.8"), best_language("de"), best_language(None, "ru")
    ('ru', 'en', 'ru')
    """
    best, most = default, 0.0
    for tag, weight in _weighed((accept or "")[:_LONGEST]):
        for language in LANGUAGES:
            if weight > most and tag.partition("-")[0] == language:
                best, most = language, weight
    return best


@lru_cache(maxsize=256)
def _weighed(header: str) -> tuple[tuple[str, float], ...]:
    return tuple(_parts(header))


def _parts(header: str) -> Iterator[tuple[str, float]]:
    for one in _QUOTED.sub("", header).split(","):
        name = one.split(";", 1)[0].strip().casefold()
        if name:
            # Java's HttpURLConnection writes a lone asterisk for all types.
            yield "*/*" if name == "*" else name, _weight(one)


def _weight(one: str) -> float:
    found = _WEIGHT.search(one)
    if found is None:
        return 1.0
    try:
        return min(float(found[1]), 1.0)
    except ValueError:
        return 1.0


def _precision(wanted: str, media_type: str) -> int:
    """Return 3 for the type itself, 2 for its family, 1 for anything, 0 for another."""
    if wanted == media_type:
        return 3
    if wanted == f"{media_type.partition('/')[0]}/*":
        return 2
    return int(wanted == "*/*")
