"""Prefixes and values in the rows of SSSOM."""

import pytest
from sssom_tables import BROAD, COLUMNS, HEADER, MANUAL, codes, one, read, statements

from etom_rdf.namespaces import GOST


def test_undeclared_prefixes_are_told_once_with_the_number_of_rows() -> None:
    row = ("x:P1", BROAD, "gost:1.1.1.5", MANUAL)
    model = read(row, row, header="#license: x\n")
    told = {one.value: (one.code, one.line, "(rows: 2)" in one.message.en) for one in model.notices}
    assert told == {
        "x": ("Source-prefix-undeclared", 3, True),
        "gost": ("Source-prefix-assumed", 3, True),
    }
    assert (model.iris, [one.text for one in model.mentions]) == ({}, ["1.1.1.5", "1.1.1.5"])


def test_a_built_in_prefix_cannot_be_declared_otherwise() -> None:
    header = HEADER.replace("#  op:", "#  skos: https://example.org/\n#  e:\n#  op:")
    model = read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=header)
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", False)]
    assert [(one.code, one.line) for one in model.notices] == [
        ("Source-prefix-fixed", 3),
        ("Source-prefix-empty", 4),
    ]


def test_the_prefix_of_the_standard_may_be_someone_elses() -> None:
    header = HEADER.replace(GOST, "https://example.org/catalogue/")
    assert read(("op:P1", BROAD, "gost:1.1.1.5", MANUAL), header=header).mentions == ()


@pytest.mark.parametrize("missing", range(3))
def test_an_incomplete_row_is_told_with_its_line(missing: int) -> None:
    cells = ["op:P1", BROAD, "gost:1.1.1.5", MANUAL]
    cells[missing] = ""
    model = read(("op:P0", BROAD, "gost:1.1.1.5", MANUAL), tuple(cells))
    (notice,) = model.notices
    assert (notice.code, notice.severity, notice.line) == ("Source-row-incomplete", "violation", 8)
    assert COLUMNS[missing] in notice.message.en
    assert (len(model.activities), model.skipped) == (1, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.95", 0.95),
        ("0,95", 0.95),
        ("1", 1.0),
        ("1.5", None),
        ("-0.1", None),
        ("nan", None),
        ("high", None),
        ("1e9", None),
    ],
)
def test_confidence_is_a_number_from_0_to_1(text: str, number: float | None) -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", confidence=text)
    assert model.mentions[0].confidence == number
    assert codes(model) == ([] if number is not None else ["Source-confidence"])


@pytest.mark.parametrize(
    ("slots", "author"),
    [
        ({"author_label": r"Alice\|Bob|Charlie\\"}, "Alice|Bob; Charlie\\"),
        ({"author_id": "op:ivanov|x:1"}, "https://operator.example/process/ivanov; x:1"),
        ({"author_id": "op:ivanov", "author_label": "Иванов"}, "Иванов"),
    ],
)
def test_authors_may_be_several(slots: dict[str, str], author: str) -> None:
    assert one("op:P1", BROAD, "gost:1.1.1.5", **slots).mentions[0].author == author


def test_the_first_label_and_performer_of_a_process_count() -> None:
    columns = (*COLUMNS, "subject_label", "ext_etom_performed_by")
    rows = [
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, "", ""),
        ("op:P1", BROAD, "gost:1.1.1.6", MANUAL, "Приём", "sales"),
        ("op:P1", BROAD, "gost:1.1.1.7", MANUAL, "Продажа", "care"),
    ]
    model = read(*rows, columns=columns)
    (activity,) = model.activities
    assert (activity.name, activity.component) == ("Приём", "sales")
    assert [(one.code, one.line) for one in model.notices] == [
        ("Source-label-differs", 9),
        ("Source-role-differs", 9),
    ]


def test_a_missing_justification_is_told_once() -> None:
    model = read(("op:P1", BROAD, "gost:1.1.1.5", ""), ("op:P2", BROAD, "gost:1.1.1.5", ""))
    assert [(one.code, one.severity, one.line) for one in model.notices] == [
        ("Source-justification", "info", 7)
    ]
    earlier = read(("op:P1", BROAD, "gost:1.1.1.5", "Lexical"), columns=(*COLUMNS[:3], "match_type"))
    assert codes(earlier) == []
