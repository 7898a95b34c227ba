"""Put subjects, predicates and names into the order of a reader."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from etom_rdf.namespaces import ETOM, GOST, PREFIXES, QUERY, SHAPE
from etom_rdf.turtle.facts import TYPE, Facts, Subject

Key = tuple[Any, ...]

# What a subject is typed decides its section; what no line names is an individual and comes last.
_SECTIONS: Final = """
owl:Ontology
owl:Class rdfs:Class owl:Restriction
rdfs:Datatype
owl:ObjectProperty owl:TransitiveProperty owl:SymmetricProperty owl:InverseFunctionalProperty
owl:DatatypeProperty
owl:AnnotationProperty
rdf:Property owl:FunctionalProperty
owl:AllDisjointClasses owl:AllDisjointProperties owl:Axiom
sh:NodeShape
sh:PropertyShape
sh:ConstraintComponent
sh:SPARQLAskValidator sh:SPARQLSelectValidator
dcterms:BibliographicResource
skos:ConceptScheme
xkos:ClassificationLevel
"""
# A file may say something of a term that another file declares.
_SECTIONS_BY_PREDICATE: Final = {
    "rdfs:subClassOf": "owl:Class",
    "owl:equivalentClass": "owl:Class",
    "rdfs:subPropertyOf": "owl:ObjectProperty",
    "owl:equivalentProperty": "owl:ObjectProperty",
    "owl:propertyChainAxiom": "owl:ObjectProperty",
}
_FIRST_PREDICATES: Final = """
rdf:type owl:versionIRI owl:versionInfo owl:imports
skos:prefLabel skos:altLabel skos:hiddenLabel rdfs:label dcterms:title
skos:notation dcterms:identifier skos:definition dcterms:description rdfs:comment
sh:prefix sh:namespace sh:target sh:targetClass sh:targetNode sh:targetObjectsOf sh:targetSubjectsOf sh:path
rdfs:subClassOf owl:equivalentClass owl:disjointWith rdfs:subPropertyOf owl:equivalentProperty
owl:inverseOf rdfs:domain rdfs:range owl:propertyChainAxiom owl:propertyDisjointWith
owl:onProperty owl:onClass owl:onDataRange
skos:inScheme skos:hasTopConcept skos:topConceptOf skos:broader skos:related xkos:depth skos:member
"""
_LAST_PREDICATES: Final = """
sh:property sh:parameter sh:validator sh:nodeValidator sh:propertyValidator sh:sparql
sh:declare sh:prefixes sh:ask sh:select sh:construct
sh:deactivated sh:severity sh:name sh:labelTemplate sh:description sh:message
owl:deprecated dcterms:isReplacedBy dcterms:replaces
skos:scopeNote skos:example skos:note skos:changeNote skos:historyNote skos:editorialNote
rdfs:seeAlso rdfs:isDefinedBy dcterms:creator dcterms:contributor dcterms:created dcterms:modified
dcterms:license dcterms:source prov:wasDerivedFrom prov:wasAttributedTo prov:generatedAtTime
"""

_OWN: Final = (ETOM, GOST, SHAPE, QUERY)
# Where a subject without a name stands in its section: after our namespaces, other IRIs and well-known ones.
NAMELESS: Final = len(_OWN) + 2
LABELLED: Final = NAMELESS + 1


def _iri(name: str) -> str:
    prefix, local = name.split(":")
    return PREFIXES[prefix] + local


_SECTION_OF: Final = {
    _iri(name): rank for rank, line in enumerate(_SECTIONS.splitlines()) for name in line.split()
}
_SECTION_OF_PREDICATE: Final = {_iri(p): _SECTION_OF[_iri(c)] for p, c in _SECTIONS_BY_PREDICATE.items()}
_PREDICATE_PLACES: Final = {
    **{_iri(name): at - len(_FIRST_PREDICATES) for at, name in enumerate(_FIRST_PREDICATES.split())},
    **{_iri(name): at for at, name in enumerate(_LAST_PREDICATES.split(), 1)},
}


def section(subject: Subject, facts: Facts) -> int:
    """Return the section of a subject; individuals have the last."""
    return min(_sections(subject, facts), default=len(_SECTION_OF))


def _sections(subject: Subject, facts: Facts) -> Iterator[int]:
    properties = facts[subject]
    types = properties.get(TYPE)
    if types:
        yield from (_SECTION_OF[name] for name in types if isinstance(name, str) and name in _SECTION_OF)
    else:
        yield from (_SECTION_OF_PREDICATE[name] for name in properties if name in _SECTION_OF_PREDICATE)


def type_key(iri: str) -> Key:
    """Return what decides the place of a type among the types of one subject."""
    return _SECTION_OF.get(iri, len(_SECTION_OF)), *iri_key(iri)


@cache
def predicate_key(iri: str) -> Key:
    """Return what decides the place of a predicate: what names and defines first, remarks and sources last."""
    if iri in _PREDICATE_PLACES:
        return _PREDICATE_PLACES[iri], ()
    return 0, iri_key(iri)


@cache
def iri_key(iri: str) -> Key:
    """Return what decides the place of an IRI: our namespaces, then unknown ones, then those with a prefix.

    >>> sorted(["http://www.w3.org/2004/02/skos/core#note", "urn:x", ETOM + "b", ETOM + "a"], key=iri_key)[1:]
    ['https://w3id.org/etom/ns/b', 'urn:x', 'http://www.w3.org/2004/02/skos/core#note']
    """
    own = next((at for at, namespace in enumerate(_OWN) if iri.startswith(namespace)), None)
    foreign = any(iri.startswith(namespace) for namespace in PREFIXES.values())
    return len(_OWN) + foreign if own is None else own, *natural_key(iri)


@cache
def natural_key(text: str) -> Key:
    """Return a key that sorts numbers of any length in numeric order.

    Every other character counts, and "-" sorts before ".": functions follow their element.

    >>> sorted(["1.1.10", "1.1.9.1", "1.1.9", "1.1.9-f1"], key=natural_key)
    ['1.1.9', '1.1.9-f1', '1.1.9.1', '1.1.10']
    """
    runs = re.findall("[0-9]+|[^0-9]+", text)
    return tuple(
        (0, len(run.lstrip("0")), run.lstrip("0")) if run[0] in "0123456789" else (1, 0, run) for run in runs
    ), text
