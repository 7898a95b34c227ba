"""Find in a large file the statements about some subjects that come in a known order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from etom_rdf.validation.fast.stream.files import LargeFile
from etom_rdf.validation.fast.stream.reading import Context

STATEMENT_END: Final = b".\n"  # and now and then the end of something else
Block = tuple[int, bytes]  # lines of the file before it; statements
_WINDOW: Final = 16 << 20
_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_SPACES: Final = b" \t\n"


def windows(path: Path) -> Iterator[bytes]:
    """Yield a file in pieces that end where a statement may end."""
    rest = b""
    with path.open("rb") as stream:
        while piece := stream.read(_WINDOW):
            end = piece.rfind(STATEMENT_END) + len(STATEMENT_END)
            if end < len(STATEMENT_END):
                rest += piece
                continue
            yield rest + piece[:end]
            rest = piece[end:]
    if rest:
        yield rest


def found_in_order(file: LargeFile, subjects: Sequence[str], context: Context) -> list[Block] | None:
    """Return the statements about subjects, given in the order of the file; None unless all are easily found."""
    blocks: list[Block] = []
    written = [_written(subject, context) for subject in subjects]
    done = lines = 0
    for text, length in _lines_in_place(Path(file.path)):
        position = counted = 0
        if done and (end := _end(text, length, written[done - 1], 0, file)):
            blocks.append((lines, bytes(text[1 : end + 1])))  # more of what the window before ended with
            position = end
        while done < len(written):
            start = _start(text, length, written[done], position)
            if start is None:
                break
            position = _end(text, length, written[done], start, file)
            if not position:
                return None
            lines += text.count(b"\n", counted + 1, start + 1)
            counted = start
            blocks.append((lines, bytes(text[start + 1 : position + 1])))
            done += 1
        lines += text.count(b"\n", counted + 1, length)
    return blocks if done == len(written) else None


def _lines_in_place(path: Path) -> Iterator[tuple[bytearray, int]]:
    """Yield the windows of a file, each with a line break before and at the end, in one place, with their lengths.

    To copy a large file takes longer than to look through it.
    """
    place, kept = bytearray(b"\n"), 1
    with path.open("rb", buffering=0) as stream:
        while True:
            if len(place) < kept + _WINDOW:
                place.extend(bytes(kept + _WINDOW - len(place)))
            with memoryview(place) as view:
                read = stream.readinto(view[kept : kept + _WINDOW])
            if not read:
                break
            kept += read
            end = place.rfind(STATEMENT_END, 0, kept) + len(STATEMENT_END)
            if end >= len(STATEMENT_END):
                yield place, end
                rest = place[end:kept]
                place[1 : 1 + len(rest)] = rest
                kept = 1 + len(rest)
    if kept > 1:
        place[kept : kept + 1] = b"\n"
        yield place, kept if place.endswith(b"\n", 0, kept) else kept + 1


def _written(subject: str, context: Context) -> bytes:
    """Return a line break and a subject as its first word, as far as that can be told."""
    iri = subject[1:-1]
    fitting = [
        (len(namespace), prefix)
        for prefix, namespace in context.prefixes.items()
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace))
    ]
    if not fitting:
        return b"\n" + subject.encode()
    length, prefix = max(fitting)
    return f"\n{prefix}:{iri[length:]}".encode()


def _start(text: bytearray, length: int, written: bytes, position: int) -> int | None:
    """Return where the line break before a subject stands."""
    while (position := text.find(written, position, length - 1)) >= 0:
        if text[position + len(written)] in _SPACES:
            return position
        position += 1
    return None


def _end(text: bytearray, length: int, written: bytes, start: int, file: LargeFile) -> int:
    """Return where the last line about a subject ends, given where the first may begin; 0 if it does not."""
    end = 0
    while text.startswith(written, start, length - 1) and text[start + len(written)] in _SPACES:
        if file.format == "ntriples":
            end = text.index(b"\n", start + 1)
        else:
            end = text.find(STATEMENT_END, start, length) + 1
            if not end:
                return 0
        start = end
        while text.startswith(b"\n\n", start, length):
            start += 1
    return end


def all_found(blocks: Iterable[Block], first: int) -> tuple[bytes, list[tuple[int, int]]]:
    """Put blocks together from line `first` on, and return where each starts in that text and in the file."""
    parts: list[bytes] = []
    starts: list[tuple[int, int]] = []
    for before, block in blocks:
        starts.append((first, before + 1))
        parts.append(block)
        first += block.count(b"\n")
    return b"".join(parts), starts
