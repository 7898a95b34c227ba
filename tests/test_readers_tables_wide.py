"""Wide tables, with a column for each level."""

from collections.abc import Iterator

from process_tables import by_id, codes, elements, table

from etom_rdf.readers.records import SourceModel


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
