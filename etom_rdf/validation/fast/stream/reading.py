"""Read large RDF files, or parts of them, as blocks of Turtle with full IRIs: see `blocks`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from etom_rdf.rdf_input.parsing import ENGINES, BlankNodes
from etom_rdf.validation.fast.stream.blocks import renamed
from etom_rdf.validation.fast.stream.files import LargeFile, UnusualFileError

_TOGETHER: Final = 50_000  # statements
_RDF_1_2: Final = (b" <<( ", b"--ltr", b"--rtl")  # triples as terms, texts with a direction


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what the statements of a Turtle file mean beyond themselves: prefixes and base IRI."""

    prefixes: Mapping[str, str]
    base: str

    @property
    def header(self) -> bytes:
        """Return the directives that make this context."""
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self.prefixes.items()).encode()


@dataclass(slots=True)
class Part:
    """Read the bytes of a file from `start` to before `end`, in the context `before` them.

    Blank nodes are named after `seed` in their order. When all is read, `context` is that at the end, and `nodes` has
    the blank nodes by their labels.
    """

    file: LargeFile
    seed: str
    before: Context
    start: int = 0
    end: int | None = None
    context: Context | None = field(init=False, default=None)
    nodes: BlankNodes = field(init=False)

    def pieces(self, nodes: BlankNodes | None = None) -> Iterator[bytes]:
        """Yield the statements, some thousands at a time; `nodes` are known already. Raises UnusualFileError."""
        self.nodes = BlankNodes(self.seed) if nodes is None else nodes
        try:
            with Path(self.file.path).open("rb") as stream:
                yield from self._pieces(stream)
        except (SyntaxError, ValueError, OSError, MemoryError):
            raise UnusualFileError(self.file) from None

    def _pieces(self, stream: IO[bytes]) -> Iterator[bytes]:
        stream.seek(self.start)
        source = _Source(stream, self.before.header, None if self.end is None else self.end - self.start)
        parser = ox.parse(cast(IO[bytes], source), ENGINES[self.file.format], base_iri=self.before.base)
        while data := ox.serialize(islice(parser, _TOGETHER), format=ox.RdfFormat.TURTLE):
            if any(mark in data for mark in _RDF_1_2):  # or such a text
                raise UnusualFileError(self.file)
            yield renamed(data, self.nodes) if b"_:" in data else data
        self.context = Context(dict(parser.prefixes), parser.base_iri or self.before.base)


class _Source:
    """Hand over a header and then some bytes of a file, as the parser asks for them."""

    def __init__(self, stream: IO[bytes], header: bytes, length: int | None) -> None:
        self._stream = stream
        self._header = header
        self._rest = length

    def read(self, size: int) -> bytes:
        if self._header:
            found, self._header = self._header[:size], self._header[size:]
        elif self._rest is None:
            found = self._stream.read(size)
        else:
            found = self._stream.read(min(size, self._rest))
            self._rest -= len(found)
        return found


def whole(file: LargeFile) -> Part:
    """Return a file as one part."""
    return Part(file, file.passing_seed, Context({}, file.base))
