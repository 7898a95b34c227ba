"""Read lists of processes from Excel workbooks: types of cells, sheets, merged cells, broken and hostile files."""

import tracemalloc
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables import read
from etom_rdf.readers.tables.template import write_template

HEADER = ("ID", "Process name", "eTOM")


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(
    *rows: Sequence[object], sheets: Mapping[str, Sequence[Sequence[object]]] | None = None
) -> Workbook:
    book = Workbook()
    for number, (title, content) in enumerate((sheets or {"Sheet1": rows}).items()):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet()
        sheet.title = title
        for row in content:
            sheet.append(list(row))
    return book


def model_of(book: Workbook) -> SourceModel:
    return read(saved(book), name="t.xlsx")


def first_sheet(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def codes(model: SourceModel) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.line) for notice in model.notices]


def elements(model: SourceModel) -> list[tuple[str, str, int | None]]:
    return [(one.subject, one.text, one.line) for one in model.mentions if one.found_by == "column"]


def rewritten(data: bytes, **parts: bytes | None) -> bytes:
    """Replace parts of a workbook by the stem of their name; None removes one."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            content = parts.get(stem, source.read(name))
            if content is not None:
                copy.writestr(name, content)
    return out.getvalue()


def excel_book(strings: str, sheet_data: str) -> bytes:
    """Write a workbook as Excel does, with its texts in a part of their own (openpyxl writes them into the cells)."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="{}" Type="' + kinds + '/{}" Target="{}"/>'
    parts = {
        "_rels/.rels": f"<Relationships>{relation.format('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns:r="{kinds}"><sheets><sheet name="S" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + relation.format("b", "worksheet", "worksheets/sheet1.xml")
        + relation.format("c", "sharedStrings", "/xl/sharedStrings.xml")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet_data}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


HEADER_STRINGS = "".join(f"<si><t>{text}</t></si>" for text in HEADER)
HEADER_ROW = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
)


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(data, name="t.xlsx")
    assert caught.value.file == "t.xlsx"
    return caught.value


# Types of cells.


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


# Merged cells.


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


# Sheets.


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


# Workbooks of other programs.


def test_names_of_parts_in_other_case_are_found() -> None:
    data = excel_book(HEADER_STRINGS, HEADER_ROW + '<row r="2"><c r="C2" t="s"><v>2</v></c></row>')
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as copy:
        for name in source.namelist():
            copy.writestr(name.replace("shared", "Shared").replace("/", "\\"), source.read(name))
    assert elements(read(out.getvalue(), name="t.xlsx")) == [("row-2", "eTOM", 2)]


def test_styles_that_openpyxl_stops_at_are_read() -> None:
    data = saved(book_of(HEADER, ("A", "x", "1.1.1.5")))
    broken = rewritten(data, styles=part(data, "xl/styles.xml").replace(b'<sz val="11"', b'<sz val="big"'))
    with pytest.raises(Exception):  # noqa: B017, PT011 (whatever it raises)
        load_workbook(BytesIO(broken), read_only=True)
    assert elements(read(broken, name="t.xlsx")) == [("A", "1.1.1.5", 2)]


def test_sheets_without_references_or_with_prefixes_are_read() -> None:
    data = saved(book_of(HEADER))
    rows = "".join(
        "<x:row>"
        + "".join(f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>' for text in row)
        + "</x:row>"
        for row in (HEADER, ("A", "n", "1.1.1.5"))
    )
    sheet = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="urn:x"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    )
    assert elements(read(rewritten(data, sheet1=sheet.encode()), name="t.xlsx")) == [("A", "1.1.1.5", 2)]


# Broken and hostile files.


def test_what_precedes_the_damage_is_kept() -> None:
    data = saved(book_of(HEADER, *((f"P{n}", "x", "1.1.1.5") for n in range(9_000))))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    model = read(rewritten(data, sheet1=sheet[: len(sheet) // 2]), name="t.xlsx")
    assert 3_000 < len(model.activities) < 6_000
    (notice,) = model.notices
    assert (notice.code, notice.line) == ("Source-sheet-broken", model.activities[-1].line)


def test_one_damaged_sheet_costs_no_other() -> None:
    data = saved(book_of(sheets={"A": [HEADER, ("A", "x", "1.1.1.5")], "B": [HEADER, ("B", "y", "1.1.1.6")]}))
    model = read(rewritten(data, sheet1=b"<worksheet><oops"), name="t.xlsx")
    assert elements(model) == [("B", "1.1.1.6", 2)]
    assert codes(model) == [("Source-sheet-broken", None)]
    model = read(rewritten(data, sheet1=None), name="t.xlsx")
    assert codes(model) == [("Source-sheet-broken", None)]


def test_files_that_are_cut_off_or_changed_are_refused_or_read_in_part() -> None:
    data = saved(book_of(HEADER, ("A", "x", "1.1.1.5")))
    for cut in (4, 100, len(data) // 2, len(data) - 10):
        assert "damaged" in refusal(data[:cut]).message.en


def test_other_archives_are_named() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "without an Excel workbook" in refusal(out.getvalue()).message.en
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    assert ".xlsb" in refusal(out.getvalue()).message.en
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert ".ods" in refusal(out.getvalue()).message.en


def test_protected_members_are_named() -> None:
    data = bytearray(saved(book_of(HEADER)))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(bytes(data)).message.en


def bomb(kind: str) -> bytes:
    data = excel_book(HEADER_STRINGS, HEADER_ROW)
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    size = 20_000_000
    match kind:
        case "zeros":
            return rewritten(data, sheet1=bytes(5 * size))
        case "strings":
            return rewritten(
                data, sharedStrings=b"<sst " + space + b">" + b"<si><t/></si>" * (5 * size // 13)
            )
        case "styles":
            data = saved(book_of(HEADER))
            return rewritten(data, styles=b"<styleSheet " + space + b"><cellXfs>" + b"<xf/>" * size)
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(10_100):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["zeros", "strings", "styles", "members"])
def test_bombs_are_refused_before_they_are_inflated(kind: str) -> None:
    data = bomb(kind)
    tracemalloc.start()
    try:
        assert "zip bomb" in refusal(data).message.en
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(bomb("zeros"))
    entry = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 46
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    try:
        refusal(bytes(data))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>',
        b"<worksheet>" + b"<a>" * 100_000,
        b"<worksheet><row " + b"a" * 3_000_000,
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><worksheet/>'.encode("utf-16"),
    ],
    ids=["entities", "external", "deep", "endless", "utf-16"],
)
def test_xml_that_no_spreadsheet_writes_is_refused(sheet: bytes) -> None:
    data = saved(book_of(HEADER, ("A", "x", "1.1.1.5")))
    assert "sheet1.xml" in refusal(rewritten(data, sheet1=sheet)).message.en


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="99999999999999999999"><c r="A1" t="s"><v>0</v></c></row>',
        b'<row r="3"><c r="ZZZZZZ9"><v>1</v></c><c r="XFD3"><v>1</v></c></row>',
        b'<row r="3"><c r="A3" t="s"><v>-1</v></c><c r="B3" t="s"><v>999999999999</v></c></row>',
        b'<row r="3"><c r="A3" s="-5"><v>1e999</v></c><c r="B3" s="99999"><v>1_000</v></c></row>',
        b'<row r="3"><c r="A3" t="?"><v>x</v></c><c><is><t>y</t></is></c><v>1</v></row>',
        b'<row><row><c><c><v>5</v></c></c></row></row><c r="A9"><v>7</v></c>',
        b'<row r="-1"/><row r="0"/><row r="2"><c r="A2"><f>1</f></c></row>',
    ],
)
def test_nonsense_in_a_sheet_stops_nothing(row: bytes) -> None:
    data = saved(book_of(HEADER, ("A", "x", "1.1.1.5"), ("Z", "y", "1.1.1.6")))
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(b'<row r="3"', row + b'<row r="4"')
    model = read(rewritten(data, sheet1=sheet), name="t.xlsx")
    assert {"A", "Z"} <= {one.id for one in model.activities}
    assert len({one.id for one in model.activities}) == len(model.activities)


def test_memory_does_not_grow_with_what_a_small_file_repeats() -> None:
    """A long text once in the file, named by every row, must stay one text."""
    texts = ("x " * 10_000 + "  name", "y " * 10_000, "z " * 10_000)
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    row = '<row><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c t="s"><v>5</v></c></row>'
    hostile = excel_book(HEADER_STRINGS + strings, HEADER_ROW + row * 5_000)
    tracemalloc.start()
    try:
        assert len(read(hostile, name="t.xlsx").activities) == 5_000
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


# The template.


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_template_is_read_back(language: str, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_template(path, language=language, kind="xlsx")  # type: ignore[arg-type]
    model = read(path.read_bytes(), name="register.xlsx")
    assert (model.activities, model.mentions) == ((), ())
    assert codes(model) == [("Source-no-rows", 1)]
    book = load_workbook(path)
    processes, example, listed = book.worksheets
    example.title = "Mine"
    processes.append(["P1", "Ж", "1.1.1.10", "1.1.1.10-f1", "", "X", "0.5", "Ann", "why"])
    model = model_of(book)
    assert [one.id for one in model.activities] == ["P1", "P-01", "P-02", "P-02-1", "P-03"]
    assert [one.severity for one in model.notices] == []
    mention = model.mentions[0]
    assert (mention.text, mention.function, mention.confidence, mention.author) == (
        "1.1.1.10",
        "1.1.1.10-f1",
        0.5,
        "Ann",
    )
    assert model.activities[3].part_of == "P-02"
    numbered = [one for one in Catalogue.load().elements if one.notation and one.kind != "retired"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=2)]
    assert rows == [[str(one.level), one.id, one.label.ru, one.label.en] for one in numbered]
    (validation,) = processes.data_validations.dataValidation
    assert validation.formula1 == f"'{listed.title}'!$B$2:$B${len(numbered) + 1}"
    assert processes.column_dimensions["C"].number_format == "@"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_changed_example_is_passed_over_with_a_word() -> None:
    stream = BytesIO()
    write_template(stream, language="en", kind="xlsx")
    book = load_workbook(stream)
    book["Example"].append(["P-77", "Mine"])
    assert codes(model_of(book)) == [("Source-sheet-skipped", None), ("Source-no-rows", 1)]
    # Alone it is a sheet like any other.
    del book["Processes"]
    assert len(model_of(book).activities) == 5


@pytest.mark.parametrize(("language", "delimiter"), [("en", ","), ("ru", ";")])
def test_the_template_in_csv_is_read_back(language: str, delimiter: str) -> None:
    stream = BytesIO()
    write_template(stream, language=language, kind="csv")  # type: ignore[arg-type]
    row = delimiter.join(["P1", "Ж", "1.1.1.10", "", "", "X", "50%", "Ann", "why"])
    model = read(stream.getvalue() + row.encode(), name="t.csv")
    assert elements(model) == [("P1", "1.1.1.10", 2)]
    assert (model.mentions[0].confidence, codes(model)) == (0.5, [])


def test_the_template_is_the_same_each_time() -> None:
    written = []
    for _ in range(2):
        stream = BytesIO()
        write_template(stream, language="ru", kind="xlsx")
        written.append(stream.getvalue())
    assert written[0] == written[1]
