"""Bring XML in whatever bytes to the parser as UTF-8, and mend what is not in the encoding that it declares.

libxml2 replaces bytes that do not fit and gives up on a declaration that is wrong. Every encoding is therefore
decoded here, and bytes that are no UTF-8 are read as the Windows code page that they most probably come from.
"""

import codecs
import re
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.readers.records import Notice
from etom_rdf.text import Text

# (first bytes, codec): the marks, then `<` without a mark
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
# Python's names of the encodings that a file in ASCII letters may be in; its other codecs are no encodings.
_NARROW: Final = re.compile(r"iso8859-\d+|cp\d+|koi8-\w|mac-\w+|shift_jis\w*|euc_\w+|gb\w+|big5\w*|tis-620")
_PRINTABLE: Final = "".join(map(chr, range(0x20, 0x7F)))
# A Cyrillic word in windows-1251; UTF-8 never has lead bytes in a row, and Western words hardly have.
_CYRILLIC: Final = re.compile(rb"[\xc0-\xff\xa8\xb8]{4}")


class EncodingRepair:
    r"""Turn the bytes of one XML file into UTF-8, piece by piece, whatever the file declares.

    `head` is the beginning of the file; `notices` fill while the pieces pass.

    >>> repair = EncodingRepair(b"<a/>")
    >>> repair(b"<a>caf\xe9</a>").decode(), repair.notices[0].value
    ('<a>café</a>', 'windows-1252')
    """

    def __init__(self, head: bytes) -> None:
        self.notices: list[Notice] = []
        self._line = 1
        self._uncounted: list[bytes] = []
        self._held = b""  # a character that the end of the last piece cut
        self._codec = ""
        self._decoder: codecs.IncrementalDecoder | None = None  # None for UTF-8, which is only checked
        for start, codec in _WIDE:
            if head.startswith(start):
                self._decode_from(codec)
                return
        if not head.startswith(codecs.BOM_UTF8) and (declared := _DECLARED.match(head)):
            self._follow(declared[1].decode("ascii", "replace"), 1 + head.count(b"\n", 0, declared.end()))

    def __call__(self, piece: bytes, *, last: bool = False) -> bytes:
        """Return the next piece in UTF-8; `last` brings out what a cut character held back."""
        decoder = self._decoder
        translated = self._decoded(decoder, piece, last) if decoder else self._checked(piece, last)
        self._uncounted.append(translated)
        return translated

    @property
    def line(self) -> int:
        """The line where the last piece ended."""
        self._line += sum(piece.count(b"\n") for piece in self._uncounted)
        self._uncounted.clear()
        return self._line

    def _follow(self, label: str, line: int) -> None:
        codec = _codec(label)
        if codec is None:
            self._tell(
                line,
                label,
                f"the file says that its encoding is ‘{shown(label)}’, which it is not; it was read as UTF-8: correct "
                "the first line, or save the file as UTF-8",
                f"в файле указана кодировка «{shown(label)}», но он не в ней; он прочитан как UTF-8: исправьте первую "
                "строку или сохраните файл в UTF-8",
            )
        elif codec not in ("utf-8", "ascii"):
            self._decode_from(codec)

    def _decode_from(self, codec: str) -> codecs.IncrementalDecoder:
        self._codec = codec
        self._decoder = codecs.getincrementaldecoder(codec)(errors="replace")
        return self._decoder

    def _decoded(self, decoder: codecs.IncrementalDecoder, piece: bytes, last: bool) -> bytes:
        text = decoder.decode(piece, last)
        if "\ufffd" in text:
            self._tell(
                self.line + text.count("\n", 0, text.index("\ufffd")),
                self._codec,
                f"the file holds bytes that are not in {self._codec}, its encoding; they were replaced: save the file "
                "as UTF-8",
                f"в файле есть байты не из {self._codec}, его кодировки; они заменены: сохраните файл в UTF-8",
            )
        return text.encode("utf-8", "replace")

    def _checked(self, piece: bytes, last: bool) -> bytes:
        if piece.isascii() and not self._held:
            return piece
        data = self._held + piece
        try:
            _, length = codecs.utf_8_decode(data, "strict", last)
        except UnicodeDecodeError as error:
            self._held = b""
            return self._mended(data, error.start, last)
        self._held = data[length:]
        return data[:length] if self._held else data

    def _mended(self, data: bytes, start: int, last: bool) -> bytes:
        page = "windows-1251" if _CYRILLIC.search(data) else "windows-1252"
        byte = f"0x{data[start]:02X}"
        self._tell(
            self.line + data.count(b"\n", 0, start),
            page,
            f"the byte {byte} is not UTF-8, in which the file should be; it and others like it were read as {page}: "
            "save the file as UTF-8",
            f"байт {byte} — не UTF-8, хотя файл считается записанным в ней; он и ему подобные прочитаны как {page}: "
            "сохраните файл в UTF-8",
        )
        if page == "windows-1251":
            return self._decoded(self._decode_from("cp1251"), data, last)
        mended, rest = bytearray(), memoryview(data)
        while True:
            try:
                _, length = codecs.utf_8_decode(rest, "strict", last)
            except UnicodeDecodeError as error:
                mended += rest[: error.start]
                mended += bytes(rest[error.start : error.end]).decode("cp1252", "replace").encode()
                rest = rest[error.end :]
            else:
                self._held = bytes(rest[length:])
                return bytes(mended + rest[:length])

    def _tell(self, line: int, value: str, en: str, ru: str) -> None:
        if not self.notices:  # one for a file: the rest follows from it
            self.notices.append(
                Notice("Source-recovered", "warning", Text(en=en, ru=ru), line=line, value=value)
            )


def _codec(label: str) -> str | None:
    """Return Python's name of an encoding in which ASCII means itself, None for any other and for none."""
    try:
        codec = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    if codec in ("utf-8", "utf-8-sig", "ascii"):
        return codec.removesuffix("-sig")
    plain = _NARROW.fullmatch(codec) and _PRINTABLE.encode().decode(codec, "replace") == _PRINTABLE
    return codec if plain else None
