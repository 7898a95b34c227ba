"""Types of cells in Excel workbooks."""

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from process_tables import codes, elements
from process_workbooks import (
    HEADER,
    HEADER_ROW,
    HEADER_STRINGS,
    book_of,
    excel_book,
    first_sheet,
    model_of,
    part,
    rewritten,
    saved,
)

from etom_rdf.readers.tables import read


def test_texts_are_handed_over_as_they_stand() -> None:
    model = model_of(
        book_of(("Register",), (), HEADER, ("1.10", "x  y\nz", "1.1.1.10"), (), ("B", "w", " 1.1.1.5 "))
    )
    assert elements(model) == [("1.10", "1.1.1.10", 4), ("B", " 1.1.1.5 ", 6)]
    assert model.activities[0].name == "x y z"
    assert [one.key for one in model.mentions] == ["eTOM", "eTOM"]
    assert codes(model) == []


def test_a_number_is_no_id_that_can_be_trusted() -> None:
    model = model_of(book_of(HEADER, (1.1, "a", 1.1), (2, "b", 45000), (3.10, "c", "1.1.1.5")))
    assert [one.id for one in model.activities] == ["1.1", "2", "3.1"]
    assert elements(model) == [("1.1", "1.1", 2), ("2", "45000", 3), ("3.1", "1.1.1.5", 4)]
    assert codes(model) == [("Source-number-cell", line) for line in (2, 2, 3, 4)]
    notice = model.notices[1]
    assert (notice.severity, notice.subject, notice.value) == ("warning", "1.1", "1.1")
    assert "‘eTOM’" in notice.message.en


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (date(2007, 1, 1), "DD.MM.YYYY", "01.01.2007"),
        (date(2007, 1, 2), "d/m/yy", "2/1/07"),
        (date(2007, 1, 2), "yyyy-mm-dd", "2007-01-02"),
        (date(2007, 1, 2), "mm-dd-yy", "02.01.2007"),  # format 14 shows what the machine is set to
        (date(2007, 1, 2), "[$-419]d\\ mmm;@", "02.01.2007"),
        (datetime(2007, 1, 2, 12, 30), "dd.mm.yyyy h:mm", "02.01.2007"),
        (date(2007, 1, 2), 'dd.mm.yyyy" г.";@', "02.01.2007"),
        (time(1, 10), "h:mm", "01:10"),
        (timedelta(hours=25, minutes=10), "[h]:mm", "25:10"),
    ],
)
def test_a_date_is_no_id(value: object, number_format: str, shown: str) -> None:
    book = book_of(HEADER, ("A", "x", value))
    first_sheet(book)["C2"].number_format = number_format
    model = model_of(book)
    assert elements(model) == [("A", shown, 2)]
    assert codes(model) == [("Source-date-cell", 2)]
    assert model.notices[0].value == shown


def test_dates_count_from_where_the_workbook_says() -> None:
    book = book_of(HEADER, ("A", "x", 0))
    book.epoch = datetime(1904, 1, 1)
    first_sheet(book)["C2"].value = date(2007, 1, 1)
    assert elements(model_of(book)) == [("A", "01.01.2007", 2)] or elements(model_of(book)) == [
        ("A", "2007-01-01", 2)
    ]


def test_formats_that_show_more_than_the_number() -> None:
    book = book_of(("ID", "eTOM", "Confidence"), (7, "1.1.1.5", 0.9), (8, "1.1.1.6", 0.25))
    first_sheet(book)["A2"].number_format = "0000"
    first_sheet(book)["C3"].number_format = "0%"
    model = model_of(book)
    assert [one.id for one in model.activities] == ["0007", "8"]
    assert [one.confidence for one in model.mentions] == [0.9, 0.25]


def test_values_of_formulas_are_read_as_they_were_saved() -> None:
    data = saved(book_of(HEADER, ("A", "x", "@1"), ("B", "y", "@2"), ("C", "z", "@3")))
    sheet = part(data, "xl/worksheets/sheet1.xml").decode()
    for cell, content in (
        ("C2", '<c r="C2" t="str"><f>F1</f><v>1.1.1.5</v></c>'),
        ("C3", '<c r="C3"><f>F2</f><v></v></c>'),
        ("C4", '<c r="C4" t="str"><f>F3</f><v></v></c>'),
    ):
        start = sheet.index(f'<c r="{cell}"')
        sheet = sheet[:start] + content + sheet[sheet.index("</c>", start) + 4 :]
    model = read(rewritten(data, sheet1=sheet.encode()), name="t.xlsx")
    assert elements(model) == [("A", "1.1.1.5", 2)]
    assert codes(model) == [("Source-formula-cell", 3)]
    # What openpyxl writes has formulas without values.
    assert codes(model_of(book_of(HEADER, ("A", "x", "=1+1")))) == [("Source-formula-cell", 2)]


def test_errors_are_empty_cells() -> None:
    model = model_of(
        book_of(HEADER, ("A", "x", "#N/A"), ("#REF!", "y", "#NAME?"), ("#N/A", "#N/A", "#N/A"), ("#REF!",))
    )
    assert [one.id for one in model.activities] == ["A", "row-3", "row-5"]
    assert model.mentions == ()
    assert codes(model) == [
        ("Source-error-cell", 3),
        ("Source-error-cell", 3),
        ("Source-row-unnamed", 5),
        ("Source-error-cell", 5),
    ]


def test_rich_text_is_read_as_text_and_reading_aids_are_not() -> None:
    book = book_of(HEADER, ("A", "x", ""))
    first_sheet(book)["C2"] = CellRichText("1.1.", TextBlock(InlineFont(b=True), "1.5"), " Order handling")
    assert elements(model_of(book)) == [("A", "1.1.1.5 Order handling", 2)]
    name = (
        '<si><r><t>na</t></r><r><t xml:space="preserve">me </t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si>'
    )
    row = '<row r="2"><c r="B2" t="s"><v>3</v></c></row>'
    model = read(excel_book(HEADER_STRINGS + name, HEADER_ROW + row), name="t.xlsx")
    assert model.activities[0].name == "name"


def test_escapes_of_characters_are_written_out() -> None:
    model = model_of(book_of(HEADER, ("A", "one_x000D_\ntwo_x005F_x000D_ _xZZZZ_ _x0000__xD800_", "1.1.1.5")))
    assert model.activities[0].name == "one two_x000D_ _xZZZZ_ _x0000__xD800_"


def test_truth_and_iso_dates() -> None:
    row = '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="C2" t="d"><v>2007-01-01T00:00:00</v></c></row>'
    model = read(excel_book(HEADER_STRINGS, HEADER_ROW + row), name="t.xlsx")
    assert elements(model) == [("TRUE", "2007-01-01", 2)]
    assert codes(model) == [("Source-date-cell", 2)]
