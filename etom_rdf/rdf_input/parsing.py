"""Parse a text with pyoxigraph, statement by statement with its line, and word its errors."""

import re
from collections.abc import Callable, Mapping
from typing import IO, Final, NamedTuple, cast

import pyoxigraph as ox

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.encoding import rdf_1_2_error
from etom_rdf.rdf_input.formats import Format, bad_input, one_line

ENGINES: Final[Mapping[Format, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


class _LineFeed:
    """Hand a text to the parser one line a call, so that what was handed over tells the line.

    The parser emits a triple with the last token of its object and reads on only when it has to. A
    plain string alone waits for the next token, which may be `@` or `^^`: see `line_of_string`.

    A token that is still open is scanned again at every call, which is quadratic for a long string:
    after a budget of that, what follows is handed over whole up to the next triple, and `line` is None.
    """

    _BUDGET = 1 << 28  # exact for one string of about 150,000 characters, or many of 50,000
    _FREE = 4096  # characters since the last triple whose scanning is not counted

    def __init__(self, text: bytes) -> None:
        self.line: int | None = None
        self.place: int | None = None  # the same, but never None for what was handed over whole
        self.since_triple = 0
        self._text = text
        self._newline = b"\n" if b"\n" in text else b"\r"
        self._position = 0
        self._finished = 0
        self._budget = self._BUDGET
        self._content = (0, b"")
        self._content_before = (0, b"")

    def read(self, size: int) -> bytes:
        limit = self._position + size
        self.place = self._finished + 1
        scanned = self.since_triple if self.since_triple > self._FREE else 0
        if self._budget < scanned:
            chunk = self._text[self._position : limit]
            self.line = None
            self._content = self._content_before = (0, b"")
        else:
            end = self._text.find(self._newline, self._position, limit) + 1
            chunk = self._text[self._position : end or limit]
            self._budget -= scanned
            if chunk:
                self._note(chunk)
        self._position += len(chunk)
        self._finished += chunk.count(self._newline)
        self.since_triple += len(chunk)
        return chunk

    def _note(self, chunk: bytes) -> None:
        self.line = self._finished + 1
        content = chunk.strip()
        if content and not content.startswith(b"#"):
            self._content_before = self._content
            self._content = self.line, content

    def line_of_string(self, value: str) -> int | None:
        """Return the line before, where it ends with this very string, which waited for this line."""
        line, content = self._content_before
        if content.endswith((b'"', b"'")):
            self._content_before = (0, b"")
            last_words = "".join(value.splitlines()[-1:]).rstrip("\"'").encode()
            if content.rstrip(b"\"'").endswith(last_words):
                return line
        return self.line


class BlankNodes(dict[object, ox.BlankNode]):
    """Give each blank node of one file its lasting name; a seed that has to be made is made for the first of them."""

    def __init__(self, seed: str | Callable[[], str]) -> None:
        super().__init__()
        self._seed = seed

    def __missing__(self, node: object) -> ox.BlankNode:
        if not isinstance(self._seed, str):
            self._seed = self._seed()
        renamed = self[node] = ox.BlankNode(f"b{self._seed}x{len(self) + 1}")
        return renamed


class Parsing(NamedTuple):
    """Parse one text, and word its error."""

    text: bytes
    name: str
    kind: Format
    nodes: BlankNodes

    def run(self, engine: ox.RdfFormat, base: str) -> tuple[list[ox.Quad], list[int | None], ox.QuadParser]:
        """Return the quads with their lines, and the parser, which knows prefixes and base."""
        nodes, blank, literal, triple = self.nodes, ox.BlankNode, ox.Literal, ox.Triple
        quads: list[ox.Quad] = []
        lines: list[int | None] = []
        feed = _LineFeed(self.text)
        # JSON-LD is read to its end before the first quad comes out: lines would all be the last one.
        has_lines, has_strings = self.kind != "jsonld", self.kind not in ("jsonld", "rdfxml")
        try:
            parser = ox.parse(cast(IO[bytes], feed) if has_lines else self.text, engine, base_iri=base)
            for quad in parser:
                subject, value, graph = quad.subject, quad.object, quad.graph_name
                is_literal = type(value) is literal
                line = feed.line_of_string(value.value) if is_literal and has_strings else feed.line
                feed.since_triple = 0
                if type(value) is triple or (is_literal and value.direction):
                    raise rdf_1_2_error(self.name, line)
                if type(subject) is blank or type(value) is blank or type(graph) is blank:
                    subject = nodes[subject] if type(subject) is blank else subject
                    value = nodes[value] if type(value) is blank else value
                    graph = nodes[graph] if type(graph) is blank else graph
                    quad = ox.Quad(subject, quad.predicate, value, graph)  # noqa: PLW2901
                quads.append(quad)
                lines.append(line)
        except MemoryError as error:
            if "buffer" not in str(error):
                raise
            raise self._too_long(feed.place) from None
        except (SyntaxError, ValueError, OSError) as error:
            raise self.error(error, feed.place) from None
        return quads, lines, parser

    def _too_long(self, line: int | None) -> InputError:
        return bad_input(
            self.name,
            line,
            "a string or IRI is longer than 16 MB; keep such content in a file of its own",
            "строка или IRI длиннее 16 МБ; храните такое содержимое в отдельном файле",
        )

    def error(self, error: Exception, fed: int | None = None) -> InputError:
        """Word what the parser raised; `fed` is the line that it had come to, where it does not say."""
        words = getattr(error, "msg", "") or str(error)
        words = re.sub(r"^Parser error (?:at|between) line .*?: ", "", words)
        line, column = getattr(error, "lineno", None) or fed, getattr(error, "offset", None)
        return _syntax_error(self.name, self.kind, line, column, words)


def _syntax_error(name: str, kind: Format, line: int | None, column: int | None, words: str) -> InputError:
    words, label = one_line(words), ENGINES[kind].name
    at_en, at_ru = (f" at column {column}", f", столбец {column}") if column else ("", "")
    place = f" в строке {line}{at_ru}" if line else ""
    return bad_input(
        name,
        line,
        f"{label} error{at_en}: {words}; correct this place and try again",
        f"ошибка {label}{place}: «{words}»; исправьте это место и повторите",
    )
