"""Stream through XML that nobody vouches for: nothing is fetched, nothing grows, and what is broken is said.

The parser always runs in recovery mode, so that a file is read once, also from a pipe; what it had to mend
stands in its log and becomes notices. A document type with anything in it, and nesting without end, are refused.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO, Final, Literal

from lxml import etree

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Notice
from etom_rdf.readers.xml.encoding import EncodingRepair
from etom_rdf.text import Text

Event = Literal["start", "end"]

_SAFE: Final[dict[str, Any]] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,  # with it: 256 levels, 10 MB for one text
    "recover": True,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
_PIECE: Final = 65_536
_SMALL: Final = 1_000_000  # bytes; the tree is up to 30 times as large
_HEAD: Final = 1_024
_LONGEST_PROLOG: Final = 1_000_000  # bytes
# A document type declaration, and one that only names the root; lxml prints some of them wrongly.
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^>]*>?")
_BARE_DOCTYPE: Final = re.compile(rb"<!DOCTYPE\s+[^\s\[>]+\s*>")
_COUNTED_LINES: Final = 65_000  # libxml2 keeps the line of an element in 16 bits


@dataclass(frozen=True, slots=True)
class Root:
    """Name the root element of an XML file; `namespace` is empty where there is none.

    A prefix that nothing declares is part of `local_name`, and `prefix` is empty.
    """

    local_name: str
    namespace: str
    prefix: str
    line: int


class XmlFile:
    r"""Read one XML file from its start to its end, once.

    `root` is known from the beginning, `notices` are complete when `iterparse` has ended. `name` is for messages.
    Raises InputError for what is no XML at all, and for a document type that declares or refers to anything.

    >>> file = XmlFile(b"<log>\n<trace/>\n<trace/></log>", name="a.xes")
    >>> [(event, file.line(element)) for event, element in file.iterparse("{*}trace", events=("start",))]
    [('start', 2), ('start', 3)]
    """

    def __init__(self, source: bytes | BinaryIO, *, name: str) -> None:
        self.name = name
        self.notices: list[Notice] = []
        self._source: BinaryIO = BytesIO(source) if isinstance(source, bytes) else source
        head = self._source.read(_HEAD)
        self._repair = EncodingRepair(head)
        self._head = b""
        self._line = 1
        self.root = self._find_root(head)

    def tree(self) -> Any:
        """Return the root of the whole file where it is small; None where it is not: then go on with `iterparse`.

        A tree takes half the time. Raises InputError for nesting that is too deep.
        """
        pieces = [self._head]
        size = len(self._head)
        while piece := self._source.read(_PIECE):
            pieces.append(self._repair(piece))
            size += len(piece)
            if size > _SMALL:
                break
        else:
            pieces.append(self._repair(b"", last=True))
        self._head = b"".join(pieces)
        if size > _SMALL or (size > _COUNTED_LINES and self._repair.line >= _COUNTED_LINES):
            return None
        parser: Any = etree.XMLParser(**_SAFE)
        try:
            root = etree.fromstring(self._head, parser)
        except etree.XMLSyntaxError:
            return None
        self._tell_notices(parser.error_log)
        return root

    @property
    def ahead(self) -> bytes:
        """What was read of the file and not yet parsed as a stream, in UTF-8; after `tree` all of a small file."""
        return self._head

    def iterparse(
        self, *tags: str, events: tuple[Event, ...] = ("start", "end")
    ) -> Iterator[tuple[Event, etree._Element]]:
        """Yield the elements of some tags, such as `{*}task`, as lxml's iterparse does; all, without tags.

        An element is whole at its end, and leaves the tree at the next event; keep nothing of it. What is still
        open where a file breaks off ends there. Raises InputError at the end for nesting that is too deep.
        """
        parser: Any = etree.XMLPullParser(events, tag=tags or None, **_SAFE)
        ended = None
        for piece, lines in self._pieces(tags):
            _feed(parser, piece)
            found = parser.read_events()
            starts: Iterator[int] = iter(())
            if lines:
                found = list(found)
                if sum(event == "start" for event, _ in found) == len(lines):
                    starts = iter(lines)
            for event, element in found:
                # Not at once: the parser may still be writing the text behind an element that has just ended.
                if ended is not None and (parent := ended.getparent()) is not None:
                    parent.remove(ended)
                if event == "start":
                    ended = None
                    self._line = next(starts, self._line)
                else:
                    ended = element
                yield event, element
        self._tell_notices(parser.feed_error_log)

    def line(self, element: Any, *, around: int | None = None) -> int:
        """Return the line of an element: below line 65,000 at any time, further down at its start event only.

        `around` is the line of an element that holds it, said instead where its own line is not known.
        """
        line = int(element.sourceline or 1)
        return line if line < _COUNTED_LINES else around or self._line

    def declare(self, prefix: str, namespace: str) -> None:
        """Declare a prefix of the root element that a careless export left undeclared; before `iterparse`."""
        tag = f"<{self.root.local_name}".encode()
        self._head = self._head.replace(tag, tag + f' xmlns:{prefix}="{namespace}"'.encode(), 1)

    def _tell_notices(self, log: Iterable[Any]) -> None:
        self.notices += self._repair.notices
        self.notices += _notices_of(log, self.name)

    def _find_root(self, piece: bytes) -> Root:
        """Parse up to the root element, in front of which a document type must stand."""
        parser: Any = etree.XMLPullParser(("start",), **_SAFE)
        while True:
            translated = self._repair(piece, last=not piece)
            self._head += translated
            _feed(parser, translated)
            if not piece:
                _feed(parser, None)
            for _, element in parser.read_events():
                self._refuse_document_type(element)
                namespace, _, local_name = str(element.tag).rpartition("}")
                return Root(local_name, namespace[1:], element.prefix or "", element.sourceline or 1)
            if not piece or len(self._head) > _LONGEST_PROLOG:
                break
            piece = self._source.read(_HEAD)
        raise bad_input(
            self.name,
            max((fault.line for fault in parser.feed_error_log), default=1),
            "no element of XML begins here; check that the file is what its name says",
            "здесь должен начинаться элемент XML, но его нет; проверьте, тот ли это файл",
        )

    def _refuse_document_type(self, root: Any) -> None:
        tree = root.getroottree()
        if tree.docinfo.internalDTD is None:
            return
        if all(map(_BARE_DOCTYPE.fullmatch, _DOCTYPE.findall(self._head))):
            return
        before, found, _ = self._head.partition(b"<!DOCTYPE")
        raise bad_input(
            self.name,
            before.count(b"\n") + 1 if found else None,
            "the file has a DOCTYPE with declarations or an address, which models do not need and attacks use; "
            "remove it",
            "в файле есть DOCTYPE с объявлениями или адресом: моделям он не нужен, а для атак пригоден; удалите его",
        )

    def _pieces(self, tags: tuple[str, ...]) -> Iterator[tuple[bytes | None, list[int] | None]]:
        """Yield what to feed, at last None; far down, with the line of each start tag in it."""
        starts: re.Pattern[bytes] | None = None
        rest = b""
        for piece in self._translated():
            if self._repair.line < _COUNTED_LINES:
                self._line = self._repair.line
                yield piece, None
                continue
            starts = starts or _start_tags(tags)
            text = rest + piece
            whole = text.rfind(b"<") if piece else len(text)
            text, rest = text[:whole], text[whole:]
            line, at, lines = self._line, 0, []
            for tag in starts.finditer(text):
                if tag[1]:
                    line += text.count(b"\n", at, tag.start())
                    at = tag.start()
                    lines.append(line)
            yield text, lines
            self._line = line + text.count(b"\n", at)
        yield None, None

    def _translated(self) -> Iterator[bytes]:
        """Yield the file in UTF-8; the last piece is empty."""
        yield self._head
        self._head = b""
        while piece := self._source.read(_PIECE):
            yield self._repair(piece)
        yield self._repair(b"", last=True)
        yield b""


def _feed(parser: Any, piece: bytes | None) -> None:
    """Feed a piece, or close the parser; what it finds wrong stands in its log."""
    with suppress(etree.XMLSyntaxError):
        if piece is None:
            parser.close()
        elif piece:
            parser.feed(piece)


def _start_tags(tags: tuple[str, ...]) -> re.Pattern[bytes]:
    """Return a pattern whose group holds the name of a start tag; it skips what only looks like tags."""
    names = [re.escape(tag.rpartition("}")[2]) for tag in tags]
    some = "|".join(names) if names and r"\*" not in names else r"[^!?/\s<>:]+"
    return re.compile(
        rf"<(?:[^\s<>:/!?]+:)?({some})(?=[\s/>])|<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)".encode(),
        re.DOTALL,
    )


# What the parser had to mend, or could not.


def _notices_of(log: Iterable[Any], name: str) -> Iterator[Notice]:
    faults = [fault for fault in log if fault.level >= etree.ErrorLevels.ERROR]
    for fault in faults:
        if fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "depth" in fault.message:
            raise bad_input(
                name,
                fault.line,
                "elements are nested more than 256 levels deep, which no model needs; flatten them",
                "вложенность элементов больше 256 уровней, какой у моделей не бывает; уменьшите её",
            )
    end = next((fault for fault in faults if fault.type in _ENDS), None)
    others = [fault for fault in faults if end is None or fault.line < end.line]
    if others:
        yield _mended(others[0], len(others))
    if end is not None:
        yield _stopped(end)


_ENDS: Final = frozenset({etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_RESOURCE_LIMIT})


def _mended(fault: Any, count: int) -> Notice:
    words = fault.message.strip()
    more = Text(en="", ru="")
    if count > 1:
        more = Text(en=f" (first of {count} or more errors)", ru=f" (первая из ошибок, их не меньше {count})")
    return Notice(
        "Source-recovered",
        "warning",
        Text(
            en=f"XML error at column {fault.column}: {words}{more.en}; what could be read was: correct the file or "
            "export it again, and compare",
            ru=f"ошибка XML, столбец {fault.column}: «{words}»{more.ru}; прочитано то, что удалось: исправьте файл "
            "или выгрузите его заново и сверьте",
        ),
        line=fault.line,
        value=fault.type_name,
    )


def _stopped(fault: Any) -> Notice:
    if fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        message = Text(
            en="reading stops here: one text, comment or tag is longer than 10 MB; shorten it",
            ru="здесь чтение остановлено: текст, комментарий или тег длиннее 10 МБ; сократите его",
        )
    else:
        message = Text(
            en="the file breaks off, or end tags are missing; what stands before was read: export or copy it again",
            ru="файл обрывается, или в нём нет закрывающих тегов; всё до этого места прочитано: выгрузите или "
            "скопируйте его заново",
        )
    return Notice("Source-truncated", "warning", message, line=fault.line, value=fault.type_name)
