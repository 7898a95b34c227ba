"""Read the rows of CSV and TSV as spreadsheets, databases and people write them.

The parser is our own: csv of the standard library swallows the rest of a file after one unbalanced quote, and
does not say where a row began.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Notice
from etom_rdf.readers.tables.grid import Row, Table
from etom_rdf.spreadsheets import plain_cell
from etom_rdf.text import Text

DELIMITERS: Final = (",", ";", "\t", "|")
_NONE: Final = "\0"  # of a list with one column; no decoded text holds this character
_LONGEST_CELL: Final = 100_000  # characters; a longer quoted cell is rather a quote that nobody closed
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BREAK: Final = re.compile(r"\r\n|\r|\n")
# What Excel writes above a table to say what divides its columns.
SEPARATOR_LINE: Final = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)

_WORD: Final = re.compile(r"[^\W\d_]+")
_RUSSIAN: Final = re.compile("[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ]+|[еЕ]ТОМ")
_STRANGE_SIGN: Final = re.compile("[^\\s\\w\x00-\x7f«»„“”‘’‹›–—…№§°±·•©®™]")
_SAMPLE: Final = 200_000  # characters from the first that is not ASCII


def decode(data: bytes, name: str) -> tuple[str, list[Notice]]:
    r"""Return the text of a table: UTF-8, or what its mark says, or windows-1251 where that gives Russian words.

    NUL characters go, with a notice. Raises InputError for any other encoding.

    >>> decode("Код;Название".encode("cp1251"), "a.csv")[0]
    'Код;Название'
    """
    mark, encoding = next((each for each in _MARKS if data.startswith(each[0])), (b"", "utf-8"))
    notices: list[Notice] = []
    body = data.removeprefix(mark)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        russian = None if mark else _as_windows_1251(body, error.start)
        if russian is None:
            line = 1 + len(_BREAK.findall(body[: error.start].decode(encoding, "ignore")))
            raise _bad_encoding(
                name, line, "UTF-8" if encoding == "utf-8" else encoding[:6].upper()
            ) from None
        text = russian
        notices.append(Notice("Source-encoding", "info", _FROM_WINDOWS, value="windows-1251"))
    if "\0" in text:
        text = _without_nul(text, name, notices)
    return text, notices


def tables_of(text: str) -> tuple[Table, ...]:
    """Return the table once for each of DELIMITERS and once without any, or once where a line `sep=` says which."""
    separator = SEPARATOR_LINE.match(text)
    delimiters = (separator[1],) if separator else (*DELIMITERS, _NONE)
    start, line = (separator.end(), 2) if separator else (0, 1)
    return tuple(table_of(text, delimiter, start=start, line=line) for delimiter in delimiters)


def table_of(text: str, delimiter: str, *, start: int = 0, line: int = 1) -> Table:
    """Return the table that begins at a place of a text, which is in the line `line`, for one delimiter."""
    return Table(partial(_rows, text, delimiter, start, line))


def _rows(text: str, delimiter: str, start: int, line: int, notices: list[Notice]) -> Iterator[Row]:
    syntax = _Syntax.of(delimiter)
    size = len(text)
    while start < size:
        found = _BREAK.search(text, start)
        end, after = found.span() if found else (size, size)
        first_line = text[start:end]
        lines = 1
        if '"' not in first_line:
            cells = first_line.split(delimiter)
        else:
            record = syntax.record(text, start)
            if record is None:
                cells = syntax.broken_line(first_line)
                notices.append(Notice("Source-quotes", "warning", _UNBALANCED, line=line))
            else:
                cells, after = record
                lines = max(1, len(_BREAK.findall(text, start, after)))
        yield Row(line, [plain_cell(cell) if cell[:1] in ("'", "=") else cell for cell in cells])
        line += lines
        start = after


@dataclass(frozen=True, slots=True)
class _Syntax:
    """What a delimiter makes of quoted and bare cells."""

    delimiter: str
    quoted: re.Pattern[str]
    bare: re.Pattern[str]

    @classmethod
    def of(cls, delimiter: str) -> "_Syntax":
        sign = re.escape(delimiter)
        return cls(
            delimiter,
            re.compile(rf' *+"([^"]*+(?:""[^"]*+)*+)" *+(?={sign}|\r|\n|\Z)'),
            re.compile(rf"[^{sign}\r\n]*+"),
        )

    def record(self, text: str, at: int) -> tuple[list[str], int] | None:
        """Read one record, over line breaks in quotes; None where its quotes are not as they should be."""
        cells = []
        while True:
            cell = self._cell(text, at)
            if cell is None:
                return None
            content, at = cell
            cells.append(content)
            if text.startswith(self.delimiter, at):
                at += 1
                continue
            end = _BREAK.match(text, at)
            return cells, end.end() if end else len(text)

    def broken_line(self, line: str) -> list[str]:
        """Read a line of its own in which quotes do not balance; what is not well quoted stays as it is."""
        cells, at = [], 0
        while True:
            cell = self._cell(line, at)
            if cell is None:
                end = line.find(self.delimiter, at)
                cell = line[at:end] if end >= 0 else line[at:], end if end >= 0 else len(line)
            content, at = cell
            cells.append(content)
            if at >= len(line):
                return cells
            at += 1

    def _cell(self, text: str, at: int) -> tuple[str, int] | None:
        quoted = self.quoted.match(text, at)
        if quoted:
            content = quoted[1]
            return None if self._swallows_rows(content) else (content.replace('""', '"'), quoted.end())
        bare = self.bare.match(text, at)
        if bare is None or bare[0].lstrip(" ").startswith('"'):
            return None
        return bare[0], bare.end()

    def _swallows_rows(self, content: str) -> bool:
        """Say whether a quoted cell holds whole rows, so that its quote was rather left open by mistake."""
        if len(content) > _LONGEST_CELL:
            return True
        inner = _BREAK.split(content)[1:-1]
        counts = {line.count(self.delimiter) for line in inner if line}
        return len(inner) >= 3 and len(counts) == 1 and counts.pop() >= 2


def _as_windows_1251(data: bytes, first: int) -> str | None:
    """Decode where the outcome reads as Russian; umlauts, DOS text and broken UTF-8 give no such words."""
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        return None
    sample = text[max(0, first - 100) : first + _SAMPLE]
    words = [word for word in _WORD.findall(sample) if not word.isascii()]
    good = sum(_RUSSIAN.fullmatch(word) is not None for word in words)
    bad = len(words) - good + len(_STRANGE_SIGN.findall(sample))
    return text if good > 3 * bad else None


def _without_nul(text: str, name: str, notices: list[Notice]) -> str:
    count = text.count("\0")
    if count * 4 > len(text):
        raise _bad_encoding(name, 1, "UTF-8")
    line = 1 + len(_BREAK.findall(text, 0, text.index("\0")))
    notices.append(Notice("Source-nul", "warning", _NUL, line=line, value=str(count)))
    return text.replace("\0", "")


def _bad_encoding(name: str, line: int, encoding: str) -> Exception:
    return bad_input(
        name,
        line,
        f"the text is not whole {encoding}, and no other encoding can be told safely; save the file as UTF-8",
        f"текст не в целом {encoding}, а другую кодировку надёжно определить нельзя; сохраните файл в UTF-8",
    )


_FROM_WINDOWS: Final = Text(
    en="the file is not in UTF-8 and was read as windows-1251; check the names, and save it as UTF-8",
    ru="файл не в UTF-8 и прочитан как windows-1251; проверьте названия и сохраните его в UTF-8",
)
_NUL: Final = Text(
    en="NUL characters were left out; check what wrote the file",
    ru="символы NUL пропущены; проверьте, чем записан файл",
)
_UNBALANCED: Final = Text(
    en="the quotes in this row do not balance, so it was read up to the end of its line, quotes as they stand; "
    'put a cell into quotes as a whole, and write " inside it twice',
    ru="кавычки в этой строке не сходятся, поэтому она прочитана до конца строки файла, кавычки оставлены как есть; "
    'берите в кавычки ячейку целиком, а " внутри неё удваивайте',
)
