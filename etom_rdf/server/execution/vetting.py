"""Look at what a client wants to run, in a worker, before the engine does.

SERVICE and LOAD would fetch from elsewhere, and FROM names graphs that a server might fetch; all three are found
in the parsed text. Parsing takes rdflib 10 to 50 ms, and is left out where the text cannot hold any of the words,
however it is read: keywords of SPARQL consist of ASCII letters, in either case, perhaps as code point escapes. What
follows `:`, `?` or `$` belongs to a name, since names are read as far as they go: `etom:Service` is none of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.stores import memory  # noqa: F401 - rdflib's own import would come when no file can be opened

from etom_rdf.querying.safety import MAX_PARTS, TOO_LARGE, deep_recursion, not_sparql, parts
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text

T = TypeVar("T")

_QUERY_WORDS: Final = re.compile(r"service|from")
_UPDATE_WORDS: Final = re.compile(r"service|load")
_NAME: Final = re.compile(r"[?$:][a-z0-9_]+")
_COMMENT_LINE: Final = re.compile(r"^[ \t]*#[^\r\n]*", re.MULTILINE)
_LONG_STRING: Final = re.compile(r"\"{3}|'{3}")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_ESCAPED: Final = re.compile(r"\\\\|(\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})")

_SERVICE: Final = Text(
    en="SERVICE asks another server, and this one asks none; take it out",
    ru="SERVICE обращается к другому серверу, а этот ни к кому не обращается; уберите его",
)
_LOAD: Final = Text(
    en="LOAD fetches from elsewhere, and nothing is fetched here; send the statements with the request",
    ru="LOAD загружает данные извне, а здесь ничего не загружается; передайте утверждения в самом запросе",
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Name the graphs that make the default graph of a query, and those that GRAPH can reach."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def vet_query(text: str, *, base: str, holds: Callable[[str], bool]) -> Scope | None:
    """Return the scope that the FROM clauses of a query set, None where it has none.

    `holds` says whether a graph is in the store. Raises RefusalError for SERVICE, and for FROM of another graph.
    """
    if not _may_contain(text, _QUERY_WORDS):
        return None
    parsed, found = _parsed(text, parseQuery)
    if "ServiceGraphPattern" in found:
        raise RefusalError(403, _SERVICE)
    if "DatasetClause" not in found:
        return None
    with deep_recursion():
        clauses = translateQuery(parsed, base=base).algebra.datasetClause or ()
    scope = Scope(
        tuple(str(one.default) for one in clauses if one.default),
        tuple(str(one.named) for one in clauses if one.named),
    )
    for graph in (*scope.default, *scope.named):
        if not holds(graph):
            raise RefusalError(403, _absent(graph))
    return scope


def vet_update(text: str) -> None:
    """Raise RefusalError for an update that would fetch something."""
    if not _may_contain(text, _UPDATE_WORDS):
        return
    _, found = _parsed(text, parseUpdate)
    if "ServiceGraphPattern" in found:
        raise RefusalError(403, _SERVICE)
    if "Load" in found:
        raise RefusalError(403, _LOAD)


def _may_contain(text: str, words: re.Pattern[str]) -> bool:
    return any(words.search(stage) and words.search(_bared(stage)) for stage in _readings(text))


def _bared(text: str) -> str:
    """Take out names and the lines that are comments.

    Only in a long string can a line that begins with # be anything else, and then what follows it on the line may
    be the query again.
    """
    if not _LONG_STRING.search(text):
        text = _COMMENT_LINE.sub("", text)
    return _NAME.sub(":", text)


def _readings(text: str) -> Iterator[str]:
    """Give a text in lower case as it stands, and with its escapes resolved once, twice and so on."""
    yield text.casefold()
    while (resolved := _ESCAPE.sub(_character, text)) != text:
        text = resolved
        yield text.casefold()


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number < 0x110000 else ""


def _parsed(text: str, parse: Callable[[str], T]) -> tuple[T, set[str]]:
    """Parse a text, and name the kinds of its parts."""
    try:
        with deep_recursion():
            parsed = parse(_plain(text))
    except ParseBaseException as error:
        raise RefusalError(400, not_sparql(error.lineno)) from None
    except RecursionError:
        raise RefusalError(400, TOO_LARGE) from None
    except Exception:  # whatever the parser stumbles over cannot be vetted
        raise RefusalError(400, not_sparql(1)) from None
    every: list[Any] = list(parts(parsed))
    if len(every) > MAX_PARTS:
        raise RefusalError(400, TOO_LARGE)
    return parsed, {part.name for part in every if isinstance(part, CompValue)}


def _plain(text: str) -> str:
    """Take out what rdflib reads otherwise than the engine, and keep everything else at its place.

    For rdflib a comment does not end at a carriage return, and an escape is resolved before the text is cut into
    strings and comments, so that either could hide what the engine runs. The engine takes escapes in strings and
    IRIs alone, where a letter serves as well.
    """
    return _ESCAPED.sub(lambda found: "x" if found[1] else found[0], text.replace("\r", "\n"))


def _absent(graph: str) -> Text:
    return Text(
        en=f"FROM names the graph {graph}, which is not here, and nothing is fetched; "
        "SELECT ?g { GRAPH ?g { } } lists the graphs",
        ru=f"FROM указывает граф {graph}, которого здесь нет, а извне ничего не загружается; "
        "список графов даёт SELECT ?g { GRAPH ?g { } }",
    )
