"""Look through whole columns for subjects that a rule across subjects may find fault with.

Each sweep names too many subjects rather than too few; who is named is then judged by the rule itself.
"""

from collections.abc import Callable, Iterable
from typing import Final

from etom_rdf.namespaces import ETOM
from etom_rdf.validation.fast.stream.memory import Column, Memory, as_tuple
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Path, Predicate, Repeated

_PROCESS_ID: Final = f"{ETOM}processId"


class NoColumnError(Exception):
    """Say that a component looks along a path for which there is no column."""


def suspects(kind: str, memory: Memory, path: Path) -> Iterable[str]:
    """Return the subjects that a component, given by its IRI, must be run on; raises NoColumnError."""
    predicate = path.path if isinstance(path, Repeated) else path
    if not isinstance(predicate, Predicate):
        raise NoColumnError
    return _SWEEPS[kind](memory, _column(memory, predicate.iri))


def _column(memory: Memory, predicate: str) -> Column:
    """Return the objects of a predicate by subject, with those that signatures tell apart."""
    column = memory.columns.get(predicate, {})
    told_apart = {one.number: values for one in memory.signatures if (values := one.constants.get(predicate))}
    if not told_apart:
        return column
    more = {subject: told_apart[number] for subject, number in memory.known.items() if number in told_apart}
    return column | {
        subject: (*as_tuple(column.get(subject, ())), *values) for subject, values in more.items()
    }


def _doubles(_memory: Memory, column: Column) -> Iterable[str]:
    """Return the subjects that share an object."""
    seen: set[str] = set()
    twice: set[str] = set()
    for value in _values(column):
        (twice if value in seen else seen).add(value)
    if not twice:
        return ()
    return [subject for subject, some in column.items() if not twice.isdisjoint(as_tuple(some))]


def _values(column: Column) -> Iterable[str]:
    return (value for some in column.values() for value in ((some,) if isinstance(some, str) else some))


def _in_circles(_memory: Memory, column: Column) -> Iterable[str]:
    """Return subjects from which a circle may be reached."""
    if any(isinstance(some, tuple) for some in column.values()):
        return _in_circles_of_many(column)
    done: set[object] = set()
    doubtful: dict[str, None] = {}
    for start in column:
        trail: dict[object, None] = {}
        node: object = start
        while node is not None and node not in done:
            if node in trail:
                doubtful |= dict.fromkeys(column.keys() & trail.keys())
                break
            trail[node] = None
            node = column.get(node)  # type: ignore[call-overload]
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


def _out_of_line(memory: Memory, column: Column) -> Iterable[str]:
    """Return the parts whose id does not begin with that of their whole."""
    ids = memory.columns.get(_PROCESS_ID, {})
    doubtful: dict[str, None] = {}
    for part, wholes in column.items():
        own = ids.get(part)
        if own is None:
            continue
        for whole in (wholes,) if isinstance(wholes, str) else wholes:
            number = ids.get(whole)
            if number is None:
                continue
            # '"1.1.1.5.7"' begins with '"1.1.1.5' and goes on with a dot; prefixes are looked at closely later.
            if isinstance(own, tuple) or isinstance(number, tuple) or own[: len(number)] != number[:-1] + ".":
                doubtful[part] = None
    return doubtful


_SWEEPS: Final[dict[str, Callable[[Memory, Column], Iterable[str]]]] = {
    component.UNIQUE: _doubles,
    component.ACYCLIC: _in_circles,
    component.ID_BELOW: _out_of_line,
}
