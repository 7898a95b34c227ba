"""Hold the reading of identifiers to clause 5.2: every status, every trap, and the grammar as patterns."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etom_rdf import identifiers
from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import MAX_DIGITS, STATUSES, ElementId, IdentifierError, ParsedId

DEFINED = frozenset(
    ["1.1", "1.2", "1.3"]
    + [f"1.{area}.{group}" for area in (1, 2) for group in (1, 2, 3, 4)]
    + [f"1.1.1.{element}" for element in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)]
)
RETIRED = {"1.1.1.8": ("1.1.1.12", "1.1.1.10", "1.1.1.11")}
CYRILLIC_A = "\u0430"
NUMBERLESS = {"ambiguous", "placeholder", "malformed", "empty"}


def parsed(text: str) -> ParsedId:
    return parse_id(text, defined=DEFINED, retired=RETIRED)


def codes(found: ParsedId) -> list[str]:
    return [note.code for note in found.notes]


numbers = st.integers(1, 9) | st.integers(1, 10**30)


@st.composite
def element_ids(draw: st.DrawFn) -> ElementId:
    prefix = draw(st.none() | st.from_regex(r"[0-9]{6}", fullmatch=True))
    deeper = draw(st.lists(numbers, max_size=3))
    return ElementId(prefix, draw(st.integers(1, 2)), draw(st.integers(1, 3)), *deeper)


usual = st.sampled_from(["1", "1", "1", "1", "2", "3", "5", "8", "10"])
odd = st.sampled_from(["", "0", "05", "4", "О", "٣", " 1", "a"])
prefixes = st.sampled_from(["12", "123456", "1234567", "aaaaaa", "aaaaaaa", "ACME", "МТС-1", "1a"])
locals_ = st.lists(usual, min_size=1, max_size=7) | st.lists(usual | odd, max_size=8)
nearly_ids = (locals_ | st.builds(lambda prefix, parts: [prefix, *parts], prefixes, locals_)).map(".".join)


# Status, codes of the notes, texts.
STATUSES_OF = [
    ("standard", "", "1.1 1.3 1.2.4 1.1.1.5 1.1.1.12"),
    ("retired", "retired", "1.1.1.8"),
    ("unknown", "unknown", "1.1.1.13 1.1.1.1.5 1.1.1.8.1 1.1.5 1.2.5.1 1.1.10.1.1"),
    ("outside", "outside", "1.1.2.1 1.2.4.3.2 1.3.1 1.3.9.1.1"),
    ("own", "own", "2.1 2.3.7.10.1"),
    ("extended", "", "123456.1.1.1.5 000000.1.1 123456.1.1.1.5.1 123456.1.1.2.7 123456.2.1.5.1"),
    ("extended", "base-unknown", "123456.1.1.1.13 123456.1.1.5"),
    ("extended", "base-retired", "123456.1.1.1.8 123456.1.1.1.8.2"),
    ("nonstandard-prefix", "prefix", "12.1.1.1.5 12345.1.1.1.5.1 1234567.1.1.1.5"),
    ("nonstandard-prefix", "prefix", "ACME.1.1.1.5 МТС.1.1.1.5.1 RU-77_a.2.1.1.5 1234-6.1.1.1.5 l.1.1.1.5"),
    ("nonstandard-prefix", "prefix", "aaaaa.1.1.1.5 aaaaaaa.1.1.1.5 aaaaab.1.1.1.5 baaaaa.1.1.1.5"),
    ("nonstandard-prefix", "prefix", "aaaaa1.1.1.1.5 1aaaaa.1.1.1.5 AAAAAA.1.1.1.5"),
    ("nonstandard-prefix", "prefix base-retired", "ACME.1.1.1.8"),
    ("ambiguous", "reading-level-4 reading-prefix", "1.1.1.1.5.2 2.1.1.1.5.2 1.3.3.1.2.1"),
    ("placeholder", "placeholder", "aaaaaa aaaaaa.1.1.1.5 aaaaaa.b.x.c.d.e aaa\u0430\u0430\u0430.1.1.1.5"),
    ("placeholder", "placeholder", f"{CYRILLIC_A * 6} {CYRILLIC_A * 6}.1.1.1.5 {CYRILLIC_A * 6}.b.x.c.d.e,"),
    ("empty", "empty", "NA na N/A n/a - — нет НЕТ None NONE nan NaN #N/A #n/a"),
]
STATUS_TABLE = [
    (text, status, codes.split()) for status, codes, texts in STATUSES_OF for text in texts.split()
]

FAULTS_OF = [
    ("developer", "3.1.1 12.1.1 12.1.1.1 7.1.1.1.5"),
    ("developer too-few-parts", "3 123456"),
    ("developer area", "3.4.1"),
    ("area", "1.4.1 1.10.1 123456.1.4.1"),
    ("area too-many-parts", "1.4.1.1.1.1"),
    ("zero", "0.1.1 1.1.0 1.1.1.00"),
    ("zero too-many-parts", "1.1.1.1.0.1"),
    ("leading-zero", "1.1.1.05 1.1.01"),
    ("leading-zero leading-zero leading-zero leading-zero", "01.01.01.05"),
    ("leading-zero leading-zero leading-zero leading-zero leading-zero", "01.01.01.05.02"),
    ("empty-part", "1..1.5 .1.1.5 1.1.1.5.."),
    ("empty-part too-few-parts", "."),
    ("too-few-parts", "1 1."),
    ("too-many-parts", "1.1.1.1.1.1.1 123456.1.1.1.1.5.2"),
    ("prefix", "ACME.1.1 ACME.1.1.1"),
    ("prefix too-many-parts", "1234567.2.1.1.1.1.1"),
    ("prefix zero", "12.1.1.1.0"),
    ("prefix area", "ACME.1.5.1.5"),
    ("character", "1.1.1.5-f1 1.1.1.-5 1.1.1.+5 1.1.1.5a"),
    ("character character character character character", "b.x.c.d.e"),
    ("character too-few-parts", "order 1,x"),
]
MALFORMED_TABLE = [(text, codes.split()) for codes, texts in FAULTS_OF for text in texts.split()]


LOOK_ALIKES = [
    ("1.1.1.\u0417", "U+0417 CYRILLIC CAPITAL LETTER ZE"),
    ("1.1.1.1\u041e", "U+041E CYRILLIC CAPITAL LETTER O"),
    ("1.1.1.1\u043e", "U+043E CYRILLIC SMALL LETTER O"),
    ("1.1.1.\u0430", "U+0430 CYRILLIC SMALL LETTER A"),
    ("1.1.1.1O", "U+004F LATIN CAPITAL LETTER O"),
    ("1.1.l.5", "U+006C LATIN SMALL LETTER L"),
    ("l.1.1", "U+006C LATIN SMALL LETTER L"),
    ("1.1.1.\uff15", "U+FF15 FULLWIDTH DIGIT FIVE"),
    ("\uff11\uff12\uff13\uff14\uff15\uff16.1.1.1.5", "U+FF11 FULLWIDTH DIGIT ONE"),
    ("1.1.1.5\u00b2", "U+00B2 SUPERSCRIPT TWO"),
    ("1.1.1.\u0665", "U+0665 ARABIC-INDIC DIGIT FIVE"),
    ("1.1.1\u20245", "U+2024 ONE DOT LEADER"),
    ("1.1.1.5\u200b", "U+200B ZERO WIDTH SPACE"),
    ("1.1.1.5\x00", "U+0000 (no name)"),
    ("1.1.1.\n5", "U+000A (no name)"),
]


@pytest.mark.parametrize(("text", "status", "expected"), STATUS_TABLE)
def test_status_and_notes(text: str, status: str, expected: list[str]) -> None:
    found = parsed(text)
    assert (found.status, codes(found)) == (status, expected)


@pytest.mark.parametrize(("text", "expected"), MALFORMED_TABLE)
def test_malformed_names_each_fault(text: str, expected: list[str]) -> None:
    found = parsed(text)
    assert (found.status, codes(found)) == ("malformed", expected)


@pytest.mark.parametrize("text", ["", " ", "\t\u00a0\n", " NA "])
def test_blank_text_is_empty(text: str) -> None:
    assert parsed(text).status == "empty"


def test_a_number_too_long_to_handle_is_malformed() -> None:
    found = parsed("1.1.1." + "9" * 5000)
    assert (found.status, codes(found)) == ("malformed", ["too-long"])
    assert parsed("1.1.1." + "9" * MAX_DIGITS).status == "unknown"


def test_every_status_is_tried() -> None:
    assert {status for _, status, _ in STATUS_TABLE} | {"malformed"} == set(STATUSES)


@pytest.mark.parametrize(("text", "point"), LOOK_ALIKES)
def test_look_alikes_are_named_and_never_folded(text: str, point: str) -> None:
    found = parsed(text)
    assert found.status == "malformed"
    assert found.normal is None
    for message in (found.notes[0].message.en, found.notes[0].message.ru):
        assert point in message


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1,1,1,5", "1.1.1.5"),
        ("1-1-1-5", "1.1.1.5"),
        ("1.1.1,5", "1.1.1.5"),
        ("1 1 1 5", "1.1.1.5"),
        ("1.1.1.5 Обработка заказов", "1.1.1.5"),
        ("eTOM 1.1.1.5", "1.1.1.5"),
        ("п. 1.1.1.5", "1.1.1.5"),
        ("CRM (1.1.1)", "1.1.1"),
    ],
)
def test_one_plain_identifier_is_asked_after_and_not_guessed(text: str, meant: str) -> None:
    found = parsed(text)
    assert (found.status, found.normal, codes(found)) == ("malformed", None, ["did-you-mean"])
    assert f"Did you mean {meant}?" in found.notes[0].message.en


@pytest.mark.parametrize("text", ["1.1.1 .5", "1.1.1.5, 1.1.1.6", "ACME Corp.1.1.1.5", "1.1.1.5\u200b"])
def test_what_may_be_several_things_is_not_asked_after(text: str) -> None:
    assert "did-you-mean" not in codes(parsed(text))


@pytest.mark.parametrize(("text", "said"), [("1.1.1 .5", "(it holds a space)"), ("1.1.1.5-f1", "is ‘5-f1’;")])
def test_plain_characters_need_no_code_point(text: str, said: str) -> None:
    message = parsed(text).notes[0].message.en
    assert said in message
    assert "U+" not in message


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("104820.1.1.1.13.1", "Table 1 has no 1.1.1.13;"),
        ("1.1.9.3", "Figure 1 has no group 1.1.9;"),
        ("1.1.1.1.5", "Table 1 has no 1.1.1.1.5;"),
    ],
)
def test_the_uppermost_missing_category_is_named(text: str, missing: str) -> None:
    assert missing in parsed(text).notes[0].message.en


def test_look_alike_in_a_prefix_is_named() -> None:
    assert "U+041E CYRILLIC CAPITAL LETTER O" in parsed("12345\u041e.1.1.1.5").notes[0].message.en


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("3.1", "Part b (developer)"),
        ("1.4", "Part x (area)"),
        ("1.1.0", "Part c (group, level 1)"),
        ("1.1.1.O", "Part d (element, level 2)"),
        ("1.1.1.5.01", "Part e (element, level 3)"),
        ("123456.1.1.1.O", "Part d (element, level 2)"),
        ("ACME.1.1.1.O", "Part d (element, level 2)"),
    ],
)
def test_malformed_names_the_part(text: str, part: str) -> None:
    assert part in parsed(text).notes[-1].message.en


@pytest.mark.parametrize(
    ("text", "normal", "expected"),
    [
        (" 1.1.1.9", "1.1.1.9", ["outer-spaces"]),
        ("1.1.1.9\u00a0\r\n", "1.1.1.9", ["outer-spaces"]),
        ("1. 1. 1.9", "1.1.1.9", ["inner-spaces"]),
        ("1.1.1.\u00a09", "1.1.1.9", ["inner-spaces"]),
        ("1.1.1.9.", "1.1.1.9", ["trailing-full-stop"]),
        ("\t1. 1.1.9. ", "1.1.1.9", ["outer-spaces", "inner-spaces", "trailing-full-stop"]),
        (" 123456. 1.1.1.13", "123456.1.1.1.13", ["outer-spaces", "inner-spaces", "base-unknown"]),
        ("ACME. 1.1.1.5.", "ACME.1.1.1.5", ["inner-spaces", "trailing-full-stop", "prefix"]),
    ],
)
def test_every_change_is_a_note(text: str, normal: str, expected: list[str]) -> None:
    found = parsed(text)
    assert (found.input, found.normal, codes(found)) == (text, normal, expected)


def test_retired_names_its_successors_in_order() -> None:
    message = parsed("1.1.1.8").notes[0].message
    assert "1.1.1.10, 1.1.1.11 or 1.1.1.12" in message.en
    assert "1.1.1.10, 1.1.1.11 или 1.1.1.12" in message.ru
    assert "inference" in message.en
    assert parsed("1.1.1.8.1").notes[0].message == message


@pytest.mark.parametrize(
    ("text", "nearest"), [("1.1.1.13", "1.1.1"), ("1.1.1.1.5", "1.1.1.1"), ("1.1.5.2", "1.1")]
)
def test_unknown_points_at_the_nearest_category(text: str, nearest: str) -> None:
    assert f"otherwise use {nearest} above it" in parsed(text).notes[0].message.en


def test_ambiguous_gives_both_readings() -> None:
    level_4, prefix = (note.message for note in parsed("1.1.1.1.5.2").notes)
    assert "level 4 below 1.1.1.1.5" in level_4.en
    assert "уровень 4 под 1.1.1.1.5" in level_4.ru
    assert "prefix 1 before 1.1.1.5.2;" in prefix.en
    assert "префикс 1 перед 1.1.1.5.2;" in prefix.ru


def test_what_is_defined_is_up_to_the_caller() -> None:
    assert parse_id("1.1.2.1", defined={"1.1.2.1"}).status == "standard"
    assert parse_id("1.1.1.5", defined=()).status == "unknown"


def test_json_of_an_element() -> None:
    assert parsed("1.1.1.5.").as_json() == {
        "input": "1.1.1.5.",
        "status": "standard",
        "normal": "1.1.1.5",
        "prefix": None,
        "developer": 1,
        "area": 1,
        "group": 1,
        "element": 5,
        "subelement": None,
        "level": 2,
        "parent": "1.1.1",
        "iri": "https://w3id.org/etom/gost-r-53633/1.1.1.5",
        "notes": [
            {
                "code": "trailing-full-stop",
                "message": {"en": "The full stop at the end was removed.", "ru": "Точка в конце удалена."},
            }
        ],
    }


def test_json_of_a_nonstandard_prefix_quotes_it_and_fills_in_the_numbers() -> None:
    form = parsed("ACME.1.1.1.5.2").as_json()
    assert (form["normal"], form["prefix"], form["level"]) == ("ACME.1.1.1.5.2", "ACME", 3)
    assert [form[name] for name in ("developer", "area", "group", "element", "subelement")] == [1, 1, 1, 5, 2]
    assert (form["parent"], form["iri"]) == ("ACME.1.1.1.5", None)
    assert parsed("ACME.1.1.1.5").as_json()["parent"] is None


@pytest.mark.parametrize("text", ["1.1.1.1.5.2", "aaaaaa.1.1.1.5", "1.4", "NA"])
def test_json_without_an_id_is_null_throughout(text: str) -> None:
    form = parsed(text).as_json()
    assert {form[name] for name in form if name not in ("input", "status", "notes")} == {None}


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.1.5.", " 1.1", "1.1\n", "3.1", "ACME.1.1.1.5", "1.1.1.1.5.2", "1.1." + "9" * 5000],
)
def test_strict_reading_refuses(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        ElementId.parse(text)
    assert caught.value.text == text
    assert "5.2" in caught.value.message.en
    assert "5.2" in caught.value.message.ru
    assert "\n" not in str(caught.value)


IMPOSSIBLE = [(None, 3, 1), (None, 1, 4), (None, 1, 1, 0), (None, 1, 1, -1), (None, 1, 1, None, 5)]
IMPOSSIBLE += [("12345", 1, 1), ("", 1, 1), ("ACME", 1, 1, 1), ("aaaaaa", 1, 1, 1, 5)]


@pytest.mark.parametrize("parts", IMPOSSIBLE)
def test_impossible_parts_are_refused(parts: tuple[str | None, int, int]) -> None:
    with pytest.raises(IdentifierError):
        ElementId(*parts)


def test_import_is_light() -> None:
    program = "import sys, etom_rdf.identifier_parsing; print({'rdflib', 'unicodedata'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("set()", 0)


@given(st.text() | nearly_ids | st.text("01٣aа.О- \u00a0\n", max_size=20))
@example("1.1.1." + "9" * (MAX_DIGITS + 1))
@example("\ud800.1.1.1.5")
def test_any_text_gives_one_status(text: str) -> None:
    found = parsed(text)
    assert found.input == text
    assert found.status in STATUSES
    assert (found.normal is None) == (found.status in NUMBERLESS)
    assert (found.iri is not None) == (found.status == "standard")
    assert found.notes or found.status in ("standard", "extended")
    for note in found.notes:
        assert re.search("[А-яё]", note.message.ru)
        assert "\n" not in note.message.en + note.message.ru
    json.dumps(found.as_json())


@given(st.text() | nearly_ids)
def test_reading_the_normal_form_again_changes_nothing(text: str) -> None:
    first = parsed(text)
    if first.normal is not None:
        again = parsed(first.normal)
        assert (again.status, again.id, again.iri) == (first.status, first.id, first.iri)
        assert not {"outer-spaces", "inner-spaces", "trailing-full-stop"} & set(codes(again))


@given(st.from_regex(identifiers.WELL_FORMED, fullmatch=True).map(str.rstrip))
def test_well_formed_text_round_trips(text: str) -> None:
    found = ElementId.parse(text)
    assert str(found) == text
    assert parsed(text).id == found


@given(element_ids())
def test_parents_and_children(found: ElementId) -> None:
    assert ElementId.parse(found.normal) == found
    assert found.base.prefix is None
    assert found.base.numbers == found.numbers
    parent = found.parent
    assert (parent is None) == (found.level == 0)
    assert not found.contains(found)
    if parent is not None:
        assert parent.level == found.level - 1
        assert parent.contains(found)
        assert found.is_below(parent)
        assert not found.contains(parent)
        assert found.normal.startswith(f"{parent.normal}.")
        assert parent.sort_key < found.sort_key


@given(element_ids(), element_ids())
def test_contains_agrees_with_the_written_form(one: ElementId, other: ElementId) -> None:
    assert one.contains(other) == other.normal.startswith(f"{one.normal}.")


def test_contains_compares_whole_numbers_and_prefixes() -> None:
    one = ElementId.parse("1.1.1.1")
    assert not one.contains(ElementId.parse("1.1.1.10"))
    assert not one.contains(ElementId.parse("1.1.1.10.1"))
    assert not one.contains(ElementId.parse("123456.1.1.1.1.5"))


@given(st.lists(element_ids(), max_size=8))
def test_order_is_numeric(found: list[ElementId]) -> None:
    ordered = sorted(found, key=lambda each: each.sort_key)
    written = [[int(part) for part in each.base.normal.split(".")] for each in ordered]
    for prefix in {each.prefix for each in ordered}:
        of_one = [parts for each, parts in zip(ordered, written, strict=True) if each.prefix == prefix]
        assert of_one == sorted(of_one)


PATTERN_OF = {
    **dict.fromkeys(("standard", "retired", "unknown", "outside"), "REFERENCE"),
    "own": "OWN_WITHOUT_PREFIX",
    "extended": "EXTENDED",
    "nonstandard-prefix": "NONSTANDARD_PREFIX",
    "ambiguous": "AMBIGUOUS",
    "placeholder": "PLACEHOLDER",
}
EXCLUSIVE = sorted(set(PATTERN_OF.values()))
untidy = re.compile(r"^\s|\s$|\. |\.$")
texts_of_tables = [text for text, *_ in STATUS_TABLE + MALFORMED_TABLE]


@given((nearly_ids | st.sampled_from(texts_of_tables)).filter(lambda text: not untidy.search(text)))
def test_patterns_agree_with_the_parser(text: str) -> None:
    found = parsed(text)
    matching = {name for name in EXCLUSIVE if re.fullmatch(getattr(identifiers, name), text)}
    expected = PATTERN_OF.get(found.status)
    assert matching == ({expected} if expected else set())
    well_formed = re.fullmatch(identifiers.WELL_FORMED, text) is not None
    assert well_formed == bool(matching & {"REFERENCE", "OWN_WITHOUT_PREFIX", "EXTENDED"})
    assert (re.fullmatch(identifiers.OUTSIDE, text) is not None) == (found.status == "outside")


@pytest.mark.parametrize("name", ["WELL_FORMED", "OUTSIDE", *EXCLUSIVE])
def test_patterns_read_alike_in_sparql(name: str) -> None:
    import pyoxigraph  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    pattern = getattr(identifiers, name)
    assert "(?" not in pattern
    texts = texts_of_tables
    expected = {text for text in texts if re.fullmatch(pattern, text)}
    assert expected
    values = " ".join(rdflib.Literal(text).n3() for text in texts)
    query = f"SELECT ?t {{ VALUES ?t {{ {values} }} FILTER REGEX(?t, {rdflib.Literal(pattern).n3()}) }}"
    assert {str(row[0]) for row in rdflib.Graph().query(query)} == expected
    assert {row["t"].value for row in pyoxigraph.Store().query(query)} == expected
