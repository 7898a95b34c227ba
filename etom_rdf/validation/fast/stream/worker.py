"""Read the second half of large files in a process of its own."""

import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from typing import IO, Final, cast

from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.fast.stream.cutting import Cut
from etom_rdf.validation.fast.stream.files import UnusualFileError
from etom_rdf.validation.fast.stream.merging import Sent, sent
from etom_rdf.validation.fast.stream.plan import Plan
from etom_rdf.validation.fast.stream.reading import Part
from etom_rdf.validation.fast.stream.scan import Scan
from etom_rdf.validation.shapes.model import Shape, Shapes

SECOND: Final = "z"
"""What the names of blank nodes of the second half begin with behind the seed; it is no hexadecimal digit."""

UNUSUAL: Final = 3  # exit status
# The process sees the same modules, wherever they come from.
_PROGRAM: Final = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from etom_rdf.validation.fast.stream.worker import main
sys.exit(main())
"""


@dataclass(frozen=True, slots=True)
class Task:
    """Say what is to be read, and what is looked for; keep `most` outcomes."""

    cut: Cut
    shapes: Shapes
    targeted: tuple[Shape, ...]
    plan: Plan
    most: int | None

    @property
    def part(self) -> Part:
        """Return what is to be read."""
        cut = self.cut
        return Part(cut.file, cut.file.passing_seed + SECOND, cut.context, start=cut.place)


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what was found, and the labels of the blank nodes in the order of their names."""

    found: Sent
    labels: tuple[object, ...]


class Worker:
    """Start a process for a task; use it as a context, at whose end the process ends."""

    def __init__(self, task: Task) -> None:
        command = [sys.executable, "-c", _PROGRAM, json.dumps(sys.path)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            with cast(IO[bytes], self._process.stdin) as stream:
                pickle.dump(task, stream)
        except OSError:
            pass  # it has ended, as will be seen
        self._file = task.cut.file

    def answer(self) -> Answer | None:
        """Return what was found, None where the process did not end well; raises UnusualFileError."""
        try:
            answer = pickle.load(cast(IO[bytes], self._process.stdout))
        except (EOFError, OSError, pickle.UnpicklingError):
            answer = None
        status = self._process.wait()
        if status == UNUSUAL:
            raise UnusualFileError(self._file)
        return answer if status == 0 and isinstance(answer, Answer) else None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        cast(IO[bytes], self._process.stdout).close()
        self._process.wait()


def main() -> int:
    """Do the task that comes on standard input; return the exit status."""
    import gc  # noqa: PLC0415

    gc.disable()
    task: Task = pickle.load(sys.stdin.buffer)
    scan = Scan(task.shapes, task.targeted, task.plan, ontology(), most=task.most)
    part = task.part
    try:
        for data in part.pieces():
            scan.feed(data)
    except UnusualFileError:
        return UNUSUAL
    scan.end_of_file()
    with os.fdopen(1, "wb", closefd=False) as out:
        pickle.dump(Answer(sent(scan), tuple(part.nodes)), out, protocol=5)
    os._exit(0)  # to give back millions of objects one by one takes long, and somebody waits
