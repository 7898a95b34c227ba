"""Do two things at once with what is in memory: one in this process, the other in a copy of it."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class Beside(Generic[_Result]):
    """Do some work that changes nothing, while this is a context; the copy that does it shares this process's memory.

    Where there can be no copy, and where the work does not end well in it, it is done here when its result is asked
    for, so that errors are raised here.
    """

    def __init__(self, work: Callable[[], _Result], *, is_worth_it: bool = True) -> None:
        self._work = work
        self._is_worth_it = is_worth_it
        self._copy = 0

    def __enter__(self) -> "Beside[_Result]":
        # Elsewhere, or with threads that may hold a lock, a copy is not safe.
        if not self._is_worth_it or sys.platform != "linux" or threading.active_count() > 1:
            return self
        self._reading, writing = os.pipe()
        try:
            self._copy = os.fork()
        except OSError:
            os.close(self._reading)
        else:
            if not self._copy:
                self._work_and_end(writing)
        os.close(writing)
        return self

    def _work_and_end(self, writing: int) -> None:
        """Send the result, and end without any of what this process would do at its end."""
        status = 1
        try:
            for one in (signal.SIGINT, signal.SIGTERM):
                signal.signal(one, signal.SIG_DFL)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(self._work(), out, protocol=5)
            status = 0
        finally:
            os._exit(status)

    def result(self) -> _Result:
        """Return what the work gives, or raise what it raises."""
        if not self._copy:
            return self._work()
        with os.fdopen(self._reading, "rb") as sent:
            data = sent.read()
        _, status = os.waitpid(self._copy, 0)
        self._copy = 0
        if status:
            return self._work()
        result: _Result = pickle.loads(data)
        return result

    def __exit__(self, *_: object) -> None:
        if self._copy:
            os.kill(self._copy, signal.SIGKILL)
            os.waitpid(self._copy, 0)
            os.close(self._reading)
            self._copy = 0
