"""Make the trace: all normative statements by clause, and a page for each with what enforces it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from etom_rdf.catalogue import Entry
from etom_rdf.linked_data.page_addresses import anchor_of_clause, of_clause, of_statement
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.downloads import rdf_of
from etom_rdf.site.formal import formal
from etom_rdf.site.standard import every_statement, title_of_clause
from etom_rdf.text import Text
from etom_rdf.trace import Clause, Statement, clauses

_TITLE: Final = Text(en="Requirements", ru="Требования")
_ANNEX: Final = Text(en="Annex A.", ru="Приложение А.")
# Where to see what a figure or a table without statements shows.
_SEEN: Final = {
    "figure-1": ("", Text(en="the map", ru="карту")),
    "figure-2": ("elements/1.1.1/", Text(en="the CRM group", ru="группу CRM")),
    "figure-3": ("elements/1.1.1/", Text(en="the CRM group", ru="группу CRM")),
    "table-A.1": ("elements/1.1.1/", Text(en="the CRM group", ru="группу CRM")),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold a clause, table or figure with its statements and what stands in it.

    `rows` pairs a row of Table 1 with its statements; elsewhere the row is None. `depth` is that of its heading.
    """

    anchor: str
    number: Text | None
    title: Text
    depth: int
    rows: tuple[tuple[Entry | None, tuple[Statement, ...]], ...]
    see: tuple[str, Text] | None
    below: tuple["_Place", ...]


def pages(context: Context) -> Pages:
    """Return the trace and the page of each normative statement."""
    return {
        "requirements/": partial(_trace, context),
        **{of_statement(one): partial(_page, context, one) for one in every_statement()},
    }


def _trace(context: Context) -> str:
    places = tuple(_places(context, None, 2))
    every = every_statement()
    return context.render(
        "requirements.html.j2",
        "requirements/",
        places=places,
        total=len(every),
        shall=sum(one.modality == "requirement" for one in every),
        enforced=sum(bool(one.enforced_by) for one in every),
        shown=sum(bool(one.shown_by and not one.enforced_by) for one in every),
    )


def _places(context: Context, parent: str | None, depth: int) -> Iterator[_Place]:
    for one in clauses():
        if one.parent == parent:
            yield _Place(
                anchor=anchor_of_clause(one.name),
                number=_number(one),
                title=one.title,
                depth=depth,
                rows=tuple(_rows(context, one)),
                see=_SEEN.get(one.name),
                below=tuple(_places(context, one.name, depth + 1)),
            )


def _number(clause: Clause) -> Text | None:
    """Return the number before the title of a clause; a table or figure has it in its title."""
    if clause.name.startswith(("table-", "figure-")):
        return None
    return _ANNEX if clause.name == "A" else title_of_clause(clause.name)


def _rows(context: Context, clause: Clause) -> Iterator[tuple[Entry | None, tuple[Statement, ...]]]:
    here = [one for one in every_statement() if one.clause == clause.name]
    for row, some in groupby(here, key=lambda one: one.number.rpartition("-")[0]):
        yield (context.catalogue[row] if clause.name == "table-1" else None), tuple(some)


def _page(context: Context, statement: Statement) -> str:
    every = every_statement()
    place = every.index(statement)
    clause = next(one for one in clauses() if one.name == statement.clause)
    return context.render(
        "requirement.html.j2",
        of_statement(statement),
        trail=(("requirements/", context(_TITLE)),),
        statement=statement,
        clause_address=of_clause(statement.clause),
        clause_name=_called(statement.clause),
        clause_title=_titled(clause),
        enforced=[formal(iri) for iri in statement.enforced_by],
        shown=[formal(iri) for iri in statement.shown_by],
        subjects=[context.catalogue[name] for name in statement.subjects if name in context.catalogue],
        before=every[place - 1] if place else None,
        after=every[place + 1] if place + 1 < len(every) else None,
        rdf=rdf_of(context, statement.iri),
    )


def _titled(clause: Clause) -> Text:
    """Name a clause by its number and title; the title of a table holds its number."""
    number = _number(clause)
    if number is None:
        return clause.title
    return Text(en=f"{number.en} {clause.title.en}", ru=f"{number.ru} {clause.title.ru}")


def _called(clause: str) -> Text:
    """Name a clause as the text around it does.

    >>> _called("5.2").ru, _called("table-1").ru
    ('Пункт 5.2', 'Таблица 1')
    """
    name = title_of_clause(clause)
    if not clause[0].isdigit() and not clause.startswith("A."):
        return Text(en=name.en[0].upper() + name.en[1:], ru=name.ru[0].upper() + name.ru[1:])
    kind = "Раздел" if "." not in clause else "Пункт"
    return Text(en=f"Clause {name.en}", ru=f"{kind} {name.ru}")
