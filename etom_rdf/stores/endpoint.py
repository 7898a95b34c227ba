"""Ask a server that speaks the SPARQL 1.1 Protocol."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final, cast
from urllib.parse import urlencode

import pyoxigraph as ox

from etom_rdf.stores.blocks import Blocks
from etom_rdf.stores.client import Client
from etom_rdf.stores.credentials import Credentials, without_credentials
from etom_rdf.stores.faults import other_form
from etom_rdf.stores.http_faults import damaged, no_answer, partial
from etom_rdf.stores.interface import Row, Solutions
from etom_rdf.stores.results import DamagedAnswerError, JsonResults

if TYPE_CHECKING:
    import httpx

_JSON: Final = "application/sparql-results+json"
_GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/ntriples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ASK_OF_VIRTUOSO: Final = ("__ASK_RETVAL",)  # it answers ASK with a row of 1, or with none
_ONE: Final = ox.Literal(1)
_FORM: Final = "application/x-www-form-urlencoded"


class Endpoint:
    """Ask one query endpoint; see `Store`.

    `graphs` are the IRIs of the named graphs whose union is the default graph of every query: the one way that
    works alike on stores with and without a default graph of their own. Without any, the server decides.

    Queries are sent as forms: Virtuoso takes no query as the bare body of a request.
    """

    def __init__(
        self,
        url: str,
        *,
        graphs: tuple[str, ...] = (),
        credentials: Credentials | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.name = without_credentials(url)
        self._graphs = graphs
        self._client = Client(credentials=credentials, timeout=timeout)

    def select(self, query: str) -> Solutions:
        """Start a SELECT query and return its rows as they come."""
        stack, response, results = self._results(query)
        return Solutions(results.variables, self._rows(stack, response, results), stack.close)

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        stack, response, results = self._results(query)
        with stack:
            if results.variables == _ASK_OF_VIRTUOSO:
                return any(row == (_ONE,) for row in self._rows(stack, response, results))
            if results.boolean is None:
                raise other_form(self.name, "ASK")
            return results.boolean

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Start a CONSTRUCT or DESCRIBE query and return its triples as they come."""
        accept = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
        with ExitStack() as stack:
            response = self._post(stack, query, accept)
            syntax = _GRAPHS.get(_kind(response))
            if syntax is None:
                raise no_answer(self.name, response, self._client.credentials)
            _refuse_partial(self.name, response, 0)
            return self._triples(stack.pop_all(), response, syntax)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _post(self, stack: ExitStack, query: str, accept: str) -> "httpx.Response":
        form = [("query", query), *(("default-graph-uri", graph) for graph in self._graphs)]
        headers = {"Accept": accept, "Content-Type": _FORM}
        body = urlencode(form).encode()
        return stack.enter_context(self._client.exchange("POST", self.name, headers=headers, body=body))

    def _results(self, query: str) -> "tuple[ExitStack, httpx.Response, JsonResults]":
        with ExitStack() as stack:
            response = self._post(stack, query, _JSON)
            if _kind(response) not in (_JSON, "application/json"):
                raise no_answer(self.name, response, self._client.credentials)
            try:
                results = JsonResults(response.iter_bytes())
            except DamagedAnswerError as error:
                raise damaged(self.name, str(error), self._client.credentials) from None
            return stack.pop_all(), response, results

    def _rows(self, stack: ExitStack, response: "httpx.Response", results: JsonResults) -> Iterator[Row]:
        number = itertools.count()
        with stack:
            if results.boolean is not None:
                raise other_form(self.name, "SELECT")
            try:
                for row in results.rows():
                    yield row
                    next(number)
            except DamagedAnswerError as error:
                raise damaged(self.name, str(error), self._client.credentials) from None
            _refuse_partial(self.name, response, next(number))

    def _triples(
        self, stack: ExitStack, response: "httpx.Response", syntax: ox.RdfFormat
    ) -> Iterator[ox.Triple]:
        with stack:
            try:
                for quad in ox.parse(cast(IO[bytes], Blocks(response.iter_bytes())), syntax):
                    yield quad.triple
            except (SyntaxError, ValueError) as error:
                raise damaged(self.name, str(error), self._client.credentials) from None


def _kind(response: "httpx.Response") -> str:
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower()


def _refuse_partial(url: str, response: "httpx.Response", rows: int) -> None:
    """Raise EndpointError where Virtuoso says in a header that it stopped at its limit of rows or of time."""
    if response.headers.get("x-sparql-maxrows", "") == str(rows) or "x-sql-state" in response.headers:
        raise partial(url, rows)
