"""Run work on what strangers send in processes of their own, which can be ended and hold no more than they may.

A process is forked for each job from one that has loaded what jobs need, so it starts in hundredths of a second and
nothing of one job is left for the next. It leads a process group of its own, so that ending it ends its children.
"""

import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.util import get_temp_dir
from typing import Final

import anyio
import anyio.to_thread

from etom_rdf.errors import EtomError
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.server.uploads import refusals

_PRELOADED: Final = "etom_rdf.server.uploads.preloaded"
_OUT_OF_MEMORY: Final = 77  # exit code of a process that has reached its limit
_LONGEST_FOLDER: Final = 64  # bytes; the path of a socket may have about 100, and 32 of them are added
_LONGEST: Final = 120.0  # seconds for a first process, which loads what all need, to report that it runs


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a job made: the media type and the content of the answer."""

    media_type: str
    body: bytes


Task = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class JobLimits:
    """Say how long a job may run in seconds, how much memory it may take and how much it may answer, both in bytes.

    `at_once` jobs run at the same time; the others wait for `patience` seconds at most.
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    answer: int = 256 << 20
    at_once: int = 2
    patience: float = 10.0


@dataclass(slots=True)
class Jobs:
    """Run tasks under limits."""

    limits: JobLimits = field(default_factory=JobLimits)
    _context: ForkServerContext = field(default_factory=lambda: get_context("forkserver"))
    _places: anyio.Semaphore | None = None

    def warm_up(self) -> None:
        """Start the process that the others are forked from, so that the first job need not wait for it."""
        from multiprocessing.forkserver import ensure_running  # noqa: PLC0415

        self._context.set_forkserver_preload([_PRELOADED])
        _place_sockets()
        ensure_running()

    async def run(self, task: Task, *arguments: object, folder: str) -> Outcome:
        """Run a function of a module in a process of its own; `folder` is where it may keep temporary files.

        Raises RefusalError where all places are taken (503), or the time (504) or the memory (413) does not suffice.
        """
        self._places = self._places or anyio.Semaphore(self.limits.at_once)
        with anyio.move_on_after(self.limits.patience) as waiting:
            await self._places.acquire()
        if waiting.cancelled_caught:
            raise refusals.busy()
        try:
            # Not to be cancelled: the process is ended at the latest when its time is up.
            return await anyio.to_thread.run_sync(self._run, task, arguments, folder)
        finally:
            self._places.release()

    def _run(self, task: Task, arguments: tuple[object, ...], folder: str) -> Outcome:
        self.warm_up()
        receiving, sending = self._context.Pipe(duplex=False)
        with receiving:
            process = self._context.Process(
                target=_work, args=(sending, self.limits, folder, task, arguments), daemon=True
            )
            process.start()
            sending.close()
            try:
                return self._outcome(receiving, process)
            finally:
                _end(process)

    def _outcome(self, receiving: Connection, process: ForkServerProcess) -> Outcome:
        try:
            if not receiving.poll(_LONGEST):
                raise refusals.busy()
            receiving.recv_bytes(16)  # it runs; only now its time begins
            deadline = time.monotonic() + self.limits.seconds
            if not receiving.poll(self.limits.seconds):
                raise refusals.too_long(self.limits.seconds)
            head = json.loads(receiving.recv_bytes(self.limits.answer))
            if "error" in head:
                raise RefusalError.from_head(head)
            if not receiving.poll(max(0.0, deadline - time.monotonic())):
                raise refusals.too_long(self.limits.seconds)
            return Outcome(head["media_type"], receiving.recv_bytes(self.limits.answer))
        except EOFError:  # it ended without a word
            process.join(_LONGEST)
            if process.exitcode in _MEMORY_ENDS:
                raise refusals.out_of_memory(self.limits.memory) from None
            raise refusals.broken_off() from None
        except OSError:  # more than may be received
            raise refusals.result_too_large() from None


@cache
def _place_sockets() -> None:
    """Have multiprocessing make its folder where the paths of sockets in it are not too long.

    It makes one for as long as the program runs, and lets nobody say where: so this is done once, before requests.
    """
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > _LONGEST_FOLDER:
        tempfile.tempdir = "/tmp"
    try:
        get_temp_dir()
    finally:
        tempfile.tempdir = before


# Python says so itself; libraries in C and Rust abort, and the system kills.
_MEMORY_ENDS: Final = (_OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL)


def _end(process: ForkServerProcess) -> None:
    """End a process with all that it started, and wait for its end."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.kill()
    process.join()
    process.close()


def _work(
    sending: Connection, limits: JobLimits, folder: str, task: Task, arguments: tuple[object, ...]
) -> None:
    """Do one job, in its own process."""
    os.setsid()
    _limit(limits)
    tempfile.tempdir = folder
    sending.send_bytes(b"running")
    try:
        outcome = task(*arguments)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except RefusalError as refusal:
        _tell(sending, refusal.as_head())
    except EtomError as error:
        _tell(sending, RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, error.message).as_head())
    else:
        _tell(sending, {"media_type": outcome.media_type})
        sending.send_bytes(outcome.body)


def _tell(sending: Connection, head: Mapping[str, object]) -> None:
    sending.send_bytes(json.dumps(head).encode())


def _limit(limits: JobLimits) -> None:
    """Let the system hold this process, and what it starts, to its limits."""
    import resource  # noqa: PLC0415 - only systems that fork have it

    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Should the server be gone, nobody else would end it; two threads may be at work.
    seconds = 2 * int(limits.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
