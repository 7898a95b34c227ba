"""Do jobs in a worker, one at a time."""

import socket
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from etom_rdf.server.execution import answering, changing, frames
from etom_rdf.server.execution.confinement import Confinement
from etom_rdf.server.execution.sources import Held
from etom_rdf.server.execution.workspace import Workspace
from etom_rdf.server.messages.refusals import FAILED, RefusalError

_GRACE: Final = 2.0  # seconds that the server has to stop a worker before it stops itself

_READING: Final[Mapping[str, Callable[[Workspace, frames.Head, bytes], tuple[frames.Head, bytes]]]] = {
    "query": answering.query,
    "graph": answering.graph,
}
_CHANGING: Final = {"update": changing.update, "write": changing.write}


def work(jobs: socket.socket, data: Held) -> None:
    """Answer jobs until the server closes the socket."""
    confinement = Confinement(files=data.database is not None)
    workspace = Workspace(data.opened(), confinement)
    confinement.close_doors()
    with suppress(frames.Closed, BrokenPipeError):
        while True:
            frames.send(jobs, *_done(workspace, *frames.receive(jobs)))


def _done(workspace: Workspace, head: frames.Head, body: bytes) -> tuple[frames.Head, bytes]:
    name = head["job"]
    try:
        if name in _CHANGING:
            return _CHANGING[name](workspace, head, body)
        with workspace.confinement.limited(head["memory"], head["seconds"] + _GRACE):
            return _READING[name](workspace, head, body)
    except RefusalError as refusal:
        return refusal.as_head(), b""
    except MemoryError:
        raise  # and end the worker, as the engine does when it finds no memory
    except Exception:  # a fault of ours, of which the client learns no more than that
        return {**RefusalError(500, FAILED).as_head(), "trace": traceback.format_exc()}, b""
