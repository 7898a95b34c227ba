"""The W3C's tests of the SPARQL 1.1 Protocol and the Graph Store Protocol pass on the real server.

Each test is a sequence of requests that its manifest describes in the `ht:` vocabulary, with what each answer must
be. They are run from an empty dataset with the graphs that the test names, each through a connection of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import quote

import httpx
import pytest
from conftest import shared_folder
from rdflib import Graph, Literal, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from servers import EtomServer, etom_server

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
TOKEN = "token-of-the-suite"
SUITE = shared_folder() / "suites" / "sparql11"
MANIFESTS = ("protocol/manifest.ttl", "graph-store-protocol/manifest-direct.ttl",
             "graph-store-protocol/manifest-indirect.ttl")  # fmt: skip
NUMBER = 47

# Manifest status names, as far as they occur.
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
TABULAR = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
BOOLEAN = TABULAR[:2]
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml")


@dataclass(frozen=True)
class Test:
    """Name a test by its manifest and its IRI there."""

    __test__ = False
    manifest: str
    iri: str

    @property
    def name(self) -> str:
        return self.iri.rpartition("#")[2]


@cache
def manifest(name: str) -> Graph:
    return Graph().parse(SUITE / name)


def entries() -> Iterator[Test]:
    for name in MANIFESTS:
        if not (SUITE / name).is_file():
            continue
        graph = manifest(name)
        for head in graph.objects(None, MF.entries):
            yield from (Test(name, str(test)) for test in Collection(graph, head))


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EtomServer]:
    with etom_server(tmp_path_factory.mktemp("suite"), token=TOKEN) as running:
        yield running


def test_all_tests_are_there(shared_suites: Path) -> None:
    assert len(list(entries())) == NUMBER


@pytest.mark.parametrize("test", list(entries()) or [None], ids=lambda test: test.name if test else "absent")
def test_suite(test: Test, shared_suites: Path, writable: EtomServer) -> None:
    graph, subject = manifest(test.manifest), URIRef(test.iri)
    with httpx.Client(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
        endpoint = f"{writable.address}sparql"
        client.post(endpoint, data={"update": "CLEAR ALL"}).raise_for_status()
        for one in graph.objects(subject, UT.graphData):
            load(client, writable.address, graph, one)
        known: dict[str, str] = {}
        action = graph.value(subject, MF.action)
        for request in Collection(graph, cast(Node, graph.value(action, HT.requests))):
            answer = send(client, writable.address, graph, request, known)
            check(answer, graph, cast(Node, graph.value(request, HT.resp)), known)


def load(client: httpx.Client, address: str, graph: Graph, data: Node) -> None:
    file = Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
    name = quote(str(graph.value(data, RDFS.label)), safe="")
    headers = {"Content-Type": "application/n-triples"}
    client.put(f"{address}graphs?graph={name}", content=file.read_bytes(), headers=headers).raise_for_status()


def send(
    client: httpx.Client, address: str, graph: Graph, request: Node, known: dict[str, str]
) -> httpx.Response:
    path = str(graph.value(request, HT.absolutePath))
    for word, value in known.items():
        path = path.replace(word, quote(value, safe=""))
    path = path.replace("/sparql/", "/sparql", 1).replace("/gsp", "/graphs", 1).removeprefix("/")
    headers = headers_of(graph, request)
    body = graph.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding))
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    return client.request(
        str(graph.value(request, HT.methodName)), address + path, headers=headers, content=content
    )


def headers_of(graph: Graph, message: Node) -> dict[str, str]:
    found = graph.value(message, HT.headers)
    if found is None:
        return {}
    return {
        str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue))
        for one in Collection(graph, found)
    }


def check(answer: httpx.Response, graph: Graph, expected: Node, known: dict[str, str]) -> None:
    allowed = [str(one).rpartition("#")[2] for one in graph.objects(expected, MF.expectedStatus)]
    assert any(matches(answer.status_code, name) for name in allowed), (
        answer.status_code,
        allowed,
        answer.text,
    )
    kind = answer.headers.get("content-type", "").partition(";")[0]
    match str(graph.value(expected, MF.expectedFormat) or ""):
        case "boolean":
            assert kind in BOOLEAN
        case "tabular":
            assert kind in TABULAR
        case "RDF":
            assert kind in RDF
    boolean = graph.value(expected, MF.expectedBoolean)
    if boolean is not None:
        assert answer.json()["boolean"] is cast(Literal, boolean).toPython()
    for name, value in headers_of(graph, expected).items():
        assert answer.headers[name].replace(" ", "") == value.replace(" ", "")
    body = graph.value(expected, HT.body)
    if body is not None:
        wanted = Graph().parse(data=str(graph.value(body, CNT.chars)), format="turtle")
        assert isomorphic(Graph().parse(data=answer.text, format="turtle"), wanted)
    location = graph.value(expected, MF.expectedLocation)
    if location is not None:
        known[str(location)] = answer.headers["location"]


def matches(status: int, name: str) -> bool:
    """Say whether a status is the one of that name, or of its class: `StatusCode2xx`."""
    if name.startswith("StatusCode"):
        return status // 100 == int(name.removeprefix("StatusCode")[0])
    return status == STATUS[name]
