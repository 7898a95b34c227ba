"""Let only such RDF/XML through as the parser reads without harm: well-formed, shallow, its entities written out."""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from etom_rdf.errors import InputError
from etom_rdf.namespaces import RDF
from etom_rdf.rdf_input.formats import XML_ROOTS, bad_input, line_at, not_rdf, one_line, too_deep

_XML_DEPTH: Final = 1000
_ENTITY_DEPTH: Final = 20
_ENTITY_LENGTH: Final = 10_000  # that references inside an entity may add to it
_ENTITY_GROWTH: Final = 10  # times the size of the file, and a megabyte
_DECLARATION: Final = re.compile(rb"\s*<\?xml\s.*?\?>", re.DOTALL)
_DOCTYPE: Final = re.compile(rb"(?:\s++|<!--.*?-->|<\?.*?\?>)*+(?=<!DOCTYPE\s)", re.DOTALL)
_REFERENCE: Final = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([^\s;&<#]++);", re.DOTALL)


def check_xml(data: bytes, name: str) -> tuple[bytes, dict[str, str], str | None]:
    """Return RDF/XML that a parser may see, with the prefixes and the base that it states.

    It has no DOCTYPE any more: entities are written out, and the lines stay where they were.

    Raises InputError for another kind of XML (named by its root), for external entities and DTDs, for
    entities that grow, for text that is not well-formed or breaks off, and for deep nesting.
    """
    if declaration := _DECLARATION.match(data):
        data = _blank(data, 0, declaration.end())
    problem = None
    if prolog := _DOCTYPE.match(data):
        dtd = _Doctype(name, line_at(data, prolog.end()))
        end = dtd.read(data)
        problem = dtd.problem
        room = _ENTITY_GROWTH * len(data) + 1_000_000
        data = _blank(data[:end], prolog.end(), end) + dtd.replace_entities(data[end:], room)
    scan = _Scan(name, problem)
    scan.run(data)
    return data, scan.prefixes, scan.base


def _blank(data: bytes, start: int, end: int) -> bytes:
    return data[:start] + re.sub(rb"[^\r\n]", b" ", data[start:end]) + data[end:]


def _xml_error(name: str, error: expat.ExpatError) -> InputError:
    words = expat.ErrorString(error.code) or "not well-formed"
    return bad_input(
        name,
        error.lineno,
        f"XML error at column {error.offset + 1}: {words}; correct the file or export it again",
        f"ошибка XML в строке {error.lineno}, столбец {error.offset + 1}: «{words}»; "
        "исправьте файл или выгрузите его заново",
    )


class _DoctypeEnd(Exception):  # noqa: N818 - a signal to leave the parser, not an error
    pass


@dataclass(slots=True)
class _Doctype:
    """Read a document type declaration without ever expanding an entity."""

    name: str
    line: int
    problem: InputError | None = None
    _values: dict[bytes, bytes] = field(default_factory=dict)
    _written: dict[bytes, bytes] = field(default_factory=dict)

    def read(self, data: bytes) -> int:
        """Collect the entities and return the offset behind the declaration."""
        parser = expat.ParserCreate("utf-8")

        def on_doctype(_root: str, system: str | None, public: str | None, _internal: bool) -> None:
            if system or public:
                self._refuse_external(system or public or "", parser.CurrentLineNumber)

        def on_entity(entity: str, is_parameter: bool, value: str | None, *outside: str | None) -> None:
            if is_parameter or value is None:
                self._refuse_external(outside[1] or f"%{entity};", parser.CurrentLineNumber)
            if is_parameter:
                raise _DoctypeEnd  # before expat writes it out
            self._values[entity.encode()] = (value or "").encode()

        def on_end() -> None:
            raise _DoctypeEnd

        parser.StartDoctypeDeclHandler = on_doctype
        parser.EntityDeclHandler = on_entity
        parser.EndDoctypeDeclHandler = on_end
        try:
            parser.Parse(data, True)
        except _DoctypeEnd:
            pass
        except expat.ExpatError as error:
            raise _xml_error(self.name, error) from None
        return data.find(b">", parser.CurrentByteIndex) + 1

    def _refuse_external(self, target: str, line: int) -> None:
        target = one_line(target)
        self.problem = self.problem or bad_input(
            self.name,
            line,
            f"refers to an external DTD or entity, {target}, and nothing is fetched; remove it from the DOCTYPE",
            f"ссылается на внешнее DTD или внешнюю сущность {target}, а извне ничего не загружается; "
            "уберите ссылку из DOCTYPE",
        )

    def replace_entities(self, text: bytes, room: int, depth: int = 0) -> bytes:
        """Return the text with the declared entities written out; refuse more than `room` new bytes."""

        def write_out(reference: re.Match[bytes]) -> bytes:
            nonlocal room
            entity = reference[1]
            if entity not in self._values:
                return reference[0]
            if entity not in self._written and depth < _ENTITY_DEPTH:
                value = self.replace_entities(self._values[entity], _ENTITY_LENGTH, depth + 1)
                # Marks become references, so that no line is added and no attribute value ends early.
                value = value.replace(b'"', b"&#34;").replace(b"'", b"&#39;").replace(b"\n", b"&#10;")
                self._written[entity] = value
            value = self._written.get(entity, b"")
            room -= len(value)
            if room < 0 or entity not in self._written:
                raise bad_input(
                    self.name,
                    self.line,
                    "its XML entities refer to themselves or grow without bound; write the values out",
                    "сущности XML ссылаются сами на себя или непомерно разрастаются; впишите значения прямо",
                )
            return value

        return _REFERENCE.sub(write_out, text)


class _Scan:
    """Run through XML without a DOCTYPE once: root, depth, prefixes, and whether it is well-formed."""

    def __init__(self, name: str, problem: InputError | None) -> None:
        self.prefixes: dict[str, str] = {}
        self.base: str | None = None
        self._name = name
        self._problem = problem
        self._depth = 0
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.StartNamespaceDeclHandler = self._on_namespace

    def run(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise self._problem or _xml_error(self._name, error) from None

    def _on_namespace(self, prefix: str | None, iri: str | None) -> None:
        self.prefixes.setdefault(prefix or "", iri or "")

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._depth == 0:
            self._check_root(tag, attributes)
            self.base = attributes.get("http://www.w3.org/XML/1998/namespace base")
        self._depth += 1
        if self._depth > _XML_DEPTH:
            raise too_deep(self._name, self._parser.CurrentLineNumber, _XML_DEPTH)

    def _on_end(self, _tag: str) -> None:
        self._depth -= 1

    def _check_root(self, tag: str, attributes: dict[str, str]) -> None:
        # A document may also be one described node, without rdf:RDF around it.
        if not (tag == f"{RDF} RDF" or any(f"{RDF} {a}" in attributes for a in ("about", "ID", "nodeID"))):
            element = one_line(tag.rpartition(" ")[2])
            kinds = (kind for start, *kind in XML_ROOTS if (tag + " ").startswith(start))
            unknown = f"XML with the root element {element}", f"XML с корневым элементом {element}"
            raise not_rdf(self._name, *next(kinds, unknown))
        if self._problem:
            raise self._problem
