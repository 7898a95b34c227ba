"""Ask an endpoint that answers as a test says."""

from pathlib import Path

import pytest
from faulty_server import Answer, faulty

from etom_rdf.errors import EndpointError
from etom_rdf.stores import open_endpoint

JSON = "application/sparql-results+json"
XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}'
QUERY = "SELECT ?s { ?s ?p ?o }"


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
