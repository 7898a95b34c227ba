"""Nothing leaves the machine and no page of another site reads along: queries, names of hosts, origins, processes."""

import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from servers import EtomServer, etom_server

from etom_rdf.server.execution.update_graphs import with_dataset
from etom_rdf.server.execution.vetting import vet_query, vet_update
from etom_rdf.server.messages.refusals import RefusalError

FETCHING = [
    "SELECT * { SERVICE <{}> { ?s ?p ?o } }",
    "SELECT * { service silent <{}> { ?s ?p ?o } }",
    "SELECT * { BIND(<{}> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "PREFIX x: <{}> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "BASE <{}> ASK { FILTER EXISTS { SERVICE <> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <{}> { ?s ?p ?o } } } } }",
    "CONSTRUCT { ?s ?p ?o } FROM <{}> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <{}> { GRAPH ?g { ?s ?p ?o } }",
    "ASK from <{}> { ?s ?p ?o }",
    "DESCRIBE <urn:x> FROM <{}>",
]
# What one reader of SPARQL may take for something else than another does.
TRICKY = [
    "SELECT * { ?s ?p '#' . SERVICE <{}> { ?s ?p ?o } }",
    "SELECT * {#\r SERVICE <{}> { ?s ?p ?o }\n}",
    r'SELECT * { ?s ?p "\u0022 # " . SERVICE <{}> { ?s ?p ?o }' + "\n}",
    r"SELECT * { ?s ?p <urn:\u003e#> . SERVICE <{}> { ?s ?p ?o }" + "\n}",
    r"SELECT * { \u0053ERVICE <{}> { ?s ?p ?o } }",
    r"SELECT * { SERVIC\U00000045 <{}> { ?s ?p ?o } }",
]
LOADING = [
    "LOAD <{}>",
    "CLEAR ALL; load silent <{}> into graph <urn:g>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <{}> { ?s ?p ?o } }",
    r"\u004cOAD <{}>",
]


@pytest.fixture
def trap() -> "Trap":
    return Trap()


class Trap:
    """Listen, and count who calls."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        self.callers = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            caller, _ = self._listening.accept()
            self.callers += 1
            caller.close()


@pytest.mark.parametrize("query", FETCHING + TRICKY)
def test_queries_fetch_nothing(served: EtomServer, trap: Trap, query: str) -> None:
    text = query.replace("{}", trap.url)
    headers = {"Content-Type": "application/sparql-query"}
    answer = httpx.post(f"{served.address}sparql", content=text.encode(), headers=headers, timeout=60)
    assert answer.status_code in (400, 403), answer.text
    assert trap.callers == 0


@pytest.mark.parametrize("query", FETCHING)
def test_what_would_fetch_is_seen_in_the_parsed_query(query: str) -> None:
    with pytest.raises(RefusalError) as caught:
        vet_query(query.replace("{}", "http://127.0.0.1:9/"), base="http://localhost/", holds=lambda _: False)
    assert caught.value.status == 403


@pytest.mark.parametrize("query", TRICKY)
def test_what_may_be_read_in_two_ways_does_not_get_past(query: str) -> None:
    with pytest.raises(RefusalError):
        vet_query(query.replace("{}", "http://127.0.0.1:9/"), base="http://localhost/", holds=lambda _: False)


@pytest.mark.parametrize(
    "query", ["?s ?p a:SERVICE <urn:x> {}", "?s ?p ?SERVICE <urn:x> {}", "?s ?p _:SERVICE <urn:x> {}"]
)
def test_a_word_that_ends_a_name_is_no_keyword_for_the_engine(query: str) -> None:
    # Vetting relies on this where it spares the parser.
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(f"PREFIX a: <urn:a:> SELECT * {{ {query} }}")


@pytest.mark.parametrize("update", LOADING)
def test_updates_fetch_nothing(update: str) -> None:
    with pytest.raises(RefusalError):
        vet_update(update.replace("{}", "http://127.0.0.1:9/"))


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s a <urn:SERVICE> }",
        "PREFIX etom: <https://w3id.org/etom/ns/> SELECT ?from ?service { ?service a etom:Service }",
        "PREFIX etom: <https://w3id.org/etom/ns/> ASK { ?s a etom:Service . FILTER(?s != 'load from service') }",
        "ASK { ?from a ?service } # SERVICE <urn:x> {}",
    ],
)
def test_words_are_no_reason_to_refuse(query: str) -> None:
    assert vet_query(query, base="http://localhost/", holds=lambda _: False) is None


def test_a_worker_can_make_no_socket_and_open_no_file(trap: Trap) -> None:
    # Past every look at the query: what the engine could do if that look missed something.
    code = f"""
import pyoxigraph
from etom_rdf.server.execution.confinement import Confinement
print("ready", flush=True)
import os
out = os.dup(1)
inside = Confinement(files=False)
inside.close_doors()
for attempt in (
    lambda: list(pyoxigraph.Store().query("SELECT * {{ SERVICE <{trap.url}> {{ ?s ?p ?o }} }}")),
    lambda: pyoxigraph.Store().update("LOAD <{trap.url}>"),
    lambda: open("/etc/passwd"),
):
    try:
        attempt()
        os.write(out, b"done ")
    except (OSError, RuntimeError):
        os.write(out, b"refused ")
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout.split() == ["ready", "refused", "refused", "refused"]
    assert trap.callers == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
def test_a_worker_that_needs_files_still_makes_no_socket() -> None:
    code = """
import os, socket
from etom_rdf.server.execution.confinement import Confinement
out = os.dup(1)
inside = Confinement(files=True)
inside.close_doors()
open("/etc/passwd").close()
try:
    socket.socket()
except PermissionError:
    os.write(out, b"refused")
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout == "refused"


# Graphs that the protocol names for updates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { <urn:s> <urn:p> 1 }", "INSERT DATA { <urn:s> <urn:p> 1 }"),
        ("DELETE{?s ?p 1}WHERE{?s ?p 1}", "DELETE{?s ?p 1}USING <urn:a> WHERE{?s ?p 1}"),
        ("INSERT { ?s ?p '}' } # WHERE {\nwhere { ?s ?p 2 }",
         "INSERT { ?s ?p '}' } # WHERE {\nUSING <urn:a> where { ?s ?p 2 }"),
        ("PREFIX using: <urn:with#> DELETE WHERE { using:where ?p ?o }",
         "PREFIX using: <urn:with#> DELETE { using:where ?p ?o } USING <urn:a> WHERE { using:where ?p ?o }"),
        ("CLEAR ALL; DELETE {} INSERT {} WHERE { { } }", "CLEAR ALL; DELETE {} INSERT {} USING <urn:a> WHERE { { } }"),
    ],
)  # fmt: skip
def test_using_is_put_before_each_where(text: str, expected: str) -> None:
    assert with_dataset(text, default=["urn:a"], named=[]) == expected


@pytest.mark.parametrize("text", ["WITH <urn:g> DELETE {} WHERE {}", "DELETE {} USING <urn:g> WHERE {}"])
def test_two_ways_to_name_graphs_are_one_too_many(text: str) -> None:
    with pytest.raises(RefusalError):
        with_dataset(text, default=["urn:a"], named=[])


# Hosts and origins


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:1", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("example.org", 421),
        ("127.0.0.1.example.org", 421),
        ("", 421),
    ],
)
def test_a_server_of_this_machine_goes_by_its_names_only(served: EtomServer, host: str, status: int) -> None:
    answer = httpx.get(f"{served.address}health", headers={"Host": host})
    assert answer.status_code == status


def test_pages_of_other_sites_read_nothing_of_this_machine(served: EtomServer) -> None:
    answer = httpx.get(
        f"{served.address}sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"}
    )
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["sparql", "api/validate", "en/check/", "graphs"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_send_nothing_to_this_machine(served: EtomServer, path: str, site: str) -> None:
    asked = {"data": {"query": "ASK {}"}, "timeout": 60}
    answer = httpx.post(
        f"{served.address}{path}", headers={"Sec-Fetch-Site": site, "Origin": "null"}, **asked
    )
    assert answer.status_code == 403
    assert "--cross-origin" in answer.json()["message"]["en"]
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    assert "--cross-origin" not in httpx.post(f"{served.address}{path}", headers=own, **asked).text


def test_nothing_is_logged_of_requests_that_are_broken(tmp_path: Path) -> None:
    with etom_server(tmp_path) as running:
        before = running.log.read_text()
        for path in ("api/validate", "en/check/"):
            headers = {"Content-Type": "multipart/form-data; boundary=x"}
            answer = httpx.post(f"{running.address}{path}", content=b"--y", headers=headers, timeout=60)
            assert answer.status_code == 400
        port = int(running.address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(b"no request at all\r\n\r\n")
            assert connection.recv(12) == b"HTTP/1.1 400"
        assert running.log.read_text() == before


def test_what_is_for_everybody_can_be_read_by_every_page(tmp_path: Path) -> None:
    with etom_server(tmp_path, "--cross-origin", "--allow-host", "etom.example.org") as running:
        answer = httpx.get(
            f"{running.address}sparql", params={"query": "ASK {}"}, headers={"Host": "etom.example.org"}
        )
        assert answer.json()["boolean"] is True
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
        preflight = httpx.options(f"{running.address}sparql", headers=asked)
        assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, POST"
        assert "authorization" not in preflight.headers["access-control-allow-headers"].lower()


def test_the_operator_is_warned_where_others_can_reach_the_server(tmp_path: Path) -> None:
    with etom_server(tmp_path, "--host", "0.0.0.0") as running:
        assert "other machines can reach this server" in running.log.read_text()
