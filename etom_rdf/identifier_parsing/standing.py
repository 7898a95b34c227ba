"""Say what a well-formed identifier is to the standard, and what to use in the place of one that is not there."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from etom_rdf import identifier_grammar as grammar
from etom_rdf.identifier_parsing.faults import bad_prefix
from etom_rdf.identifiers import ElementId, Note, Status
from etom_rdf.text import Text

_NOTHING: Final = Text(en="", ru="")


@dataclass(frozen=True, slots=True)
class Standard:
    """Hold the ids that the standard defines, and those that it gave up, each with its successors."""

    defined: Collection[str]
    retired: Mapping[str, Collection[str]]


def standing(found: ElementId, standard: Standard) -> tuple[Status, tuple[Note, ...]]:
    """Return the status of an identifier, with what is to be said of it."""
    if found.prefix is not None:
        about_base = _about_base(found.base, standard)
        if re.fullmatch(grammar.EXTENDED, found.normal):
            return "extended", about_base
        return "nonstandard-prefix", (bad_prefix("prefix", found.prefix), *about_base)
    if found.normal in standard.defined:
        return "standard", ()
    if found.developer == 2:
        return "own", (_own(found),)
    if re.fullmatch(grammar.OUTSIDE, found.normal):
        return "outside", (_outside(found),)
    status: Status = "retired" if found.normal in standard.retired else "unknown"
    return status, (_missing(status, found, standard),)


def _about_base(base: ElementId, standard: Standard) -> tuple[Note, ...]:
    """Say where a prefixed id has nothing to extend; below an element of the standard all may be new."""
    line = _line(base)
    covered = base.normal in standard.defined or any(
        each.level >= 2 and each.normal in standard.defined for each in line
    )
    if covered or base.developer == 2 or re.fullmatch(grammar.OUTSIDE, base.normal):
        return ()
    gone = any(each.normal in standard.retired for each in line)
    return (_missing("base-retired" if gone else "base-unknown", base, standard),)


def _line(found: ElementId) -> list[ElementId]:
    """Return an id and everything above it, upwards."""
    line = [found]
    while (above := line[-1].parent) is not None:
        line.append(above)
    return line


def _missing(code: str, found: ElementId, standard: Standard) -> Note:
    """Say what to use instead: the successors of a retired id, or what stands above an unknown one."""
    line = _line(found)
    for each in line:
        if each.normal in standard.retired:
            return Note(code, _successors(each, standard.retired[each.normal]))
    nearest = next((each for each in line if each.normal in standard.defined), None)
    # Below what is missing nothing can be there, so the uppermost missing one is the news.
    absent = [each for each in line if nearest is None or nearest.contains(each)][-1]
    if absent.numbers[:3] == (1, 1, 1):
        place = Text(en="Table 1 has no", ru="В таблице 1 нет")
    elif absent.level == 1:
        place = Text(en="Figure 1 has no group", ru="На рисунке 1 нет группы")
    else:
        place = Text(en="Figure 1 has no", ru="На рисунке 1 нет")
    instead = _NOTHING
    if nearest is not None:
        instead = Text(en=f"; otherwise use {nearest} above it", ru=f"; иначе укажите вышестоящий {nearest}")
    return Note.of(
        code,
        f"{place.en} {absent}; check the number and the edition that it comes from{instead.en}.",
        f"{place.ru} {absent}; проверьте номер и редакцию, из которой он взят{instead.ru}.",
    )


def _successors(gone: ElementId, successors: Collection[str]) -> Text:
    *most, last = sorted(successors, key=lambda each: ElementId.parse(each).sort_key)
    en = f"{', '.join(most)} or {last}" if most else last
    ru = f"{', '.join(most)} или {last}" if most else last
    return Text(
        en=f"{gone} is not in this edition; use {en} instead (our inference: the standard does not say so).",
        ru=f"{gone} нет в этой редакции; используйте {ru} (это наш вывод: в стандарте этого нет).",
    )


def _own(found: ElementId) -> Note:
    return Note.of(
        "own",
        f"{found} was assigned by a developer other than TM Forum (b = 2), and another organization may use "
        "it too; put your six-digit prefix before it when you pass it on.",
        f"{found} присвоен не TM Forum (b = 2), и такой же номер может быть у другой организации; передавая "
        "его другим, поставьте впереди свой префикс из шести цифр.",
    )


def _outside(found: ElementId) -> Note:
    if found.area == 3:
        return Note.of(
            "outside",
            f"{found} lies outside CRM (1.1.1), the only group that this standard divides into elements, and the "
            "groups of Enterprise management (1.3) have no numbers in it; look it up in the document that it comes "
            "from.",
            f"{found} лежит вне CRM (1.1.1), единственной группы, которую этот стандарт делит на элементы, а группы "
            "«Управления организацией» (1.3) в нём не пронумерованы; ищите его в документе, из которого он взят.",
        )
    return Note.of(
        "outside",
        f"{found} lies outside CRM (1.1.1), the only group that this standard divides into elements; look it "
        "up in another part of the series.",
        f"{found} лежит вне CRM (1.1.1), единственной группы, которую этот стандарт делит на элементы; ищите "
        "его в другой части серии.",
    )
