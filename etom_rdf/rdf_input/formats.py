"""Tell which kind of RDF a file holds, and refuse what must not reach a parser.

The parser fetches nothing and reads fast, but it overflows the stack on deep nesting, takes any XML for
RDF/XML, accepts XML that breaks off, and expands XML entities without bound. The checks here stand in
front of it; all of them work on bytes, and none starts a parser that expands anything.
"""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, Literal

from etom_rdf.errors import InputError
from etom_rdf.namespaces import OWL
from etom_rdf.text import Text

Format = Literal["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]

READABLE: Final = (
    "Turtle (.ttl), TriG (.trig), N-Triples (.nt), N-Quads (.nq), JSON-LD (.jsonld), RDF/XML (.rdf, .owl)"
)

_BY_SUFFIX: Final[Mapping[str, Format]] = {
    ".ttl": "turtle", ".turtle": "turtle", ".n3": "turtle", ".trig": "trig",
    ".nt": "ntriples", ".ntriples": "ntriples", ".nq": "nquads", ".nquads": "nquads",
    ".jsonld": "jsonld", ".json": "jsonld",
    ".rdf": "rdfxml", ".rdfs": "rdfxml", ".owl": "rdfxml", ".xml": "rdfxml",
}  # fmt: skip

# (first bytes, what it is in English, in Russian)
_BINARY: Final = (
    (b"\x1f\x8b", "a gzip archive", "архив gzip"),
    (b"BZh9", "a bzip2 archive", "архив bzip2"),
    (b"\xfd7zXZ\x00", "an xz archive", "архив xz"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "архив zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "архив 7z"),
    (b"%PDF", "a PDF document", "документ PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office or Visio document", "документ старого формата Office или Visio"),
    (b"\x89PNG", "a picture", "рисунок"),
    (b"\xff\xd8\xff", "a picture", "рисунок"),
    (b"SQLite format 3", "an SQLite database", "база данных SQLite"),
    (b"{\\rtf", "an RTF document", "документ RTF"),
)

# (part of a member's name, what it is); the names stand uncompressed in the archive
_ZIPPED: Final = (
    (b"xl/workbook.", "an Excel workbook", "книга Excel"),
    (b"word/document.", "a Word document", "документ Word"),
    (b"ppt/presentation.", "a PowerPoint presentation", "презентация PowerPoint"),
    (b"visio/document.", "a Visio drawing", "схема Visio"),
    (b"model.xml", "an ArchiMate model (Archi)", "модель ArchiMate (Archi)"),
    (b"", "a ZIP archive", "архив ZIP"),
)

# (start of the root element's "namespace name", what it is)
XML_ROOTS: Final = (
    ("http://www.omg.org/spec/BPMN/", "a BPMN model", "модель BPMN"),
    ("http://schema.omg.org/spec/BPMN/", "a BPMN model", "модель BPMN"),
    ("http://www.omg.org/spec/DMN/", "a DMN model", "модель DMN"),
    ("http://www.omg.org/spec/CMMN/", "a CMMN model", "модель CMMN"),
    ("http://www.omg.org/XMI", "an XMI (UML) model", "модель XMI (UML)"),
    ("http://www.omg.org/spec/XMI/", "an XMI (UML) model", "модель XMI (UML)"),
    ("http://schema.omg.org/spec/XMI/", "an XMI (UML) model", "модель XMI (UML)"),
    ("http://www.archimatetool.com/archimate", "an ArchiMate model (Archi)", "модель ArchiMate (Archi)"),
    ("http://www.opengroup.org/xsd/archimate", "an ArchiMate exchange file", "файл обмена ArchiMate"),
    ("http://www.wfmc.org/", "an XPDL model", "модель XPDL"),
    ("http://www.xes-standard.org", "an XES event log", "журнал событий XES"),
    ("log", "an XES event log", "журнал событий XES"),
    ("mxfile", "a draw.io drawing", "схема draw.io"),
    ("AML", "an ARIS model (AML)", "модель ARIS (AML)"),
    ("http://graphml.graphdrawing.org/", "a GraphML graph", "граф GraphML"),
    ("http://www.w3.org/1999/xhtml", "an HTML page", "страница HTML"),
    ("http://www.w3.org/2000/svg", "an SVG picture", "рисунок SVG"),
    ("http://www.w3.org/2001/XMLSchema ", "an XML schema", "схема XML"),
    ("http://www.w3.org/2005/sparql-results#", "a SPARQL result", "результат запроса SPARQL"),
    ("http://www.w3.org/2004/03/trix/", "a TriX file", "файл TriX"),
    (OWL, "an ontology in OWL/XML, not in RDF/XML", "онтология в OWL/XML, не в RDF/XML"),
)

_HTML: Final = re.compile(
    rb"(?:<\?xml[^>]*+>\s*+)?(?:<!--.*?-->\s*+)*+<(?:!doctype\s++html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_XML: Final = re.compile(rb"<(?:\?xml\s|!doctype\s|!--|[A-Za-z_][\w.:-]*+\s++[\w.:-]++\s*+=)", re.IGNORECASE)
_BARE_ELEMENT: Final = re.compile(rb"<([A-Za-z_][\w.:-]*+)\s*+>")
_JSON: Final = re.compile(rb'\{\s*+(?:"|\}\s*+\Z)|\[\s*+(?:[\[{"]|\]\s*+\Z)')
_COMMENTS: Final = re.compile(rb"(?:\s++|#[^\n\r]*+)*+")
_TURTLE: Final = re.compile(
    rb"""@?prefix\s+[^\s:]*:\s*<|@?base\s+<|@?version\s+["']|graph\s+[<_\[]
    |<[^<>"{}|^`\s]*>|_:\S|<<|\[\s*(?:\]|a\s|<)|\{\s*(?:\}|<|_:|\[)|\(\s*(?:\)|<|"|_:|\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_LINE: Final = re.compile(
    rb"""[ \t]*+ (?:<[^<>\s]*+>|_:[^\s<]++) [ \t]*+ <[^<>\s]*+> [ \t]*+
    (?:<[^<>\s]*+>|_:[^\s<]++|"(?:[^"\\\r\n]++|\\.)*+"(?:@[\w-]++|\^\^<[^<>\s]*+>)?) [ \t]*+
    (?P<graph><[^<>\s]*+>|_:[^\s<]++)? [ \t]*+ \. [ \t]*+ (?:\#[^\r\n]*+)? (?:[\r\n]\s*+|\Z)""",
    re.VERBOSE,
)


def bad_input(name: str, line: int | None, en: str, ru: str) -> InputError:
    """Return the error for one place of a file, in both languages."""
    return InputError(Text(en=en, ru=ru), file=name, line=line)


def one_line(words: str) -> str:
    r"""Return words of a file or a parser, fit for a message: short, and without line breaks.

    >>> one_line("two\nlines")
    'two lines'
    """
    words = words if len(words) <= 200 else f"{words[:120]} … {words[-75:]}"
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def not_rdf(name: str, en: str, ru: str) -> InputError:
    """Return the error for a file of another kind, which is named with its article."""
    return bad_input(
        name,
        None,
        f"this is {en}, which cannot be read as RDF; give one of: {READABLE}",
        f"это {ru}, как RDF такой файл не читается; подходят: {READABLE}",
    )


def too_deep(name: str, line: int, limit: int) -> InputError:
    """Return the error for nesting that the parser's stack or time does not bear."""
    return bad_input(
        name,
        line,
        f"the data is nested more than {limit} levels deep; flatten it or give it as Turtle",
        f"вложенность данных больше {limit} уровней; разверните их или дайте в Turtle",
    )


def line_at(data: bytes, offset: int) -> int:
    r"""Return the number of the line that holds a byte.

    >>> line_at(b"one\ntwo", 4)
    2
    """
    return data.count(b"\n" if b"\n" in data else b"\r", 0, offset) + 1


def refuse_binary(data: bytes, name: str) -> None:
    """Raise InputError where the first bytes are those of an archive, an office document or a picture."""
    if data.startswith(b"PK\x03\x04"):
        raise not_rdf(name, *next((en, ru) for member, en, ru in _ZIPPED if member in data))
    for magic, en, ru in _BINARY:
        if data.startswith(magic):
            raise not_rdf(name, en, ru)


def recognise(data: bytes, name: str) -> Format:
    """Return the format of a file in UTF-8: its content decides, and its extension where several fit.

    Turtle stands for TriG too, where the extension does not say `trig`. Any XML counts as RDF/XML
    here; `check_xml` looks closer. Raises InputError for HTML and for content that is no RDF.

    >>> recognise(b'{"@id": "http://example.org/a"}', "download.txt")
    'jsonld'
    >>> recognise(b"@prefix : <http://example.org/> .", "model.rdf")
    'turtle'
    """
    by_name = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    head = data.lstrip()
    if not head:
        return by_name or "turtle"
    if _HTML.match(head):
        raise bad_input(
            name,
            None,
            "this is an HTML page, not RDF; save the data itself, not the page that shows it",
            "это страница HTML, а не RDF; сохраните сами данные, а не страницу, которая их показывает",
        )
    element = _BARE_ELEMENT.match(head)
    if _XML.match(head) or (element and b"</" + element[1] in head):
        return "rdfxml"
    if _JSON.match(head) or (by_name == "jsonld" and head[:1] in b"[{"):
        return "jsonld"
    return _line_or_turtle_format(data, name, by_name)


def _line_or_turtle_format(data: bytes, name: str, by_name: Format | None) -> Format:
    by_name = None if by_name in ("jsonld", "rdfxml") else by_name
    start = _COMMENTS.match(data)
    body = data[start.end() :] if start else data
    first = _LINE.match(body)
    if first and first["graph"]:
        return "nquads"
    if first and by_name is None:
        return _format_of_lines(body)
    if by_name and (first or by_name in ("turtle", "trig")):
        return by_name
    if _TURTLE.match(body) and not (by_name and body.startswith((b"<", b"_"))):
        return "turtle"
    if by_name:
        return by_name
    raise bad_input(
        name,
        None,
        f"this is no RDF that can be read; give one of: {READABLE}",
        f"это не RDF в читаемом виде; подходят: {READABLE}",
    )


def _format_of_lines(body: bytes) -> Format:
    position, graphs = 0, False
    while position < len(body):
        line = _LINE.match(body, position) or re.compile(rb"#[^\r\n]*+\s*+").match(body, position)
        if line is None:
            return "turtle"
        graphs = graphs or bool(line.groupdict().get("graph"))
        position = line.end()
    return "nquads" if graphs else "ntriples"
