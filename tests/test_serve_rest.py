"""Ask the REST interface what the command line can be asked, and hold the two to the same answers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from etom_rdf.catalogue import Catalogue
from etom_rdf.cli import main
from etom_rdf.server.api.routes import routes
from etom_rdf.server.messages.problems import refusal_of
from etom_rdf.server.uploads.model_tasks import COVERAGE_TYPES, IMPORT_TYPES, REPORT_TYPES
from etom_rdf.validation.forms import REPORT_FORMS

EXAMPLES = Path(__file__).parent.parent / "examples"
FILES = {
    "faulty.ttl": EXAMPLES / "operator" / "faulty.ttl",
    "order-to-activation.bpmn": EXAMPLES / "sources" / "order-to-activation.bpmn",
    "register.xlsx": EXAMPLES / "sources" / "register.xlsx",
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes)) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a current folder with the files under their own names."""
    for name, path in FILES.items():
        shutil.copy(path, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    main([*command, "--lang", "en"])
    return capsys.readouterr().out


def form() -> list[tuple[str, tuple[str, bytes]]]:
    return [("file", (name, path.read_bytes())) for name, path in FILES.items()]


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("elements/1.1.1.5", ["show", "1.1.1.5"]),
        ("elements/CRM", ["show", "CRM"]),
        ("elements/gost:OSR", ["show", "OSR"]),
        ("elements/1.1.1.8", ["show", "1.1.1.8"]),
        ("functions/1.1.1.5-f1", ["show", "1.1.1.5-f1"]),
        ("terms/3.11", ["show", "3.11"]),
        ("search?q=счет", ["find", "счет"]),
        ("search?q=bill inquiry", ["find", "bill inquiry"]),
        ("ids?text=1.1.1.5&text=104820.1.1.1.5.2&text=x", ["id", "1.1.1.5", "104820.1.1.1.5.2", "x"]),
    ],
)
def test_a_look_up_answers_as_the_command_does(
    client: TestClient, capsys: pytest.CaptureFixture[str], path: str, command: list[str]
) -> None:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 200
    assert answer.json() == json.loads(told(capsys, *command, "--format", "json"))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("level=0", ["1.1", "1.2", "1.3"]),
        ("group=1.1.1&level=2&q=order", ["1.1.1.5", "1.1.1.1", "1.1.1.2", "1.1.1.7"]),
        ("group=B&level=2", ["1.1.1.2", "1.1.1.9", "1.1.1.10", "1.1.1.11", "1.1.1.12"]),
        ("q=zzzz", []),
    ],
)
def test_filters_narrow_the_elements_down(client: TestClient, query: str, ids: list[str]) -> None:
    assert [one["id"] for one in client.get(f"/api/elements?{query}").json()] == ids


def test_without_filters_all_stand_in_the_order_of_the_standard(client: TestClient) -> None:
    assert [one["id"] for one in client.get("/api/elements").json()] == [
        one.id for one in Catalogue.load().elements
    ]
    assert [one["number"] for one in client.get("/api/terms").json()] == [
        one.number for one in Catalogue.load().terms
    ]


@pytest.mark.parametrize("form_", REPORT_FORMS)
def test_a_report_is_that_of_the_command(
    client: TestClient, folder: Path, capsys: pytest.CaptureFixture[str], form_: str
) -> None:
    answer = client.post(f"/api/validate?format={form_}", files=form())
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(REPORT_TYPES[form_])
    assert answer.content.decode().rstrip() == told(capsys, "validate", *FILES, "--format", form_).rstrip()


@pytest.mark.parametrize("form_", COVERAGE_TYPES)
def test_coverage_is_that_of_the_command(
    client: TestClient, folder: Path, capsys: pytest.CaptureFixture[str], form_: str
) -> None:
    answer = client.post(f"/api/coverage?format={form_}", files=form())
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(COVERAGE_TYPES[form_])
    assert answer.text.split() == told(capsys, "coverage", *FILES, "--format", form_).split()


@pytest.mark.parametrize("form_", IMPORT_TYPES)
def test_an_import_is_that_of_the_command(
    client: TestClient, folder: Path, capsys: pytest.CaptureFixture[str], form_: str
) -> None:
    answer = client.post(f"/api/import?format={form_}", files=form())
    assert answer.status_code == 200
    assert answer.text.split() == told(capsys, "import", *FILES, "--format", form_).split()


def test_one_file_may_be_the_body_itself(client: TestClient) -> None:
    content = FILES["faulty.ttl"].read_bytes()
    whole = client.post("/api/validate", files={"file": ("faulty.ttl", content)}).json()
    alone = client.post(
        "/api/validate?name=faulty.ttl", content=content, headers={"Content-Type": "text/turtle"}
    )
    assert alone.json() == whole
    assert whole["counts"]["violation"] == 11


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/sarif+json, */*;q=0.1", "application/sarif+json"),
    ],
)
def test_without_a_format_accept_decides(client: TestClient, accept: str, media_type: str) -> None:
    content = FILES["faulty.ttl"].read_bytes()
    answer = client.post("/api/validate", content=content, headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type


def test_sentences_are_in_the_language_asked_for(client: TestClient) -> None:
    content = FILES["faulty.ttl"].read_bytes()
    answer = client.post("/api/validate?format=text&lang=ru", content=content)
    assert "не соответствует ГОСТ Р 53633.3—2009" in answer.text


TURTLE = b"<urn:p> <https://w3id.org/etom/ns/classifiedAs> <https://w3id.org/etom/gost-r-53633/1.1.1.5> ."


@pytest.mark.parametrize(
    ("method", "path", "arguments", "status", "says"),
    [
        ("GET", "nowhere", {}, 404, "openapi.json"),
        ("GET", "elements/1.1.1.13", {}, 404, "/api/search"),
        ("GET", "functions/1.1.1.5", {}, 404, "/api/search"),
        ("GET", "elements/1/2", {}, 404, "openapi.json"),
        ("DELETE", "elements", {}, 405, "GET"),
        ("GET", "validate", {}, 405, "POST"),
        ("GET", "terms", {"headers": {"Accept": "image/png"}}, 406, "application/json"),
        ("POST", "validate", {"content": TURTLE, "headers": {"Accept": "image/png"}}, 406, "sarif"),
        ("GET", "elements?level=3", {}, 400, "0, 1, 2"),
        ("GET", "elements?area=XXX", {}, 400, "1.1"),
        ("GET", "elements?lvl=1", {}, 400, "area, group, level, q"),
        ("GET", "terms?lvl=1", {}, 400, "no lvl; leave it out"),
        ("GET", "search?q=a&q=b", {}, 400, "once"),
        ("GET", "search", {}, 400, "?q="),
        ("GET", "search?q=%20", {}, 400, "?q="),
        ("GET", "search?q=" + "a" * 1001, {}, 400, "1000"),
        ("GET", "ids", {}, 400, "?text="),
        ("GET", "ids?" + "text=1&" * 101, {}, 400, "100"),
        ("POST", "validate?format=pdf", {"content": TURTLE}, 400, "json"),
        ("POST", "validate", {}, 422, "file"),
        ("POST", "validate", {"data": {"a": "b"}}, 415, "multipart/form-data"),
        ("POST", "validate", {"content": TURTLE, "headers": {"Content-Encoding": "gzip"}}, 415, "Encoding"),
        ("POST", "validate?format=text", {"content": b"\x00\x01 nonsense"}, 422, "errors"),
        ("POST", "coverage", {"content": b"\x00\x01 nonsense"}, 422, "errors"),
        ("POST", "import", {"content": b"<a> <b"}, 422, "errors"),
    ],
)
def test_an_error_says_in_both_languages_what_is_wrong_and_what_to_do(  # noqa: PLR0917
    client: TestClient, method: str, path: str, arguments: dict[str, object], status: int, says: str
) -> None:
    answer = client.request(method, f"/api/{path}", **arguments)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert says in said["message"]["en"]
    assert said["message"]["ru"] != said["message"]["en"]
    assert "Traceback" not in answer.text
    assert {one["file"] for one in said.get("errors", [])} == ({"upload"} if says == "errors" else set())


def test_a_method_that_is_not_served_is_answered_with_those_that_are(client: TestClient) -> None:
    assert client.put("/api/validate").headers["allow"] == "POST"


def test_a_file_that_cannot_be_read_stands_beside_the_findings_of_others(client: TestClient) -> None:
    files = [
        ("file", ("good.ttl", TURTLE)),
        ("file", ("broken.ttl", b"<urn:p> <urn:q")),
        ("file", ("none.csv", b"")),
    ]
    answer = client.post("/api/validate", files=files)
    assert answer.status_code == 200
    report = answer.json()
    assert [one["file"] for one in report["sources"]] == ["good.ttl"]
    assert {one["file"] for one in report["errors"]} == {"broken.ttl", "none.csv"}
    assert report["conforms"] is None


def test_what_nobody_foresaw_is_no_traceback(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("etom_rdf.server.api.lookups.find", fail)
    answer = client.get("/api/search?q=order")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_an_error_is_text_for_those_who_want_text(client: TestClient) -> None:
    headers = {"Accept": "text/plain", "Accept-Language": "ru"}
    answer = client.post(
        "/api/coverage?name=a.bin",
        content=b"\x00\x01 nonsense",
        headers=headers | {"Accept": "text/csv, text/plain"},
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-language"] == "ru"
    first, second = answer.text.splitlines()
    assert first.startswith("файл не удалось прочитать")
    assert second.startswith("a.bin: ")
    assert (
        client.get("/api/elements/9.9", headers=headers).headers["content-type"]
        == "text/plain; charset=utf-8"
    )


def test_an_address_does_nothing_to_a_terminal_that_shows_the_log(caplog: pytest.LogCaptureFixture) -> None:
    scope = {"type": "http", "method": "GET", "path": "/a\x1b[2Jforged", "query_string": b"", "headers": []}
    assert refusal_of(ZeroDivisionError("secret"), Request(scope)).status == 500
    assert "\\x1b[2Jforged" in caplog.messages[-1]
    assert "\x1b" not in caplog.messages[-1]
