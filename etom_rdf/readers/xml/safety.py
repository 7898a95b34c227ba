"""Stream through XML that nobody vouches for: nothing is fetched, nothing grows, and what is broken is said.

The parser always runs in recovery mode, so that a file is read once, also from a pipe; what it had to mend
stands in its log and becomes notices. A document type with anything in it, and nesting without end, are refused.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from typing import Any, BinaryIO, Final, Literal

from lxml import etree

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Notice
from etom_rdf.readers.xml.encoding import EncodingRepair
from etom_rdf.readers.xml.faults import notices_of
from etom_rdf.readers.xml.held import Held
from etom_rdf.readers.xml.lines import COUNTED_LINES, lines_of_ids, lines_of_starts, start_tags
from etom_rdf.readers.xml.prolog import Root, begins_plainly, refuse_document_type, root_of

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
_LONGEST_TAG: Final = 1_000_000


class XmlFile:
    r"""Read one XML file from its start to its end, once.

    `root` is known from the beginning, `notices` are complete when the file has been read. `name` is for messages.
    All raise InputError for what is no XML at all, and for a document type that declares or refers to anything.

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
        self._head = self._repair(head, last=not head)
        self._line = 1
        self._counted = COUNTED_LINES
        self._held = Held(name)
        self._far: dict[str | None, int] = {}  # lines by ids, in the last piece
        self._far_before: dict[str | None, int] = {}

    @cached_property
    def root(self) -> Root:
        """The root element; raises InputError for what is no XML at all, and for a document type."""
        return self._find_root()

    def tree(self) -> Any:
        """Return the root of the whole file where it is small; None where it is not: then go on as a stream.

        A tree takes half the time. Raises InputError as `root` does, and for nesting that is too deep.
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
        if size > _SMALL:
            return None
        if not begins_plainly(self._head):
            _ = self.root  # which refuses a document type
        parser: Any = etree.XMLParser(**_SAFE)
        try:
            root = etree.fromstring(self._head, parser)
        except etree.XMLSyntaxError:
            return None
        if root is not None:
            self.root = root_of(root)
            self._counted = _SMALL  # what libxml2 guesses for lines beyond is right but for one
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
        root = ended = None
        for piece, starts in self._pieces(start_tags(tags)):
            _feed(parser, piece)
            found = list(parser.read_events())
            lines: Iterator[int] = iter(())
            if starts and sum(event == "start" for event, _ in found) == len(starts):
                lines = iter(starts)
            for event, element in found:
                # Not at once: the parser may still be writing the text behind an element that has just ended.
                if ended is not None and (parent := ended.getparent()) is not None:
                    parent.remove(ended)
                if event == "start":
                    ended = None
                    self._line = next(lines, self._line)
                else:
                    ended = element
                yield event, element
            root = found[0][1].getroottree().getroot() if found and root is None else root
            self._held.weigh(root, piece, self._repair)
        self._tell_notices(parser.feed_error_log)

    def feed(self) -> Iterator[etree._Element]:
        """Parse piece by piece, and yield the root whenever its tree has grown, at last when it is whole.

        Whoever takes it removes what has been read: anything but the last element in each that may still be open.
        Raises InputError at the end for nesting that is too deep.
        """
        name, namespace = self.root.local_name, self.root.namespace
        parser: Any = etree.XMLPullParser(
            ("start",), tag=f"{{{namespace}}}{name}" if namespace else name, **_SAFE
        )
        root = None
        for piece in self._lines_with_ids():
            _feed(parser, piece)
            for _, element in parser.read_events():
                root = element if root is None else root
            if root is not None:
                yield root
                self._held.weigh(root, piece, self._repair)
        self._tell_notices(parser.feed_error_log)

    def line(self, element: Any, *, around: int | None = None) -> int:
        """Return the line of an element.

        Below line 65,000 it is known at any time; further down at the start event of `iterparse`, and by the id
        when `feed` has just brought it. `around`, the line of an element that holds it, is said instead elsewhere.
        """
        line: int = element.sourceline or 1
        if line < self._counted:
            return line
        element_id = element.get("id")
        return self._far.get(element_id) or self._far_before.get(element_id) or around or self._line

    def declare(self, prefix: str, namespace: str) -> None:
        """Declare a prefix of the root element that a careless export left undeclared, and begin anew.

        Not when a stream has begun.
        """
        tag = f"<{self.root.local_name}".encode()
        self._head = self._head.replace(tag, tag + f' xmlns:{prefix}="{namespace}"'.encode(), 1)
        del self.root

    def _tell_notices(self, log: Iterable[Any]) -> None:
        self.notices = [*self._repair.notices, *notices_of(log, self.name)]

    def _find_root(self) -> Root:
        """Parse up to the root element, in front of which a document type must stand."""
        parser: Any = etree.XMLPullParser(("start",), **_SAFE)
        piece = self._head
        while True:
            _feed(parser, piece)
            if not piece:
                _feed(parser, None)
            for _, element in parser.read_events():
                refuse_document_type(element, self._head, self.name)
                return root_of(element)
            if not piece or len(self._head) > _LONGEST_PROLOG:
                break
            more = self._source.read(_HEAD)
            piece = self._repair(more, last=not more)
            self._head += piece
        raise bad_input(
            self.name,
            max((fault.line for fault in parser.feed_error_log), default=1),
            "no element of XML begins here; check that the file is what its name says",
            "здесь должен начинаться элемент XML, но его нет; проверьте, тот ли это файл",
        )

    def _pieces(self, pattern: re.Pattern[bytes]) -> Iterator[tuple[bytes | None, list[int]]]:
        """Yield what to feed, at last None; far down, with the lines of the start tags in it."""
        for text in self._cut_before(b"<"):
            is_far = text and self._repair.line >= COUNTED_LINES
            before = self._line
            yield text, lines_of_starts(text, pattern, before) if text and is_far else []
            self._line = before + text.count(b"\n") if text else before

    def _lines_with_ids(self) -> Iterator[bytes | None]:
        """Yield what to feed, at last None; far down, note on which line each id stands."""
        for text in self._cut_before(b"\n"):
            if text and self._repair.line >= COUNTED_LINES:
                self._far_before, self._far = self._far, lines_of_ids(text, self._line)
            yield text
            self._line += text.count(b"\n") if text else 0

    def _cut_before(self, mark: bytes) -> Iterator[bytes | None]:
        """Yield the file in UTF-8, each piece but the last up to its last mark; at last None."""
        rest = b""
        for piece in self._translated():
            text = rest + piece
            cut = text.rfind(mark) if piece else len(text)
            if cut < len(text) - _LONGEST_TAG:
                cut = len(text)
            rest = text[cut:]
            yield text[:cut]
        yield None

    def _translated(self) -> Iterator[bytes]:
        """Yield the file in UTF-8, once its root is known not to follow an attack; the last piece is empty."""
        _ = self.root
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
