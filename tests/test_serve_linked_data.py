"""Ask for the IRIs of the ontology over HTTP, as clients of many kinds do."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import httpx
import pytest
import uvicorn
from descriptions import (
    TURTLE,
    data_fixture,  # noqa: F401 (a fixture)
)
from rdflib import Graph, URIRef
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from etom_rdf.exports import export_text
from etom_rdf.linked_data import BASE, DOWNLOADS, FORMS, SPARQL, LinkedData
from etom_rdf.namespaces import GOST
from etom_rdf.server.execution.sources import Snapshot
from etom_rdf.server.linked_data import routes
from etom_rdf.server.messages.guard import Guard
from etom_rdf.server.settings import Settings

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
ELEMENT = "/etom/gost-r-53633/1.1.1.5"


@pytest.fixture(scope="module")
def address(data: LinkedData) -> Iterator[str]:
    """Run the routes in a real server, at its root and under a prefix."""
    settings = Settings(Snapshot.of(()))
    app = Starlette(
        routes=[*routes, Mount("/any/where", routes=routes)],
        middleware=[Middleware(Guard, settings=settings)],
    )
    app.state.linked_data = data
    # Only a socket that names its protocol is told not to wait with small parts of an answer.
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as asking:
        yield asking


def links(response: httpx.Response) -> dict[tuple[str, str], str]:
    """Return targets by relation and type (or language)."""
    found = {}
    for target, parameters in re.findall(r"<([^>]*)>((?:; [a-z]+=\"[^\"]*\")*)", response.headers["link"]):
        values = dict(re.findall(r'([a-z]+)="([^"]*)"', parameters))
        found[values["rel"], values.get("hreflang") or values.get("type", "")] = target
    return found


# What is no document: 303


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_thing_leads_to_its_document_and_every_document_is_there(
    client: httpx.Client, data: LinkedData, form: object
) -> None:
    # All in Turtle, of the others some: what leads to a document does not look at its form.
    for path in data.paths()[:: 1 if form == TURTLE else 9]:
        description = data.describe(path)
        assert description is not None
        answer = client.get(f"/etom/{path}", headers={"accept": form.media_type})  # type: ignore[attr-defined]
        if not description.is_document:
            assert (answer.status_code, answer.content) == (303, b"")
            target = urljoin(f"/etom/{path}", answer.headers["location"])
            assert target == f"/etom/{description.file(form)}"  # type: ignore[arg-type]
            answer = client.get(target)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == form.content_type  # type: ignore[attr-defined]
        assert answer.content == data.serialize(description, form)  # type: ignore[arg-type]


@pytest.mark.parametrize(("header", "language"), [("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("de", "en")])
def test_browsers_are_led_to_the_page(
    client: httpx.Client, data: LinkedData, header: str, language: str
) -> None:
    for path in data.paths()[:: 1 if language == "ru" else 9]:
        page = data.page_of(path, language)  # type: ignore[arg-type]
        for asked in (f"/etom/{path}", f"/etom/{path.rstrip('/') or 'index'}.html"):
            answer = client.get(asked, headers={"accept": BROWSER, "accept-language": header})
            assert answer.status_code == 303
            assert urljoin(asked, answer.headers["location"]) == f"/{page}"


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        ("*/*", "ttl"),
        ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.3", "ttl"),
        (
            "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
            "rdf",
        ),
        ("application/json, text/plain, */*", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("text/html;q=0.4, application/n-triples;q=0.6", "nt"),
    ],
)
def test_clients_get_the_form_that_they_weigh_most(client: httpx.Client, accept: str, extension: str) -> None:
    answer = client.get(ELEMENT, headers={"accept": accept})
    assert answer.headers["location"] == f"1.1.1.5.{extension}"


def test_redirects_hold_under_any_prefix(client: httpx.Client) -> None:
    asked = f"/any/where{ELEMENT}"
    answer = client.get(asked, headers={"accept": "text/turtle"})
    target = urljoin(asked, answer.headers["location"])
    assert target == f"/any/where{ELEMENT}.ttl"
    assert client.get(target).status_code == 200
    answer = client.get(asked, headers={"accept": BROWSER})
    assert urljoin(asked, answer.headers["location"]) == "/any/where/en/elements/1.1.1.5/"


def test_a_thing_names_what_describes_it(client: httpx.Client) -> None:
    found = links(client.get(ELEMENT))
    assert found["describedby", "application/ld+json"] == "1.1.1.5.jsonld"
    assert found["describedby", "ru"] == "../../ru/elements/1.1.1.5/"
    assert found["license", ""] == "https://www.apache.org/licenses/LICENSE-2.0"
    assert not [relation for relation, _ in found if relation in ("alternate", "describes", "canonical")]


# Documents


@pytest.mark.parametrize(
    "path", ["ns/", "gost-r-53633/", "shape/", "query/", "", "gost-r-53633/part/glossary"]
)
def test_an_ontology_answers_itself(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/etom/{path}", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    assert (URIRef(BASE + path), None, None) in Graph().parse(data=answer.content, format="turtle")
    where = urljoin(f"/etom/{path}", answer.headers["content-location"])
    assert client.get(where).content == answer.content
    assert links(answer)["canonical", ""] == BASE + path


def test_an_edition_answers_and_names_its_ontology(client: httpx.Client) -> None:
    answer = client.get("/etom/ns/0.1.0", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.content == client.get("/etom/ns/").content
    assert answer.headers["content-location"] == "0.1.0.ttl"
    assert links(answer)["canonical", ""] == f"{BASE}ns/"
    assert client.get("/etom/ns/0.0.9").status_code == 404


def test_a_document_names_its_other_forms_and_what_it_describes(
    client: httpx.Client, data: LinkedData
) -> None:
    answer = client.get(f"{ELEMENT}.ttl")
    found = links(answer)
    assert found["describes", ""] == f"{GOST}1.1.1.5"
    for form in FORMS:
        other = client.get(urljoin(f"{ELEMENT}.ttl", found["alternate", form.media_type]))
        assert other.headers["content-type"] == form.content_type
    assert found["alternate", "en"] == "../../en/elements/1.1.1.5/"


def test_a_question_is_sent_as_sparql(client: httpx.Client) -> None:
    answer = client.get("/etom/query/siblings", headers={"accept": "application/sparql-query"})
    assert answer.headers["location"] == "siblings.rq"
    answer = client.get("/etom/query/siblings.rq")
    assert answer.headers["content-type"] == SPARQL.media_type
    assert "SELECT" in answer.text
    refused = client.get("/etom/ns/Process", headers={"accept": "application/sparql-query"})
    assert refused.status_code == 406


@pytest.mark.parametrize("path", [f"{ELEMENT}.ttl", "/etom/ns/", "/downloads/etom.nt"])
def test_what_a_client_holds_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
        kept = {"etag", "vary", "cache-control"} | ({"content-location"} & set(first.headers))
        assert {name: again.headers[name] for name in kept} == {name: first.headers[name] for name in kept}
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    assert "last-modified" not in first.headers


def test_each_form_has_its_own_tag(client: httpx.Client) -> None:
    tags = {client.get("/etom/ns/", headers={"accept": form.media_type}).headers["etag"] for form in FORMS}
    assert len(tags) == len(FORMS)


@pytest.mark.parametrize("name", [one.name for one in DOWNLOADS])
def test_downloads_are_what_export_writes(client: httpx.Client, name: str) -> None:
    forms = {"ttl": "turtle", "jsonld": "jsonld", "rdf": "rdfxml", "nt": "ntriples", "trig": "trig"}
    answer = client.get(f"/downloads/{name}")
    assert answer.content.decode() == export_text(forms[name.rpartition(".")[2]])  # type: ignore[arg-type]
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


# Methods and origins


@pytest.mark.parametrize(
    "path", [ELEMENT, f"{ELEMENT}.ttl", "/etom/ns/", "/etom/none", "/etom", "/downloads/etom.nt"]
)
def test_all_answers_may_be_read_by_any_script_and_are_kept_apart(client: httpx.Client, path: str) -> None:
    headers = client.get(path, headers={"origin": "https://elsewhere.test"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "Link" in headers["access-control-expose-headers"]
    assert headers["vary"] == "Accept, Accept-Language"


@pytest.mark.parametrize("path", [ELEMENT, "/etom", "/downloads/etom.nt"])
def test_scripts_of_any_page_may_ask(client: httpx.Client, path: str) -> None:
    headers = {"origin": "https://elsewhere.test", "access-control-request-method": "GET"}
    answer = client.options(path, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "Accept" in answer.headers["access-control-allow-headers"]
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [ELEMENT, f"{ELEMENT}.ttl", "/etom/ns/", "/etom/none"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    of_head, of_get = (
        {name: value for name, value in one.headers.items() if name != "date"} for one in (head, get)
    )
    assert of_head == of_get


def test_tools_that_follow_an_iri_find_the_thing(address: str) -> None:
    graph = Graph().parse(f"{address}{ELEMENT}")  # rdflib asks as it asks the web
    assert (URIRef(f"{GOST}1.1.1.5"), None, None) in graph
    with urlopen(Request(f"{address}/etom/ns/Process", headers={"Accept": "application/rdf+xml"})) as answer:
        assert answer.url == f"{address}/etom/ns/Process.rdf"
        assert answer.headers["Content-Type"] == "application/rdf+xml"


# What is not there


def test_an_unknown_iri_is_not_found_and_told_what_is_near(client: httpx.Client) -> None:
    answer = client.get("/etom/ns/Proces", headers={"accept-language": "ru"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-language"] == "ru"
    assert answer.text.startswith("такого IRI в онтологии нет; возможно, имелось в виду ")
    assert f"{BASE}ns/Process" in answer.text
    answer = client.get("/etom/ns/Proces", headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["title"]) == (404, "Not Found")
    assert f"{BASE}ns/Process" in problem["near"]
    assert set(problem["message"]) == {"en", "ru"}


@pytest.mark.parametrize(
    "path",
    [
        "/etom/ns/Process.txt",
        "/etom/ns/Process.rq",
        "/etom/ns/.ttl",
        "/etom/.ttl",
        "/etom/ns/Process/",
        "/etom/gost-r-53633/1.1.1.13",
        "/etom//ns/",
        "/etom/../pyproject.toml",
        "/etom/%00",
        "/etom/%2e%2e/%2e%2e/etc/passwd",
        "/etom/" + "x" * 5000,
        "/etom/ns/Про%D1%86есс",
        "/downloads/etom.zip",
        "/downloads/..%2fpyproject.toml",
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_namespace_without_its_slash_is_led_to_it(client: httpx.Client) -> None:
    for path in ("/etom", "/etom/ns", "/etom/gost-r-53633"):
        answer = client.get(path)
        assert answer.status_code == 301
        assert urljoin(path, answer.headers["location"]) == f"{path}/"


def test_a_client_that_takes_nothing_of_it_is_told_what_there_is(client: httpx.Client) -> None:
    answer = client.get("/etom/ns/Process", headers={"accept": "image/png"})
    assert answer.status_code == 406
    for form in FORMS:
        assert form.media_type in answer.text
        assert links(answer)["describedby", form.media_type] == f"Process.{form.extension}"
