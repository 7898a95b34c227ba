"""Replace a graph of a server by the statements of files.

Where the server speaks the Graph Store Protocol, by one PUT. Else, or where it refuses so much at once, by
updates of a thousand statements into a staging graph, which takes the place of the graph in the end. Readers
see the old graph until then. The staging graph holds a ledger of what has arrived; its name depends on the
content, so that the same command, given again after an interruption, goes on where the last one ended.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from etom_rdf.errors import EndpointError
from etom_rdf.stores.client import Client
from etom_rdf.stores.credentials import Credentials
from etom_rdf.stores.endpoint import Endpoint
from etom_rdf.stores.spool import Chunk, Spool, spool
from etom_rdf.stores.upload import Upload
from etom_rdf.text import Text

_STAGING: Final = "urn:etom-rdf:staging:"
_LEDGER: Final = "urn:etom-rdf:loaded-to"  # staging graph, this, number of bytes of the spool

# Virtuoso compiles an update to at most 10,000 lines of SQL: 1,000 statements pass, 2,000 do not.
_MOST: Final = 1000

# What a server answers where it does not speak the Graph Store Protocol, or not to such amounts.
_NOT_BY_PUT: Final = (405, 413, 501)

OnSent = Callable[[int, int], None]
"""Called with the number of bytes that have arrived, and that of all."""


@dataclass(frozen=True, slots=True)
class Server:
    """Name the addresses of a server: `query`, `update`, and `graph_store` where it has one."""

    query: str
    update: str
    graph_store: str | None = None
    credentials: Credentials | None = None
    timeout: float = 300.0


@dataclass(frozen=True, slots=True)
class Transfer:
    """Say how a graph was replaced: `count` statements, `by_put` or in chunks, the first `resumed` bytes before."""

    count: int
    by_put: bool
    resumed: int = 0


def load_endpoint(
    server: Server, graph: str, files: Iterable[str], *, on_sent: OnSent | None = None
) -> Transfer:
    """Make the statements of the files the content of a graph of a server.

    The files are read and checked before anything is sent. Raises InputError for a file, EndpointError for
    the server; the graph then is as it was, as far as the server keeps to that in a PUT. Raises ValueError for a
    graph that is no IRI.
    """
    ox.NamedNode(graph)  # it becomes part of an update
    with TemporaryDirectory(prefix="etom-") as folder:
        content = spool(files, Path(folder, "content.nt"))
        with Client(credentials=server.credentials, timeout=server.timeout) as client:
            if server.graph_store is not None:
                try:
                    _put(client, server.graph_store, graph, content, on_sent)
                except EndpointError as error:
                    if error.status not in _NOT_BY_PUT:
                        raise
                else:
                    return Transfer(content.count, by_put=True)
            return _Staging(client, server, graph, content).load(on_sent)


def _put(client: Client, url: str, graph: str, content: Spool, on_sent: OnSent | None) -> None:
    address = f"{url}{'&' if '?' in url else '?'}graph={quote(graph, safe='')}"
    tell = None if on_sent is None else lambda sent: on_sent(sent, content.size)
    headers = {"Content-Type": "application/n-triples"}
    with client.exchange("PUT", address, headers=headers, body=Upload(content.file, tell)):
        pass


class _Staging:
    """Load one spool into one graph by way of its staging graph."""

    def __init__(self, client: Client, server: Server, graph: str, content: Spool) -> None:
        self._client = client
        self._server = server
        self._graph = graph
        self._content = content
        # All staging graphs of one graph have names that begin alike, so that abandoned ones are found.
        self._family = _STAGING + hashlib.sha256(graph.encode()).hexdigest()[:16]
        self._name = f"{self._family}:{content.digest[:32]}"

    def load(self, on_sent: OnSent | None) -> Transfer:
        done = self._ledger()
        resumed = start = max(done, default=0)
        most = _MOST
        while start < self._content.size:
            chunk = next(self._content.chunks(start, most=most))
            try:
                self._insert(chunk)
            except EndpointError as error:
                if error.status != 413 or most == 1:
                    raise
                most //= 2
                continue
            start = chunk.end
            done.add(start)
            if on_sent is not None:
                on_sent(start, self._content.size)
        self._publish(done)
        return Transfer(self._content.count, by_put=False, resumed=resumed)

    def _ledger(self) -> set[int]:
        """Return what has arrived before, and drop what an earlier load of other content has left."""
        query = f"""SELECT ?graph ?bytes {{
  GRAPH ?graph {{ ?graph <{_LEDGER}> ?bytes }}
  FILTER(STRSTARTS(STR(?graph), "{self._family}"))
}}"""
        endpoint = Endpoint(
            self._server.query, credentials=self._server.credentials, timeout=self._server.timeout
        )
        done: set[int] = set()
        others: set[str] = set()
        try:
            for staging, reached in endpoint.select(query):
                if str(staging) != f"<{self._name}>":
                    others.add(str(staging))
                elif isinstance(reached, ox.Literal):
                    done.add(int(reached.value))
        finally:
            endpoint.close()
        for other in sorted(others):
            self._update(f"DROP SILENT GRAPH {other}")
        return done

    def _insert(self, chunk: Chunk) -> None:
        # One operation for statements and ledger. Virtuoso takes no blank nodes in INSERT DATA.
        self._update(
            f"INSERT {{ GRAPH <{self._name}> {{\n{chunk.text}<{self._name}> <{_LEDGER}> {chunk.end} .\n}} }}\n"
            "WHERE {}"
        )

    def _publish(self, expected: set[int]) -> None:
        if not expected:
            self._update(f"DROP SILENT GRAPH <{self._graph}>")
            return
        if self._ledger() != expected:
            raise EndpointError(
                Text(
                    en="somebody else loads into this graph at the same time; agree with them and load again",
                    ru="в этот граф одновременно загружает кто-то ещё; договоритесь и повторите загрузку",
                ),
                url=self._server.update,
            )
        self._update(
            f"DELETE WHERE {{ GRAPH <{self._name}> {{ <{self._name}> <{_LEDGER}> ?bytes }} }} ;\n"
            f"MOVE GRAPH <{self._name}> TO GRAPH <{self._graph}>"
        )

    def _update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
        with self._client.exchange("POST", self._server.update, headers=headers, body=text.encode()):
            pass
