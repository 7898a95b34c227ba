"""No client takes more than its share: time, memory, size and number of answers, and the place of a slow reader."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import uvicorn
from servers import EtomServer, etom_server, eventually
from starlette.responses import PlainTextResponse
from starlette.types import Message

from etom_rdf.server.execution.answer_cache import Cache
from etom_rdf.server.execution.dataset import Dataset, Question
from etom_rdf.server.execution.pool import Pool
from etom_rdf.server.execution.sources import Snapshot
from etom_rdf.server.messages.connections import PatientProtocol
from etom_rdf.server.messages.guard import Guard
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.server.settings import MEGABYTE, Limits, Settings

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUNGRY = "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?c ?d ?f ?g ?i"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
QUICK = "ASK {}"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EtomServer]:
    """Return a server whose queries may take a second."""
    with etom_server(tmp_path_factory.mktemp("short"), "--timeout", "1", "--workers", "2") as running:
        yield running


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EtomServer]:
    """Return a server whose queries may take time, but little memory, and answers of 4 MB."""
    arguments = ("--timeout", "300", "--memory", "16", "--max-result", "4", "--workers", "2")
    with etom_server(tmp_path_factory.mktemp("small"), *arguments) as running:
        yield running


def ask(server: EtomServer, query: str) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-query"}
    return httpx.post(f"{server.address}sparql", content=query, headers=headers, timeout=60)


def test_a_query_that_takes_too_long_is_stopped_and_nothing_else(short: EtomServer) -> None:
    answer = ask(short, ENDLESS)
    assert answer.status_code == 504
    assert "stopped after 1 seconds" in answer.json()["message"]["en"]
    assert ask(short, QUICK).json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        (HUNGRY, 503, "memory"),
        (LARGE, 403, "LIMIT"),
        ("ASK " + "{" * 50_000 + "}" * 50_000, 503, "nested"),
        ("ASK { ?s ?p " + "!" * 50_000, 400, "SPARQL"),
    ],
    ids=["memory", "result", "depth", "syntax"],
)
def test_what_takes_too_much_is_stopped_and_nothing_else(
    small: EtomServer, query: str, status: int, word: str
) -> None:
    answer = ask(small, query)
    assert answer.status_code == status, answer.text
    assert word in answer.json()["message"]["en"]
    assert ask(small, QUICK).json()["boolean"] is True


def test_a_body_that_is_too_large_is_refused_before_it_is_read(short: EtomServer) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Length": str(10**9)}
    with socket.create_connection(address_of(short), timeout=30) as client:
        lines = [
            "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        client.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        assert client.recv(100).startswith(b"HTTP/1.1 413")


def test_who_sends_all_before_listening_hears_why_it_was_refused(short: EtomServer) -> None:
    size = 64 * MEGABYTE
    lines = [
        "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close",
        f"Content-Type: application/sparql-query\r\nContent-Length: {size}\r\n\r\n",
    ]
    with socket.create_connection(address_of(short), timeout=30) as client:
        client.sendall("\r\n".join(lines).encode())
        for _ in range(size // MEGABYTE):
            client.sendall(b" " * MEGABYTE)
        received = b"".join(iter(lambda: client.recv(MEGABYTE), b""))
    assert received.startswith(b"HTTP/1.1 413 ")
    assert b"send less at a time" in received


def test_who_announces_more_than_it_sends_is_not_waited_for(short: EtomServer) -> None:
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Content-Type: application/sparql-query\r\nContent-Length: {10**9}\r\n\r\n"
    )
    with socket.create_connection(address_of(short), timeout=30) as client:
        client.sendall(head.encode())
        received = b"".join(iter(lambda: client.recv(MEGABYTE), b""))
    assert b"send less at a time" in received


def test_a_body_of_unknown_length_is_counted(short: EtomServer) -> None:
    blocks = (b" " * MEGABYTE for _ in range(17))
    headers = {"Content-Type": "application/sparql-query"}
    answer = httpx.post(f"{short.address}sparql", content=blocks, headers=headers, timeout=60)
    assert answer.status_code == 413


def test_readers_that_take_nothing_hold_no_worker(small: EtomServer) -> None:
    query = quote("SELECT * { ?a ?b ?c . BIND('" + "x" * 500 + "' AS ?x) }")  # 3 MB
    head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    clients = [socket.create_connection(address_of(small), timeout=30) for _ in range(6)]
    try:
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(head)
            assert client.recv(15) == b"HTTP/1.1 200 OK"
        assert ask(small, "ASK { ?not ?kept ?before }").json()["boolean"] is True
    finally:
        for client in clients:
            client.close()


def test_a_client_that_leaves_frees_its_worker(tmp_path: Path) -> None:
    with etom_server(tmp_path, "--timeout", "600", "--workers", "1") as running:
        head = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        for _ in range(3):
            with socket.create_connection(address_of(running), timeout=30) as client:
                client.sendall(head)
                client.settimeout(0.3)
                with pytest.raises(TimeoutError):
                    client.recv(1)
        assert ask(running, QUICK).json()["boolean"] is True
        eventually(lambda: len(running.children()) == 2)  # no other worker goes on with a query of theirs


def test_a_head_that_drips_in_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.server.messages.connections.PATIENCE", 0.5)

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        for _ in range(1000):
            writer.write(b"GET / HTTP/1.1\r\nX: y" if _ == 0 else b"y")
            with suppress(TimeoutError, ConnectionError):
                return await asyncio.wait_for(reader.read(), 0.05)
        return b"still there"

    assert spoken(drip) == b""


def test_a_reader_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.server.messages.guard.PATIENCE", 0.1)

    async def silent(_: object = None) -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    guard = Guard(PlainTextResponse("said"), Settings(Snapshot.of(())))
    with pytest.raises(TimeoutError):
        asyncio.run(guard(scope, silent, silent))  # type: ignore[arg-type]


def test_what_is_no_request_gets_the_headers_of_every_answer() -> None:
    answer = spoken(sending(b"NONSENSE\r\n\r\n"))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"x-content-type-options: nosniff" in answer.lower()
    assert b"content-security-policy: default-src 'none'" in answer.lower()


def test_a_server_with_too_many_connections_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.server.messages.connections.MOST", 0)
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Language: ru\r\n\r\n"
    answer = spoken(sending(request))
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: " in answer.lower()
    assert b"x-content-type-options: nosniff" in answer.lower()
    assert "повторите через несколько секунд".encode() in answer


Speaker = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


def sending(request: bytes) -> Speaker:
    async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(request)
        return await asyncio.wait_for(reader.read(), 30)

    return send


def spoken(speak: Speaker) -> bytes:
    """Return what came back over one connection to a server whose application never answers."""

    async def run() -> bytes:
        config = uvicorn.Config(never, http=PatientProtocol, lifespan="off", ws="none", log_config=None)
        config.load()
        loop = asyncio.get_running_loop()
        state = uvicorn.server.ServerState()
        server = await loop.create_server(lambda: PatientProtocol(config, state, {}), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            try:
                return await speak(reader, writer)
            finally:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()

    return asyncio.run(run())


async def never(_scope: object, _receive: object, _send: object) -> None:
    """Stand for an application that no request reaches."""


def address_of(server: EtomServer) -> tuple[str, int]:
    host, _, port = server.address.removeprefix("http://").strip("/").partition(":")
    return host, int(port)


# Without a server: the pool alone


def within(limits: Limits, use: Callable[[Dataset], Awaitable[None]]) -> None:
    async def run() -> None:
        dataset = Dataset(Settings(Snapshot.of(()), limits=limits))
        await dataset.open()
        try:
            await use(dataset)
        finally:
            dataset.close()

    asyncio.run(run())


async def refused(dataset: Dataset, query: str) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        await dataset.ask(Question(query))
    return caught.value


def test_a_queue_that_is_full_refuses_at_once() -> None:
    async def use(dataset: Dataset) -> None:
        running = [asyncio.create_task(refused(dataset, f"{ENDLESS} LIMIT {number}")) for number in (1, 2)]
        await asyncio.sleep(0.2)  # one runs, one waits
        busy = await refused(dataset, QUICK)
        assert (busy.status, busy.headers["Retry-After"]) == (503, "5")
        ends = await asyncio.gather(*running)
        assert ends[0].status == 504
        assert (await dataset.ask(Question(QUICK))).body

    within(Limits(workers=1, queue=1, seconds=1.5), use)


def test_queries_run_side_by_side() -> None:
    async def use(dataset: Dataset) -> None:
        slow = asyncio.create_task(refused(dataset, ENDLESS))
        await asyncio.sleep(0)
        assert (await dataset.ask(Question(QUICK))).body
        assert not slow.done()
        assert (await slow).status == 504

    within(Limits(workers=2, seconds=3), use)


def test_the_same_question_is_answered_once() -> None:
    async def use(dataset: Dataset) -> None:
        first = await dataset.ask(Question(QUICK))
        assert await dataset.ask(Question(QUICK)) is first

    within(Limits(workers=1), use)


def test_answers_are_kept_up_to_a_number_of_bytes() -> None:
    cache = Cache(20_000)
    for number in range(30):
        cache.put(number, number, 1000)  # and as much for what is around each
    assert [number for number in range(30) if cache.get(number) is not None] == list(range(20, 30))
    assert cache.get(20) == 20
    cache.put(30, 30, 1000)
    assert (cache.get(20), cache.get(21)) == (20, None)


def test_a_large_answer_waits_on_the_disk() -> None:
    async def use(dataset: Dataset) -> None:
        answer = await dataset.ask(Question("SELECT * { ?a ?b ?c . BIND('" + "x" * 500 + "' AS ?x) }"))
        assert not isinstance(answer.body, bytes)
        with answer.body as file:
            assert file.read().endswith(b"]}}")

    within(Limits(workers=1), use)


def test_workers_are_replaced_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.server.execution.pool._JOBS_EACH", 2)
    fork, forked = Pool._fork, set()

    async def noted(pool: Pool) -> Any:
        worker = await fork(pool)
        forked.add(worker.process)
        return worker

    async def use(dataset: Dataset) -> None:
        for number in range(7):
            assert (await dataset.ask(Question(f"ASK {{ FILTER({number} < 9) }}"))).body

    monkeypatch.setattr(Pool, "_fork", noted)
    within(Limits(workers=1), use)
    assert len(forked) == 4
