"""Put each ontology file together with its imports, found among the given files; nothing is ever fetched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from etom_rdf.namespaces import OWL, RDF, shorten
from etom_rdf.owl_profile.wording import Violation, violation
from etom_rdf.rdf_input import RdfDocument, read_rdf


@dataclass(frozen=True, slots=True)
class Closure:
    """Hold what one file and its imports say, without the headers of the imports."""

    name: str
    triples: Sequence[ox.Triple]

    def as_rdf_xml(self) -> bytes:
        """Return the triples in the syntax that every engine reads."""
        return ox.serialize(self.triples, format=ox.RdfFormat.RDF_XML) or b""


def closures_of(paths: Iterable[Path]) -> tuple[list[Closure], list[Violation]]:
    """Return each file with its imports, the least dependent first, then all files; and imports not found."""
    documents = {str(path): read_rdf(path) for path in paths}
    homes = {iri: name for name, document in documents.items() for iri in _own_iris(document)}
    imports = {name: list(_values(document, "imports")) for name, document in documents.items()}
    reached = {name: _reach(name, imports, homes) for name in documents}
    names = sorted(documents, key=lambda name: len(reached[name]))
    closures = [_closure(name, reached[name], documents, keep={name}) for name in names]
    if len(documents) != 1:
        closures.append(_closure(", ".join(documents), documents, documents, keep=set()))
    missing = [(iri, name) for name in documents for iri in imports[name] if iri not in homes]
    return closures, [violation("imports", ("UnresolvedImport", shorten(iri)), name) for iri, name in missing]


def _values(document: RdfDocument, name: str) -> Iterator[str]:
    objects = (quad.object for quad in document.quads if quad.predicate.value == OWL + name)
    return (iri.value for iri in objects if isinstance(iri, ox.NamedNode))


def _own_iris(document: RdfDocument) -> set[str]:
    headers = (quad.subject for quad in document.quads if _is_header(quad))
    return {iri.value for iri in headers if isinstance(iri, ox.NamedNode)} | set(
        _values(document, "versionIRI")
    )


def _is_header(quad: ox.Quad) -> bool:
    return quad.predicate.value == f"{RDF}type" and quad.object == ox.NamedNode(f"{OWL}Ontology")


def _reach(name: str, imports: Mapping[str, Sequence[str]], homes: Mapping[str, str]) -> dict[str, None]:
    reached: dict[str, None] = {}
    todo = [name]
    while todo:
        one = todo.pop()
        if one not in reached:
            reached[one] = None
            todo.extend(homes[iri] for iri in imports[one] if iri in homes)
    return reached


def _closure(
    name: str, names: Iterable[str], documents: Mapping[str, RdfDocument], keep: set[str]
) -> Closure:
    # One document can have one header only; and an import that stays would be fetched by OWLAPI.
    triples: dict[ox.Triple, None] = {}
    for one in names:
        quads = documents[one].quads
        headers = set() if one in keep else {quad.subject for quad in quads if _is_header(quad)}
        for quad in quads:
            if quad.subject not in headers and quad.predicate.value != f"{OWL}imports":
                triples[quad.triple] = None
    return Closure(name, list(triples))
