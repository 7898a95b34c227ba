"""Take apart what the parser's Turtle says: a block a subject, in it a piece a predicate, in that the objects.

It is UTF-8, since most of it is only compared. IRIs are written in full and no text has a raw line break, so that
`SUBJECT_END` and `PIECE_END` stand only where they mean something. `OBJECT_END` may also stand within a text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from etom_rdf.namespaces import RDF, XSD
from etom_rdf.rdf_input.parsing import BlankNodes

SUBJECT_END: Final = b" .\n"
PIECE_END: Final = b" ;\n\t"
OBJECT_END: Final = " , "
TYPE_PREDICATE: Final = f"<{RDF}type>"

_TEXT: Final = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_OBJECT: Final = re.compile(rf"((?:{_TEXT}|[^\s\"])[^\s\"]*)(?: , )?")
_BLANK_NODE: Final = re.compile(rf"{_TEXT}|(?<!\S)_:\S+".encode())


def objects(values: str) -> list[str]:
    """Return the objects of a piece as N-Triples writes them.

    >>> objects('"1 , 2" , 2.5 , <x:y>')
    ['"1 , 2"', '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '<x:y>']
    """
    found = _OBJECT.findall(values) if OBJECT_END in values else [values]
    return [one if one[0] in '"<_' else _unabridged(one) for one in found]


def _unabridged(word: str) -> str:
    """Write a number or a truth value with its datatype."""
    if word in ("true", "false"):
        datatype = "boolean"
    elif "e" in word or "E" in word:
        datatype = "double"
    else:
        datatype = "decimal" if "." in word else "integer"
    return f'"{word}"^^<{XSD}{datatype}>'


def lines_of(block: bytes) -> Iterator[str]:
    """Yield the statements of a block as lines of N-Triples."""
    name, _, said = block.partition(b" ")
    subject = name.decode()
    for piece in said.split(PIECE_END):
        predicate, _, values = piece.decode().partition(" ")
        if predicate == "a":
            predicate = TYPE_PREDICATE
        for value in objects(values):
            yield f"{subject} {predicate} {value} ."


def renamed(data: bytes, names: BlankNodes) -> bytes:
    """Give the blank nodes of some blocks their lasting names."""

    def name(found: re.Match[bytes]) -> bytes:
        word = found[0]
        return word if word.startswith(b'"') else f"_:{names[word].value}".encode()

    blocks = data.split(SUBJECT_END)
    for position, block in enumerate(blocks):
        if b"_:" in block:
            blocks[position] = _BLANK_NODE.sub(name, block)
    return SUBJECT_END.join(blocks)


def joined(held: bytes, block: bytes) -> tuple[bytes, ...]:
    """Put two blocks together if they are about one subject."""
    subject, space, more = block.partition(b" ")
    return (held + PIECE_END + more,) if held.startswith(subject + space) else (held, block)


def before_blank(blocks: Sequence[bytes], first: int) -> int:
    """Return where the last block before the next one about a blank node stands."""
    blank = (at for at in range(first, len(blocks)) if blocks[at].startswith(b"_"))
    return max(next(blank, len(blocks)) - 1, first)
