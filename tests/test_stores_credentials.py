"""Credentials are found in their order, sent when asked for, and never shown."""

from pathlib import Path

import pytest
from endpoint_samples import (
    JSON,
    QUERY,
    ROWS,
    no_credentials,  # noqa: F401 (a fixture)
    says,
)
from faulty_server import Handler, faulty

from etom_rdf.errors import EndpointError
from etom_rdf.stores import open_endpoint
from etom_rdf.stores.credentials import Credentials, find_credentials


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
