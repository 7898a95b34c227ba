"""Read what the vocabulary says of each of its classes and properties, in words."""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import pyoxigraph

from etom_rdf.catalogue import natural_key
from etom_rdf.namespaces import DCTERMS, ETOM, GOST, OWL, RDF, RDFS, SKOS
from etom_rdf.own_files import Node, iris, texts
from etom_rdf.site.class_expressions import allowed, predicate
from etom_rdf.site.names import is_ours, mention, ontology
from etom_rdf.site.phrases import Phrase, joined, phrase
from etom_rdf.text import Language, Text, Voice

TermKind = Literal["class", "object", "datatype", "annotation"]

_KINDS: Final[dict[str, TermKind]] = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "object",
    f"{OWL}DatatypeProperty": "datatype",
    f"{OWL}AnnotationProperty": "annotation",
}


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """Describe a class or property of the vocabulary; `name` is its local name, `clauses` where it is from."""

    name: str
    kind: TermKind
    label: Text
    definition: Text
    notes: tuple[Text, ...]
    clauses: tuple[str, ...]

    @property
    def iri(self) -> str:
        """Return the IRI in the namespace of the vocabulary."""
        return ETOM + self.name


@cache
def vocabulary_terms() -> tuple[VocabularyTerm, ...]:
    """Return the classes, then the properties, each kind by name.

    >>> [one.name for one in vocabulary_terms()][:2]
    ['Agreement', 'Area']
    """
    said = ontology()
    found = [
        _term(node, kind)
        for node in said
        if isinstance(node, pyoxigraph.NamedNode) and node.value.startswith(ETOM)
        for kind in [_KINDS.get(next(iter(iris(said.objects(node, f"{RDF}type"))), ""))]
        if kind is not None and said.objects(node, f"{RDFS}label")
    ]
    kinds = list(_KINDS.values())
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), one.name.casefold())))


def _term(node: pyoxigraph.NamedNode, kind: TermKind) -> VocabularyTerm:
    said = ontology()
    sources = sorted(iris(said.objects(node, f"{DCTERMS}source")), key=natural_key)
    return VocabularyTerm(
        name=node.value.removeprefix(ETOM),
        kind=kind,
        label=texts(said.objects(node, f"{RDFS}label"))[0],
        definition=texts(said.objects(node, f"{SKOS}definition"))[0],
        notes=(
            *texts(said.objects(node, f"{SKOS}scopeNote")),
            *texts(said.objects(node, f"{SKOS}editorialNote")),
        ),
        clauses=tuple(source.removeprefix(GOST).removeprefix("clause-") for source in sources),
    )


@dataclass(frozen=True, slots=True)
class Axiom:
    """Say one thing that holds of a term: a heading, and the sentences under it."""

    heading: str
    sentences: tuple[Phrase, ...]


def axioms(term: VocabularyTerm, language: Language) -> tuple[Axiom, ...]:
    """Say what holds of a class or a property, without what is stated of outside vocabularies."""
    made = _of_class(term, language) if term.kind == "class" else _of_property(term, language)
    return tuple(axiom for axiom in made if axiom.sentences)


def _of_class(term: VocabularyTerm, language: Language) -> list[Axiom]:
    said, node, say = ontology(), pyoxigraph.NamedNode(term.iri), Voice(language)
    above = said.objects(node, f"{RDFS}subClassOf")
    named = [one.value for one in above if isinstance(one, pyoxigraph.NamedNode) and is_ours(one.value)]
    every = [one for one in above if isinstance(one, pyoxigraph.BlankNode)]
    exactly = said.objects(node, f"{OWL}equivalentClass")
    return [
        Axiom(say("A kind of", "Входит в класс"), _listed(named, language)),
        Axiom(say("Its kinds", "Включает классы"), _listed(_below(node, f"{RDFS}subClassOf"), language)),
        Axiom(
            say("Each", "Каждый объект"),
            tuple(phrase(predicate(one, language), ".") for one in every),
        ),
        Axiom(
            say("Exactly what", "В точности то, что"),
            tuple(phrase(predicate(one, language), ".") for one in exactly),
        ),
        Axiom(say("Never also", "Не пересекается с"), _listed(_disjoint(node), language)),
        Axiom(
            say("Has", "Имеет свойства"),
            _listed(_stated(f"{RDFS}domain", node), language),
        ),
        Axiom(
            say("Is the value of", "Служит значением"),
            _listed(_stated(f"{RDFS}range", node), language),
        ),
    ]


def _of_property(term: VocabularyTerm, language: Language) -> list[Axiom]:
    said, node, say = ontology(), pyoxigraph.NamedNode(term.iri), Voice(language)
    above = [iri for iri in iris(said.objects(node, f"{RDFS}subPropertyOf")) if is_ours(iri)]
    return [
        Axiom(
            say("Stated of", "У чего бывает"),
            tuple(allowed(one, language) for one in said.objects(node, f"{RDFS}domain")),
        ),
        Axiom(
            say("Value", "Значение"),
            tuple(allowed(one, language) for one in said.objects(node, f"{RDFS}range")),
        ),
        Axiom(say("Narrower than", "Уже, чем"), _listed(above, language)),
        Axiom(
            say("Wider than", "Шире, чем"),
            _listed(_below(node, f"{RDFS}subPropertyOf"), language),
        ),
        Axiom(say("Follows from", "Следует из"), (*_chains(node, language), *_transitive(node, language))),
        Axiom(say("Leads to", "Приводит к"), _consequences(node, language)),
    ]


def _listed(found: list[str], language: Language) -> tuple[Phrase, ...]:
    names = [(mention(iri, language),) for iri in found]
    return (joined(names, ", "),) if names else ()


def _below(node: pyoxigraph.NamedNode, predicate_iri: str) -> list[str]:
    said = ontology()
    return sorted(
        one.value
        for one in said
        if isinstance(one, pyoxigraph.NamedNode) and node in said.objects(one, predicate_iri)
    )


def _stated(predicate_iri: str, node: pyoxigraph.NamedNode) -> list[str]:
    """Return the properties with this class for a domain or a range, alone or among others."""
    said = ontology()
    return [
        one.iri
        for one in vocabulary_terms()
        for value in said.objects(pyoxigraph.NamedNode(one.iri), predicate_iri)
        if node == value or node in said.members(said.value(value, f"{OWL}unionOf"))
    ]


def _disjoint(node: pyoxigraph.NamedNode) -> list[str]:
    said = ontology()
    found = set(iris(said.objects(node, f"{OWL}disjointWith")))
    for one in said:
        if node in said.objects(one, f"{OWL}disjointWith"):
            found |= set(iris([one]))
        members = said.members(said.value(one, f"{OWL}members"))
        if node in members:
            found |= set(iris(members)) - {node.value}
    return sorted(found)


def _chain(properties: list[Node], language: Language) -> Phrase:
    return joined([(mention(one, language),) for one in properties], " → ")


def _chains(node: pyoxigraph.NamedNode, language: Language) -> tuple[Phrase, ...]:
    said = ontology()
    return tuple(
        _chain(said.members(head), language) for head in said.objects(node, f"{OWL}propertyChainAxiom")
    )


def _transitive(node: pyoxigraph.NamedNode, language: Language) -> tuple[Phrase, ...]:
    if f"{OWL}TransitiveProperty" not in iris(ontology().objects(node, f"{RDF}type")):
        return ()
    end = Voice(language)(" (transitive)", " (транзитивно)")
    return (phrase(_chain([node, node], language), end),)


def _consequences(node: pyoxigraph.NamedNode, language: Language) -> tuple[Phrase, ...]:
    """Say which chains with this property lead to which other property."""
    said = ontology()
    return tuple(
        phrase(_chain(members, language), Voice(language)(" gives ", " даёт "), mention(one, language))
        for one in said
        if isinstance(one, pyoxigraph.NamedNode) and one != node
        for head in said.objects(one, f"{OWL}propertyChainAxiom")
        for members in [said.members(head)]
        if node in members
    )


def alignments(term: VocabularyTerm) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the outside terms that stand above a term, and those that are merely its counterparts.

    >>> alignments(next(one for one in vocabulary_terms() if one.name == "Step"))
    (('http://purl.org/net/p-plan#Step',), ())
    """
    said, node = ontology(), pyoxigraph.NamedNode(term.iri)
    above = [
        iri
        for predicate_iri in (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf")
        for iri in iris(said.objects(node, predicate_iri))
        if not is_ours(iri)
    ]
    return tuple(sorted(above)), tuple(sorted(iris(said.objects(node, f"{RDFS}seeAlso"))))
