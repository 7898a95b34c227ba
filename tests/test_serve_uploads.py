"""Send what strangers may send: hostile names, too much, too slowly, for ever; nothing of it stays."""

import json
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers.sssom_metadata import external_metadata
from etom_rdf.server.api.routes import routes
from etom_rdf.server.uploads.jobs import JobLimits, Jobs, Outcome
from etom_rdf.server.uploads.names import shown_name
from etom_rdf.server.uploads.receiving import Inbox, UploadLimits, Uploads

BPMN = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="p"><task id="t" name="1.1.1.13 Nothing of this kind">
<documentation>eTOM 1.1.1.13</documentation></task></process>
</definitions>"""
NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\me\\orders.bpmn": "orders.bpmn",
    "a\0b.bpmn": "ab.bpmn",
    "\u202egnp.bpmn": "gnp.bpmn",
    "Заказы клиентов.bpmn": "Заказы клиентов.bpmn",
    "<script>alert(1)<": "<script>alert(1)<",
    '"quoted"; x=.bpmn': '"quoted"; x=.bpmn',
    "a" * 4096 + ".bpmn": "a" * 114 + "….bpmn",
    "..": "upload",
    "-": "upload",
    "https://example.org/x.bpmn": "x.bpmn",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let temporary files go to a folder of the tests', and see at the end that none is left."""
    Jobs().warm_up()  # Python's own folder for the process that forks is not ours to look after
    before, folder = tempfile.tempdir, tmp_path_factory.mktemp("kept")
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before


@pytest.fixture
def app(kept: Path) -> Iterator[Starlette]:
    app = Starlette(routes=routes)
    yield app
    assert list(kept.iterdir()) == []


@pytest.fixture
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(("name", "shown"), NAMES.items(), ids=lambda name: ascii(name)[:30])
def test_a_report_calls_a_file_what_its_sender_does(client: TestClient, name: str, shown: str) -> None:
    assert shown_name(name) == shown
    form = {"file": (name, BPMN)} if len(name) > 1000 else None
    content = None if form else BPMN
    address = "/api/validate" if form else f"/api/validate?name={quote(name)}"
    report = client.post(address, content=content, files=form).json()
    assert [one["file"] for one in report["sources"]] == [shown]
    assert {one["file"] for one in report["findings"]} == {shown}
    assert f"https://example.invalid/{quote(shown)}#t" in {one["focus"] for one in report["findings"]}


def test_every_form_uses_the_name(client: TestClient) -> None:
    options = "name=../../<script>.bpmn"
    sarif = client.post(f"/api/validate?format=sarif&{options}", content=BPMN).json()
    places = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in sarif["runs"][0]["results"]
    }
    assert places == {"%3Cscript%3E.bpmn"}
    junit = ET.fromstring(client.post(f"/api/validate?format=junit&{options}", content=BPMN).text)
    assert {suite.get("name") for suite in junit} == {"<script>.bpmn"}
    page = client.post(f"/api/coverage?format=html&{options}", content=BPMN).text
    assert "&lt;script&gt;.bpmn" in page
    assert "<script>.bpmn" not in page
    turtle = client.post(f"/api/import?{options}", content=BPMN).text
    assert '"<script>.bpmn"' in turtle


def test_files_of_one_name_are_told_apart(client: TestClient) -> None:
    files = [("file", ("a/orders.bpmn", BPMN)), ("file", ("b/orders.bpmn", BPMN))]
    report = client.post("/api/validate", files=files).json()
    assert [one["file"] for one in report["sources"]] == ["orders.bpmn", "orders (2).bpmn"]
    assert {one["file"] for one in report["findings"]} == {"orders.bpmn", "orders (2).bpmn"}


def test_the_metadata_of_a_mapping_set_goes_with_its_table(client: TestClient) -> None:
    table = (
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "op:p1\tskos:broadMatch\tgost:1.1.1.5\tsemapv:ManualMappingCuration\n"
    )
    metadata = (
        "mapping_set_id: https://example.org/set\nlicense: https://example.org/licence\ncurie_map:\n"
        "  op: https://example.org/op/\n  gost: https://w3id.org/etom/gost-r-53633/\n"
    )
    files = [("file", ("set.sssom.yml", metadata)), ("file", ("set.sssom.tsv", table))]
    report = client.post("/api/validate", files=files).json()
    assert report["errors"] == []
    assert [(one["file"], one["kind"], one["processes"]) for one in report["sources"]] == [
        ("set.sssom.tsv", "sssom", 1)
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a.sssom.tsv", "a.yml", "a.sssom.yml"), {"a.sssom.tsv": "a.sssom.yml"}),
        (("a.sssom.yml", "a.yml", "a.sssom.tsv"), {"a.sssom.tsv": "a.sssom.yml"}),
        (("a.yml", "a.tsv", "a.txt", "b.tsv"), {"a.tsv": "a.yml", "a.txt": "a.yml", "b.tsv": None}),
        (("a.sssom.sssom.yml", "a.sssom.tsv"), {"a.sssom.tsv": None}),
        (("a.yml", "b.tsv"), {"a.yml": None, "b.tsv": None}),
    ],
)
def test_each_table_gets_the_best_metadata_in_whatever_order_files_come(
    tmp_path: Path, names: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    inbox = Inbox(tmp_path, UploadLimits())
    for name in names:
        inbox.begin(name)
        inbox.write(name.encode())
        inbox.end()
    upload = inbox.upload()
    found = {upload.names[path]: external_metadata(Path(path)) for path in upload.paths}
    assert {name: one and one.read_text("utf-8") for name, one in found.items()} == expected


def test_large_files_have_their_names_too(client: TestClient) -> None:
    """A file of RDF above four megabytes is checked as it goes by, by other parts of the program."""
    line = f"<https://example.org/{{}}> <{ETOM}classifiedAs> <{GOST}1.1.1.{{}}> .\n"
    lines = [line.format(number, 5) for number in range(40_000)]
    lines[39_000] = line.format(39_000, 13)
    report = client.post("/api/validate?name=../large.nt", content="".join(lines)).json()
    assert [one["file"] for one in report["sources"]] == ["large.nt"]
    assert [(one["file"], one["line"]) for one in report["findings"] if one["severity"] == "violation"] == [
        ("large.nt", 39_001)
    ]
    broken = client.post("/api/validate?name=../large.nt", content="".join([*lines, "<urn:a> <urn"])).json()
    assert {one["file"] for one in broken["errors"]} == {"large.nt"}


def test_files_lie_under_names_of_ours_for_us_alone(
    client: TestClient, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, list[str]]] = []
    run = Jobs.run

    async def look(self: Jobs, *arguments: Any, folder: str) -> Outcome:
        seen.append((Path(folder).stat().st_mode & 0o777, sorted(one.name for one in Path(folder).iterdir())))
        return await run(self, *arguments, folder=folder)

    monkeypatch.setattr(Jobs, "run", look)
    files = [("file", ("../x.sh", BPMN)), ("file", ("orders.bpmn", BPMN))]
    assert client.post("/api/validate", files=files).status_code == 200
    assert seen == [(0o700, ["1", "2"])]


def test_too_many_bytes_are_refused_whether_announced_or_not(app: Starlette, client: TestClient) -> None:
    app.state.uploads = Uploads(UploadLimits(size=10_000))
    pieces = (b"x" * 1000 for _ in range(100))
    for content in (b"x" * 10_001, pieces):
        answer = client.post("/api/validate", content=content)
        assert answer.status_code == 413
        assert "run etom on your own machine" in answer.json()["message"]["en"]


def test_too_many_uploads_at_once_are_refused(app: Starlette, client: TestClient) -> None:
    app.state.uploads = Uploads(UploadLimits(at_once=0))
    answer = client.post("/api/validate", content=BPMN)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_too_many_files_are_refused(app: Starlette, client: TestClient) -> None:
    app.state.uploads = Uploads(UploadLimits(files=3))
    files = [("file", (f"{number}.bpmn", BPMN)) for number in range(4)]
    assert client.post("/api/validate", files=files[:3]).status_code == 200
    assert client.post("/api/validate", files=files).status_code == 413


@pytest.mark.parametrize(
    ("content_type", "content", "status"),
    [
        ("multipart/form-data", b"", 400),
        ("multipart/form-data; boundary=x", b"--x\r\n", 400),
        ("multipart/form-data; boundary=" + 300 * "x", b"", 400),
        ("multipart/form-data; boundary=x", b"nothing of the kind", 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 422),
        ("multipart/form-data; boundary=x",
         b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n', 422),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--\r\n", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nA: " + b"b" * 20_000 + b"\r\n\r\nb\r\n--x--\r\n", 400),
        ("multipart/form-data; boundary=x",
         b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n', 422),
        ("multipart/mixed; boundary=x", b"--x--\r\n", 415),
    ],
)  # fmt: skip
def test_a_broken_form_is_refused_with_words(
    client: TestClient, content_type: str, content: bytes, status: int
) -> None:
    answer = client.post("/api/validate", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == status
    assert answer.json()["message"]["ru"]


# What jobs may be made to do; a job's process finds them here by name.
def idle(seconds: float) -> Outcome:
    time.sleep(seconds)
    return Outcome("text/plain", b"done")


def hoard() -> Outcome:
    return Outcome("text/plain", str(len(bytearray(1 << 30))).encode())


def crash() -> Outcome:
    os._exit(3)


def abort() -> Outcome:
    os.abort()


def babble(size: int) -> Outcome:
    return Outcome("text/plain", b"x" * size)


def breed() -> Outcome:
    """Leave a child that outlives its parent, unless it is ended with it."""
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    Path(tempfile.gettempdir(), "child").write_text(str(child), encoding="ascii")
    time.sleep(60)
    return Outcome("text/plain", b"")


@pytest.mark.parametrize(
    ("task", "arguments", "limits", "status"),
    [
        (idle, (60.0,), JobLimits(seconds=0.2), 504),
        (hoard, (), JobLimits(memory=512 << 20), 413),
        (abort, (), JobLimits(), 413),
        (crash, (), JobLimits(), 503),
        (babble, (2000,), JobLimits(answer=1000), 413),
    ],
)
def test_a_job_is_held_to_its_limits(  # noqa: PLR0917
    app: Starlette, monkeypatch: pytest.MonkeyPatch, task: Any, arguments: Any, limits: JobLimits, status: int
) -> None:
    replace_task(monkeypatch, task, *arguments)
    app.state.jobs = Jobs(limits)
    with TestClient(app) as client:
        answer = client.post("/api/validate", content=BPMN)
    assert answer.status_code == status
    assert answer.json()["message"]["en"].count(";") == 1
    assert ("retry-after" in answer.headers) == (status == 503)


def replace_task(monkeypatch: pytest.MonkeyPatch, task: Any, *arguments: object) -> None:
    run = Jobs.run

    async def instead(self: Jobs, _: Any, *given: Any, folder: str) -> Outcome:
        return await run(self, task, *arguments, folder=folder)

    monkeypatch.setattr(Jobs, "run", instead)


def test_what_a_job_started_ends_with_it(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def instead(self: Jobs, _: Any, *given: Any, folder: str) -> Outcome:
        return await run(self, breed, folder=str(tmp_path))

    run = Jobs.run
    monkeypatch.setattr(Jobs, "run", instead)
    app.state.jobs = Jobs(JobLimits(seconds=1.0))
    with TestClient(app) as client:
        assert client.post("/api/validate", content=BPMN).status_code == 504
    child = int((tmp_path / "child").read_text(encoding="ascii"))
    for _ in range(500):  # the system ends it when it comes to that
        if not is_alive(child):
            return
        time.sleep(0.02)
    raise AssertionError("the child goes on")


def is_alive(process: int) -> bool:
    """Say whether a process runs still; one that nobody has waited for does not."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return False
    return "State:\tZ" not in status


def test_who_finds_no_place_is_told_when_to_come_back(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_task(monkeypatch, idle, 1.5)
    app.state.jobs = Jobs(JobLimits(at_once=1, patience=0.1))
    with TestClient(app) as client:
        answers: list[Any] = []
        senders = [
            threading.Thread(target=lambda: answers.append(client.post("/api/validate", content=BPMN)))
            for _ in range(2)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        again = client.post("/api/validate", content=BPMN)
    assert sorted(one.status_code for one in answers) == [200, 503]
    refused = max(answers, key=lambda one: one.status_code)
    assert int(refused.headers["retry-after"]) > 0
    assert again.status_code == 200, "a place that was left can be taken"


def test_a_body_that_does_not_arrive_is_given_up(app: Starlette, kept: Path) -> None:
    """Speak ASGI by hand: a client that sends a little and then nothing."""
    import anyio  # noqa: PLC0415

    app.state.uploads = Uploads(UploadLimits(seconds=0.2))
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not receive.begun:  # type: ignore[attr-defined]
            receive.begun = True  # type: ignore[attr-defined]
            return {"type": "http.request", "body": b"<a>", "more_body": True}
        await anyio.sleep(60)
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    receive.begun = False  # type: ignore[attr-defined]
    scope = {"type": "http", "method": "POST", "path": "/api/validate", "query_string": b"", "headers": [],
             "root_path": "", "scheme": "http", "server": ("test", 80), "http_version": "1.1"}  # fmt: skip
    anyio.run(app, scope, receive, send)
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["message"]["ru"]
