"""Which columns of a table are read: by their headers, or as the user names them."""

import pytest
from process_tables import by_id, codes, elements, refusal, table

from etom_rdf.errors import EtomError
from etom_rdf.readers.records import Activity
from etom_rdf.readers.tables import parse_columns

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
