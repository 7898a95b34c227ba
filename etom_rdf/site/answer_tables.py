"""Turn answers into tables for people: columns in words, ids and IRIs as links, values in the page's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import pyoxigraph

from etom_rdf.catalogue import Catalogue
from etom_rdf.linked_data.page_addresses import of_entry, of_iri
from etom_rdf.namespaces import GOST, XSD
from etom_rdf.process_index import WAYS
from etom_rdf.querying import QueryResult
from etom_rdf.querying.table_heads import RUSSIAN_HEADS
from etom_rdf.site.context import Context
from etom_rdf.site.names import short
from etom_rdf.stores.interface import Term
from etom_rdf.text import Language, Text
from etom_rdf.trace import MODALITIES

MOST_ROWS: Final = 1000  # rows that a page shows; the download has all
_IDS: Final = frozenset({"elementId", "areaId", "groupId", "successorId", "extendedId"})
_NUMBERS: Final = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double"))
# Values that queries give as words of the data, by column.
_WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "how": {
        "stated": Text(en="stated", ru="указано"),
        "derived": Text(en="derived (7.2)", ru="выводится (7.2)"),
        "both": Text(en="stated and derived", ru="указано и выводится"),
    },
    "basis": {
        "listed": Text(en="listed", ru="из перечня"),
        "prose": Text(en="from the text", ru="из текста"),
    },
    "modality": MODALITIES,
    "foundBy": WAYS,
}


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a piece of a cell: what is read, where it leads, its language where that is another, whether it is code."""

    text: str
    address: str | None = None
    language: str | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Name a column; its cells are set as numbers or not."""

    name: str
    head: str
    number: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Hold columns, the rows that are shown, and how many rows there are in all."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Part, ...], ...], ...]
    total: int


def head(column: str, language: Language) -> str:
    """Name a column in words.

    >>> head("elementId", "en"), head("nameInTable1", "en"), head("elementId", "ru")
    ('Element ID', 'Name in table 1', 'Номер элемента')
    """
    if language == "ru" and column in RUSSIAN_HEADS:
        found = RUSSIAN_HEADS[column]
    else:
        parted = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", column).lower()
        found = re.sub(r"\bid\b", "ID", parted)
    return found[:1].upper() + found[1:]


def table(context: Context, result: QueryResult) -> Table:
    """Lay out the rows of an answer."""
    cell = partial(_cell, context)
    shown = result.rows[:MOST_ROWS]
    columns = tuple(
        Column(name, head(name, context.language), any(_is_number(row[place]) for row in shown))
        for place, name in enumerate(result.variables)
    )
    rows = tuple(
        tuple(cell(name, term) for name, term in zip(result.variables, row, strict=True)) for row in shown
    )
    return Table(columns, rows, len(result.rows))


def _is_number(term: Term | None) -> bool:
    return isinstance(term, pyoxigraph.Literal) and term.datatype.value in _NUMBERS


def _cell(context: Context, column: str, term: Term | None) -> tuple[Part, ...]:
    if term is None:
        return ()
    if isinstance(term, pyoxigraph.NamedNode):
        return (Part(short(term.value), of_iri(term.value), code=True),)
    if not isinstance(term, pyoxigraph.Literal):
        return (Part(str(term), code=True),)
    if column in _IDS:
        return tuple(_id(word, context.catalogue) for word in term.value.split())
    return (_words(context, column, term),)


def _words(context: Context, column: str, term: pyoxigraph.Literal) -> Part:
    if address := _address(column, term.value, context.catalogue):
        return Part(term.value, address)
    if term.value in _WORDS.get(column, ()):
        return Part(context(_WORDS[column][term.value]))
    if term.datatype.value == f"{XSD}boolean":
        return Part(context(_YES if term.value == "true" else _NO))
    return Part(term.value, language=_foreign(term, context.language))


_YES: Final = Text(en="yes", ru="да")
_NO: Final = Text(en="no", ru="нет")


def _id(word: str, catalogue: Catalogue) -> Part:
    return Part(word, of_entry(catalogue[word]) if word in catalogue else None)


def _address(column: str, value: str, catalogue: Catalogue) -> str | None:
    """Return where the number of a statement, clause or term leads."""
    if column == "requirement":
        return of_iri(f"{GOST}req-{value}")
    if column == "clauseNumber":
        return of_iri(f"{GOST}clause-{value}")
    return of_entry(catalogue[value]) if column == "number" and value in catalogue else None


def _foreign(term: pyoxigraph.Literal, language: Language) -> str | None:
    """Return the language of words that is not the page's, which those without a tag show by their letters."""
    found = term.language or ("ru" if re.search("[А-Яа-яЁё]", term.value) else "en")
    is_word = re.search(r"[^\W\d_]", term.value) is not None
    return found if is_word and found[:2] != language else None
