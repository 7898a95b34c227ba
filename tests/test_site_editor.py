"""The SPARQL editor: a form that works by itself, and the vendored editor over it that asks no other host."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx
import pytest
from chromium import Scheme
from documentation import LANGUAGES, foreign, page, site, words
from lxml import html

from etom_rdf.catalogue import Catalogue
from etom_rdf.namespaces import PREFIXES
from etom_rdf.querying import run_query
from etom_rdf.site import Site, editor
from etom_rdf.site.editor_words import WORDS
from etom_rdf.text import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from servers import EtomServer

IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


# The page


@IN_BOTH
def test_only_a_server_has_an_editor(language: Language) -> None:
    assert f"{language}/editor/" in site(served=True)
    assert f"{language}/editor/" not in site()
    assert not [path for path in site().paths() if "yasgui/" in path]


@IN_BOTH
def test_the_page_speaks_one_language(language: Language) -> None:
    assert foreign(page(f"{language}/editor/", served=True), language) == set()


def test_words_of_the_editor_are_said_in_both_languages() -> None:
    for text in WORDS.values():
        assert text.en
        assert text.ru
        assert not re.search("[А-Яа-я]", text.en)
    assert re.search("[а-я]", WORDS["Run query"].ru)


@IN_BOTH
def test_starting_tabs_are_queries_that_run(language: Language, tmp_path: Path) -> None:
    settings = json.loads(
        page(f"{language}/editor/", served=True).get_element_by_id("editor").get("data-settings")
    )
    assert settings["prefixes"] == PREFIXES
    assert len(settings["tabs"]) > 3
    for tab in settings["tabs"]:
        file = tmp_path / "tab.rq"
        file.write_text(tab["query"], encoding="utf-8")
        assert run_query(file).rows


def test_the_first_query_lists_elements_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "first.rq"
    document = page("en/editor/", served=True)
    file.write_text(document.get_element_by_id("query").text, encoding="utf-8")
    ids = [row[0].value for row in run_query(file).rows]
    assert ids.index("1.1.1.2") < ids.index("1.1.1.10")
    assert ids == [one.id for one in Catalogue.load().elements if one.id in ids]


def test_without_the_vendored_files_the_form_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "editor_files", dict)
    found = Site(catalogue=Catalogue.load(), served=True).page("en/editor/")
    assert found is not None
    document = html.document_fromstring(found.body.decode())
    assert not [one for one in document.xpath("//script/@src") if "yasgui" in one or "editor" in one]
    assert document.xpath("//form[@id='plain']//textarea[@name='query']")


# The form, without script


def ask(served: "EtomServer", text: str, form: str = "page", language: Language = "en") -> httpx.Response:
    values = urlencode({"query": text, "format": form})
    return httpx.get(f"{served.address}{language}/editor/?{values}", timeout=60)


def test_the_form_answers_on_the_page(served: "EtomServer") -> None:
    text = (
        'SELECT ?id { ?element <http://www.w3.org/2004/02/skos/core#notation> ?id FILTER (?id = "1.1.1.5") }'
    )
    answer = ask(served, text)
    document = html.document_fromstring(answer.text)
    assert answer.status_code == 200
    assert [words(cell) for cell in document.xpath("//tbody//td")] == ["1.1.1.5"]
    assert document.get_element_by_id("query").text_content().strip() == text


def test_whatever_stands_in_a_column_of_ours_leads_to_a_page_or_nowhere(served: "EtomServer") -> None:
    values = ("", "5.2", "A.1", "9.99", "clause 5", "1.1.1.5")
    rows = " ".join(f'("{one}" "{one}" "{one}" "{one}")' for one in values)
    text = f"SELECT * {{ VALUES (?clauseNumber ?requirement ?number ?elementId) {{ {rows} }} }}"
    answer = ask(served, text)
    assert answer.status_code == 200
    document = html.document_fromstring(answer.text)
    led = [one.rpartition("en/")[2].replace("../", "") for one in document.xpath("//tbody//td//a/@href")]
    assert led == [
        "requirements/#clause-5.2",
        "requirements/#clause-A.1",
        "elements/1.1.1.5/",
        "elements/1.1.1.5/",
    ]


def test_the_form_answers_with_yes_or_no_and_with_graphs(served: "EtomServer") -> None:
    assert (
        words(html.document_fromstring(ask(served, "ASK {}").text).xpath("//p[@class='yes-no']")[0]) == "Yes"
    )
    graph = html.document_fromstring(ask(served, "CONSTRUCT { _:b <urn:p> ?x } { VALUES ?x { 1 2 } }").text)
    assert graph.xpath("//pre[@class='tall']")[0].text_content().count("<urn:p>") == 2
    nothing = html.document_fromstring(ask(served, "CONSTRUCT WHERE { <urn:s> <urn:p> <urn:o> }").text)
    assert "The graph is empty." in words(nothing.find(".//main"))


def test_the_form_answers_as_a_file(served: "EtomServer") -> None:
    assert ask(served, "SELECT (1 AS ?one) {}", "csv").text.split() == ["one", "1"]
    assert ask(served, "ASK {}", "json").json()["boolean"] is True
    assert "etom:Process" in ask(served, f"DESCRIBE <{PREFIXES['etom']}Process>", "ttl").text


@pytest.mark.parametrize(
    "text",
    ["SELECT", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "INSERT DATA { <urn:s> <urn:p> 1 }"],
    ids=["broken", "service", "update"],
)
def test_the_form_says_why_there_is_no_answer(served: "EtomServer", text: str) -> None:
    answer = ask(served, text, language="ru")
    assert 400 <= answer.status_code < 500
    (said,) = html.document_fromstring(answer.text).xpath("//*[@role='alert']")
    assert re.search("[а-я]{4}", words(said))


def test_nothing_of_a_query_becomes_part_of_the_page(served: "EtomServer") -> None:
    answer = ask(served, 'SELECT ("<b id=evil>" AS ?x) {} # </textarea><b id=evil>')
    assert not html.document_fromstring(answer.text).xpath("//*[@id='evil']")


# The vendored editor in a browser


class Opened:
    """Open the editor, and note what it says on the console and asks of which host."""

    def __init__(self, browser: "Browser", address: str) -> None:
        self.browser, self.address = browser, address
        self.said: list[str] = []
        self.requested: list[str] = []

    def __call__(
        self, language: Language, *, scheme: Scheme = "light", width: int = 1280, query: str = ""
    ) -> "Page":
        page = self.browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))
        page.goto(f"{self.address}{language}/editor/" + (f"?{urlencode({'query': query})}" if query else ""))
        page.wait_for_selector(".yasqe_queryButton:visible")
        return page


@pytest.fixture
def opened(require_editor: None, browser: "Browser", served: "EtomServer") -> Iterator[Opened]:
    one = Opened(browser, served.address)
    yield one
    for context in browser.contexts:
        context.close()
    assert one.said == []
    assert [address for address in one.requested if not address.startswith(served.address)] == []


def run(page: "Page") -> None:
    page.locator(".yasqe_queryButton:visible").click()
    page.wait_for_selector(".yasr_results:visible :is(table, .errorResult)", timeout=20_000)


@IN_BOTH
def test_runs_a_query_and_shows_the_table(opened: Opened, language: Language) -> None:
    shown = opened(language)
    assert not shown.is_visible("#plain")
    run(shown)
    text = shown.inner_text(".yasr:visible")
    assert {"en": "Order handling", "ru": "Обработка заказов"}[language] in text
    assert any(address.endswith("/sparql") for address in opened.requested)


@IN_BOTH
def test_says_all_in_the_language_of_the_page(opened: Opened, language: Language) -> None:
    shown = opened(language)
    run(shown)
    spoken = shown.evaluate("""() => [...document.querySelectorAll('#editor :is([title], [aria-label], [placeholder])')]
        .filter(one => one.checkVisibility()).flatMap(one => [one.title, one.ariaLabel, one.placeholder])""")
    heads = shown.locator(".yasr_header:visible").inner_text()
    found = " ".join([*filter(None, spoken), heads])
    if language == "ru":
        assert set(re.findall("[A-Za-z]{2,}", found)) <= {"id", "label"}, "the columns of the query"
    else:
        assert not re.search("[А-Яа-я]", found)
    assert WORDS["Run query"].in_language(language) in found


@IN_BOTH
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_is_accessible(opened: Opened, language: Language, scheme: Scheme, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    shown = opened(language, scheme=scheme, width=width)
    run(shown)
    found = Axe().run(shown).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_completes_names_and_adds_their_prefix(opened: Opened) -> None:
    shown = opened("en", query="ASK {}")
    shown.locator(".CodeMirror:visible").click()
    shown.keyboard.press("Control+a")
    shown.keyboard.type("SELECT * { ?s a etom:RetiredEl")
    shown.keyboard.press("Control+Space")
    shown.wait_for_selector(".CodeMirror-hint")
    shown.keyboard.press("Enter")
    shown.keyboard.type(" }")
    value = shown.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()")
    assert (
        value.split() == f"PREFIX etom: <{PREFIXES['etom']}> SELECT * {{ ?s a etom:RetiredElement }}".split()
    )
    run(shown)
    assert shown.locator("a.iri").first.get_attribute("href") == f"{opened.address}etom/gost-r-53633/1.1.1.8"


def test_a_query_of_the_library_opens_in_a_tab_of_its_own(opened: Opened) -> None:
    shown = opened("ru", query="SELECT (1 AS ?one) {}")
    before = shown.locator(".tab").count()
    run(shown)
    assert "one" in shown.inner_text(".yasr_results:visible")
    shown.reload()
    shown.wait_for_selector(".yasqe_queryButton:visible")
    assert shown.locator(".tab").count() == before
