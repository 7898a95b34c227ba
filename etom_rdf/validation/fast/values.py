"""Judge literals: whether one fits its datatype, and which of two is less, as XML Schema and SPARQL define it."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Final

from etom_rdf.namespaces import XSD
from etom_rdf.validation.terms import datatype_of, language_of, text_of

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE = r"-?(?:[1-9]\d{3,}|0\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_INTEGER = r"[+-]?\d+"
_YEAR, _MONTH, _DAY = r"-?(?:[1-9]\d{3,}|0\d{3})", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_DURATION = r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"

FORMS: Final = {
    "boolean": r"true|false|1|0",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "float": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "date": _DATE + _ZONE,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_TIME}(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d|[+-]14:00)",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": _DURATION,
    "dayTimeDuration": r"-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": r"(?:[A-Za-z0-9+/]\s*){0}(?:(?:[A-Za-z0-9+/]\s*){4})*"
    r"(?:(?:[A-Za-z0-9+/]\s*){2}=\s*=|(?:[A-Za-z0-9+/]\s*){3}=)?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
}  # fmt: skip
RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None), "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1), "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255),
}  # fmt: skip
# Only the digits 0 to 9 are digits to XML Schema.
_WHOLE: Final = re.compile(_INTEGER, re.ASCII)
_LONGEST_NUMBER: Final = 4000  # digits that Python turns into an integer without complaint

Comparable = tuple[str, object]


def fits(lexical: str, datatype: str) -> bool:
    """Tell whether a lexical form belongs to a datatype; of datatypes that XML Schema does not define any form does.

    >>> fits("300", XSD + "byte"), fits(" 7 ", XSD + "byte"), fits("2026-02-30", XSD + "date")
    (False, True, False)
    """
    if not datatype.startswith(XSD):
        return True
    name = datatype[len(XSD) :]
    bounds = RANGES.get(name)
    text = lexical.strip("\t\n\r ")
    if bounds is not None:
        return _WHOLE.fullmatch(text) is not None and _is_within(text, *bounds)
    pattern = _pattern(name)
    if pattern is None:
        return True
    return pattern.fullmatch(text) is not None and (not name.startswith("date") or _is_day(text))


def has_form(datatype: str) -> bool:
    """Tell whether there are texts that are no lexical form of a datatype.

    >>> has_form(XSD + "date"), has_form(XSD + "string")
    (True, False)
    """
    name = datatype.removeprefix(XSD)
    return name != datatype and (name in RANGES or name in FORMS)


@cache
def _pattern(name: str) -> re.Pattern[str] | None:
    form = FORMS.get(name)
    return None if form is None else re.compile(form, re.ASCII)


def _is_within(text: str, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return True
    number = int(text[:_LONGEST_NUMBER])  # longer ones lie far outside, or on the open side, all the same
    return (least is None or number >= least) and (most is None or number <= most)


def _is_day(text: str) -> bool:
    from datetime import date  # noqa: PLC0415 - most models hold no dates

    year, month, day = re.match(r"(-?\d+)-(\d\d)-(\d\d)", text).groups()  # type: ignore[union-attr]
    try:
        date(int(year[-4:]) % 400 + 400, int(month), int(day))  # the calendar repeats after 400 years
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def comparable(term: str) -> Comparable | None:
    """Return a kind and a value by which a literal compares with others of its kind; None for what has no order."""
    datatype = datatype_of(term)
    if not datatype.startswith(XSD) or language_of(term):
        return None
    name, text = datatype[len(XSD) :], text_of(term)
    if name == "string":
        return "string", text
    if not fits(text, datatype):
        return None
    text = text.strip()
    read = _READERS.get(name) or (_number if name in RANGES else None)
    return read(text) if read else None


def _number(text: str) -> Comparable | None:
    from decimal import Decimal  # noqa: PLC0415

    number = Decimal(text.replace("INF", "Infinity"))
    return None if number.is_nan() else ("number", number)


def _floating(text: str) -> Comparable | None:
    from decimal import Decimal  # noqa: PLC0415

    number = float(text.replace("INF", "inf"))
    return None if number != number else ("number", Decimal(number))  # noqa: PLR0124 - NaN


def _truth(text: str) -> Comparable:
    return "boolean", text in ("true", "1")


_ZONED = re.compile(r"(.*?)(Z|[+-]\d\d:\d\d)?$")


def _moment(kind: str) -> Callable[[str], Comparable | None]:
    def read(text: str) -> Comparable | None:
        from datetime import datetime, timedelta  # noqa: PLC0415

        found = _ZONED.match(text)
        assert found is not None
        local, zone = found.groups()
        if kind == "date":
            local, zone = text[:10], text[10:] or None
            local += "T00:00:00"
        try:
            moment = datetime.fromisoformat(local.replace("T24:", "T00:"))
            moment += timedelta(days=1) if "T24:" in local else timedelta()
        except (ValueError, OverflowError):  # years that Python has no dates for
            return None
        if zone is None:
            return kind, (moment, None)
        shift = timedelta() if zone == "Z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
        try:
            return kind, (moment - (shift if zone[0] != "-" else -shift), zone)
        except OverflowError:
            return None

    return read


_READERS: Final[dict[str, Callable[[str], Comparable | None]]] = {
    "decimal": _number,
    "double": _floating,
    "float": _floating,
    "boolean": _truth,
    "date": _moment("date"),
    "dateTime": _moment("dateTime"),
    "dateTimeStamp": _moment("dateTime"),
}
_UNSURE: Final = 14 * 60 * 60  # seconds by which a time without a zone may lie earlier or later


def compare(first: str, second: str) -> int | None:
    """Return -1, 0 or 1 as the first literal is less, equal or greater; None where the two have no order.

    >>> compare('"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    0
    """
    one, other = comparable(first), comparable(second)
    if one is None or other is None or one[0] != other[0]:
        return None
    if one[0] not in ("date", "dateTime"):
        return _sign(one[1], other[1])
    (moment, zone), (moment2, zone2) = one[1], other[1]  # type: ignore[misc]
    if (zone is None) != (zone2 is None) and abs((moment - moment2).total_seconds()) <= _UNSURE:  # type: ignore[has-type]
        return None
    return _sign(moment, moment2)  # type: ignore[has-type]


def _sign(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)
