"""Look up the subjects of a column by their objects."""

from collections.abc import Iterable, Sequence
from typing import cast

from etom_rdf.validation.fast.stream.columns import Column, as_tuple, has_several


class Inverse:
    """Hold by object the last subject that has it, and only where there are more, these."""

    def __init__(self, column: Column) -> None:
        self._last = dict(_pairs(column))
        self._others: dict[str, list[str]] = {}
        if len(self._last) < len(column) or has_several(column):
            for value, subject in _pairs(column):
                if self._last[value] is not subject:
                    self._others.setdefault(value, []).append(subject)

    def add(self, value: str, subjects: Iterable[str]) -> None:
        """Add some more subjects."""
        for subject in subjects:
            if value in self._last:
                self._others.setdefault(value, []).append(subject)
            else:
                self._last[value] = subject

    def subjects(self, value: str) -> Sequence[str]:
        """Return the subjects that have an object, possibly repeated."""
        last = self._last.get(value)
        return () if last is None else (*self._others.get(value, ()), last)

    def __contains__(self, value: str) -> bool:
        return value in self._last


def _pairs(column: Column) -> Iterable[tuple[str, str]]:
    if has_several(column):
        return ((value, subject) for subject, some in column.items() for value in as_tuple(some))
    return cast("Iterable[tuple[str, str]]", zip(column.values(), column, strict=True))
