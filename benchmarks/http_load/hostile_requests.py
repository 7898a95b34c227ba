"""List what careless and hostile clients send: queries without end, broken HTTP, slow and vanishing clients."""

import asyncio
from collections.abc import Iterator
from typing import Final

from http_load.exchange import Outcome, Reply, read, request
from http_load.kinds import Act, Guest, Kind, asks, picks, sends

_CROSS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_HUNGRY: Final = "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?c ?d ?f ?g ?i"
_HUGE: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
_LARGE: Final = "SELECT * { ?a ?b ?c . ?c ?d ?e }"
_SORTED: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()"
_REGEX: Final = (
    'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), "(.*)*" ) && REGEX(STR(?f), "(x+x+)+y")) }'
)
_DEPTH: Final = 50_000
_BODY: Final = 17 << 20  # bytes, more than a query may have
_QUERY: Final = {"Content-Type": "application/sparql-query"}
_UPDATE: Final = {"Content-Type": "application/sparql-update"}
_INSERT: Final = b"INSERT DATA { <https://example.org/a> <https://example.org/b> 1 }"
_OUTSIDE: Final = ("/assets/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/\x7f%00")
_REFUSED: Final = frozenset[Outcome]({403})
_BROKEN: Final = frozenset[Outcome]({400})
_LEFT: Final = frozenset[Outcome]({"left"})


def hostile_requests() -> Iterator[Kind]:
    """Yield the kinds."""
    yield from _costly()
    yield from _forbidden()
    yield from _malformed()
    yield from _slow()
    yield from _vanishing()


def _costly() -> Iterator[Kind]:
    yield Kind("cross product", 1, False, asks(_CROSS), frozenset())
    yield Kind(
        "hunger for memory",
        0.5,
        False,
        picks(asks(_HUNGRY), asks(_SORTED), asks(_REGEX)),
        frozenset({200, 403}),
    )
    yield Kind("huge answer", 0.5, False, asks(_HUGE), _REFUSED)
    deep = f"ASK {'{' * _DEPTH}{'}' * _DEPTH}"
    long = "SELECT * { ?s ?p ?o FILTER(" + "(" * _DEPTH + "1" + ")" * _DEPTH + ") }"
    yield Kind("deep nesting", 0.5, False, picks(asks(deep), asks(long)), _BROKEN)


def _forbidden() -> Iterator[Kind]:
    yield Kind(
        "update without token", 2, False,
        picks(
            sends("POST", "/sparql", _INSERT, _UPDATE),
            sends("POST", "/sparql", _INSERT, {**_UPDATE, "Authorization": "Bearer wrong"}),
            sends("PUT", "/graphs?default", b"", {"Content-Type": "text/turtle"}),
            sends("DELETE", "/graphs?graph=https%3A%2F%2Fw3id.org%2Fetom%2Fns%2F"),
        ),
        frozenset({401, 403}),
    )  # fmt: skip
    yield Kind("LOAD with token", 1, False, _load, _REFUSED)
    yield Kind(
        "SERVICE, FROM of elsewhere", 2, False,
        picks(
            asks("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
            asks("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }"),
            asks("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }"),
        ),
        _REFUSED,
    )  # fmt: skip
    foreign = sends("GET", "/health", headers={"Host": "evil.example"})
    yield Kind("foreign name", 1, False, foreign, frozenset({421}))


async def _load(guest: Guest) -> Reply:
    headers = {**_UPDATE, "Authorization": f"Bearer {guest.token}"}
    return await guest.door.send(request("POST", "/sparql", b"LOAD <http://127.0.0.1:1/>", headers=headers))


def _malformed() -> Iterator[Kind]:
    yield Kind(
        "malformed query", 3, False,
        picks(
            asks("SELECT * WHERE { ?s ?p }"),
            asks("ASK { ?s ?p " + "!" * _DEPTH),
            asks("\x00"),
            sends("POST", "/sparql", b"\xff\xfe ASK {}", _QUERY),
            sends("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"),
            sends("GET", "/sparql?query=%FF"),
        ),
        _BROKEN,
    )  # fmt: skip
    yield Kind("malformed HTTP", 2, False, _broken_http, frozenset({400, 431, "closed"}))
    yield Kind(
        "wrong type of content",
        2,
        False,
        sends("POST", "/sparql", b"ASK {}", {"Content-Type": "image/png"}),
        frozenset({415}),
    )
    yield Kind("wrong form of answer", 2, False, asks("ASK {}", accept="image/png"), frozenset({406}))
    yield Kind(
        "wrong method",
        1,
        False,
        picks(sends("DELETE", "/sparql"), sends("PATCH", "/health")),
        frozenset({405}),
    )
    yield Kind("paths out of the site", 1, False, picks(*map(_get, _OUTSIDE)), frozenset({400, 404}))
    yield Kind("huge body", 1, False, picks(_huge_body, _huge_in_chunks), frozenset({413, "closed"}))


def _get(path: str) -> Act:
    return sends("GET", path)


async def _broken_http(guest: Guest) -> Reply:
    return await guest.door.send(
        guest.dice.choice(
            (
                b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
                b"GET\r\n\r\n",
                b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
                b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}",
                b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
            )
        )
    )


async def _huge_body(guest: Guest) -> Reply:
    return await guest.door.send(request("POST", "/sparql", b" " * _BODY, headers=_QUERY))


async def _huge_in_chunks(guest: Guest) -> Reply:
    """Send more than is allowed without saying how much it will be."""
    head = request("POST", "/sparql", headers={**_QUERY, "Transfer-Encoding": "chunked"})
    block = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    return await guest.door.send(head + block * (_BODY >> 16) + b"0\r\n\r\n")


def _slow() -> Iterator[Kind]:
    yield Kind("slow head", 0.2, False, _slow_head, frozenset({408, "closed"}))
    yield Kind("slow body", 0.2, False, _slow_body, frozenset({400, 408, "closed"}))
    yield Kind("slow reader", 0.2, False, _slow_reader, frozenset({200, "cut off"}))
    yield Kind("reader that stops", 0.1, False, _stuck_reader, frozenset({"closed", "cut off", "left"}))
    yield Kind("idle connections", 0.2, False, _idle, _LEFT)


async def _slow_head(guest: Guest) -> Reply:
    """Send a byte of the head now and then."""
    async with guest.door.connection() as (reader, writer):
        answering = asyncio.ensure_future(read(reader))
        for byte in request("GET", "/health", headers={"X": "x" * 1000}):
            if answering.done():
                break
            writer.write(bytes((byte,)))
            await asyncio.wait((answering,), timeout=0.5)
        return await answering


async def _slow_body(guest: Guest) -> Reply:
    """Announce a body and send hardly any of it."""
    async with guest.door.connection() as (reader, writer):
        writer.write(request("POST", "/sparql", headers={**_QUERY, "Content-Length": "1000"}) + b"ASK ")
        return await read(reader)


async def _slow_reader(guest: Guest) -> Reply:
    """Take an answer of megabytes in small sips."""
    async with guest.door.connection(receive_buffer=1 << 16) as (reader, writer):
        writer.write(request("POST", "/sparql", _LARGE.encode(), headers=_QUERY))
        return await read(reader, pause=0.05)


async def _stuck_reader(guest: Guest) -> Reply:
    """Take nothing of an answer for longer than the server waits."""
    async with guest.door.connection(receive_buffer=1 << 12) as (reader, writer):
        writer.write(request("POST", "/sparql", _LARGE.encode(), headers=_QUERY))
        await asyncio.sleep(40)
        return await read(reader)


async def _idle(guest: Guest) -> Reply:
    """Open connections, and say nothing for some seconds."""
    opened = []
    try:
        for _ in range(40):
            opened.append(await asyncio.open_connection("127.0.0.1", guest.door.port))
        await asyncio.sleep(guest.dice.choice((1, 5)))
    finally:
        for _, writer in opened:
            writer.transport.abort()
    return Reply("left")


def _vanishing() -> Iterator[Kind]:
    yield Kind("client that leaves", 3, False, _leaves, _LEFT)


async def _leaves(guest: Guest) -> Reply:
    """Go away while a query runs, while an answer is on its way, or in the middle of a body."""
    whole = guest.dice.choice(
        (
            request("POST", "/sparql", _CROSS.encode(), headers=_QUERY),
            request("POST", "/sparql", _LARGE.encode(), headers=_QUERY),
            request("POST", "/sparql", headers={**_QUERY, "Content-Length": "1000"}) + b"ASK ",
            request(
                "POST", "/api/validate", headers={"Content-Type": "text/turtle", "Content-Length": "1000"}
            )
            + b"@",
            b"GET /hea",
        )
    )
    return await guest.door.leave(whole, after=guest.dice.uniform(0, 0.5), reset=guest.dice.random() < 0.5)
