"""Put the coverage of several models side by side: overlap, gaps, and what only one of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etom_rdf.coverage_counts import Coverage
from etom_rdf.text import Text


@dataclass(frozen=True, slots=True)
class Row:
    """Count the processes of each model for one element or function, in the order of the models."""

    id: str
    label: Text
    counts: tuple[int, ...]

    @property
    def covered_by(self) -> int:
        """Return how many models cover it."""
        return sum(count > 0 for count in self.counts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold several models side by side; `elements` and `functions` stand in the order of the standard."""

    models: tuple[str, ...]
    elements: tuple[Row, ...]
    functions: tuple[Row, ...]

    @classmethod
    def of(cls, models: Sequence[tuple[str, Coverage]], labels: Mapping[str, Text]) -> "Comparison":
        """Compare named coverages of the same standard; `labels` names its functions by id.

        Raises ValueError where there is nothing to compare.
        """
        if not models:
            raise ValueError("nothing to compare")
        coverages = [coverage for _, coverage in models]
        elements, functions = [], []
        for position, element in enumerate(coverages[0].elements):
            same = [coverage.elements[position] for coverage in coverages]
            elements.append(Row(element.id, element.label, tuple(len(one.processes) for one in same)))
            for number, function in enumerate(element.functions):
                counts = tuple(len(one.functions[number].processes) for one in same)
                functions.append(Row(function.id, labels[function.id], counts))
        return cls(tuple(name for name, _ in models), tuple(elements), tuple(functions))

    @property
    def overlap(self) -> tuple[str, ...]:
        """Return the elements that two or more models cover."""
        return tuple(row.id for row in self.elements if row.covered_by >= 2)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Return the elements that no model covers."""
        return tuple(row.id for row in self.elements if row.covered_by == 0)

    @property
    def only_in(self) -> dict[str, tuple[str, ...]]:
        """Return, for each model, the elements that it alone covers."""
        return {
            name: tuple(row.id for row in self.elements if row.covered_by == 1 and row.counts[position])
            for position, name in enumerate(self.models)
        }

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom compare --format json` prints."""

        def row_json(row: Row) -> dict[str, object]:
            return {
                "id": row.id,
                "label": row.label.as_json(),
                "processes": dict(zip(self.models, row.counts, strict=True)),
            }

        return {
            "models": list(self.models),
            "elements": [row_json(row) for row in self.elements],
            "functions": [row_json(row) for row in self.functions],
            "overlap": list(self.overlap),
            "gaps": list(self.gaps),
            "only_in": {name: list(ids) for name, ids in self.only_in.items()},
        }
