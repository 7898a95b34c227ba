"""Compare requests per second of two servers over the same requests, in turn."""

import json
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from http_load.clients import Sample, answer, drive
from http_load.processes import Meter
from http_load.queries import Asked, every_text, repeated, unrepeated
from http_load.servers import Server

KEPT: Final = "answers kept"
NOT_KEPT: Final = "no answer kept"
_BLANK: Final = re.compile(r"_:\w+")
REACH: Final = 0.7
"""Requests per second of ours, as a part of those of the peer, that are promised."""


class IncomparableError(RuntimeError):
    """Report servers that do not give the same answers, so that their speed cannot be compared."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold what a server did with a list of requests: wall time, and processor time of it and of the driver."""

    seconds: float
    processor: float
    driver: float
    samples: tuple[Sample, ...]

    @property
    def rate(self) -> float:
        """Return requests per second."""
        return len(self.samples) / self.seconds


@dataclass(frozen=True, slots=True)
class Figures:
    """Sum up the turns of a server: medians of the turns, percentiles over all requests; times in milliseconds."""

    server: str
    caching: str
    rate: float
    processor: float
    driver: float
    p50: float
    p95: float
    p99: float


def percentile(values: Sequence[float], part: float) -> float:
    """Return the least value that so many per cent do not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 99), percentile([7], 1)
    (2, 4, 7)
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * part // 100) - 1)]


def compare(
    servers: Sequence[Server], *, rounds: int, requests: int, clients: int
) -> dict[str, list[list[Turn]]]:
    """Drive the servers in turn, `rounds` times, with answers kept and not; return the turns of each server.

    Raises IncomparableError where the servers differ in an answer or refuse one.
    """
    require_same_answers(servers)
    turns: dict[str, list[list[Turn]]] = {caching: [[] for _ in servers] for caching in (KEPT, NOT_KEPT)}
    for number in range(rounds):
        for caching, found in turns.items():
            order = range(len(servers)) if number % 2 else reversed(range(len(servers)))
            for one in order:
                # Every answer is kept once, and everything is warm.
                drive(servers[one].port, every_text(servers[one].query), clients=clients)
                asked = _asked(servers[one], caching, number, requests)
                found[one].append(_turn(servers[one], asked, clients))
    return turns


def _asked(server: Server, caching: str, number: int, count: int) -> list[Asked]:
    if caching == KEPT:
        return list(repeated(server.query, count, seed=number))
    return list(unrepeated(server.query, count, seed=number, mark=f"{time.time_ns()}-"))


def _turn(server: Server, asked: Sequence[Asked], clients: int) -> Turn:
    meter, own = Meter(server.pid), time.process_time()
    with meter.watching():
        seconds, samples = drive(server.port, asked, clients=clients)
    turn = Turn(seconds, meter.total(), time.process_time() - own, tuple(samples))
    refused = Counter((sample.name, sample.status) for sample in samples if sample.status != 200)
    if refused:
        raise IncomparableError(f"{server.name} refuses: {refused}")
    return turn


def summary(server: Server, caching: str, turns: Sequence[Turn]) -> Figures:
    """Sum up the turns of a server."""
    times = [sample.seconds * 1000 for turn in turns for sample in turn.samples]

    def each(total: float, turn: Turn) -> float:
        return 1000 * total / len(turn.samples)

    return Figures(
        server.name,
        caching,
        statistics.median(turn.rate for turn in turns),
        statistics.median(each(turn.processor, turn) for turn in turns),
        statistics.median(each(turn.driver, turn) for turn in turns),
        *(percentile(times, part) for part in (50, 95, 99)),
    )


def ratio(ours: Sequence[Turn], theirs: Sequence[Turn]) -> float:
    """Return the median of the ratios of requests per second, each of turns that followed each other."""
    return statistics.median(a.rate / b.rate for a, b in zip(ours, theirs, strict=True))


def by_query(turns: Sequence[Turn]) -> dict[str, float]:
    """Return the median time of each query in milliseconds, by its name."""
    times: dict[str, list[float]] = defaultdict(list)
    for turn in turns:
        for sample in turn.samples:
            times[sample.name].append(sample.seconds * 1000)
    return {name: statistics.median(found) for name, found in sorted(times.items())}


def require_same_answers(servers: Sequence[Server]) -> None:
    """Ask every text of every server; raise IncomparableError where they differ."""
    for texts in zip(*(every_text(server.query) for server in servers), strict=True):
        answers = []
        for server, asked in zip(servers, texts, strict=True):
            status, body = answer(server.port, asked.request)
            if status != 200:
                raise IncomparableError(f"{server.name} answers {status} to {asked.name}: {body[:200]!r}")
            answers.append(sorted(rows(body)))
        if any(one != answers[0] for one in answers):
            raise IncomparableError(f"the servers differ about {asked.name}")


def rows(body: bytes) -> Iterator[str]:
    """Give the rows of an answer in a form that can be compared; what blank nodes are called does not count."""
    if not body.startswith(b"{"):
        yield from _BLANK.sub("_:", body.decode()).splitlines()
        return
    content = json.loads(body)
    yield str(content.get("boolean"))
    for row in content.get("results", {}).get("bindings", ()):
        terms = {
            name: ("" if term["type"] == "bnode" else tuple(sorted(term.items())))
            for name, term in row.items()
        }
        yield str(sorted(terms.items()))
