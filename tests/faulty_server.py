"""Misbehave as servers do: a small HTTP server whose every answer a test writes itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Asked:
    """Hold one request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[["Handler"], None]


@dataclass(slots=True)
class FaultyServer:
    """Give the answers in their order, the last one again and again; keep what was asked."""

    answers: list[Answer]
    url: str = ""
    asked: list[Asked] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faulty: FaultyServer

    def reply(self, status: int, body: bytes | str = b"", kind: str = "text/plain", **headers: str) -> None:
        """Answer completely."""
        body = body.encode() if isinstance(body, str) else body
        self.begin(status, kind, **{"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def begin(self, status: int, kind: str, **headers: str) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def break_off(self) -> None:
        """Close the connection."""
        self.close_connection = True
        self.wfile.flush()
        self.connection.close()

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.faulty.asked.append(Asked(self.command, self.path, headers, body))
        answers = self.faulty.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    do_GET = do_POST = do_PUT = _handle  # noqa: N815 - the names of the standard library

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        pass


@contextmanager
def faulty(*answers: Answer) -> Iterator[FaultyServer]:
    """Run a server with these answers."""
    server = FaultyServer(list(answers))
    handler = type("_Handler", (Handler,), {"faulty": server})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    server.url = f"http://127.0.0.1:{listening.server_address[1]}/sparql"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
