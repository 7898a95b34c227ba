"""Gather outcomes that may have to be taken back."""

from collections.abc import Collection, Mapping

from etom_rdf.validation.fast.evaluation import Outcome, Outcomes
from etom_rdf.validation.report import Severity

Omitted = tuple[tuple[str, Severity], ...]


class ProvisionalOutcomes(Outcomes):
    """Gather outcomes up to a number; what is only counted is known by node, so that it can be taken back as well."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__(most)
        self.beyond: dict[str, Omitted] = {}
        self._alike: dict[Omitted, Omitted] = {}  # there may be millions, of a few kinds

    def count(self, beyond: Mapping[str, Omitted]) -> None:
        """Count what others have left out."""
        for node, some in beyond.items():
            self.omitted.update(some)
            self._note(node, some)

    def drop(self, nodes: Collection[str]) -> None:
        """Forget what was found at some nodes, as if it had never been."""
        self.kept = [outcome for outcome in self.kept if outcome.focus not in nodes]
        for node in self.beyond.keys() & nodes:
            self.omitted.subtract(self.beyond.pop(node))
        self.omitted = +self.omitted

    def _omit(self, outcome: Outcome) -> None:
        super()._omit(outcome)
        self._note(outcome.focus, ((outcome.shape.code, outcome.shape.severity),))

    def _note(self, node: str, some: Omitted) -> None:
        found = (*self.beyond.get(node, ()), *some)
        self.beyond[node] = self._alike.setdefault(found, found)
