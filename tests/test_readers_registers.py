"""Hold what registers of processes look like in practice: captions, totals, headers in two rows, names beside ids."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.tables import read
from etom_rdf.references import resolve

CATALOGUE = Catalogue.load()


def table(text: str, **columns: str) -> SourceModel:
    return read(text.encode(), name="r.csv", columns=columns)


def workbook(merged: Sequence[str] = (), **sheets: Sequence[Sequence[object]]) -> SourceModel:
    """Read a workbook of these sheets; cells are merged in the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    stream = BytesIO()
    book.save(stream)
    return read(stream.getvalue(), name="r.xlsx")


def names(model: SourceModel) -> list[tuple[str, str, int | None]]:
    return [(one.id, one.name, one.line) for one in model.activities]


def mapped(model: SourceModel) -> dict[str, list[str]]:
    """Return the elements and functions of each activity."""
    found: dict[str, list[str]] = {}
    for one in resolve(model, CATALOGUE).references:
        found.setdefault(one.subject, []).append((one.function or one.id).rpartition("/")[2])
    return found


def contradictions(model: SourceModel) -> list[tuple[int | None, str | None]]:
    findings = resolve(model, CATALOGUE).findings
    return [(one.line, one.value) for one in findings if one.code == "Mapping-label-contradicts"]


def notices(model: SourceModel) -> list[tuple[int | None, str]]:
    return [(one.line, one.code) for one in model.notices]


# Headers.


def test_a_header_may_have_two_rows() -> None:
    model = workbook(
        ["A3:A4", "B3:C3", "D3:E3", "F3:F4"],
        Реестр=[
            ["Реестр процессов и их соответствие eTOM"],
            [],
            ["№ п/п", "Бизнес-процесс", None, "Соответствие eTOM", None, "Ответственный"],
            [None, "Код", "Наименование", "Код", "Наименование"],
            [1, "БП.01", "Приём заказа", "1.1.1.5", "Обработка заказов", "Иванов"],
            [2, "БП.02", "Устранение аварий", "1.1.1.6", "Управление счетами", "Петров"],
        ],
    )
    assert names(model) == [("БП.01", "Приём заказа", 5), ("БП.02", "Устранение аварий", 6)]
    assert mapped(model) == {"БП.01": ["1.1.1.5"], "БП.02": ["1.1.1.6"]}
    assert [one.component for one in model.activities] == ["Иванов", "Петров"]
    assert contradictions(model) == [(6, "1.1.1.6 Управление счетами ≠ Обработка проблем клиентов")]


def test_a_caption_above_a_header_is_no_first_row_of_it() -> None:
    model = table("Раздел 1;;\nКод;Наименование;eTOM\n1;Приём;1.1.1.5\n")
    assert [one.key for one in model.mentions] == ["eTOM"]


@pytest.mark.parametrize(
    "text",
    [
        "# About eTOM\n\nThis is a page, and it names 1.1.1.5.\n",
        "etom-rdf\n========\n\nA library, an ontology and rules.\n",
        "All of the eTOM element is 1.1.1.5, name it.\nNothing else, and no more.\n",
        "Meeting notes\n\nProcess, activity\n\nWe talked, and left.\n",
        "Process\n",
        "| Process ID | Process name | eTOM |\n|---|---|---|\n| P1 | Sell | 1.1.1.4 |\n",
        "from etom_rdf.errors import EtomError, InputError\nfrom etom_rdf.text import Text\nx = 1\n",
    ],
)
def test_running_text_is_no_table(text: str) -> None:
    with pytest.raises(InputError, match="header"):
        table(text)


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("Process\nTake orders\nBill customers\n", 2),
        ("eTOM\n1.1.1.5\n1.1.1.6\n", 2),
        ("ID, Name, eTOM\nP1, Take orders, 1.1.1.5\nP2, Bill, 1.1.1.10\n", 2),
        ("Process | eTOM\n---|---\nSell | 1.1.1.4\n", 1),
        ("Process ID;Process name;eTOM\n", 0),
    ],
)
def test_small_tables_are_tables(text: str, activities: int) -> None:
    assert len(table(text).activities) == activities


def test_a_sheet_is_read_whatever_its_name_says() -> None:
    rows = [["Код", "Процесс", "eTOM"], ["N1", "Прим", "1.1.1.9"]]
    for title in ("Примечания", "Версия 2", "Названия"):
        model = workbook(Процессы=[rows[0], ["P1", "Продажа", "1.1.1.4"]], **{title: rows})
        assert mapped(model) == {"P1": ["1.1.1.4"], "N1": ["1.1.1.9"]}, title


def test_the_user_may_point_to_a_column_of_any_name() -> None:
    model = table("Nr;Text;Comment\n1;Order;1.1.1.5\n", id="Nr", name="Text", element="Comment")
    assert mapped(model) == {"1": ["1.1.1.5"]}
    named = table("Nr;TMF;Was\n1;1.1.1.5;Billing\n", id="Nr", element="TMF", label="Was")
    assert contradictions(named) == [(2, "1.1.1.5 Billing ≠ Order handling")]


# Rows that are no processes.


def test_captions_and_totals_are_left_out_with_a_notice() -> None:
    model = table(
        "Код;Наименование;eTOM\nРаздел 1;;\nP1;Приём;1.1.1.5\nSales;;\nP2;Продажа;\nD;;\n"
        "Итого процессов:;2;\n;Всего;\nПодготовил Иванов И.;;\n"
    )
    assert [one.id for one in model.activities] == ["P1", "P2", "D"]
    assert notices(model) == [
        (2, "Source-heading-row"),
        (4, "Source-heading-row"),
        (7, "Source-total-row"),
        (8, "Source-total-row"),
        (9, "Source-heading-row"),
    ]


def test_a_process_with_an_element_is_no_total() -> None:
    model = table("ID;Name;eTOM\n1;Total;1.1.1.5\n2;Total quality management;\n")
    assert [one.name for one in model.activities] == ["Total", "Total quality management"]


# Names of elements beside their ids.

PAIRS = [
    ("Код;Процесс;Код eTOM;Название eTOM", "1;Приём;1.1.1.5;Биллинг", "1.1.1.5 Биллинг ≠ Обработка заказов"),
    ("ID;Name;eTOM id;eTOM name", "1;Take;1.1.1.5;Selling", "1.1.1.5 Selling ≠ Order handling"),
    ("ID;Name;eTOM name;eTOM id", "1;Take;Selling;1.1.1.5", "1.1.1.5 Selling ≠ Order handling"),
    ("ID;Name;eTOM id;eTOM name", "1;Take;1.1.1.5;Order handling", None),
    ("ID;Name;eTOM id;Название eTOM;eTOM name", "1;T;1.1.1.5;Обработка заказов;Order handling", None),
    (
        "ID;Name;eTOM id;Название eTOM;eTOM name",
        "1;T;1.1.1.5;Обработка заказов;Selling",
        "1.1.1.5 Selling ≠ Order handling",
    ),
    (
        "ID;Name;eTOM id;eTOM name",
        "1;T;1.1.1.5, 1.1.1.6;Order handling, Selling",
        "1.1.1.6 Selling ≠ Problem handling",
    ),
    (
        "ID;Name;eTOM id;eTOM name",
        '1;T;"1.1.1.5\n1.1.1.6";"Order handling\nSelling"',
        "1.1.1.6 Selling ≠ Problem handling",
    ),
    (
        "ID;Name;eTOM L1 id;eTOM L2 id;eTOM L1 name;eTOM L2 name",
        "1;T;1.1.1;1.1.1.5;Customer relationship management;Selling",
        "1.1.1.5 Selling ≠ Order handling",
    ),
    ("ID;Name;eTOM id;eTOM name", "1;T;1.1.1.5;—", None),
]


@pytest.mark.parametrize(("header", "row", "value"), PAIRS)
def test_a_name_beside_an_id_is_compared(header: str, row: str, value: str | None) -> None:
    found = contradictions(table(f"{header}\n{row}\n"))
    assert found == ([] if value is None else [(2, value)])


def test_a_name_without_its_id_is_said() -> None:
    model = table("ID;Name;eTOM id;eTOM name\n1;Take;;Order handling\n2;Bill;1.1.1.10;\n")
    (finding,) = resolve(model, CATALOGUE).findings
    assert (finding.code, finding.line) == ("Mapping-value-no-id", 2)
    assert finding.value == "Order handling = 1.1.1.5 Order handling"


def test_a_name_of_another_edition_is_compared_too() -> None:
    model = table(
        "ID;Name;eTOM id;eTOM name;Release\n1;Bill;1.1.1.10;Catalog;GB921 v23\n2;Take;1.3.7;Order handling;v23\n"
        "3;Take;1.1.1.5;Order handling;v23\n"
    )
    found = [one for one in resolve(model, CATALOGUE).findings if one.code == "Mapping-label-contradicts"]
    assert [one.line for one in found] == [2, 3]
    assert "another edition (GB921 v23)" in found[0].message.en
    assert "1.1.1.5 (Order handling)" in found[1].message.en
    assert all(one.iri is None for one in resolve(model, CATALOGUE).references)


# Functions and matrices.


def test_a_function_may_be_named_by_its_number_beside_one_id() -> None:
    model = table("ID;Name;eTOM;eTOM function\n1;a;1.1.1.5;f1\n2;b;1.1.1.6;1.1.1.6-f2, f3\n3;c;1.1.1.5 f2;\n")
    assert mapped(model) == {
        "1": ["1.1.1.5-f1"],
        "2": ["1.1.1.6-f2", "1.1.1.6-f3"],
        "3": ["1.1.1.5-f2"],
    }
    several = resolve(table("ID;Name;eTOM;eTOM function\n1;a;1.1.1.5, 1.1.1.6;f1\n"), CATALOGUE)
    assert [one.code for one in several.findings] == ["Mapping-function-no-id"]


def test_a_matrix_has_a_column_for_each_element() -> None:
    model = table(
        "Process;1.1.1.4 Selling;1.1.1.5 Order handling;1.1.1.6 Billing\nTake;;x;нет\nSolve;+;–;Х\nPlan;;partly;\n"
    )
    assert mapped(model) == {"row-2": ["1.1.1.5"], "row-3": ["1.1.1.4", "1.1.1.6"]}
    assert contradictions(model) == [(3, "1.1.1.6 Billing ≠ Problem handling")]
    assert notices(model) == [(4, "Source-mark")]
