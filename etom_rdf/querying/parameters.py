"""Turn what users write for the parameters of a query into terms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph

from etom_rdf.errors import QueryError
from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import shown
from etom_rdf.namespaces import PREFIXES
from etom_rdf.text import Text

ParameterType = Literal["string", "lang", "iri", "id", "process"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one parameter of a query; `example` is written as users write values."""

    name: str
    type: ParameterType
    example: str

    def term(self, value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
        """Turn a user's value into a term; an IRI may come with one of the usual prefixes.

        Raises QueryError for a value that the type does not admit.

        >>> print(Parameter("id", "id", "1.1.1.5").term("1. 1. 1.9"))
        "1.1.1.9"
        >>> print(Parameter("process", "process", "https://example.org/p").term("gost:1.1"))
        <https://w3id.org/etom/gost-r-53633/1.1>
        """
        read, form = _TYPES[self.type]
        try:
            return read(value)
        except ValueError:
            quote = shown(value)
        raise QueryError(
            Text(
                en=f"{self.name}: ‘{quote}’ is not {form.en}; write for example {self.name}={self.example}",
                ru=f"{self.name}: «{quote}» — не {form.ru}; запишите, например, {self.name}={self.example}",
            )
        )


def _iri(value: str) -> pyoxigraph.NamedNode:
    text = value.strip()
    if text.startswith("<") and text.endswith(">"):
        return pyoxigraph.NamedNode(text[1:-1])
    prefix, colon, local = text.partition(":")
    return pyoxigraph.NamedNode(PREFIXES[prefix] + local if colon and prefix in PREFIXES else text)


def _language(value: str) -> pyoxigraph.Literal:
    tag = value.strip().lower()
    if tag not in {"en", "ru"}:
        raise ValueError(value)
    return pyoxigraph.Literal(tag)


def _identifier(value: str) -> pyoxigraph.Literal:
    normal = parse_id(value, defined=()).normal
    if normal is None:
        raise ValueError(value)
    return pyoxigraph.Literal(normal)


_TYPES: Final[
    dict[ParameterType, tuple[Callable[[str], pyoxigraph.NamedNode | pyoxigraph.Literal], Text]]
] = {
    "string": (pyoxigraph.Literal, Text(en="text in Unicode", ru="текст в Юникоде")),
    "lang": (_language, Text(en="a language of the standard, en or ru", ru="язык стандарта: en или ru")),
    "iri": (_iri, Text(en="an IRI", ru="IRI")),
    "id": (_identifier, Text(en="an identifier of clause 5.2", ru="идентификатор по 5.2")),
    "process": (_iri, Text(en="the IRI of a process", ru="IRI процесса")),
}
