"""An endpoint that misbehaves gives one clear sentence."""

import socket
import time
from contextlib import closing

import httpx
import pytest
from endpoint_samples import (
    JSON,
    ROWS,
    fault,
    no_credentials,  # noqa: F401 (a fixture)
    rows_of,
    says,
)
from faulty_server import Handler, faulty

from etom_rdf.errors import EndpointError
from etom_rdf.stores import open_endpoint


def test_nobody_there() -> None:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))  # bound, not listening: refuses
        url = f"http://127.0.0.1:{held.getsockname()[1]}/sparql"
        with pytest.raises(EndpointError, match="no connection to the server") as caught:
            rows_of(url)
    assert caught.value.status is None


def test_a_connection_is_tried_again_but_nothing_is_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    real = httpx.Client.send
    failures = [httpx.ConnectError("refused"), httpx.ConnectTimeout("late")]

    def send(self: httpx.Client, request: httpx.Request, **options: bool) -> httpx.Response:
        if failures:
            raise failures.pop()
        return real(self, request, **options)

    monkeypatch.setattr(httpx.Client, "send", send)
    monkeypatch.setattr("etom_rdf.stores.client._PAUSES", (0.0, 0.0))
    with faulty(says(200, ROWS + "]}}", JSON)) as server:
        assert len(rows_of(server.url)) == 1
    with faulty(lambda handler: handler.break_off()) as server:
        with pytest.raises(EndpointError, match="broke the exchange off"):
            rows_of(server.url)
        assert len(server.asked) == 1


def test_a_silent_server() -> None:
    assert "silent for 0.3 s" in fault(lambda _: time.sleep(1.5), timeout=0.3)


def test_silent_in_the_middle() -> None:
    def stall(handler: Handler) -> None:
        handler.begin(200, JSON, Content_Length="5000")
        handler.wfile.write(ROWS.encode())
        handler.wfile.flush()
        time.sleep(1.5)

    assert "silent for 0.3 s" in fault(stall, timeout=0.3)


@pytest.mark.parametrize("framing", [{"Content_Length": "5000"}, {"Transfer_Encoding": "chunked"}, {}])
def test_breaking_off_in_mid_stream(framing: dict[str, str]) -> None:
    def cut(handler: Handler) -> None:
        handler.begin(200, JSON, **framing)
        chunked = "Transfer_Encoding" in framing
        handler.wfile.write(f"{len(ROWS):x}\r\n{ROWS}\r\n".encode() if chunked else ROWS.encode())
        handler.break_off()

    assert "brea" in fault(cut) or "broke" in fault(cut)


def test_an_error_in_mid_stream_is_quoted() -> None:
    text = fault(says(200, ROWS + "\n<h1>500 Out of memory</h1>", JSON))
    assert "breaks off or is damaged" in text
    assert "500 Out of memory" in text


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, "check what was asked"),
        (401, "credentials"),
        (403, "right"),
        (404, "check the URL"),
        (413, "in chunks"),
        (500, "log of the server"),
        (503, "later"),
    ],
)
def test_a_refusal_is_quoted_in_one_line(status: int, advice: str) -> None:
    page = (
        f"<html><head><title>{status}</title><style>p {{}}</style></head>\n"
        "<body><p>So&nbsp;it<br>is.</p></body></html>"
    )
    text = fault(says(status, page, "text/html"))
    assert f"refused with {status} (‘So it is.’)" in text
    assert advice in text


def test_a_page_in_html_is_no_answer() -> None:
    text = fault(says(200, "<!DOCTYPE html><title>Welcome</title><h1>GraphDB Workbench</h1>", "text/html"))
    assert "answered in text/html" in text
    assert "GraphDB Workbench" in text


def test_json_in_errors_is_read_and_long_words_are_cut() -> None:
    assert "(‘no such dataset’)" in fault(says(404, '{"message": "no such dataset"}', "application/json"))
    assert len(fault(says(500, "x" * 100_000))) < 500


@pytest.mark.parametrize(
    "headers", [{"X_SPARQL_MaxRows": "1"}, {"X_SQL_State": "S1TAT", "X_SQL_Message": "out of time"}]
)
def test_an_answer_that_the_server_has_cut(headers: dict[str, str]) -> None:
    assert "cut its answer after 1 row;" in fault(says(200, ROWS + "]}}", JSON, **headers))


def test_what_is_no_address() -> None:
    for url in ("", "localhost:3030", "ftp://example.org/", "http://", "http://example.org:port/"):
        with pytest.raises(EndpointError, match="no address of a server"):
            open_endpoint(url)


# Redirects


def test_a_redirect_on_the_same_host_keeps_method_and_body() -> None:
    for status in (301, 302, 307, 308):
        moved = says(status, Location="/other?x=1")
        with faulty(moved, says(200, ROWS + "]}}", JSON)) as server:
            assert len(rows_of(server.url)) == 1
        first, second = server.asked
        assert (second.method, second.path, second.body) == ("POST", "/other?x=1", first.body)


def test_a_redirect_elsewhere_is_not_followed() -> None:
    text = fault(says(307, Location="http://example.org/sparql"))
    assert "sends on to http://example.org/sparql, where nothing is sent unasked" in text


def test_a_redirect_in_circles_ends() -> None:
    assert "refused with 302" in fault(says(302, Location="/sparql"))
