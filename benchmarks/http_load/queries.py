"""Make requests of the shipped queries: each as often as the others, with changing values for its parameters."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final
from urllib.parse import quote

from etom_rdf.catalogue import Catalogue
from etom_rdf.querying import Parameter, QueryFile, queries

_JSON: Final = "application/sparql-results+json"
_MANY: Final = 24  # variants of a query at most


@dataclass(frozen=True, slots=True)
class Asked:
    """Pair a query's name with a request for it, whole as it goes over the wire, on a connection that stays."""

    name: str
    request: bytes


def texts() -> dict[str, tuple[str, ...]]:
    """Return the texts of every shipped query, by its name: the example's first, then with other values."""
    return {query.name: tuple(dict.fromkeys(_bound(query))) for query in queries()}


def _bound(query: QueryFile) -> Iterator[str]:
    names = [parameter.name for parameter in query.parameters]
    every = list(product(*(_values(parameter) for parameter in query.parameters)))
    chosen = [every[0], *random.Random(query.name).sample(every[1:], min(_MANY, len(every)) - 1)]
    for values in chosen:
        yield query.bind(dict(zip(names, values, strict=True)))


def _values(parameter: Parameter) -> tuple[str, ...]:
    """Return the example, and what else has an answer: both languages, other elements of the same depth."""
    match parameter.type:
        case "lang":
            others: Sequence[str] = ("en", "ru")
        case "id":
            others = [one for one in _identifiers() if one.count(".") == parameter.example.count(".")]
        case _:
            others = ()
    return tuple(dict.fromkeys((parameter.example, *others)))


@cache
def _identifiers() -> tuple[str, ...]:
    return tuple(element.id for element in Catalogue.load().elements)


def repeated(path: str, count: int, *, seed: int = 0) -> Iterator[Asked]:
    """Yield requests whose texts come again and again, so that a server may keep its answers."""
    return _requests(path, count, seed, mark="")


def unrepeated(path: str, count: int, *, seed: int = 0, mark: str) -> Iterator[Asked]:
    """Yield the same requests, each with a comment of its own, so that no answer can be kept.

    No two runs against a server may have the same mark.
    """
    return _requests(path, count, seed, mark=mark)


def _requests(path: str, count: int, seed: int, *, mark: str) -> Iterator[Asked]:
    dice = random.Random(seed)
    known = texts()
    names: list[str] = []
    for number in range(count):
        if not names:
            names = dice.sample(sorted(known), len(known))
        name = names.pop()
        text = dice.choice(known[name])
        yield Asked(name, request(path, f"{text}\n# {mark}{number}" if mark else text))


def every_text(path: str) -> Iterator[Asked]:
    """Yield a request for each text once."""
    for name, variants in texts().items():
        for text in variants:
            yield Asked(name, request(path, text))


def request(path: str, text: str) -> bytes:
    """Return a request by POST for a table in JSON, or a graph in N-Triples."""
    body = text.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
        f"Accept: {_JSON}, application/n-triples;q=0.9\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


def by_get(path: str, text: str) -> str:
    """Return the address of a query."""
    return f"{path}?query={quote(text, safe='')}"
