"""Start the servers to be loaded, each with the same data, for as long as a block runs."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import quote

_PATIENCE: Final = 60.0  # seconds that a server may take to start or to stop
_NTRIPLES: Final = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Server:
    """Name a running server: its first process, its port, and where it takes queries and graphs."""

    name: str
    pid: int
    port: int
    query: str
    graphs: str


@contextmanager
def etom(folder: Path, *arguments: str | Path, token: str = "") -> Iterator[Server]:
    """Run `etom serve` on a free port, with `folder` for its temporary files and its log beside that.

    Raises RuntimeError where it does not start.
    """
    command = [sys.executable, "-m", "etom_rdf", "serve", "--port", "0", "--lang", "en", *map(str, arguments)]
    if token:
        command.append("--read-write")
    log = folder.with_suffix(".log")
    environment = {"TMPDIR": str(folder), "ETOM_TOKEN": token}
    with _running(command, log, environment) as process:
        yield Server("etom serve", process.pid, _announced(process, log), "/sparql", "/graphs")


@contextmanager
def oxigraph(program: str, log: Path, *, location: Path | None = None) -> Iterator[Server]:
    """Run `oxigraph serve` with an empty store, in memory or at a location.

    Raises RuntimeError where it does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [program, "serve", "--bind", f"127.0.0.1:{port}"]
    if location is not None:
        command += ["--location", str(location)]
    with _running(command, log, {}) as process:
        _wait_for(process, port, log)
        yield Server("oxigraph serve", process.pid, port, "/query", "/store")


def oxigraph_program() -> str | None:
    """Return the program that the wheel `oxigraph` installs, None where there is none."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def copy_graphs(source: Server, target: Server) -> None:
    """Copy the default graph and the named ones from a server to another by the Graph Store Protocol.

    Raises OSError where either refuses.
    """
    query = quote("SELECT ?g { GRAPH ?g { } } ORDER BY ?g", safe="")
    listed = _sent(source, "GET", f"{source.query}?query={query}", accept="text/csv").decode()
    names = [f"graph={quote(line.strip(), safe='')}" for line in listed.splitlines()[1:]]
    for name in ("default", *names):
        content = _sent(source, "GET", f"{source.graphs}?{name}", accept=_NTRIPLES)
        _sent(target, "PUT", f"{target.graphs}?{name}", body=content)


def _sent(server: Server, method: str, path: str, *, body: bytes | None = None, accept: str = "*/*") -> bytes:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    headers = {"Accept": accept} | ({"Content-Type": _NTRIPLES} if body is not None else {})
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status >= 300:
        raise OSError(f"{server.name} answers {answer.status} to {method} {path}: {said[:200]!r}")
    return said


@contextmanager
def _running(
    command: list[str], log: Path, environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, env={**os.environ, **environment}
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _announced(process: "subprocess.Popen[bytes]", log: Path) -> int:
    """Wait for the address that the server prints once it answers, and return its port."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"Serving at http://[^\s/]+:(\d+)/\s", log.read_text(errors="replace"))
        if found is not None:
            return int(found[1])
        time.sleep(0.02)
    raise RuntimeError(f"etom serve does not start: {log.read_text(errors='replace')[-500:]}")


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"oxigraph serve does not start: {log.read_text(errors='replace')[-500:]}")
