"""Let clients of all kinds loose on a server for some minutes, and watch what it holds meanwhile."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from http_load.exchange import Door, Outcome, request
from http_load.good_requests import change, good_requests
from http_load.hostile_requests import hostile_requests
from http_load.kinds import Guest, Kind
from http_load.processes import Meter, Observation, observe
from http_load.servers import Server

INTERVAL: Final = 5.0  # seconds between two looks at the server
_GLANCE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Plan:
    """Say how long how many clients come, and with which token for changes.

    Together they use `share` cores on average at most; after them the server has `rest` seconds without any.
    """

    token: str
    seconds: float
    clients: int = 8
    share: float = 2.0
    rest: float = 45.0  # longer than a server waits for any client
    seed: int = 0


@dataclass(slots=True)
class Run:
    """Gather what a run shows: how the requests of each kind ended, how long they took, what the server held.

    `before` and `after` are seen when no client is there.
    """

    kinds: Sequence[Kind]
    before: Observation
    outcomes: dict[str, Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    observations: list[Observation] = field(default_factory=list)
    after: Observation | None = None


class Budget:
    """Hold clients back, so that server and driver together use no more than `share` of a core on average."""

    def __init__(self, server: Server, share: float) -> None:
        self._share = share
        self._meter = Meter(server.pid)
        self._start = self._looked = time.monotonic()
        self._own = time.process_time()
        self._used = 0.0

    async def turn(self) -> None:
        """Wait until there is time left."""
        while self._spent() > self._share * (time.monotonic() - self._start):
            await asyncio.sleep(_GLANCE)

    def _spent(self) -> float:
        if time.monotonic() - self._looked > _GLANCE:
            self._looked = time.monotonic()
            self._used = self._meter.total() + time.process_time() - self._own
        return self._used


async def mixed(server: Server, folder: Path, plan: Plan) -> Run:
    """Load a server, let it rest, and return what was seen; `folder` is that of its temporary files."""
    door = Door(server.port)
    kinds = [kind async for kind in _offered(door)]
    guests = [Guest(door, random.Random(f"{plan.seed} {one}"), plan.token) for one in range(plan.clients)]
    await asyncio.gather(*(_warm(guest, kinds) for guest in guests))
    run = Run(kinds, await _at_rest(server, folder, plan.token))
    since, budget = time.monotonic(), Budget(server, plan.share)
    busy = [asyncio.create_task(_visit(guest, run, budget)) for guest in guests]
    while (now := time.monotonic() - since) < plan.seconds and not any(task.done() for task in busy):
        await asyncio.sleep(min(INTERVAL, plan.seconds - now))
        run.observations.append(observe(server.pid, folder, since=since))
    ended = [task for task in busy if task.done()]
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)
    for task in ended:
        task.result()  # raises what has ended it
    await asyncio.sleep(plan.rest)
    run.after = await _at_rest(server, folder, plan.token, since=since)
    return run


async def _at_rest(server: Server, folder: Path, token: str, *, since: float = 0.0) -> Observation:
    """Look at the server when no worker is there, as after a change: how many there are depends on chance."""
    await change(Guest(Door(server.port), random.Random(0), token))
    await asyncio.sleep(1)
    return observe(server.pid, folder, since=since)


async def _offered(door: Door) -> AsyncIterator[Kind]:
    for kind in (*good_requests(), *hostile_requests()):
        if kind.probe is None or (await door.send(request("GET", kind.probe))).outcome != 404:
            yield kind


async def _warm(guest: Guest, kinds: Sequence[Kind]) -> None:
    """Ask for everything good once, so that what a server makes at the first request is there."""
    for kind in kinds:
        if kind.good:
            await kind.act(guest)


async def _visit(guest: Guest, run: Run, budget: Budget) -> None:
    """Be a client that sends one request after the other, of any kind."""
    weights = [kind.weight for kind in run.kinds]
    while True:
        await budget.turn()
        kind = guest.dice.choices(run.kinds, weights)[0]
        began = time.monotonic()
        outcome = (await kind.act(guest)).outcome
        run.outcomes[kind.name][outcome] += 1
        run.seconds[kind.name].append(time.monotonic() - began)


def statuses(run: Run) -> Iterator[tuple[Kind, Counter[Outcome]]]:
    """Yield how the requests of each kind ended, in the order of the kinds."""
    for kind in run.kinds:
        yield kind, run.outcomes[kind.name]
