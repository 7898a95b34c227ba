"""Derive the classification that clause 7.2 implies: whoever performs a function of an element belongs to it.

Two engines, which a test holds together. `construct` is the shipped query infer-classification: fast, it needs
no Java and knows the reason. `hermit` is a reasoner that derives the same from the axioms of the vocabulary and
takes axioms of the model's own into account, such as a sub-property of `etom:performs`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, cast

import pyoxigraph as ox

from etom_rdf.catalogue import Catalogue, natural_key
from etom_rdf.hermit import Entailments, Pair, Resource, name_of, reason
from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM, GOST, PREFIXES, RDF, RDFS, shorten
from etom_rdf.own_files import Node
from etom_rdf.querying import load_query, open_store
from etom_rdf.text import Language, Voice
from etom_rdf.turtle import canonical_turtle

Engine = Literal["construct", "hermit"]

_CLASSIFIED_AS: Final = ox.NamedNode(f"{ETOM}classifiedAs")
_QUALIFIED: Final = ox.NamedNode(f"{ETOM}qualifiedClassification")
_ELEMENT: Final = ox.NamedNode(f"{ETOM}element")
_FUNCTION: Final = ox.NamedNode(f"{ETOM}function")
_TYPE: Final = ox.NamedNode(f"{RDF}type")


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
    pairs = implied.keys() if engine == "construct" else reason(store, _without_stated(store)).classified
    found = [
        InferredClassification(
            name_of(process),
            name_of(element),
            tuple(sorted(map(name_of, implied.get((process, element), ())), key=_order)),
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
    return reason(store, _facts(store))


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
        f"выведено отнесений: {len(found)}, из них в модели не указано: {new}",
    )
    return "\n".join([*lines, "", total] if lines else [total])


def _by_query(store: ox.Store) -> dict[Pair, set[Resource]]:
    """Ask the shipped query for the pairs of process and element, each with its functions."""
    said: dict[Node, dict[ox.NamedNode, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for triple in cast("ox.QueryTriples", store.query(load_query("infer-classification").text)):
        said[triple.subject][triple.predicate].append(triple.object)
    implied: dict[Pair, set[Resource]] = defaultdict(set)
    for process, facts in list(said.items()):
        for node in facts[_QUALIFIED]:
            (element,), (function,) = said[node][_ELEMENT], said[node][_FUNCTION]
            if isinstance(element, Resource):
                implied[cast("Resource", process), element].add(cast("Resource", function))
    return dict(implied)


def _stated(store: ox.Store) -> set[Pair]:
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
    kinds: dict[tuple[Node, str], list[Resource]] = defaultdict(list)
    for end in ("domain", "range"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + end), None, ox.DefaultGraph()):
            kinds[quad.subject, end].append(cast("Resource", quad.object))
    for triple in _facts(store):
        if triple.predicate not in (_CLASSIFIED_AS, _ELEMENT):
            yield triple
        elif isinstance(triple.object, Resource):
            for node, end in ((triple.subject, "domain"), (triple.object, "range")):
                yield from (ox.Triple(node, _TYPE, kind) for kind in kinds[triple.predicate, end])


def _named(iri: str) -> dict[str, str | None]:
    return {"id": iri.removeprefix(GOST) if iri.startswith(GOST) else None, "iri": iri}


def _order(iri: str) -> tuple[object, ...]:
    return natural_key(iri), iri


def _resource(text: str) -> Resource:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)
