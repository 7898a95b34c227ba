"""Hold docs/w3id.htaccess to what the server does, in a real Apache."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from apache import ApacheAbsentError, apache
from availability import unavailable
from descriptions import data_fixture  # noqa: F401 (a fixture)

from etom_rdf.linked_data import (
    DOWNLOADS,
    FORMS,
    SPARQL,
    LinkedData,
    by_media_type,
    files,
)
from etom_rdf.server.messages.negotiation import best_language, best_media_type
from etom_rdf.text import Language

HTACCESS = Path(__file__).resolve().parent.parent / "docs" / "w3id.htaccess"
TARGET = "https://target.test/some/where"


@pytest.fixture(scope="module")
def w3id() -> Iterator[httpx.Client]:
    text, count = re.subn(r"(?<=\[E=TARGET:)[^\]]+", TARGET, HTACCESS.read_text(encoding="utf-8"))
    assert count == 1
    with running({"etom/.htaccess": text}) as client:
        yield client


@contextmanager
def running(served: dict[str, str]) -> Iterator[httpx.Client]:
    try:
        with apache(served) as address, httpx.Client(base_url=address) as client:
            yield client
    except ApacheAbsentError as absent:
        unavailable(str(absent))


def asked(client: httpx.Client, path: str, **headers: str) -> httpx.Response:
    # httpx adds headers of its own where none is given.
    request = client.build_request("GET", f"/etom/{path}", headers=headers)
    for name in ("accept", "accept-language"):
        if name not in {one.replace("_", "-") for one in headers}:
            request.headers.pop(name, None)
    return client.send(request)


def location(response: httpx.Response) -> str:
    assert response.status_code == 303, response.text
    assert response.headers["location"].startswith(f"{TARGET}/")
    return response.headers["location"].removeprefix(f"{TARGET}/")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_browsers_are_led_to_the_page_of_every_iri(
    w3id: httpx.Client, data: LinkedData, language: Language
) -> None:
    headers = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": language}
    found = {path: location(asked(w3id, path, **headers)) for path in data.paths()}
    assert found == {path: data.page_of(path, language) for path in data.paths()}


@pytest.mark.parametrize("form", [*FORMS, SPARQL], ids=lambda form: form.name)
def test_clients_of_rdf_are_led_to_a_published_document_of_every_iri(
    w3id: httpx.Client, data: LinkedData, form: object
) -> None:
    published = {path for path, _ in files(data)}
    for path in data.paths():
        description = data.describe(path)
        assert description is not None
        if form in description.forms:
            target = location(asked(w3id, path, accept=form.media_type))
            assert target == f"etom/{description.file(form)}"
            assert target in published


ACCEPTS = [
    None,
    "",
    "*/*",
    "text/html",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/turtle",
    "text/turtle, application/rdf+xml;q=0.9",
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
    "application/rdf+xml,text/n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1",
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
    "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
    "application/json, text/plain, */*",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted", application/json;q=0.5',
    "text/html;q=0.4, application/n-triples;q=0.6, text/turtle;q=0.5",
    "text/html;q=0.05, text/turtle;q=0.04",
    "text/turtle;q=0, application/n-triples;q=0.3",
    "TEXT/TURTLE; Q=0.5, text/html; q=0.3",
    "application/*",
    "text/*;q=0.5",
    "*/*;q=0",
    "text/turtle;q=0.0",
    "image/png",
    "application/sparql-query",
    "text/turtlefish",
]


@pytest.mark.parametrize("accept", ACCEPTS)
def test_weights_count_as_they_do_in_the_server(
    w3id: httpx.Client, data: LinkedData, accept: str | None
) -> None:
    path = "gost-r-53633/1.1.1.5"
    types = by_media_type(FORMS)
    wanted = best_media_type(accept, (*types, "text/html"))
    response = asked(w3id, path, **({} if accept is None else {"accept": accept}))
    if wanted is None:
        assert response.status_code == 406
    elif wanted == "text/html":
        assert location(response) == data.page_of(path, "en")
    else:
        assert location(response) == f"etom/{path}.{types[wanted].extension}"


@pytest.mark.parametrize(
    "accept",
    ["ru", "ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "en-GB,en;q=0.9,ru;q=0.8", "de,ru;q=0.5", "de", "*"],
)
def test_the_language_is_that_of_the_browser(w3id: httpx.Client, data: LinkedData, accept: str) -> None:
    response = asked(w3id, "ns/Process", **{"accept": "text/html", "accept-language": accept})
    assert location(response) == data.page_of("ns/Process", best_language(accept))


def test_answers_may_be_read_by_scripts_and_kept_apart_by_caches(w3id: httpx.Client) -> None:
    headers = asked(w3id, "ns/Process", accept="text/turtle").headers
    assert headers["access-control-allow-origin"] == "*"
    assert {one.strip() for one in headers["vary"].split(",")} == {"Accept", "Accept-Language"}


def test_addresses_of_documents_lead_to_them(w3id: httpx.Client) -> None:
    for path in ("ns.ttl", "ns/0.1.0.rdf", "gost-r-53633/1.1.1.5.html", "query/siblings.rq"):
        response = asked(w3id, path, accept="text/html")
        assert (response.status_code, response.headers["location"]) == (302, f"{TARGET}/etom/{path}")


def test_a_namespace_without_its_slash_is_led_to_it(w3id: httpx.Client) -> None:
    response = asked(w3id, "ns")
    assert (response.status_code, response.headers["location"]) == (301, "https://w3id.org/etom/ns/")


def test_files_of_the_site_have_their_types_in_apache(data: LinkedData) -> None:
    guide = (HTACCESS.parent / "linked-data.md").read_text(encoding="utf-8")
    (settings,) = re.findall(r"```apache\n(.*?)```", guide, re.DOTALL)
    wanted = ("gost-r-53633/1.1.1.5.", "query/siblings.rq", "downloads/etom.trig")
    published = {
        path: content.decode() for path, content in files(data) if any(one in path for one in wanted)
    }
    types = {form.extension: form.content_type for form in (*FORMS, SPARQL, *(one.form for one in DOWNLOADS))}
    with running({".htaccess": settings, **published}) as client:
        for path, content in published.items():
            if not path.endswith(".html"):
                answer = client.get(f"/{path}")
                assert answer.text == content
                assert answer.headers["content-type"] == types[path.rpartition(".")[2]]
