"""Write Turtle in one canonical form, so that two files with the same facts are the same text.

The order is that of a reader: the ontology header, classes, properties, shapes, then individuals; in each,
our namespaces before others and numbers in numeric order. A fact takes one line, so that a change shows as
one; a subject with a single short fact takes one line in all.

Nothing is lost but comments, and a text that has one is refused. Lexical forms and the case of language tags
stay as written; that is why the package reads with pyoxigraph and has its own writer: rdflib rewrites "01" to
"1", and its serializers lose facts of lists whose cells are shared.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Text
from etom_rdf.turtle.reading import read_graph, read_text
from etom_rdf.turtle.writing import document

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["FormatFinding", "canonical_turtle", "check_file", "is_canonical"]


@dataclass(frozen=True, slots=True)
class FormatFinding:
    """Report that a file is not in canonical form; `line` is the first that differs."""

    file: str
    line: int
    message: Text


def canonical_turtle(source: "str | bytes | Path | Graph", *, file: str | None = None) -> str:
    """Return the canonical Turtle of a text, a file or an rdflib graph.

    A `str` or `bytes` is Turtle text, a `Path` a file; `file` is the name that errors print. Prefixes that
    the source declares are kept where they are used; ours stand in where it declares none.
    Raises InputError for a comment, which would be lost, and for what is not RDF 1.1 in Turtle.

    >>> text = "<http://e/s> <http://www.w3.org/2004/02/skos/core#notation> '1.1' ; a <http://e/C> ."
    >>> print(canonical_turtle(text))
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <BLANKLINE>
    <http://e/s>
        a <http://e/C> ;
        skos:notation "1.1" ;
    .
    <BLANKLINE>
    """
    if isinstance(source, Path):
        return canonical_turtle(_content(source), file=file or str(source))
    if isinstance(source, str | bytes):
        name = file or "<text>"
        facts, declared = read_text(source, name)
    else:
        name = file or "<graph>"
        facts, declared = read_graph(source, name)
    try:
        return document(facts, declared)
    except EtomError as error:
        raise InputError(error.message, file=name) from None


def is_canonical(source: str | Path) -> bool:
    """Tell whether a text or a file is in canonical form; raise as `canonical_turtle` does.

    >>> is_canonical("<http://e/s> a <http://e/C> .")
    False
    """
    if isinstance(source, Path):
        return check_file(source) is None
    return canonical_turtle(source) == source


def check_file(path: Path) -> FormatFinding | None:
    """Return where a file departs from its canonical form, or None; raise as `canonical_turtle` does."""
    content = _content(path)
    expected = canonical_turtle(content, file=str(path)).encode()
    if content == expected:
        return None
    pairs = zip(content.split(b"\n"), expected.split(b"\n"), strict=False)
    shorter = min(content.count(b"\n"), expected.count(b"\n"))
    same = next((at for at, (found, due) in enumerate(pairs) if found != due), shorter)
    message = Text(
        en="not in canonical form; run `etom format`",
        ru="файл не в канонической форме; выполните `etom format`",
    )
    return FormatFinding(file=str(path), line=same + 1, message=message)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        message = Text(en=f"cannot be read ({reason})", ru=f"не удаётся прочитать ({reason})")
        raise InputError(message, file=str(path)) from None
