"""Read of a large file only what is said of some subjects, with the lines where it stands."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import RdfDocument, read_rdf
from etom_rdf.rdf_input.parsing import ENGINES, BlankNodes, Parsing
from etom_rdf.validation.fast.stream.lines import LargeFile

_END: Final = b".\n"  # of a statement, and now and then of something else
_DIRECTIVES: Final = (b"@prefix", b"@base", b"prefix ", b"base ")
_WINDOW: Final = 16 << 20
_SMALL: Final = 64 << 20  # bytes of a file that is read whole where an excerpt is not possible


def excerpt(file: LargeFile, subjects: Iterable[str]) -> RdfDocument:
    """Return what a file says of subjects, given as terms; of blank nodes only where the file is not too large."""
    wanted = frozenset(subjects)
    text, starts = _blocks(file, wanted)
    parsing = Parsing(text, file.name, file.format, BlankNodes(file.passing_seed))
    try:
        quads, lines, parser = parsing.run(ENGINES[file.format], file.base)
    except InputError:  # a block was cut within a string; the whole file is well-formed, as was seen before
        return _whole(file) or RdfDocument(file.name, file.format, [], [], {}, file.base)
    missing = wanted - {str(quad.subject) for quad in quads}
    whole = _whole(file) if missing else None  # blank nodes, or several statements in one line
    if whole is not None:
        return whole
    places = [line for line, _ in starts]
    return RdfDocument(
        file.name,
        file.format,
        quads,
        [None if line is None else _line(line, places, starts) for line in lines],
        dict(parser.prefixes),
        parser.base_iri or file.base,
    )


def _line(line: int, places: list[int], starts: list[tuple[int, int]]) -> int:
    """Turn a line of the excerpt into that of the file."""
    here, there = starts[bisect_right(places, line) - 1]
    return there + line - here


def _blocks(file: LargeFile, wanted: frozenset[str]) -> tuple[bytes, list[tuple[int, int]]]:
    """Return directives and wanted statements of a file, and for each where it starts here and there."""
    parts: list[bytes] = []
    starts: list[tuple[int, int]] = []
    prefixes: dict[bytes, str] = {}
    subjects = frozenset(one.encode() for one in wanted)
    here = there = 1
    for data in _windows(Path(file.path)):
        found = _in_lines(data, subjects) if file.format == "ntriples" else _in_turtle(data, wanted, prefixes)
        for line, block in found:
            starts.append((here, there + line))
            parts.append(block)
            here += block.count(b"\n")
        there += data.count(b"\n")
    return b"".join(parts), starts


def _windows(path: Path) -> Iterator[bytes]:
    """Yield a file in pieces that end where a statement may end."""
    rest = b""
    with path.open("rb") as stream:
        while piece := stream.read(_WINDOW):
            end = piece.rfind(_END) + len(_END)
            if end < len(_END):
                rest += piece
                continue
            yield rest + piece[:end]
            rest = piece[end:]
    if rest:
        yield rest


def _in_lines(data: bytes, subjects: frozenset[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the wanted lines, each with the number of lines before it."""
    subject, is_wanted = b"\0", False
    for number, line in enumerate(data.split(b"\n")):
        if not line.startswith(subject):
            subject = line.partition(b" ")[0] or b"\0"
            is_wanted = subject in subjects
        if is_wanted:
            yield number, line + b"\n"


def _in_turtle(
    data: bytes, wanted: frozenset[str], prefixes: dict[bytes, str]
) -> Iterator[tuple[int, bytes]]:
    """Yield directives and wanted statements, each with the number of lines before it."""
    start = counted = lines = 0
    for statement in data.split(_END):
        end = start + len(statement) + len(_END)
        head = statement[:2048].lstrip()
        is_directive = head[:8].lower().startswith(_DIRECTIVES)
        if is_directive:
            _note_prefix(head, prefixes)
        if is_directive or (head and _term(head.split(None, 1)[0], prefixes) in wanted):
            lines += data.count(b"\n", counted, start)
            counted = start
            yield lines, data[start:end]
        start = end


def _note_prefix(head: bytes, prefixes: dict[bytes, str]) -> None:
    for line in head.splitlines():
        words = line.split(None, 2)
        if len(words) == 3 and words[0].lower() in (b"@prefix", b"prefix") and words[2].startswith(b"<"):
            prefixes[words[1]] = words[2][1:].partition(b">")[0].decode(errors="replace")


def _term(token: bytes, prefixes: dict[bytes, str]) -> str:
    """Return the term that the first word of a statement stands for, as far as that is plain to see."""
    if token.startswith(b"<"):
        return token.decode(errors="replace")
    prefix, colon, name = token.partition(b":")
    namespace = prefixes.get(prefix + colon)
    return "" if namespace is None else f"<{namespace}{name.decode(errors='replace')}>"


def _whole(file: LargeFile) -> RdfDocument | None:
    if Path(file.path).stat().st_size > _SMALL:
        return None
    return read_rdf(file.path, name=file.name)
