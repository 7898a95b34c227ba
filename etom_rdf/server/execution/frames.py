"""Speak between the server and its workers: a frame is two lengths, a head in JSON and a body of bytes.

The head says what is asked or answered; the body carries what would be costly to put into JSON. JSON and not
pickle, since a worker has run what a stranger wrote.
"""

import asyncio
import json
import socket
import struct
import tempfile
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

Head = Mapping[str, Any]
Body = bytes | BinaryIO
"""A large body lies in a file without a name, at its beginning."""

_LENGTHS: Final = struct.Struct("!IQ")
_BLOCK: Final = 1 << 18
_IN_MEMORY: Final = 1 << 20  # bytes; what is larger waits for a slow client on the disk


class Closed(ConnectionError):  # noqa: N818 - the other side is gone, which need not be an error
    """Report that the other side is gone, in mid-frame or before."""


def send(sock: socket.socket, head: Head, body: bytes = b"") -> None:
    """Send a frame from a worker."""
    text = json.dumps(head).encode()
    sock.sendall(_LENGTHS.pack(len(text), len(body)) + text)
    sock.sendall(body)


def receive(sock: socket.socket) -> tuple[Head, bytes]:
    """Wait in a worker for a frame; raise Closed where none comes."""
    head_size, body_size = _LENGTHS.unpack(_exactly(sock, _LENGTHS.size))
    head: Head = json.loads(_exactly(sock, head_size))
    return head, _exactly(sock, body_size)


async def exchange(sock: socket.socket, head: Head, body: bytes = b"") -> tuple[Head, Body]:
    """Send a frame to a worker and wait for its answer; raise Closed where the worker dies."""
    loop = asyncio.get_running_loop()
    text = json.dumps(head).encode()
    try:
        await loop.sock_sendall(sock, _LENGTHS.pack(len(text), len(body)) + text + body)
    except OSError:
        raise Closed from None
    return await answer(sock)


async def answer(sock: socket.socket) -> tuple[Head, Body]:
    """Wait for a frame; raise Closed where the other side dies."""
    head_size, body_size = _LENGTHS.unpack(await exactly(sock, _LENGTHS.size))
    head: Head = json.loads(await exactly(sock, head_size))
    if body_size <= _IN_MEMORY:
        return head, await exactly(sock, body_size)
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - whoever gets the answer closes it
    try:
        while body_size:
            block = await exactly(sock, min(_BLOCK, body_size))
            body_size -= len(block)
            file.write(block)
        file.flush()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return head, file


def _exactly(sock: socket.socket, size: int) -> bytes:
    content = bytearray(size)
    view = memoryview(content)
    while view:
        try:
            count = sock.recv_into(view)
        except OSError:
            count = 0
        if not count:
            raise Closed
        view = view[count:]
    return bytes(content)


async def exactly(sock: socket.socket, size: int) -> bytes:
    """Wait for so many bytes; raise Closed where fewer come."""
    loop = asyncio.get_running_loop()
    content = bytearray(size)
    view = memoryview(content)
    while view:
        try:
            count = await loop.sock_recv_into(sock, view)
        except OSError:
            count = 0
        if not count:
            raise Closed
        view = view[count:]
    return bytes(content)
