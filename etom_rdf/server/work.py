"""Do jobs in a worker, one at a time."""

import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from etom_rdf.server import answering, changing, wire
from etom_rdf.server.bench import Bench
from etom_rdf.server.confinement import Confinement
from etom_rdf.server.refusals import FAILED, RefusalError
from etom_rdf.server.sources import Held

_GRACE: Final = 2.0  # seconds that the server has to stop a worker before it stops itself

_READING: Final[Mapping[str, Callable[[Bench, wire.Head, bytes], tuple[wire.Head, bytes]]]] = {
    "query": answering.query,
    "graph": answering.graph,
}
_CHANGING: Final = {"update": changing.update, "write": changing.write}


def work(jobs: socket.socket, data: Held) -> None:
    """Answer jobs until the server closes the socket."""
    confinement = Confinement(files=data.database is not None)
    bench = Bench(data.opened(), confinement)
    confinement.close_doors()
    with suppress(wire.Closed, BrokenPipeError):
        while True:
            wire.send(jobs, *_done(bench, *wire.receive(jobs)))


def _done(bench: Bench, head: wire.Head, body: bytes) -> tuple[wire.Head, bytes]:
    name = head["job"]
    try:
        if name in _CHANGING:
            return _CHANGING[name](bench, head, body)
        with bench.confinement.limited(head["memory"], head["seconds"] + _GRACE):
            return _READING[name](bench, head, body)
    except RefusalError as refusal:
        return refusal.as_head(), b""
    except MemoryError:
        raise  # and end the worker, as the engine does when it finds no memory
    except Exception:  # a fault of ours, of which the client learns no more than that
        return RefusalError(500, FAILED).as_head(), b""
