"""Search the site: words in any form, both languages, numbers; what is found has a page."""

import json
from concurrent.futures import ThreadPoolExecutor
from sys import getswitchinterval, setswitchinterval

import pytest

from etom_rdf.catalogue import Catalogue
from etom_rdf.search import STOP_WORDS, find, stem, words_of
from etom_rdf.site import Site
from etom_rdf.site.search_index import Sought, look_up


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(catalogue=Catalogue.load(), served=True)


@pytest.fixture(scope="module")
def entries(site: Site) -> tuple[Sought, ...]:
    return site.sought("ru")


def numbers(text: str, entries: tuple[Sought, ...], most: int = 5) -> list[str]:
    return [one.number for one in look_up(text, entries)][:most]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("счет", ["1.1.1.10", "1.1.1.12"]),
        ("СЧЁТАМ", ["1.1.1.10", "1.1.1.12"]),
        ("обработка заказа", ["1.1.1.5"]),
        ("обр", ["1.1.1.5", "1.1.1.6", "1.1.1.12"]),
        ("order handl", ["1.1.1.5"]),
        ("invoices", ["1.1.1.10"]),
        ("1.1.1.5", ["1.1.1.5", "1.1.1.5-f1"]),
        ("1.1.1.1", ["1.1.1.1"]),
        ("3.11", ["3.11"]),
        ("crm", ["1.1.1", "1.1.1.1"]),
        ("OSS", ["3.14"]),
        ("партнер", ["3.7", "Partner"]),
        ("Процесс", ["3.10", "Process"]),
        ("selling", ["1.1.1.4"]),
        ("osr", ["OSR"]),
        ("5.2-1", ["5.2-1"]),
    ],
)
def test_the_best_comes_first(entries: tuple[Sought, ...], text: str, first: list[str]) -> None:
    assert numbers(text, entries, len(first)) == first


@pytest.mark.parametrize("text", ["", "   ", "?!", "несуществующееслово", "<script>", "%", "()"])
def test_nothing_is_found_for_nothing(entries: tuple[Sought, ...], text: str) -> None:
    assert look_up(text, entries) == []


def test_a_word_half_typed_finds_what_the_whole_word_finds(entries: tuple[Sought, ...]) -> None:
    for word in ("кредитоспособность", "creditworthiness", "лояльности"):
        whole = {one.address for one in look_up(word, entries)}
        assert whole
        for end in range(3, len(word)):
            assert whole <= {one.address for one in look_up(word[:end], entries)}, word[:end]


def test_every_word_of_every_name_finds_it(entries: tuple[Sought, ...]) -> None:
    for entry in Catalogue.load().elements:
        for text in (entry.label.ru, entry.label.en):
            assert entry.id in [one.number for one in look_up(text, entries)], text


def test_what_the_command_finds_the_site_finds(entries: tuple[Sought, ...]) -> None:
    for text in ("счёт клиента", "договор", "service", "качество обслуживания", "сделка", "complaints"):
        command = {match.entry.id.removeprefix("term-") for match in find(text, Catalogue.load())}
        assert command <= {one.number for one in look_up(text, entries)}, text


def test_retired_elements_come_last(entries: tuple[Sought, ...]) -> None:
    found = look_up("биллинг", entries)
    assert [one.number for one in found].index("1.1.1.8") == len(found) - 1


def test_what_is_found_has_a_page(site: Site, entries: tuple[Sought, ...]) -> None:
    for one in entries:
        path, _, anchor = one.address.partition("#")
        page = site.page(f"ru/{path}")
        assert page is not None, one.address
        assert not anchor or f'id="{anchor}"'.encode() in page.body


def test_the_script_has_the_entries_and_rules_of_the_server(site: Site) -> None:
    text = site.page("assets/search-en.js").body.decode()  # type: ignore[union-attr]
    index = json.loads(text.removeprefix("window.etomIndex = ").removesuffix(";\n"))
    assert [row[0] for row in index["entries"]] == [one.number for one in site.sought("en")]
    order = next(row for row in index["entries"] if row[0] == "1.1.1.5")
    assert order[1:7] == ["", "Order handling", "Обработка заказов", "element", "elements/1.1.1.5/", 0]
    assert {stem("handling"), stem("заказов")} <= set(order[7].split())
    assert set(index["stop"]) == STOP_WORDS


def test_the_page_of_results_quotes_nothing_raw(site: Site) -> None:
    page = site.results("ru", "<b>счёт</b>")
    assert "<b>" not in page
    assert page.count("&lt;b&gt;") >= 2
    assert "elements/1.1.1.10/" in site.results("en", "bill invoice")
    assert "Ничего не найдено" in site.results("ru", "несуществующееслово")


def test_searches_at_the_same_time_do_not_disturb_one_another(entries: tuple[Sought, ...]) -> None:
    words = [word for one in entries for word in words_of(f"{one.title.ru} {one.title.en}")]
    expected = [stem(word) for word in words]
    interval = getswitchinterval()
    setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: [stem(word) for word in words], range(8)))
    finally:
        setswitchinterval(interval)
    assert all(one == expected for one in found)
