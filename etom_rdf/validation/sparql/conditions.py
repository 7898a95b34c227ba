"""Hold conditions on the variables of a query, and write them as SPARQL.

A condition becomes text in one of two ways. Within a condition it is an expression, which a store evaluates row by
row. As the main condition of a query it becomes patterns as far as can be: what must exist is joined, what must not
is taken away with MINUS, so that stores work on whole sets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, Union


@dataclass(frozen=True, slots=True)
class Test:
    """Evaluate an expression, which has a value whatever its variables hold.

    A `late` one is dear and comes after all else.
    """

    text: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """Compare a variable with IRIs."""

    variable: str
    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exists:
    """Ask whether a pattern has a solution that meets a condition.

    Of a `bound` one pattern and condition use variables of the outside that the pattern does not bind, or it follows
    a path of any length: it makes sense only where those are bound. `subject` and `predicate` are those of the
    statement with which the pattern begins, `is_single` says that it has no other. `values` binds, to the variable
    `end`, the few things among which the pattern may end, so that the condition need be judged once for each. One that
    `walks` gets to the values of the shape's path by itself.
    """

    pattern: str
    condition: "Condition"
    bound: bool = False
    subject: str = ""
    predicate: str = ""
    is_single: bool = False
    end: str = ""
    values: str = ""
    walks: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Turn what is listed or exists around; other conditions are turned by `negation`."""

    part: Among | Exists


@dataclass(frozen=True, slots=True)
class All:
    """Demand several conditions; without any it is true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Demand one of several conditions; without any it is false."""

    parts: tuple["Condition", ...]


Condition = Union[Test, Among, Exists, Not, All, Any]  # noqa: UP007 - the classes name it before it is there

TRUE: Final = All(())
FALSE: Final = Any(())


class Fresh:
    """Give variables that no other part of a query uses."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> str:
        """Return the next variable."""
        return f"?v{next(self._numbers)}"


def both(*parts: Condition) -> Condition:
    """Demand all of several conditions, without those that always hold."""
    flat = tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))
    )  # fmt: skip
    if FALSE in flat:
        return FALSE
    return flat[0] if len(flat) == 1 else All(flat)


def either(*parts: Condition) -> Condition:
    """Demand one of several conditions, without those that never hold."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Any) else (part,)))
    if TRUE in flat:
        return TRUE
    return flat[0] if len(flat) == 1 else Any(flat)


def among(variable: str, iris: Iterable[str]) -> Condition:
    """Compare a variable with IRIs; false if there are none."""
    listed = tuple(dict.fromkeys(iris))
    return Among(variable, listed) if listed else FALSE


def negation(condition: Condition) -> Condition:
    """Turn a condition around; negations end up at its leaves."""
    if isinstance(condition, Test):
        return Test(f"!({condition.text})", condition.late)
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, All):
        return either(*map(negation, condition.parts))
    if isinstance(condition, Any):
        return both(*map(negation, condition.parts))
    if isinstance(condition, Exists) and condition.condition == FALSE:
        return TRUE
    return Not(condition)


def late(condition: Condition) -> Condition:
    """Have a condition evaluated row by row on what all other conditions have left."""
    return condition if condition in (TRUE, FALSE) else Test(expression(condition), late=True)


def expression(condition: Condition) -> str:
    """Write a condition as an expression."""
    if isinstance(condition, Test):
        return condition.text
    if isinstance(condition, Among):
        return f"{condition.variable} IN ({', '.join(condition.iris)})"
    if isinstance(condition, Exists):
        return "EXISTS " + _braced(condition)
    if isinstance(condition, Not):
        inside = condition.part
        if isinstance(inside, Among):
            return f"{inside.variable} NOT IN ({', '.join(inside.iris)})"
        return "NOT EXISTS " + _braced(inside)
    word, nothing = ("&&", "true") if isinstance(condition, All) else ("||", "false")
    # What costs least stands first, since the rest may then be left out.
    parts = sorted(condition.parts, key=_costs)
    return f" {word} ".join(f"({expression(part)})" for part in parts) if parts else nothing


def _braced(some: Exists) -> str:
    return "{ " + some.pattern + filtered(some.condition) + " }"


def _as_set(some: Exists) -> str:
    if not some.values or is_plain(some.condition):
        return _braced(some)
    return f"{{ {_with_judged(some)} }}"


def _with_judged(some: Exists) -> str:
    judged = f"SELECT DISTINCT {some.end} WHERE {{ {{ {some.values} }}{filtered(some.condition)} }}"
    return f"{{ {judged} }} {some.pattern}"


def filtered(condition: Condition) -> str:
    """Write a condition as a filter; nothing for what is always true."""
    return "" if condition == TRUE else f" FILTER ({expression(condition)})"


def _costs(condition: Condition) -> int:
    return {Test: 0, Among: 1}.get(type(condition), 2) + 2 * getattr(condition, "late", False)


def is_plain(condition: Condition) -> bool:
    """Tell whether a condition looks at nothing but the terms that its variables hold."""
    if isinstance(condition, (All, Any)):
        return all(map(is_plain, condition.parts))
    inner = condition.part if isinstance(condition, Not) else condition
    return isinstance(inner, Among) or (isinstance(inner, Test) and not inner.late)


def parted(condition: Condition) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """Part the conditions that all must hold into those that come early and those that come late."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    early = tuple(one for one in parts if not getattr(one, "late", False))
    return early, tuple(one for one in parts if getattr(one, "late", False))


def group(base: str, parts: Sequence[Condition], kept: Sequence[str]) -> str:
    """Write a pattern with conditions that all must hold; `kept` are the variables that go on from here."""
    before, few, joined, removed = [], [], [], []
    has_few = any(isinstance(part, Exists) and part.values and not is_plain(part.condition) for part in parts)
    early: list[Condition] = []
    dear: list[Condition] = []
    for part in parts:
        if isinstance(part, Among):
            before.append(f"VALUES {part.variable} {{ {' '.join(part.iris)} }}")
        elif isinstance(part, Exists) and not part.bound and is_plain(part.condition):
            joined.append(part.pattern + filtered(part.condition))
        elif isinstance(part, Exists) and not part.bound and part.values:
            few.append(_with_judged(part))
        elif isinstance(part, Not) and isinstance(part.part, Among):
            inside = part.part
            removed.append(f"MINUS {{ VALUES {inside.variable} {{ {' '.join(inside.iris)} }} }}")
        elif is_removable(part) and not has_few:
            assert isinstance(part, Not)
            assert isinstance(part.part, Exists)
            removed.append("MINUS " + _as_set(part.part))
        elif isinstance(part, Test) and not part.late:
            early.append(part)
        else:
            dear.append(part)
    text = " ".join((*before, *few, base, *joined, *removed)) + filtered(both(*early) if early else TRUE)
    if not dear:
        return text
    if few or joined or removed or early:
        text = f"{{ {different(' '.join(kept), text)} }}"
    return text + filtered(both(*dear))


def is_removable(condition: Condition) -> bool:
    """Tell whether a condition can be met by taking a set of solutions away."""
    return isinstance(condition, Not) and isinstance(condition.part, Exists) and not condition.part.bound


def different(variables: str, pattern: str) -> str:
    """Write a query for the few values that a pattern gives to variables, to be judged once each.

    It groups, since Oxigraph takes what follows a SELECT DISTINCT into it, to be judged for everything that is there.
    """
    return f"SELECT {variables} WHERE {{ {pattern} }} GROUP BY {variables}"


def union(groups: Iterable[str]) -> str:
    """Write patterns of which any may match; a single one stands alone."""
    listed = tuple(dict.fromkeys(groups))
    return listed[0] if len(listed) == 1 else " UNION ".join(f"{{ {one} }}" for one in listed)
