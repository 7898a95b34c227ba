"""Find what an RDF file in other vocabularies says of processes, with the lines where it says it."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, Literal, NamedTuple, cast

import pyoxigraph as ox

from etom_rdf.namespaces import ETOM, RDF
from etom_rdf.rdf_input import RdfDocument, Subject, Term
from etom_rdf.readers.rdf.aliases import Aliases, ClassAlias
from etom_rdf.readers.rdf.targets import Meaning

_TYPE: Final = ox.NamedNode(f"{RDF}type")
_PREDICATE: Final = attrgetter("predicate")
_RELATIONS: Final = frozenset({"part", "behind", "required"})


class Typed(NamedTuple):
    """Say what a node is, and where that is said; `word` is the class or the property that makes it so.

    A type is trusted more than a property of the node, and that more than one that leads to it: `trust` 2, 1, 0.
    """

    alias: ClassAlias
    word: ox.NamedNode
    line: int | None
    trust: int


class Relation(NamedTuple):
    """Tie two nodes: a part to its whole, what is behind to what is before, what serves to what requires it."""

    subject: Subject
    object: Subject
    line: int | None


class Said(NamedTuple):
    """Hold a value of a node, with the property that the file uses."""

    predicate: ox.NamedNode
    value: Term
    line: int | None


Values = dict[Subject, list[Said]]


@dataclass(slots=True)
class Contents:
    """Hold what was found in a file.

    `typed` are the nodes that other vocabularies make processes or systems, in the order of the file, `ours` the
    nodes with classes of our own. `relations` and `values` go by what their properties are read as; "other" are
    the values that typed nodes have by further properties.
    """

    typed: dict[Subject, Typed]
    ours: dict[Subject, set[str]]
    relations: dict[Meaning, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    values: dict[Meaning | Literal["other"], Values] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def find_contents(document: RdfDocument, aliases: Aliases) -> Contents | None:
    """Return what a file says of processes; None where other vocabularies make nothing one that we do not."""
    if not _uses(document, aliases):
        return None
    contents = Contents(*_nodes(document, aliases))
    if contents.typed.keys() <= contents.ours.keys():
        return None
    other = contents.values["other"]
    for quad, line in zip(document.quads, document.lines, strict=True):
        subject, predicate, value = cast(Subject, quad.subject), quad.predicate, cast(Term, quad.object)
        meanings = aliases.properties.get(predicate)
        if meanings is None:
            if subject in contents.typed and predicate != _TYPE:
                other[subject].append(Said(predicate, value, line))
            continue
        for meaning, inverted in meanings:
            if meaning not in _RELATIONS:
                contents.values[meaning][subject].append(Said(predicate, value, line))
            elif not isinstance(value, ox.Literal):
                ends = (value, subject) if inverted else (subject, value)
                contents.relations[meaning].append(Relation(*ends, line))
    return contents


def _uses(document: RdfDocument, aliases: Aliases) -> bool:
    """Say whether a type or a predicate may make a node something; all that a file without them pays for."""
    types = {quad.object for quad in document.quads if quad.predicate == _TYPE}
    if not types.isdisjoint(aliases.classes):
        return True
    predicates = set(map(_PREDICATE, document.quads))
    return not (predicates.isdisjoint(aliases.domains) and predicates.isdisjoint(aliases.ranges))


def _nodes(document: RdfDocument, aliases: Aliases) -> tuple[dict[Subject, Typed], dict[Subject, set[str]]]:
    """Return the nodes that other vocabularies make processes or systems, and those that have classes of ours."""
    typed: dict[Subject, Typed] = {}
    ours: dict[Subject, set[str]] = defaultdict(set)
    ends = aliases.domains.keys() | aliases.ranges.keys()
    for quad, line in zip(document.quads, document.lines, strict=True):
        predicate = quad.predicate
        if predicate == _TYPE:
            subject, class_ = cast(Subject, quad.subject), quad.object
            if not isinstance(class_, ox.NamedNode):
                continue
            if class_ in aliases.classes:
                _add(typed, subject, Typed(aliases.classes[class_], class_, line, 2))
            elif class_.value.startswith(ETOM):
                ours[subject].add(class_.value)
        elif predicate in ends:
            subject, value = cast(Subject, quad.subject), cast(Term, quad.object)
            if predicate in aliases.domains:
                _add(typed, subject, Typed(aliases.domains[predicate], predicate, line, 1))
            if predicate in aliases.ranges and not isinstance(value, ox.Literal):
                _add(typed, value, Typed(aliases.ranges[predicate], predicate, line, 0))
    return typed, ours


def _add(typed: dict[Subject, Typed], node: Subject, found: Typed) -> None:
    """Keep the best that is said of a node, the first of equals; a process is never a system."""
    known = typed.get(node)
    if known is None or _rank(found) > _rank(known):
        typed[node] = found


def _rank(typed: Typed) -> tuple[bool, int]:
    return typed.alias.role == "process", typed.trust
