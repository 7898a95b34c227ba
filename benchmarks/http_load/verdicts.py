"""Judge a run of mixed load: what went wrong, and what has grown."""

import statistics
from collections.abc import Iterator, Sequence

from http_load.kinds import PROMISED
from http_load.mixed import Run, statuses
from http_load.processes import Observation

GROWTH = 1.3
"""How much more memory a server may hold at the end than after its first minute."""

_FIRST, _LAST = 60.0, 300.0  # seconds that count as the first minute and as the last ones, in a long run


def complaints(run: Run) -> Iterator[str]:
    """Yield what must not be, in English; nothing where all is well."""
    yield from wrong_answers(run)
    yield from growth(run.observations)
    if run.after is not None:
        yield from left_over(run.before, run.after)


def growth(observations: Sequence[Observation]) -> Iterator[str]:
    """Say whether a server holds much more memory at the end than after the first minute."""
    first, last = memory(observations)
    if last > GROWTH * first:
        yield f"memory grew from {first:.0f} to {last:.0f} MB, more than {GROWTH} times"


def wrong_answers(run: Run) -> Iterator[str]:
    """Say which requests ended as they must not, and which good ones were hardly ever answered."""
    for kind, outcomes in statuses(run):
        for outcome, count in outcomes.items():
            if not kind.allows(outcome):
                yield f"{kind.name}: {count} ended with {outcome}"
        promised = sum(outcomes[one] for one in PROMISED)
        if kind.good and promised * 2 > outcomes.total():
            yield f"{kind.name}: {promised} of {outcomes.total()} found the server too busy"


def left_over(before: Observation, after: Observation) -> Iterator[str]:
    """Say what is there after the clients that was not there before them."""
    for what, earlier, later in (
        ("processes", before.processes, after.processes),
        ("open files and sockets", before.descriptors, after.descriptors),
        ("temporary files", before.files, after.files),
    ):
        if later > earlier:
            yield f"{what} left over: {later}, and {earlier} before"


def memory(observations: Sequence[Observation]) -> tuple[float, float]:
    """Return the median of the megabytes after the first minute, and that of the last minutes.

    A short run is cut into thirds instead: the first is left out, the second and the last are compared.

    >>> memory([Observation(at, 100 + at, 1, 1, 0) for at in range(0, 3601, 60)])
    (190.0, 3550.0)
    >>> memory([Observation(at, 100 + at, 1, 1, 0) for at in range(0, 31, 5)])
    (115, 125)
    """
    length = max(seen.at for seen in observations)
    warm = min(_FIRST, length / 3)
    first = [seen.megabytes for seen in observations if warm <= seen.at <= 2 * warm]
    last = [seen.megabytes for seen in observations if seen.at >= length - min(_LAST, length / 3)]
    return statistics.median(first), statistics.median(last)
