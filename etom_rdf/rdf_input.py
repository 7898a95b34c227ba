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
from etom_rdf.rdf_formats import Format, bad_input, check_xml, line_at, recognise, refuse_binary, too_deep
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
    """Read one RDF file, or standard input where the path is `-`.

    `name` stands in errors instead of the path. `format` overrules content and extension.
    A file that states no base has `https://example.invalid/<file name>`, whichever folder it lies in:
    no path of a machine gets into the data, and the same file gives the same IRIs everywhere.
    Raises InputError for whatever may be wrong with the file.

    >>> from etom_rdf.resources import ontology_file
    >>> read_rdf(ontology_file("etom")).format
    'turtle'
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
    prefixes: dict[str, str] | None = None
    if kind == "rdfxml":
        text, prefixes, stated = check_xml(text, name)
        base = stated or base
    elif kind == "jsonld":
        _refuse_deep_json(text, name)
    else:
        _refuse_triple_terms(text, name)
    # The TriG parser reads Turtle too, so that named graphs are welcome under any extension.
    parser_format = _PARSERS["trig" if kind == "turtle" and format is None else kind]
    seed = hashlib.sha256(os.fsencode(name) + b"\0" + data).hexdigest()[:16]
    quads, lines, parser = _parse(text, parser_format, name, base, seed)
    if kind == "turtle" and any(type(quad.graph_name) is not ox.DefaultGraph for quad in quads):
        kind = "trig"
    if kind == "jsonld" and not quads and b'"@' not in text and text.strip() not in (b"{}", b"[]"):
        raise bad_input(
            name,
            None,
            "this JSON holds no RDF: no key is an IRI and there is no @context; add one, or give another file",
            "в этом JSON нет RDF: ни ключей-IRI, ни @context; добавьте контекст или дайте другой файл",
        )
    prefixes = parser.prefixes if prefixes is None else prefixes
    return RdfDocument(name, kind, quads, lines, prefixes, parser.base_iri or base, notices)


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
    rb'''"""(?:[^"\\]++|\\.|"(?!""))*+"""|\'\'\'(?:[^'\\]++|\\.|'(?!''))*+\'\'\'
    |"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+'
    |<[^<>"{}|^`\s]*+>|\#[^\r\n]*+|\\.|(?P<term><<)''',
    re.VERBOSE | re.DOTALL,
)
_JSON_MARK: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
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


# --- parsing --------------------------------------------------------------------------------------------


class _LineFeed:
    """Hand a text to the parser one line a call, so that what was handed over tells the line.

    The parser emits a triple with the last token of its object and reads on only when it has to. One
    token needs the next: a plain string may go on with `@` or `^^`. If a line ends with a quote,
    `pending` is that line until the next triple.

    A token that is still open is scanned again at every call, which is quadratic for a long string:
    after a budget of that, the rest of such a string is handed over whole, and `line` is None there.
    """

    _OPEN_TOKEN = 4096  # the parser asks for more only while one token fills its buffer
    _BUDGET = 1 << 31

    def __init__(self, text: bytes, *, strings: bool) -> None:
        self.line: int | None = None
        self.pending: int | None = None
        self._text = text
        self._newline = b"\n" if b"\n" in text else b"\r"
        self._strings = strings
        self._position = 0
        self._finished = 0
        self._budget = self._BUDGET
        self._last_content: int | None = None
        self._ends_quoted = False

    def read(self, size: int) -> bytes:
        limit = self._position + size
        self._budget -= size if size > self._OPEN_TOKEN else 0
        if self._budget < 0 and size > self._OPEN_TOKEN:
            chunk = self._text[self._position : limit]
            self.line = self.pending = None
            self._ends_quoted = False
        else:
            end = self._text.find(self._newline, self._position, limit) + 1
            chunk = self._text[self._position : end or limit]
            self._note(chunk)
        self._position += len(chunk)
        self._finished += chunk.count(self._newline)
        return chunk

    def _note(self, chunk: bytes) -> None:
        if chunk:
            self.line = self._finished + 1
        content = chunk.strip()
        if self._strings and content and not content.startswith(b"#"):
            self.pending = self._last_content if self._ends_quoted else None
            self._last_content = self.line
            self._ends_quoted = content.endswith((b'"', b"'"))


class _Nodes(dict[object, ox.BlankNode]):
    """Give each blank node of one file its lasting name."""

    def __init__(self, seed: str) -> None:
        super().__init__()
        self._seed = seed

    def __missing__(self, node: object) -> ox.BlankNode:
        renamed = self[node] = ox.BlankNode(f"b{self._seed}x{len(self) + 1}")
        return renamed


def _parse(
    text: bytes, parser_format: ox.RdfFormat, name: str, base: str, seed: str
) -> tuple[list[ox.Quad], list[int | None], ox.QuadParser]:
    is_json = parser_format == ox.RdfFormat.JSON_LD
    feed = _LineFeed(text, strings=parser_format != ox.RdfFormat.RDF_XML)
    nodes, blank, literal, triple = _Nodes(seed), ox.BlankNode, ox.Literal, ox.Triple
    quads: list[ox.Quad] = []
    lines: list[int | None] = []
    try:
        # JSON-LD is read to its end before the first quad comes out: lines would all be the last one.
        parser = ox.parse(text if is_json else cast(IO[bytes], feed), parser_format, base_iri=base)
        for quad in parser:
            line = None if is_json else feed.line
            if feed.pending is not None:
                line, feed.pending = feed.pending, None
            subject, value, graph = quad.subject, quad.object, quad.graph_name
            if type(value) is triple or (type(value) is literal and value.direction):
                raise _rdf_1_2(name, line)
            if type(subject) is blank or type(value) is blank or type(graph) is blank:
                subject = nodes[subject] if type(subject) is blank else subject
                value = nodes[value] if type(value) is blank else value
                graph = nodes[graph] if type(graph) is blank else graph
                quad = ox.Quad(subject, quad.predicate, value, graph)  # noqa: PLW2901
            quads.append(quad)
            lines.append(line)
    except (SyntaxError, ValueError, OSError, MemoryError) as error:
        raise _syntax_error(error, text, parser_format, name, None if is_json else feed.line) from None
    return quads, lines, parser


def _syntax_error(
    error: Exception, text: bytes, parser_format: ox.RdfFormat, name: str, fed: int | None
) -> InputError:
    if isinstance(error, MemoryError):
        return bad_input(
            name,
            fed,
            "a string or IRI is longer than 16 MB; keep such content in a file of its own",
            "строка или IRI длиннее 16 МБ; храните такое содержимое в отдельном файле",
        )
    line = getattr(error, "lineno", None) or fed
    if parser_format == ox.RdfFormat.JSON_LD and line is None and (context := _remote_context(text)):
        return bad_input(
            name,
            line_at(text, max(text.find(f'"{context}"'.encode()), 0)),
            f"refers to the remote context {context}, and nothing is fetched; put the context itself here",
            f"ссылается на внешний контекст {context}, а извне ничего не загружается; впишите сам контекст",
        )
    words = re.sub(r"^Parser error (?:at|between) line .*?: ", "", getattr(error, "msg", "") or str(error))
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    words = words if len(words) <= 200 else f"{words[:120]} … {words[-75:]}"
    column = getattr(error, "offset", None)
    at_en, at_ru = (f" at column {column}", f", столбец {column}") if column else ("", "")
    place = f" в строке {line}{at_ru}" if line else ""
    return bad_input(
        name,
        line,
        f"{parser_format.name} error{at_en}: {words}; correct this place and try again",
        f"ошибка {parser_format.name}{place}: «{words}»; исправьте это место и повторите",
    )


def _remote_context(text: bytes) -> str | None:
    try:
        todo = [json.loads(text, parse_int=str)]
    except ValueError:
        return None
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            context = item.get("@context")
            for candidate in (*(context if isinstance(context, list) else [context]), item.get("@import")):
                if isinstance(candidate, str):
                    return candidate
        todo += item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return None


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
    from rdflib import Dataset  # noqa: PLC0415

    rows = graph.quads() if isinstance(graph, Dataset) else ((*triple, None) for triple in graph)
    try:
        return [
            ox.Quad(*(from_rdflib_term(term) for term in row if term is not None))  # type: ignore[arg-type]
            for row in rows
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
