"""Keep graphs in stores and ask them: a directory of our own, or any server that speaks SPARQL 1.1.

Both are a `Store`, so that what asks need not know which one it is:

>>> from etom_rdf.stores import Store
>>> def processes(store: Store) -> list[str]:
...     query = "SELECT ?p { ?p <https://w3id.org/etom/ns/processId> ?id } ORDER BY ?p"
...     with store.select(query) as rows:
...         return [str(process) for (process,) in rows]

`open_directory` opens a store that `load_directory` has built; `open_endpoint` speaks to a server, and is the
only one that needs an HTTP library.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from etom_rdf.stores.interface import Row, Solutions, Store, Term

if TYPE_CHECKING:
    from etom_rdf.stores.credentials import Credentials
    from etom_rdf.stores.embedded import EmbeddedStore
    from etom_rdf.stores.endpoint import Endpoint

__all__ = ["Row", "Solutions", "Store", "Term", "open_directory", "open_endpoint"]


def open_directory(directory: Path) -> "EmbeddedStore":
    """Open a store on disk for reading; it stays as it is now, whatever is loaded meanwhile.

    Raises StoreError for a directory that is not a store, or may not be read.
    """
    from etom_rdf.stores.embedded import EmbeddedStore  # noqa: PLC0415

    return EmbeddedStore(directory)


def open_endpoint(
    url: str,
    *,
    graphs: tuple[str, ...] = (),
    credentials: "Credentials | None" = None,
    timeout: float = 60.0,
) -> "Endpoint":
    """Speak to the query endpoint of a server; nothing is sent before the first question.

    `graphs` are the IRIs of the named graphs whose union queries see as the default graph; without any, the
    server decides. `timeout` is how many seconds the server may be silent. `credentials` overrule those in
    the URL, the environment and netrc. Raises EndpointError for what is no http or https URL.
    """
    from etom_rdf.stores.credentials import find_credentials  # noqa: PLC0415
    from etom_rdf.stores.endpoint import Endpoint  # noqa: PLC0415

    return Endpoint(url, graphs=graphs, credentials=credentials or find_credentials(url), timeout=timeout)
