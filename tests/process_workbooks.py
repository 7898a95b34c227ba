"""Write small workbooks of processes as openpyxl and Excel do, and read them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etom_rdf.errors import InputError
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables import read

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
