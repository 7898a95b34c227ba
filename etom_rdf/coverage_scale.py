"""Shade what processes cover: a scale of four steps, from how many processes on each begins, and its colours."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from etom_rdf.svg import GROUND

INK: Final = "#14222f"


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of the scale: from how many processes on, the colour of the box and of its text."""

    least: int
    fill: str
    ink: str


# The steps are the same on every map, so that the maps of two models compare.
STEPS: Final = (
    Step(1, "#d9eaf8", INK),
    Step(2, "#93c4ec", INK),
    Step(5, "#2569ab", GROUND),
    Step(10, "#0a2a50", GROUND),
)


def step_of(count: int) -> int:
    """Return the step of the scale that a number of processes reaches.

    0 is where nothing covers; the others count from 1.

    >>> step_of(0), step_of(4), step_of(1000)
    (0, 2, 4)
    """
    return sum(step.least <= count for step in STEPS)


def scale() -> tuple[str, ...]:
    """Return the numbers of processes that the steps stand for, as a legend prints them.

    >>> scale()
    ('0', '1', '2–4', '5–9', '10+')
    """
    least = (0, *(step.least for step in STEPS))
    ranges = (str(one) if more - one == 1 else f"{one}–{more - 1}" for one, more in pairwise(least))
    return (*ranges, f"{least[-1]}+")
