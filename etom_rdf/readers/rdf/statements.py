"""Read what a file says of the classes and properties of a vocabulary, in RDFS and OWL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import pyoxigraph as ox

from etom_rdf.errors import InputError
from etom_rdf.model import PathText, read_file
from etom_rdf.namespaces import DCTERMS, ETOM, GOST, OWL, RDFS, shorten
from etom_rdf.own_files import texts
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.rdf.targets import CLASSES, PROPERTIES
from etom_rdf.text import Text

_OURS: Final = (ETOM, GOST)
_CLASS: Final = frozenset({f"{RDFS}subClassOf", f"{OWL}equivalentClass"})
_PROPERTY: Final = frozenset({f"{RDFS}subPropertyOf", f"{OWL}equivalentProperty", f"{OWL}inverseOf"})
_ENDS: Final = frozenset({f"{RDFS}domain", f"{RDFS}range"})
_BOTH_WAYS: Final = frozenset({f"{OWL}equivalentClass", f"{OWL}equivalentProperty", f"{OWL}inverseOf"})
_INVERSE: Final = ox.NamedNode(f"{OWL}inverseOf")
_TITLE: Final = ox.NamedNode(f"{DCTERMS}title")
_ONTOLOGY: Final = ox.NamedNode(f"{OWL}Ontology")


class Link(NamedTuple):
    """Say that one term lies below another; `inverted`, that a property does with its ends exchanged."""

    below: ox.NamedNode
    above: ox.NamedNode
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Statements:
    """Hold what one file says; `title` is what the vocabulary is called, else the name of the file.

    `domains` and `ranges` pair a property with the class of whatever stands at that end.
    """

    title: Text
    classes: tuple[Link, ...]
    properties: tuple[Link, ...]
    domains: tuple[tuple[ox.NamedNode, ox.NamedNode], ...]
    ranges: tuple[tuple[ox.NamedNode, ox.NamedNode], ...]


def read_statements(path: PathText) -> Statements:
    """Read one file. What is neither of RDFS nor of OWL is passed over, and so are class expressions.

    Raises InputError for a file that cannot be read, and with its line for a statement that leads to a term of
    ours which nothing can be read as, or that explains a term of ours by one of another vocabulary.
    """
    document = read_file(path)
    inverses = {
        quad.subject: quad.object
        for quad in document.quads
        if quad.predicate == _INVERSE and isinstance(quad.subject, ox.BlankNode)
    }
    classes: list[Link] = []
    properties: list[Link] = []
    ends: dict[str, list[tuple[ox.NamedNode, ox.NamedNode]]] = {one: [] for one in _ENDS}
    for quad, line in zip(document.quads, document.lines, strict=True):
        below, predicate, above = quad.subject, quad.predicate.value, quad.object
        inverted = predicate == f"{OWL}inverseOf"
        if predicate in _PROPERTY and isinstance(above, ox.BlankNode) and above in inverses:
            above, inverted = inverses[above], True
        if not isinstance(below, ox.NamedNode) or not isinstance(above, ox.NamedNode):
            continue
        if predicate in _ENDS:
            _check_class(above, document.name, line)
            ends[predicate].append((below, above))
        elif predicate in _CLASS:
            classes += _links(below, predicate, above, (document.name, line))
        elif predicate in _PROPERTY:
            properties += _links(below, predicate, above, (document.name, line), inverted=inverted)
    return Statements(
        _title(document), tuple(classes), tuple(properties), *(tuple(ends[one]) for one in sorted(_ENDS))
    )


def _links(
    below: ox.NamedNode,
    predicate: str,
    above: ox.NamedNode,
    place: tuple[str, int | None],
    *,
    inverted: bool = False,
) -> Iterator[Link]:
    if below.value.startswith(_OURS):
        if predicate not in _BOTH_WAYS or above.value.startswith(_OURS):
            ours, theirs = shorten(below.value), shorten(above.value)
            raise bad_input(
                *place,
                f"{ours} is put below {theirs}; a vocabulary puts its own terms below ours: write it the other way "
                "round, or leave it out",
                f"{ours} ставится ниже {theirs}, а словарь ставит свои термины ниже наших: поменяйте их местами "
                "или уберите это утверждение",
            )
        below, above = above, below
    if predicate in _CLASS:
        _check_class(above, *place)
    elif above.value.startswith(_OURS) and above not in PROPERTIES:
        raise _nothing_to_read_as(above, PROPERTIES, *place)
    yield Link(below, above, inverted)
    if predicate in _BOTH_WAYS and not above.value.startswith(_OURS):
        yield Link(above, below, inverted)


def _check_class(above: ox.NamedNode, name: str, line: int | None) -> None:
    if above.value.startswith(_OURS) and above not in CLASSES:
        raise _nothing_to_read_as(above, CLASSES, name, line)


def _nothing_to_read_as(
    term: ox.NamedNode, known: Iterable[ox.NamedNode], name: str, line: int | None
) -> InputError:
    listed = ", ".join(shorten(one.value) for one in known)
    return bad_input(
        name,
        line,
        f"nothing of another vocabulary is read as {shorten(term.value)}; lead to one of: {listed}",
        f"термины других словарей не читаются как {shorten(term.value)}; сводите их к одному из: {listed}",
    )


def _title(document: RdfDocument) -> Text:
    headers = {quad.subject for quad in document.quads if quad.object == _ONTOLOGY}
    titles = [quad.object for quad in document.quads if quad.predicate == _TITLE and quad.subject in headers]
    return next(iter(texts(titles)), None) or Text(en=document.name, ru=document.name)
