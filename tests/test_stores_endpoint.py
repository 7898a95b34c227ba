"""An endpoint that misbehaves gives one clear sentence, and never a short answer without a word."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pyoxigraph as ox
import pytest
from faulty_server import Answer, Handler, faulty

from etom_rdf.errors import EndpointError, InputError, QueryError
from etom_rdf.stores import open_endpoint
from etom_rdf.stores.credentials import Credentials, find_credentials
from etom_rdf.stores.endpoint import Endpoint
from etom_rdf.stores.results import DamagedAnswerError, JsonResults
from etom_rdf.stores.transfer import Server, load_endpoint

JSON = "application/sparql-results+json"
XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}'
QUERY = "SELECT ?s { ?s ?p ?o }"


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "ETOM_USER",
        "ETOM_PASSWORD",
        "ETOM_TOKEN",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def says(status: int, body: str = "", kind: str = "text/plain", **headers: str) -> Answer:
    return lambda handler: handler.reply(status, body, kind, **headers)


def rows_of(url: str, **options: float) -> list[tuple[object, ...]]:
    store = open_endpoint(url, timeout=options.get("timeout", 10.0))
    try:
        with store.select(QUERY) as rows:
            return list(rows)
    finally:
        store.close()


def fault(*answers: Answer, timeout: float = 10.0) -> str:
    """Ask a server that answers so, and return the sentence that comes of it."""
    with faulty(*answers) as server:
        with pytest.raises(EndpointError) as caught:
            rows_of(server.url, timeout=timeout)
        assert caught.value.file == server.url
        assert "\n" not in str(caught.value)
        assert caught.value.message.ru != caught.value.message.en
        return caught.value.message.en


# Answers


def test_a_query_is_sent_as_a_form_with_its_graphs() -> None:
    with faulty(says(200, ROWS + "]}}", JSON)) as server:
        store = open_endpoint(server.url, graphs=("urn:g", "urn:h"))
        with store.select("SELECT ?s { ?s ?p 'ж&=' }") as rows:
            assert rows.variables == ("s",)
            assert list(rows) == [(ox.NamedNode("urn:a"),)]
        store.close()
    (asked,) = server.asked
    form = parse_qs(asked.body.decode())
    assert form == {"query": ["SELECT ?s { ?s ?p 'ж&=' }"], "default-graph-uri": ["urn:g", "urn:h"]}
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


def test_rows_come_before_the_answer_ends() -> None:
    def slow(handler: Handler) -> None:
        handler.begin(200, JSON, Transfer_Encoding="chunked")
        for part in (ROWS, ', {"s": {"type": "literal", "value": "last"}}]}}'):
            handler.wfile.write(f"{len(part):x}\r\n{part}\r\n".encode())
            handler.wfile.flush()
            wait.append(time.monotonic())
            while part is ROWS and not seen:
                time.sleep(0.01)
        handler.wfile.write(b"0\r\n\r\n")

    wait: list[float] = []
    seen: list[object] = []
    with faulty(slow) as server:
        rows = Endpoint(server.url).select(QUERY)
        seen.append(next(rows))
        assert seen == [(ox.NamedNode("urn:a"),)]
        assert next(rows) == (ox.Literal("last"),)
        assert next(rows, None) is None


def test_dialects_of_terms_are_understood() -> None:
    integer = f'{{"type": "typed-literal", "datatype": "{XSD}integer", "value": "01"}}'
    boolean = f'{{"type": "typed-literal", "datatype": "{XSD}boolean", "value": "0"}}'
    cells = [
        ('{"type": "literal", "value": "x", "xml:lang": "ru-RU"}', ox.Literal("x", language="ru-RU")),
        (integer, ox.Literal("01", datatype=ox.NamedNode(f"{XSD}integer"))),
        (boolean, ox.Literal(False)),
        ('{"type": "bnode", "value": "nodeID://b10"}', ox.BlankNode("b10")),
        (
            '{"type": "literal", "value": "\\ud83d\\ude00 \\"}], \\"bindings\\": ["}',
            ox.Literal('😀 "}], "bindings": ['),
        ),
    ]
    for cell, term in cells:
        text = f'{{"head": {{"link": [], "vars": ["a", "b"]}}, "results": {{"bindings": [ {{"b": {cell} }} ]}} }}'
        for size in (1, 7, 1000):
            blocks = (text.encode()[i : i + size] for i in range(0, len(text.encode()), size))
            results = JsonResults(blocks)
            assert results.variables == ("a", "b")
            assert list(results.rows()) == [(None, term)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"head": {}}',
        '{"head": {}, "boolean": 1}',
        '{"results": 3}',
        ROWS,
        ROWS + ", {",
        ROWS[:-1],
        ROWS + ', {"s": {"type": "uri", "value": "no iri"}}]}}',
        ROWS + ', {"s": {"type": "thing", "value": "x"}}]}}',
        ROWS + ", 7]}}",
        ROWS + "\nVirtuoso S1T00 Error: the query ran out of memory",
    ],
)
def test_a_damaged_answer_is_never_a_short_one(text: str) -> None:
    with pytest.raises(DamagedAnswerError):
        list(JsonResults(iter([text.encode()])).rows())


def test_bytes_that_are_no_utf8_are_damage() -> None:
    with pytest.raises(DamagedAnswerError):
        list(JsonResults(iter([ROWS.encode(), b"\xff\xfe"])).rows())


@pytest.mark.parametrize("answer", [True, False])
def test_ask_also_where_it_is_answered_with_rows(answer: bool) -> None:
    plain = f'{{"head": {{}}, "boolean": {str(answer).lower()}}}'
    row = f'{{"__ASK_RETVAL": {{"type": "typed-literal", "datatype": "{XSD}integer", "value": "1"}}}}'
    table = f'{{"head": {{"vars": ["__ASK_RETVAL"]}}, "results": {{"bindings": [{row if answer else ""}]}}}}'
    for text in (plain, table):
        with faulty(says(200, text, JSON)) as server:
            assert Endpoint(server.url).ask("ASK {}") is answer


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/n-triples", "<urn:a> <urn:b> 'c' .".replace("'", '"')),
        ("text/turtle; charset=UTF-8", "@prefix u: <urn:> . u:a u:b 'c' ."),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<rdf:Description rdf:about="urn:a"><u:b>c</u:b></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_a_graph_comes_in_several_formats(kind: str, text: str) -> None:
    expected = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    with faulty(says(200, text, kind)) as server:
        assert list(Endpoint(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")) == [expected]
    with faulty(says(200, text[:-5], kind)) as server, pytest.raises(EndpointError, match="breaks off"):
        list(Endpoint(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_another_form_than_was_called_for() -> None:
    with (
        faulty(says(200, ROWS + "]}}", JSON)) as server,
        pytest.raises(QueryError, match="another form than ASK"),
    ):
        Endpoint(server.url).ask(QUERY)


# Faults


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


# Credentials


def test_basic_is_used_when_asked_for_and_from_then_on() -> None:
    ask = says(401, WWW_Authenticate='Basic realm="r"')
    with faulty(ask, says(200, ROWS + "]}}", JSON)) as server:
        store = open_endpoint(server.url, credentials=Credentials("editor", "sécret"))
        for _ in range(2):
            assert len(list(store.select(QUERY))) == 1
    sent = [asked.headers.get("authorization") for asked in server.asked]
    assert sent == [None, "Basic ZWRpdG9yOnPDqWNyZXQ=", "Basic ZWRpdG9yOnPDqWNyZXQ="]


def test_digest_is_preferred_and_a_wrong_password_ends_the_matter() -> None:
    def offer(handler: Handler) -> None:
        handler.send_response(401)
        handler.send_header("WWW-Authenticate", 'Basic realm="r"')
        handler.send_header("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth", algorithm="MD5"')
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with faulty(offer) as server:
        store = open_endpoint(server.url, credentials=Credentials("editor", "secret"))
        with pytest.raises(EndpointError, match="refused with 401"):
            store.select(QUERY)
    assert len(server.asked) == 2
    assert server.asked[1].headers["authorization"].startswith("Digest ")


def test_a_token_is_sent_at_once_and_never_shown() -> None:
    with faulty(says(403, "token t0p-s3cret is not valid")) as server:
        store = open_endpoint(server.url, credentials=Credentials(token="t0p-s3cret"))
        with pytest.raises(EndpointError) as caught:
            store.select(QUERY)
    assert server.asked[0].headers["authorization"] == "Bearer t0p-s3cret"
    assert "s3cret" not in str(caught.value) + caught.value.message.ru + repr(Credentials(token="t0p-s3cret"))


def test_credentials_are_found_in_their_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = "https://example.org/sparql"
    assert find_credentials(url) is None
    (tmp_path / "netrc").write_text("machine example.org login nina password n3t\n", encoding="ascii")
    assert find_credentials(url) == Credentials("nina", "n3t")
    assert find_credentials(url, user="nina") == Credentials("nina", "n3t")
    assert find_credentials(url, user="other") == Credentials("other", "")
    assert find_credentials("https://example.com/") is None
    monkeypatch.setenv("ETOM_USER", "eva")
    monkeypatch.setenv("ETOM_PASSWORD", "3nv")
    assert find_credentials(url) == Credentials("eva", "3nv")
    assert find_credentials("https://una:%3Aurl@example.org/") == Credentials("una", ":url")
    assert find_credentials("https://una:url@example.org/", user="olga:0pt") == Credentials("olga", "0pt")
    monkeypatch.setenv("ETOM_TOKEN", "t0k")
    assert find_credentials(url) == Credentials(token="t0k")
    assert find_credentials(url, user="olga:0pt") == Credentials("olga", "0pt")
    for name in ("ETOM_TOKEN", "ETOM_USER", "ETOM_PASSWORD"):
        monkeypatch.delenv(name)
    (tmp_path / "netrc").write_text("nonsense\n", encoding="ascii")
    with pytest.raises(EndpointError, match=r"credentials in .*netrc"):
        find_credentials(url)


# Loading


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "model.ttl"
    triples = "".join(f'<urn:s{i}> <urn:p> "{i}" .\n' for i in range(2500))
    chain = "".join(f"_:b{i} <urn:next> _:b{i + 1} .\n" for i in range(1200))
    path.write_text(triples + chain + "<urn:x> <urn:y> [ <urn:z> 1 ] .", encoding="utf-8")
    return str(path)


EMPTY = '{"head": {"vars": ["graph", "bytes"]}, "results": {"bindings": []}}'


def test_nothing_is_sent_before_everything_was_read(model: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:a> <urn:b>", encoding="ascii")
    with faulty(says(204)) as server, pytest.raises(InputError, match=r"broken\.ttl"):
        load_endpoint(Server(server.url, server.url, server.url), "urn:g", [model, str(broken)])
    assert server.asked == []


def test_put_carries_the_graph_and_its_length(model: str) -> None:
    sent: list[tuple[int, int]] = []
    with faulty(says(401, WWW_Authenticate='Basic realm="r"'), says(204)) as server:
        target = Server(server.url, server.url, f"{server.url}?store=1", Credentials("a", "b"))
        done = load_endpoint(target, "urn:g#é", [model], on_sent=lambda *share: sent.append(share))
    assert (done.count, done.by_put) == (3702, True)
    first, second = server.asked
    assert first.body == second.body  # the whole of it again, once the server knows us
    assert second.path == "/sparql?store=1&graph=urn%3Ag%23%C3%A9"
    assert second.headers["content-type"] == "application/n-triples"
    assert sent[-1] == (len(second.body), len(second.body))
    assert len(list(ox.parse(second.body, ox.RdfFormat.N_TRIPLES))) == 3702


@pytest.mark.parametrize("status", [405, 413, 501])
def test_where_put_is_refused_chunks_follow(status: int, model: str) -> None:
    with (
        faulty(*chunked_after(says(status))) as server,
        pytest.raises(EndpointError, match="refused with 507"),
    ):
        load_endpoint(Server(server.url, server.url, server.url), "urn:g", [model])
    assert [asked.method for asked in server.asked] == ["PUT", "POST", "POST"]
    assert b"INSERT" in server.asked[2].body


def chunked_after(first: Answer) -> Iterator[Answer]:
    yield from (first, says(200, EMPTY, JSON), says(507, "full"))


def test_a_put_that_fails_otherwise_is_an_error(model: str) -> None:
    with faulty(says(500, "no")) as server, pytest.raises(EndpointError, match="500"):
        load_endpoint(Server(server.url, server.url, server.url), "urn:g", [model])
    assert len(server.asked) == 1


def test_chunks_shrink_where_the_server_finds_them_too_large(model: str) -> None:
    answers = [says(200, EMPTY, JSON), says(413), says(413), says(200), says(500, "enough")]
    with faulty(*answers) as server, pytest.raises(EndpointError, match="enough"):
        load_endpoint(Server(server.url, server.url), "urn:g", [model])
    sizes = [asked.body.count(b"<urn:p>") for asked in server.asked[1:]]
    assert sizes == [1000, 500, 250, 250]
