"""Turn the bytes of a file that people wrote by hand or by spreadsheet into text, whatever its encoding."""

import re
from typing import TYPE_CHECKING, Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.readers.records import Notice, Severity

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Compiled when they are first used: text in UTF-8 needs none of them.
_BREAK: Final = r"\r\n|\r|\n"
_WORD: Final = r"[^\W\d_]+"
_RUSSIAN: Final = "[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ]+|[еЕ]ТОМ"
_STRANGE_SIGN: Final = "[^\\s\\w\x00-\x7f«»„“”‘’‹›–—…№§°±·•©®™]"
_SAMPLE: Final = 200_000  # characters from the first that is not ASCII


def take_mark(data: bytes) -> tuple[str | None, bytes]:
    r"""Return the encoding that a byte order mark names, None without a mark, and the bytes behind it.

    >>> take_mark(b"\xef\xbb\xbfid"), take_mark(b"id")
    (('utf-8', b'id'), (None, b'id'))
    """
    mark, encoding = next((each for each in _MARKS if data.startswith(each[0])), (b"", None))
    return encoding, data.removeprefix(mark)


def decode(data: bytes, name: str) -> "tuple[str, list[Notice]]":
    r"""Return the text of a file: UTF-8, or what its mark says, or windows-1251 where that gives Russian words.

    NUL characters go, with a notice. Raises InputError for any other encoding.

    >>> decode("Код;Название".encode("cp1251"), "a.csv")[0]
    'Код;Название'
    """
    marked, body = take_mark(data)
    encoding = marked or "utf-8"
    notices: list[Notice] = []
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        russian = None if marked else _as_windows_1251(body, error.start)
        if russian is None:
            line = 1 + len(re.findall(_BREAK, body[: error.start].decode(encoding, "ignore")))
            raise _bad_encoding(
                name, line, "UTF-8" if encoding == "utf-8" else encoding[:6].upper()
            ) from None
        text = russian
        notices.append(_notice("Source-encoding", "info", _FROM_WINDOWS, value="windows-1251"))
    if "\0" in text:
        text = _without_nul(text, name, notices)
    return text, notices


def _as_windows_1251(data: bytes, first: int) -> str | None:
    """Decode where the outcome reads as Russian; umlauts, DOS text and broken UTF-8 give no such words."""
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        return None
    sample = text[max(0, first - 100) : first + _SAMPLE]
    words = [word for word in re.findall(_WORD, sample) if not word.isascii()]
    good = sum(re.fullmatch(_RUSSIAN, word) is not None for word in words)
    bad = len(words) - good + len(re.findall(_STRANGE_SIGN, sample))
    return text if good > 3 * bad else None


def _without_nul(text: str, name: str, notices: "list[Notice]") -> str:
    count = text.count("\0")
    if count * 4 > len(text):
        raise _bad_encoding(name, 1, "UTF-8")
    line = 1 + len(re.findall(_BREAK, text[: text.index("\0")]))
    notices.append(_notice("Source-nul", "warning", _NUL, line=line, value=str(count)))
    return text.replace("\0", "")


def _notice(
    code: str, severity: "Severity", message: Text, *, value: str, line: int | None = None
) -> "Notice":
    from etom_rdf.readers.records import Notice  # noqa: PLC0415 - most text needs none

    return Notice(code, severity, message, line=line, value=value)


def _bad_encoding(name: str, line: int, encoding: str) -> Exception:
    return bad_input(
        name,
        line,
        f"not all of the text is in {encoding}, and no other encoding can be told safely; check that the file "
        "is what its name says, and save it as UTF-8",
        f"не весь текст в {encoding}, а другую кодировку надёжно определить нельзя; проверьте, таков ли файл, "
        "как сказано в его имени, и сохраните его в UTF-8",
    )


_FROM_WINDOWS: Final = Text(
    en="the file is not in UTF-8 and was read as windows-1251; check the names, and save it as UTF-8",
    ru="файл не в UTF-8 и прочитан как windows-1251; проверьте названия и сохраните его в UTF-8",
)
_NUL: Final = Text(
    en="NUL characters were left out; check what wrote the file",
    ru="символы NUL пропущены; проверьте, чем записан файл",
)
