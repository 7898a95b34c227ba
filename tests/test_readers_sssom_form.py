"""Forms of SSSOM files, as programs and spreadsheets write them."""

import pytest
from sssom_tables import BROAD, COLUMNS, HEADER, MANUAL, codes, read, statements, table

from etom_rdf.readers import sssom

FORMS = {
    "line breaks of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "line breaks of old": lambda data: data.replace(b"\n", b"\r"),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "space behind #": lambda data: b"".join(
        line.replace(b"#", b"#  ", 1) if line.startswith(b"#") else line for line in data.splitlines(True)
    ),
    "padded by a spreadsheet": lambda data: b"".join(
        line.rstrip(b"\n") + b"\t\t\n" if line.startswith(b"#") else line for line in data.splitlines(True)
    ),
    "quoted by a spreadsheet": lambda data: b"".join(
        b'"' + line.rstrip(b"\n") + b'"\n' if line.startswith(b"#  ") else line
        for line in data.splitlines(True)
    ),
    "quoted cells": lambda data: data.replace(b"subject_id", b'"subject_id"').replace(b"op:P1", b'"op:P1"'),
    "blank lines": lambda data: data.replace(b"op:P1", b"\n\t\t\t\nop:P1") + b"\n\n",
    "cut rows": lambda data: data.replace(b"Order handling\t\t\n", b"Order handling\n"),
    "names in capitals": lambda data: data.replace(b"subject_id", b"Subject_ID "),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_the_file_changes_nothing(form: str) -> None:
    columns = (*COLUMNS, "subject_label", "object_label", "comment", "confidence")
    data = table(("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "Приём", "Order handling", "", ""), columns=columns)
    changed = FORMS[form](data)
    plain, other = sssom.read(data, name="a.tsv"), sssom.read(changed, name="a.tsv")
    assert changed != data
    assert [(one.id, one.name) for one in other.activities] == [("op:P1", "Приём")]
    assert statements(other) == statements(plain)
    assert (other.notices, other.iris) == (plain.notices, plain.iris)


def test_a_quoted_cell_may_hold_tabs_quotes_and_line_breaks() -> None:
    columns = (*COLUMNS, "subject_label")
    rows = [
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, '"a\t""b""\nc"'),
        ("op:P2", BROAD, "gost:1.1.1.5", MANUAL, ""),
    ]
    model = read(*rows, columns=columns)
    assert [(one.name, one.line) for one in model.activities] == [('a "b" c', 7), ("", 9)]


def test_blank_lines_above_keep_the_lines_right() -> None:
    data = b"\n" * 100_000 + table(("op:P1", BROAD, "", MANUAL)) + b"\t\n" * 100_000
    model = sssom.read(data, name="a.tsv")
    assert [(notice.code, notice.line) for notice in model.notices] == [("Source-row-incomplete", 100_007)]


def test_a_quote_left_open_swallows_no_row() -> None:
    columns = (*COLUMNS, "subject_label")
    rows = [(f"op:P{n}", BROAD, "gost:1.1.1.5", MANUAL, '"open' if n == 1 else "") for n in range(5)]
    model = read(*rows, columns=columns)
    assert len(model.activities) == 5
    assert ("Source-quotes", 8) in [(one.code, one.line) for one in model.notices]


def test_russian_text_of_an_old_spreadsheet_is_read_with_a_notice() -> None:
    rows = table(
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "Приём заказа"), columns=(*COLUMNS, "subject_label")
    )
    model = sssom.read(rows.decode().encode("cp1251"), name="a.tsv")
    assert model.activities[0].name == "Приём заказа"
    assert codes(model) == ["Source-encoding"]


def test_commas_are_read_with_a_notice() -> None:
    data = table(("op:P1", BROAD, "gost:1.1.1.5", MANUAL)).replace(b"\t", b",")
    model = sssom.read(data, name="a.sssom.csv")
    assert (len(model.mentions), codes(model)) == (1, ["Source-delimiter"])


# What spreadsheets make of such files.


@pytest.mark.parametrize("sign", ["\t", ";", ","])
@pytest.mark.parametrize("place", ["above", "between", "nowhere"])
def test_a_table_may_say_what_divides_its_columns(sign: str, place: str) -> None:
    line = f"sep={sign}\n"
    metadata = "".join(f"{each}{sign if sign != chr(9) else ''}\n" for each in HEADER.splitlines())
    rows = sign.join(COLUMNS) + "\n" + sign.join(("op:P1", BROAD, "gost:1.1.1.5", MANUAL)) + "\n"
    text = {"above": line + metadata + rows, "between": metadata + line + rows, "nowhere": metadata + rows}[
        place
    ]
    model = sssom.read(text.encode(), name="map.sssom.tsv")
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", False)]
    assert model.mentions[0].line == text.count("\n")
    assert model.iris == {"op:P1": "https://operator.example/process/P1"}
    assert codes(model) == ([] if sign == "\t" else ["Source-delimiter"])


def test_quoted_metadata_may_be_filled_up_with_delimiters() -> None:
    text = '"#comment: a, b",,\n#curie_map:,,\n#  op: https://example.org/,,\nsubject_id,predicate_id,object_id\n'
    model = sssom.read(f"{text}op:P1,{BROAD},gost:1.1.1.5\n".encode(), name="map.csv")
    assert model.iris == {"op:P1": "https://example.org/P1"}
