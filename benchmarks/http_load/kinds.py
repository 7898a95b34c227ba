"""Say what a kind of request is: how often it comes, what it does, and how it may end."""

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from http_load.exchange import Door, Outcome, Reply, request

PROMISED: Final[frozenset[Outcome]] = frozenset({503, 504})
"""What a server that is busy, or asked for too much, may answer to anything."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Hold what a client has at hand: the way to the server, dice of its own, the token for changes."""

    door: Door
    dice: random.Random
    token: str


Act = Callable[[Guest], Awaitable[Reply]]
"""What a client does, up to the answer."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Describe a kind of request.

    `right` are the ways in which it may end besides those PROMISED. A kind that is not `good` is hostile or
    careless. `weight` is how often it comes beside the others. `probe` is an address that is there where the kind
    makes sense, None for what every server has.
    """

    name: str
    weight: float
    good: bool
    act: Act
    right: frozenset[Outcome]
    probe: str | None = None

    def allows(self, outcome: Outcome) -> bool:
        """Say whether a request of this kind may end so."""
        return outcome in self.right or outcome in PROMISED


def sends(method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Act:
    """Return what sends a request that is always the same."""
    whole = request(method, path, body, headers=headers)
    return lambda guest: guest.door.send(whole)


def picks(*acts: Act) -> Act:
    """Return what does one of these, by chance."""
    return lambda guest: guest.dice.choice(acts)(guest)


def asks(query: str, *, accept: str = "application/json") -> Act:
    """Return what asks a query by POST."""
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    return sends("POST", "/sparql", query.encode(), headers)
