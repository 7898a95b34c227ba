"""Say what each class and property of other vocabularies is read as."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from etom_rdf.model import PathText
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.rdf.statements import Link, Statements, read_statements
from etom_rdf.readers.rdf.targets import CLASSES, PROPERTIES, Meaning, Role
from etom_rdf.resources import vocabulary_files
from etom_rdf.text import Text


class ClassAlias(NamedTuple):
    """Say what the instances of a class are, and in which vocabulary the class stands."""

    role: Role
    vocabulary: Text


class PropertyAlias(NamedTuple):
    """Say what a property is read as; `inverted`, with subject and object exchanged."""

    meaning: Meaning
    inverted: bool


@dataclass(frozen=True, slots=True)
class Aliases:
    """Look up what terms are read as.

    `domains` and `ranges` say what the subject and the object of a property are, whatever their types.
    """

    classes: Mapping[ox.NamedNode, ClassAlias]
    properties: Mapping[ox.NamedNode, tuple[PropertyAlias, ...]]
    domains: Mapping[ox.NamedNode, ClassAlias]
    ranges: Mapping[ox.NamedNode, ClassAlias]

    def covers(self, iris: Collection[str]) -> bool:
        """Tell whether any of some terms, given by IRI, may make a node something."""
        tables = (self.classes, self.domains, self.ranges)
        return any(ox.NamedNode(iri) in table for iri in iris for table in tables)

    @classmethod
    def of(cls, statements: Iterable[Statements]) -> "Aliases":
        """Follow what files say of terms up to those that can be read."""
        files = tuple(statements)
        above_class = _by_below(link for file in files for link in file.classes)
        above_property = _by_below(link for file in files for link in file.properties)
        classes: dict[ox.NamedNode, ClassAlias] = {}
        for file in files:
            for link in file.classes:
                role = _role(link.below, above_class)
                if role is not None:
                    classes.setdefault(link.below, ClassAlias(role, file.title))
        terms = {*above_property, *PROPERTIES}
        reached = {term: tuple(_reached(term, above_property)) for term in terms}
        properties = {term: _aliases(reached[term]) for term in terms}
        domains = _ends(files, classes, inverted=False)
        ranges = _ends(files, classes, inverted=True)
        for term in {*terms, *domains, *ranges}:
            for above, inverted in reached.get(term, ()):
                for here, there in ((domains, ranges), (ranges, domains)):
                    end = (there if inverted else here).get(above)
                    if end is not None:
                        here.setdefault(term, end)
        return cls(classes, {term: some for term, some in properties.items() if some}, domains, ranges)


def load_aliases(paths: Iterable[PathText] = ()) -> Aliases:
    """Return the aliases that ship with the package together with those of a user's own files.

    Raises InputError for a file that cannot be read, or that leads no term anywhere.

    >>> aliases = load_aliases()
    >>> aliases.classes[ox.NamedNode("http://purl.org/net/p-plan#Step")].role
    'process'
    >>> aliases.properties[ox.NamedNode("https://schema.org/step")]
    (PropertyAlias(meaning='part', inverted=True),)
    """
    paths = tuple(paths)
    if not paths:
        return _shipped_aliases()
    shipped, own = _shipped(), tuple(map(read_statements, paths))
    aliases = Aliases.of((*shipped, *own))
    for path, statements in zip(paths, own, strict=True):
        _require_use(str(path), statements, aliases)
    return aliases


@cache
def _shipped() -> tuple[Statements, ...]:
    return tuple(map(read_statements, vocabulary_files()))


@cache
def _shipped_aliases() -> Aliases:
    return Aliases.of(_shipped())


def _by_below(links: Iterable[Link]) -> dict[ox.NamedNode, list[Link]]:
    found: dict[ox.NamedNode, list[Link]] = defaultdict(list)
    for link in links:
        found[link.below].append(link)
    return dict(found)


def _reached(
    term: ox.NamedNode, above: Mapping[ox.NamedNode, list[Link]]
) -> Iterator[tuple[ox.NamedNode, bool]]:
    """Yield a term and all above it, the nearest first, and whether its ends are exchanged on the way."""
    waiting = [(term, False)]
    seen = set(waiting)
    for here, inverted in waiting:
        yield here, inverted
        for link in above.get(here, ()):
            further = link.above, inverted != link.inverted
            if further not in seen:
                seen.add(further)
                waiting.append(further)


def _role(term: ox.NamedNode, above: Mapping[ox.NamedNode, list[Link]]) -> Role | None:
    return next((CLASSES[one] for one, _ in _reached(term, above) if one in CLASSES), None)


def _aliases(reached: Iterable[tuple[ox.NamedNode, bool]]) -> tuple[PropertyAlias, ...]:
    found = (PropertyAlias(PROPERTIES[one], inverted) for one, inverted in reached if one in PROPERTIES)
    return tuple(dict.fromkeys(found))


def _ends(
    files: Iterable[Statements], classes: Mapping[ox.NamedNode, ClassAlias], *, inverted: bool
) -> dict[ox.NamedNode, ClassAlias]:
    found: dict[ox.NamedNode, ClassAlias] = {}
    for file in files:
        for term, class_ in file.ranges if inverted else file.domains:
            role = CLASSES.get(class_) or (classes[class_].role if class_ in classes else None)
            if role is not None:
                found.setdefault(term, ClassAlias(role, file.title))
    return found


def _require_use(name: str, statements: Statements, aliases: Aliases) -> None:
    used = any(link.below in aliases.classes for link in statements.classes)
    used = used or any(link.below in aliases.properties for link in statements.properties)
    used = used or any(term in aliases.domains for term, _ in statements.domains)
    if not (used or any(term in aliases.ranges for term, _ in statements.ranges)):
        raise bad_input(
            name,
            None,
            "this vocabulary leads no class or property to one that is read; write for example "
            "my:Procedure rdfs:subClassOf etom:Process",
            "этот словарь не сводит ни класс, ни свойство к тем, что читаются; напишите, например, "
            "my:Procedure rdfs:subClassOf etom:Process",
        )
