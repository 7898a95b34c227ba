"""How text becomes rows and columns: encodings, delimiters, quotes; and which files are no text."""

import json
from pathlib import Path

import pytest
from process_tables import by_id, codes, elements, refusal, table

from etom_rdf.readers.tables import read

# What a Russian spreadsheet saves.


def test_every_reference_of_the_annotated_table_is_handed_over(shared_cases: Path) -> None:
    folder = shared_cases / "annotated"
    name = "a8-processes-cp1251.csv"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[name]
    model = read((folder / name).read_bytes(), name=name)
    texts = {one.subject: one.text for one in model.mentions if one.found_by == "column"}
    for process, element, found_by in expected["must_map"]:
        assert element in texts[process].replace(" ", "")
        assert found_by == "column"
    assert texts["BP-09"] == "01.01.2007"
    assert texts["BP-10"] == "1.1.1.9 Обработка заказов"
    # One process in a row; the last row is empty, the one before it has a line break in a cell.
    assert [(one.id, one.line) for one in model.activities] == [(f"BP-{n:02}", n + 1) for n in range(1, 12)]
    assert {one.key for one in model.mentions} == {"Элемент еТОМ", "Комментарий"}
    assert model.mentions[-1].text == "первая строка\nвторая строка"
    assert by_id(model)["BP-05"].component == "Биллинг"
    assert codes(model) == [("Source-encoding", None)]
    assert model.notices[0].severity == "info"
    assert model.kind == "table"
    assert model.skipped == 0


# Encodings.


RUSSIAN = "Код;Наименование процесса;Элемент еТОМ\r\nП-1;Приём заказа;1.1.1.10\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_encodings_are_told_apart(encoding: str) -> None:
    model = read(RUSSIAN.encode(encoding), name="t.csv")
    assert by_id(model)["П-1"].name == "Приём заказа"
    assert [one[0] for one in codes(model)] == (["Source-encoding"] if encoding == "cp1251" else [])


def test_utf_16_is_read_by_its_mark_in_either_order() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert elements(read(mark + RUSSIAN.encode(encoding), name="t.csv")) == [("П-1", "1.1.1.10", 2)]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("Nr;Process name\n1;Prüfung der Aufträge für Österreich\n".encode("latin-1"), 2),
        (RUSSIAN.encode("cp866"), 1),
        (RUSSIAN.encode("koi8-r"), 1),
        (RUSSIAN.encode() + b"\n\xff\n", 4),
        (RUSSIAN.encode("utf-16")[:-1], 3),
        (RUSSIAN.encode("utf-16-le"), 1),
        (b"ID;Name\n1;a\x98\xcf\n", 2),
        (bytes(range(256)) * 4, 3),
    ],
    ids=["latin-1", "cp866", "koi8-r", "one bad byte", "cut off", "no mark", "no letter", "noise"],
)
def test_other_encodings_are_refused_with_the_line(data: bytes, line: int) -> None:
    error = refusal(data)
    assert error.line is not None
    assert error.line <= line


def test_nul_characters_are_left_out_and_said() -> None:
    model = table("ID;Name\n1;one\n2;t\0w\0o\n")
    assert by_id(model)["2"].name == "two"
    assert codes(model) == [("Source-nul", 3)]


# Delimiters, quotes and line breaks.


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    text = end.join(["ID,Process name,eTOM", 'A,"x,y",1.1.1.5', "B,z,"]).replace(",", delimiter)
    model = table(text)
    assert [(one.id, one.name, one.line) for one in model.activities] == [
        ("A", f"x{delimiter}y".strip(), 2),
        ("B", "z", 3),
    ] or (delimiter == "\t")
    assert elements(model) == [("A", "1.1.1.5", 2)]


def test_a_first_line_says_the_separator() -> None:
    model = table("sep=^\nID^Process name^eTOM\nA^a;b,c^1.1.1.5\n")
    assert elements(model) == [("A", "1.1.1.5", 3)]
    assert model.activities[0].name == "a;b,c"
    assert elements(table('"sep=;"\r\nID;eTOM\r\nA;1.1.1.5')) == [("A", "1.1.1.5", 3)]


def test_the_header_decides_between_delimiters() -> None:
    text = "Register, as of today, draft\nID;Process name, full;eTOM\nA;x, y, z;1.1.1.5\n"
    assert elements(table(text)) == [("A", "1.1.1.5", 3)]


def test_line_breaks_in_quotes_count_as_lines_of_the_file() -> None:
    model = table('ID,Name,eTOM\n"A","one\ntwo\r\nthree",1.1.1.1\n\n\nB,"""x""",1.1.1.2\n')
    assert elements(model) == [("A", "1.1.1.1", 2), ("B", "1.1.1.2", 7)]
    assert [one.name for one in model.activities] == ["one two three", '"x"']
    assert codes(model) == []


def test_characters_that_only_some_take_for_line_breaks_break_nothing() -> None:
    model = table("ID,Process name\nA,x\u2028y\x0bz\x85\n")
    assert [(one.id, one.line) for one in model.activities] == [("A", 2)]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('B;"Ромашка;1.1.1.2', ('"Ромашка', "1.1.1.2")),
        ('B;"Ромашка" ООО;1.1.1.2', ('"Ромашка" ООО', "1.1.1.2")),
        ('"B";"x;1.1.1.2', ('"x', "1.1.1.2")),
    ],
)
def test_a_row_with_unbalanced_quotes_costs_no_other_row(row: str, cells: tuple[str, str]) -> None:
    model = table(f'ID;Process name;eTOM\nA;a;1.1.1.1\n{row}\nC;"c";1.1.1.3\nD;d;1.1.1.4\n')
    assert [(one.id, one.name, one.line) for one in model.activities][1] == ("B", cells[0], 3)
    assert elements(model) == [
        ("A", "1.1.1.1", 2),
        ("B", cells[1], 3),
        ("C", "1.1.1.3", 4),
        ("D", "1.1.1.4", 5),
    ]
    assert codes(model) == [("Source-quotes", 3)]


def test_a_quote_within_a_cell_is_a_character() -> None:
    model = table('ID;Process name;eTOM\nA;ООО "Ромашка";1.1.1.1\nB;5" disk;1.1.1.2\n')
    assert [one.name for one in model.activities] == ['ООО "Ромашка"', '5" disk']
    assert codes(model) == []


def test_an_open_quote_that_a_far_row_would_close_swallows_no_rows() -> None:
    rows = [f"P{n};name;1.1.1.5" for n in range(10)]
    rows[2] = 'P2;"name;1.1.1.5'
    rows[8] = 'P8;name";1.1.1.5'
    model = table("\n".join(["ID;Process name;eTOM", *rows]))
    assert [one.id for one in model.activities] == [f"P{n}" for n in range(10)]
    assert codes(model) == [("Source-quotes", 4)]


def test_an_open_quote_at_the_end_is_no_reason_to_read_the_file_many_times() -> None:
    model = table("ID;Process name\n" + 'A;"x\n' * 20_000)
    assert len(model.activities) >= 10_000


# Other files.


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", ".xls"),
        (b"<html><table><tr><td>ID</td></tr></table></html>", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
    ],
)
def test_other_files_are_named(data: bytes, words: str) -> None:
    assert words in refusal(data).message.en
