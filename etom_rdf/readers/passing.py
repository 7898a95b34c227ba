"""Make the statements of a large file anew whenever somebody goes through them, since all at once are too large."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import pyoxigraph as ox

if TYPE_CHECKING:
    from etom_rdf.rdf_input import RdfDocument

Located = tuple[ox.Quad, int | None]
_Item = TypeVar("_Item")


class _Passing(Sequence[_Item], Generic[_Item]):
    """Take one thing of each statement."""

    def __init__(self, statements: Iterable[Located], item: Callable[[Located], _Item]) -> None:
        self.statements = statements
        self._item = item

    def __iter__(self) -> Iterator[_Item]:
        return map(self._item, self.statements)

    def __reversed__(self) -> Iterator[_Item]:
        return reversed(list(self))

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, place: int) -> _Item: ...
    @overload
    def __getitem__(self, place: slice) -> list[_Item]: ...
    def __getitem__(self, place: int | slice) -> _Item | list[_Item]:
        if isinstance(place, int) and place >= 0:
            for item in islice(self, place, None):
                return item
            raise IndexError(place)
        return list(self)[place]


class PassingQuads(_Passing[ox.Quad]):
    """Go through the statements, made anew; those about one record stand together."""

    def __init__(self, statements: Iterable[Located]) -> None:
        super().__init__(statements, itemgetter(0))


def some_pass(documents: "Iterable[RdfDocument]") -> bool:
    """Tell whether any of some documents has too many records to hold what is said of them."""
    return any(isinstance(one.quads, PassingQuads) for one in documents)


class PassingLines(_Passing["int | None"]):
    """Go through the lines of the statements."""

    def __init__(self, statements: Iterable[Located]) -> None:
        super().__init__(statements, itemgetter(1))
