"""Measure validation in a SPARQL endpoint against the download of the graph it holds.

The endpoint is `oxigraph serve`, on the loopback with a store on disk; loading it is not measured.
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from engines import PEERS, Checks, Engine, json_findings, version_of
from figures import Figure
from inputs import model_files
from jobs import Job, measure
from models import Model
from reaches import ENDPOINT

OURS, DOWNLOAD = "etom validate --endpoint", "downloading the graph"
GRAPH = "https://example.org/group"
_PATIENCE = 30.0  # seconds that a server may take to start


def figures(size: int, rounds: int, timeout: float, chosen: Callable[[str], bool]) -> list[Figure]:
    """Measure both over a model of `size` processes."""
    model = Model(size)
    path = model_files(model).ntriples
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        return list(measure(list(_jobs("", size, model.expected, chosen)), 0, timeout))
    with serving(program) as port:
        load(port, path)
        return list(
            measure(list(_jobs(f"http://127.0.0.1:{port}", size, model.expected, chosen)), rounds, timeout)
        )


def _jobs(url: str, size: int, expected: Mapping[str, int], chosen: Callable[[str], bool]) -> Iterator[Job]:
    validate = (
        "-m",
        "etom_rdf",
        "validate",
        "--format",
        "json",
        "--endpoint",
        f"{url}/query",
        "--graph",
        GRAPH,
    )
    download = (PEERS / "download.py", f"{url}/store?graph={quote(GRAPH, safe='')}")
    for name, package, arguments, planted in (
        (OURS, "etom-rdf", validate, expected),
        (DOWNLOAD, "oxigraph", download, {}),
    ):
        if chosen(name):
            checks: Checks = "all" if planted else "nothing"
            engine = Engine(name, version_of(package), checks, None, json_findings)
            yield Job(ENDPOINT, engine, size, [sys.executable, *arguments], planted)


@contextmanager
def serving(program: str) -> Iterator[int]:
    """Start a server with an empty store of its own, yield its port, and end it.

    Raises TimeoutError where it does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with TemporaryDirectory() as store:
        command = [program, "serve", "--location", store, "--bind", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"oxigraph serve does not answer on port {port}")


def load(port: int, path: Path) -> None:
    """Put a file of N-Triples into the graph, by the Graph Store Protocol. Raises OSError where that fails."""
    connection = HTTPConnection("127.0.0.1", port)
    headers = {"Content-Type": "application/n-triples", "Content-Length": str(path.stat().st_size)}
    with path.open("rb") as body:
        connection.request("PUT", f"/store?graph={quote(GRAPH, safe='')}", body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status >= 300:
        raise OSError(f"oxigraph serve answers {answer.status}: {said[:200]!r}")
