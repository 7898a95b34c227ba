"""Make the pages of areas, groups, columns, elements and the retired element."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from markupsafe import Markup

from etom_rdf.catalogue import Element
from etom_rdf.covered import Covered
from etom_rdf.linked_data.page_addresses import of_clause, of_entry
from etom_rdf.pictogram import pictogram
from etom_rdf.process_index import ProcessInfo
from etom_rdf.site.context import Context, Pages, Trail
from etom_rdf.site.downloads import rdf_of
from etom_rdf.site.mentions import mentioned
from etom_rdf.site.standard import every_statement, title_of_clause
from etom_rdf.text import Text, Voice

_KINDS: Final = {
    "area": Text(en="Main area, level 0", ru="Главная область, уровень 0"),
    "element": Text(en="Process element, level 2", ru="Элемент процессов, уровень 2"),
    "retired": Text(en="Number without an element", ru="Номер без элемента"),
    "horizontal": Text(
        en="Horizontal process group, level 1", ru="Горизонтальная группа процессов, уровень 1"
    ),
    "vertical": Text(en="Vertical process group", ru="Вертикальная группа процессов"),
    "enterprise": Text(en="Process group, level 1", ru="Группа процессов, уровень 1"),
}

_ROWS: Final = Text(en="Horizontal groups", ru="Горизонтальные группы")
_COLUMNS: Final = Text(en="Vertical groups", ru="Вертикальные группы")


def pages(context: Context) -> Pages:
    """Return the page of each area, group, column and element."""
    return {of_entry(one): partial(_page, context, one) for one in context.catalogue.elements}


def _page(context: Context, entry: Element) -> str:
    catalogue = context.catalogue
    retired = [one for one in catalogue.elements if one.kind == "retired"]
    svg = "" if entry in retired else pictogram(entry.id, language=context.language, catalogue=catalogue)
    before, after = _beside(context, entry)
    covered = context.coverage.covered(entry.id) if context.coverage else None
    return context.render(
        "element.html.j2",
        of_entry(entry),
        trail=_trail(context, entry),
        entry=entry,
        kind=_KINDS[entry.group_kind or entry.kind],
        pictogram=Markup(svg),
        parent=_named(context, entry.parent),
        area=_named(context, entry.area),
        verticals=[_named(context, code) for code in entry.verticals],
        children=parted(catalogue.children(entry.id)),
        standing=[one for one in catalogue.elements if entry.id in one.verticals],
        skipped=[one for one in retired if one.id.rpartition(".")[0] == entry.id],
        replaces=[one for one in retired if entry.id in one.replaced_by],
        successors=[_named(context, name) for name in entry.replaced_by],
        clauses=[(of_clause(name), title_of_clause(name)) for name in entry.clauses],
        mentioned=mentioned(entry, catalogue),
        before=before,
        after=after,
        requirements=[one for one in every_statement() if entry.id in one.subjects],
        covered=covered,
        processes=list(_processes(context, covered)),
        performers={one.id: len(one.processes) for one in covered.functions} if covered else {},
        rdf=rdf_of(context, entry.iri),
    )


def _named(context: Context, name: str | None) -> Element | None:
    return next((one for one in context.catalogue.elements if one.id == name), None)


def _trail(context: Context, entry: Element) -> Trail:
    above: list[Element] = []
    # What is retired stands in no group; its number says where it would.
    parent = _named(context, entry.parent or entry.id.rpartition(".")[0])
    while parent:
        above.insert(0, parent)
        parent = _named(context, parent.parent)
    names = ((of_entry(one), f"{one.notation} {context(one.label)}") for one in above)
    return (("", Text(en="Map", ru="Карта").in_language(context.language)), *names)


def _beside(context: Context, entry: Element) -> tuple[Element | None, Element | None]:
    """Return what stands before and after an entry among its equals, in the order of the standard."""
    equals = [
        one
        for one in context.catalogue.elements
        if one.kind != "retired" and (one.parent, one.group_kind) == (entry.parent, entry.group_kind)
    ]
    if entry not in equals:
        return None, None
    place = equals.index(entry)
    return (equals[place - 1] if place else None), (equals[place + 1] if place + 1 < len(equals) else None)


def _processes(context: Context, covered: Covered | None) -> Iterator[tuple[ProcessInfo, list[str]]]:
    """Go through the processes that cover an element, each with why it counts."""
    say = Voice(context.language)
    performers = {one.id: one.processes for one in covered.functions} if covered else {}
    for iri in covered.processes if covered else ():
        why = [say("stated by the model", "указано в модели")] if covered and iri in covered.stated else []
        performed = [name for name, processes in performers.items() if iri in processes]
        if performed:
            why.append(say("performs ", "выполняет ") + ", ".join(performed))
        yield context.processes[iri], why


def parted(children: Iterable[Element]) -> list[tuple[Text | None, list[Element]]]:
    """Part the groups of an area into rows and columns, each under its heading; elements need none."""
    headings = {"horizontal": _ROWS, "vertical": _COLUMNS}
    found: dict[Text | None, list[Element]] = {}
    for one in children:
        found.setdefault(headings.get(one.group_kind or ""), []).append(one)
    return list(found.items())
