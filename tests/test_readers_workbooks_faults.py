"""Broken and hostile Excel workbooks."""

import tracemalloc
from io import BytesIO
from zipfile import ZipFile

import pytest
from process_tables import codes, elements
from process_workbooks import (
    HEADER,
    HEADER_ROW,
    HEADER_STRINGS,
    book_of,
    excel_book,
    part,
    refusal,
    rewritten,
    saved,
)

from etom_rdf.readers.tables import read


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
