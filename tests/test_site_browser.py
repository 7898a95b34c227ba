"""Open the site in Chromium: silent, accessible, at any width, by keyboard, from files and from a server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

import pytest
from chromium import CONTRASTS, CUT, DESKTOP, PHONE, Scheme

from etom_rdf.catalogue import Catalogue
from etom_rdf.cli import main
from etom_rdf.site import Site
from etom_rdf.site.search_index import look_up

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MODEL = Path(__file__).parent.parent / "examples" / "operator" / "model.ttl"
# One page of each kind.
KINDS = {
    "map": "",
    "area": "elements/1.1/",
    "group": "elements/1.1.1/",
    "enterprise": "elements/HRM/",
    "element": "elements/1.1.1.5/",
    "retired": "elements/1.1.1.8/",
    "column": "columns/F/",
    "glossary": "terms/",
    "term": "terms/3.11/",
    "requirements": "requirements/",
    "requirement": "requirements/5.2-1/",
    "search": "search/",
    "about": "about/",
}
LOOKS = pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", DESKTOP), ("ru", "dark", DESKTOP), ("en", "dark", PHONE), ("ru", "light", PHONE)],
    ids=str,
)


# The map where no models are given.
PLAIN = "plain.html"
# What `etom serve` sends with every answer.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class _Strict(SimpleHTTPRequestHandler):
    """Serve files under the policy that allows nothing from inside a page or from elsewhere."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the whole site once, coloured by the example, below a prefix."""
    found = tmp_path_factory.mktemp("browsed") / "some" / "prefix"
    assert main(["site", str(found), str(MODEL), "--lang", "en"]) == 0
    plain = Site(catalogue=Catalogue.load()).page("en/")
    assert plain is not None
    (found / "en" / PLAIN).write_bytes(plain.body)
    return found


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    """Serve the files as any web server would, and return the address of the site."""
    root = folder.parent.parent
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/some/prefix/"
    server.shutdown()
    server.server_close()


@contextmanager
def opened(
    browser: "Browser", address: str, *, width: int = DESKTOP, scheme: Scheme = "light", scripts: bool = True
) -> Iterator["Page"]:
    """Open an address; nothing may be said on the console, and nothing asked for but what the site holds."""
    origin = address[: address.index("/", 8)] if address.startswith("http") else "file://"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    # Who goes on to the next page no longer waits for what the last one has asked for.
    page.on(
        "requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or said.append(request.url)
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    context.close()
    assert not said
    assert [one for one in asked if not one.startswith(origin)] == []


@pytest.mark.parametrize("kind", KINDS)
@LOOKS
def test_is_accessible(  # noqa: PLR0917
    browser: "Browser", base: str, kind: str, language: str, scheme: Scheme, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    with opened(browser, f"{base}{language}/{KINDS[kind]}", width=width, scheme=scheme) as page:
        page.locator("details").evaluate_all("every => every.forEach(one => { one.open = true; })")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("map_", ["index.html", PLAIN])
def test_the_map_can_be_read(browser: "Browser", base: str, scheme: Scheme, map_: str) -> None:
    with opened(browser, f"{base}en/{map_}", scheme=scheme) as page:
        contrasts = page.evaluate(CONTRASTS)
        assert len(contrasts) > 30
        assert [found for found in contrasts if found[1] < 4.5] == []


def test_an_element_is_reached_by_keyboard_from_the_map(browser: "Browser", base: str) -> None:
    with opened(browser, f"{base}ru/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.id") == "1.1.1.12":
                break
        ring = "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
        assert page.evaluate(ring) == "4px"
        page.keyboard.press("Enter")
        page.wait_for_url("**/elements/1.1.1.12/index.html")
        assert page.locator("h1").inner_text() == "1.1.1.12 Обработка запросов по счетам"


def test_a_link_to_a_place_of_the_map_shows_it(browser: "Browser", base: str) -> None:
    with opened(browser, f"{base}ru/#1.1.1.5") as page:
        shown = page.locator("a:target")
        assert shown.get_attribute("data-id") == "1.1.1.5"
        assert shown.locator("rect").evaluate("one => getComputedStyle(one).strokeWidth") == "5px"


def test_the_switch_keeps_place_and_query(browser: "Browser", base: str) -> None:
    with opened(browser, f"{base}ru/elements/1.1.1.5/#1.1.1.5-f3") as page:
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/en/elements/1.1.1.5/index.html#1.1.1.5-f3")
        assert page.locator("html").get_attribute("lang") == "en"
    with opened(browser, f"{base}ru/search/?q=order") as page:
        page.get_by_role("link", name="English").click()
        page.wait_for_url("**/en/search/index.html?q=order")
        assert page.locator("#results a").first.get_attribute("href", timeout=5000)


def test_search_leads_to_an_element(browser: "Browser", base: str) -> None:
    with opened(browser, f"{base}ru/terms/") as page:
        page.keyboard.press("/")
        page.keyboard.type("счет")
        page.locator("#found a").first.wait_for()
        options = page.locator("#found a code").all_inner_texts()
        assert "1.1.1.12" in options[:2]
        assert page.locator("#search").get_attribute("aria-expanded") == "true"
        for _ in range(options.index("1.1.1.12") + 1):
            page.keyboard.press("ArrowDown")
        active = page.locator("#search").get_attribute("aria-activedescendant")
        assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
        page.keyboard.press("Enter")
        page.wait_for_url("**/ru/elements/1.1.1.12/index.html")


def test_the_list_of_suggestions_is_accessible_and_closes(browser: "Browser", base: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    with opened(browser, f"{base}en/", width=PHONE) as page:
        page.locator("#search").fill("bill")
        page.locator("#found a").first.wait_for()
        page.keyboard.press("ArrowDown")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("Escape")
        assert not page.locator("#found").is_visible()
        assert page.locator("#search").input_value() == "bill"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_script_finds_what_the_server_finds(
    browser: "Browser", base: str, language: Literal["ru", "en"]
) -> None:
    entries = Site(catalogue=Catalogue.load()).sought(language)
    texts = [
        "счёт",
        "обработка заказа",
        "1.1.1.1",
        "crm",
        "the",
        "и",
        "operations",
        "3.1",
        "QoS/SLA",
        "bill p",
    ]
    for text in texts:
        with opened(browser, f"{base}{language}/search/?q={text.replace('/', '%2F')}") as page:
            page.wait_for_function("document.getElementById('results-count').textContent !== ''")
            found = page.locator("#results code").all_inner_texts()
            assert found == [one.number for one in look_up(text, entries)], text
            assert found


def test_the_pages_work_as_files(browser: "Browser", folder: Path) -> None:
    with opened(browser, (folder / "index.html").as_uri()) as page:
        page.get_by_role("link", name="Русский").click()
        page.locator("#search").fill("кредитоспособность")
        page.locator("#found a").first.click()
        assert page.url.endswith("/ru/elements/1.1.1.5/index.html#1.1.1.5-f3")
        page.get_by_role("link", name="English").click()
        assert page.url.endswith("/en/elements/1.1.1.5/index.html#1.1.1.5-f3")
        page.locator("#search").fill("loyalty")
        page.get_by_role("button", name="Find").click()
        assert page.locator("#results code").first.inner_text() == "1.1.1.9"


def test_the_pages_work_without_scripts(browser: "Browser", base: str) -> None:
    with opened(browser, f"{base}en/", scripts=False) as page:
        page.locator('a[id="1.1.1.5"]').click()
        assert page.locator("h1").inner_text() == "1.1.1.5 Order handling"
        page.get_by_role("link", name="Русский").click()
        assert page.locator("h1").inner_text() == "1.1.1.5 Обработка заказов"


def test_a_page_prints_without_what_only_a_screen_needs(browser: "Browser", base: str) -> None:
    with opened(browser, f"{base}ru/elements/1.1.1.5/", scheme="dark") as page:
        page.emulate_media(media="print")
        assert not page.locator("nav.sections, form.search, nav.languages").filter(visible=True).count()
        colours = page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert json.dumps(colours) == '["rgb(20, 34, 47)", "rgb(255, 255, 255)"]'
