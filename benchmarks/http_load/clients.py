"""Send requests over a few connections at once, as fast as the server answers, and time each.

One thread waits for all connections, so that little of the machine goes to the one who measures: some 20 µs a
request. Answers are read to their end and not looked at beyond their status.
"""

import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from http_load.queries import Asked

_BLOCK: Final = 1 << 18
_PATIENCE: Final = 60.0  # seconds without a sign of the server


class NoAnswerError(RuntimeError):
    """Report a server that is silent, or closes a connection before it has answered."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Say what became of a request: the name of what was asked, the status, and the seconds that it took."""

    name: str
    status: int
    seconds: float


class Framing:
    r"""Find the end of an answer, whether its length is stated or it comes in chunks.

    >>> framing = Framing()
    >>> framing.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"), framing.feed(b"}")
    (False, True)
    >>> framing = Framing()
    >>> framing.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
    True
    >>> framing.status, framing.body
    (200, b'{}')
    """

    def __init__(self) -> None:
        self.status = 0
        self.body = b""
        self._held = bytearray()
        self._at = 0
        self._end: int | None = None
        self._chunks: list[tuple[int, int]] | None = None

    def feed(self, block: bytes) -> bool:
        """Take what has arrived, and say whether the answer is whole; `body` then holds its content."""
        held = self._held
        held += block
        if not self.status and not self._read_head():
            return False
        if self._end is not None:
            if len(held) < self._end:
                return False
            self.body = bytes(held[self._at : self._end])
            return True
        return self._read_chunks()

    def _read_head(self) -> bool:
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._held[:end]).lower()
        self.status = int(head[9:12])
        self._at = end + 4
        if b"\r\ntransfer-encoding: chunked" in head:
            self._chunks = []
        else:
            _, _, length = head.partition(b"\r\ncontent-length:")
            self._end = self._at + int(length.partition(b"\r\n")[0] or 0)
        return True

    def _read_chunks(self) -> bool:
        assert self._chunks is not None
        while (line := self._held.find(b"\r\n", self._at)) >= 0:
            size = int(bytes(self._held[self._at : line]).partition(b";")[0], 16)
            if len(self._held) < line + 4 + size:
                return False
            if not size:
                self.body = b"".join(bytes(self._held[start:end]) for start, end in self._chunks)
                return True
            self._chunks.append((line + 2, line + 2 + size))
            self._at = line + 4 + size
        return False


class _Client:
    """Keep a connection, on which one request is under way at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._name = ""
        self._began = 0.0
        self._framing = Framing()

    def ask(self, asked: Asked) -> None:
        self._name, self._framing, self._began = asked.name, Framing(), time.perf_counter()
        self.socket.sendall(asked.request)

    def read(self) -> Sample | None:
        """Take what has arrived; return the sample once the answer is whole."""
        block = self.socket.recv(_BLOCK)
        if not block:
            raise NoAnswerError(f"the server closed the connection instead of answering {self._name}")
        if not self._framing.feed(block):
            return None
        return Sample(self._name, self._framing.status, time.perf_counter() - self._began)


def drive(port: int, asked: Iterable[Asked], *, clients: int) -> tuple[float, list[Sample]]:
    """Send requests over so many connections, and return the seconds that all took and a sample of each.

    Each client sends the next request as soon as it has its answer. Raises NoAnswerError.
    """
    waiting, samples = iter(asked), list[Sample]()
    with selectors.DefaultSelector() as selector:
        everyone = [_Client(port) for _ in range(clients)]
        try:
            start = time.perf_counter()
            busy = sum(_next(client, waiting) for client in everyone)
            for client in everyone:
                selector.register(client.socket, selectors.EVENT_READ, client)
            while busy:
                ready = selector.select(_PATIENCE)
                if not ready:
                    raise NoAnswerError(f"the server was silent for {_PATIENCE:.0f} s")
                for key, _ in ready:
                    sample = key.data.read()
                    if sample is not None:
                        samples.append(sample)
                        busy -= not _next(key.data, waiting)
            return time.perf_counter() - start, samples
        finally:
            for client in everyone:
                client.socket.close()


def _next(client: _Client, waiting: Iterator[Asked]) -> bool:
    asked = next(waiting, None)
    if asked is not None:
        client.ask(asked)
    return asked is not None


def answer(port: int, request: bytes) -> tuple[int, bytes]:
    """Send one request, and return its status and its content. Raises NoAnswerError."""
    framing = Framing()
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as connection:
        connection.sendall(request)
        while block := connection.recv(_BLOCK):
            if framing.feed(block):
                return framing.status, framing.body
    raise NoAnswerError("the server closed the connection instead of answering")
