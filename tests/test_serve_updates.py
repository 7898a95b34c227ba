"""Data change for whoever shows the token, as a whole or not at all, and the union stays right."""

import threading
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from servers import EtomServer, etom_server

from etom_rdf.stores import open_directory
from etom_rdf.stores.building import load_directory
from etom_rdf.stores.generations import Generations

TOKEN = "a-token"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ONE = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }"
ENDLESS = "INSERT { <urn:s> <urn:p> ?n } WHERE { GRAPH ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } BIND(STRUUID() AS ?n) }"

COUNTING = (
    "INSERT { <urn:s> <urn:p> ?n } WHERE { SELECT (COUNT(*) AS ?n) { "
    "GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } } }"
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EtomServer]:
    with etom_server(tmp_path_factory.mktemp("updates"), "--timeout", "2", token=TOKEN) as server:
        yield server


@pytest.fixture
def fresh(running: EtomServer) -> EtomServer:
    """Return a server without statements of ours."""
    assert update(running, "DROP ALL").status_code == 204
    return running


def update(
    server: EtomServer, text: str, headers: dict[str, str] = BEARER, **parameters: str
) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-update", **headers}
    return httpx.post(f"{server.address}sparql", content=text, params=parameters, headers=headers, timeout=60)


def number(server: EtomServer, query: str = COUNT) -> int:
    answer = httpx.get(
        f"{server.address}sparql", params={"query": query}, headers={"Accept": "text/csv"}, timeout=60
    )
    return int(answer.text.split()[1])


# Who may


def test_a_server_is_read_only_unless_told_otherwise(served: EtomServer) -> None:
    assert update(served, ONE).status_code == 403
    for method in ("PUT", "POST", "DELETE"):
        url = f"{served.address}graphs?graph=urn:g"
        assert (
            httpx.request(method, url, headers={"Content-Type": "text/turtle", **BEARER}).status_code == 403
        )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer another"}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": "Basic !"}, 401),
        ({"Authorization": "Basic " + b64encode(b"user:another").decode()}, 401),
        ({"Authorization": "Basic " + b64encode(f"user:{TOKEN}".encode()).decode()}, 204),
        (BEARER, 204),
        ({**BEARER, "Origin": "https://example.org"}, 403),
        ({**BEARER, "Origin": "null"}, 403),
        ({**BEARER, "Origin": "http://["}, 403),
    ],
)
def test_changes_need_the_token_and_no_foreign_page(
    fresh: EtomServer, headers: dict[str, str], status: int
) -> None:
    answer = update(fresh, ONE, headers)
    assert answer.status_code == status
    assert number(fresh) == (status == 204)
    assert ("www-authenticate" in answer.headers) == (status == 401)
    assert "basic" not in answer.headers.get("www-authenticate", "").lower()


def test_a_page_of_the_server_itself_may_change_data_with_the_token(fresh: EtomServer) -> None:
    assert update(fresh, ONE, {**BEARER, "Origin": fresh.address.rstrip("/")}).status_code == 204


def test_a_form_of_another_site_changes_nothing(fresh: EtomServer) -> None:
    # What a page can send without asking first: a form, with the browser's cookies and no header of its own.
    answer = httpx.post(
        f"{fresh.address}sparql", data={"update": ONE}, headers={"Origin": "https://example.org"}
    )
    assert answer.status_code == 403
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "authorization"}  # fmt: skip
    preflight = httpx.options(f"{fresh.address}sparql", headers=asked)
    assert "authorization" not in preflight.headers.get("access-control-allow-headers", "").lower()
    assert "access-control-allow-origin" not in preflight.headers
    assert number(fresh) == 0


# What changes


def test_the_union_stays_right(fresh: EtomServer) -> None:
    update(fresh, ONE)
    update(fresh, ONE.replace("urn:g", "urn:h"))
    assert number(fresh) == 1
    update(fresh, "DROP GRAPH <urn:g>")
    assert number(fresh) == 1
    update(fresh, "DROP GRAPH <urn:h>")
    assert number(fresh) == 0


def test_the_default_graph_has_statements_of_its_own(fresh: EtomServer) -> None:
    update(fresh, "INSERT DATA { <urn:s> <urn:p> 1 } ; INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 2 } }")
    assert number(fresh) == 2
    update(fresh, "DELETE WHERE { ?s ?p ?o }")  # the stored default graph, not the union
    assert number(fresh) == 1
    assert number(fresh, COUNT.replace("{ ?s", "{ GRAPH <urn:g> { ?s").replace("?o }", "?o } }")) == 1


def test_an_update_is_seen_by_the_next_query_whatever_is_kept(fresh: EtomServer) -> None:
    for expected in range(5):
        assert number(fresh) == expected
        assert number(fresh) == expected
        update(fresh, f"INSERT DATA {{ <urn:s> <urn:p> {expected} }}")


def test_one_broken_operation_leaves_everything(fresh: EtomServer) -> None:
    answer = update(fresh, f"{ONE} ; LOAD <http://127.0.0.1:9/>")
    assert answer.status_code == 403
    assert update(fresh, f"{ONE} ; CLEAR XYZ").status_code == 400
    assert update(fresh, f"{ONE} ; CLEAR GRAPH <urn:none>").status_code == 400
    assert number(fresh) == 0


@pytest.mark.parametrize(
    ("text", "limits", "status"),
    [(COUNTING, ("--timeout", "1"), 504), (ENDLESS, ("--timeout", "300", "--memory", "16"), 503)],
    ids=["time", "memory"],
)
def test_a_hostile_update_hurts_nobody(
    tmp_path: Path, text: str, limits: tuple[str, ...], status: int
) -> None:
    with etom_server(tmp_path, *limits, token=TOKEN) as server:
        ends: list[int] = []
        thread = threading.Thread(target=lambda: ends.append(update(server, text).status_code))
        thread.start()
        assert number(server) == 0  # queries go on meanwhile
        thread.join()
        assert ends == [status]
        assert number(server) == 0
        assert update(server, ONE).status_code == 204


def test_many_changes_at_once_are_all_made(fresh: EtomServer) -> None:
    threads = [
        threading.Thread(target=update, args=(fresh, f"INSERT DATA {{ <urn:s{n}> <urn:p> {n} }}"))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert number(fresh) == 8


def test_the_address_of_a_graph_is_its_name_as_it_was_sent(fresh: EtomServer) -> None:
    def names() -> list[str]:
        query = {"query": "SELECT ?g { GRAPH ?g { } } ORDER BY ?g"}
        found = httpx.get(f"{fresh.address}sparql", params=query, headers={"Accept": "text/csv"})
        return [name for name in found.text.split() if "/graphs/" in name]

    expected = [f"{fresh.address}graphs/{one}" for one in ("a%20b", "a%2Fb", "a%3Fb", "a/b", "caf%C3%A9")]
    headers = {"Content-Type": "text/turtle", **BEARER}
    for address in expected:
        assert httpx.put(address, content="<urn:s> <urn:p> 1 .", headers=headers).status_code == 201
    assert names() == expected
    assert httpx.delete(expected[1], headers=BEARER).status_code == 204
    assert names() == [one for one in expected if "%2F" not in one]


def test_graphs_in_all_formats_are_written(fresh: EtomServer) -> None:
    sent = {
        "text/turtle": "<urn:s1> <urn:p> 1 .",
        "application/n-triples": '<urn:s2> <urn:p> "2" .',
        "application/ld+json": '{"@id": "urn:s3", "urn:p": 3}',
        "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
        '<rdf:Description rdf:about="urn:s4"><u:p>4</u:p></rdf:Description></rdf:RDF>',
    }
    for number_, (kind, text) in enumerate(sent.items(), 1):
        answer = httpx.post(
            f"{fresh.address}graphs?graph=urn:g", content=text, headers={"Content-Type": kind, **BEARER}
        )
        assert answer.status_code == (201 if number_ == 1 else 204)
        assert number(fresh) == number_


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [
        ("text/turtle", "<urn:s> <urn:p> .", 400),
        ("application/n-quads", "<urn:s> <urn:p> 1 <urn:g> .", 415),
        ("text/turtle; charset=utf-16", "<urn:s> <urn:p> 1 .", 415),
        ("application/ld+json", '{"@graph": [{"@id": "urn:s", "urn:p": 3}], "@id": "urn:g"}', 400),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/", "@id": "urn:s", "p": 3}', 400),
        ("multipart/form-data", "nothing", 400),
    ],
)
def test_what_is_no_graph_is_not_written(fresh: EtomServer, kind: str, text: str, status: int) -> None:
    url = f"{fresh.address}graphs?graph=urn:g"
    answer = httpx.put(url, content=text, headers={"Content-Type": kind, **BEARER}, timeout=60)
    assert answer.status_code == status, answer.text
    assert number(fresh) == 0


# Stores in directories


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "a.nt").write_text("<urn:s> <urn:p> <urn:o> .\n", encoding="utf-8")
    load_directory(tmp_path / "store", [str(tmp_path / "a.nt")])
    return tmp_path / "store"


def test_a_load_into_a_store_is_noticed(store: Path, tmp_path: Path) -> None:
    with etom_server(tmp_path, "--store", str(store)) as server:
        assert number(server) == 1
        (tmp_path / "b.nt").write_text(
            "".join(f"<urn:s> <urn:p> <urn:o{n}> .\n" for n in range(7)), encoding="utf-8"
        )
        load_directory(store, [str(tmp_path / "b.nt")])
        assert number(server) == 7


def test_an_update_makes_a_new_generation(store: Path, tmp_path: Path) -> None:
    before = (store / "current").read_text()
    with etom_server(tmp_path, "--store", str(store), token=TOKEN) as server:
        assert update(server, ONE).status_code == 204
        assert number(server) == 2
        assert update(server, "INSERT DATA { <urn:s> <urn:p> 2 }").status_code == 204
        assert number(server) == 3
    assert (store / "current").read_text() != before
    kept = open_directory(store)
    assert len(list(kept.select("SELECT ?o { ?s <urn:p> ?o }"))) == 3
    assert len(list(kept.select("SELECT ?o { GRAPH ?g { ?s <urn:p> ?o } }"))) == 2
    kept.close()


def test_a_second_writer_is_told_so(store: Path, tmp_path: Path) -> None:
    with etom_server(tmp_path, "--store", str(store), token=TOKEN) as server, Generations(store).writing():
        answer = update(server, ONE)
        assert answer.status_code == 503
        assert "another load" in answer.json()["message"]["en"]
        assert answer.headers["retry-after"]
        assert number(server) == 1


def test_a_hostile_update_leaves_a_store_as_it_was(store: Path, tmp_path: Path) -> None:
    before = (store / "current").read_text()
    with etom_server(tmp_path, "--store", str(store), "--timeout", "1", token=TOKEN) as server:
        assert update(server, ENDLESS).status_code in (503, 504)
        assert number(server) == 1
        assert (store / "current").read_text() == before
        assert update(server, ONE).status_code == 204
