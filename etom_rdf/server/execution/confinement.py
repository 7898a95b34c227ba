"""Confine a worker with what the operating system offers: memory, time, no sockets, and no files where it needs none.

A worker that exceeds its memory, its time or the stack dies; nothing of it is needed any more. Whatever a query
does reaches no other machine, even if the reading of `vetting` and that of the engine should differ. Apart from
sockets only soft limits are set, which Python can lift again and SPARQL cannot.
"""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from etom_rdf.server.execution.socket_filter import forbid_sockets

_SPARE: Final = 64 << 20  # bytes that Python and the allocator may need besides
_INFINITE: Final = resource.RLIM_INFINITY


class Confinement:
    """Set the limits of the process that makes one of these."""

    def __init__(self, *, files: bool) -> None:
        """Let go of what a worker has from the keeper; `files` says whether the data lie in files."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # The default action of this signal ends the process, even one that never comes back to Python.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.close(null)
        _limit(resource.RLIMIT_CORE, 0)
        self._status = -1
        self._doors = _INFINITE if files else 0
        forbid_sockets()
        with suppress(OSError):  # not on Linux, where the limit of memory counts less anyway
            self._status = os.open("/proc/self/statm", os.O_RDONLY)

    def close_doors(self) -> None:
        """Let nothing be opened any more, unless the engine opens its files when it needs them."""
        _limit(resource.RLIMIT_NOFILE, self._doors)

    @contextmanager
    def open_doors(self) -> Iterator[None]:
        """Let files be opened by what runs inside."""
        _limit(resource.RLIMIT_NOFILE, _INFINITE)
        try:
            yield
        finally:
            self.close_doors()

    @contextmanager
    def limited(self, memory: int, seconds: float) -> Iterator[None]:
        """Allow what runs inside so many bytes on top of what there is, and so much time; nothing can be opened."""
        doors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self.close_doors()
        _limit(resource.RLIMIT_DATA, self._data_size() + memory + _SPARE)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            _limit(resource.RLIMIT_DATA, _INFINITE)
            _limit(resource.RLIMIT_NOFILE, doors)

    def _data_size(self) -> int:
        """Return the bytes of writable memory that the process has now."""
        if self._status < 0:
            return 4 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return int(os.pread(self._status, 200, 0).split()[5]) * resource.getpagesize()


def _limit(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != _INFINITE:
        value = hard if value == _INFINITE else min(value, hard)
    resource.setrlimit(what, (value, hard))
