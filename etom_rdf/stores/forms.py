"""Tell the form of a query, which decides in what format a server is asked to answer."""

import re
from typing import Final, Literal, cast

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_PROLOGUE: Final = re.compile(
    r"(?:\s++|\#[^\n\r]*+|BASE\s*+<[^<>]*+>|PREFIX\s++[^\s:]*+:\s*+<[^<>]*+>|define\s++\S++\s++[^\n]*+)*+",
    re.IGNORECASE,
)
_FORM: Final = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE", re.IGNORECASE)


def start_of_form(text: str) -> int:
    """Return where the prologue of a query or an update ends, and comments with it."""
    start = _PROLOGUE.match(text)
    return start.end() if start else 0


def query_form(text: str) -> QueryForm:
    r"""Return the form of a query; one that cannot be told goes for SELECT, so that the store finds the fault.

    >>> query_form("# SELECT?\nPREFIX ask: <urn:select:> CONSTRUCT WHERE { ?s ?p ?o }")
    'CONSTRUCT'
    """
    found = _FORM.match(text, start_of_form(text))
    return cast(QueryForm, found[0].upper()) if found else "SELECT"
