"""Have workers do jobs, as many at a time as there are workers, and stop those that take too long.

A worker is forked when it is first needed, and again after it was stopped. A job that is cancelled, because its
client has gone, stops the worker as well: there is no other way to end a query.
"""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from etom_rdf.errors import StoreError
from etom_rdf.server.execution import frames
from etom_rdf.server.execution.keeper import FORK, LOAD, PROCESS_ID
from etom_rdf.server.execution.line import Line
from etom_rdf.server.execution.sources import Source
from etom_rdf.server.messages.refusals import RefusalError, for_now
from etom_rdf.server.settings import Limits
from etom_rdf.text import Text

_LOG: Final = logging.getLogger("etom_rdf.server")
_JOBS_EACH: Final = 1000  # then a worker is replaced, whatever it may have gathered

# Modules are looked for where they are here, and never in the folder that the server happens to run in.
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from etom_rdf.server.execution.keeper import main; sys.exit(main(sys.argv[1:]))"
)
_BUSY: Final = Text(
    en="too many queries are waiting; try again in a few seconds",
    ru="слишком много запросов ждут своей очереди; повторите через несколько секунд",
)
_DIED: Final = Text(
    en="the query needs more memory, or is nested deeper, than is allowed here; ask for less, or split it",
    ru="запросу нужно больше памяти, чем здесь разрешено, или он слишком глубоко вложен; запросите меньше или "
    "разделите его",
)


class KeeperDied(ConnectionError):  # noqa: N818 - no fault of the request
    """Report that the process which holds the data is gone."""


@dataclass(slots=True)
class _Worker:
    line: Line
    process: int
    source: Source
    done: int = 0

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        self.line.close()


class Pool:
    """Run jobs over one source; see the module."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Start a keeper; `load` must follow."""
        self.source = source
        self._limits = limits
        self._idle: list[_Worker] = []
        self._places = asyncio.Semaphore(limits.workers)
        self._waiting = 0
        self._closed = False
        self._speaking = asyncio.Lock()
        self._control, end = socket.socketpair()
        self._control.setblocking(False)
        with end:
            self._keeper = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, json.dumps(sys.path), str(end.fileno())],
                pass_fds=(end.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )

    async def load(self, source: Source) -> None:
        """Put a source in the place of the one before; jobs that are running end with what they have begun with.

        Raises StoreError where the source cannot be opened, and then the one before stays.
        """
        async with self._speaking:
            head = await self._told(
                LOAD, None if source.file is None else source.file.fileno(), {"source": source.name}
            )
            if "error" in head:
                raise StoreError(Text(**head["error"]), file=source.name)
            self.source = source
            while self._idle:
                self._idle.pop().stop()

    async def _told(self, kind: bytes, handle: int | None, head: frames.Head) -> frames.Head:
        try:
            if handle is None:
                self._control.send(kind)
            else:
                socket.send_fds(self._control, [kind], [handle])
            return await frames.exchange(self._control, head)
        except OSError:
            raise KeeperDied from None

    async def run(
        self, head: frames.Head, body: bytes = b"", *, changing: bool = False
    ) -> tuple[frames.Head, frames.Body]:
        """Have a job done; raise RefusalError where it is refused, takes too long or finds no place.

        A job that is `changing` data has a worker to itself, which keeps the time by itself for what a client can
        make last long.
        """
        await self._place()
        try:
            answer, content = await self._run(head, body, changing)
        finally:
            self._places.release()
        if "error" in answer:
            if "trace" in answer:  # in quotes, since what a client wrote may stand in it
                _LOG.error("a worker failed: %r", answer["trace"])
            raise RefusalError.from_head(answer)
        return answer, content

    def close(self) -> None:
        """Stop everything at once, but for jobs that are running, whose workers end with them."""
        self._closed = True
        while self._idle:
            self._idle.pop().stop()
        self._control.close()
        self._keeper.kill()
        self._keeper.wait()

    @property
    def keeper(self) -> int:
        """Return the process id of the keeper."""
        return self._keeper.pid

    async def _place(self) -> None:
        if self._waiting >= self._limits.queue and self._places.locked():
            raise for_now(_BUSY)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._places.acquire()
        except TimeoutError:
            raise for_now(_BUSY) from None
        finally:
            self._waiting -= 1

    async def _run(self, head: frames.Head, body: bytes, changing: bool) -> tuple[frames.Head, frames.Body]:
        worker = await self._worker()
        seconds = self._limits.seconds
        terms = {"seconds": seconds, "memory": self._limits.memory}
        start = time.monotonic()
        try:
            async with asyncio.timeout(None if changing else seconds):
                answer = await worker.line.exchange({**terms, **head}, body)
        except TimeoutError:
            worker.stop()
            raise RefusalError(504, _too_slow(seconds)) from None
        except frames.Closed:
            worker.stop()
            if time.monotonic() - start >= seconds:
                raise RefusalError(504, _too_slow(seconds)) from None
            raise RefusalError(503, _DIED) from None
        except BaseException:
            worker.stop()
            raise
        worker.done += 1
        used_up = worker.done >= _JOBS_EACH or worker.source is not self.source
        if changing or used_up or self._closed:
            worker.stop()
        else:
            self._idle.append(worker)
        return answer

    async def _worker(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.line.alive:
                return worker
            worker.stop()
        # What the keeper says must be heard to the end, even if the client leaves meanwhile.
        forking = asyncio.create_task(self._fork())
        try:
            return await asyncio.shield(forking)
        except asyncio.CancelledError:
            forking.add_done_callback(_stop_unneeded)
            raise

    async def _fork(self) -> _Worker:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            async with self._speaking:
                with theirs:
                    socket.send_fds(self._control, [FORK], [theirs.fileno()])
                process = await frames.exactly(self._control, PROCESS_ID.size)
                return _Worker(await Line.over(ours), PROCESS_ID.unpack(process)[0], self.source)
        except BaseException as error:
            ours.close()
            if isinstance(error, OSError):
                raise KeeperDied from None
            raise


def _stop_unneeded(forking: "asyncio.Task[_Worker]") -> None:
    if not forking.cancelled() and forking.exception() is None:
        forking.result().stop()


def _too_slow(seconds: float) -> Text:
    return Text(
        en=f"the query was stopped after {seconds:g} seconds; add LIMIT, or say more precisely what is wanted",
        ru=f"запрос остановлен через {seconds:g} с; добавьте LIMIT или уточните, что требуется",
    )
