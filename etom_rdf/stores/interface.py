"""Say what can be asked of a store, wherever it lies."""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Row = tuple[Term | None, ...]


class Solutions(Iterator[Row]):
    """Iterate over the rows of a SELECT query, in its order, once.

    Each row is a tuple of terms that runs parallel to `variables`, the names without question mark; what is
    unbound is None. Rows arrive while they are read, so a fault of the server or of the disk may come in the
    middle: StoreError is then raised by the iteration, never is an answer short without a word.

    Read to the end, or close: an open answer holds a connection. `with` closes.
    """

    def __init__(
        self, variables: tuple[str, ...], rows: Iterator[Row], close: Callable[[], None] | None = None
    ) -> None:
        self.variables = variables
        self._rows = rows
        self._close = close

    def __next__(self) -> Row:
        return next(self._rows)

    def close(self) -> None:
        """Let go of what the rows come from; the rest of them is lost."""
        self._rows = iter(())
        if self._close is not None:
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Store(Protocol):
    """Answer SPARQL 1.1 queries; implemented by `EmbeddedStore` (a directory) and `Endpoint` (a server).

    A query sees as its default graph everything that the store was opened for: of a directory the union of
    all its graphs, of a server the graphs that were named, else what the server takes for its default graph.

    Every method raises StoreError where the store fails: not there, refused, out of time, answering something
    else than an answer. EndpointError, its kind for servers, carries the HTTP status.
    """

    @property
    def name(self) -> str:
        """Return what errors call the store: its directory, or its URL without credentials."""
        ...

    def select(self, query: str) -> Solutions:
        """Start a SELECT query and return its rows as they come."""
        ...

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        ...

    def construct(self, query: str) -> Iterator[pyoxigraph.Triple]:
        """Start a CONSTRUCT or DESCRIBE query and return its triples as they come; some may come twice."""
        ...

    def close(self) -> None:
        """Let go of the connection or the directory; closing twice does no harm."""
        ...
