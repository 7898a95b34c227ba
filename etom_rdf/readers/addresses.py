"""Give each record of a file its node in the graph."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from etom_rdf.readers.records import SourceModel

# Most ids are plain but for a sign or two, which all ids of a file share.
_ODD: Final = re.compile(r"[^A-Za-z0-9_.~-]+")


class Addresses:
    """Know the IRI of each activity and system of one file: what the source gives, or the file's address, `#`, id."""

    def __init__(self, model: SourceModel, base: str) -> None:
        self._iris = model.iris
        self._base = base
        self._processes = frozenset(one.id for one in model.activities)
        self._systems = frozenset(one.id for one in model.systems)

    def process(self, id_: str | None) -> ox.NamedNode | None:
        """Return the node of an activity, None where the file has no such activity."""
        return self.node(id_) if id_ in self._processes and id_ is not None else None

    def system(self, id_: str) -> ox.NamedNode | None:
        """Return the node of a system; an activity may have the same id."""
        if id_ not in self._systems:
            return None
        return self.node(id_, "/system" if id_ in self._processes else "")

    def iri(self, id_: str) -> str | None:
        """Return the IRI of a record by its id, that of the activity where there is one."""
        node = self.process(id_) or self.system(id_)
        return None if node is None else node.value

    def node(self, id_: str, suffix: str = "") -> ox.NamedNode:
        """Return the node for an id; with a suffix, for something that belongs to it."""
        own = self._own(id_) if not suffix else None
        return own or ox.NamedNode(f"{self._made(id_)}{suffix}")

    def address(self, id_: str) -> str:
        """Return the IRI of the node for an id, which takes less time than the node."""
        own = self._own(id_)
        return self._made(id_) if own is None else own.value

    def _own(self, id_: str) -> ox.NamedNode | None:
        return named(self._iris[id_]) if id_ in self._iris else None

    def _made(self, id_: str) -> str:
        # Ids are quoted whole, so that no suffix can be part of one.
        local = id_ if id_.isascii() and id_.isalnum() else _ODD.sub(_quoted, id_)
        return f"{self._base}#{local}"


def named(iri: str | None) -> ox.NamedNode | None:
    """Return the node of an IRI, or None for what is none."""
    if iri is None or ":" not in iri:
        return None
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _quoted(odd: re.Match[str]) -> str:
    return _quoted_text(odd[0])


@lru_cache(maxsize=1024)
def _quoted_text(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")
