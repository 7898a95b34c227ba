"""Read RDF files that users bring: six formats, nothing fetched, every fault a sentence with its line."""

import gc
import hashlib
import json
import logging
import os
import re
import stat
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Final, cast
from urllib.parse import quote

import pyoxigraph as ox

from etom_rdf.errors import InputError
from etom_rdf.namespaces import RDF, XSD
from etom_rdf.rdf_formats import (
    Format,
    bad_input,
    check_xml,
    line_at,
    one_line,
    recognise,
    refuse_binary,
    too_deep,
)
from etom_rdf.text import Text

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal

_PARSERS: Final[Mapping[Format, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True, eq=False)
class RdfDocument:
    """Hold what one file says.

    `quads` keep the names of named graphs, the order of the file and every lexical form; language tags
    are in lower case, as RDF allows and the parser does. Blank nodes are named after the file's name
    and content: the same in every run, and never those of another file. `lines` runs parallel to
    `quads`: the line where the object of the statement ends (in RDF/XML, where its property does); None
    for JSON-LD. `base` is what relative IRIs were resolved against. `notices` say what was converted.
    """

    name: str
    format: Format
    quads: list[ox.Quad]
    lines: list[int | None]
    prefixes: dict[str, str]
    base: str | None
    notices: tuple[Text, ...] = ()
    _places: dict[object, list[int]] = field(default_factory=dict, init=False, repr=False)

    def line_of(
        self,
        subject: Subject,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - the word of RDF
    ) -> int | None:
        """Return the line of a statement; failing that, of its property; of its subject; or None.

        The first call builds an index of the subjects.
        """
        if not self._places:
            for position, quad in enumerate(self.quads):
                self._places.setdefault(quad.subject, []).append(position)
        best, line = -1, None
        for position in self._places.get(subject, ()):
            quad = self.quads[position]
            fits = predicate is not None and quad.predicate == predicate
            rank = fits + (fits and object is not None and quad.object == object)
            if rank > best:
                best, line = rank, self.lines[position]
        return line


def read_rdf(
    path_or_dash: str | os.PathLike[str],
    *,
    name: str | None = None,
    format: Format | None = None,  # noqa: A002 - the word of the command line
) -> RdfDocument:
    r"""Read one RDF file, or standard input where the path is `-`.

    `name` stands in errors instead of the path. `format` overrules content and extension.
    A file that states no base has `https://example.invalid/<file name>`, whichever folder it lies in:
    no path of a machine gets into the data, and the same file gives the same IRIs everywhere.
    Raises InputError for whatever may be wrong with the file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "model.ttl")
    ...     _ = path.write_text("<#order>\n  a <#Process> .")
    ...     document = read_rdf(path)
    >>> str(document.quads[0].subject), document.lines
    ('<https://example.invalid/model.ttl#order>', [2])
    """
    path = os.fsdecode(path_or_dash)
    name = path if name is None else name
    data = sys.stdin.buffer.read() if path == "-" else _read_file(path, name)
    refuse_binary(data, name)
    text, notices = _to_utf8(data, name)
    kind = format or recognise(text, name)
    file_name = "stdin" if name == "-" else PurePath(name).name
    base = "https://example.invalid/" + quote(file_name, errors="surrogateescape")
    if not text.strip():
        return RdfDocument(name, kind, [], [], {}, base, notices)
    prefixes, stated_base = None, None
    if kind == "rdfxml":
        text, prefixes, stated_base = check_xml(text, name)
    elif kind == "jsonld":
        _check_json(text, name)
    else:
        _refuse_triple_terms(text, name)
    seed = hashlib.sha256(os.fsencode(name) + b"\0" + data).hexdigest()[:16]
    # The TriG parser reads Turtle too, so that named graphs are welcome under any extension.
    engine = _PARSERS["trig" if kind == "turtle" and format is None else kind]
    quads, lines, parser = _Parsing(text, name, kind, _Nodes(seed)).run(engine, base)
    if kind == "turtle" and any(type(quad.graph_name) is not ox.DefaultGraph for quad in quads):
        kind = "trig"
    if kind == "jsonld" and not quads and b'"@' not in text and text.strip() not in (b"{}", b"[]"):
        raise bad_input(
            name,
            None,
            "this JSON holds no RDF: no key is an IRI and there is no @context; add one, or give another file",
            "в этом JSON нет RDF: ни ключей-IRI, ни @context; добавьте контекст или дайте другой файл",
        )
    base = stated_base or parser.base_iri or base
    return RdfDocument(name, kind, quads, lines, prefixes or parser.prefixes, base, notices)


def _read_file(path: str, name: str) -> bytes:
    en, ru = "", ""
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISREG(mode):
            return Path(path).read_bytes()
        if stat.S_ISDIR(mode):
            en, ru = "this is a directory; name the files in it", "это каталог; укажите файлы в нём"
        else:
            en = (
                "this is a pipe, a device or a socket, not a file; to read a stream, pipe it in and name it -"
            )
            ru = "это канал, устройство или сокет, а не файл; поток подайте на стандартный ввод и укажите -"
    except FileNotFoundError:
        if Path(path).is_symlink():
            en = "this link leads to a file that does not exist; mend the link"
            ru = "ссылка ведёт к файлу, которого нет; исправьте ссылку"
        else:
            en, ru = "there is no such file; check the name", "такого файла нет; проверьте имя"
    except PermissionError:
        en = "you may not read this file; change its permissions or ask its owner"
        ru = "нет прав на чтение этого файла; измените права или обратитесь к владельцу"
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        en = f"the file cannot be read: {words}; check its name and the disk"
        ru = f"файл не читается («{words}»); проверьте имя и диск"
    raise bad_input(name, None, en, ru)


# --- text that the parser may see -----------------------------------------------------------------------

_BOMS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED: Final = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_EIGHT_BIT: Final = re.compile(r"(?:windows|cp)-?125\d|iso-8859-\d+|koi8-[ru]", re.IGNORECASE)
_TURTLE_TOKEN: Final = re.compile(
    rb'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)|\'\'\'(?:[^'\\]++|\\.|'(?!''))*+(?:\'\'\'|\\?\Z)
    |"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+'
    |<[^<>"{}|^`\s]*+>|\#[^\r\n]*+|\\.|(?P<term><<)''',
    re.VERBOSE | re.DOTALL,
)
_JSON_MARK: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_JSON_CHAIN: Final = 20
_CONTEXT_KEY: Final = re.compile(
    '"' + "".join(rf"(?:{letter}|\\u00(?i:{ord(letter):02x}))" for letter in "@context") + r'"\s*:\s*'
)
_JSON_ESCAPE: Final = re.compile(rb"\\.", re.DOTALL)
_JSON_STRING: Final = re.compile(rb'"[^"]*+"')
_NOT_JSON_MARKS: Final = bytes(set(range(256)) - set(b'[]{}"'))
_JSON_DEPTH: Final = 100  # the parser recurses: half a megabyte of stack, as some threads have, takes 128


def _to_utf8(data: bytes, name: str) -> tuple[bytes, tuple[Text, ...]]:
    """Return the text in UTF-8 without a mark, and notices of what was converted.

    UTF-16 and UTF-32 are known by their mark, 8-bit encodings only where an XML declaration names one.
    """
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if encoding is None:
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            data.decode()
        except UnicodeDecodeError as error:
            declared = _DECLARED.match(data)
            encoding = declared[1].decode() if declared else ""
            if not _EIGHT_BIT.fullmatch(encoding):
                byte = f"0x{data[error.start]:02X}"
                raise bad_input(
                    name,
                    line_at(data, error.start),
                    f"byte {byte} is not UTF-8; save the file as UTF-8 (it may be in windows-1251 now)",
                    f"байт {byte} не в UTF-8; сохраните файл в UTF-8 (сейчас он, возможно, в windows-1251)",
                ) from None
    notices: tuple[Text, ...] = ()
    if encoding is not None:
        try:
            data = data.decode(encoding).encode()
        except (UnicodeDecodeError, LookupError):
            raise bad_input(
                name,
                None,
                f"the file calls itself {encoding}, but breaks off or is damaged; save it as UTF-8",
                f"файл обозначен как {encoding}, но оборван или повреждён; сохраните его в UTF-8",
            ) from None
        en = f"the file is in {encoding} and was read as such; better save it as UTF-8"
        ru = f"файл в кодировке {encoding} и так и прочитан; лучше сохранить его в UTF-8"
        notices = (Text(en=en, ru=ru),)
    if (nul := data.find(b"\0")) >= 0:
        raise bad_input(
            name,
            line_at(data, nul),
            "there is a NUL byte here: the file is damaged, binary or in UTF-16; save it as text in UTF-8",
            "здесь нулевой байт: файл повреждён, двоичный или в UTF-16; сохраните его как текст в UTF-8",
        )
    return data, notices


def _rdf_1_2(name: str, line: int | None) -> InputError:
    return bad_input(
        name,
        line,
        "triples about triples (<<…>>, {|…|}, ~) and text directions of RDF 1.2 cannot be checked; "
        "write plain triples",
        "тройки о тройках (<<…>>, {|…|}, ~) и направление текста из RDF 1.2 проверить нельзя; "
        "запишите обычными тройками",
    )


def _refuse_triple_terms(text: bytes, name: str) -> None:
    # Nested ones overflow the parser's stack and kill the process: it must not see even the first.
    for token in _TURTLE_TOKEN.finditer(text) if b"<<" in text else ():
        if token["term"]:
            raise _rdf_1_2(name, line_at(text, token.start()))


def _refuse_deep_json(text: bytes, name: str) -> None:
    # Without strings only brackets are left, and each pass takes the innermost pairs away.
    brackets = _JSON_STRING.sub(b"", _JSON_ESCAPE.sub(b"", text).translate(None, _NOT_JSON_MARKS))
    for _ in range(_JSON_DEPTH):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    if not brackets:
        return
    depth = 0
    for token in _JSON_MARK.finditer(text):
        depth += (token[0] in b"[{") - (token[0] in b"]}")
        if depth > _JSON_DEPTH:
            raise too_deep(name, line_at(text, token.start()), _JSON_DEPTH)


class _Pairs(list[tuple[str, object]]):
    """Hold a JSON object with its repeated keys."""


def _check_json(text: bytes, name: str) -> None:
    """Refuse remote contexts by name, and what overflows the parser's stack: nesting, chains of terms."""
    _refuse_deep_json(text, name)
    content = text.decode()
    decoder = json.JSONDecoder(object_pairs_hook=_Pairs, parse_int=str, parse_float=str, strict=False)
    for key in _CONTEXT_KEY.finditer(content):
        try:
            value, _ = decoder.raw_decode(content, key.end())
        except ValueError:
            continue  # the parser will say where
        for context in value if type(value) is list else [value]:
            if fault := _fault_of_context(context):
                line = content.count("\n", 0, key.end()) + 1
                raise InputError(fault, file=name, line=line)


def _fault_of_context(context: object) -> Text | None:
    remote = context if isinstance(context, str) else None
    needs: dict[str, set[str]] = {}
    for term, definition in context if isinstance(context, _Pairs) else ():
        if term == "@import" and isinstance(definition, str):
            remote = definition
        parts = definition if isinstance(definition, _Pairs) else [("@id", definition)]
        iris = [iri for key, iri in parts if key in ("@id", "@type", "@reverse") and isinstance(iri, str)]
        words = {word for iri in (term, *iris) for word in (iri, iri.partition(":")[0])}
        needs.setdefault(term, set()).update(words - {term})
    if remote is not None:
        iri = one_line(remote)
        return Text(
            en=f"refers to the remote context {iri}, and nothing is fetched; put the context itself here",
            ru=f"ссылается на внешний контекст {iri}, а извне ничего не загружается; впишите сам контекст",
        )
    for _ in range(_JSON_CHAIN):
        needs = {term: left for term, words in needs.items() if (left := words & needs.keys())}
    if not needs:
        return None
    return Text(
        en=f"terms of the @context need one another more than {_JSON_CHAIN} deep, or in a circle; write IRIs out",
        ru=f"термины @context определены друг через друга глубже {_JSON_CHAIN} уровней или по кругу; "
        "впишите IRI полностью",
    )


# --- parsing --------------------------------------------------------------------------------------------


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


class _Nodes(dict[object, ox.BlankNode]):
    """Give each blank node of one file its lasting name."""

    def __init__(self, seed: str) -> None:
        super().__init__()
        self._seed = seed

    def __missing__(self, node: object) -> ox.BlankNode:
        renamed = self[node] = ox.BlankNode(f"b{self._seed}x{len(self) + 1}")
        return renamed


@dataclass(frozen=True, slots=True)
class _Parsing:
    """Parse one text, and word its error."""

    text: bytes
    name: str
    kind: Format
    nodes: _Nodes

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
                    raise _rdf_1_2(self.name, line)
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
            raise self._error(error, feed.place) from None
        return quads, lines, parser

    def _too_long(self, line: int | None) -> InputError:
        return bad_input(
            self.name,
            line,
            "a string or IRI is longer than 16 MB; keep such content in a file of its own",
            "строка или IRI длиннее 16 МБ; храните такое содержимое в отдельном файле",
        )

    def _error(self, error: Exception, fed: int | None) -> InputError:
        words = getattr(error, "msg", "") or str(error)
        words = re.sub(r"^Parser error (?:at|between) line .*?: ", "", words)
        line, column = getattr(error, "lineno", None) or fed, getattr(error, "offset", None)
        return _syntax_error(self.name, self.kind, line, column, words)


def _syntax_error(name: str, kind: Format, line: int | None, column: int | None, words: str) -> InputError:
    words, label = one_line(words), _PARSERS[kind].name
    at_en, at_ru = (f" at column {column}", f", столбец {column}") if column else ("", "")
    place = f" в строке {line}{at_ru}" if line else ""
    return bad_input(
        name,
        line,
        f"{label} error{at_en}: {words}; correct this place and try again",
        f"ошибка {label}{place}: «{words}»; исправьте это место и повторите",
    )


# --- rdflib ---------------------------------------------------------------------------------------------


# rdflib rewrites the first two whatever it is told, and its HTML parser hangs on deep nesting.
_NOT_CAST: Final = {f"{XSD}normalizedString", f"{XSD}token", f"{RDF}HTML"}


def to_rdflib(documents: Iterable[RdfDocument]) -> "rdflib.Graph":
    """Return a fresh graph with the triples of all graphs of all documents, and their prefixes.

    Lexical forms stay as they are, where rdflib's parsers would turn `"01"^^xsd:integer` into `"1"`.
    """
    from rdflib import BNode, Graph, Literal, URIRef  # noqa: PLC0415

    graph = Graph()
    terms: dict[object, Node] = {}

    def convert(term: Term) -> "Node":
        if isinstance(term, ox.Literal):
            datatype = term.datatype.value
            if term.language or datatype == f"{XSD}string":
                node: Node = Literal(term.value, lang=term.language)
            elif datatype in _NOT_CAST:
                node = plain = Literal(term.value)
                plain.__setstate__((None, {"language": None, "datatype": URIRef(datatype)}))
            else:
                node = Literal(term.value, datatype=URIRef(datatype), normalize=False)
        else:
            node = BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)
        terms[term] = node
        return node

    add = graph.store.add
    with _undisturbed():
        for document in documents:
            for prefix, namespace in document.prefixes.items():
                graph.bind(prefix, namespace)
            for quad in document.quads:
                s, p, o = cast(Subject, quad.subject), quad.predicate, cast(Term, quad.object)
                add(
                    (terms.get(s) or convert(s), terms.get(p) or convert(p), terms.get(o) or convert(o)),
                    graph,
                )
    return graph


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector, half the cost of a large graph, and rdflib's tracebacks away.

    rdflib logs a traceback for every ill-typed literal; that such a literal is wrong, a rule will say.
    """
    collecting = gc.isenabled()
    log = logging.getLogger("rdflib.term")
    gc.disable()
    log.addFilter(_drop)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.removeFilter(_drop)
        if collecting:
            gc.enable()


def _drop(_record: logging.LogRecord) -> bool:
    return False


def from_rdflib(graph: "rdflib.Graph") -> list[ox.Quad]:
    """Return the triples of a graph, or the quads of a dataset, in no particular order.

    Raises InputError for a term that RDF does not allow where it stands.
    """
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Dataset  # noqa: PLC0415

    rows = graph.quads() if isinstance(graph, Dataset) else ((*triple, None) for triple in graph)
    no_name = (None, DATASET_DEFAULT_GRAPH_ID)
    try:
        return [
            ox.Quad(*map(from_rdflib_term, triple if name in no_name else (*triple, name)))  # type: ignore[arg-type]
            for *triple, name in rows
        ]
    except (TypeError, ValueError) as error:
        words = " ".join(str(error).split())
        en = f"the graph holds a term that RDF does not allow: {words}; correct it"
        ru = f"в графе есть терм, который RDF не допускает: «{words}»; исправьте его"
        raise bad_input("rdflib.Graph", None, en, ru) from None


def from_rdflib_term(node: "Node") -> Term:
    """Return the term that `RdfDocument.line_of` understands for one of rdflib's."""
    from rdflib import BNode, Literal  # noqa: PLC0415

    if isinstance(node, Literal):
        datatype = ox.NamedNode(node.datatype) if node.datatype and not node.language else None
        return ox.Literal(str(node), datatype=datatype, language=node.language)
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))
