"""Choose the form of an answer by what the client accepts (RFC 9110, 12.5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

RESULTS: Final[Mapping[str, str]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""What an answer to SELECT or ASK can be sent as, and its format; the first is the default."""

GRAPHS: Final[Mapping[str, str]] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "application/json": "jsonld",
}
"""What a graph can be sent as, and its format; the first is the default."""

_TEXT: Final = ("text/turtle", "application/x-turtle", "text/csv", "text/tab-separated-values", "text/plain")


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    quality: float

    def matches(self, offer: str) -> int:
        """Say how exactly the range names an offer; 0 where it does not."""
        if self.kind == "*/*":
            return 1
        if self.kind.endswith("/*"):
            return 2 if offer.startswith(self.kind[:-1]) else 0
        return 3 if offer == self.kind else 0


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that the client likes best, the earlier one among equals; None where none will do.

    >>> choose("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    >>> choose(None, ["text/csv"]), choose("image/png", ["text/csv"])
    ('text/csv', None)
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    best, best_quality = None, 0.0
    for offer in offers:
        quality = max(
            ((one.matches(offer), one.quality) for one in ranges if one.matches(offer)), default=(0, 0.0)
        )[1]
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def with_charset(media_type: str) -> str:
    """Name the encoding where a type of media leaves it open.

    >>> with_charset("text/turtle"), with_charset("application/n-triples")
    ('text/turtle; charset=utf-8', 'application/n-triples')
    """
    return f"{media_type}; charset=utf-8" if media_type in _TEXT else media_type


@lru_cache(maxsize=256)
def _ranges(accept: str) -> tuple[_Range, ...]:
    found = []
    for part in accept.lower().split(","):
        kind, *parameters = (word.strip() for word in part.split(";"))
        quality = next((word[2:] for word in parameters if word.startswith("q=")), "1")
        try:
            found.append(_Range(kind, min(1.0, max(0.0, float(quality)))))
        except ValueError:
            found.append(_Range(kind, 0.0))
    return tuple(found)
