"""Evaluate shapes on focus nodes: every shape is turned into checks once, then run on any view of the data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from etom_rdf.validation.fast.constraints import outside_closed
from etom_rdf.validation.fast.paths import Values
from etom_rdf.validation.fast.prepared import OfPath, Prepared, Preparing
from etom_rdf.validation.graph import View
from etom_rdf.validation.report import Severity
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Shape, Shapes

_NONE: Final[tuple["Outcome", ...]] = ()


class Outcome(NamedTuple):
    """Hold one validation result: the shape and component that failed, focus and value as terms.

    `path` is the predicate that a closed shape does not allow; otherwise the path is that of the shape.
    """

    shape: Shape
    component: str
    focus: str
    value: str | None
    path: str | None = None

    @property
    def path_text(self) -> str | None:
        """Return the path of the result as text, a predicate as its IRI."""
        return self.path or self.shape.path_text


class Outcomes:
    """Gather outcomes up to a number; of more only the codes are counted, so that memory stays bounded."""

    def __init__(self, most: int | None = None) -> None:
        self.kept: list[Outcome] = []
        self.omitted: Counter[tuple[str, Severity]] = Counter()
        self._most = most

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Add outcomes."""
        for outcome in outcomes:
            if self._most is None or len(self.kept) < self._most:
                self.kept.append(outcome)
            else:
                self._omit(outcome)

    def _omit(self, outcome: Outcome) -> None:
        self.omitted[outcome.shape.code, outcome.shape.severity] += 1


class Evaluator:
    """Run shapes. An evaluator holds no data, so one serves any number of views.

    `leaving_out` are components that are checked elsewhere. One that is `remembering` what it has found about IRIs
    is for a single view, which must stay as it is.
    """

    def __init__(
        self, shapes: Shapes, *, leaving_out: frozenset[str] = frozenset(), remembering: bool = False
    ) -> None:
        self._prepared = Preparing(shapes, leaving_out=leaving_out, remembering=remembering)

    def results(self, view: View, shape: Shape, focus: str) -> Sequence[Outcome]:
        """Return what a focus node, or what its properties, violate of a shape."""
        prepared = self._prepared[shape.node]
        return _NONE if prepared.is_empty else _results(view, prepared, focus, prepared.values(view, focus))

    def results_of_all(self, view: View, shape: Shape, focus_nodes: Iterable[str]) -> Iterator[Outcome]:
        """Yield what focus nodes violate of a shape, one after the other."""
        prepared = self._prepared[shape.node]
        if not prepared.is_empty:
            for focus in focus_nodes:
                yield from _results(view, prepared, focus, prepared.values(view, focus))

    def conforms(self, view: View, shape: Shape, node: str) -> bool:
        """Tell whether a node conforms to a shape."""
        return self._prepared[shape.node].conforms(view, node)


def _results(view: View, prepared: Prepared, focus: str, values: Values) -> Sequence[Outcome]:
    found: Sequence[Outcome] = _NONE  # as at nearly all nodes
    for kind, check in prepared.checks:
        wrong = check(view, focus, values)
        if wrong:
            found = [*found, *(Outcome(prepared.shape, kind, focus, value) for value in wrong)]
    if prepared.is_plain:
        return found
    parts = list(found)
    for allowed in prepared.closed:
        for node in values:
            outside = outside_closed(view, node, allowed)
            parts += [Outcome(prepared.shape, component.CLOSED, focus, said, one) for one, said in outside]
    for node in values:
        parts += _results_of_properties(view, prepared.by_path, node)
    return parts


def _results_of_properties(view: View, properties: Sequence[OfPath], node: str) -> Sequence[Outcome]:
    """Run the property shapes of a shape; a path that several have is followed once."""
    found: list[tuple[int, Sequence[Outcome]]] = []
    for one in properties:
        values = one.values(view, node)
        for place, nested in one.all if values else one.minding:
            results = _results(view, nested, node, values)
            if results:
                found.append((place, results))
    if not found:
        return _NONE
    if len(found) > 1:
        found.sort(key=itemgetter(0))  # what is found stands in the order of the shapes
    return [outcome for _, results in found for outcome in results]
