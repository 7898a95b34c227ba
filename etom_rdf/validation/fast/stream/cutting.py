"""Find where large files can be cut in two, for two processes to read."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from etom_rdf.rdf_input.parsing import ENGINES
from etom_rdf.validation.fast.stream.files import LargeFile
from etom_rdf.validation.fast.stream.reading import Context

WORTH_CUTTING: Final = 16 << 20  # bytes of all files
_SECOND_SHARE: Final = 0.48  # of all bytes; the second process has to be started and to send what it found
_WINDOW: Final = 1 << 20
# The end of a statement of Turtle, as far as that is plain to see: what follows looks like the next one.
_STATEMENT_END: Final = re.compile(rb"\.[ \t]*\r?\n(?=\r?\n|<|[A-Za-z][\w.-]*:|:)")


@dataclass(frozen=True, slots=True)
class Cut:
    """Say that the last file is read by another process from a place on, in the context that it probably has."""

    file: LargeFile
    place: int
    context: Context


def cut_of(files: tuple[LargeFile, ...]) -> Cut | None:
    """Return where about half of all is left, at most the last file; None where cutting is not worth it.

    Only the reader of the first part can tell whether the place is between two statements.
    """
    *_, last = files
    sizes = [Path(file.path).stat().st_size for file in files]
    if sum(sizes) < WORTH_CUTTING:
        return None
    middle = sizes[-1] - int(_SECOND_SHARE * sum(sizes))
    if middle <= 0:
        return Cut(last, 0, Context({}, last.base))
    try:
        context = _context(last)
        with Path(last.path).open("rb") as stream:
            stream.seek(middle)
            place = _between_subjects(stream) if last.format == "ntriples" else _between_statements(stream)
    except (SyntaxError, ValueError, OSError, MemoryError):
        return None  # the careful reader will say
    return None if place is None or context is None else Cut(last, middle + place, context)


def _context(file: LargeFile) -> Context | None:
    """Return the context of the first statement."""
    parser = ox.parse(path=file.path, format=ENGINES[file.format], base_iri=file.base)
    if next(parser, None) is None:
        return None
    return Context(dict(parser.prefixes), parser.base_iri or file.base)


def _between_statements(stream: IO[bytes]) -> int | None:
    found = _STATEMENT_END.search(stream.read(_WINDOW))
    return found.end() if found else None


def _between_subjects(stream: IO[bytes]) -> int | None:
    """Return a place between lines about different nodes, none of them blank."""
    lines = stream.read(_WINDOW).split(b"\n")[:-1]
    place, before = 0, b""
    for line in lines:
        subject = line.partition(b" ")[0]
        if before.startswith(b"<") and line.startswith(b"<") and subject != before and b" _:" not in line:
            return place
        # The first line may be the rest of one.
        before = subject if place and b" _:" not in line else b""
        place += len(line) + 1
    return None
