"""Write property paths as patterns over the model in the store and the ontology in tables.

A path is taken apart into routes: each is a chain of single statements and of repetitions, without choices. A route
without steps ends where it starts. Paths are walked from a node that the query has bound already; some servers refuse
a path with both ends free.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from etom_rdf.errors import EtomError
from etom_rdf.namespaces import OWL
from etom_rdf.text import Text
from etom_rdf.validation.graph import TYPE
from etom_rdf.validation.shapes.model import Alternative, Inverse, Path, Predicate, Repeated, Sequence
from etom_rdf.validation.shapes.paths import sparql_path
from etom_rdf.validation.sparql.background import Background
from etom_rdf.validation.sparql.conditions import (
    TRUE,
    Condition,
    Exists,
    Fresh,
    Test,
    different,
    either,
    union,
)


class UnanswerableError(EtomError):
    """Report what no query can ask of a store that may be without the ontology."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Follow one statement, forwards from its subject or backwards."""

    predicate: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Repetition:
    """Follow a path once or more often, forwards or backwards."""

    path: Path
    backwards: bool = False


Step = Edge | Repetition
Route = tuple[Step, ...]


def routes(path: Path) -> tuple[Route, ...]:
    """Take a path apart into routes."""
    if isinstance(path, Predicate):
        return ((Edge(path.iri),),)
    if isinstance(path, Inverse):
        return tuple(tuple(_turned(step) for step in reversed(route)) for route in routes(path.path))
    if isinstance(path, Sequence):
        chains = product(*map(routes, path.steps))
        return _distinct(tuple(step for route in chain for step in route) for chain in chains)
    if isinstance(path, Alternative):
        return _distinct(route for choice in path.choices for route in routes(choice))
    if path.operator == "?":
        return _distinct(((), *routes(path.path)))
    again: Route = (
        (Repetition(path.path.path, backwards=True),)
        if isinstance(path.path, Inverse)
        else (Repetition(path.path),)
    )
    return ((), again) if path.operator == "*" or () in routes(path.path) else (again,)


def _turned(step: Step) -> Step:
    if isinstance(step, Edge):
        return Edge(step.predicate, not step.backwards)
    return Repetition(step.path, not step.backwards)


def _distinct(some: Iterable[Route]) -> tuple[Route, ...]:
    return tuple(dict.fromkeys(some))


class Routes:
    """Write routes as patterns; see the module."""

    def __init__(self, background: Background, fresh: Fresh) -> None:
        self._background = background
        self.fresh = fresh

    def pattern(self, route: Route, start: str, end: str, *, in_model: bool = False) -> str:
        """Write a route of at least one step; `in_model` says that the start is no subject of the ontology."""
        nodes = [start, *(self.fresh() for _ in route[1:]), end]
        parts: list[str] = []
        for number, step in enumerate(route):
            source, target = nodes[number], nodes[number + 1]
            if step.backwards:
                source, target = target, source
            if isinstance(step, Repetition):
                parts.append(self._repeated(step.path, source, target))
            else:
                is_apart = in_model and number == 0 and not step.backwards
                parts.append(self.statement(source, step.predicate, target, in_model=is_apart))
        return " ".join(parts)

    def statement(self, subject: str, predicate: str, value: str, *, in_model: bool = False) -> str:
        """Write one statement between two variables."""
        asked = f"{subject} <{predicate}> {value} ."
        known = () if in_model else self._background.pairs(predicate)
        return _with_table(asked, subject, value, known)

    def _repeated(self, path: Path, subject: str, value: str) -> str:
        asked = f"{subject} {sparql_path(Repeated(path, '+'))} {value} ."
        predicates = _predicates(path)
        if not any(map(self._background.pairs, predicates)):
            return asked
        if not _is_choice_of_predicates(path) or self._background.adds_to(predicates):
            raise _unanswerable(path)
        # What starts in the model may end in the ontology, from which nothing leads back.
        known, between = self._background.closure(predicates), self.fresh()
        last = f"{subject} {sparql_path(Repeated(path, '+'))} {between} . {_table(between, value, known)}"
        return f"{{ {union((asked, _table(subject, value, known), last))} }}"

    def exists(self, path: Path, start: str, condition: Callable[[str], Condition]) -> Condition:
        """Ask whether a path leads from a node to one that meets a condition, which is given its variable."""
        found: list[Condition] = []
        for route in routes(path):
            if not route:
                found.append(condition(start))
                continue
            end = self.fresh()
            inner = condition(end)
            first = route[0]
            is_edge = isinstance(first, Edge) and not first.backwards
            values = ""
            if inner != TRUE and self.leads_to_few((route,)):
                anybody = self.fresh()
                values = different(end, self.pattern(route, anybody, end))
            found.append(
                Exists(
                    self.pattern(route, start, end),
                    inner,
                    bound=any(isinstance(step, Repetition) for step in route),
                    subject=start if is_edge else "",
                    predicate=first.predicate if is_edge and isinstance(first, Edge) else "",
                    is_single=len(route) == 1 and inner == TRUE,
                    end=end,
                    values=values,
                )
            )
        return either(*found)

    def exists_once(self, path: Path, start: str, condition: Callable[[str], Condition]) -> Condition:
        """Ask the same as `exists` about a node that is bound, row by row: the condition is written only once.

        Each step of a sequence is asked within the one before: some stores would go through all statements of its
        predicate instead. A path that may have no steps is not for this.
        """
        first, *rest = path.steps if isinstance(path, Sequence) else (path,)
        end = self.fresh()
        inner = self.exists_once(Sequence(tuple(rest)), end, condition) if rest else condition(end)
        return Exists(self.walked(first, start, end), inner, bound=True)

    def walked(self, path: Path, start: str, end: str) -> str:
        """Write a path with steps that leads from or to a node that is bound, as one where the ontology has no part."""
        if not any(map(self._background.pairs, _predicates(path))):
            return f"{start} {sparql_path(path)} {end} ."
        return f"{{ {union(self.pattern(route, start, end) for route in routes(path))} }}"

    def leads_to_few(self, ways: Iterable[Route]) -> bool:
        """Tell whether routes lead to things, which many subjects share, rather than to texts of their own."""
        graph = self._background.graph
        return all(
            isinstance(route[-1], Edge)
            and not route[-1].backwards
            and (
                route[-1].predicate == TYPE
                or f"<{OWL}ObjectProperty>" in graph.objects(f"<{route[-1].predicate}>", TYPE)
            )
            for route in ways
        )

    def leads(self, path: Path, start: str, end: str) -> Condition:
        """Ask whether a path leads from one node to another; both are bound."""
        found: list[Condition] = [
            Exists(self.pattern(route, start, end), TRUE, bound=True)
            if route
            else Test(f"sameTerm({start}, {end})")
            for route in routes(path)
        ]
        return either(*found)


def _with_table(asked: str, subject: str, value: str, known: tuple[tuple[str, str], ...]) -> str:
    table = _table(subject, value, known)
    if not table:
        return asked
    either_way = f"{{ {asked} }} UNION {{ {table} }}"
    if subject == value:
        return f"{{ {either_way} }}"
    # As a query of its own it is joined as a set; else stores go through the whole table for each row.
    return f"{{ SELECT {subject} {value} WHERE {{ {either_way} }} }}"


def _table(subject: str, value: str, known: tuple[tuple[str, str], ...]) -> str:
    """Write known pairs as values of two variables, which may be one and the same."""
    if subject == value:
        loops = [one for one, other in known if one == other]
        return f"VALUES {subject} {{ {' '.join(loops)} }}" if loops else ""
    rows = " ".join(f"({one} {other})" for one, other in known)
    return f"VALUES ({subject} {value}) {{ {rows} }}" if rows else ""


def _predicates(path: Path) -> tuple[str, ...]:
    if isinstance(path, Predicate):
        return (path.iri,)
    if isinstance(path, (Inverse, Repeated)):
        return _predicates(path.path)
    parts = path.steps if isinstance(path, Sequence) else path.choices
    return tuple(dict.fromkeys(iri for part in parts for iri in _predicates(part)))


def _is_choice_of_predicates(path: Path) -> bool:
    if isinstance(path, Alternative):
        return all(map(_is_choice_of_predicates, path.choices))
    return isinstance(path, Predicate)


def _unanswerable(path: Path) -> UnanswerableError:
    text = sparql_path(path)
    return UnanswerableError(
        Text(
            en=f"the path ({text})+ goes to and fro between model and ontology, which no query can follow",
            ru=f"путь ({text})+ проходит то по модели, то по онтологии; одним запросом его не проследить",
        )
    )
