"""Refuse queries of the user's own that reach out of the machine, change data or exhaust the stack.

rdflib's parser reads the query and every part of it is looked at; pyoxigraph runs it afterwards. Questions of
the library need none of this, so rdflib is imported for queries of the user's own only.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pyoxigraph
from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from etom_rdf.errors import QueryError
from etom_rdf.stores.forms import start_of_form
from etom_rdf.text import Text

# pyoxigraph works through a query by recursion and takes the process down when the stack ends: at 8,500 parts
# of a nested query where the stack has 8 MB, later for a flat one.
MAX_PARTS: Final = 5000

# rdflib's parser goes a dozen Python frames deeper with each triple pattern of a block.
_FRAMES: Final = 10_000

# What is within these bounds cannot exceed the stack, however it is made.
_SHORT: Final = 10_000
_SHALLOW: Final = 300

_UPDATE: Final = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_IS_UPDATE: Final = Text(
    en="this is an update, and data is only read here; write SELECT, ASK, CONSTRUCT or DESCRIBE",
    ru="это запрос на изменение, а данные здесь только читаются; напишите SELECT, ASK, CONSTRUCT или DESCRIBE",
)
TOO_LARGE: Final = Text(
    en="the query is too long or too deeply nested; split it, and put lists of values into VALUES",
    ru="запрос слишком длинный или слишком глубоко вложен; разделите его, а списки значений перенесите в VALUES",
)
_REFUSED: Final = {
    "ServiceGraphPattern": Text(
        en="SERVICE asks another server, and queries stay on this machine; take it out and give the data as a file",
        ru="SERVICE обращается к другому серверу, а запросы выполняются только на этой машине; уберите его и "
        "передайте данные файлом",
    ),
    "DatasetClause": Text(
        en="FROM names data to fetch, and nothing is fetched; take it out and give the data as a file, whose "
        "named graphs GRAPH can ask for",
        ru="FROM указывает, откуда загрузить данные, а здесь ничего не загружается; уберите его и передайте "
        "данные файлом, к именованным графам которого обращается GRAPH",
    ),
}
_HINTS: Final = {
    "Prefix not found": Text(en="declare the prefix with PREFIX", ru="объявите префикс с помощью PREFIX"),
    "variable that is unbound": Text(
        en="add the selected variable to GROUP BY or take it out",
        ru="добавьте выбранную переменную в GROUP BY или уберите её",
    ),
}
_LOOK: Final = Text(
    en="check what stands there and just before", ru="проверьте это место и то, что перед ним"
)
_PLACE: Final = re.compile(r"error at (\d+):")
# Rows of VALUES are flat for the engine, however many.
_ROWS: Final = {("InlineData", "value"), ("ValuesClause", "value")}


def refuse_unsafe(text: str, *, name: str) -> None:
    """Read a query; raise QueryError where it is broken or must not be run.

    >>> refuse_unsafe("ASK { ?s ?p ?o }", name="mine.rq")
    >>> refuse_unsafe("ASK FROM <https://example.org/> { ?s ?p ?o }", name="mine.rq")
    Traceback (most recent call last):
    etom_rdf.errors.QueryError: mine.rq: FROM names data to fetch, and nothing is fetched; take it out ...
    """
    if _UPDATE.match(text, start_of_form(text)):
        raise _refusal(name, _IS_UPDATE)
    try:
        with deep_recursion():
            parsed = parseQuery(text)
    except (ParseBaseException, ValueError) as error:
        line = error.lineno if isinstance(error, ParseBaseException) else 1
        raise _second_reading(text, name) or _broken(name, line) from None
    except RecursionError:
        raise _refusal(name, TOO_LARGE) from None
    size = 0
    for part in parts(parsed):
        size += 1
        if isinstance(part, CompValue) and part.name in _REFUSED:
            raise _refusal(name, _REFUSED[part.name])
    if size > MAX_PARTS:
        raise _refusal(name, TOO_LARGE)


def engine_error(error: Exception, *, name: str) -> QueryError:
    """Turn what pyoxigraph says of a query into one line with a place and what to do."""
    place = _PLACE.match(str(error))
    if place is not None:
        hint = next((hint for words, hint in _HINTS.items() if words in str(error)), _LOOK)
        return _broken(name, int(place[1]), hint)
    reason = str(error).splitlines()[0]
    return _refusal(
        name,
        Text(
            en=f"the query cannot be run ({reason}); use what SPARQL 1.1 defines",
            ru=f"запрос не выполняется ({reason}); используйте средства SPARQL 1.1",
        ),
    )


def _second_reading(text: str, name: str) -> QueryError | None:
    # pyoxigraph finds the place of a fault better, but to read is to run: so only what can do no harm.
    if "service" in text.casefold() or len(text) > _SHORT or sum(map(text.count, "{([")) > _SHALLOW:
        return None
    try:
        pyoxigraph.Store().query(text)
    except SyntaxError as error:
        return engine_error(error, name=name)
    return None


def _broken(name: str, line: int, hint: Text = _LOOK) -> QueryError:
    return _refusal(name, not_sparql(line, hint))


def not_sparql(line: int, hint: Text = _LOOK) -> Text:
    """Say where a text is no SPARQL, and what to look at."""
    return Text(
        en=f"line {line}: this is not SPARQL 1.1; {hint.en}",
        ru=f"строка {line}: это не SPARQL 1.1; {hint.ru}",
    )


def parts(parsed: object) -> Iterator[object]:
    """Give every part of what rdflib has parsed; rows of VALUES count as one."""
    waiting = [parsed]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, CompValue):
            waiting.extend(inner for key, inner in part.items() if (part.name, key) not in _ROWS)
        elif isinstance(part, ParseResults | list | tuple):
            waiting.extend(part)


def _refusal(name: str, message: Text) -> QueryError:
    return QueryError(Text(en=f"{name}: {message.en}", ru=f"{name}: {message.ru}"))


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Let rdflib's parser go as deep as queries of MAX_PARTS need."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
