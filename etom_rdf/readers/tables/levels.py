"""Follow the hierarchy of a wide table, in which the column of a name is its level."""

from collections.abc import Callable, Sequence
from typing import Final

from etom_rdf.readers.tables.register import Draft

Path = Sequence[tuple[int, str]]
_BELOW_ALL: Final = 100


class Outline:
    """What stands at each level in the rows above.

    A row may name its own level alone, as an outline does, or all the levels over it too. Where it begins with the
    levels over it, a level left out in between is not taken from above.
    """

    def __init__(self, make: Callable[[str, Draft | None, int], Draft]) -> None:
        self._make = make
        self._at: dict[int, Draft] = {}

    def above(self, path: Path, level: int | None) -> Draft | None:
        """Return what a row is part of: the end of the path over it, else what stands above its own level.

        Names of the path that are new become activities, made at once.
        """
        own = _BELOW_ALL if level is None else level
        last = None
        for at, name in path:
            if last is not None:
                self._close(last, at)
            known = self._at.get(at)
            if known is None or known.name != name:
                known = self._make(name, self._nearest(at), at)
                self.put(at, known)
            last = at
        if last is not None:
            self._close(last, own)
        return self._nearest(own)

    def waiting(self, level: int, name: str) -> Draft | None:
        """Return an activity that rows below it have named already, now that its own row comes."""
        known = self._at.get(level)
        return known if known is not None and known.passing and known.name == name else None

    def put(self, level: int, draft: Draft) -> None:
        """Let an activity stand at a level; what was there and below is over."""
        self._at = {at: one for at, one in self._at.items() if at < level}
        self._at[level] = draft

    def _close(self, upper: int, lower: int) -> None:
        """Forget all below `upper` where a level between it and `lower` is still open."""
        if any(upper < at < lower for at in self._at):
            self._at = {at: one for at, one in self._at.items() if at <= upper}

    def _nearest(self, level: int) -> Draft | None:
        over = [at for at in self._at if at < level]
        return self._at[max(over)] if over else None
