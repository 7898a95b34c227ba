"""Read of a large file only what is said of some subjects, with the lines where it stands."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import RdfDocument, read_rdf
from etom_rdf.rdf_input.parsing import ENGINES, BlankNodes, Parsing
from etom_rdf.validation.fast.stream.files import LargeFile
from etom_rdf.validation.fast.stream.finding import STATEMENT_END, Block, all_found, found_in_order, windows
from etom_rdf.validation.fast.stream.reading import Context

_DIRECTIVES: Final = (b"@prefix", b"@base", b"prefix ", b"base ")
_SMALL: Final = 64 << 20  # bytes of a file that is read whole where an excerpt is not possible


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say of which subjects a file is to be read again: in the order of the file, with its context, where known."""

    subjects: frozenset[str]
    order: Sequence[str] | None = None
    context: Context | None = None


def excerpt(file: LargeFile, wanted: Wanted) -> RdfDocument:
    """Return what a file says of subjects; of blank nodes only where the file is not too large."""
    if wanted.order is not None and wanted.context is not None:
        blocks = found_in_order(file, wanted.order, wanted.context)
        first = wanted.context.header.count(b"\n") + 1
        found = None if blocks is None else _read(file, wanted.context, *all_found(blocks, first))
        if found is not None and not _missing(wanted.order, found):
            return found
    found = _read(file, Context({}, file.base), *all_found(_blocks(file, wanted.subjects), 1))
    if found is None or _missing(wanted.subjects, found):  # blank nodes, or several statements in one line
        found = _whole(file) or found
    return found or RdfDocument(file.name, file.format, [], [], {}, file.base)


def _missing(subjects: Iterable[str], document: RdfDocument) -> bool:
    return not {str(quad.subject) for quad in document.quads}.issuperset(subjects)


def _read(
    file: LargeFile, context: Context, text: bytes, starts: list[tuple[int, int]]
) -> RdfDocument | None:
    """Parse parts of a file; None where a part was cut within a string: the file as a whole is well-formed."""
    parsing = Parsing(context.header + text, file.name, file.format, BlankNodes(f"{file.passing_seed}e"))
    try:
        quads, lines, parser = parsing.run(ENGINES[file.format], context.base)
    except InputError:
        return None
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


def _blocks(file: LargeFile, wanted: frozenset[str]) -> Iterator[Block]:
    """Yield directives and wanted statements of a file, wherever they stand."""
    prefixes: dict[bytes, str] = {}
    subjects = frozenset(one.encode() for one in wanted)
    lines = 0
    for data in windows(Path(file.path)):
        found = _in_lines(data, subjects) if file.format == "ntriples" else _in_turtle(data, wanted, prefixes)
        yield from ((lines + before, block) for before, block in found)
        lines += data.count(b"\n")


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
    for statement in data.split(STATEMENT_END):
        end = start + len(statement) + len(STATEMENT_END)
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
