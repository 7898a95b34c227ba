"""Read the statements of RDF files on their way into a store, large ones without holding them in memory."""

import hashlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path, PurePath
from typing import IO, Final, cast
from urllib.parse import quote

import pyoxigraph as ox

from etom_rdf.rdf_input import read_rdf
from etom_rdf.rdf_input.encoding import rdf_1_2_error, refuse_triple_terms
from etom_rdf.rdf_input.formats import Format, refuse_binary
from etom_rdf.rdf_input.parsing import ENGINES, BlankNodes, Parsing
from etom_rdf.stores.blocks import Blocks

_LINE_FORMATS: Final[dict[str, Format]] = {
    ".nt": "ntriples", ".ntriples": "ntriples", ".nq": "nquads", ".nquads": "nquads",
}  # fmt: skip
_BLOCK: Final = 1 << 20
_LONGEST_LINE: Final = 1 << 25  # twice what the parser takes
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf")


def graph_of_file(file: str) -> str:
    """Return the IRI of the graph that the statements of a file go into, if nothing else is said.

    It is the IRI that relative references in the file are resolved against: no path of a machine gets into it.

    >>> graph_of_file("models/order handling.ttl")
    'https://example.invalid/order%20handling.ttl'
    """
    name = "stdin" if file == "-" else PurePath(file).name
    return "https://example.invalid/" + quote(name, errors="surrogateescape")


def statements(file: str) -> Iterator[ox.Quad]:
    """Give the statements of a file in its order, blank nodes with names that are the same in every run.

    N-Triples and N-Quads, known by the file's extension, are read as a stream; every other format, and
    standard input, as `read_rdf` does. Raises InputError, which may come after some statements.
    """
    kind = _LINE_FORMATS.get(PurePath(file).suffix.lower())
    source = None if kind is None else _opened(file)
    if kind is None or source is None:
        yield from read_rdf(file).quads
        return
    with source:
        yield from _streamed(source, file, kind)


def _opened(file: str) -> BufferedReader | None:
    """Open a file in UTF-8; None for what read_rdf has to convert, or find words for."""
    if not Path(file).is_file():
        return None
    try:
        source = Path(file).open("rb")  # noqa: SIM115 - the caller closes it
    except OSError:
        return None
    start = source.read(4)
    source.seek(0)
    if start.startswith(_MARKS):
        source.close()
        return None
    return source


def _streamed(source: BufferedReader, name: str, kind: Format) -> Iterator[ox.Quad]:
    refuse_binary(source.read(_BLOCK), name)
    source.seek(0)
    digest = hashlib.file_digest(source, "sha256")
    digest.update(b"\0" + name.encode(errors="surrogateescape"))
    source.seek(0)
    seed = digest.hexdigest()[:16]
    blank, literal = ox.BlankNode, ox.Literal
    try:
        for quad in ox.parse(cast(IO[bytes], Blocks(_whole_lines(source, name))), ENGINES[kind]):
            subject, value, graph = quad.subject, quad.object, quad.graph_name
            if type(value) is literal and value.direction:
                raise rdf_1_2_error(name, None)
            if type(subject) is blank or type(value) is blank or type(graph) is blank:
                subject = blank(f"b{seed}x{subject.value}") if type(subject) is blank else subject
                value = blank(f"b{seed}x{value.value}") if type(value) is blank else value
                graph = blank(f"b{seed}x{graph.value}") if type(graph) is blank else graph
                quad = ox.Quad(subject, quad.predicate, value, graph)  # noqa: PLW2901
            yield quad
    except (SyntaxError, ValueError) as error:
        raise Parsing(b"", name, kind, BlankNodes(seed)).error(error) from None


def _whole_lines(source: BufferedReader, name: str) -> Iterator[bytes]:
    """Give blocks of whole lines, after a look for what would overflow the parser's stack."""
    while block := source.read(_BLOCK) + source.readline(_LONGEST_LINE):
        refuse_triple_terms(block, name)
        yield block
