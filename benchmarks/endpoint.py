"""Measure validation in a SPARQL endpoint against the download of the graph it holds.

The endpoint is `oxigraph serve`, on the loopback with a store on disk; loading it is not measured.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from engines import PEERS, Checks, Engine, json_findings, version_of
from figures import Figure
from http_load.servers import oxigraph, oxigraph_program
from inputs import model_files
from jobs import Job, measure
from models import Model
from reaches import ENDPOINT

OURS, DOWNLOAD = "etom validate --endpoint", "downloading the graph"
GRAPH = "https://example.org/group"


def figures(size: int, rounds: int, timeout: float, chosen: Callable[[str], bool]) -> list[Figure]:
    """Measure both over a model of `size` processes."""
    model = Model(size)
    path = model_files(model).ntriples
    program = oxigraph_program()
    if program is None:
        return list(measure(list(_jobs("", size, model.expected, chosen)), 0, timeout))
    with (
        TemporaryDirectory() as folder,
        oxigraph(program, Path(folder) / "log", location=Path(folder) / "store") as server,
    ):
        load(server.port, path)
        url = f"http://127.0.0.1:{server.port}"
        return list(measure(list(_jobs(url, size, model.expected, chosen)), rounds, timeout))


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
