"""Check files in Chromium: drop them, read findings, switch the language, take the reports home."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from chromium import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from servers import EtomServer

EXAMPLES = Path(__file__).parent.parent / "examples"
FAULTY = EXAMPLES / "operator" / "faulty.ttl"
REGISTER = EXAMPLES / "sources" / "register.xlsx"
Language = Literal["en", "ru"]
PATIENCE = 60_000  # milliseconds; no figure of speed
# Hands files over as a drag from the desktop does.
DROP = """([names, contents]) => {
    const data = new DataTransfer();
    names.forEach((name, i) => data.items.add(new File([contents[i]], name)));
    document.querySelector('.drop').dispatchEvent(
        new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


class Visitor:
    """Open the page, and note what it says on the console and asks for."""

    def __init__(self, browser: "Browser", address: str) -> None:
        self.browser, self.address = browser, address
        self.said: list[str] = []
        self.requested: list[str] = []

    def __call__(self, language: Language = "en", *, width: int = DESKTOP, **options: Any) -> "Page":
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True, **options
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))
        page.goto(f"{self.address}{language}/check/")
        return page


@pytest.fixture
def visit(browser: "Browser", served: "EtomServer") -> Iterator[Visitor]:
    visitor = Visitor(browser, served.address)
    yield visitor
    for context in browser.contexts:
        context.close()
    assert visitor.said == [], "the console is silent"
    ours = (served.address, "data:", "blob:")
    assert [one for one in visitor.requested if not one.startswith(ours)] == []


def drop(page: "Page", **files: str) -> None:
    page.evaluate(DROP, [list(files), list(files.values())])
    page.wait_for_selector("#result")


def test_a_dropped_file_is_checked_and_what_is_found_leads_on(visit: Visitor) -> None:
    page = visit("en")
    drop(page, **{"faulty.ttl": FAULTY.read_text(encoding="utf-8")})
    assert page.text_content("#result") == "Does not conform to GOST R 53633.3-2009"
    assert page.evaluate("document.activeElement.id") == "result"
    row = page.locator(".findings tr", has_text="faulty.ttl:185")
    assert "This edition of the standard does not define the element" in (row.text_content() or "")
    links = page.eval_on_selector_all(
        ".result a:not([download])",
        "all => all.map(one => new URL(one.getAttribute('href'), document.baseURI).href.split('#')[0])",
    )
    assert any("/rules/Process-element-known/" in link for link in links)
    assert any("/elements/1.1.1.5/" in link for link in links)
    for link in sorted(set(links)):
        assert page.request.get(link).status == 200, link
    assert page.locator(".sheet [data-role=element]").count() == 11


def test_who_has_no_file_at_hand_tries_the_example(visit: Visitor) -> None:
    page = visit("en")
    page.click("text=Try an example")
    page.wait_for_selector("#result")
    assert "order-to-activation.bpmn" in (page.text_content(".read") or "")
    assert page.is_enabled("[data-example]")


def test_an_example_that_is_not_to_be_had_is_not_checked(visit: Visitor) -> None:
    page = visit("en")
    page.route("**/assets/*.bpmn", lambda route: route.fulfill(status=500, body="no model"))
    page.click("text=Try an example")
    page.wait_for_selector(".refusal:not([hidden])")
    assert "could not be sent" in (page.text_content(".refusal") or "")
    assert page.query_selector("#result") is None
    assert all("500" in one for one in visit.said)
    visit.said.clear()


def test_findings_are_filtered_by_severity_and_rule(visit: Visitor) -> None:
    page = visit("en")
    drop(page, **{"faulty.ttl": FAULTY.read_text(encoding="utf-8")})
    rows = page.locator(".findings tbody tr:visible")
    assert rows.count() == 14
    page.uncheck("[name=severity][value=violation]")
    assert rows.count() == 3
    assert page.text_content("[data-shown]") == "3 of 14"
    page.check("[name=severity][value=violation]")
    page.select_option("[name=rule]", "Process-element-known")
    assert rows.count() == 1
    page.uncheck("[name=severity][value=violation]")
    assert rows.count() == 0
    assert page.is_visible(".no-rows")


def test_the_other_language_and_the_way_back_keep_the_result(visit: Visitor) -> None:
    page = visit("en")
    drop(page, **{"faulty.ttl": FAULTY.read_text(encoding="utf-8")})
    page.click(".languages a")
    page.wait_for_selector("#result")
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert page.text_content("#result") == "Не соответствует ГОСТ Р 53633.3—2009"
    assert "Выберите элемент из таблицы 1" in (page.text_content(".findings") or "")
    page.click(".findings a >> nth=0")
    page.go_back()
    page.wait_for_selector("#result")
    page.click("[data-forget]")
    assert page.locator("#result").count() == 0
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator("#result").count() == 0


@pytest.mark.parametrize("scripted", [True, False])
def test_the_reports_can_be_taken_home(visit: Visitor, scripted: bool) -> None:
    page = visit("en", java_script_enabled=scripted)
    if scripted:
        page.set_input_files("[data-files]", [FAULTY, REGISTER])
    else:
        page.set_input_files("#files", [FAULTY, REGISTER])
        page.click("button:has-text('Check')")
    page.wait_for_selector("#result")
    found = {}
    for link in page.locator("a[download]").all():
        with page.expect_download() as waiting:
            link.click()
        found[waiting.value.suggested_filename] = Path(waiting.value.path()).read_text(encoding="utf-8")
    files = [("file", (path.name, path.read_bytes())) for path in (FAULTY, REGISTER)]
    assert json.loads(found["etom-report.json"]) == ask(visit.address, "validate", files).json()
    assert found["etom-report.sarif"] == ask(visit.address, "validate?format=sarif", files).text
    assert found["etom-report.ttl"] == ask(visit.address, "validate?format=turtle", files).text
    assert found["etom-coverage.html"] == ask(visit.address, "coverage?format=html", files).text


def ask(address: str, path: str, files: Any) -> Any:
    import httpx  # noqa: PLC0415

    return httpx.post(f"{address}api/{path}", files=files, timeout=PATIENCE / 1000)


def test_a_folder_is_checked_without_what_is_hidden_in_it(visit: Visitor, tmp_path: Path) -> None:
    for name in ("orders.ttl", "inner/bills.ttl", ".git/config.ttl", "inner/.hidden.ttl"):
        (tmp_path / "models" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "models" / name).write_bytes(FAULTY.read_bytes())
    page = visit("en")
    page.set_input_files("[data-folder]", tmp_path / "models")
    page.wait_for_selector("#result")
    assert set(page.locator(".read .file").all_text_contents()) == {"orders.ttl", "bills.ttl"}


def test_names_and_labels_of_strangers_are_text(visit: Visitor) -> None:
    page = visit("ru")
    label = "<img src=x onerror=document.title='broken'>"
    turtle = (
        "@prefix etom: <https://w3id.org/etom/ns/> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> .\n"
        f"<https://example.org/p> a etom:BusinessProcess ; etom:classifiedAs gost:1.1.1.13 ;\n"
        f'<http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en .'
    )
    drop(page, **{f"{label}.ttl": turtle, "Заказы.ttl": turtle.replace("/p>", "/q>")})
    assert label in (page.text_content(".findings") or "")
    assert f"{label}.ttl" in page.locator(".read .file").all_text_contents()
    assert "Заказы.ttl" in page.locator(".read .file").all_text_contents()
    assert page.locator(".result img").count() == 0
    assert "broken" not in page.title()


def test_sending_shows_progress_and_can_be_stopped(visit: Visitor) -> None:
    page = visit("en", bypass_csp=True)  # Playwright waits by evaluating a text
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000},
    )
    page.evaluate(DROP, [["large.nt"], ["#" * 4_000_000]])
    page.wait_for_function("document.querySelector('progress').value > 0.05")
    assert page.is_visible("progress")
    assert "of 3.8\u00a0MB" in (page.text_content(".status") or "")
    page.click("[data-stop]")
    assert page.is_hidden("progress")
    assert page.text_content(".status") == "Stopped."


def test_what_cannot_be_sent_or_read_is_said_in_the_language_of_the_page(visit: Visitor) -> None:
    page = visit("ru")
    drop(page, **{"empty.bpmn": "", "broken.ttl": "<urn:p> <urn:q"})
    assert page.text_content("#result") == "Проверено не всё"
    assert "должен начинаться элемент XML" in (page.text_content(".unread") or "")
    page.evaluate("document.querySelector('form.check').dataset.limit = '1000'")
    page.set_input_files("[data-files]", FAULTY)
    assert "etom validate" in (page.text_content(".refusal") or "")
    page.evaluate("delete document.querySelector('form.check').dataset.limit")
    page.route("**/check/", lambda route: route.abort())
    page.set_input_files("[data-files]", FAULTY)
    page.wait_for_selector("text=Файлы не отправлены")
    visit.said[:] = [one for one in visit.said if "ERR_FAILED" not in one]  # Chromium's own words
    assert page.locator("[data-files]").is_enabled()


def test_the_keyboard_reaches_the_choice_of_files(visit: Visitor) -> None:
    """Both are inputs for files, which the browser opens by itself; the focus is to be seen on what stands for them."""
    page = visit("en")
    page.focus(".sections a:last-child")
    for name in ("data-files", "data-folder"):
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.activeElement.matches('input[type=file][{name}]:enabled')")
        shown = "getComputedStyle(document.activeElement.parentNode.querySelector('span')).outlineStyle"
        assert page.evaluate(shown) == "solid"


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", DESKTOP), ("ru", "dark", DESKTOP), ("ru", "light", PHONE), ("en", "dark", PHONE)],
    ids=str,
)
def test_form_and_result_are_accessible_and_fit(
    visit: Visitor, language: Language, scheme: Literal["light", "dark"], width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = visit(language, width=width, color_scheme=scheme, bypass_csp=True)
    files = {"faulty.ttl": FAULTY.read_text(encoding="utf-8"), "broken.ttl": "<urn:p> <urn:q"}
    for step in (lambda: None, lambda: drop(page, **files)):
        step()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
