"""Read lists of processes from CSV and TSV, as people and programs write them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from etom_rdf.errors import EtomError, InputError
from etom_rdf.identifiers import shown
from etom_rdf.readers.records import Activity, SourceModel
from etom_rdf.readers.tables import parse_columns, read
from etom_rdf.spreadsheets import plain_cell, safe_cell


def table(text: str, **columns: str) -> SourceModel:
    return read(text.encode(), name="t.csv", columns=columns)


def codes(model: SourceModel) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.line) for notice in model.notices]


def elements(model: SourceModel) -> list[tuple[str, str, int | None]]:
    return [(one.subject, one.text, one.line) for one in model.mentions if one.found_by == "column"]


def by_id(model: SourceModel) -> dict[str, Activity]:
    found = {activity.id: activity for activity in model.activities}
    assert len(found) == len(model.activities)
    return found


def refusal(data: bytes | str, **columns: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read(data.encode() if isinstance(data, str) else data, name="t.csv", columns=columns)
    error = caught.value
    assert error.file == "t.csv"
    assert ";" in error.message.en
    assert ";" in error.message.ru
    return error


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


# Headers.


@pytest.mark.parametrize(
    "header",
    [
        "Код|Наименование процесса|Элемент еТОМ|Функция eTOM|Входит в|Подразделение|Уверенность|Автор|Описание|Издание",
        "№|ПРОЦЕСС|Код eTOM|Функция еТОМ|Вышестоящий  процесс|Система|Степень уверенности|Автор|Описание|Релиз",
        "ID|Process name|eTOM ID|eTOM function|Parent|Application|Confidence|Author|Description|Edition",
        "Process ID|Activity|e-TOM|eTOM function ID|Part of|Department|Confidence (0–1)|Mapped by|Notes|eTOM release",
        "Идентификатор|Название|L2 id|Функции ETOM|Parent process|Owner|confidence|author|Примечание|Release",
    ],
)
def test_headers_in_russian_and_english(header: str) -> None:
    model = table(
        f"{header}\nA|one|1.1.1.5|1.1.1.5-f1|B|X|0,9|Иванов|see eTOM 1.1.1.6|GB921 23\nB|two||||||||\n"
    )
    mention, comment = model.mentions
    assert (mention.subject, mention.text, mention.function, mention.confidence) == (
        "A",
        "1.1.1.5",
        "1.1.1.5-f1",
        0.9,
    )
    assert (mention.author, mention.edition, mention.found_by) == ("Иванов", "GB921 23", "column")
    assert (comment.text, comment.found_by) == ("see eTOM 1.1.1.6", "keyword")
    assert by_id(model)["A"] == Activity("A", "row", "one", 2, "B", "X")
    assert [(one.id, one.name, one.type) for one in model.containers] == [("X", "X", header.split("|")[5])]
    assert codes(model) == []


def test_the_keyword_is_known_in_mixed_letters_and_not_in_other_words() -> None:
    # Latin e and T, Cyrillic О and М.
    assert elements(table("ID;Process name;eTОМ\nA;x;1.1.1.5")) == [("A", "1.1.1.5", 2)]
    assert elements(table("ID;Process name;customEtomizer\nA;x;1.1.1.5")) == []
    assert elements(table("ID;Process name;APQC\nA;x;1.1.1.5")) == []


def test_of_several_columns_about_elements_those_with_ids_are_read() -> None:
    text = "ID;Process;eTOM ID;eTOM name;eTOM level;eTOM owner;Версия eTOM\nA;x;1.1.1.5;Order handling;2;Ann;GB921"
    (mention,) = table(text).mentions
    assert (mention.text, mention.key, mention.edition) == ("1.1.1.5", "eTOM ID", "GB921")
    assert elements(table("ID;Process;eTOM name\nA;x;1.1.1.5 Order handling")) == [
        ("A", "1.1.1.5 Order handling", 2)
    ]
    assert elements(table("ID;eTOM 1;eTOM 2\nA;1.1.1.5;1.1.1.6")) == [
        ("A", "1.1.1.5", 2),
        ("A", "1.1.1.6", 2),
    ]


@pytest.mark.parametrize("edition", ["ГОСТ Р 53633.3-2009", "53633", "GOST R 53633.3—2009"])
def test_this_standard_is_no_other_edition(edition: str) -> None:
    assert table(f"ID;eTOM;Edition\nA;1.1.1.5;{edition}").mentions[0].edition is None
    assert table(f"ID;eTOM;Edition\nA;1.1.1.5;{edition.partition('.')[0]}.30").mentions[0].edition is not None


def test_titles_may_stand_above_the_header_and_column_numbers_below() -> None:
    text = "Реестр процессов;;\n;;\nУтверждаю;;\nКод;Процесс;еТОМ\n1;2;3\nA;x;1.1.1.5\n"
    model = table(text)
    assert elements(model) == [("A", "1.1.1.5", 6)]
    assert [one.id for one in model.activities] == ["A"]
    late = "title\n" * 19 + "ID;eTOM\nA;1.1.1.5"
    assert elements(table(late)) == [("A", "1.1.1.5", 21)]
    assert refusal("title\n" + late).line == 1


def test_a_header_that_is_missing_or_says_too_little_is_asked_for() -> None:
    for text in ("A;x;1.1.1.5\nB;y;1.1.1.6\n", "ID;Phone\nA;1\n", "Name;Phone\nAnn;1\n", "L1;x\na;b\n"):
        assert "--columns" in refusal(text).message.en
    for text in ("", "\n\n", "\ufeff  \n\t\n"):
        assert "empty" in refusal(text).message.en


def test_repeated_headers_are_said_and_the_first_column_is_read() -> None:
    model = table("ID;Process name;ID;eTOM\nA;x;B;1.1.1.5\nID;Process name;ID;eTOM\nC;y;D;1.1.1.6\n")
    assert [one.id for one in model.activities] == ["A", "C"]
    assert codes(model) == [("Source-repeated-header", 1), ("Source-repeated-header", 3)]
    assert [one.severity for one in model.notices] == ["warning", "info"]


def test_a_list_of_one_column_has_no_delimiter() -> None:
    model = table('Process name\nOrder, check; bill\n"Pay\ncash"\n')
    assert [(one.name, one.line) for one in model.activities] == [("Order, check; bill", 2), ("Pay cash", 3)]
    assert codes(model) == []


def test_a_column_is_enough_where_it_is_sure() -> None:
    assert elements(table("Color;eTOM\nred;1.1.1.5\n")) == [("row-2", "1.1.1.5", 2)]
    assert [one.name for one in table("Process name\nx\ny\n").activities] == ["x", "y"]


def test_a_table_without_rows_is_no_error() -> None:
    model = table("ID;Process name;eTOM\n")
    assert (model.activities, codes(model)) == ((), [("Source-no-rows", 1)])


# What the user says of the columns.


def test_columns_that_the_user_names() -> None:
    text = "Prozesse\nNr.;Bezeichnung;TMF;ID\n7;Auftrag;1.1.1.5;x\n"
    model = table(text, id="nr", name="Bezeichnung", element="TMF")
    assert [(one.id, one.name) for one in model.activities] == [("7", "Auftrag")]
    assert [(one.text, one.key, one.line) for one in model.mentions] == [("1.1.1.5", "TMF", 3)]


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    error = refusal("x\nNr;Bezeichnung\n1;a\n", id="Nr", name="Titel")
    assert error.line == 2
    assert "‘Titel’" in error.message.en
    assert "‘Bezeichnung’" in error.message.en
    assert "‘Nr’," not in error.message.en.partition("there is no column")[2].partition(";")[0]


def test_columns_are_parsed() -> None:
    assert parse_columns("id=Nr,name=Bezeichnung,element=TMF") == {
        "id": "Nr",
        "name": "Bezeichnung",
        "element": "TMF",
    }
    assert parse_columns(' id = "a, ""b"" = c" , L0=Stufe 0') == {"id": 'a, "b" = c', "L0": "Stufe 0"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id",
        "id=",
        "=x",
        "id=a,id=b",
        "color=x",
        "id=a,,name=b",
        'id="a',
        "id=a=b",
        'id="a"b',
        "id=…",
        "id:a",
    ],
)
def test_columns_that_cannot_be_parsed_are_explained(text: str) -> None:
    with pytest.raises(EtomError) as caught:
        parse_columns(text)
    assert "id=Nr,name=Title" in caught.value.message.en
    assert "id=Nr,name=Title" in caught.value.message.ru


def test_unknown_roles_are_refused_by_read_too() -> None:
    with pytest.raises(EtomError, match="role ‘colour’"):
        table("ID;eTOM\n", colour="ID")


# Rows.


def test_empty_rows_and_ragged_rows() -> None:
    model = table("ID;Process name;eTOM;\nA;x;1.1.1.5\n\n;;;\nB;y\nC;a;b;;1.1.1.6\nD\n")
    assert [(one.id, one.line) for one in model.activities] == [("A", 2), ("B", 5), ("C", 6), ("D", 7)]
    assert codes(model) == [("Source-ragged-row", 6), ("Source-ragged-row", 5)]
    assert [(one.severity, one.value) for one in model.notices] == [("warning", "1.1.1.6"), ("info", "2")]


def test_rows_without_ids_and_with_the_same_id() -> None:
    model = table("ID;Process name;eTOM\nA;x;1\n;y;2\nA;z;3\nA;w;4\nA#2;v;5\n;;6\n")
    assert [one.id for one in model.activities] == ["A", "row-3", "A#2", "A#3", "A#2#2", "row-7"]
    assert [one[0] for one in elements(model)] == [one.id for one in model.activities]
    assert codes(model) == [
        ("Source-duplicate-id", 4),
        ("Source-duplicate-id", 5),
        ("Source-duplicate-id", 6),
        ("Source-row-unnamed", 7),
    ]


def test_text_outside_of_the_known_columns_is_not_passed_over_in_silence() -> None:
    model = table("ID;Process name;Colour\nA;x;red\n;;see below\n")
    assert (len(model.activities), model.skipped, codes(model)) == (1, 1, [("Source-row-unread", 3)])


def test_an_id_of_thousands_of_letters_is_none() -> None:
    model = table(f"ID;Process name\n{'A' * 5000};x\n")
    assert (model.activities[0].id, codes(model)) == ("row-2", [("Source-long-id", 2)])


@pytest.mark.parametrize(
    "text",
    [
        "1.10",
        "01.01.2007",
        "45,000",
        "1.1.1.5; 1.1.1.6",
        "1.1.1.9 Обработка заказов",
        "янв.01",
        "#N/A",
        " 1. 1. 5 ",
    ],
)
def test_cells_are_handed_over_as_they_stand(text: str) -> None:
    model = table(f"ID|eTOM\n1.10|{text}\n")
    assert (model.mentions[0].text, model.activities[0].id) == (text, "1.10")


@pytest.mark.parametrize("marked", ['="1.10"', "'1.10", '"=""1.10"""'])
def test_marks_that_keep_text_from_becoming_a_number_are_taken_off(marked: str) -> None:
    model = table(f"ID;eTOM\n{marked};{marked}\n")
    assert (model.activities[0].id, model.mentions[0].text) == ("1.10", "1.10")


@pytest.mark.parametrize(
    ("text", "share"), [("0.5", 0.5), ("0,5", 0.5), ("50%", 0.5), ("50 %", 0.5), ("1", 1.0), ("", None)]
)
def test_confidence(text: str, share: float | None) -> None:
    assert table(f"ID;eTOM;Confidence\nA;1.1.1.5;{text}").mentions[0].confidence == share


@pytest.mark.parametrize("text", ["50", "high", "-1", "1e-3", "٠", "101%"])
def test_confidence_that_is_none_is_left_out_and_said(text: str) -> None:
    model = table(f"ID;eTOM;Confidence\nA;1.1.1.5;{text}")
    assert (model.mentions[0].confidence, codes(model)) == (None, [("Source-confidence", 2)])
    assert table(f"ID;eTOM;Confidence, %\nA;1.1.1.5;{'50'}").mentions[0].confidence == 0.5


def test_functions_stand_beside_the_element_or_alone() -> None:
    model = table("ID;eTOM;eTOM function\nA;1.1.1.5;1.1.1.5-f1, 1.1.1.5-f2\nB;;1.1.1.5-f3\nC;1.1.1.6;\n")
    assert [(one.subject, one.text, one.function, one.key) for one in model.mentions] == [
        ("A", "1.1.1.5", "1.1.1.5-f1", "eTOM"),
        ("A", "1.1.1.5", "1.1.1.5-f2", "eTOM"),
        ("B", "1.1.1.5-f3", "1.1.1.5-f3", "eTOM function"),
        ("C", "1.1.1.6", None, "eTOM"),
    ]


def test_parents_are_found_by_id_and_by_name() -> None:
    text = "ID;Process name;Parent\nA;Sell;\nB;Bill;a\nC;Pay;SELL\nD;Call;A Sell\nE;Ring;nobody\nF;Sell;\nG;Ask;Sell\n"
    model = table(text)
    assert [one.part_of for one in model.activities] == [None, "A", None, "A", None, None, None]
    assert codes(model) == [("Source-parent-unknown", line) for line in (4, 6, 8)]
    assert by_id(table(text.replace("F;Sell", "F;Sell more")))["C"].part_of == "A"


def test_a_component_with_the_id_of_an_activity_gets_another() -> None:
    model = table("ID;Process name;System\nA;x;A\nB;y;A\n")
    (container,) = model.containers
    assert container.name == "A"
    assert container.id not in by_id(model)
    assert {one.component for one in model.activities} == {container.id}


# Wide tables.


def outline(model: SourceModel) -> Iterator[str]:
    known = by_id(model)
    for activity in model.activities:
        path, one = [], activity
        while one is not None:
            path.append(one.name)
            one = known[one.part_of] if one.part_of else None
        yield " / ".join(reversed(path))


def test_a_wide_table_as_an_outline() -> None:
    model = table(
        "L0;L1;L2;eTOM\nOps;;;\n;CRM;;1.1.1\n;;Orders;1.1.1.5\n;;Billing;1.1.1.10\n;SMO;;\n;;Set up;\nSIP;;;\n"
    )
    assert list(outline(model)) == [
        "Ops", "Ops / CRM", "Ops / CRM / Orders", "Ops / CRM / Billing", "Ops / SMO", "Ops / SMO / Set up", "SIP",
    ]  # fmt: skip
    assert elements(model) == [("row-3", "1.1.1", 3), ("row-4", "1.1.1.5", 4), ("row-5", "1.1.1.10", 5)]
    assert codes(model) == []


def test_a_wide_table_that_repeats_the_levels_above() -> None:
    text = "Уровень 1;Уровень 2;Уровень 3;Код\nA;;;1\nA;B;C;2\nA;B;D;3\nA;E;D;4\nF;B;D;5\nF;;D;6\nA;B;;7\n"
    model = table(text)
    assert list(outline(model)) == [
        "A",
        "A / B",
        "A / B / C",
        "A / B / D",
        "A / E",
        "A / E / D",
        "F",
        "F / B",
        "F / B / D",
        "F / D",
        "A",
        "A / B",
    ]
    assert [one.id for one in model.activities if not one.id.startswith("row-")] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
    ]


def test_the_row_of_a_level_may_follow_those_below_it() -> None:
    model = table("L1;L2;ID;eTOM\nCRM;Orders;P2;1.1.1.5\nCRM;;P1;1.1.1\nCRM;Selling;P3;1.1.1.4\n")
    assert [(one.id, one.name, one.part_of, one.line) for one in model.activities] == [
        ("P1", "CRM", None, 3), ("P2", "Orders", "P1", 2), ("P3", "Selling", "P1", 4),
    ]  # fmt: skip


def test_levels_beside_a_name_say_what_it_is_part_of() -> None:
    model = table("Level 1;Level 2;Process name\nCRM;Orders;Take an order\n;;Check it\nCRM;;Serve\n")
    assert list(outline(model)) == [
        "CRM", "CRM / Orders", "CRM / Orders / Take an order", "CRM / Orders / Check it", "CRM / Serve",
    ]  # fmt: skip


def test_names_at_their_level_keep_their_numbers() -> None:
    model = table("L1 name;L2 name\n1.1.1 CRM;\n;1.1.1.5 Order handling\n")
    assert [one.name for one in model.activities] == ["1.1.1 CRM", "1.1.1.5 Order handling"]
    assert model.mentions == ()


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


def test_more_processes_than_a_sheet_has_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.readers.tables.rows._MOST", 10)
    assert len(table("ID;eTOM\n" + ";1.1.1.5\n" * 10).activities) == 10
    assert refusal("ID;eTOM\n" + ";1.1.1.5\n" * 11).line == 12


def test_every_notice_is_said_in_both_languages() -> None:
    model = table("ID;Process name;ID;eTOM;Parent;Confidence\nA;x;;1;Q;high\nA;x;;1;x\n;;;1;;\n;;;;;;7\n")
    assert {one.code for one in model.notices} >= {
        "Source-duplicate-id",
        "Source-ragged-row",
        "Source-row-unnamed",
    }
    for notice in model.notices:
        assert ";" in notice.message.en
        assert notice.message.en.isascii() or "‘" in notice.message.en
        assert not notice.message.ru.isascii()


# Cells that we write.


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_cells_that_would_run_are_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "1.1.1.5", "a=b", "'tis", "'90s", " =1", shown("x")])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == plain_cell(text) == text
