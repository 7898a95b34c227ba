"""Follow clauses to what they state, and statements to the rules that enforce them."""

import pytest

from etom_rdf.errors import NotFoundError
from etom_rdf.namespaces import QUERY
from etom_rdf.trace import statements


def test_statements_stand_in_the_order_of_the_standard() -> None:
    order = list(
        dict.fromkeys(
            one.number.split("-")[0].split(".")[0] if one.clause != "table-1" else "table"
            for one in statements()
        )
    )
    assert order == ["1", "2", "3", "4", "5", "6", "7", "table", "A"]


def test_a_clause_holds_what_stands_below_it() -> None:
    numbers = [one.number for one in statements("5")]
    assert numbers[0] == "5.1-1"
    assert {number.split("-")[0] for number in numbers} == {"5.1", "5.2", "5.3"}


def test_a_row_of_table_1_is_asked_for_by_its_element() -> None:
    assert [one.number for one in statements("1.1.1.1")] == [
        one.number for one in statements("table-1") if one.number.startswith("1.1.1.1-")
    ]
    assert statements("1.1.1.7")


def test_clause_1_and_row_1_1_1_1_are_not_mixed_up() -> None:
    assert {one.clause for one in statements("1")} == {"1"}


@pytest.mark.parametrize("clause", ["А", "A", "a.1"])
def test_the_annex_is_found_in_either_script(clause: str) -> None:
    assert "A.1-1" in {one.number for one in statements(clause)}
    assert {one.clause for one in statements(clause)} <= {"A", "A.1"}


def test_an_unknown_clause_is_an_error() -> None:
    with pytest.raises(NotFoundError):
        statements("8")


def test_each_statement_is_enforced_or_says_why_not() -> None:
    for one in statements():
        assert one.text.en, one.number
        assert one.text.ru, one.number
        assert one.enforced_by or one.shown_by or one.notes, one.number


@pytest.mark.parametrize(
    "called", ["5.2", "п. 5.2", "п.5.2", "clause 5.2", "clause-5.2", "gost:clause-5.2", "Пункт 5.2."]
)
def test_a_clause_goes_by_any_of_its_names(called: str) -> None:
    assert statements(called) == statements("5.2")


@pytest.mark.parametrize("called", ["table-1", "Table 1", "таблица 1", "табл. 1"])
def test_a_table_goes_by_any_of_its_names(called: str) -> None:
    found = statements(called)
    assert len(found) == 42
    assert {one.clause for one in found} == {"table-1"}


@pytest.mark.parametrize("number", ["5.2-2", "1.1.1.7-1", "A.1-1", "А.1-1"])
def test_one_statement_goes_by_its_number(number: str) -> None:
    (found,) = statements(number)
    assert found.number == number.replace("А", "A")


@pytest.mark.parametrize(
    ("called", "clause"),
    [
        ("figure-1", "5.1"),
        ("рис. 1", "5.1"),
        ("table-A.1", "A.1"),
        ("таблица А.1", "A.1"),
        ("figure 3", "6.1"),
    ],
)
def test_what_states_nothing_itself_stands_for_its_clause(called: str, clause: str) -> None:
    assert {one.clause for one in statements(called)} == {clause}


@pytest.mark.parametrize("called", ["", "nonsense", "figure-9", "table-2", "8", "5.2-99", "chapter 5.2"])
def test_what_is_not_there_is_an_error(called: str) -> None:
    with pytest.raises(NotFoundError):
        statements(called)


def test_what_states_nothing_is_quoted_as_each_language_does() -> None:
    with pytest.raises(NotFoundError) as caught:
        statements("\x1b[2J" + "9" * 100)
    assert "in ‘\\u001b[2J99" in caught.value.message.en
    assert "в «\\u001b[2J99" in caught.value.message.ru
    assert len(caught.value.message.ru) < 250


def test_a_query_shows_and_does_not_enforce() -> None:
    for one in statements():
        assert not any(iri.startswith(QUERY) for iri in one.enforced_by)
        assert all(iri.startswith(QUERY) for iri in one.shown_by)
    assert any(one.shown_by and not one.enforced_by for one in statements())
