"""What rows of a table give: processes with ids, parents, components and functions."""

import pytest
from process_tables import by_id, codes, elements, refusal, table


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
