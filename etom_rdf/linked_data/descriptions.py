"""Gather what describes one thing: what is said of it, what points at it, and the names of all that is mentioned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from etom_rdf.linked_data.forms import Form
from etom_rdf.linked_data.shipped import BASE, Shipped
from etom_rdf.namespaces import DCTERMS, RDFS, SH, SKOS
from etom_rdf.text import Language
from etom_rdf.turtle.facts import TYPE, Blank, Facts, Subject, Term

# A property by which more things point at one says nothing of it in particular, and half a list would mislead.
MOST_BACK_LINKS: Final = 30
_NAMES: Final = (
    f"{SKOS}prefLabel",
    f"{RDFS}label",
    f"{SH}name",
    f"{DCTERMS}title",
    f"{SKOS}notation",
)


@dataclass(frozen=True, slots=True)
class Description:
    """Hold what answers an IRI.

    `path` is what follows https://w3id.org/etom/ in the IRI, `stem` the path of its documents without extension.
    `is_document` tells an ontology or a list, which is a document and answers itself, from a thing, which a
    document describes; `canonical` is the IRI of the document that an edition belongs to. `licence` is an IRI,
    `pages` are the addresses of the pages that show it, from the root of the site.
    """

    path: str
    stem: str
    is_document: bool
    canonical: str
    licence: str
    pages: Mapping[Language, str]
    forms: tuple[Form, ...]
    facts: Facts

    @property
    def iri(self) -> str:
        """Return the IRI."""
        return BASE + self.path

    def file(self, form: Form) -> str:
        """Return the path of the document in one form."""
        return f"{self.stem}.{form.extension}"


def facts_about(iri: str, shipped: Shipped) -> Facts:
    """Return the description of a thing.

    It holds the statements about the thing with their blank nodes, those that point at it (of each property, if
    they are few), where it is defined under which licence, and types and names of what all these mention.
    """
    gathering = _Gathering(shipped)
    gathering.take_subject(iri)
    gathering.take_back_links(iri)
    gathering.take_home(iri)
    gathering.take_names(iri)
    return gathering.facts


class _Gathering:
    def __init__(self, shipped: Shipped) -> None:
        self._all = shipped.facts
        self._shipped = shipped
        self.facts: Facts = {}

    def take_subject(self, subject: Subject) -> None:
        """Take all that is said of a subject, and of the blank nodes in it."""
        for predicate, values in self._all.get(subject, {}).items():
            for value in values:
                self._take(subject, predicate, value)

    def take_back_links(self, iri: str) -> None:
        """Take the statements with this value, up to the thing with an IRI that they belong to."""
        by_property: dict[str, dict[tuple[Subject, Term], None]] = {}
        for link in self._shipped.pointing.get(iri, ()):
            owner, predicate, value = self._owner(*link, iri)
            if owner != iri:
                by_property.setdefault(predicate, {})[owner, value] = None
        for predicate, links in by_property.items():
            if len(links) <= MOST_BACK_LINKS:
                for owner, value in links:
                    self._take(owner, predicate, value)
                    if isinstance(owner, Blank):  # a statement of its own, such as a disjointness
                        self.take_subject(owner)

    def take_home(self, iri: str) -> None:
        """Say which document defines the thing."""
        home = self._shipped.home(iri)
        self._take(iri, f"{RDFS}isDefinedBy", home.iri)
        self._take(home.iri, f"{DCTERMS}license", home.licence)

    def take_names(self, iri: str) -> None:
        """Take types and names of all that is mentioned, and of those types, so that a client can show it."""
        done = {iri}
        while todo := self._mentioned() - done:
            for one in todo:
                said = self._all.get(one, {})
                if any(name in said for name in _NAMES):
                    for predicate in (TYPE, *_NAMES):
                        for value in said.get(predicate, ()):
                            self._take(one, predicate, value)
            done |= todo

    def _mentioned(self) -> set[str]:
        return {
            one
            for subject, properties in self.facts.items()
            for predicate, values in properties.items()
            for one in (subject, predicate, *values)
            if isinstance(one, str)
        }

    def _owner(self, subject: Subject, predicate: str, value: Term) -> tuple[Subject, str, Term]:
        while isinstance(subject, Blank) and (above := self._shipped.pointing.get(subject)):
            value = subject
            subject, predicate = above[0]
        return subject, predicate, value

    def _take(self, subject: Subject, predicate: str, value: Term) -> None:
        self.facts.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        if isinstance(value, Blank) and value not in self.facts:
            self.take_subject(value)
