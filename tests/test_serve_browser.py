"""Use `etom serve` in Chromium as people do: by mouse and by keyboard, in both languages, on desk and phone."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from chromium import CONTRASTS, CUT, DESKTOP, PHONE

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.resources import editor_files
from etom_rdf.site import Site
from etom_rdf.text import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page
    from servers import EtomServer

EXAMPLES = Path(__file__).parent.parent / "examples"
FAULTY = EXAMPLES / "operator" / "faulty.ttl"
DIAGRAM = EXAMPLES / "sources" / "order-to-activation.bpmn"
PATIENCE = 60_000  # milliseconds; no figure of speed
# One page of each kind, below the root of a language.
KINDS = {
    "map": "",
    "area": "elements/1.1/",
    "group": "elements/1.1.1/",
    "element": "elements/1.1.1.5/",
    "uncovered": "elements/1.1.1.1/",
    "retired": "elements/1.1.1.8/",
    "column": "columns/F/",
    "glossary": "terms/",
    "term": "terms/3.11/",
    "requirements": "requirements/",
    "requirement": "requirements/5.2-1/",
    "vocabulary": "vocabulary/",
    "rules": "rules/",
    "rule": "rules/Process-element-known/",
    "queries": "queries/",
    "answer": f"queries/elements-by-name/?text={quote('счет')}",
    "no answer": "queries/elements-by-name/?text=nothing+of+the+kind",
    "wrong value": "queries/children/?id=one&language=xx",
    "wrong name": "queries/children/?identifier=1.1",
    "editor": "editor/",
    "check": "check/",
    "search": f"search/?q={quote('счет')}",
    "found nothing": "search/?q=nothing+of+the+kind",
    "about": "about/",
    "missing": "no/such/page/",
}
# What Chromium itself says of an answer that is meant to be no page, or no answer.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 40[04] ")
# Who goes on to the next page no longer waits for what the last one has asked for.
ABORTED = re.compile(r": net::ERR_ABORTED$")
QUERY = 'SELECT ?id { ?e <http://www.w3.org/2004/02/skos/core#notation> ?id FILTER (?id = "1.1.1.12") }'
IN_BOTH = pytest.mark.parametrize("language", ["en", "ru"])


@contextmanager
def opened(
    browser: "Browser",
    served: "EtomServer",
    path: str = "",
    *,
    width: int = DESKTOP,
    refusal: bool = False,
    **options: Any,
) -> Iterator["Page"]:
    """Open an address of the server; nothing may be said on the console, and nothing asked of another host."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, accept_downloads=True, bypass_csp=False, **options
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    said: list[str] = []
    foreign: list[str] = []
    ours = urlsplit(served.address).netloc
    page.on("console", lambda message: said.append(f"{message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))

    def watch(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != ours:
            foreign.append(url)

    context.on("request", lambda request: watch(request.url))
    try:
        page.goto(served.address + path)
        yield page
    finally:
        context.close()
    assert [one for one in said if not (ABORTED.search(one) or (refusal and REFUSED.match(one)))] == []
    assert foreign == []


def violations(page: "Page") -> list[tuple[str, list[str]]]:
    """Return the rules of axe-core that a page breaks, each with its first places."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


def fits(page: "Page", width: int) -> None:
    """Look at a page at a width: nothing scrolls sideways but within its own frame, nothing is cut."""
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("details").evaluate_all("every => every.forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []


@IN_BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_can_be_used_by_all(
    browser: "Browser", served: "EtomServer", kind: str, language: Language
) -> None:
    refusal = kind in {"missing", "wrong value", "wrong name"}
    with opened(browser, served, f"{language}/{KINDS[kind]}", refusal=refusal) as page:
        if kind == "editor" and editor_files():
            page.wait_for_selector(".yasqe_queryButton:visible")
        page.emulate_media(color_scheme="light" if language == "en" else "dark")
        fits(page, DESKTOP if language == "ru" else PHONE)
        fits(page, PHONE if language == "ru" else DESKTOP)
        assert violations(page) == []
        page.set_viewport_size({"width": PHONE, "height": 900})
        where = page.locator(".sections [aria-current]")
        outside = {"search", "found nothing", "missing"}
        assert where.count() == (kind not in outside)
        if kind not in outside:
            assert where.evaluate("one => one.getBoundingClientRect().right <= innerWidth"), "it is in sight"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_coloured_map_can_be_read(browser: "Browser", served: "EtomServer", scheme: Any) -> None:
    with opened(browser, served, "en/", color_scheme=scheme) as page:
        assert page.locator(".sheet [data-role=element][data-step]").count() == 11
        contrasts = page.evaluate(CONTRASTS)
        assert len(contrasts) > 30
        assert [found for found in contrasts if found[1] < 4.5] == []


@pytest.mark.usefixtures("require_editor")
def test_an_architect_finds_asks_and_checks(browser: "Browser", served: "EtomServer") -> None:
    with opened(browser, served, locale="ru-RU") as page:
        assert page.url == f"{served.address}ru/"
        page.get_by_role("link", name="English").click()
        assert page.inner_text("h1") == "Map of processes"
        page.get_by_role("link", name="Русский").click()
        assert page.inner_text("h1") == "Карта процессов"
        covering = page.locator(".sheet [data-id='1.1.1.12'] text").last.text_content()

        page.get_by_role("combobox").fill("счет")
        page.locator("#found a", has_text="Обработка запросов по счетам").click()
        assert page.inner_text("h1") == "1.1.1.12 Обработка запросов по счетам"
        assert str(page.locator("#processes ~ table tbody tr").count()) == covering

        ask_of_the_library(page)
        run_in_the_editor(page, lambda: page.locator(".yasqe_queryButton:visible").click())

        page.get_by_role("link", name="Проверка").click()
        page.set_input_files("[data-files]", [FAULTY, DIAGRAM])
        read_findings(page)
        downloaded(page, lambda link: link.click())


def ask_of_the_library(page: "Page") -> None:
    """Find the query of the functions of an element, ask it about 1.1.1.12 and read the table."""
    page.get_by_role("link", name="Запросы", exact=True).click()
    page.get_by_role("link", name="Какие функции есть у элемента").click()
    page.get_by_label("Идентификатор").fill("1.1.1.12")
    page.get_by_role("button", name="Спросить").click()
    read_functions(page)


def read_functions(page: "Page") -> None:
    element = Catalogue.load()["1.1.1.12"]
    assert isinstance(element, Element)
    names = {one.id: one.label.ru for one in element.functions}
    page.wait_for_url("**/queries/functions-of-element/?*")
    rows = [one.inner_text() for one in page.locator(".answer tbody tr").all()]
    assert len(rows) == len(names)
    for id_, name in names.items():
        (row,) = (one for one in rows if re.search(rf"\b{re.escape(id_)}(?!\d)", one))
        assert name in row


def run_in_the_editor(page: "Page", start: Callable[[], None]) -> None:
    """Write a query of one's own and read its answer."""
    page.goto(f"{page.url.split('/ru/')[0]}/ru/queries/")
    page.get_by_role("link", name="редакторе").click()
    page.locator(".CodeMirror:visible").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(QUERY)
    start()
    page.locator(".yasr_results:visible td", has_text="1.1.1.12").wait_for()


def read_findings(page: "Page") -> None:
    page.wait_for_selector("#result")
    assert page.text_content("#result") == "Не соответствует ГОСТ Р 53633.3—2009"
    row = page.locator(".findings tbody tr", has_text="faulty.ttl:185").inner_text()
    assert "не определяет элемент" in row
    assert "Выберите элемент из таблицы 1" in row
    assert set(page.locator(".read .file").all_text_contents()) == {FAULTY.name, DIAGRAM.name}
    assert page.locator(".result .sheet [data-role=element][data-step]").count() == 11


def downloaded(page: "Page", activate: Callable[["Locator"], None]) -> None:
    """Download the report; it says what the page says."""
    with page.expect_download() as waiting:
        activate(page.locator("a[download='etom-report.json']"))
    report = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert report["conforms"] is False
    codes = page.locator(".findings tbody tr").evaluate_all("rows => rows.map(one => one.dataset.rule)")
    assert sorted(one["code"] for one in report["findings"]) == sorted(codes)
    assert {"Process-element-known", "Process-id-well-formed"} <= set(codes)
    assert {Path(one["file"]).name for one in report["sources"]} == {FAULTY.name, DIAGRAM.name}


def test_all_of_it_goes_by_keyboard(browser: "Browser", served: "EtomServer") -> None:
    with opened(browser, served, "en/") as page:
        tab_to(page, "document.activeElement.lang === 'ru'")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ru/")
        tab_to(page, "document.activeElement.dataset.id === '1.1.1.6'")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ru/elements/1.1.1.6/")

        page.keyboard.press("/")
        page.keyboard.type("счет")
        page.locator("#found a").first.wait_for()
        for _ in page.locator("#found a").all():
            page.keyboard.press("ArrowDown")
            if "1.1.1.12" in page.locator("#found [aria-selected=true] code").all_inner_texts():
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/ru/elements/1.1.1.12/")

        page.goto(f"{served.address}ru/queries/functions-of-element/")
        tab_to(page, "document.activeElement.name === 'id'")
        page.keyboard.press("Control+a")
        page.keyboard.type("1.1.1.12")
        page.keyboard.press("Enter")
        read_functions(page)

        page.goto(f"{served.address}ru/check/")
        tab_to(page, "document.activeElement.matches('[data-files]')")
        with page.expect_file_chooser() as waiting:
            page.keyboard.press("Space")
        waiting.value.set_files([FAULTY, DIAGRAM])
        read_findings(page)
        assert page.evaluate("document.activeElement.id") == "result", "the reader is led to the result"
        tab_to(page, "document.activeElement.download === 'etom-report.json'")
        downloaded(page, lambda _: page.keyboard.press("Enter"))


@pytest.mark.usefixtures("require_editor")
def test_the_editor_is_entered_used_and_left_by_keyboard(browser: "Browser", served: "EtomServer") -> None:
    with opened(browser, served, "ru/editor/") as page:
        page.wait_for_selector(".yasqe_queryButton:visible")
        inside = "document.activeElement.matches('.CodeMirror :is(textarea, [contenteditable])')"
        tab_to(page, inside)
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(QUERY)
        page.keyboard.press("Control+Enter")
        page.locator(".yasr_results:visible td", has_text="1.1.1.12").wait_for()
        tab_to(page, "document.activeElement.matches('.yasr button')")
        for _ in range(20):
            page.keyboard.press("Shift+Tab")
            if page.evaluate(inside):
                break
        assert page.evaluate(inside)
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(inside)
        assert (
            page.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()")
            == QUERY
        )


def tab_to(page: "Page", reached: str, most: int = 90) -> None:
    """Press Tab until what has the focus is what is sought."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            return
    pytest.fail(f"not reached by {most} × Tab: {reached}")


@IN_BOTH
def test_what_was_dropped_can_be_read_by_all(
    browser: "Browser", served: "EtomServer", language: Language
) -> None:
    with opened(browser, served, f"{language}/check/") as page:
        page.set_input_files("[data-files]", [FAULTY, DIAGRAM])
        page.wait_for_selector("#result")
        fits(page, DESKTOP)
        assert violations(page) == []
        fits(page, PHONE)
        assert violations(page) == []
        assert [found for found in page.evaluate(CONTRASTS) if found[1] < 4.5] == []


def test_the_kinds_are_all_that_the_server_has(served: "EtomServer") -> None:
    site = Site(catalogue=Catalogue.load(), served=True)
    first = {path.split("/")[1] for path in site.paths() if path.startswith("ru/")}
    assert first <= {path.split("/")[0] for path in KINDS.values()} | {""}
