"""Hold the reading of identifiers to clause 5.2: every status, every trap, every message."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from identifier_samples import MALFORMED_TABLE, NUMBERLESS, STATUS_TABLE, codes, nearly_ids, parsed

from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import MAX_DIGITS, STATUSES

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
