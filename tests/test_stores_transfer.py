"""A graph is loaded in one piece where the server takes it, else in chunks; nothing is sent by half."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from endpoint_samples import (
    JSON,
    no_credentials,  # noqa: F401 (a fixture)
    says,
)
from faulty_server import Answer, faulty

from etom_rdf.errors import EndpointError, InputError
from etom_rdf.stores.credentials import Credentials
from etom_rdf.stores.transfer import Server, load_endpoint


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
