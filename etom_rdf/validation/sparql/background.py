"""Know what the rules need of the ontology, so that it need not stand in the store.

The data of a validation is the model together with the ontology. The model lies in the store; what patterns need of
the ontology goes along with the query, as tables. A store that holds the ontology too gives the same findings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from etom_rdf.identifier_grammar import OUTSIDE
from etom_rdf.namespaces import ETOM, GOST, RDFS, SKOS
from etom_rdf.stores import Store
from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.graph import SUBCLASS_OF, TYPE, Graph, Statement
from etom_rdf.validation.sparql.conditions import different
from etom_rdf.validation.sparql.literals import same_value
from etom_rdf.validation.terms import is_blank, is_iri, is_literal, literal_term, text_of

# No query can name a blank node; those of the ontology go by an IRI while they travel.
_BLANK: Final = "urn:x-etom-blank:"
_CHUNK: Final = 200
_MOST: Final = 1000  # of the model's own elements and functions that go along with a query
_LINKING: Final = (f"{ETOM}extends", f"{ETOM}functionOf")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OfModel:
    """Hold what is known of a model beforehand.

    `added` is what it says about subjects of the ontology, `below` its classes, each with the one above it, `numbers`
    the identifiers that it puts into the scheme of the standard, `outside` the elements of other parts of the series
    that it speaks of, `placed` its own elements with their identifiers, and `links` the subjects and objects of some
    predicates. `placed` is None, and a predicate is missing, where there are too many to go along with a query.
    """

    added: Sequence[Statement] = ()
    below: Sequence[Pair] = ()
    numbers: Sequence[str] = ()
    outside: Sequence[str] = ()
    placed: Sequence[Pair] | None = ()
    links: Mapping[str, Sequence[Pair]] = field(default_factory=dict)


class Background:
    """Hold the ontology and what is known of the model."""

    def __init__(self, model: OfModel) -> None:
        known = ontology()
        self.added = tuple(one for one in model.added if not is_said(one))
        self.graph = Graph((*_statements(known), *((skolem(s), p, skolem(o)) for s, p, o in self.added)))
        self.model = model

    @property
    def is_touched(self) -> bool:
        """Tell whether the model adds anything about a subject of the ontology."""
        return bool(self.added)

    def pairs(self, predicate: str) -> tuple[tuple[str, str], ...]:
        """Return subject and object of all statements of a predicate."""
        index = self.graph.index(predicate)
        return tuple(
            (subject, value) for value, subjects in index.items() for subject in dict.fromkeys(subjects)
        )

    def closure(self, predicates: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return each subject with all that lies one step or more away along any of the predicates."""
        steps: dict[str, set[str]] = {}
        for predicate in predicates:
            for subject, value in self.pairs(predicate):
                steps.setdefault(subject, set()).add(value)
        found: list[tuple[str, str]] = []
        for start in steps:
            reached: dict[str, None] = {}
            waiting = [start]
            while waiting:
                for value in sorted(steps.get(waiting.pop(), ())):
                    if value not in reached:
                        reached[value] = None
                        waiting.append(value)
            found += ((start, value) for value in reached)
        return tuple(found)

    def adds_to(self, predicates: Iterable[str]) -> bool:
        """Tell whether the model adds statements of a predicate about subjects of the ontology."""
        return not {predicate for _, predicate, _ in self.added}.isdisjoint(predicates)

    def subclasses(self, cls: str) -> tuple[str, ...]:
        """Return a class with all classes below it, in the ontology and the model."""
        found = {cls: None}
        waiting = [cls]
        while waiting:
            above = waiting.pop()
            below = [
                *self.graph.subjects(SUBCLASS_OF, above),
                *(one for one, top in self.model.below if top == above),
            ]
            for one in below:
                if one not in found and is_iri(one):
                    found[one] = None
                    waiting.append(one)
        return tuple(found)

    def instances(self, cls: str) -> tuple[str, ...]:
        """Return the instances of a class among the subjects of the ontology."""
        found = (one for below in self.subclasses(cls) for one in self.graph.subjects(TYPE, below))
        return tuple(dict.fromkeys(found))

    @cached_property
    def defined_numbers(self) -> tuple[str, ...]:
        """Return the identifiers of what belongs to the scheme of the standard, in the ontology and the model."""
        members = dict.fromkeys(self.graph.subjects(f"{SKOS}inScheme", f"<{GOST}scheme>"))
        ours = (one for member in members for one in self.graph.objects(member, f"{SKOS}notation"))
        return tuple(sorted({*(text_of(one) for one in ours if one[-1] == '"'), *self.model.numbers}))


def fetch(store: Store, classes: Iterable[str]) -> Background:
    """Ask a store what the rules need to know beforehand; `classes` are the terms of those that they speak of."""
    subjects = [one for one in ontology() if is_iri(one)]
    added = [
        (str(subject), text_of(str(predicate)), str(value))
        for chunk in chunks(subjects)
        for subject, predicate, value in store.select(
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {' '.join(chunk)} }} ?s ?p ?o }}"
        )
    ]
    numbers = store.select(
        f"SELECT DISTINCT ?n WHERE {{ ?e <{SKOS}inScheme> <{GOST}scheme> . ?e <{SKOS}notation> ?n }}"
    )
    plain = [text_of(str(number)) for (number,) in numbers if str(number)[-1] == '"']
    links = {one: rows for one in _LINKING if (rows := _few(store, f"?s <{one}> ?o")) is not None}
    below = _below(store, Background(OfModel(added)), classes)
    return Background(OfModel(added, below, plain, _outside(store), _placed(store), links))


def predicates(store: Store) -> list[str]:
    """Return all predicates that a store uses."""
    return [str(one) for (one,) in store.select("SELECT DISTINCT ?p WHERE { ?s ?p ?o }")]


def _placed(store: Store) -> list[Pair] | None:
    """Return the identifiers of the model's elements that have their place on the map; None if there are many."""
    found: dict[Pair, None] = {}
    for place in (f"{ETOM}extends", f"{ETOM}inArea"):
        rows = _few(store, f"?s <{place}> ?place . ?s <{SKOS}notation> ?o")
        if rows is None:
            return None
        found.update(((element, text_of(number)), None) for element, number in rows)
    return list(found)


def _few(store: Store, pattern: str) -> list[Pair] | None:
    """Return the pairs of ?s and ?o that a pattern gives; None if there are many, or some that no query can name."""
    answer = store.select(f"SELECT DISTINCT ?s ?o WHERE {{ {pattern} }} LIMIT {_MOST}")
    rows = [(str(subject), str(value)) for subject, value in answer]
    return None if len(rows) == _MOST or any(is_blank(one) for row in rows for one in row) else rows


def _outside(store: Store) -> list[str]:
    """Return the elements of other parts of the series that the model speaks of."""
    pattern = literal_term(f"^{GOST.replace('.', '[.]')}{OUTSIDE.removeprefix('^')}")
    predicates = (f"{ETOM}{name}" for name in ("classifiedAs", "element", "functionOf", "extends"))
    used = " UNION ".join(f"{{ ?any <{one}> ?e }}" for one in predicates)
    test = f"isIRI(?e) && REGEX(STR(?e), {pattern})"
    rows = store.select(f"SELECT ?e WHERE {{ {{ {different('?e', used)} }} FILTER ({test}) }}")
    return sorted(str(element) for (element,) in rows)


def _below(store: Store, known: Background, classes: Iterable[str]) -> list[tuple[str, str]]:
    """Return the model's classes below those of the rules, each with the one above it."""
    found: list[tuple[str, str]] = []
    asked: set[str] = set()
    waiting = {below for cls in classes for below in known.subclasses(cls)}
    while waiting - asked:
        level = sorted(one for one in waiting - asked if is_iri(one))
        asked |= waiting
        for chunk in chunks(level):
            query = (
                f"SELECT DISTINCT ?below ?above WHERE {{ VALUES ?above {{ {' '.join(chunk)} }} "
                f"?below <{RDFS}subClassOf> ?above }}"
            )
            found += ((str(below), str(above)) for below, above in store.select(query))
        waiting |= {below for below, _ in found}
    return found


def chunks(terms: list[str]) -> Iterator[list[str]]:
    """Cut a list into parts of a length that every server takes in one query."""
    return (terms[start : start + _CHUNK] for start in range(0, len(terms), _CHUNK))


def is_said(statement: Statement) -> bool:
    """Tell whether the ontology says this already, perhaps as a store rewrites it: `1` for `true`, `ru` for `RU`.

    A blank node of a store has a label of its own; it counts as said where the ontology has any in its place.
    """
    subject, predicate, value = statement
    known = tuple(ontology().objects(subject, predicate))
    if value in known or (is_blank(value) and any(map(is_blank, known))):
        return True
    return is_literal(value) and any(same_value(value, one) for one in known if is_literal(one))


def skolem(term: str) -> str:
    """Name a blank node by an IRI; other terms stay."""
    return f"<{_BLANK}{term[2:]}>" if is_blank(term) else term


def unskolem(term: str) -> str:
    """Give the blank node that an IRI stands for; other terms stay."""
    return f"_:{term[len(_BLANK) + 1 : -1]}" if term.startswith(f"<{_BLANK}") else term


def _statements(graph: Graph) -> Iterator[Statement]:
    return (
        (skolem(subject), predicate, skolem(value))
        for subject in graph
        for predicate, values in graph.statements_of(subject).items()
        for value in values
    )
