"""Merged cells in Excel workbooks."""

from process_tables import codes, elements
from process_workbooks import HEADER, book_of, first_sheet, model_of


def test_a_merged_cell_stands_for_all_its_rows() -> None:
    book = book_of(HEADER, ("A", "x", "1.1.1.5"), ("B", "y"), ("C", "z"), ("D", "w"))
    first_sheet(book).merge_cells("C2:C4")
    assert elements(model_of(book)) == [("A", "1.1.1.5", 2), ("B", "1.1.1.5", 3), ("C", "1.1.1.5", 4)]


def test_rows_that_share_their_id_and_name_are_one_process() -> None:
    book = book_of(
        (*HEADER, "Comment"), ("A", "x", "1.1.1.5", "n"), ("", "", "1.1.1.6", ""), ("B", "y", "1.1.1.7", "")
    )
    for cells in ("A2:A3", "B2:B3", "D2:D3"):
        first_sheet(book).merge_cells(cells)
    model = model_of(book)
    assert [one.id for one in model.activities] == ["A", "B"]
    assert elements(model) == [("A", "1.1.1.5", 2), ("A", "1.1.1.6", 3), ("B", "1.1.1.7", 4)]
    assert len(model.mentions) == 4
    assert codes(model) == []


def test_rows_that_share_a_number_only_are_several_processes() -> None:
    book = book_of(HEADER, ("1", "x", "1.1.1.5"), ("", "y", "1.1.1.6"))
    first_sheet(book).merge_cells("A2:A3")
    model = model_of(book)
    assert [(one.id, one.name) for one in model.activities] == [("1", "x"), ("1#2", "y")]
    assert codes(model) == [("Source-duplicate-id", 3)]


def test_headings_across_columns_are_no_processes_and_headers_may_have_two_rows() -> None:
    book = book_of(
        ("Process", None, "eTOM"),
        ("ID", "Name", None),
        ("Sales",),
        ("A", "x", "1.1.1.5"),
        ("Billing", None, None),
    )
    for cells in ("A1:B1", "C1:C2", "A3:C3", "A5:C5"):
        first_sheet(book).merge_cells(cells)
    model = model_of(book)
    assert [(one.id, one.name, one.line) for one in model.activities] == [("A", "x", 4)]
    assert elements(model) == [("A", "1.1.1.5", 4)]
    assert codes(model) == [("Source-heading-row", 3), ("Source-heading-row", 5)]


def test_merged_levels_of_a_wide_table() -> None:
    book = book_of(
        ("L0", "L1", "eTOM"), ("Ops", "Orders", "1.1.1.5"), ("", "Billing", "1.1.1.10"), ("", "", "1.1.1.11")
    )
    first_sheet(book).merge_cells("A2:A4")
    first_sheet(book).merge_cells("B3:B4")
    model = model_of(book)
    assert [one.name for one in model.activities] == ["Ops", "Orders", "Billing"]
    assert elements(model) == [("row-2", "1.1.1.5", 2), ("row-3", "1.1.1.10", 3), ("row-3", "1.1.1.11", 4)]


def test_a_merged_level_is_no_heading() -> None:
    book = book_of(("L0", "L1", "L2"), ("Ops", "", ""), ("", "CRM", ""))
    first_sheet(book).merge_cells("A2:C2")
    assert [one.name for one in model_of(book).activities] == ["Ops", "CRM"]
