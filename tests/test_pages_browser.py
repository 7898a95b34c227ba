"""Open the pages in Chromium: silent, self-contained, accessible, and doing what their controls say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from chromium import CONTRASTS, CUT, DESKTOP, PHONE, Scheme

from etom_rdf.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXAMPLES = Path(__file__).parent.parent / "examples"
SOURCES, MODEL = str(EXAMPLES / "sources"), str(EXAMPLES / "operator" / "model.ttl")
COMMANDS = {
    "coverage": ["coverage", MODEL, SOURCES],
    "compare": ["compare", MODEL, SOURCES],
    "components": ["compare", SOURCES, "--by", "component"],
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write each page once."""
    folder = tmp_path_factory.mktemp("pages")
    written = {name: folder / f"{name}.html" for name in COMMANDS}
    for name, command in COMMANDS.items():
        assert main([*command, "--format", "html", "--lang", "en", "-o", str(written[name])]) == 0
    return written


@pytest.fixture
def open_page(browser: "Browser", files: dict[str, Path]) -> Iterator["Opener"]:
    opener = Opener(browser, files)
    yield opener
    opener.close()
    assert not opener.said, "the console is silent"
    assert all(address.startswith("file:") for address in opener.requested)
    assert len(opener.requested) == opener.opened, "a page asks for nothing but itself"


class Opener:
    """Open pages, and note what they say on the console and ask for."""

    def __init__(self, browser: "Browser", files: dict[str, Path]) -> None:
        self.browser, self.files = browser, files
        self.said: list[str] = []
        self.requested: list[str] = []
        self.opened = 0

    def __call__(
        self, name: str, hash_: str = "", *, width: int = DESKTOP, scheme: Scheme = "light"
    ) -> "Page":
        page = self.browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))
        self.opened += 1
        page.goto(self.files[name].as_uri() + hash_)
        return page

    def close(self) -> None:
        for context in self.browser.contexts:
            context.close()


def rows(page: "Page", section: str) -> list[list[str]]:
    """Return the rows of a section that are seen, cell by cell as they read."""
    found: list[list[str]] = page.locator(f"#{section} tbody tr").evaluate_all(
        """rows => rows.filter(row => row.checkVisibility())
            .map(row => [...row.cells].map(cell => cell.innerText.trim()))"""
    )
    return found


def ids(page: "Page", section: str) -> list[str]:
    return [row[0] for row in rows(page, section)]


PAGES = pytest.mark.parametrize("name", COMMANDS)
LOOKS = pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", DESKTOP), ("ru", "dark", DESKTOP), ("en", "dark", PHONE), ("ru", "light", PHONE)],
    ids=str,
)


@PAGES
@LOOKS
def test_is_accessible(open_page: Opener, name: str, language: str, scheme: Scheme, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = open_page(name, f"#lang={language}", width=width, scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@PAGES
@LOOKS
def test_nothing_is_cut(open_page: Opener, name: str, language: str, scheme: Scheme, width: int) -> None:
    page = open_page(name, f"#lang={language}", width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_the_map_stand_out(open_page: Opener, scheme: Scheme) -> None:
    found = dict(open_page("coverage", scheme=scheme).evaluate(CONTRASTS))
    assert {"1.1.1.1", "1.1.1.5", "1.1.2", "1.1", "EEM", "F"} <= found.keys()
    assert {name for name, ratio in found.items() if ratio < 4.5} == set()


def test_dark_map_lies_on_a_dark_ground(open_page: Opener) -> None:
    ground = "getComputedStyle(document.querySelector('.sheet svg > rect')).fill"
    light, dark = (open_page("coverage", scheme=scheme).evaluate(ground) for scheme in ("light", "dark"))
    assert light == "rgb(255, 255, 255)"
    assert all(int(part) < 60 for part in re.findall(r"\d+", dark))


@PAGES
def test_language_switches_and_stays_in_the_address(open_page: Opener, name: str) -> None:
    page = open_page(name)
    english = page.inner_text("#elements")
    page.click("button[data-lang=ru]")
    russian = page.inner_text("#elements")
    assert (page.get_attribute("html", "lang"), page.title()) == ("ru", page.inner_text("h1"))
    assert re.search("[а-я]", page.title())
    assert "Order handling" in english
    assert "Обработка заказов" not in english
    assert "Обработка заказов" in russian
    assert "Order handling" not in russian
    assert page.url.endswith("#lang=ru")
    page.reload()
    open_page.opened += 1
    assert page.inner_text("#elements") == russian
    page.click("button[data-lang=en]")
    assert page.inner_text("#elements") == english


@pytest.mark.parametrize(
    ("query", "elements"),
    [
        ("ЗАКАЗОВ", ["1.1.1.5"]),
        ("order handl", ["1.1.1.5"]),
        ("1.1.1.1", ["1.1.1.1"]),
        ("1.1.1.10", ["1.1.1.10"]),
        ("nothing of the kind", []),
    ],
)
def test_search_filters_rows(open_page: Opener, query: str, elements: list[str]) -> None:
    page = open_page("coverage")
    everything = len(page.query_selector_all("tbody tr"))
    page.fill("#search", query)
    assert ids(page, "elements") == elements
    left = page.locator("tbody tr:visible").count()
    assert page.inner_text("#status") == f"{left} of {everything} rows"
    assert page.is_visible("#elements .nothing") == (not elements)
    assert unquote(page.url.replace("+", " ")).endswith(f"#lang=en&q={query}")
    page.fill("#search", "")
    assert len(ids(page, "elements")) == 11
    assert page.inner_text("#status") == ""


def test_address_opens_a_search(open_page: Opener) -> None:
    page = open_page("coverage", "#lang=ru&q=1.1.1.5")
    assert page.input_value("#search") == "1.1.1.5"
    assert ids(page, "elements") == ["1.1.1.5"]
    assert len(rows(page, "functions")) == 11


def test_heads_sort_and_restore(open_page: Opener) -> None:
    page = open_page("coverage")
    original = ids(page, "elements")
    assert original[-1] == "1.1.1.12"
    count = page.locator("#elements th", has_text="Processes")
    for turn, order in (("descending", -1), ("ascending", 1)):
        count.locator("button").click()
        counts = [int(row[2]) for row in rows(page, "elements")]
        assert count.get_attribute("aria-sort") == turn
        assert counts == sorted(counts, key=lambda number: order * number)
        assert len(set(counts)) > 3
    count.locator("button").click()
    assert count.get_attribute("aria-sort") is None
    assert ids(page, "elements") == original
    page.locator("#elements th button", has_text="ID").press("Enter")
    assert ids(page, "elements") == original, "1.1.1.9 stands before 1.1.1.10"


def test_long_table_shows_its_first_rows_until_all_are_asked_for(open_page: Opener, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    lines = (f"P{i};Name {i};1.1.1.{4 + i % 3}" for i in range(1200))
    register.write_text("\n".join(("Код;Наименование процесса;Элемент eTOM", *lines)), encoding="utf-8")
    open_page.files["long"] = tmp_path / "long.html"
    command = ["coverage", str(register), "--format", "html", "--lang", "en"]
    assert main([*command, "-o", str(open_page.files["long"])]) == 0
    page = open_page("long")
    seen = page.locator("#processes tbody tr:visible")
    assert seen.count() == 500
    assert page.inner_text("nav a[href='#processes']") == "Processes 1200"
    page.fill("#search", "P119")
    assert seen.count() == 11, "P119 and P1190 to P1199, wherever they stand"
    page.fill("#search", "")
    page.click("#processes .more-rows")
    assert seen.count() == 1200
    assert not page.is_visible(".more-rows")


def test_keyboard_reaches_the_map_and_everything_else(open_page: Opener) -> None:
    page = open_page("coverage")
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.dataset.id ?? document.activeElement.outerHTML.slice(0, 60)"
            )
        )
        if reached[-1] == "1.1.1.5":
            break
    assert 'class="skip"' in reached[0]
    assert any('id="search"' in one for one in reached)
    page.keyboard.press("Enter")
    assert ids(page, "elements") == ["1.1.1.5"]
    assert page.evaluate("document.activeElement.id") == "elements-heading"


def test_numbers_agree_with_the_command(open_page: Opener, capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page("coverage")
    main([*COMMANDS["coverage"], "--format", "csv", "--lang", "en"])
    said = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    on_page = {row[0]: (row[2], row[3]) for row in rows(page, "elements")}
    on_map = {
        group.get_attribute("data-id"): group.query_selector_all("text")[-1].text_content()
        for group in page.query_selector_all(".sheet[lang=en] [data-role=element]")
    }
    assert on_page == {line[0]: (line[3], line[4]) for line in said}
    assert on_map == {line[0]: line[3] for line in said}
    performed, functions = (sum(int(line[i]) for line in said) for i in (7, 6))
    cards = [one.inner_text().split("\n")[0] for one in page.query_selector_all(".cards li")]
    assert cards[:2] == [
        f"{sum(line[3] != '0' for line in said)} / {len(said)}",
        f"{performed} / {functions}",
    ]
    assert cards[2:] == [str(len(rows(page, part))) for part in ("processes", "unmapped", "uncounted")]


@pytest.mark.parametrize(("show", "expected"), [("overlap", 8), ("only", 1), ("gap", 2), ("", 11)], ids=str)
def test_comparison_shows_overlap_gaps_and_only_in(open_page: Opener, show: str, expected: int) -> None:
    page = open_page("compare")
    page.click(f"button[data-show='{show}']")
    left = rows(page, "elements")
    assert len(left) == expected
    words = {"overlap": "2 of 2", "only": "only in", "gap": "gap", "": ""}[show]
    assert all(words in row[2] for row in left)
    covering = {"overlap": {2}, "only": {1}, "gap": {0}, "": {0, 1, 2}}[show]
    assert {sum(count != "0" for count in row[3:]) for row in left} == covering
    card = page.query_selector(f".cards [data-state='{show}'] strong")
    assert card is None or card.inner_text() == f"{expected} / 11"
    assert page.url.endswith(f"#lang=en&show={show}" if show else "#lang=en")


def test_print_shows_the_whole_in_light(open_page: Opener) -> None:
    page = open_page("coverage", scheme="dark")
    sheet = "getComputedStyle(document.querySelector('.sheet svg > rect')).fill"
    page.emulate_media(media="print")
    assert not page.is_visible("#search")
    assert page.is_visible("#map svg")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(sheet) == "rgb(255, 255, 255)"
