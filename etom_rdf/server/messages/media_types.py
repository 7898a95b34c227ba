"""Name the media types that are sent, and the formats behind them."""

from collections.abc import Mapping
from typing import Final

HTML: Final = "text/html"
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
TEXT: Final = "text/plain"

RESULTS: Final[Mapping[str, str]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    JSON: "json",
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
    TEXT: "ntriples",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    JSON: "jsonld",
}
"""What a graph can be sent as, and its format; the first is the default."""


def listed(forms: Mapping[str, str]) -> tuple[str, ...]:
    """Name each format once, by the first of its media types.

    >>> listed(GRAPHS)
    ('text/turtle', 'application/n-triples', 'application/rdf+xml', 'application/ld+json')
    """
    firsts: dict[str, str] = {}
    for media_type, form in forms.items():
        firsts.setdefault(form, media_type)
    return tuple(firsts.values())


def with_charset(media_type: str) -> str:
    """Name the encoding where a media type leaves it open; all that is sent is UTF-8.

    >>> with_charset("text/turtle"), with_charset("application/n-triples")
    ('text/turtle; charset=utf-8', 'application/n-triples')
    """
    is_open = media_type.startswith("text/") and "charset" not in media_type and media_type != "text/xml"
    return f"{media_type}; charset=utf-8" if is_open else media_type
