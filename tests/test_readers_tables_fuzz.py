"""Read tables that were written at random, or damaged at random: nothing is lost, nothing but InputError comes out."""

import csv
import re
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from etom_rdf.errors import EtomError, InputError
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables import read
from etom_rdf.readers.tables.columns import ROLES
from etom_rdf.readers.tables.wanted import parse_columns
from etom_rdf.spreadsheets import plain_cell, safe_cell

EXAMPLES = 100
relaxed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

HEADER = ["ID", "Process name", "eTOM", "Comment", "Parent"]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
awkward = st.text(st.sampled_from("\"';,\t|\r\n =aЖ1."), max_size=12)
cells = st.one_of(
    texts, awkward, st.sampled_from(["", " ", "A", "1.10", "L0", "=1", '="1.10"', "'1.1", "01.01.2007"])
)
rows = st.lists(st.lists(cells, min_size=len(HEADER), max_size=len(HEADER)), max_size=6)


def check(model: SourceModel) -> None:
    """Hold what is true of every table, whatever it says."""
    ids = [one.id for one in model.activities]
    known = {*ids, *(one.id for one in model.containers)}
    assert len(known) == len(ids) + len(model.containers)
    assert all(one.part_of in ids for one in model.activities if one.part_of is not None)
    assert all(one.component in known for one in model.activities if one.component is not None)
    assert all(one.name == " ".join(one.name.split()) and (one.line or 0) >= 1 for one in model.activities)
    assert all(one.subject in ids and one.text.strip() and one.key for one in model.mentions)
    assert all(one.confidence is None or 0 <= one.confidence <= 1 for one in model.mentions)
    for notice in model.notices:
        assert re.fullmatch("Source-[a-z0-9-]+", notice.code)
        assert notice.line is None or notice.line >= 1
        assert notice.message.en.isprintable()
        assert notice.message.ru.isprintable()


def read_or_refuse(data: bytes) -> SourceModel | None:
    try:
        model = read(data, name="t")
    except InputError as error:
        assert error.message.en.isprintable()  # noqa: PT017
        assert error.message.ru.isprintable()  # noqa: PT017
        return None
    check(model)
    return model


# Round trips.


@relaxed
@given(
    rows,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@example([["", "", "a\r", '="0"', ""]], ",", "\n", False, "utf-8")  # a mark behind a line break
@example([["A", "x", "1.10", "one\n2,3,4\n5,6,7", ""]], ",", "\r\n", True, "utf-8")
def test_what_csv_is_written_with_is_read(
    content: list[list[str]], delimiter: str, end: str, quote_all: bool, encoding: str
) -> None:
    text = StringIO(newline="")
    # The module csv leaves a lone carriage return unquoted, though it is a line break to all who read it.
    quote_all = quote_all or any("\r" in cell for row in content for cell in row)
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([HEADER, *content])
    model = read(text.getvalue().encode(encoding), name="t.csv")
    check(model)
    plain = [[plain_cell(cell) for cell in row] for row in content]
    if plain and [cell for cell in plain[0] if cell.strip()] == ["1", "2", "3"]:
        return  # numbers of columns
    kept = [row for row in plain if any(cell.strip() for cell in row)]
    assert [" ".join(row[1].split()) for row in kept] == [one.name for one in model.activities]
    assert [row[2] for row in kept if row[2].strip()] == [
        one.text for one in model.mentions if one.found_by == "column"
    ]
    assert [row[3] for row in kept if row[3].strip()] == [
        one.text for one in model.mentions if one.found_by == "keyword"
    ]
    for row, one in zip(kept, model.activities, strict=True):
        assert one.id.startswith(" ".join(row[0].split()) or "row-")
    assert not {one.code for one in model.notices} & {
        "Source-quotes",
        "Source-ragged-row",
        "Source-row-unread",
    }


values = st.one_of(
    st.none(),
    texts.filter(lambda text: text.isprintable() and not text.startswith("=") and "_x" not in text),
    st.integers(-(10**14), 10**14),
    st.floats(-1e15, 1e15),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["#N/A", "#REF!", "1.10", "1.1.1.5"]),
)


@settings(relaxed, max_examples=EXAMPLES // 4)
@given(st.lists(st.tuples(values, values, values), max_size=5))
def test_a_workbook_is_read_as_openpyxl_reads_it(content: list[tuple[object, ...]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER[:3])
    for row in content:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    model = read(stream.getvalue(), name="t.xlsx")
    check(model)
    kept = []
    for cells_of_row in list(
        load_workbook(stream, read_only=True, data_only=True).worksheets[0].iter_rows(max_col=3)
    )[1:]:
        shown = []
        for cell in cells_of_row:
            value = cell.value
            if isinstance(value, datetime):
                value = f"{value:%Y-%m-%d}"
            elif isinstance(value, float) and value.is_integer():
                value = int(value)
            shown.append("" if value is None or cell.data_type == "e" else str(value))
        if any(text.strip() for text in shown) or any(cell.value == "#REF!" for cell in cells_of_row):
            kept.append(shown)
    assume(not kept or kept[0] != ["1", "2", "3"])
    assert [" ".join(row[1].split()) for row in kept] == [one.name for one in model.activities]
    assert [row[2] for row in kept if row[2].strip()] == [one.text for one in model.mentions]


@relaxed
@given(
    st.dictionaries(
        st.sampled_from(ROLES),
        texts.map(str.strip).filter(lambda text: re.search(r"[^\W_]", text)),
        min_size=1,
    )
)
def test_columns_are_parsed_as_they_were_meant(columns: dict[str, str]) -> None:
    written = ",".join(f'{role}="{header.replace(chr(34), chr(34) * 2)}"' for role, header in columns.items())
    assert parse_columns(written) == columns


@relaxed
@given(st.text(max_size=30) | st.text(st.sampled_from('id=name,"x \t'), max_size=20))
def test_columns_are_parsed_or_refused(text: str) -> None:
    try:
        assert parse_columns(text)
    except EtomError as error:
        assert error.message.ru  # noqa: PT017


@relaxed
@given(texts | awkward)
def test_safe_cells_are_safe_and_can_be_undone(text: str) -> None:
    safe = safe_cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe == text or plain_cell(safe) == text


# Damage.

lines = st.sampled_from(
    [
        "ID;Process name;eTOM;Parent;System", "L0;L1;L2;Process name;eTOM", "Код,Уровень 1,Уровень 2,Элемент еТОМ",
        "A;x;1.1.1.5;B;S", "A;y;;x;A", ";;z;;1", "1;2;3", '"A;"b";c', "A\tb\tc", "sep=;", "", ";;;;", "A,b,,1.1.1.5",
        "Уверенность;eTOM;eTOM function", "0,5;1.1.1.5;1.1.1.5-f1,1.1.1.5-f2",
    ]
)  # fmt: skip


@relaxed
@given(
    st.lists(lines | awkward, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "cp1251", "utf-16"]),
)
def test_any_text_is_read_or_refused(content: list[str], end: str, encoding: str) -> None:
    read_or_refuse(end.join(content).encode(encoding, "ignore"))


@relaxed
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"ID;eTOM\n"]),
)
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes) -> None:
    read_or_refuse(start + content)


def workbook() -> dict[str, bytes]:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Register"],
        HEADER,
        ["A", "x", "1.1.1.5", "c", ""],
        ["B", 1.1, datetime(2007, 1, 1), "", "A"],
        ["C"],
    ):
        sheet.append(row)
    sheet.merge_cells("C3:C4")
    sheet.merge_cells("A1:C1")
    second = book.create_sheet("L")
    for row in (["L0", "L1", "L2"], ["a"], ["", "b"], ["", "", "1.1.1.5 c"]):
        second.append(row)
    stream = BytesIO()
    book.save(stream)
    with ZipFile(stream) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if "theme" not in name and "docProps" not in name
        }


PARTS = workbook()
FRAGMENTS = [
    b"<", b">", b'"', b"</row>", b"</c>", b"<row>", b'<row r="9">', b'<c t="s"><v>0</v></c>',
    b'<c r="C5" s="1"><v>39083</v></c>', b"<is><t>x</t></is>", b"<f>1</f>", b"<v>", b"&#1;", b"&lt;", b"&x;", b"\xff",
    b"\0", b"<![CDATA[x]]>", b"<!--", b"<?x?>", b"<!DOCTYPE a>", b'r="A1"', b't="inlineStr"', b't="e"', b's="9"',
    b'<mergeCell ref="A1:Z9999"/>', b'state="hidden"', b"999999999999", b"-1", b'Target="x"', b"1e5", b"_x0000_",
]  # fmt: skip


def packed(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(FRAGMENTS) | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


def edited(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for at, cut, put in changes:
        place = int(at * len(content))
        content = content[:place] + put + content[place + cut :]
    return content


@relaxed
@given(st.dictionaries(st.sampled_from(sorted(PARTS)), edits, min_size=1, max_size=2))
def test_any_change_inside_a_workbook_is_read_or_refused(
    changes: dict[str, list[tuple[float, int, bytes]]],
) -> None:
    read_or_refuse(packed({name: edited(content, changes.get(name, [])) for name, content in PARTS.items()}))


@relaxed
@given(edits, st.sampled_from([ZIP_DEFLATED, ZIP_STORED]))
def test_any_change_of_the_archive_is_read_or_refused(
    changes: list[tuple[float, int, bytes]], method: int
) -> None:
    read_or_refuse(edited(packed(PARTS, method), changes))


def test_the_workbook_that_is_damaged_here_is_whole() -> None:
    model = read_or_refuse(packed(PARTS))
    assert model is not None
    assert [one.name for one in model.activities] == ["x", "1.1", "", "a", "b", "1.1.1.5 c"]


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_workbook_without_one_of_its_parts_is_read_or_refused(part: str) -> None:
    read_or_refuse(packed({name: content for name, content in PARTS.items() if name != part}))
