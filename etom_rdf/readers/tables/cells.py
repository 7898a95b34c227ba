"""Say what a cell of a workbook shows: what its type and number format make of the value in the file."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

from etom_rdf.readers.tables.grid import CellKind

_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
_FRACTION: Final = re.compile("[.eE]")
_SYSTEM_DATE: Final = 14  # shown as the settings of the machine say; here as Russian settings do
_DECORATION: Final = re.compile(r'\[[^\]]*\]|"[^"]*"|\\|_.|\*.|@|;.*', re.DOTALL)
_TIME: Final = re.compile(r"[\sT]*h+(?::m+)?(?::s+)?(?:\.0+)?\s*(?:AM/PM|A/P)?", re.IGNORECASE)
_PLAIN_DATE: Final = re.compile(r"[dmy]+(?:[-./, ]+[dmy]+)*", re.IGNORECASE)
_FIELD: Final = re.compile("d+|m+|y+", re.IGNORECASE)
_LONGEST_TEXT: Final = 200_000  # characters; a spreadsheet takes 32,767
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Formats:
    """Number formats of a workbook: `codes` by format id, `of_style` the format id of each cell style."""

    codes: dict[int, str] = field(default_factory=dict)
    of_style: list[int] = field(default_factory=list)
    since_1904: bool = False

    def number(self, value: str, style: int) -> tuple[str, CellKind | None]:
        """Return what a cell with a number shows, and whether that is a number, a date or just text."""
        if not _NUMBER.fullmatch(value):
            return value, None
        number = float(value)
        format_id = self.of_style[style] if 0 <= style < len(self.of_style) else 0
        code = self.codes.get(format_id) or BUILTIN_FORMATS.get(format_id, "")
        if is_date_format(code):
            shown = self._date(number, code, format_id)
            if shown is not None:
                return shown, "date"
        if "%" in code:
            return f"{round(number * 100, 9):g}%", "number"
        text = repr(number).removesuffix(".0") if _FRACTION.search(value) else str(int(value))
        if text.isdigit() and code and not code.strip("0"):
            text = text.zfill(len(code))
        return text, "number"

    def _date(self, number: float, code: str, format_id: int) -> str | None:
        epoch = CALENDAR_MAC_1904 if self.since_1904 else WINDOWS_EPOCH
        try:
            value = from_excel(number, epoch, timedelta=is_timedelta_format(code))
        except (OverflowError, ValueError):
            return None
        if isinstance(value, datetime):
            return shown_date(value, "" if format_id == _SYSTEM_DATE else code)
        return _shown_time(value)


def shown_date(value: date, code: str) -> str:
    """Return a date as its format shows it, without the time; as 31.12.2026 where the format names the month.

    >>> shown_date(date(2007, 1, 1), "d/m/yyyy h:mm"), shown_date(date(2007, 1, 1), "d mmm")
    ('1/1/2007', '01.01.2007')
    """
    plain = _TIME.sub("", _DECORATION.sub("", code)).strip()
    fields = [each.lower() for each in _FIELD.findall(plain)]
    if not _PLAIN_DATE.fullmatch(plain) or any(len(each) > 2 for each in fields if each[0] != "y"):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"

    def fill(match: re.Match[str]) -> str:
        token = match[0].lower()
        if token[0] == "y":
            return f"{value.year:04}" if len(token) > 2 else f"{value.year % 100:02}"
        number = value.day if token[0] == "d" else value.month
        return f"{number:0{len(token)}}"

    return _FIELD.sub(fill, plain)


def _shown_time(value: time | timedelta | None) -> str | None:
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return None if value is None else f"{value:%H:%M}"


def unescaped(text: str) -> str:
    r"""Return a text of a workbook with its escapes written out, other than those that no text may hold.

    >>> unescaped("two_x000A_lines"), unescaped("_x005F_x000A_")
    ('two\nlines', '_x000A_')
    """
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    point = int(match[1], 16)
    if point == 0x0D:  # half of a line break, as older programs wrote it
        return ""
    return match[0] if point == 0 or 0xD800 <= point <= 0xDFFF or point >= 0xFFFE else chr(point)


def whole_number(text: str | None, otherwise: int) -> int:
    """Return the number that an attribute holds, or something else where it is absent, too long or none.

    >>> whole_number("12", 0), whole_number(None, 1), whole_number("1e5", 2)
    (12, 1, 2)
    """
    return (
        int(text) if text is not None and len(text) <= 9 and text.isascii() and text.isdigit() else otherwise
    )


class RichText:
    """Join the runs of a text, without the reading aids of East Asian scripts; cut it where it has no end."""

    __slots__ = ("_aside", "_length", "_open", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._open = False
        self._aside = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Take notice of an element that begins."""
        if tag == "rPh":
            self._aside = True
        self._open = tag == "t" and not self._aside

    def end(self, tag: str) -> None:
        """Take notice of an element that ends."""
        if tag == "rPh":
            self._aside = False
        self._open = False

    def words(self, words: str) -> None:
        """Add a piece of text, where it stands in a run."""
        if self._open and self._length < _LONGEST_TEXT:
            self._pieces.append(words)
            self._length += len(words)

    def take(self) -> str:
        """Return the text and begin anew."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return unescaped(text)
