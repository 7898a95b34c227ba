"""Give the statements of large RDF files as N-Triples, as they come out of the parser."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Literal
from urllib.parse import quote

from etom_rdf.rdf_input.formats import bad_input, one_line
from etom_rdf.rdf_input.parsing import BlankNodes
from etom_rdf.validation.fast.stream import transcode

Feed = Callable[[str], None]
_BLOCK: Final = 1 << 20
_PIECE: Final = 1 << 18
_SET_PIPE_SIZE: Final = 1031  # F_SETPIPE_SZ of Linux


@dataclass(frozen=True, slots=True)
class LargeFile:
    """Name a file to stream. `seed` is what the names of its blank nodes are made from."""

    path: str
    format: Literal["turtle", "ntriples"]
    seed: str

    @property
    def base(self) -> str:
        """Return the base IRI of a file that states none, as `read_rdf` gives it."""
        return "https://example.invalid/" + quote(PurePath(self.path).name, errors="surrogateescape")


def large_file(path: str, *, least: int) -> LargeFile | None:
    """Return a file to stream: Turtle or N-Triples in plain UTF-8, of `least` bytes; None for any other."""
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size < least:
            return None
        kind = _kind(file)
        if kind is None:
            return None
        digest = hashlib.sha256(os.fsencode(path) + b"\0")
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                if b"\0" in block or b"<<" in block:
                    return None  # the careful reader says what is wrong with it
                digest.update(block)
    except OSError:
        return None
    return LargeFile(path, kind, digest.hexdigest()[:16])


def _kind(file: Path) -> Literal["turtle", "ntriples"] | None:
    from etom_rdf.rdf_input.formats import recognise  # noqa: PLC0415
    from etom_rdf.readers.kinds import kind_of  # noqa: PLC0415

    with file.open("rb") as stream:
        if kind_of(stream, str(file)) != "rdf":
            return None
        stream.seek(0)
        head = stream.read(_BLOCK)
    head = head[: head.rfind(b"\n") + 1]
    if not head or head.startswith((b"\xef\xbb\xbf", b"\xff", b"\xfe")):
        return None
    found = recognise(head, str(file))
    return found if found in ("turtle", "ntriples") else None


def feed_file(file: LargeFile, feed: Feed) -> None:
    """Hand the statements of a file to `feed`, whole lines at a time; raises InputError for what is wrong with it.

    The parser runs in a process of its own.
    """
    names = BlankNodes(file.seed)
    command = [sys.executable, str(transcode.__file__), file.path, _ENGINES[file.format], file.base]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
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
                feed(_renamed(text, names) if "_:" in text else text)
        except BaseException:
            process.kill()
            raise
        told = process.stderr.read()
        status = process.wait()
    if status == transcode.BAD_INPUT:
        error = json.loads(told)
        at_en, at_ru = (
            (f" at column {error['column']}", f", столбец {error['column']}") if error["column"] else ("", "")
        )
        words = one_line(error["words"])
        raise bad_input(
            file.path,
            error["line"],
            f"error{at_en}: {words}; correct this place and try again",
            f"ошибка{at_ru}: «{words}»; исправьте это место и повторите",
        )
    if status:
        raise bad_input(
            file.path,
            None,
            "the parser broke off; split the file, or look at the memory of this machine",
            "разбор оборвался; разделите файл или проверьте память машины",
        )


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
