"""Decide how blank nodes stand: in place, in a list, or under a label that their names have no part in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from etom_rdf.turtle.facts import FIRST, NIL, REST, Blank, Facts, Subject, Term
from etom_rdf.turtle.order import Key

_TRIES: Final = 24

_Place = tuple[Subject, str]
_Edges = dict[Blank, list[tuple[str, Blank]]]


@dataclass(frozen=True, slots=True)
class Nesting:
    """Say how blank nodes stand.

    Those with an entry in `parents` are written in place there, and `cells` of them in a list ( … ). Those in
    `shared` need a label; the rest are subjects only.
    """

    parents: dict[Blank, _Place]
    cells: set[Blank]
    shared: dict[Blank, list[_Place]]


def nest(facts: Facts) -> Nesting:
    """Find the place of each blank node: what stands in one place only is written there."""
    references: dict[Blank, list[_Place]] = {}
    for subject, properties in facts.items():
        for predicate, values in properties.items():
            for value in values:
                if isinstance(value, Blank):
                    references.setdefault(value, []).append((subject, predicate))
    parents = {blank: places[0] for blank, places in references.items() if len(places) == 1}
    for blank in _cyclic(parents):
        del parents[blank]
    shared = {blank: places for blank, places in references.items() if blank not in parents}
    return Nesting(parents, _list_cells(facts, parents), shared)


def _cyclic(parents: Mapping[Blank, _Place]) -> set[Blank]:
    # Nodes that each stand only in the next one have no place to begin, so they need labels.
    seen: set[Subject] = set()
    cyclic: set[Blank] = set()
    for start in parents:
        way: dict[Blank, int] = {}
        node: Subject = start
        while isinstance(node, Blank) and node in parents and node not in seen and node not in way:
            way[node] = len(way)
            node = parents[node][0]
        if isinstance(node, Blank) and node in way:
            cyclic.update(list(way)[way[node] :])
        seen.update(way)
    return cyclic


def _list_cells(facts: Facts, parents: Mapping[Blank, _Place]) -> set[Blank]:
    # Walk from each last cell towards the head: only a chain that ends in rdf:nil can be written ( … ).
    cells: set[Blank] = set()
    for last in facts:
        node: Subject = last
        rest: Term = NIL
        while (
            isinstance(node, Blank)
            and node in parents
            and facts[node].keys() == {FIRST, REST}
            and len(facts[node][FIRST]) == 1
            and list(facts[node][REST]) == [rest]
        ):
            cells.add(node)
            rest = node
            node, predicate = parents[node]
            if predicate != REST:
                break
    return cells


def items(cell: Blank, facts: Facts) -> Iterator[Term]:
    """Go through the items of a list from one of its cells on."""
    rest: Term = cell
    while isinstance(rest, Blank):
        yield next(iter(facts[rest][FIRST]))
        rest = next(iter(facts[rest][REST]))


def give_labels(
    nesting: Nesting, *, key: Callable[[str], Key], description: Callable[[Blank], str]
) -> dict[Blank, str]:
    """Give numbers to the shared blank nodes by what is said of them and where, not by the names they had.

    `key` tells the place of a subject with an IRI; `description` is what is said of a node, where shared nodes
    all look alike.
    """
    places = {**nesting.shared, **{blank: [place] for blank, place in nesting.parents.items()}}
    near = _around(nesting.shared, places)
    first = {
        blank: (
            sorted((key(s), p) for s, p in places.get(blank, ()) if isinstance(s, str)),
            description(blank),
        )
        for blank in near
    }
    edges: _Edges = {blank: [] for blank in near}
    for blank in near:
        for subject, predicate in places.get(blank, ()):
            if isinstance(subject, Blank):
                edges[blank].append((f"<{predicate}", subject))
                edges[subject].append((f">{predicate}", blank))
    ranks = _separated(_refined(_ranked(first), edges), edges, nesting.shared)
    ordered = sorted(nesting.shared, key=ranks.__getitem__)
    return {blank: f"b{number}" for number, blank in enumerate(ordered, 1)}


def _around(shared: Iterable[Blank], places: Mapping[Blank, list[_Place]]) -> list[Blank]:
    """Return the shared nodes and those that they stand in, directly or not."""
    near: dict[Blank, None] = {}
    todo: list[Subject] = list(shared)
    while todo:
        blank = todo.pop()
        if isinstance(blank, Blank) and blank not in near:
            near[blank] = None
            todo.extend(subject for subject, _ in places.get(blank, ()))
    return list(near)


def _ranked(signatures: Mapping[Blank, Any]) -> dict[Blank, int]:
    ranks: dict[Blank, int] = {}
    rank, before = 0, None
    for place, (blank, signature) in enumerate(sorted(signatures.items(), key=itemgetter(1))):
        rank = rank if signature == before else place
        ranks[blank], before = rank, signature
    return ranks


def _look(blank: Blank, ranks: Mapping[Blank, int], edges: _Edges) -> tuple[int, list[tuple[str, int]]]:
    return ranks[blank], sorted((direction, ranks[other]) for direction, other in edges[blank])


def _refined(ranks: dict[Blank, int], edges: _Edges) -> dict[Blank, int]:
    # Split the nodes by the ranks of their neighbours, until that splits none further.
    while True:
        finer = _ranked({blank: _look(blank, ranks, edges) for blank in ranks})
        if len(set(finer.values())) == len(set(ranks.values())):
            return ranks
        ranks = finer


def _separated(ranks: dict[Blank, int], edges: _Edges, shared: Iterable[Blank]) -> dict[Blank, int]:
    # Nodes still alike mostly are: put each in front and keep the smallest outcome. Exact but for graphs as
    # regular as no ontology is; there, names of blank nodes may follow their order in the source.
    while True:
        alike: dict[int, list[Blank]] = {}
        for blank in shared:
            alike.setdefault(ranks[blank], []).append(blank)
        tied = min((item for item in alike.items() if len(item[1]) > 1), default=None)
        if tied is None:
            return ranks
        tries = tied[1][: _TRIES if len(ranks) < _TRIES**2 else 1]
        outcomes = [
            _refined(_ranked({b: (rank, b != one) for b, rank in ranks.items()}), edges) for one in tries
        ]
        ranks = min(outcomes, key=lambda outcome: sorted(_look(b, outcome, edges) for b in outcome))
