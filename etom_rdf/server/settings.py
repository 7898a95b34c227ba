"""Say what is served, to whom, and within which limits."""

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etom_rdf.text import Language

if TYPE_CHECKING:
    from etom_rdf.model import ProcessModel
    from etom_rdf.server.execution.sources import Source

MEGABYTE: Final = 1 << 20
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what one client can take from the others.

    `seconds` is what a query or an update may run, and what it may wait for its turn; `memory`, `result` and `body`
    are bytes: what a worker may allocate on top of the data, what an answer may have, what a request may carry.
    `workers` queries run at a time and `queue` wait; `cache` bytes of answers are kept.
    """

    seconds: float = 30.0
    memory: int = 1024 * MEGABYTE
    result: int = 64 * MEGABYTE
    body: int = 16 * MEGABYTE
    workers: int = field(default_factory=lambda: min(16, 2 * (os.cpu_count() or 2)))
    queue: int = 64
    cache: int = 16 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what `etom serve` was told.

    `token` allows updates to whoever shows it; without one everything is read-only. `cross_origin` lets pages of
    other sites read the answers. `hosts` are further names that the server is reached by. `model` is what was
    read of the FILEs, None where a store is served or nothing but the ontology.
    """

    source: "Source"
    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = Limits()
    token: str | None = None
    language: Language = "en"
    cross_origin: bool = False
    hosts: tuple[str, ...] = ()
    model: "ProcessModel | None" = None

    @property
    def loopback(self) -> bool:
        """Say whether only this machine can reach the server."""
        return self.host in LOOPBACK or self.host.startswith("127.")
