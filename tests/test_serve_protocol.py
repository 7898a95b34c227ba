"""What `etom serve` answers: formats, datasets, caching, headers, words, and what it says when it cannot start."""

import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Graph, Namespace
from servers import EtomServer, etom_server

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SELECT = "SELECT ?s { ?s a <https://w3id.org/etom/ns/Area> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <https://w3id.org/etom/ns/Area> }"
EXAMPLE = Path(__file__).parent.parent / "examples" / "operator" / "model.ttl"


@pytest.fixture
def client(served: EtomServer) -> httpx.Client:
    return httpx.Client(base_url=served.address, timeout=60)


def ask(
    client: httpx.Client, query: str, accept: str = "*/*", **parameters: str | list[str]
) -> httpx.Response:
    return client.get("sparql", params={"query": query, **parameters}, headers={"Accept": accept})


def number(client: httpx.Client, query: str, **parameters: str | list[str]) -> int:
    answer = ask(client, query, "text/csv", **parameters)
    return int(answer.text.split()[1])


# Formats


@pytest.mark.parametrize(
    ("query", "accept", "sent"),
    [
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (SELECT, "text/*;q=0.5", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values, */*;q=0", "text/tab-separated-values; charset=utf-8"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        ("DESCRIBE <https://w3id.org/etom/gost-r-53633/1.1>", "text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_the_client_chooses_the_format(client: httpx.Client, query: str, accept: str, sent: str) -> None:
    answer = ask(client, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, sent)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), ("ASK {}", "image/png")]
)
def test_an_answer_that_fits_no_accepted_format_is_refused(
    client: httpx.Client, query: str, accept: str
) -> None:
    assert ask(client, query, accept).status_code == 406


def test_graphs_are_the_same_in_all_formats(client: httpx.Client) -> None:
    formats = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml",
               "application/ld+json": "json-ld"}  # fmt: skip
    found = [
        set(Graph().parse(data=ask(client, CONSTRUCT, kind).text, format=form))
        for kind, form in formats.items()
    ]
    assert found[0]
    assert all(one == found[0] for one in found)


def test_head_gives_the_headers_of_get(client: httpx.Client) -> None:
    get, head = (client.request(method, "sparql", params={"query": SELECT}) for method in ("GET", "HEAD"))
    assert head.content == b""
    assert {name: head.headers[name] for name in ("content-type", "content-length", "etag")} == {
        name: get.headers[name] for name in ("content-type", "content-length", "etag")
    }


# Caching


def test_an_answer_that_stays_has_a_tag(client: httpx.Client) -> None:
    tag = ask(client, SELECT).headers["etag"]
    again = client.get("sparql", params={"query": SELECT}, headers={"If-None-Match": tag})
    posted = client.post("sparql", data={"query": SELECT}, headers={"If-None-Match": tag})
    assert posted.status_code == 200
    assert (again.status_code, again.content) == (304, b"")
    assert ask(client, SELECT, "text/csv").headers["etag"] != tag


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (struuid() AS ?x) {}"])
def test_an_answer_that_differs_each_time_is_never_kept(client: httpx.Client, query: str) -> None:
    one, other = (ask(client, query) for _ in range(2))
    assert one.status_code == 200
    assert one.text != other.text
    assert "etag" not in one.headers


# Datasets


def test_the_default_graph_holds_each_triple_of_all_graphs_once(client: httpx.Client) -> None:
    everything = number(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert everything == number(
        client, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    )
    assert everything < number(client, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")


@pytest.mark.parametrize("by_protocol", [True, False])
def test_several_graphs_hold_each_triple_once(client: httpx.Client, by_protocol: bool) -> None:
    graphs = ["https://w3id.org/etom/ns/", "https://example.invalid/model.ttl"]
    clauses = "" if by_protocol else " ".join(f"FROM <{graph}>" for graph in graphs)
    given: dict[str, str | list[str]] = {"default-graph-uri": graphs} if by_protocol else {}
    found = number(client, f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}", **given)
    assert found == number(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_a_dataset_without_named_graphs_has_none(client: httpx.Client) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(client, query, **{"default-graph-uri": "https://w3id.org/etom/ns/"}) == 0
    assert number(client, query, **{"named-graph-uri": "https://w3id.org/etom/ns/"}) > 0


@pytest.mark.parametrize("graph", ["e:", "<ns/>", "<https://w3id.org/etom/ns/>"])
def test_from_takes_prefixes_and_the_base(client: httpx.Client, graph: str) -> None:
    prologue = "BASE <https://w3id.org/etom/> PREFIX e: <https://w3id.org/etom/ns/>"
    assert number(client, f"{prologue} SELECT (COUNT(*) AS ?n) FROM {graph} {{ ?s ?p ?o }}") > 0


# The service itself


def test_the_service_describes_itself(client: httpx.Client) -> None:
    answer = client.get("sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    service = graph.value(predicate=RDF.type, object=SD.Service)
    assert str(service) == f"{client.base_url}sparql"
    assert SD.UnionDefaultGraph in graph.objects(service, SD.feature)
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}


def test_graphs_are_served_by_name(client: httpx.Client) -> None:
    found = client.get("graphs", params={"graph": "https://example.invalid/model.ttl"})
    graph, example = Graph().parse(data=found.text, format="turtle"), Graph().parse(EXAMPLE)
    assert len(graph) == len(example)
    assert set(graph.subject_predicates()) == set(example.subject_predicates())
    assert client.get("graphs", params={"graph": "urn:none"}).status_code == 404
    assert client.get("graphs").status_code == 400


def test_every_answer_has_strict_headers(client: httpx.Client) -> None:
    for answer in (
        client.get("health"),
        client.get("sparql"),
        client.get("none"),
        ask(client, "ASK"),
        client.put("sparql"),
    ):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("language", "word"),
    [("ru", "строка 1"), ("en", "line 1"), ("de", "line 1"), ("ru-RU,ru;q=0.9,en;q=0.8", "строка")],
)
def test_a_refusal_speaks_the_language_of_the_client(client: httpx.Client, language: str, word: str) -> None:
    answer = client.get("sparql", params={"query": "SELECT"}, headers={"Accept-Language": language})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert word in problem["detail"]
    assert problem["status"] == 400
    assert problem["message"]["en"] != problem["message"]["ru"]


def test_a_refusal_is_text_where_that_is_wanted(client: httpx.Client) -> None:
    answer = client.get("sparql", params={"query": "SELECT"}, headers={"Accept": "text/plain"})
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 1" in answer.text


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "sparql")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("sparql", "GET, HEAD, POST"),
        ("graphs", "DELETE, GET, HEAD, POST, PUT"),
        ("en/", "GET, HEAD"),
        ("ru/check/", "GET, HEAD, POST"),
        ("etom/ns/", "GET, HEAD"),
        ("api/validate", "POST"),
        ("api/terms", "GET, HEAD"),
    ],
)
def test_each_address_names_its_own_methods(client: httpx.Client, path: str, allowed: str) -> None:
    asked = client.options(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert (asked.status_code, asked.content, asked.headers["allow"]) == (204, b"", allowed)
    refused = client.request("PATCH", path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
    assert refused.json()["message"]["ru"].endswith(f"подходят: {allowed}")


@pytest.mark.parametrize("path", ["nothing", "api/nothing"])
def test_an_address_of_nothing_has_no_methods(client: httpx.Client, path: str) -> None:
    answer = client.options(path)
    assert answer.status_code == 404
    assert "allow" not in answer.headers


def test_the_server_as_a_whole_can_be_asked_whether_it_is_there(served: EtomServer) -> None:
    connection = HTTPConnection(served.address.removeprefix("http://").strip("/"), timeout=60)
    connection.request("OPTIONS", "*")
    assert connection.getresponse().status == 204
    connection.close()


# Starting and stopping


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "etom_rdf", "serve", "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_what_cannot_start_says_why_in_one_line(served: EtomServer, tmp_path: Path) -> None:
    port = served.address.rpartition(":")[2].strip("/")
    (tmp_path / "broken.ttl").write_text("<a> <b> .", encoding="utf-8")
    cases = {
        ("--port", port): "choose another --port",
        ("--host", "192.0.2.1"): "choose another --port or --host",
        ("--port", "70000"): "from 0 to 65535",
        (str(tmp_path / "broken.ttl"),): "broken.ttl: 1",
        (str(tmp_path / "absent.ttl"),): "absent.ttl",
        ("--store", str(tmp_path)): "no store of etom",
        ("--store", str(tmp_path), str(EXAMPLE)): "files and --store",
        ("--read-write",): "ETOM_TOKEN",
        ("--token", "x"): "--read-write",
    }
    for arguments, words in cases.items():
        result = run(*arguments)
        assert result.returncode == 2, arguments
        assert words in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stdout == ""


def test_any_readable_model_is_served(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(
        "id,name,element\nP-1,Обработка заказов,1.1.1.5\n", encoding="utf-8"
    )
    with etom_server(tmp_path, str(tmp_path)) as running:
        query = "ASK { ?p <https://w3id.org/etom/ns/sourceId> 'P-1' ; a <https://w3id.org/etom/ns/Process> }"
        assert (
            httpx.get(f"{running.address}sparql", params={"query": query}, timeout=60).json()["boolean"]
            is True
        )


@pytest.mark.parametrize("start", ["", "graphs/", "assets/", "downloads/", "etom/", "en/"])
@pytest.mark.parametrize("up", ["..", "%2e%2e", "..%2f..", "..%5c.."])
def test_a_folder_of_the_server_is_not_served(served: EtomServer, start: str, up: str) -> None:
    # httpx takes such steps itself, and would ask for the end of them.
    with closing(HTTPConnection(served.address.removeprefix("http://").strip("/"), timeout=60)) as asking:
        asking.request("GET", f"/{start}{f'{up}/' * 12}etc/passwd")
        answer = asking.getresponse()
        assert answer.status == 404
        assert b"root:" not in answer.read()
