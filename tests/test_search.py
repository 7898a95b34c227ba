"""Search the catalogue: words of either language in any form, identifiers, and what comes first."""

import pytest

from etom_rdf.catalogue import Catalogue
from etom_rdf.search import find

CATALOGUE = Catalogue.load()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("order handling", "1.1.1.5"),
        ("ОБРАБОТКА ЗАКАЗОВ", "1.1.1.5"),
        ("заказ обработка", "1.1.1.5"),
        ("счёт запрос", "1.1.1.12"),
        ("loyal", "1.1.1.9"),
        ("сквозной процесс", "term-3.15"),
    ],
)
def test_words_find_the_element_whatever_their_form(words: str, first: str) -> None:
    assert find(words, CATALOGUE)[0].entry.id == first


def test_all_words_must_be_held() -> None:
    assert not find("заказ трактор", CATALOGUE)
    assert not find("  ", CATALOGUE)


def test_yo_and_ye_are_one_letter() -> None:
    assert find("счёт", CATALOGUE) == find("счет", CATALOGUE) != ()


def test_an_identifier_finds_its_entry_and_its_functions() -> None:
    found = [match.entry.id for match in find("1.1.1.5", CATALOGUE)]
    assert found[:2] == ["1.1.1.5", "1.1.1.5-f1"]
    assert all(name.startswith("1.1.1.5") for name in found)


def test_retired_elements_come_last() -> None:
    found = [match.entry.id for match in find("биллинг", CATALOGUE)]
    assert found[-1] == "1.1.1.8"


def test_stop_words_count_only_where_nothing_else_is_asked() -> None:
    assert find("обработка и заказ", CATALOGUE) == find("обработка заказ", CATALOGUE) != ()
    assert find("the handling of orders", CATALOGUE) == find("handling orders", CATALOGUE) != ()


def test_short_words_are_no_beginnings() -> None:
    assert not find("зак", CATALOGUE)
    assert find("зака", CATALOGUE)
    assert find("QoS", CATALOGUE)
