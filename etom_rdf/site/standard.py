"""Read the statements of the standard once, and name its entries and places as lists and references do."""

from functools import cache

from etom_rdf.catalogue import Entry, Term
from etom_rdf.text import Text
from etom_rdf.trace import Statement, statements


@cache
def every_statement() -> tuple[Statement, ...]:
    """Return the normative statements in the order of the standard."""
    return statements()


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
