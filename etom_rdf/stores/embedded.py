"""Ask a store that lies in a directory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph

from etom_rdf.stores.faults import other_form, system_faults
from etom_rdf.stores.generations import Generations
from etom_rdf.stores.interface import Row, Solutions


class EmbeddedStore:
    """Read the content that a directory has when it is opened; see `Store`.

    Loads that end meanwhile neither show nor disturb. The default graph holds every triple once, however many
    named graphs hold it.
    """

    def __init__(self, directory: Path) -> None:
        self.name = str(directory)
        self._directory = directory
        with ExitStack() as stack:
            database = stack.enter_context(Generations(directory).reading())
            with system_faults(directory):
                self._store: pyoxigraph.Store | None = _opened(database)
            self._held = stack.pop_all()

    def query(
        self, query: str
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """Answer any query in the way of pyoxigraph; SyntaxError and RuntimeError are pyoxigraph's too."""
        if self._store is None:
            raise ValueError("the store is closed")
        with system_faults(self._directory):
            return self._store.query(query)

    def select(self, query: str) -> Solutions:
        """Start a SELECT query and return its rows as they come."""
        answer = self.query(query)
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            raise other_form(self.name, "SELECT")
        variables = tuple(variable.value for variable in answer.variables)
        return Solutions(variables, self._rows(answer))

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        answer = self.query(query)
        if not isinstance(answer, pyoxigraph.QueryBoolean):
            raise other_form(self.name, "ASK")
        return bool(answer)

    def construct(self, query: str) -> Iterator[pyoxigraph.Triple]:
        """Start a CONSTRUCT or DESCRIBE query and return its triples as they come."""
        answer = self.query(query)
        if not isinstance(answer, pyoxigraph.QueryTriples):
            raise other_form(self.name, "CONSTRUCT")
        return self._triples(answer)

    def close(self) -> None:
        """Let go of the directory, so that the next load may remove this generation."""
        self._store = None
        self._held.close()

    def _rows(self, answer: pyoxigraph.QuerySolutions) -> Iterator[Row]:
        with system_faults(self._directory):
            for solution in answer:
                yield tuple(solution)

    def _triples(self, answer: pyoxigraph.QueryTriples) -> Iterator[pyoxigraph.Triple]:
        with system_faults(self._directory):
            yield from answer


def _opened(database: Path) -> pyoxigraph.Store:
    try:
        return pyoxigraph.Store.read_only(str(database))
    except RuntimeError as error:
        raise OSError(str(error)) from None  # what RocksDB calls corruption
