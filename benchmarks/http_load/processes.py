"""Read from /proc what the processes of a server hold and have used; Linux only."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

from measuring import tree

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PROC: Final = Path("/proc")
_GLANCE: Final = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Observation:
    """Say what a server and all its children hold at a moment: `at` seconds after the start of the run.

    `megabytes` (10⁶ bytes) is the proportional set size: memory that several processes share counts once.
    `files` are those in the folder for temporary files.
    """

    at: float
    megabytes: float
    processes: int
    descriptors: int
    files: int


def observe(pid: int, folder: Path, *, since: float = 0.0) -> Observation:
    """Look at a server now; `since` is the monotonic time at which the run began."""
    pids = tree(pid)
    return Observation(
        time.monotonic() - since,
        sum(map(_proportional, pids)) / 1e6,
        len(pids),
        sum(map(_descriptors, pids)),
        sum(len(names) for _, _, names in os.walk(folder)),
    )


class Meter:
    """Add up the processor time of a server and all its children, also of those that have ended.

    What a child has used since it was last looked at is lost when it ends, so look often; `watching` does.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._known: dict[int, float] = {}
        self._base = 0.0
        self._base = self.total()

    def total(self) -> float:
        """Look again, and return the seconds since the meter was made."""
        for pid in tree(self._pid):
            self._known[pid] = max(self._known.get(pid, 0.0), _processor(pid))
        return sum(self._known.values()) - self._base

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look a few times a second while the block runs."""
        ended = Event()
        watch = Thread(target=self._watch, args=(ended,))
        watch.start()
        try:
            yield
        finally:
            ended.set()
            watch.join()

    def _watch(self, ended: Event) -> None:
        while not ended.wait(_GLANCE):
            self.total()


def _processor(pid: int) -> float:
    try:
        fields = (_PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0  # it has ended
    return sum(map(int, fields[11:13])) / _TICKS


def _proportional(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _descriptors(pid: int) -> int:
    try:
        return len(os.listdir(_PROC / str(pid) / "fd"))  # noqa: PTH208 (counts only)
    except OSError:
        return 0
