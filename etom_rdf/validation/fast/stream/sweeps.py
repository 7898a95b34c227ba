"""Look through whole columns for subjects that a rule across subjects may find fault with.

Each sweep names too many subjects rather than too few; who is named is then judged by the rule itself.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Set
from typing import Final, cast

from etom_rdf.namespaces import ETOM
from etom_rdf.validation.fast.stream.columns import Column, as_tuple, has_several
from etom_rdf.validation.fast.stream.memory import Memory
from etom_rdf.validation.graph import Graph
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Path, Predicate, Repeated

_NO_BEGINNING: Final = "\n"  # of any id
_PROCESS_ID: Final = f"{ETOM}processId"


class NoColumnError(Exception):
    """Say that a component looks along a path for which there is no column."""


def suspects(kind: str, memory: Memory, path: Path, base: Graph) -> Iterable[str]:
    """Return the subjects that a component, given by its IRI, must be run on; raises NoColumnError.

    `base` is the ontology, whose own subjects may have an object too.
    """
    predicate = path.path if isinstance(path, Repeated) else path
    if not isinstance(predicate, Predicate):
        raise NoColumnError
    return _SWEEPS[kind](memory, _column(memory, predicate.iri, base), base.index(predicate.iri).keys())


def _column(memory: Memory, predicate: str, base: Graph) -> Column:
    """Return the objects of a predicate by subject, with those that signatures tell apart or the ontology states."""
    column = memory.columns.get(predicate, {})
    told_apart = {one.number: values for one in memory.signatures if (values := one.constants.get(predicate))}
    more: dict[str, tuple[str, ...]] = {}
    if told_apart:
        more = {
            subject: told_apart[number] for subject, number in memory.known.items() if number in told_apart
        }
    # Of a subject in several places the signature is that of the last one.
    for subject in memory.kept:
        found = (*as_tuple(column.get(subject, ())), *more.get(subject, ()))
        stated = (*memory.kept.objects(subject, predicate), *base.objects(subject, predicate))
        missing = tuple(one for one in stated if one not in found)
        if missing:
            more[subject] = (*more.get(subject, ()), *missing)
    if not more:
        return column
    return column | {
        subject: (*as_tuple(column.get(subject, ())), *values) for subject, values in more.items()
    }


def _doubles(_memory: Memory, column: Column, taken: Set[str]) -> Iterable[str]:
    """Return the subjects that share an object with each other, or with a subject of the ontology."""
    values = set(_values(column))
    if not has_several(column) and len(values) == len(column) and values.isdisjoint(taken):
        return ()
    twice = {value for value, count in Counter(_values(column)).items() if count > 1 or value in taken}
    if not has_several(column):
        return [subject for subject, value in column.items() if value in twice]
    return [subject for subject, some in column.items() if not twice.isdisjoint(as_tuple(some))]


def _values(column: Column) -> Iterable[str]:
    if has_several(column):
        return (value for some in column.values() for value in as_tuple(some))
    return cast("Iterable[str]", column.values())


def _in_circles(_memory: Memory, column: Column, _taken: Set[str]) -> Iterable[str]:
    """Return subjects from which a circle may be reached, those on circles among them."""
    if has_several(column):
        return _in_circles_of_many(column)
    # What nothing leads to is on no circle, and that is nearly everything.
    inner: Column = {subject: column[subject] for subject in set(_values(column)) if subject in column}
    done: set[object] = set()
    doubtful: dict[str, None] = {}
    for start in inner:
        trail: dict[object, None] = {}
        node: object = start
        while node is not None and node not in done:
            if node in trail:
                doubtful |= dict.fromkeys(one for one in trail if isinstance(one, str))
                break
            trail[node] = None
            node = inner.get(node)  # type: ignore[call-overload]
        done.update(trail)
    return doubtful


def _in_circles_of_many(column: Column) -> Iterable[str]:
    """Take off what leads nowhere again and again; circles and what leads to them are left."""
    open_ends = {
        subject: sum(one in column for one in set(as_tuple(some))) for subject, some in column.items()
    }
    leading: dict[str, list[str]] = {}
    for subject, some in column.items():
        for one in set(as_tuple(some)):
            leading.setdefault(one, []).append(subject)
    free = [subject for subject, count in open_ends.items() if not count]
    while free:
        for subject in leading.get(free.pop(), ()):
            open_ends[subject] -= 1
            if not open_ends[subject]:
                free.append(subject)
    return [subject for subject, count in open_ends.items() if count]


def _out_of_line(memory: Memory, column: Column, _taken: Set[str]) -> Iterable[str]:
    """Return the parts whose id does not begin with that of their whole."""
    ids = memory.columns.get(_PROCESS_ID, {})
    if has_several(column):
        pairs = [(part, whole) for part, some in column.items() for whole in as_tuple(some)]
    else:
        pairs = cast("list[tuple[str, str]]", column.items())
    # '"1.1.1.5.7"' begins with '"1.1.1.5' and goes on with a dot; prefixes are looked at closely later.
    beginnings = {
        whole: number[:-1] + "." if isinstance(number, str) else _NO_BEGINNING
        for whole in set(_values(column))
        if (number := ids.get(whole)) is not None
    }
    beginning_of, id_of = beginnings.get, ids.get
    return dict.fromkeys(
        part
        for part, whole in pairs
        if (beginning := beginning_of(whole)) is not None
        and (own := id_of(part)) is not None
        and not (isinstance(own, str) and own.startswith(beginning))
    )


_SWEEPS: Final[dict[str, Callable[[Memory, Column, Set[str]], Iterable[str]]]] = {
    component.UNIQUE: _doubles,
    component.ACYCLIC: _in_circles,
    component.ID_BELOW: _out_of_line,
}
