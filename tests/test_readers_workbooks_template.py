"""The template of a register is read back."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from process_tables import codes, elements
from process_workbooks import model_of

from etom_rdf.catalogue import Catalogue
from etom_rdf.readers.tables import read
from etom_rdf.readers.tables.template import write_template


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_template_is_read_back(language: str, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_template(path, language=language, kind="xlsx")  # type: ignore[arg-type]
    model = read(path.read_bytes(), name="register.xlsx")
    assert (model.activities, model.mentions) == ((), ())
    assert codes(model) == [("Source-no-rows", 1)]
    book = load_workbook(path)
    processes, example, listed = book.worksheets
    example.title = "Mine"
    processes.append(["P1", "Ж", "1.1.1.10", "1.1.1.10-f1", "", "X", "0.5", "Ann", "why"])
    model = model_of(book)
    assert [one.id for one in model.activities] == ["P1", "P-01", "P-02", "P-02-1", "P-03"]
    assert [one.severity for one in model.notices] == []
    mention = model.mentions[0]
    assert (mention.text, mention.function, mention.confidence, mention.author) == (
        "1.1.1.10",
        "1.1.1.10-f1",
        0.5,
        "Ann",
    )
    assert model.activities[3].part_of == "P-02"
    numbered = [one for one in Catalogue.load().elements if one.notation and one.kind != "retired"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=2)]
    assert rows == [[str(one.level), one.id, one.label.ru, one.label.en] for one in numbered]
    (validation,) = processes.data_validations.dataValidation
    assert validation.formula1 == f"'{listed.title}'!$B$2:$B${len(numbered) + 1}"
    assert processes.column_dimensions["C"].number_format == "@"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_changed_example_is_passed_over_with_a_word() -> None:
    stream = BytesIO()
    write_template(stream, language="en", kind="xlsx")
    book = load_workbook(stream)
    book["Example"].append(["P-77", "Mine"])
    assert codes(model_of(book)) == [("Source-sheet-skipped", None), ("Source-no-rows", 1)]
    # Alone it is a sheet like any other.
    del book["Processes"]
    assert len(model_of(book).activities) == 5


@pytest.mark.parametrize(("language", "delimiter"), [("en", ","), ("ru", ";")])
def test_the_template_in_csv_is_read_back(language: str, delimiter: str) -> None:
    stream = BytesIO()
    write_template(stream, language=language, kind="csv")  # type: ignore[arg-type]
    row = delimiter.join(["P1", "Ж", "1.1.1.10", "", "", "X", "50%", "Ann", "why"])
    model = read(stream.getvalue() + row.encode(), name="t.csv")
    assert elements(model) == [("P1", "1.1.1.10", 2)]
    assert (model.mentions[0].confidence, codes(model)) == (0.5, [])


def test_the_template_is_the_same_each_time() -> None:
    written = []
    for _ in range(2):
        stream = BytesIO()
        write_template(stream, language="ru", kind="xlsx")
        written.append(stream.getvalue())
    assert written[0] == written[1]
