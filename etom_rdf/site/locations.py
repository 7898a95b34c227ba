"""Say on which page of the site a thing stands, as a path below the root of a language."""

from etom_rdf.catalogue import Element, Entry, Function, Term
from etom_rdf.text import Text
from etom_rdf.trace import Clause, Statement


def of_entry(entry: Entry) -> str:
    """Return the page, or the place on a page, of an entry of the catalogue.

    >>> from etom_rdf.catalogue import Catalogue
    >>> catalogue = Catalogue.load()
    >>> [of_entry(catalogue[name]) for name in ("1.1.1.5-f1", "OSR", "3.11")]
    ['elements/1.1.1.5/#1.1.1.5-f1', 'columns/OSR/', 'terms/3.11/']
    """
    if isinstance(entry, Element):
        return f"{'columns' if entry.group_kind == 'vertical' else 'elements'}/{entry.id}/"
    if isinstance(entry, Function):
        return f"elements/{entry.element}/#{entry.id}"
    return f"terms/{entry.number}/"


def of_statement(statement: Statement) -> str:
    """Return the page of a normative statement."""
    return f"requirements/{statement.number}/"


def of_clause(name: str) -> str:
    """Return the place of a clause, table or figure on the page of all requirements."""
    return f"requirements/#{anchor_of_clause(name)}"


def anchor_of_clause(name: str) -> str:
    """Return the anchor of a clause, table or figure: the local name of its IRI.

    >>> anchor_of_clause("5.2"), anchor_of_clause("table-1")
    ('clause-5.2', 'table-1')
    """
    return Clause(name, Text(en="", ru=""), None).iri.rpartition("/")[2]


def number_of(entry: Entry) -> str:
    """Return what stands for an entry in a list: its number in the standard, or its code."""
    return entry.number if isinstance(entry, Term) else entry.id


def title_of_clause(name: str) -> Text:
    """Name a place of the standard as a reference does.

    >>> title_of_clause("table-A.1").ru, title_of_clause("5.2").ru, title_of_clause("A").en
    ('таблица А.1', '5.2', 'annex A')
    """
    number = name.rpartition("-")[2]
    russian = number.replace("A", "А")
    for start, en, ru in (("table-", "Table", "таблица"), ("figure-", "figure", "рисунок")):
        if name.startswith(start):
            return Text(en=f"{en} {number}", ru=f"{ru} {russian}")
    if number == "A":
        return Text(en="annex A", ru="приложение А")
    return Text(en=number, ru=russian)
