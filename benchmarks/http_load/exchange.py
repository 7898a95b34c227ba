"""Speak HTTP as a client that may be rude: one request on a connection, whole or not, fast or slow."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final, Literal

from http_load.clients import Framing

Outcome = int | Literal["closed", "cut off", "left", "silent"]
"""A status, or how it ended otherwise: the server closed the connection without a word (closed) or in the middle of
an answer (cut off), the client left on purpose (left), or gave up a silent server (silent)."""

PATIENCE: Final = 90.0  # seconds that a client waits for an answer
_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what came back: the outcome, the head in lower case, and the content where the answer is whole."""

    outcome: Outcome
    head: str = ""
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return the value of a header, which is empty where there is none."""
        _, _, rest = self.head.partition(f"\n{name}:")
        return rest.partition("\r\n")[0].strip()


@dataclass(frozen=True, slots=True)
class Door:
    """Open connections to the server at a port of this machine."""

    port: int

    @asynccontextmanager
    async def connection(
        self, *, receive_buffer: int = 0
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Give a connection, which is closed afterwards whatever happens."""
        connected = socket.socket()
        if receive_buffer:  # before connecting, or the window is wider already
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connected.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(connected, ("127.0.0.1", self.port))
        except BaseException:
            connected.close()
            raise
        reader, writer = await asyncio.open_connection(sock=connected, limit=_BLOCK)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def send(self, request: bytes) -> Reply:
        """Send a request, and read the answer to its end."""
        async with self.connection() as (reader, writer):
            sending = asyncio.ensure_future(_send(writer, request))
            try:
                return await read(reader)
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)

    async def leave(self, request: bytes, *, after: float, reset: bool = False) -> Reply:
        """Send a request and leave before the answer is there, with a RST where `reset` says so."""
        async with self.connection() as (_, writer):
            await _send(writer, request)
            await asyncio.sleep(after)
            if reset:
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        return Reply("left")


async def _send(writer: asyncio.StreamWriter, request: bytes) -> None:
    # A server may answer before it has read everything, and close.
    with suppress(ConnectionError):
        for start in range(0, len(request), _BLOCK):
            writer.write(request[start : start + _BLOCK])
            await writer.drain()


async def read(reader: asyncio.StreamReader, *, pause: float = 0.0, patience: float = PATIENCE) -> Reply:
    """Read an answer, with a pause before each block."""
    framing, head = Framing(), b""
    try:
        async with asyncio.timeout(patience):
            while True:
                await asyncio.sleep(pause)
                block = await reader.read(_BLOCK)
                if not block:
                    return Reply("cut off" if head else "closed")
                head = head or block
                if framing.feed(block):
                    text = head.partition(b"\r\n\r\n")[0].decode("latin-1").lower()
                    return Reply(framing.status, text + "\r\n", framing.body)
    except ConnectionError:
        return Reply("cut off" if head else "closed")
    except TimeoutError:
        return Reply("silent")


def request(
    method: str, path: str, body: bytes | None = None, *, headers: Mapping[str, str] | None = None
) -> bytes:
    """Return a request, after whose answer the server closes the connection."""
    lines = {"Host": "127.0.0.1", "Connection": "close", **(headers or {})}
    if body is not None:
        lines.setdefault("Content-Length", str(len(body)))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + (body or b"")
