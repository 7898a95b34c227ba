"""What stands in a cell: handed over as it stands, or marked as text."""

import pytest
from process_tables import codes, table

from etom_rdf.identifiers import shown
from etom_rdf.spreadsheets import plain_cell, safe_cell


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


# Cells that we write.


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_cells_that_would_run_are_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "1.1.1.5", "a=b", "'tis", "'90s", " =1", shown("x")])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == plain_cell(text) == text
