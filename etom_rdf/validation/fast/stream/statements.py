"""Take lines of N-Triples apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the lines about one subject, and the numbers of their features."""

    lines: tuple[str, ...]
    features: tuple[int, ...]


Blank = Mapping[str, Group]  # the blank nodes that belong to a subject
NO_BLANK: Final[Blank] = {}


def statement_of(line: str) -> tuple[str, str, str]:
    """Take a line of N-Triples apart: subject, IRI of the predicate, object."""
    subject, predicate, value = line[:-2].split(" ", 2)
    return subject, predicate[1:-1], value


def statements_by_subject(lines: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Gather lines by subject and predicate."""
    said: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        subject, predicate, value = statement_of(line)
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return said


def said_of(lines: Iterable[str], blank: Blank) -> dict[str, dict[str, list[str]]]:
    """Gather the lines about a subject together with those about its blank nodes."""
    return statements_by_subject((*lines, *(line for one in blank.values() for line in one.lines)))
