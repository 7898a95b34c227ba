"""Hold the data and fork workers, in a process that `pool` starts with one end of a socket pair.

A fork shares the memory of the keeper, so a worker that was killed is replaced in milliseconds however large the
data are. The keeper has one thread, which makes forking safe, and runs no query, so nothing can keep it busy.
It ends when the server's end of the socket closes, whatever happened to the server; it is a session of its own,
so that an interrupt from the terminal reaches the server alone.

On the socket the server says one of two things, and waits for what comes back:

    LOAD, with a file for a source that is one, then a frame that names the source: a frame, with an error if any
    FORK, with one end of a socket pair for a worker: the worker's process id
"""

import gc
import os
import signal
import socket
import struct
from contextlib import ExitStack
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.server.execution import frames
from etom_rdf.server.execution.sources import Held, held
from etom_rdf.server.execution.worker import work

LOAD: Final = b"l"
FORK: Final = b"f"
PROCESS_ID: Final = struct.Struct("!I")


def main(arguments: list[str]) -> int:
    """Hold what the server names, until the server is gone."""
    # The system forgets dead workers by itself; the server sees their sockets close.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    data, holding = Held(), ExitStack()
    with socket.socket(fileno=int(arguments[0])) as control:
        while order := _order(control):
            kind, handle = order
            if kind == FORK:
                _fork(control, socket.socket(fileno=handle), data)
                continue
            name = frames.receive(control)[0]["source"]
            fresh = ExitStack()
            try:
                data = fresh.enter_context(held(name, handle))
            except EtomError as error:
                frames.send(control, {"error": error.message.as_json()})
                continue
            holding.close()
            holding = fresh
            gc.collect()
            gc.freeze()  # the collector would touch, and so copy, what workers share
            frames.send(control, {})
    return 0


def _order(control: socket.socket) -> tuple[bytes, int] | None:
    """Wait for what the server wants; None where it is gone."""
    try:
        kind, handles, _, _ = socket.recv_fds(control, 1, 1)
    except OSError:
        return None
    return (kind, handles[0] if handles else -1) if kind else None


def _fork(control: socket.socket, jobs: socket.socket, data: Held) -> None:
    process_id = os.fork()
    if process_id:
        jobs.close()
        control.sendall(PROCESS_ID.pack(process_id))
        return
    try:
        control.close()
        work(jobs, data)
    finally:
        os._exit(0)  # nothing of the keeper's is to be cleaned up here
