"""Hold how functions of elements are read: none is dropped, each goes to its element."""

import pytest
from mentions import codes, ids, of_value, resolved

from etom_rdf.namespaces import GOST
from etom_rdf.readers.records import FoundBy, Mention


def test_functions_belong_to_their_elements() -> None:
    mention = Mention("t", "1.1.1.5; 1.1.1.6", "column", "eTOM", function="1.1.1.6-f2, 1.1.1.5-f1")
    found = resolved(mention).references
    assert [(one.id, one.function) for one in found] == [
        ("1.1.1.5", GOST + "1.1.1.5-f1"),
        ("1.1.1.6", GOST + "1.1.1.6-f2"),
    ]
    assert [one.function for one in of_value("1.1.1.5-f1").references] == [GOST + "1.1.1.5-f1"]


def test_a_function_of_another_element_or_of_none_is_kept_for_the_rules() -> None:
    for name in ("1.1.1.9-p1", "1.1.1.5-f99"):
        [one] = resolved(Mention("t", "1.1.1.5", "column", "eTOM", function=name)).references
        assert one.function == GOST + name


def test_words_in_place_of_a_function_are_reported() -> None:
    found = resolved(Mention("t", "1.1.1.5", "column", "eTOM", function="Order entry"))
    assert (ids(found), codes(found)) == (["1.1.1.5"], ["function-no-id"])


def test_a_function_alone_names_its_element() -> None:
    [one] = resolved(Mention("t", "", "column", "eTOM", function="1.1.1.5-f1")).references
    assert (one.id, one.function) == ("1.1.1.5", GOST + "1.1.1.5-f1")


FUNCTIONS = [
    ("1.1.1.5-f1", "f1", ""),
    ("1.1.1.5 f1", "f1", ""),
    ("1.1.1.5–F1", "f1", ""),
    ("1.1.1.5 (f1)", "f1", ""),
    ("1.1.1.5, функция f1", "f1", ""),
    ("1.1.1.5-f1, f2 и f3", "f1 f2 f3", ""),
    ("1.1.1.4-p1", "p1", ""),
    ("1.1.1.5 функция 1", "", "function-no-id"),
    ("1.1.1.5-ф1", "", "function-no-id"),
    ("1.1.1.5-р1", "", "function-no-id"),
    ("1.1.1.5, ф. 2", "", "function-no-id"),
    ("1.1.1.5 Order handling", "", ""),
]


@pytest.mark.parametrize(("text", "functions", "code"), FUNCTIONS)
@pytest.mark.parametrize("found_by", ["property", "keyword"])
def test_no_function_is_silently_dropped(text: str, functions: str, code: str, found_by: FoundBy) -> None:
    found = of_value(f"eTOM {text}", found_by)
    assert [one.function.rpartition("-")[2] for one in found.references if one.function] == functions.split()
    assert len(found.references) == max(1, len(functions.split()))
    assert codes(found) == code.split()
    if code:
        assert text in (found.findings[0].value or "")


def test_a_function_in_front_of_a_name_is_taken() -> None:
    found = resolved(name="1.1.1.5-f1 Order handling")
    assert [(one.id, one.function) for one in found.references] == [("1.1.1.5", f"{GOST}1.1.1.5-f1")]
