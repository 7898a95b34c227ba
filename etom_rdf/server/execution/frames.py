"""Speak between the server and its workers: a frame is two lengths, a head in JSON and a body of bytes.

The head says what is asked or answered; the body carries what would be costly to put into JSON. JSON and not
pickle, since a worker has run what a stranger wrote.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

Head = Mapping[str, Any]
Body = bytes | BinaryIO
"""A large body lies in a file without a name, at its beginning."""

LENGTHS: Final = struct.Struct("!IQ")
"""The length of the head and that of the body, in bytes."""

_SMALL: Final = 1 << 16  # bytes


class Closed(ConnectionError):  # noqa: N818 - the other side is gone, which need not be an error
    """Report that the other side is gone, in mid-frame or before."""


def beginning(head: Head, body: bytes = b"") -> bytes:
    """Return a frame up to its body."""
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(body)) + text


def send(sock: socket.socket, head: Head, body: bytes = b"") -> None:
    """Send a frame from a worker."""
    if len(body) <= _SMALL:
        sock.sendall(beginning(head, body) + body)  # at once, since each part may wake the other side
    else:
        sock.sendall(beginning(head, body))
        sock.sendall(body)


def receive(sock: socket.socket) -> tuple[Head, bytes]:
    """Wait in a worker for a frame; raise Closed where none comes."""
    head_size, body_size = LENGTHS.unpack(_exactly(sock, LENGTHS.size))
    head: Head = json.loads(_exactly(sock, head_size))
    return head, _exactly(sock, body_size)


async def exchange(sock: socket.socket, head: Head) -> Head:
    """Send a head to the keeper and wait for its answer; raise Closed where the keeper dies."""
    try:
        await asyncio.get_running_loop().sock_sendall(sock, beginning(head))
    except OSError:
        raise Closed from None
    head_size, _ = LENGTHS.unpack(await exactly(sock, LENGTHS.size))
    answer: Head = json.loads(await exactly(sock, head_size))
    return answer


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
