"""Name the large RDF files that can be checked as they go by."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Literal
from urllib.parse import quote

from etom_rdf.errors import InputError

_BLOCK: Final = 1 << 20


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
        return hashlib.sha256(os.fsencode(self.name)).hexdigest()[:16]

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


def large_file(path: str, *, name: str | None = None, least: int, is_found: bool = False) -> LargeFile | None:
    """Return a file to stream: Turtle or N-Triples in UTF-8, of `least` bytes; None for any other.

    `name` stands in findings instead of the path. What `is_found` in a folder is RDF by its content alone.
    """
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size < least:
            return None
        kind = _kind(file, path if name is None else name, is_found=is_found)
    except (OSError, InputError):
        return None
    return None if kind is None else LargeFile(path, kind, path if name is None else name)


def _kind(file: Path, name: str, *, is_found: bool) -> Literal["turtle", "ntriples"] | None:
    from etom_rdf.rdf_input.formats import recognise  # noqa: PLC0415
    from etom_rdf.readers.kinds import kind_of  # noqa: PLC0415

    with file.open("rb") as stream:
        if kind_of(stream, "" if is_found else name) != "rdf":
            return None
        stream.seek(0)
        head = stream.read(_BLOCK)
    head = head[: head.rfind(b"\n") + 1]
    if not head or head.startswith((b"\xef\xbb\xbf", b"\xff", b"\xfe")):
        return None
    found = recognise(head, name)
    return found if found in ("turtle", "ntriples") else None
