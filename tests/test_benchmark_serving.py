"""What measures the server finds what it is there to find, and some seconds of mixed load leave nothing behind."""

import asyncio
import doctest
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from subprocess import Popen

import pytest
from availability import unavailable
from http_load.clients import Framing, NoAnswerError, drive
from http_load.exchange import Door, Outcome, read, request
from http_load.kinds import Kind, sends
from http_load.mixed import Plan, Run, mixed
from http_load.processes import Meter, Observation, observe
from http_load.queries import Asked, every_text, repeated, texts, unrepeated
from http_load.rates import KEPT, NOT_KEPT, IncomparableError, compare, ratio, require_same_answers, rows
from http_load.reports import mixed as mixed_report
from http_load.servers import Server, copy_graphs, etom, oxigraph, oxigraph_program
from http_load.verdicts import complaints, growth, left_over, wrong_answers

from etom_rdf.querying import queries

EXAMPLE = Path(__file__).parent.parent / "examples" / "operator" / "model.ttl"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n0\r\n\r\n4\r\n\r\n0\r\r\n0\r\n\r\n"
SIZED = b"HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\n\r\nabc"
GOOD = Kind("good", 1, True, sends("GET", "/"), frozenset({200}))
BAD = Kind("bad", 1, False, sends("GET", "/"), frozenset({400, "closed"}))
REST = Observation(0, 100, 3, 20, 0)


@pytest.mark.parametrize("name", ["clients", "rates", "verdicts"])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(import_module(f"http_load.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [(CHUNKED, 200, b"0\r\n\r\n0\r"), (SIZED, 404, b"abc"), (SIZED[:-3], 404, None)],
)
def test_the_end_of_an_answer_is_found_wherever_it_is_cut(
    size: int, answer: bytes, status: int, body: bytes | None
) -> None:
    framing = Framing()
    whole = [framing.feed(answer[start : start + size]) for start in range(0, len(answer), size)]
    assert framing.status == status
    assert whole == [False] * (len(whole) - 1) + [body is not None]
    assert body is None or framing.body == body


def test_all_shipped_queries_are_asked_as_often_and_with_changing_values() -> None:
    known = texts()
    assert set(known) == {query.name for query in queries()}
    assert all(len(set(variants)) == len(variants) for variants in known.values())
    assert sum(map(len, known.values())) > 4 * len(known)
    asked = Counter(one.name for one in repeated("/sparql", 3 * len(known)))
    assert set(asked.values()) == {3}


def test_requests_come_again_or_do_not() -> None:
    count = 1000
    again = {one.request for one in repeated("/sparql", count)}
    assert again <= {one.request for one in every_text("/sparql")}
    assert len(again) < count
    once = {one.request for one in unrepeated("/sparql", count, mark="a")}
    assert len(once | {one.request for one in unrepeated("/sparql", count, mark="b")}) == 2 * count


def test_answers_are_alike_whatever_the_order_and_the_names_of_blank_nodes() -> None:
    first = b'{"results":{"bindings":[{"x":{"type":"bnode","value":"a"}},{"x":{"type":"uri","value":"u"}}]}}'
    second = b'{"results":{"bindings":[{"x":{"value":"u","type":"uri"}},{"x":{"type":"bnode","value":"z"}}]}}'
    other = second.replace(b'"u"', b'"w"')
    assert sorted(rows(first)) == sorted(rows(second)) != sorted(rows(other))
    assert list(rows(b"_:a <p> _:b .\n")) == list(rows(b"_:c <p> _:d .\n")) != list(rows(b"_:c <q> _:d .\n"))


def run_of(**outcomes: dict[Outcome, int]) -> Run:
    run = Run([GOOD, BAD], REST, observations=[Observation(at, 100, 3, 20, 0) for at in range(0, 600, 5)])
    run.after = REST
    for name, found in outcomes.items():
        run.outcomes[name] = Counter(found)
    return run


def test_nothing_is_said_of_a_run_in_which_nothing_went_wrong() -> None:
    assert list(complaints(run_of(good={200: 9, 503: 1}, bad={400: 5, "closed": 1, 504: 9}))) == []


@pytest.mark.parametrize("outcome", [500, 502, 404, "closed", "cut off", "silent"])
def test_a_good_request_that_fails_is_told(outcome: Outcome) -> None:
    (said,) = complaints(run_of(good={200: 9, outcome: 1}))
    assert said == f"good: 1 ended with {outcome}"


@pytest.mark.parametrize("outcome", [200, 500, "cut off"])
def test_a_hostile_request_that_ends_otherwise_than_it_should_is_told(outcome: Outcome) -> None:
    assert list(wrong_answers(run_of(bad={400: 9, outcome: 2}))) == [f"bad: 2 ended with {outcome}"]


def test_a_server_that_is_always_too_busy_does_not_pass() -> None:
    assert "too busy" in next(wrong_answers(run_of(good={200: 4, 503: 5})))


def test_growing_memory_is_told() -> None:
    seen = [Observation(at, 100 + (at > 300) * 40, 3, 20, 0) for at in range(0, 3600, 5)]
    assert "100 to 140 MB" in next(growth(seen))
    peak = [Observation(at, 100 + (at == 1800) * 900, 3, 20, 0) for at in range(0, 3600, 5)]
    assert list(growth(peak)) == []


@pytest.mark.parametrize(
    ("after", "word"),
    [
        (Observation(9, 100, 4, 20, 0), "processes"),
        (Observation(9, 100, 3, 21, 0), "sockets"),
        (Observation(9, 100, 3, 20, 1), "temporary"),
    ],
)
def test_what_is_left_over_is_told(after: Observation, word: str) -> None:
    (said,) = left_over(REST, after)
    assert word in said


def test_the_processor_time_of_children_that_have_ended_counts(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.5: pass"
    code = f"import subprocess, sys, time\nsubprocess.run([sys.executable, '-c', {busy!r}])\ntime.sleep(60)"
    parent = Popen([sys.executable, "-c", code])
    try:
        meter, wait = Meter(parent.pid), threading.Event()
        with meter.watching():
            while observe(parent.pid, tmp_path).processes < 2:
                wait.wait(0.01)
            while observe(parent.pid, tmp_path).processes > 1:
                wait.wait(0.05)
        assert meter.total() > 0.2
        assert observe(parent.pid, tmp_path).megabytes > 1
    finally:
        parent.kill()
        parent.wait()


@contextmanager
def answering(said: bytes) -> Iterator[int]:
    """Say the same to each client, without listening, and hang up."""

    def serve() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            with client:
                client.recv(1 << 16)
                client.sendall(said)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)


def test_a_server_that_hangs_up_fails_the_measurement() -> None:
    with answering(b"") as port, pytest.raises(NoAnswerError, match="closed"):
        drive(port, [Asked("x", b"GET / HTTP/1.1\r\n\r\n")], clients=2)


@pytest.mark.parametrize(("said", "outcome"), [(b"", "closed"), (SIZED[:-1], "cut off"), (SIZED, 404)])
def test_a_client_tells_how_an_exchange_has_ended(said: bytes, outcome: Outcome) -> None:
    with answering(said) as port:
        assert asyncio.run(Door(port).send(request("GET", "/"))).outcome == outcome


def test_a_client_gives_up_a_silent_server() -> None:
    async def waited() -> Outcome:
        async with Door(port).connection() as (reader, _):
            return (await read(reader, patience=0.05)).outcome

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
        assert asyncio.run(waited()) == "silent"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Return `etom serve` and `oxigraph serve`, with the same data."""
    program = oxigraph_program()
    if program is None:
        unavailable("no oxigraph server: install the extra `dev`")
    folder = tmp_path_factory.mktemp("serving")
    with etom(folder, EXAMPLE) as ours, oxigraph(program, folder / "oxigraph.log") as peer:
        copy_graphs(ours, peer)
        yield ours, peer


def test_two_servers_are_compared_over_the_same_requests(pair: tuple[Server, Server]) -> None:
    turns = compare(pair, rounds=1, requests=50, clients=8)
    for ours, theirs in turns.values():
        assert [len(turn.samples) for turn in (*ours, *theirs)] == [50, 50]
        assert Counter(one.name for one in ours[0].samples) == Counter(one.name for one in theirs[0].samples)
        assert ratio(ours, theirs) > 0
    assert turns[KEPT][0][0].processor < turns[NOT_KEPT][0][0].processor


def test_servers_with_other_answers_are_not_compared(pair: tuple[Server, Server], tmp_path: Path) -> None:
    with oxigraph(str(oxigraph_program()), tmp_path / "log") as empty, pytest.raises(IncomparableError):
        require_same_answers((pair[0], empty))


def test_some_seconds_of_mixed_load_break_nothing_and_leave_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    plan = Plan("a-token", seconds=20, share=1.5, rest=5)
    with etom(
        folder, EXAMPLE, "--timeout", "1", "--memory", "256", "--max-result", "8", token=plan.token
    ) as server:
        run = asyncio.run(mixed(server, folder, plan))
    assert run.after is not None
    assert list(wrong_answers(run)) == []
    assert list(left_over(run.before, run.after)) == []
    seen = {kind.name for kind in run.kinds if run.outcomes[kind.name]}
    assert {"shipped query", "page", "REST", "linked data", "update without token", "malformed query"} <= seen
    assert any("Nothing failed." in line for line in mixed_report(run, []))
