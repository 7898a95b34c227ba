"""Look at the beginning of a text that may be XML, well-formed or not, without a parser: at its root element."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

_TAG: Final = re.compile(r"<((?:[\w.-]+:)?[\w.-]+)(?=[\s/>])")
_ATTRIBUTE: Final = re.compile(r"\s+([\w.:-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_TAG_END: Final = re.compile(r"\s*/?>")
_WHITE: Final = re.compile(r"\s*")
_PROLOG: Final = (("<?", "?>"), ("<!--", "-->"))
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


class Root(NamedTuple):
    """Name the root element of an XML file, and give its attributes as they are written."""

    name: str
    namespace: str
    attributes: Mapping[str, str]


def root_of(text: str) -> Root | None:
    """Return the root element of XML, well-formed or not, from its beginning; None for what is no XML.

    >>> root_of("<?xml version='1.0'?><!-- no <p:a> --><log/>").name
    'log'
    """
    found = _root_and_end(text)
    return None if found is None else found[0]


def _root_and_end(text: str) -> tuple[Root, int] | None:
    """Return the root element, and where its attributes end."""
    at = behind_prolog(text)
    tag = _TAG.match(text, at)
    if tag is None:
        return None
    attributes = {}
    end = tag.end()
    while attribute := _ATTRIBUTE.match(text, end):
        attributes[attribute[1]] = attribute[2] or attribute[3] or ""
        end = attribute.end()
    # What has neither attributes nor an end may be Turtle: <a> <b> <c>.
    if not (attributes or at or "</" in text or text[end:].lstrip().startswith("/>")):
        return None
    prefix, _, name = tag[1].rpartition(":")
    return Root(name, attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", ""), attributes), end


def root_in_start(text: str) -> Root | None:
    """Return the root element if its whole tag stands in the first part of a file; None where that is not certain."""
    found = _root_and_end(text)
    return found[0] if found is not None and _TAG_END.match(text, found[1]) else None


def behind_prolog(text: str) -> int:
    """Return where the root element begins: behind declaration, comments, instructions, document type."""
    at = _skip(text, 0)
    while text.startswith(("<?", "<!"), at):
        begun = next((end for start, end in _PROLOG if text.startswith(start, at)), None)
        if begun is not None:
            end = text.find(begun, at)
            at = len(text) if end < 0 else end + len(begun)
        else:
            doctype = _DOCTYPE.match(text, at)
            at = len(text) if doctype is None else doctype.end()
        at = _skip(text, at)
    return at


def _skip(text: str, at: int) -> int:
    white = _WHITE.match(text, at)
    return white.end() if white else at
