"""Read what the package ships into facts: each file as a document, and together what describes things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, TypeVar

from etom_rdf.linked_data.questions import DCMI_TYPE, collection, in_both, question
from etom_rdf.namespaces import DCTERMS, OWL, PREFIXES, QUERY
from etom_rdf.querying import QueryFile, queries
from etom_rdf.resources import ontology_files, shape_files, vocabulary_files
from etom_rdf.text import Text
from etom_rdf.turtle.facts import TYPE, Blank, Facts, Literal, Subject, Term
from etom_rdf.turtle.reading import read_text

_Node = TypeVar("_Node", Subject, Term)
BASE: Final = "https://w3id.org/etom/"
_TITLE: Final = Text(
    en="GOST R 53633.3-2009 (eTOM) as linked data: an unofficial machine-readable edition",
    ru="ГОСТ Р 53633.3—2009 (eTOM) в виде связанных данных: неофициальное машиночитаемое издание",
)


@dataclass(frozen=True, slots=True)
class Document:
    """Hold a document that has an IRI: an ontology, the list of questions or the list of all documents.

    `version` is the IRI of the edition that is shipped, None where the document has none; `joined` tells that its
    statements describe things too. The files on other vocabularies are not joined: how a foreign model is read is
    no axiom about our terms.
    """

    iri: str
    version: str | None
    licence: str
    facts: Facts
    prefixes: Mapping[str, str]
    joined: bool = True


@cache
def shipped() -> "Shipped":
    """Return what the package ships, read once."""
    return Shipped()


class Shipped:
    """Hold all documents and index their statements."""

    def __init__(self) -> None:
        ontologies = (
            *(_read(path) for path in (*ontology_files(), *shape_files())),
            *(_read(path, joined=False) for path in vocabulary_files()),
        )
        licence = ontologies[0].licence
        asked = Document(QUERY, None, licence, collection(licence), PREFIXES)
        whole = Document(BASE, None, licence, _list((*ontologies, asked)), PREFIXES, joined=False)
        self.documents = {one.iri: one for one in (*ontologies, asked, whole)}
        self.questions: dict[str, QueryFile] = {query.iri: query for query in queries() if query.iri}

    @cached_property
    def versions(self) -> dict[str, str]:
        """Return the IRI of each document by that of its edition."""
        return {one.version: one.iri for one in self.documents.values() if one.version}

    @cached_property
    def facts(self) -> Facts:
        """Return the statements that describe things, of all joined documents and the questions."""
        merged: Facts = {}
        for facts in (*self._joined(), *map(question, self.questions.values())):
            for subject, properties in facts.items():
                for predicate, values in properties.items():
                    merged.setdefault(subject, {}).setdefault(predicate, {}).update(values)
        return merged

    @cached_property
    def iris(self) -> frozenset[str]:
        """Return the IRIs of ours that occur anywhere in the documents."""
        found = {*self.documents, *self.versions, *self.questions}
        for facts in (self.facts, *(one.facts for one in self.documents.values())):
            found.update(_iris(facts))
        return frozenset(iri for iri in found if iri.startswith(BASE))

    @cached_property
    def pointing(self) -> dict[Term, list[tuple[Subject, str]]]:
        """Return by each value the subjects and predicates that it is a value of."""
        found: dict[Term, list[tuple[Subject, str]]] = {}
        for subject, properties in self.facts.items():
            for predicate, values in properties.items():
                for value in values:
                    found.setdefault(value, []).append((subject, predicate))
        return found

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Return all prefixes that the files declare, and ours."""
        declared: dict[str, str] = {}
        for one in self.documents.values():
            declared |= one.prefixes
        return {**declared, "dcmitype": DCMI_TYPE, **PREFIXES}

    def home(self, iri: str) -> Document:
        """Return the document that says what a thing is, or that its IRI belongs to."""
        for predicate in (TYPE, None):
            for one in self.documents.values():
                said = one.facts.get(iri, {}) if one.joined else {}
                if said and (predicate is None or predicate in said):
                    return one
        return self.documents[max((one for one in self.documents if iri.startswith(one)), key=len)]

    def _joined(self) -> Iterator[Facts]:
        return (one.facts for one in self.documents.values() if one.joined)


def _read(path: Path, *, joined: bool = True) -> Document:
    facts, prefixes = read_text(path.read_bytes(), str(path))
    # Names of blank nodes hold for one file only.
    own: Facts = {
        _placed(subject, path.stem): {
            predicate: {_placed(value, path.stem): None for value in values}
            for predicate, values in properties.items()
        }
        for subject, properties in facts.items()
    }
    (header,) = (
        subject
        for subject, properties in own.items()
        if isinstance(subject, str) and f"{OWL}Ontology" in properties.get(TYPE, {})
    )
    said = own[header]
    version = next((one for one in said.get(f"{OWL}versionIRI", {}) if isinstance(one, str)), None)
    (licence,) = (one for one in said[f"{DCTERMS}license"] if isinstance(one, str))
    return Document(header, version, licence, own, prefixes, joined)


def _placed(term: _Node, file: str) -> _Node:
    return Blank(f"{file} {term.name}") if isinstance(term, Blank) else term


def _list(documents: tuple[Document, ...]) -> Facts:
    facts: Facts = {
        BASE: {
            TYPE: {f"{DCMI_TYPE}Collection": None},
            f"{DCTERMS}title": in_both(_TITLE),
            f"{DCTERMS}hasPart": {one.iri: None for one in documents},
            f"{DCTERMS}license": {documents[0].licence: None},
        }
    }
    for one in documents:
        title = one.facts[one.iri].get(f"{DCTERMS}title", {})
        facts[one.iri] = {TYPE: one.facts[one.iri][TYPE], f"{DCTERMS}title": title}
    return facts


def _iris(facts: Facts) -> Iterator[str]:
    for subject, properties in facts.items():
        yield from _iris_in(subject)
        for predicate, values in properties.items():
            yield predicate
            for value in values:
                yield from _iris_in(value)


def _iris_in(term: Subject | Term) -> Iterator[str]:
    if isinstance(term, str):
        yield term
    elif isinstance(term, Literal):
        yield term.datatype
