"""Start SPARQL servers for tests: on the loopback interface, in a folder of their own, for as long as a block runs.

`oxigraph` comes as a wheel of that name. Virtuoso comes from Debian (package virtuoso-opensource-7-bin, of which
only the program is needed, so that it may also be unpacked with `dpkg-deb -x` and named in ETOM_VIRTUOSO).
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_PATIENCE = 60.0

_VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
[SPARQL]
ResultSetMaxRows = 30000
"""


class ServerAbsentError(RuntimeError):
    """Report that a server is not installed."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Name the addresses of a server; `user` is `NAME:PASSWORD` where writing needs one."""

    name: str
    query: str
    update: str
    graph_store: str
    user: str = ""


@contextmanager
def oxigraph(folder: Path) -> Iterator[RunningServer]:
    """Run `oxigraph serve`, whose default graph is its own and not a union.

    Raises ServerAbsentError where the program is not installed.
    """
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise ServerAbsentError("no oxigraph server: install the extra `dev`")
    port = _free_port()
    command = [program, "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    base = f"http://127.0.0.1:{port}"
    with _running(command, folder, base):
        yield RunningServer("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[RunningServer]:
    """Run Virtuoso on a fresh database; writing asks for Digest.

    Raises ServerAbsentError where the program is not installed.
    """
    program = os.environ.get("ETOM_VIRTUOSO") or shutil.which("virtuoso-t")
    if program is None:
        raise ServerAbsentError("no Virtuoso: install Debian's virtuoso-opensource-7-bin, or name virtuoso-t in "
                                "ETOM_VIRTUOSO")  # fmt: skip
    http_port = _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(port=_free_port(), http_port=http_port), encoding="ascii")
    command = [program, "+configfile", str(ini), "+foreground"]
    base = f"http://127.0.0.1:{http_port}"
    with _running(command, folder, f"{base}/sparql"):
        write = f"{base}/sparql-auth"
        yield RunningServer("virtuoso", f"{base}/sparql", write, f"{base}/sparql-graph-crud-auth", "dba:dba")


@dataclass(frozen=True, slots=True)
class EtomServer:
    """Name the address of a running `etom serve`, which ends with a slash, its process and where its words go."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def children(self) -> list[int]:
        """Return the process ids of the keeper and its workers, the keeper first."""
        keepers = [one for one in _children(self.process.pid) if not _is_for_jobs(one)]
        return [*keepers, *(worker for keeper in keepers for worker in _children(keeper))]

    def everyone(self) -> list[int]:
        """Return the process ids of all that the server has started, those for jobs as well."""
        return _descendants(self.process.pid)


@contextmanager
def etom_server(folder: Path, *arguments: str, token: str = "") -> Iterator[EtomServer]:
    """Run `etom serve` on a free port, with a token for changes where one is given."""
    command = [sys.executable, "-m", "etom_rdf", "serve", "--port", "0", "--lang", "en", *arguments]
    if token:
        command.append("--read-write")
    log = folder / "etom.log"
    with log.open("wb") as target:
        process = subprocess.Popen(
            command,
            stdout=target,
            stderr=target,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "ETOM_TOKEN": token},
        )
        try:
            yield EtomServer(_printed(process, log), process, log)
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def eventually(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _printed(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        found = re.search(r"Serving at (\S+)\s", log.read_text(errors="replace"))
        if found is not None:
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise RuntimeError(f"no server: {log.read_text(errors='replace')[-500:]}")


def _children(process: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


def _descendants(process: int) -> list[int]:
    return [one for child in _children(process) for one in (child, *_descendants(child))]


def _is_for_jobs(process: int) -> bool:
    """Tell the processes that uploads are checked in from those that hold the data."""
    found = subprocess.run(
        ["ps", "-o", "args=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return "multiprocessing" in found.stdout


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            _wait(process, url, folder / "server.log")
            yield
        finally:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text(errors='replace')[-500:]}")
        try:
            with closing(urlopen(url, timeout=5)):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(f"no server after {_PATIENCE} s: {log.read_text(errors='replace')[-500:]}")


def _free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
