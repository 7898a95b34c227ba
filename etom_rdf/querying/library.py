"""Read query files: what each asks, which parameters it takes, what it returns.

The name of a question is the stem of its file. Its header is made of comments, so the file runs as it is in
any store; each parameter has a VALUES block on a line of its own, which holds the example.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final, get_args

from etom_rdf.errors import InputError, NotFoundError, QueryError
from etom_rdf.identifiers import shown
from etom_rdf.namespaces import QUERY
from etom_rdf.querying.parameters import Parameter, ParameterType
from etom_rdf.resources import query_files
from etom_rdf.text import Text

_HEADER: Final = re.compile(r"^#\+[ \t]*([a-z-]+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_PARAMETER: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)[ \t]+(\S+)[ \t]+(.+)")


@dataclass(frozen=True, slots=True)
class QueryFile:
    """Hold a query: its name, what it asks, its parameters in order, the columns it returns, its text.

    A query that gives a graph returns `("graph",)`. A query of the user's own may have no header, and then
    has neither question nor parameters; its name is the file as the user gave it. `shipped` marks a question
    of the library.
    """

    name: str
    question: Text
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str
    shipped: bool = False

    @property
    def iri(self) -> str | None:
        """Return the IRI that stands in `etom:enforcedBy`; None for a query of the user's own."""
        return QUERY + self.name if self.shipped else None

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the text with the given values in place of the examples.

        A value goes in as a term in N-Triples form, so that none can change the query. Raises QueryError for
        a parameter that is missing, unknown or malformed.

        >>> text = load_query("siblings").bind({"id": "1.2.1", "language": "ru"})
        >>> [line.strip() for line in text.splitlines() if "VALUES" in line]
        ['VALUES ?id { "1.2.1" }', 'VALUES ?language { "ru" }']
        """
        self._check_names(values)
        text = self.text
        for parameter in self.parameters:
            lines = list(_values_line(parameter.name).finditer(text))
            if len(lines) != 1:
                raise self._no_block(parameter)
            term = parameter.term(values[parameter.name])
            text = f"{text[: lines[0].start(1)]} {term} {text[lines[0].end(1) :]}"
        return text

    def _check_names(self, values: Mapping[str, str]) -> None:
        known = [parameter.name for parameter in self.parameters]
        unknown = [name for name in values if name not in known]
        if unknown:
            names = ", ".join(known)
            raise QueryError(
                Text(
                    en=f"{self.name} has no parameter ‘{shown(unknown[0])}’; "
                    + (f"it has {names}" if known else "it has none, leave it out"),
                    ru=f"у запроса {self.name} нет параметра «{shown(unknown[0])}»; "
                    + (f"его параметры: {names}" if known else "у него нет параметров, уберите его"),
                )
            )
        missing = [parameter for parameter in self.parameters if parameter.name not in values]
        if missing:
            names = ", ".join(parameter.name for parameter in missing)
            example = " ".join(f"{parameter.name}={parameter.example}" for parameter in missing)
            raise QueryError(
                Text(
                    en=f"{self.name} needs a value of {names}; add for example {example}",
                    ru=f"запросу {self.name} нужны значения: {names}; добавьте, например, {example}",
                )
            )

    def _no_block(self, parameter: Parameter) -> QueryError:
        line = f"VALUES ?{parameter.name} {{ … }}"
        return QueryError(
            Text(
                en=f"{self.name}: parameter {parameter.name} has no place in the query, or several; write the "
                f"line {line} once",
                ru=f"{self.name}: для параметра {parameter.name} в запросе нет места или их несколько; напишите "
                f"строку {line} один раз",
            )
        )


def queries() -> tuple[QueryFile, ...]:
    """Return the questions of the library, sorted by name.

    >>> "uncovered-elements" in [query.name for query in queries()]
    True
    """
    return tuple(map(_shipped, query_files()))


def load_query(name_or_path: str | Path) -> QueryFile:
    """Return a question of the library by its name, or read a query from a file.

    Raises NotFoundError where there is neither, InputError for a file that is not text in UTF-8, QueryError
    for a broken header.

    >>> load_query("element-by-id").question.en
    'What does an identifier stand for?'
    """
    name = str(name_or_path)
    library = {path.stem: path for path in query_files()}
    if name in library:
        return _shipped(library[name])
    if Path(name).is_file():
        return parse_query(_text_of(Path(name)), name=name)
    near = ", ".join(get_close_matches(name, library))
    raise NotFoundError(
        Text(
            en=f"there is no question and no file ‘{shown(name)}’; "
            + (f"did you mean {near}?" if near else "etom queries lists the questions"),
            ru=f"нет ни вопроса, ни файла «{shown(name)}»; "
            + (f"возможно, имелось в виду {near}" if near else "список вопросов выводит etom queries"),
        ),
        name=name,
    )


def parse_query(text: str, *, name: str, shipped: bool = False) -> QueryFile:
    r"""Read a query and its header; a text without header is a query without parameters.

    Raises QueryError for a parameter line that is not `#+ parameter: <name> <type> <example>`.

    >>> parse_query("#+ parameter: id id 1.1\nASK {}", name="mine").parameters[0].example
    '1.1'
    """
    # At a lone carriage return a comment ends for pyoxigraph, not for rdflib. Now both read the same lines.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = _HEADER.findall(text)
    header = dict(lines)
    return QueryFile(
        name=name,
        question=Text(en=header.get("question-en", ""), ru=header.get("question-ru", "")),
        parameters=tuple(_parameter(value, name) for key, value in lines if key == "parameter"),
        returns=tuple(re.findall(r"[^\s,]+", header.get("returns", ""))),
        text=text,
        shipped=shipped,
    )


@cache
def _shipped(path: Path) -> QueryFile:
    return parse_query(_text_of(path), name=path.stem, shipped=True)


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            Text(
                en="the query is not text in UTF-8; save it in UTF-8",
                ru="запрос — не текст в UTF-8; сохраните его в UTF-8",
            ),
            file=str(path),
            line=error.object[: error.start].count(b"\n") + 1,
        ) from None
    except OSError:
        raise InputError(
            Text(
                en="the query cannot be read; check that the file may be opened",
                ru="запрос не читается; проверьте, что файл можно открыть",
            ),
            file=str(path),
        ) from None


def _parameter(text: str, query: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    for known in get_args(ParameterType):
        if match is not None and match[2] == known:
            return Parameter(match[1], known, match[3])
    types = ", ".join(get_args(ParameterType))
    raise QueryError(
        Text(
            en=f"{query}: ‘#+ parameter: {shown(text)}’ is no parameter line; write a name, a type ({types}) "
            "and an example",
            ru=f"{query}: «#+ parameter: {shown(text)}» — не строка параметра; укажите имя, тип ({types}) "
            "и пример",
        )
    )


@cache
def _values_line(name: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*VALUES[ \t]+\?{name}[ \t]*\{{(.*)\}}[ \t]*$", re.MULTILINE)
