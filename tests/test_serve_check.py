"""Send the form of the check page as a browser without script does, and as the script does."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from etom_rdf.catalogue import Catalogue
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.server.api import routes
from etom_rdf.server.pages import checking
from etom_rdf.server.uploads import check_tasks
from etom_rdf.server.uploads.receiving import UploadLimits, Uploads
from etom_rdf.site import Site
from etom_rdf.validation.checking import LARGE
from etom_rdf.validation.report import SEVERITIES

FAULTY = Path(__file__).parent.parent / "examples" / "operator" / "faulty.ttl"
HOSTILE = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="p"><task id="t" name="&lt;img src=x onerror=alert(1)&gt; eTOM 1.1.1.13"/></process>
</definitions>"""


@pytest.fixture(scope="module")
def app() -> Starlette:
    app = Starlette(routes=[*routes.routes, *checking.routes])
    app.state.site = Site(catalogue=Catalogue.load(), served=True)
    return app


@pytest.fixture(scope="module")
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


class Links(HTMLParser):
    """Gather the links of a page, and see that every element that is opened is closed."""

    VOID = frozenset(("meta", "link", "input", "br", "hr", "img"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [dict(attrs)] if tag == "a" else []
        assert "style" not in dict(attrs), "the policy of the server forbids it"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ["Does not conform to GOST R 53633.3-2009", "Choose an element of Table 1", "Not covered:"]),
        ("ru", ["Не соответствует ГОСТ Р 53633.3—2009", "Выберите элемент из таблицы 1", "Не покрыты:"]),
    ],
)
def test_the_form_without_script_gets_the_whole_page(
    client: TestClient, language: str, says: list[str]
) -> None:
    answer = client.post(f"/{language}/check/", files={"file": ("faulty.ttl", FAULTY.read_bytes())})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    Links(answer.text)
    for words in says:
        assert words in answer.text
    assert "faulty.ttl:185" in answer.text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_severity_has_one_name_behind_its_number_and_beside_its_findings(
    client: TestClient, language: str
) -> None:
    files = [("file", (one, (FAULTY.parent / one).read_bytes())) for one in ("faulty.ttl", "model.ttl")]
    page = client.post(f"/{language}/check/", files=files).text
    for severity in SEVERITIES:
        (counted,) = re.findall(f'<li data-severity="{severity}".*</strong> (.*)</li>', page)
        (listed,) = set(re.findall(f'<span class="severity" data-severity="{severity}">(.*?)</span>', page))
        assert counted[:5] == listed[:5]  # the rest depends on the number


def test_the_reports_come_with_the_page(client: TestClient) -> None:
    files = {"file": ("faulty.ttl", FAULTY.read_bytes())}
    page = Links(client.post("/en/check/", files=files).text)
    found = {
        one["download"]: one["href"]
        for one in page.links
        if "download" in one and (one["href"] or "").startswith("data:")
    }
    media_type, _, content = found["etom-report.json"].partition(";base64,")
    assert media_type == "data:application/json"
    assert json.loads(b64decode(content)) == client.post("/api/validate", files=files).json()
    assert set(found) == {
        "etom-report.txt", "etom-report.json", "etom-report.sarif", "etom-report.xml", "etom-report.ttl",
        "etom-coverage.html", "etom-coverage.csv",
    }  # fmt: skip


def test_what_readers_find_has_a_name_in_words(client: TestClient) -> None:
    files = {"file": ("a.csv", "Процесс;Код eTOM\nПриём заказа;не знаю\n".encode())}
    finding = client.post("/api/validate", files=files).json()["findings"][0]
    assert finding["code"] == "Mapping-value-no-id"
    for language, name in (("en", "Value is an id"), ("ru", "Значение является идентификатором")):
        page = client.post(f"/{language}/check/", files=files).text
        assert f'<span class="rule">{name}</span>' in page
        assert "Mapping-value-no-id/" not in page


def test_the_form_without_script_offers_an_example(app: Starlette, client: TestClient) -> None:
    (link,) = [one for one in Links(client.get("/en/check/").text).links if "download" in one]
    example = app.state.site.page(urljoin("/en/check/", link["href"]).removeprefix("/"))
    answer = client.post("/en/check/", files={"file": (link["download"], example.body)})
    assert f"{link['download']}:" in answer.text


def test_the_script_gets_both_languages_at_once(client: TestClient) -> None:
    files = {"file": ("faulty.ttl", FAULTY.read_bytes())}
    said = client.post("/ru/check/", files=files, headers={"Accept": "application/json"}).json()
    assert set(said) == {"en", "ru"}
    for language, one in said.items():
        Links(one["html"])
        names = [file["name"] for file in one["files"]]
        assert names[0] == "etom-report.txt"
        text = one["files"][0]["content"]
        assert text == client.post(f"/api/validate?format=text&lang={language}", files=files).text
    assert "нарушени" in said["ru"]["html"]
    assert "нарушени" not in said["en"]["html"]


def test_what_files_say_is_text_and_never_markup(client: TestClient) -> None:
    files = {"file": ("<script>alert(1)<.bpmn", HOSTILE)}
    page = client.post("/en/check/", files=files).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;.bpmn" in page
    assert "&lt;img src=x" in page
    assert "img" not in Links(page).tags


@pytest.mark.parametrize(
    ("files", "status", "says"),
    [
        ({}, 400, "multipart"),
        ({"file": ("empty.bpmn", b"")}, 200, "no element of XML begins here"),
        ({"file": ("notes.docx", b"\x00\x01\x02")}, 200, "Could not be read"),
        ({"file": ("large.nt", b"#" * 20_001)}, 413, "run etom on your own machine"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_answered_with_words(
    app: Starlette, client: TestClient, files: dict[str, tuple[str, bytes]], status: int, says: str
) -> None:
    app.state.uploads = Uploads(UploadLimits(size=20_000))
    try:
        headers = {} if files else {"Content-Type": "multipart/form-data"}
        answer = client.post("/en/check/", files=files, headers=headers)
    finally:
        del app.state.uploads
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert says in answer.text
    assert 'class="check"' in answer.text, "the form is there to try again"


def test_a_form_without_a_file_is_answered_with_words(client: TestClient) -> None:
    """Browsers send an empty field for a file as a file without name and content."""
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/ru/check/", content=part, headers=headers)
    assert answer.status_code == 422
    assert "выберите один или несколько файлов" in answer.text


def test_the_script_is_told_of_a_refusal_in_both_languages(client: TestClient) -> None:
    answer = client.post("/en/check/", content=b"", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert set(answer.json()["message"]) == {"en", "ru"}


def test_large_files_are_counted_as_well(client: TestClient) -> None:
    line = f"<https://example.org/{{}}> <{ETOM}classifiedAs> <{GOST}1.1.1.5> .\n"
    text = "".join(line.format(number) for number in range(LARGE // len(line) + 1000))
    page = client.post("/en/check/", files={"file": ("large.nt", text)}).text
    assert f">{text.count(chr(10))}</text>" in page, "the map counts every process"
    assert "too large for a page" in page


def test_what_is_too_large_to_count_is_checked_all_the_same(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task runs here, since a limit that is changed here does not reach the process of a job."""
    from etom_rdf.server.uploads.receiving import Upload  # noqa: PLC0415

    monkeypatch.setattr(check_tasks, "_COUNTED", 1000)
    monkeypatch.setattr(check_tasks, "LARGE", 1000)
    upload = Upload(str(FAULTY.parent), (str(FAULTY),), {str(FAULTY): "faulty.ttl"})
    page = check_tasks.page(upload, "en", 1).body.decode()
    assert "The map is not drawn for files as large as these" in page
    assert "faulty.ttl:185" in page


@pytest.mark.parametrize(("language", "says"), [("en", "etom serve"), ("ru", "etom serve")])
def test_the_page_as_a_file_says_how_to_check(language: str, says: str) -> None:
    page = Site(catalogue=Catalogue.load()).page(f"{language}/check/")
    assert page is not None
    text = page.body.decode()
    assert says in text
    assert "etom validate" in text
    assert '<form class="check"' not in text
    assert "check.js" not in text
