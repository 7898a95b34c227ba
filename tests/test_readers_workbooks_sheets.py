"""Which sheets of an Excel workbook are read."""

import pytest
from process_tables import codes, elements
from process_workbooks import HEADER, book_of, model_of, saved

from etom_rdf.errors import InputError
from etom_rdf.readers.tables import read


def test_each_sheet_with_a_header_is_read() -> None:
    book = book_of(
        sheets={
            "CRM": [HEADER, ("A", "x", "1.1.1.5"), ("", "y", "1.1.1.6")],
            "Billing": [(), HEADER, ("A", "z", 1.1)],
            "People": [("First name", "Phone"), ("Ann", 1)],
            "Empty": [],
        }
    )
    model = model_of(book)
    assert [(one.id, one.line) for one in model.activities] == [("A", 2), ("CRM!row-3", 3), ("A#2", 3)]
    assert [one.key for one in model.mentions] == ["CRM!eTOM", "CRM!eTOM", "Billing!eTOM"]
    assert codes(model) == [
        ("Source-sheet-skipped", None),
        ("Source-duplicate-id", 3),
        ("Source-number-cell", 3),
    ]
    assert "People" in model.notices[0].message.ru
    assert model.notices[2].message.en.startswith("sheet ‘Billing’: ")


def test_parents_are_found_in_the_same_sheet_first() -> None:
    header = ("ID", "Process name", "Parent")
    book = book_of(
        sheets={
            "One": [header, ("1", "x", ""), ("2", "y", "1")],
            "Two": [header, ("1", "z", ""), ("3", "w", "1")],
        }
    )
    assert [(one.id, one.part_of) for one in model_of(book).activities] == [
        ("1", None), ("2", "1"), ("1#2", None), ("3", "1#2"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read_and_said(state: str) -> None:
    book = book_of(sheets={"A": [HEADER, ("A", "x", "1.1.1.5")], "Old": [HEADER, ("B", "y", "1.1.1.6")]})
    book["Old"].sheet_state = state
    model = model_of(book)
    assert [one.id for one in model.activities] == ["A"]
    assert codes(model) == [("Source-hidden-sheet", None)]


def test_a_chart_sheet_is_passed_over() -> None:
    book = book_of(HEADER, ("A", "x", "1.1.1.5"))
    book.create_chartsheet("Chart")
    assert codes(model_of(book)) == []


def test_columns_that_the_user_names_choose_the_sheet() -> None:
    book = book_of(sheets={"A": [HEADER, ("A", "x", "1.1.1.5")], "B": [("Nr", "TMF"), ("7", "1.1.1.6")]})
    model = read(saved(book), name="t.xlsx", columns={"id": "Nr", "element": "TMF"})
    assert elements(model) == [("7", "1.1.1.6", 2)]
    with pytest.raises(InputError, match="‘Number’"):
        read(saved(book), name="t.xlsx", columns={"id": "Number"})
