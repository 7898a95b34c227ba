"""Workbooks that other programs than Excel write."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from process_tables import elements
from process_workbooks import HEADER, HEADER_ROW, HEADER_STRINGS, book_of, excel_book, part, rewritten, saved

from etom_rdf.readers.tables import read


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
