"""Hold when the name beside an id contradicts it."""

import pytest
from mentions import CATALOGUE, LABELS, codes, ids, of_value, resolved

from etom_rdf.readers.records import Mention

CONTRADICTING = [
    ("1.1.1.9 Обработка заказов", "1.1.1.5"),
    ("1.1.1.9 ОБРАБОТКА ЗАКАЗОВ (B2B)", "1.1.1.5"),
    ("Order handling (1.1.1.4)", "1.1.1.5"),
    ("1.1.1.10 Bill inquiry", "1.1.1.12"),
    ("1.1.1.11 Управление биллингом и сбором платежей", "1.1.1.8"),
    ("1.1.1 Order handling", "1.1.1.5"),
    ("1.1.1.13 Order handling", "1.1.1.5"),
    ("1.1.2.5 Order handling", "1.1.1.5"),
    ("000107.1.1.1.9 Order handling", "1.1.1.5"),
    ("1.1.1.5 Market strategy & policy", None),
]
AGREEING = [
    "1.1.1.5 Order handling",
    "1.1.1.5 ORDER HANDLING (частично)",
    "Обработка заказов: 1.1.1.5",
    "1.1.1.5 обр. заказов",
    "1.1.1.5 Обработка заявок",
    "1.1.1.5 Управление заказами B2C",
    "1.1.1.7 Customer QoS/SLA management",
    "1.1.1.7 QoS & SLA mgmt",
    "1.1.1.2 Cust. interface mgmt",
    "1.1.1.9 Лояльность клиентов",
    "1.1.1.12 Обработка запросов по счетам",
    "1.1.1.10 Биллинг",
    "1.1.1.5 CRM",
    "1.1.1.5 Проверка кредитоспособности клиента",
    "1.1.1.6 Trouble handling",
    "1.1.1.5 (уточнить)",
    "1.1.1.5 management",
    "000107.1.1.1.5 Anything of our own",
    "1.1.1.13 Anything",
    "1.1.1.4 Selling and 1.1.1.5 Order handling",
    "Order handling (1.1.1.5), Selling (1.1.1.4)",
]


@pytest.mark.parametrize(("text", "other"), CONTRADICTING)
def test_a_name_that_contradicts_its_number_is_reported_and_the_number_taken(
    text: str, other: str | None
) -> None:
    found = of_value(text)
    assert len(found.references) == 1
    [finding] = [one for one in found.findings if one.code == "Mapping-label-contradicts"]
    assert finding.severity == "warning"
    if other is None:
        assert "another edition" in finding.message.en
        assert "другой редакции" in finding.message.ru
    else:
        assert other in finding.message.en
        assert other in finding.message.ru


@pytest.mark.parametrize("text", AGREEING)
def test_a_name_that_agrees_or_says_nothing_is_not_reported(text: str) -> None:
    assert set(codes(of_value(text))) <= {"prefix-unknown"}


def test_the_finding_shows_both_names_in_one_language() -> None:
    assert of_value("1.1.1.9 Обработка заказов").findings[0].value == (
        "1.1.1.9 Обработка заказов ≠ Обеспечение лояльности и удержание клиентов"
    )
    assert (
        of_value("1.1.1.9 Order handling").findings[0].value
        == "1.1.1.9 Order handling ≠ Retention and loyalty"
    )


@pytest.mark.parametrize(
    "element", [one for one in CATALOGUE.elements if one.notation], ids=lambda one: one.id
)
def test_the_names_of_the_standard_agree_with_their_numbers_only(element: object) -> None:
    for language in ("en", "ru"):
        label = element.label.in_language(language)  # type: ignore[attr-defined]
        for other in CATALOGUE.elements:
            if other.notation:
                verdict = LABELS.judge(label, other.id)
                above = element.id.startswith(other.id + ".")  # type: ignore[attr-defined]
                below = other.id.startswith(element.id + ".")  # type: ignore[attr-defined]
                expected = other is element or below
                assert verdict is None or verdict.fits == expected or above, (label, other.id)


def test_a_name_in_its_own_column_is_compared_with_the_id() -> None:
    id_ = Mention("t", "1.1.1.9", "column", "Код еТОМ", 7)
    wrong = Mention("t", "Обработка заказов", "column", "Название элемента еТОМ", 7)
    right = Mention("t", "Удержание клиентов", "column", "Название элемента еТОМ", 7)
    assert codes(resolved(id_, wrong)) == ["label-contradicts"]
    assert codes(resolved(id_, right)) == []
    found = resolved(wrong)
    assert (ids(found), codes(found)) == ([], ["value-no-id"])
    assert "1.1.1.5" in (found.findings[0].value or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.1.1.5 Catalog (GB921 v21.5)", ["label-contradicts", "other-edition"]),
        ("1.1.1.5 Order handling (GB921 v21.5)", ["other-edition"]),
        ("1.3.7 Order handling (GB921 v21.5)", ["label-contradicts", "other-edition"]),
        ("1.3.7 Catalog (GB921 v21.5)", ["other-edition"]),
    ],
)
def test_names_are_compared_across_editions(text: str, expected: list[str]) -> None:
    found = of_value(text)
    assert codes(found) == expected
    assert all(one.iri is None for one in found.references)
    contradiction = [one for one in found.findings if one.code == "Mapping-label-contradicts"]
    assert all("another edition (GB921 v21.5)" in one.message.en for one in contradiction)


@pytest.mark.parametrize("key", ["eTOM", "etomId", "Элемент еТОМ"])
def test_a_value_with_another_name_contradicts(key: str) -> None:
    for found_by in ("property", "column", "category"):
        assert codes(of_value("1.1.1.5 Some other name", found_by, key)) == ["label-contradicts"]


def test_a_property_for_the_name_is_compared_with_that_for_the_id() -> None:
    by_id, by_name = (
        Mention("t", "1.1.1.5", "property", "eTOM id"),
        Mention("t", "Selling", "property", "eTOM name"),
    )
    assert codes(resolved(by_id, by_name)) == ["label-contradicts"]
