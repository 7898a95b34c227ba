"""Say which columns of a table have which role."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from etom_rdf.readers.tables.shape import within_group

LEVELS: Final = tuple(f"L{number}" for number in range(10))
_NUMBERS: Final = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Header:
    """Say which columns of a table have which role; `names` are the texts of its header, in line `line`.

    `repeated` names the columns that were left out because another has the same header and role.
    """

    line: int
    names: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    repeated: tuple[int, ...] = ()

    def column(self, role: str) -> int | None:
        """Return the column of a role that has one at most."""
        return next(iter(self.columns.get(role, ())), None)

    @property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """Return the levels of a wide table, from the top down, each with its column."""
        return tuple(
            (level, self.columns[role][0]) for level, role in enumerate(LEVELS) if role in self.columns
        )

    @property
    def labels(self) -> dict[int, tuple[int, ...]]:
        """Return the columns of ids of eTOM, each with those that give the names of its elements.

        A name belongs to the ids whose header has the same numbers, or else to the nearest, those before it first.
        """
        elements = self.columns.get("element", ())
        found: dict[int, tuple[int, ...]] = {}
        for label in self.columns.get("label", ()) if elements else ():
            of = min(
                elements,
                key=lambda at: (self._numbers(at) != self._numbers(label), at > label, abs(at - label)),
            )
            found[of] = (*found.get(of, ()), label)
        return found

    def _numbers(self, column: int) -> list[str]:
        return _NUMBERS.findall(self.names[column])

    @property
    def is_grouped(self) -> bool:
        """Say whether the header has two rows."""
        return any(map(within_group, self.names))

    @property
    def names_processes(self) -> bool:
        """Say whether a column holds ids or names of processes."""
        return bool({"id", "name", *LEVELS} & self.columns.keys())

    @property
    def known(self) -> int:
        """Return how many columns have a role."""
        return sum(len(columns) for columns in self.columns.values())
