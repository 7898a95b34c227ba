"""Literals are judged and compared as XML Schema and SPARQL define it, patterns matched as XPath defines it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etom_rdf.namespaces import XSD
from etom_rdf.validation.fast.values import compare, fits
from etom_rdf.validation.shapes.patterns import compiled


def literal(text: str, datatype: str) -> str:
    return f'"{text}"' if datatype == "string" else f'"{text}"^^<{XSD}{datatype}>'


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("boolean", ["true", "false", "1", "0", " true "], ["TRUE", "yes", ""]),
        ("integer", ["0", "-7", "+7", "007", "\n7\t", "9" * 5000], ["1.0", "1e0", "", "+", "7 7", "٣", "\u00a07"]),
        ("decimal", ["1", "1.", ".5", "-1.50", "+0"], ["1e0", ".", "", "INF", "1,5"]),
        ("double", ["1", "1.5E-7", "INF", "-INF", "NaN", ".5e+3"], ["inf", "e5", "1e", "nan", "1e1.5"]),
        ("float", ["1", "NaN"], ["", "0x1"]),
        ("byte", ["-128", "127", "+127"], ["-129", "128"]),
        ("short", ["-32768", "32767"], ["32768"]),
        ("int", ["-2147483648", "2147483647"], ["2147483648"]),
        ("long", ["-9223372036854775808", "9223372036854775807"], ["9223372036854775808", "9" * 5000]),
        ("unsignedByte", ["0", "255", "-0"], ["-1", "256"]),
        ("unsignedLong", ["18446744073709551615"], ["18446744073709551616"]),
        ("nonNegativeInteger", ["0", "-0", "1"], ["-1"]),
        ("positiveInteger", ["1"], ["0", "-1"]),
        ("nonPositiveInteger", ["0", "-1"], ["1"]),
        ("negativeInteger", ["-1"], ["0"]),
        ("date", ["2026-11-23", "2024-02-29", "2000-02-29Z", "-0044-03-15", "12026-01-01+14:00"],
         ["2026-02-29", "1900-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-01-01+14:01", "01.02.2026"]),
        ("dateTime", ["2026-11-23T09:30:00", "2026-11-23T24:00:00", "2026-11-23T09:30:00.123456789Z"],
         ["2026-11-23", "2026-11-23T09:30", "2026-11-23T25:00:00", "2026-11-23T24:00:01", "2026-11-31T00:00:00",
          "2026-11-23 09:30:00"]),
        ("dateTimeStamp", ["2026-11-23T09:30:00Z"], ["2026-11-23T09:30:00"]),
        ("time", ["09:30:00", "24:00:00.0", "09:30:00-05:00"], ["9:30:00", "09:60:00"]),
        ("gYear", ["2026", "-0001", "2026Z"], ["26", "02026"]),
        ("gYearMonth", ["2026-11"], ["2026-13"]),
        ("gMonth", ["--11"], ["11", "--13"]),
        ("gMonthDay", ["--11-23"], ["--11-32"]),
        ("gDay", ["---23"], ["---32"]),
        ("duration", ["P1Y2M3DT4H5M6.7S", "-P1D", "PT0S"], ["P", "PT", "P1S", "1D", "P1DT"]),
        ("dayTimeDuration", ["P1DT2H"], ["P1Y"]),
        ("yearMonthDuration", ["P1Y2M"], ["P1D"]),
        ("hexBinary", ["", "0aF9"], ["0aF", "xy"]),
        ("base64Binary", ["", "AAAA", "AA==", "AAA="], ["A", "AA=", "A===", "????"]),
        ("language", ["ru", "en-GB"], ["", "en_GB", "portuguese"]),
        ("string", ["", "anything"], []),
    ],
)  # fmt: skip
def test_a_form_fits_its_datatype_or_does_not(datatype: str, right: list[str], wrong: list[str]) -> None:
    assert [text for text in right if not fits(text, XSD + datatype)] == []
    assert [text for text in wrong if fits(text, XSD + datatype)] == []


def test_of_a_datatype_of_somebodys_own_every_form_is_right() -> None:
    assert fits("anything", "https://example.org/datatype")


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        (("1", "integer"), ("1.0", "decimal"), 0),
        (("01", "integer"), ("1e0", "double"), 0),
        (("2", "byte"), ("10", "integer"), -1),
        (("-INF", "double"), ("-1", "integer"), -1),
        (("INF", "float"), ("1e308", "double"), 1),
        (("0.1", "decimal"), ("0.2", "decimal"), -1),
        (("NaN", "double"), ("NaN", "double"), None),
        (("300", "byte"), ("1", "integer"), None),
        (("one", "integer"), ("1", "integer"), None),
        (("10", "string"), ("9", "string"), -1),
        (("1", "string"), ("1", "integer"), None),
        (("false", "boolean"), ("1", "boolean"), -1),
        (("2026-01-01", "date"), ("2026-01-02", "date"), -1),
        (("2026-01-01", "date"), ("2026-01-01T00:00:00", "dateTime"), None),
        (("2026-01-01T12:00:00Z", "dateTime"), ("2026-01-01T13:00:00+01:00", "dateTime"), 0),
        (("2026-01-01T12:00:00Z", "dateTime"), ("2026-01-01T12:00:00-01:00", "dateTime"), -1),
        (("2026-01-01T24:00:00", "dateTime"), ("2026-01-02T00:00:00", "dateTime"), 0),
        (("2026-01-01T12:00:00Z", "dateTimeStamp"), ("2026-01-01T12:00:00Z", "dateTime"), 0),
        # Without a zone the moment may lie fourteen hours off, so only what is further apart has an order.
        (("2026-01-01T12:00:00", "dateTime"), ("2026-01-01T12:00:00Z", "dateTime"), None),
        (("2026-01-01T12:00:00", "dateTime"), ("2026-01-02T02:00:00Z", "dateTime"), None),
        (("2026-01-01T12:00:00", "dateTime"), ("2026-01-02T02:00:01Z", "dateTime"), -1),
        (("2026-01-03T12:00:00Z", "dateTime"), ("2026-01-01T12:00:00", "dateTime"), 1),
        (("2026-01-01T12:00:00", "dateTime"), ("2026-01-01T12:00:01", "dateTime"), -1),
    ],
)  # fmt: skip
def test_literals_are_compared_by_value(
    first: tuple[str, str], second: tuple[str, str], order: int | None
) -> None:
    one, other = literal(*first), literal(*second)
    assert compare(one, other) == order
    assert compare(other, one) == (None if order is None else -order)


@pytest.mark.parametrize(
    "term", ["<https://example.org/a>", "_:a", '"a"@en', '"1"^^<https://example.org/own>']
)
def test_what_is_no_literal_of_a_known_datatype_has_no_order(term: str) -> None:
    assert compare(term, term) is None
    assert compare(term, literal("1", "integer")) is None


@pytest.mark.parametrize(
    "text",
    ["9999-12-31T24:00:00", "9999-12-31T23:00:00-14:00", "0001-01-01T00:00:00+01:00", "-0044-03-15T00:00:00"],
)
def test_moments_outside_of_the_calendar_have_no_order(text: str) -> None:
    assert fits(text, f"{XSD}dateTime")
    assert compare(literal(text, "dateTime"), literal("2026-01-01T00:00:00", "dateTime")) is None


@given(st.integers(), st.integers())
def test_whole_numbers_are_ordered_as_they_are(one: int, other: int) -> None:
    order = (one > other) - (one < other)
    assert compare(literal(str(one), "integer"), literal(f"{other}.0", "decimal")) == order


@pytest.mark.parametrize(
    ("pattern", "flags", "matching", "others"),
    [
        ("a$", "", ["a", "ba"], ["a\n", "ab"]),
        ("^a$", "m", ["a\nb", "b\na"], ["ab"]),
        ("a[$]", "", ["a$", "xa$x"], ["a", "a\n"]),
        (r"a\$", "", ["a$b"], ["a"]),
        (r"[\]$]x", "", ["$x", "]x"], ["x"]),
        ("^b", "", ["b", "bc"], ["a\nb"]),
        ("A", "i", ["a", "A"], ["b"]),
        ("a.b", "", ["axb"], ["a\nb"]),
        ("a.b", "s", ["axb", "a\nb"], ["ab"]),
        ("a b", "x", ["ab"], ["a b"]),
        ("a.b", "q", ["xa.bx"], ["axb"]),
        ("A.", "qi", ["a."], ["ab"]),
        ("^$", "", [""], ["\n", "a"]),
        ("[Ѐ-ӿ]", "", ["Заказ"], ["Order"]),
    ],
)
def test_a_pattern_matches_as_in_xpath(
    pattern: str, flags: str, matching: list[str], others: list[str]
) -> None:
    search = compiled(pattern, flags).search
    assert [text for text in matching if not search(text)] == []
    assert [text for text in others if search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "flags", "words"),
    [
        ("(", "", "unterminated"),
        ("a{2,1}", "", "min repeat"),
        ("[b-a]", "", "bad character range"),
        (r"\p{L}", "", "bad escape"),
        ("a", "g", "unknown flag g"),
    ],
)
def test_a_pattern_that_cannot_be_run_is_refused(pattern: str, flags: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        compiled(pattern, flags)
