"""Keep the server's end of the connection to a worker; the frames are those of `frames`.

Whatever has arrived is taken at once, since each call of the system costs about as much as a small query.
"""

import asyncio
import json
import socket
import tempfile
from typing import BinaryIO, Final, cast

from etom_rdf.server.execution.frames import LENGTHS, Body, Closed, Head, beginning

_IN_MEMORY: Final = 1 << 20  # bytes; what is larger waits for a slow client on the disk


class Line(asyncio.Protocol):
    """Exchange one frame for another at a time; `Line.over` makes one."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[tuple[Head, Body]] | None = None
        self._arriving = _Arriving()

    @classmethod
    async def over(cls, sock: socket.socket) -> "Line":
        """Return the line over a connected socket, which belongs to the line from then on."""
        _, line = await asyncio.get_running_loop().create_unix_connection(cls, sock=sock)
        return line

    @property
    def alive(self) -> bool:
        """Say whether the other side is still there, as far as is known."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, head: Head, body: bytes = b"") -> tuple[Head, Body]:
        """Send a frame and wait for its answer; raise Closed where the worker dies."""
        if self._transport is None or self._transport.is_closing():
            raise Closed
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            self._transport.writelines((beginning(head, body), body))
            return await self._waiting
        finally:
            self._waiting = None

    def close(self) -> None:
        """Hang up, and let go of an answer that has not arrived to its end."""
        if self._transport is not None:
            self._transport.abort()
        self._arriving.drop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self._transport = None
        self._arriving.drop()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Closed())

    def data_received(self, data: bytes) -> None:
        """Take what has arrived, and hand over the answer once it is whole."""
        answer = self._arriving.take(data)
        if answer is None:
            return
        self._arriving = _Arriving()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)
        elif not isinstance(answer[1], bytes):
            answer[1].close()


class _Arriving:
    """Put a frame together; a large body goes into a file without a name."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._head: Head | None = None
        self._missing = 0
        self._file: BinaryIO | None = None

    def take(self, data: bytes) -> tuple[Head, Body] | None:
        """Add what has arrived; return the frame once it is whole."""
        if self._head is None:
            self._held += data
            if not self._read_head():
                return None
        else:
            self._missing -= len(data)
            if self._file is None:
                self._held += data
            else:
                self._file.write(data)
        if self._missing or self._head is None:
            return None
        if self._file is None:
            return self._head, bytes(self._held)
        self._file.flush()
        self._file.seek(0)
        return self._head, self._file

    def _read_head(self) -> bool:
        """Read the head if it is there, and leave in `held` what belongs to the body."""
        if len(self._held) < LENGTHS.size:
            return False
        head_size, body_size = LENGTHS.unpack_from(self._held)
        start = LENGTHS.size + head_size
        if len(self._held) < start:
            return False
        self._head = json.loads(self._held[LENGTHS.size : start])
        del self._held[:start]
        self._missing = body_size - len(self._held)
        if body_size > _IN_MEMORY:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever gets the answer closes it
            self._file.write(self._held)
        return True

    def drop(self) -> None:
        """Close the file of a frame that nobody gets."""
        if self._file is not None:
            self._file.close()
