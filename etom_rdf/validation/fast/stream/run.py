"""Read large files from beginning to end, with two processes where that is worth it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.fast.stream.cutting import Cut, cut_of
from etom_rdf.validation.fast.stream.files import LargeFile, UnusualFileError
from etom_rdf.validation.fast.stream.merging import merge
from etom_rdf.validation.fast.stream.plan import Plan
from etom_rdf.validation.fast.stream.reading import Context, Part, whole
from etom_rdf.validation.fast.stream.scan import Scan
from etom_rdf.validation.fast.stream.worker import Task, Worker
from etom_rdf.validation.shapes.model import Shape, Shapes


@dataclass(frozen=True, slots=True)
class FileRead:
    """Say what a file states, how many subjects are known behind it, and its context at the end where known."""

    file: LargeFile
    processes: int
    classifications: int
    known: int
    context: Context | None


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what was found in files.

    `parts` read the same again; blank nodes of the last one, if it is a second half, are numbered after `nodes_before`.
    """

    scan: Scan
    files: tuple[FileRead, ...]
    parts: tuple[Part, ...]
    nodes_before: int = 0


class MiscutError(Exception):
    """Say that the first part of a file does not end with a statement, or that the file is broken."""


@dataclass(frozen=True, slots=True)
class Files:
    """Hold files and what is looked for in them; `most` outcomes are kept."""

    files: Sequence[LargeFile]
    shapes: Shapes
    targeted: tuple[Shape, ...]
    plan: Plan
    most: int | None

    def run(self) -> Run:
        """Read all; raises UnusualFileError."""
        cut = cut_of(tuple(self.files)) if self.files else None
        if cut is not None:
            try:
                return self._in_two(cut)
            except (MiscutError, OSError):  # or no process could be started
                pass
        scan = self._scan()
        parts = tuple(map(whole, self.files))
        return Run(scan, tuple(_read(scan, part) for part in parts), parts)

    def _scan(self) -> Scan:
        return Scan(self.shapes, self.targeted, self.plan, ontology(), most=self.most)

    def _in_two(self, cut: Cut) -> Run:
        """Let another process read from the cut on, and take what it found if it turns out that it knew enough."""
        *before, last = map(whole, self.files)
        first = replace(last, end=cut.place)
        task = Task(cut, self.shapes, self.targeted, self.plan, self.most)
        with Worker(task) as worker:
            scan = self._scan()
            read = [_read(scan, part) for part in before]
            try:
                _feed(scan, first)
            except UnusualFileError:
                raise MiscutError from None
            scan.finish_held()
            answer = worker.answer() if first.context == cut.context else None
        if answer is not None and first.nodes.keys().isdisjoint(answer.labels):
            merge(scan, answer.found, self.shapes)
            read.append(_file_read(scan, first))
            return Run(scan, tuple(read), (*before, first, task.part), len(first.nodes))
        assert first.context is not None
        for data in replace(first, before=first.context, start=cut.place, end=None).pieces(first.nodes):
            scan.feed(data)
        return Run(scan, (*read, _file_read(scan, first)), (*before, last))


def _feed(scan: Scan, part: Part) -> None:
    for data in part.pieces():
        scan.feed(data)


def _read(scan: Scan, part: Part) -> FileRead:
    _feed(scan, part)
    return _file_read(scan, part)


def _file_read(scan: Scan, part: Part) -> FileRead:
    counts = scan.end_of_file()
    return FileRead(part.file, *counts, len(scan.memory.known), part.context)
