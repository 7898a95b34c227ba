"""Real servers take what is loaded, and answer every question of the library alike."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from servers import RunningServer

from etom_rdf.errors import EndpointError
from etom_rdf.querying import QueryFile, ask_store, open_store, queries, run_query
from etom_rdf.resources import ontology_files
from etom_rdf.stores import Store, open_directory, open_endpoint
from etom_rdf.stores.building import ONTOLOGY_GRAPH, load_directory
from etom_rdf.stores.credentials import Credentials
from etom_rdf.stores.endpoint import Endpoint
from etom_rdf.stores.transfer import Server, Transfer, _Staging, load_endpoint

MODEL = Path(__file__).parent / "questions" / "model.ttl"
MODEL_GRAPH = "https://example.org/questions"
LIBRARY = [pytest.param(query, id=query.name) for query in queries()]
SERVERS = ("oxigraph", "virtuoso")


def described(server: RunningServer, *, by_put: bool) -> Server:
    credentials = Credentials(*server.user.split(":")) if server.user else None
    # Virtuoso shows its staging graphs at both addresses; to write, the one with credentials is needed.
    return Server(server.query, server.update, server.graph_store if by_put else None, credentials, 60.0)


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> RunningServer:
    running: RunningServer = request.getfixturevalue(f"{request.param}_server")
    return running


@pytest.fixture(scope="module")
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Store]]:
    """Return a function that gives each kind of store with the ontology and the model of the questions."""
    stores: dict[str, Store] = {}

    def open_one(kind: str) -> Store:
        if kind in stores:
            return stores[kind]
        if kind == "embedded":
            directory = tmp_path_factory.mktemp("embedded") / "store"
            load_directory(directory, [str(MODEL)])
            stores[kind] = open_directory(directory)
        else:
            running = request.getfixturevalue(f"{kind}_server")
            target = described(running, by_put=True)
            load_endpoint(target, ONTOLOGY_GRAPH, list(map(str, ontology_files())))
            load_endpoint(target, MODEL_GRAPH, [str(MODEL)])
            stores[kind] = open_endpoint(running.query, graphs=(ONTOLOGY_GRAPH, MODEL_GRAPH), timeout=120.0)
        return stores[kind]

    yield open_one
    for store in stores.values():
        store.close()


@pytest.fixture(scope="module")
def in_memory() -> ox.Store:
    return open_store(ox.parse(path=MODEL, rename_blank_nodes=True))


# Questions


@pytest.mark.parametrize("kind", ["embedded", *SERVERS])
@pytest.mark.parametrize("query", LIBRARY)
def test_gives_the_same_rows(
    query: QueryFile, kind: str, opened: Callable[[str], Store], in_memory: ox.Store
) -> None:
    store = opened(kind)
    for values in some_values(query):
        answer = ask_store(query, store, parameters=values)
        expected = run_query(query, data=in_memory, parameters=values)
        assert answer.as_csv() == expected.as_csv()
        if expected.graph is not None:
            assert answer.as_turtle() == expected.as_turtle()


def some_values(query: QueryFile) -> Iterator[dict[str, str]]:
    """Give the examples of the header, and what else the model of the questions has to offer."""
    examples = {parameter.name: parameter.example for parameter in query.parameters}
    yield examples
    others = {
        "id": ("1.1", "1.1.1", "1.1.1.8", "1.1.1.9", "1.1.1.10", "104820.1.1.1.9"),
        "lang": ("en", "ru"),
        "process": tuple(
            f"https://example.org/lukomorye/process-{name}"
            for name in ("bill-inquiry", "bill-run", "customer-service", "order-handling", "contact-centre")
        ),
    }
    named = {
        "clause": ("3", "7"),
        "modality": ("permission", "statement"),
        "vertical": ("F", "SC"),
        "text": ("СЧЕТ",),
    }
    for parameter in query.parameters:
        for value in named.get(parameter.name, others.get(parameter.type, ())):
            yield examples | {parameter.name: value}


def test_without_graphs_the_server_decides(
    oxigraph_server: RunningServer, opened: Callable[[str], Store]
) -> None:
    opened("oxigraph")
    alone = open_endpoint(oxigraph_server.query)
    assert alone.ask("ASK { ?s ?p ?o }") is False  # its default graph is not the union
    assert alone.ask(f"ASK {{ GRAPH <{MODEL_GRAPH}> {{ ?s ?p ?o }} }}") is True
    alone.close()


# Loading


def content(server: RunningServer, graph: str) -> Graph:
    store = open_endpoint(server.query, graphs=(graph,))
    text = "".join(f"{triple} .\n" for triple in store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))
    store.close()
    return Graph().parse(data=text, format="nt")


def staging_graphs(server: RunningServer) -> list[str]:
    store = open_endpoint(server.query)
    query = 'SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "urn:etom-rdf:")) }'
    found = [str(row[0]) for row in store.select(query)]
    store.close()
    return found


@pytest.mark.parametrize("by_put", [True, False], ids=["put", "chunks"])
def test_a_graph_is_replaced_blank_nodes_included(by_put: bool, server: RunningServer) -> None:
    target, graph = described(server, by_put=by_put), f"urn:test:replaced:{by_put}"
    before = load_endpoint(target, graph, [str(ontology_files()[1])])
    assert before.count > 1000
    assert load_endpoint(target, graph, [str(MODEL)]) == Transfer(321, by_put=by_put)
    assert isomorphic(content(server, graph), Graph().parse(MODEL))
    assert staging_graphs(server) == []


@pytest.mark.parametrize("by_put", [True, False], ids=["put", "chunks"])
def test_nothing_replaces_something(by_put: bool, server: RunningServer, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.touch()
    target, graph = described(server, by_put=by_put), f"urn:test:emptied:{by_put}"
    load_endpoint(target, graph, [str(MODEL)])
    assert load_endpoint(target, graph, [str(empty)]).count == 0
    assert len(content(server, graph)) == 0


class StoppedError(Exception):
    """Stop a load, and nothing else."""


def interrupted_after(chunks: int, target: Server, graph: str, files: list[str]) -> None:
    """Load, and stop as Ctrl-C or a lost connection would."""
    done = 0

    def count(_sent: int, _all: int) -> None:
        nonlocal done
        done += 1
        if done == chunks:
            raise StoppedError

    with pytest.raises(StoppedError):
        load_endpoint(target, graph, files, on_sent=count)


def test_an_interrupted_load_goes_on_where_it_ended(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, graph = described(server, by_put=False), "urn:test:resumed"
    files = [str(path) for path in ontology_files()]
    load_endpoint(target, graph, [str(MODEL)])
    interrupted_after(3, target, graph, files)
    assert isomorphic(content(server, graph), Graph().parse(MODEL))  # still the old one
    inserted: list[int] = []
    insert = _Staging._insert
    monkeypatch.setattr(
        _Staging, "_insert", lambda self, chunk: inserted.append(chunk.end) or insert(self, chunk)
    )
    done = load_endpoint(target, graph, files)
    assert 0 < done.resumed < min(inserted)
    expected = Graph()
    for file in files:
        expected.parse(file)
    # Virtuoso writes numbers in a form of its own; so the numbers of triples are compared.
    assert len(content(server, graph)) == len(expected)
    assert staging_graphs(server) == []


def test_a_load_of_something_else_sweeps_what_was_left(server: RunningServer) -> None:
    target, graph = described(server, by_put=False), "urn:test:swept"
    interrupted_after(1, target, graph, [str(ontology_files()[1])])
    assert len(staging_graphs(server)) == 1
    assert load_endpoint(target, graph, [str(MODEL)]).resumed == 0
    assert isomorphic(content(server, graph), Graph().parse(MODEL))
    assert staging_graphs(server) == []


def test_two_loads_into_one_graph_do_not_mix(server: RunningServer) -> None:
    target, graph = described(server, by_put=False), "urn:test:contested"
    load_endpoint(target, graph, [str(MODEL)])
    files = [str(path) for path in ontology_files()]
    others: list[list[str]] = [files[1:2]]

    def disturb(_sent: int, _all: int) -> None:
        if others:
            interrupted_after(1, target, graph, others.pop())

    with pytest.raises(EndpointError, match="somebody else"):
        load_endpoint(target, graph, files, on_sent=disturb)
    assert isomorphic(content(server, graph), Graph().parse(MODEL))
    load_endpoint(target, graph, [str(MODEL)])
    assert staging_graphs(server) == []


def test_more_statements_than_virtuoso_takes_at_once(server: RunningServer, tmp_path: Path) -> None:
    file = tmp_path / "many.nt"
    file.write_text("".join(f'<urn:s{i}> <urn:p> "ж{i}" .\n' for i in range(12_000)), encoding="utf-8")
    for by_put in (True, False):
        target, graph = described(server, by_put=by_put), "urn:test:many"
        assert load_endpoint(target, graph, [str(file)]).count == 12_000
        assert len(content(server, graph)) == 12_000


def test_virtuoso_wants_digest(virtuoso_server: RunningServer) -> None:
    for credentials in (None, Credentials("dba", "wrong")):
        for by_put in (True, False):
            target = replace(described(virtuoso_server, by_put=by_put), credentials=credentials)
            with pytest.raises(EndpointError, match="refused with 401") as caught:
                load_endpoint(target, "urn:test:denied", [str(MODEL)])
            assert caught.value.status == 401
            assert "wrong" not in str(caught.value)


# Errors and answers of real servers


def test_a_broken_query_is_told_in_the_words_of_the_server(server: RunningServer) -> None:
    store = open_endpoint(server.query)
    with pytest.raises(EndpointError, match="refused with 400") as caught:
        store.select("SELECT nonsense { ?s ?p }")
    assert "nonsense" in str(caught.value) or "expected" in str(caught.value)
    assert "\n" not in str(caught.value)
    store.close()


def test_a_wrong_path_is_told(server: RunningServer) -> None:
    with pytest.raises(EndpointError, match="refused with 404"):
        open_endpoint(server.query.rpartition("/")[0] + "/nothing").ask("ASK {}")


def test_an_answer_may_be_left_half_read(server: RunningServer, opened: Callable[[str], Store]) -> None:
    opened(server.name)
    store = open_endpoint(server.query, graphs=(ONTOLOGY_GRAPH,))
    for _ in range(20):
        with store.select("SELECT ?s ?p ?o { ?s ?p ?o }") as rows:
            next(rows)
    assert store.ask("ASK { ?s ?p ?o }")
    store.close()


def test_ask_and_terms(server: RunningServer, tmp_path: Path) -> None:
    file = tmp_path / "terms.ttl"
    file.write_text(
        '<urn:s> <urn:p> "кавычка \\" и\\nстрока" , "x"@en , <urn:o> ; <urn:q> [] .', encoding="utf-8"
    )
    load_endpoint(described(server, by_put=True), "urn:test:terms", [str(file)])
    store = Endpoint(server.query, graphs=("urn:test:terms",))
    assert store.ask("ASK { <urn:s> <urn:p> <urn:o> }") is True
    assert store.ask("ASK { <urn:s> <urn:p> <urn:other> }") is False
    with store.select("SELECT ?o { <urn:s> <urn:p> ?o }") as rows:
        assert {row[0] for row in rows} == {
            ox.Literal('кавычка " и\nстрока'), ox.Literal("x", language="en"), ox.NamedNode("urn:o"),
        }  # fmt: skip
    ((node,),) = store.select("SELECT ?o { <urn:s> <urn:q> ?o }")
    assert isinstance(node, ox.BlankNode)
    store.close()


@pytest.mark.parametrize("kind", ["embedded", *SERVERS])
def test_literals_come_back_as_the_guide_says(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    cases = {
        f'"01"^^<{xsd}integer>': f'"1"^^<{xsd}integer>',
        f'"1.50"^^<{xsd}decimal>': f'"1.5"^^<{xsd}decimal>',
        '"text"@ru-RU': '"text"@ru-ru',
        f'"true"^^<{xsd}boolean>': f'"1"^^<{xsd}integer>'
        if kind == "virtuoso"
        else f'"true"^^<{xsd}boolean>',
    }
    file = tmp_path / "literals.nt"
    file.write_text("".join(f"<urn:s> <urn:p> {text} .\n" for text in cases), encoding="ascii")
    store: Store
    if kind == "embedded":
        load_directory(tmp_path / "store", [str(file)])
        store = open_directory(tmp_path / "store")
    else:
        running: RunningServer = request.getfixturevalue(f"{kind}_server")
        load_endpoint(described(running, by_put=True), "urn:test:literals", [str(file)])
        store = open_endpoint(running.query, graphs=("urn:test:literals",))
    assert {str(row[0]) for row in store.select("SELECT ?o { <urn:s> <urn:p> ?o }")} == set(cases.values())
    store.close()


def test_virtuoso_says_where_it_cuts(virtuoso_server: RunningServer, tmp_path: Path) -> None:
    """Its limit of rows stands in the configuration of the tests."""
    file = tmp_path / "many.nt"
    file.write_text("".join(f"<urn:s{i}> <urn:p> {i} .\n" for i in range(30_001)), encoding="ascii")
    file = file.rename(tmp_path / "many.ttl")
    load_endpoint(described(virtuoso_server, by_put=True), "urn:test:limit", [str(file)])
    store = Endpoint(virtuoso_server.query, graphs=("urn:test:limit",))
    with pytest.raises(EndpointError, match="cut its answer after 30000 rows"):
        list(store.select("SELECT ?s { ?s <urn:p> ?o }"))
    assert len(list(store.select("SELECT ?s { ?s <urn:p> ?o } LIMIT 29999"))) == 29_999
    store.close()
