"""List what well-behaved clients ask: queries, graphs, pages, linked data, REST, checks of files, changes."""

from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

from http_load.exchange import Reply, request
from http_load.kinds import Act, Guest, Kind, asks, picks, sends
from http_load.queries import by_get, texts

_ROOT: Final = Path(__file__).parents[2]
_FORMS: Final = (
    "application/sparql-results+json, text/turtle;q=0.9",
    "text/csv, application/n-triples;q=0.9",
    "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "text/tab-separated-values, application/ld+json;q=0.9",
)
_OK: Final = frozenset({200})
_FOUND: Final = frozenset({200, 302, 303})
_BOUNDARY: Final = "----------------part"
_number = count()


def good_requests() -> Iterator[Kind]:
    """Yield the kinds; what a server does not offer is left out by its probe."""
    yield Kind("shipped query", 30, True, _shipped, _OK)
    yield Kind("shipped query, new text", 20, True, _shipped_anew, _OK)
    yield Kind("query that is known", 3, True, _known, frozenset({200, 304}))
    yield Kind(
        "graph", 2, True, _get("/graphs?default", "/graphs?graph=https%3A%2F%2Fw3id.org%2Fetom%2Fns%2F"), _OK
    )
    yield Kind("health, description", 3, True, _get("/health", "/sparql"), _FOUND)
    yield Kind("update with token", 1, True, change, frozenset({200, 204}))
    yield Kind("page", 12, True, _get(*_pages()), _FOUND, "/en/")
    yield Kind(
        "search page",
        2,
        True,
        _get("/ru/search/?q=%D1%81%D1%87%D0%B5%D1%82", "/en/search/?q=order"),
        _OK,
        "/en/",
    )
    yield Kind("linked data", 8, True, picks(*_documents()), _FOUND, "/etom/ns.ttl")
    yield Kind(
        "download", 1, True, _get("/downloads/etom.ttl", "/downloads/etom.jsonld"), _OK, "/downloads/etom.ttl"
    )
    yield Kind("REST", 10, True, _get(*_lookups()), _OK, "/api/openapi.json")
    yield Kind("check of a file", 2, True, picks(*_uploads()), _OK, "/api/openapi.json")


@cache
def _texts() -> tuple[str, ...]:
    return tuple(text for variants in texts().values() for text in variants)


async def _shipped(guest: Guest) -> Reply:
    return await _ask(guest, guest.dice.choice(_texts()))


async def _shipped_anew(guest: Guest) -> Reply:
    return await _ask(guest, f"{guest.dice.choice(_texts())}\n# {next(_number)}")


async def _ask(guest: Guest, text: str) -> Reply:
    accept = guest.dice.choice(_FORMS)
    if guest.dice.random() < 0.5:
        return await guest.door.send(request("GET", by_get("/sparql", text), headers={"Accept": accept}))
    return await asks(text, accept=accept)(guest)


async def _known(guest: Guest) -> Reply:
    """Ask twice, the second time with the tag of the first answer."""
    path = by_get("/sparql", guest.dice.choice(_texts()))
    first = await guest.door.send(request("GET", path, headers={"Accept": "*/*"}))
    if first.outcome != 200:
        return first
    headers = {"Accept": "*/*", "If-None-Match": first.header("etag")}
    return await guest.door.send(request("GET", path, headers=headers))


async def change(guest: Guest) -> Reply:
    """Put a statement into a graph of its own, or take the graph away."""
    graph = f"https://example.org/load/{guest.dice.randrange(4)}"
    update = guest.dice.choice(
        (
            f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> <https://example.org/p> 1 }} }}",
            f"DROP SILENT GRAPH <{graph}>",
        )
    )
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {guest.token}"}
    return await guest.door.send(request("POST", "/sparql", update.encode(), headers=headers))


def _get(*paths: str) -> Act:
    return picks(*(sends("GET", path, headers={"Accept": "text/html, */*;q=0.5"}) for path in paths))


def _pages() -> Iterator[str]:
    yield "/"
    for language in ("en", "ru"):
        for rest in (
            "", "elements/1.1.1.5/", "elements/1.2/", "columns/F/", "terms/3.11/", "requirements/", "vocabulary/",
            "rules/", "queries/", "queries/siblings/", "check/", "about/",
        ):  # fmt: skip
            yield f"/{language}/{rest}"


def _documents() -> Iterator[Act]:
    for path in ("/etom/ns/", "/etom/gost-r-53633/1.1.1.5", "/etom/ns/Process"):
        for accept in ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html"):
            yield sends("GET", path, headers={"Accept": accept})


def _lookups() -> Iterator[str]:
    for rest in (
        "elements",
        "elements/1.1.1.5",
        "terms",
        "search?q=order",
        "ids?text=104820.1.1.1.5.2",
        "openapi.json",
    ):
        yield f"/api/{rest}"


def _uploads() -> Iterator[Act]:
    examples = _ROOT / "examples"
    for path in (
        examples / "operator" / "faulty.ttl",
        examples / "sources" / "register.xlsx",
        examples / "sources" / "order-to-activation.bpmn",
    ):
        body = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'.encode()
            + path.read_bytes()
            + f"\r\n--{_BOUNDARY}--\r\n".encode()
        )
        yield sends(
            "POST", "/api/validate", body, {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        )
