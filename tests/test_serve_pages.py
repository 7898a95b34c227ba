"""Ask for the pages over HTTP: languages, redirects, validators, search, what is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from etom_rdf.catalogue import Catalogue
from etom_rdf.site import Site

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def client() -> "Iterator[TestClient]":
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.testclient import TestClient  # noqa: PLC0415

    from etom_rdf.server.pages.site import not_found, routes  # noqa: PLC0415

    app = Starlette(routes=routes, exception_handlers={404: not_found})
    app.state.site = Site(catalogue=Catalogue.load(), served=True)
    with TestClient(app, follow_redirects=False) as one:
        yield one


@pytest.mark.parametrize(
    ("wanted", "place"), [("ru-RU,ru;q=0.9,en;q=0.8", "ru/"), ("en", "en/"), ("de", "en/"), ("", "en/")]
)
def test_the_root_leads_to_the_language_that_is_wanted(client: "TestClient", wanted: str, place: str) -> None:
    answer = client.get("/", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.headers["location"]) == (302, place)
    assert answer.headers["vary"] == "Accept-Language"


def test_a_page_is_answered_in_its_language(client: "TestClient") -> None:
    answer = client.get("/ru/elements/1.1.1.12/", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="ru">' in answer.text
    assert "Обработка запросов по счетам" in answer.text


def test_an_address_without_its_slash_leads_to_the_page(client: "TestClient") -> None:
    for address, place in (
        ("/ru", "ru/"),
        ("/en/elements/1.1.1.5", "1.1.1.5/"),
        ("/en/search?q=bill%20a", "search/?q=bill%20a"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["location"]) == (308, place), address


def test_what_a_client_has_is_not_sent_again(client: "TestClient") -> None:
    for address in ("/ru/", "/assets/site.css", "/assets/search-ru.js"):
        first = client.get(address)
        assert first.headers["cache-control"] == "no-cache"
        tag = first.headers["etag"]
        for condition in (tag, f'"other", W/{tag}', "*"):
            again = client.get(address, headers={"If-None-Match": condition})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_says_what_get_would(client: "TestClient") -> None:
    get, head = client.get("/en/about/"), client.head("/en/about/")
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)
    assert client.post("/en/about/").status_code == 405


def test_search_is_answered_without_scripts(client: "TestClient") -> None:
    page = client.get("/ru/search/", params={"q": "счет"}).text
    assert page.index("elements/1.1.1.10/") < page.index("elements/1.1.1.12/") < page.index("1.1.1.10-f")
    assert client.get("/ru/search/").headers["etag"]
    assert client.get("/ru/search/", params={"q": " "}).headers["etag"]
    assert client.get("/en/search/", params={"q": "x" * 50_000}).status_code == 200


@pytest.mark.parametrize("path", ["/ru/elements/9.9/", "/ru/no/such/page", "/ru/elements/1.1.1.5/more/"])
def test_a_browser_sees_a_page_where_nothing_is(client: "TestClient", path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert "Страницы с таким адресом нет" in answer.text
    assert f'href="{"../" * (path.count("/") - 1)}assets/site.css"' in answer.text


def test_a_missing_page_speaks_the_language_of_its_address_or_of_the_client(client: "TestClient") -> None:
    headers = {"Accept": "text/html", "Accept-Language": "ru"}
    assert '<html lang="en">' in client.get("/en/nothing/", headers=headers).text
    assert '<html lang="ru">' in client.get("/nothing", headers=headers).text
    assert '<html lang="en">' in client.get("/nothing", headers={"Accept": "text/html"}).text


def test_a_program_reads_one_line_where_nothing_is(client: "TestClient") -> None:
    answer = client.get("/en/nothing/", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize(
    "path", ["/assets/", "/assets/../site.css", "/assets/%2e%2e/pages.py", "/ru/%00", "/assets/nothing.css"]
)
def test_no_path_leads_out_of_the_site(client: "TestClient", path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_site_works_below_a_prefix() -> None:
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.routing import Mount  # noqa: PLC0415
    from starlette.testclient import TestClient  # noqa: PLC0415

    from etom_rdf.server.pages.site import routes  # noqa: PLC0415

    app = Starlette(routes=[Mount("/some/prefix", routes=routes)])
    app.state.site = Site(catalogue=Catalogue.load(), served=True)
    with TestClient(app, follow_redirects=False) as client:
        assert client.get("/some/prefix/ru/terms/").status_code == 200
        assert client.get("/some/prefix/ru/terms").headers["location"] == "terms/"
        assert client.get("/some/prefix/").headers["location"] == "en/"
