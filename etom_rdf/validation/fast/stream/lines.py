"""Give the statements of large RDF files as N-Triples, as they come out of the parser."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Literal
from urllib.parse import quote

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.parsing import BlankNodes
from etom_rdf.validation.fast.stream import transcode

Feed = Callable[[str], None]
_BLOCK: Final = 1 << 20
_PIECE: Final = 1 << 18
_SET_PIPE_SIZE: Final = 1031  # F_SETPIPE_SZ of Linux


@dataclass(frozen=True, slots=True)
class LargeFile:
    """Name a file to stream; `name` stands in findings."""

    path: str
    format: Literal["turtle", "ntriples"]
    name: str

    @property
    def base(self) -> str:
        """Return the base IRI of a file that states none, as `read_rdf` gives it."""
        return "https://example.invalid/" + quote(PurePath(self.name).name, errors="surrogateescape")

    @property
    def passing_seed(self) -> str:
        """Return what the names of blank nodes are made from while the file goes by."""
        return hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]

    def seed(self) -> str:
        """Return what `read_rdf` makes the names of blank nodes from, of name and content."""
        digest = hashlib.sha256(os.fsencode(self.name) + b"\0")
        with Path(self.path).open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()[:16]


class UnusualFileError(Exception):
    """Say that a file must be read with care: it is broken, or holds what cannot be streamed."""

    def __init__(self, file: LargeFile) -> None:
        self.file = file
        super().__init__(file.path)


def large_file(path: str, *, name: str | None = None, least: int) -> LargeFile | None:
    """Return a file to stream: Turtle or N-Triples in UTF-8, of `least` bytes; None for any other.

    `name` stands in findings instead of the path.
    """
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size < least:
            return None
        kind = _kind(file, path if name is None else name)
    except (OSError, InputError):
        return None
    return None if kind is None else LargeFile(path, kind, path if name is None else name)


def _kind(file: Path, name: str) -> Literal["turtle", "ntriples"] | None:
    from etom_rdf.rdf_input.formats import recognise  # noqa: PLC0415
    from etom_rdf.readers.kinds import kind_of  # noqa: PLC0415

    with file.open("rb") as stream:
        if kind_of(stream, name) != "rdf":
            return None
        stream.seek(0)
        head = stream.read(_BLOCK)
    head = head[: head.rfind(b"\n") + 1]
    if not head or head.startswith((b"\xef\xbb\xbf", b"\xff", b"\xfe")):
        return None
    found = recognise(head, name)
    return found if found in ("turtle", "ntriples") else None


def feed_file(file: LargeFile, feed: Feed) -> None:
    """Hand the statements of a file to `feed`, whole lines at a time; raises UnusualFileError.

    The parser runs in a process of its own, which may break off without harm.
    """
    names = BlankNodes(file.passing_seed)
    command = [sys.executable, str(transcode.__file__), file.path, _ENGINES[file.format], file.base]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        _widen(process.stdout.fileno())
        rest = b""
        try:
            while piece := os.read(process.stdout.fileno(), _PIECE):
                whole, found, tail = piece.rpartition(b"\n")
                if not found:
                    rest += piece
                    continue
                text = (rest + whole + b"\n").decode()
                rest = tail
                if "<<" in text:  # triples about triples, or such a text
                    raise UnusualFileError(file)
                feed(_renamed(text, names) if "_:" in text else text)
        except BaseException:
            process.kill()
            raise
        if process.wait():
            raise UnusualFileError(file)


_ENGINES: Final = {"turtle": "TURTLE", "ntriples": "N_TRIPLES"}


def _widen(pipe: int) -> None:
    """Give a pipe more room, where the system lets it, so that the two processes wait for one another less."""
    try:
        import fcntl  # noqa: PLC0415

        fcntl.fcntl(pipe, _SET_PIPE_SIZE, _BLOCK)
    except (ImportError, OSError):
        pass


def _renamed(text: str, names: BlankNodes) -> str:
    """Give the blank nodes of whole lines their lasting names."""
    lines = text.split("\n")
    for position, line in enumerate(lines):
        if "_:" in line:
            subject, predicate, value = line.split(" ", 2)
            if subject[0] == "_":
                subject = f"_:{names[subject].value}"
            if value[0] == "_":
                value = f"_:{names[value[:-2]].value} ."
            lines[position] = f"{subject} {predicate} {value}"
    return "\n".join(lines)
