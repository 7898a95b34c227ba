"""Open the archive of a workbook, and refuse what would not fit into memory before anything is inflated."""

import re
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.formats import bad_input

_MEMBERS: Final = 10_000
_FREE: Final = 16 * 2**20  # bytes that any archive may hold, however small it is
_LARGE: Final = 64 * 2**20  # beyond, memory counts, and each byte of the file may become this many:
_RATIO: Final = 100
_RATIO_OF_LARGE: Final = 30  # tables full of words have 8 to 17
_DEPTH: Final = 64
_TOKEN: Final = 2**20  # bytes of one tag with its attributes
_PIECE: Final = 2**16

# What broken archives and XML raise when they are read.
DAMAGE: Final = (BadZipFile, ZlibError, EOFError, expat.ExpatError, UnicodeDecodeError, NotImplementedError)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Words = Callable[[str], None]


class Archive:
    """Parts of a workbook by name, whatever the case: 1C writes SharedStrings.xml and refers to sharedStrings.xml.

    Raises InputError for what is no archive, is encrypted, or inflates beyond reason.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.count(b"PK\x01\x02") > 2 * _MEMBERS:
            raise _bomb(name)
        try:
            self._zip = ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except (*DAMAGE, ValueError, OverflowError, IndexError, struct.error) as error:
            raise damaged(name) from error
        _refuse_bomb(members, len(data), name)
        if any(member.flag_bits & 1 for member in members):
            raise encrypted(name)
        if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
            raise damaged(name)  # others may ask for gigabytes before the first byte
        self._members = {_folded(member.filename): member for member in members}

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._members

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the folded names of all parts."""
        return tuple(self._members)

    def pieces(self, part: str) -> Iterator[bytes]:
        """Inflate a part piece by piece; never more than the archive declared."""
        try:
            with self._zip.open(self._members[_folded(part)]) as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except (
            ValueError,
            OSError,
            RuntimeError,
            struct.error,
        ) as error:  # what a wrong place or size leads to
            raise BadZipFile(part) from error

    def parse(
        self, part: str, start: Start, end: End | None = None, words: Words | None = None
    ) -> Iterator[None]:
        """Call the handlers for a part, names without prefix, and yield after each piece.

        No tree is built. Raises ExpatError, and InputError for what XML of a workbook never has: a document type,
        deep nesting, tags without end.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        depth = 0

        def on_start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _DEPTH:
                raise _hostile(self.name, part)
            start(tag.rpartition(":")[2], attributes)

        def on_end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(tag.rpartition(":")[2])

        def on_doctype(*_: object) -> None:
            raise _hostile(self.name, part)

        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end
        parser.CharacterDataHandler = words
        parser.StartDoctypeDeclHandler = on_doctype
        fed = 0
        for piece in self.pieces(part):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - max(0, parser.CurrentByteIndex) > _TOKEN:
                raise _hostile(self.name, part)
            yield
        parser.Parse(b"", True)
        yield

    def parse_whole(
        self, part: str, start: Start, end: End | None = None, words: Words | None = None
    ) -> None:
        """Call the handlers for a whole part."""
        for _ in self.parse(part, start, end, words):
            pass

    def find_all(self, part: str, pattern: re.Pattern[bytes], longest: int) -> Iterator[re.Match[bytes]]:
        """Find a pattern in the inflated bytes of a part; no match is longer than `longest`."""
        rest = b""
        for piece in self.pieces(part):
            window = rest + piece
            after = 0
            for match in pattern.finditer(window):
                after = match.end()
                yield match
            rest = window[max(after, len(window) - longest) :]


def _folded(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


def _refuse_bomb(members: list[ZipInfo], size: int, name: str) -> None:
    inflated = sum(member.file_size for member in members)
    ratio = _RATIO if inflated <= _LARGE else _RATIO_OF_LARGE
    if len(members) > _MEMBERS or (inflated > _FREE and inflated > ratio * size):
        raise _bomb(name)


def _bomb(name: str) -> InputError:
    return bad_input(
        name,
        None,
        "the workbook would inflate beyond all reason (a ‘zip bomb’) and was not opened; copy the table into a new one",
        "книга при распаковке непомерно разрастается («zip-бомба») и не открыта; скопируйте таблицу в новую книгу",
    )


def _hostile(name: str, part: str) -> InputError:
    return bad_input(
        name,
        None,
        f"its part {part} holds XML that no spreadsheet writes (a DOCTYPE, or tags without end); "
        "open the workbook in a spreadsheet and save it again",
        f"в части {part} такой XML, какого табличные редакторы не пишут (DOCTYPE или бесконечные теги); "
        "откройте книгу в табличном редакторе и сохраните заново",
    )


def damaged(name: str) -> InputError:
    """Return the error for a workbook that is cut off or broken."""
    return bad_input(
        name,
        None,
        "the workbook is damaged or cut off; open it in a spreadsheet, let it be repaired, and save it again",
        "книга повреждена или обрывается; откройте её в табличном редакторе, дайте ему исправить её и сохраните заново",
    )


def encrypted(name: str) -> InputError:
    """Return the error for a workbook with a password."""
    return bad_input(
        name,
        None,
        "the workbook is protected with a password; save a copy without it",
        "книга защищена паролем; сохраните копию без пароля",
    )


def not_a_table(name: str, en: str, ru: str) -> InputError:
    """Return the error for a file of another kind, which is named with its article."""
    return bad_input(
        name,
        None,
        f"this is {en}, which cannot be read as a table; save the table as .xlsx or as CSV UTF-8",
        f"это {ru}, как таблица такой файл не читается; сохраните таблицу в .xlsx или в CSV UTF-8",
    )
