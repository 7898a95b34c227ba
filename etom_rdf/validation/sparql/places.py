"""Write where the subjects of a model stand on the map: by what they state, by their functions, by what they extend.

The map and the model's own elements and functions are mostly few. Then they go along with the query as one table, and
the store has only to look up who names what stands in it.
"""

from collections.abc import Iterable
from functools import cached_property

from etom_rdf.namespaces import ETOM, SKOS
from etom_rdf.validation.shapes.model import Alternative, Path, Predicate, Sequence
from etom_rdf.validation.sparql.background import Background
from etom_rdf.validation.sparql.conditions import union
from etom_rdf.validation.sparql.routes import Edge, Route, Routes, routes

FUNCTION_OF = Predicate(f"{ETOM}functionOf")
EXTENDS = Predicate(f"{ETOM}extends")
_QUALIFIED = Predicate(f"{ETOM}qualifiedClassification")
STATED = Alternative((Predicate(f"{ETOM}classifiedAs"), Sequence((_QUALIFIED, Predicate(f"{ETOM}element")))))
PERFORMED = Alternative((Predicate(f"{ETOM}performs"), Sequence((_QUALIFIED, Predicate(f"{ETOM}function")))))
Rows = tuple[tuple[str, str, str], ...]
"""A thing that subjects name, an element that they reach by it, and the number of that."""

_NUMBERED: Route = (Edge(f"{SKOS}notation"),)


class Places:
    """Write patterns for the places on the map that a subject reaches; `numbers` are those of the elements."""

    def __init__(self, background: Background, written: Routes, numbers: dict[str, list[str]]) -> None:
        self._background = background
        self._routes = written
        self._numbers = numbers

    @property
    def are_known(self) -> bool:
        """Tell whether the model's own elements and functions are so few as to be known."""
        model = self._background.model
        return model.placed is not None and {EXTENDS.iri, FUNCTION_OF.iri} <= model.links.keys()

    def of(self, path: Path | None, focus: str, element: str, number: str) -> str:
        """Write a pattern for the elements that a subject reaches and their numbers, which must be known.

        `path` is that of the rule: where only few subjects have it, the pattern begins there.
        """
        few = path is not None and routes(path) == (_NUMBERED,)
        ways = [
            self._reached(by, table, (focus, element, number), few=few)
            for by, table in (
                (STATED, self._of_elements),
                (PERFORMED, self._of_functions),
                (EXTENDS, self._of_extended),
            )
        ]
        return f"{{ SELECT DISTINCT {focus} {element} {number} WHERE {{ {union(ways)} }} }}"

    def _reached(self, by: Path, table: Rows, names: tuple[str, ...], *, few: bool) -> str:
        focus, element, number = names
        thing = self._routes.fresh()
        rows = " ".join(f"({' '.join(row)})" for row in table)
        walked = self._routes.walked(by, focus, thing)
        if few:
            start = self._routes.pattern(_NUMBERED, focus, self._routes.fresh())
            walked = f"{{ SELECT DISTINCT {focus} {thing} WHERE {{ {start} {walked} }} }}"
        return f"VALUES ({thing} {element} {number}) {{ {rows} }} {walked}"

    @cached_property
    def _of_extended(self) -> Rows:
        return tuple((one, one, number) for one, numbers in self._numbers.items() for number in numbers)

    @cached_property
    def _of_elements(self) -> Rows:
        bases = (
            (one, base, number)
            for one, base in self._pairs(EXTENDS.iri)
            for number in self._numbers.get(base, ())
        )
        return _distinct((*self._of_extended, *bases))

    @cached_property
    def _of_functions(self) -> Rows:
        placed: dict[str, list[tuple[str, str]]] = {}
        for thing, element, number in self._of_elements:
            placed.setdefault(thing, []).append((element, number))
        return _distinct(
            (function, *place)
            for function, element in self._pairs(FUNCTION_OF.iri)
            for place in placed.get(element, ())
        )

    def _pairs(self, predicate: str) -> tuple[tuple[str, str], ...]:
        return (*self._background.pairs(predicate), *self._background.model.links.get(predicate, ()))


def _distinct(rows: Iterable[tuple[str, str, str]]) -> Rows:
    return tuple(dict.fromkeys(rows))
