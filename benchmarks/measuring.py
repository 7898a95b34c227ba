"""Measure whole processes: wall time, and the memory that a process and its children hold at their peak.

As a script it is the small process that starts the measured one: a child counts what its parent holds as its own
until it runs its program, and the process of a benchmark may hold much. So no figure is below what this script
needs, some 14 MB.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_INTERVAL = 0.05  # seconds between two looks at the memory of all children
_KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """Say how a process went: wall and processor time in seconds, peak memory in megabytes (10⁶ bytes), exit status.

    Processor time adds up all threads and children that ended; unlike wall time it hardly depends on what else runs.
    """

    seconds: float
    processor: float
    megabytes: float
    status: int


def median(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs; the status is the worst.

    >>> median([Run(3, 1, 10, 0), Run(1, 2, 30, 0), Run(2, 3, 20, 1)])
    Run(seconds=2, processor=2, megabytes=20, status=1)
    """
    return Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.processor for run in runs),
        statistics.median(run.megabytes for run in runs),
        max((run.status for run in runs), key=abs),
    )


def run(
    command: Sequence[str | Path],
    output: Path,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float = 3600,
) -> Run:
    """Run a command, with what it prints in `output` and what it says of errors beside it, in `.err`.

    A process that takes longer than `timeout` seconds is ended; its status is then negative.
    """
    request = json.dumps([str(output), timeout, [str(part) for part in command]])
    measured = subprocess.run(
        [sys.executable, "-S", "-E", __file__, request],
        stdout=subprocess.PIPE,
        check=True,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    return Run(*json.loads(measured.stdout))


def _measure(output: str, timeout: float, command: list[str]) -> Run:
    with open(output, "wb") as out, open(f"{output}.err", "wb") as errors:  # noqa: PTH123 (starts faster)
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=errors)
        ended, peaks = Event(), [0]
        watch = Thread(target=_watch, args=(child, start + timeout, ended, peaks))
        watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watch.join()
    peak = max(usage.ru_maxrss * _KIBIBYTE, peaks[0])
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak / 1e6, child.returncode)


def _watch(child: "subprocess.Popen[bytes]", deadline: float, ended: Event, peaks: list[int]) -> None:
    """Keep the most memory that the process and all its children together have been seen with, in bytes."""
    while not ended.wait(_INTERVAL):
        pids = tree(child.pid)
        if len(pids) > 1:  # of a single process, the system itself keeps the peak
            peaks[0] = max(peaks[0], sum(map(_resident, pids)))
        if time.perf_counter() > deadline:
            for pid in pids:
                _end(pid)
            return


def tree(pid: int) -> list[int]:
    """Return a process and all its children, and theirs; Linux only."""
    found = [pid]
    for parent in found:
        try:
            with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as listed:  # noqa: PTH123
                found += map(int, listed.read().split())
        except OSError:
            continue  # it has ended
    return found


def _resident(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as pages:  # noqa: PTH123
            return int(pages.read().split()[1]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0


def _end(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    result = _measure(*json.loads(sys.argv[1]))
    print(json.dumps([result.seconds, result.processor, result.megabytes, result.status]))
