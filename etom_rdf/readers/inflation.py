"""Unpack what may be far larger than it looks, and stop where it grows without reason."""

import gzip
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO, RawIOBase
from math import inf
from typing import BinaryIO, Final, NamedTuple, Protocol, cast

from etom_rdf.errors import InputError
from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Notice
from etom_rdf.text import Text

GZIP: Final = b"\x1f\x8b"
ZIP: Final = b"PK\x03\x04"
_MEGABYTE: Final = 1_000_000
# What broken archives raise, where they are opened and where they are read.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    NotImplementedError,
)
# Others are rare, and unpack without a limit.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNUSED: Final = 12 * _MEGABYTE  # the tree of a parser is up to 40 times as large
_LEADS_OUT: Final = re.compile(r"(?:.*[/\\])?\.\.(?:[/\\].*)?|[/\\].*|[A-Za-z]:.*", re.DOTALL)


class _Limit(NamedTuple):
    """How much may come out: any size up to `free`, above it `ratio` times what was packed, never above `most`."""

    free: int
    ratio: int
    most: float = inf

    def is_passed(self, size: int, packed: int) -> bool:
        return size > self.most or (size > self.free and size > self.ratio * packed)


# Models are kept in memory and reach a ratio of 10 to 20; of logs only the names are kept, and they reach 100.
_ZIP: Final = _Limit(free=16 * _MEGABYTE, ratio=50, most=512 * _MEGABYTE)
_GZIP: Final = _Limit(free=64 * _MEGABYTE, ratio=200)


class _Unpacking(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


class _Counted:
    """Count what is read from a source."""

    def __init__(self, source: BinaryIO) -> None:
        self.count = 0
        self._source = source

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self.count += len(piece)
        return piece


class _Rejoined:
    """Read bytes that were taken from a pipe once more, then what follows them."""

    def __init__(self, head: bytes, source: BinaryIO) -> None:
        self._head = head
        self._source = source

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = len(self._head)
            return self.read(size) + self._source.read()
        piece, self._head = self._head[:size], self._head[size:]
        return piece or self._source.read(size)

    def seekable(self) -> bool:
        return False


def peek(source: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a source, and the source as it was before, also where it is a pipe."""
    head = b""
    while len(head) < size and (piece := source.read(size - len(head))):
        head += piece
    if source.seekable():
        source.seek(-len(head), 1)
        return head, source
    return head, cast(BinaryIO, _Rejoined(head, source))


class Inflated(RawIOBase):
    """Read an unpacked file to its end, once, within limits; an archive that breaks off ends there.

    Raises InputError for a damaged archive, for more than the limit, and for more than 12 MB without a call of
    `used` in between: a reader calls it when it has dropped what it read.
    """

    def __init__(self, unpacking: _Unpacking, packed: _Counted, *, limit: _Limit, name: str) -> None:
        super().__init__()
        self._unpacking = unpacking
        self._packed = packed
        self._limit = limit
        self._name = name
        self._size = 0
        self._used = 0

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def used(self) -> None:
        """Note that what was read so far is no longer kept."""
        self._used = self._size

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        try:
            piece = self._unpacking.read1(size)
        except EOFError:
            return b""  # what reads this will miss the end
        except _DAMAGE as error:
            raise _damaged(self._name, error) from None
        self._size += len(piece)
        if self._limit.is_passed(self._size, self._packed.count):
            raise _too_large(self._name, self._limit)
        if self._size - self._used > _UNUSED:
            raise bad_input(
                self._name,
                None,
                "12 MB of what is unpacked here belongs to no single record, as in a file made to fill the memory; "
                "unpack it yourself and look at it",
                "12 МБ распакованного не относятся ни к одной записи, как бывает в файлах, которые должны занять "
                "всю память; распакуйте файл сами и посмотрите, что в нём",
            )
        return piece


def gunzip(source: BinaryIO, *, name: str) -> Inflated:
    """Return the content of a gzip file, which is unpacked while it is read."""
    packed = _Counted(source)
    return Inflated(gzip.GzipFile(fileobj=cast(BinaryIO, packed), mode="rb"), packed, limit=_GZIP, name=name)


@dataclass(frozen=True, slots=True)
class Member:
    """The one file of an archive that is wanted, and what there is to say about the archive."""

    content: Inflated
    notices: tuple[Notice, ...]


def unzip(source: BinaryIO, wanted: str, suffix: str, *, name: str) -> Member:
    """Return the member of a ZIP file that has the wanted name, else the only one with the suffix, in any case.

    Nothing is written anywhere. Raises InputError, before anything is unpacked, for an archive that is damaged
    or encrypted, has no such member, or would grow beyond reason.
    """
    try:
        archive = zipfile.ZipFile(source if source.seekable() else BytesIO(source.read()))
        member = _find(archive, wanted, suffix, name)
        _refuse(member, name)
        content = cast(_Unpacking, archive.open(member))
    except (*_DAMAGE, EOFError) as error:
        raise _damaged(name, error) from None
    packed = _Counted(BytesIO())
    packed.count = member.compress_size
    return Member(Inflated(content, packed, limit=_ZIP, name=name), _suspicious(archive))


def _refuse(member: zipfile.ZipInfo, name: str) -> None:
    """Raise InputError for a member that would grow beyond reason, or that nothing here unpacks."""
    if _ZIP.is_passed(member.file_size, member.compress_size):
        raise _too_large(name, _ZIP)
    if member.flag_bits & 1:
        raise bad_input(
            name,
            None,
            "this archive is encrypted; save it without a password",
            "архив зашифрован; сохраните его без пароля",
        )
    if member.compress_type not in _METHODS:
        raise bad_input(
            name,
            None,
            "this ZIP archive is packed in a rare way; pack it with Deflate, as tools do unless told otherwise",
            "этот архив ZIP сжат редким способом; упакуйте его методом Deflate, обычным для всех программ",
        )


def _find(archive: zipfile.ZipFile, wanted: str, suffix: str, name: str) -> zipfile.ZipInfo:
    named = [(each.filename.replace("\\", "/").lstrip("/").casefold(), each) for each in archive.infolist()]
    found = [each for member, each in named if member == wanted]
    found = found or [each for member, each in named if member.endswith(suffix)]
    if len(found) == 1:
        return found[0]
    en = f"this ZIP archive holds no {wanted}"
    ru = f"в этом архиве ZIP нет {wanted}"
    if found:
        en = f"this ZIP archive holds {len(found)} models"
        ru = f"в этом архиве ZIP моделей: {len(found)}"
    raise bad_input(
        name,
        None,
        f"{en}; unpack it and name the model's file",
        f"{ru}; распакуйте его и укажите файл модели",
    )


def _suspicious(archive: zipfile.ZipFile) -> tuple[Notice, ...]:
    """Speak of names that would lead out of a folder, for those who unpack the archive otherwise."""
    out = next((each for each in archive.namelist() if _LEADS_OUT.fullmatch(each)), None)
    if out is None:
        return ()
    message = Text(
        en=f"the archive holds the name ‘{shown(out)}’, which leads out of the folder where it is unpacked; nothing "
        "was unpacked here, but find out where the file comes from",
        ru=f"в архиве есть имя «{shown(out)}», оно ведёт за пределы каталога распаковки; здесь ничего не "
        "распаковано, но выясните, откуда этот файл",
    )
    return (Notice("Source-archive-path", "warning", message, value=out),)


def _too_large(name: str, limit: _Limit) -> InputError:
    return bad_input(
        name,
        None,
        f"unpacked, this file would be more than {limit.ratio} times as large, or beyond all bounds; if that is "
        "right, unpack it yourself and give what comes out",
        f"распакованный, этот файл стал бы больше в {limit.ratio} с лишним раз или вышел бы за все границы; если так "
        "и должно быть, распакуйте его сами и дайте результат",
    )


def _damaged(name: str, error: Exception) -> InputError:
    words = shown(" ".join(str(error).split()) or type(error).__name__)
    return bad_input(
        name,
        None,
        f"the archive is damaged or cut off ({words}); copy or download it again",
        f"архив повреждён или обрезан ({words}); скопируйте или загрузите его заново",
    )
