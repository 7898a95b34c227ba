"""Read SPARQL 1.1 Query Results JSON as a stream, the dialects of servers included.

Virtuoso writes `typed-literal`, after an early draft, and names blank nodes `nodeID://b1`.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pyoxigraph as ox

from etom_rdf.namespaces import XSD
from etom_rdf.stores.interface import Row, Term

# Inside a string the quotes would be escaped, so these words are a key wherever they stand.
_BINDINGS: Final = re.compile(r'"bindings"\s*:\s*\[')
_BOOLEAN: Final = f"{XSD}boolean"
_BOOLEANS: Final = {"1": "true", "0": "false"}  # Virtuoso knows the short forms only
_GAP: Final = re.compile(r"[\s,]*")


class DamagedAnswerError(ValueError):
    """Report an answer that is no JSON of this kind, or ends too early; its text is where."""


class JsonResults:
    """Hold an answer to SELECT or ASK: `variables`, and `rows` to be read once; or `boolean`.

    Raises DamagedAnswerError, also while the rows are read.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self.boolean: bool | None = None
        start = self._start_of_rows()
        if start is None:
            whole = self._value(self._text)
            self.boolean = whole.get("boolean")
            if not isinstance(self.boolean, bool):
                raise DamagedAnswerError(self._text[-200:])
            self.variables: tuple[str, ...] = ()
            return
        head = self._value(_closed(self._text[:start])).get("head", {})
        self._text = self._text[start:]
        self.variables = tuple(head.get("vars", ()))

    def rows(self) -> Iterator[Row]:
        """Give the rows as they come."""
        decode, position, names = json.JSONDecoder().raw_decode, 0, self.variables
        while True:
            gap = _GAP.match(self._text, position)
            position = gap.end() if gap else position
            if self._text.startswith("]", position):
                return
            try:
                binding, position = decode(self._text, position)
            except ValueError:
                self._text = self._text[position:]
                position = 0
                if not self._more():
                    raise DamagedAnswerError(self._text[-200:]) from None
                continue
            try:
                yield tuple(_term(binding[name]) if name in binding else None for name in names)
            except (ValueError, KeyError, TypeError, AttributeError):
                raise DamagedAnswerError(json.dumps(binding, ensure_ascii=False)) from None

    def _start_of_rows(self) -> int | None:
        """Read on to the first row; None where the answer ends without one."""
        while (found := _BINDINGS.search(self._text)) is None:
            if not self._more():
                return None
        return found.end()

    def _more(self) -> bool:
        try:
            for block in self._blocks:
                self._text += self._decoder.decode(block)
                return True
        except UnicodeDecodeError as error:
            raise DamagedAnswerError(repr(error.object[max(0, error.start - 20) : error.end])) from None
        return False

    def _value(self, text: str) -> dict[str, Any]:
        try:
            value = json.loads(text)
        except ValueError:
            raise DamagedAnswerError(text[-200:]) from None
        if not isinstance(value, dict):
            raise DamagedAnswerError(text[-200:])
        return value


def _closed(start: str) -> str:
    # `{"head": …, "results": {"distinct": false, "bindings": [` becomes a whole document.
    return start + "]}}"


def _term(value: dict[str, Any]) -> Term:
    kind = value["type"]
    if kind == "uri":
        return ox.NamedNode(value["value"])
    if kind in ("literal", "typed-literal"):
        if language := value.get("xml:lang"):
            return ox.Literal(value["value"], language=language)
        datatype, lexical = value.get("datatype"), value["value"]
        if kind == "typed-literal" and datatype == _BOOLEAN:
            lexical = _BOOLEANS.get(lexical, lexical)
        return ox.Literal(lexical, datatype=ox.NamedNode(datatype) if datatype else None)
    if kind == "bnode":
        return _blank(value["value"])
    if kind == "triple":
        parts = (_term(value["value"][name]) for name in ("subject", "predicate", "object"))
        return ox.Triple(*parts)  # type: ignore[arg-type]
    raise ValueError(kind)


def _blank(label: str) -> ox.BlankNode:
    try:
        return ox.BlankNode(label.removeprefix("nodeID://"))
    except ValueError:
        return ox.BlankNode("b" + hashlib.sha256(label.encode()).hexdigest()[:16])
