"""Keep the latest answers, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

_LARGEST: Final = 8  # an answer may take this part of the whole
_OVERHEAD: Final = 1000  # bytes for what is around an answer


class Cache:
    """Forget what was not asked for longest, once there is more than `size` bytes.

    >>> cache = Cache(20_000)
    >>> cache.put("a", 1, 100); cache.get("a")
    1
    >>> cache.put("b", 2, 19_000); cache.get("b") is None
    True
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._left = size
        self._held: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()

    def get(self, key: Hashable) -> object | None:
        """Return what is kept under a key; None where nothing is."""
        found = self._held.get(key)
        if found is None:
            return None
        self._held.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: object, size: int) -> None:
        """Keep a value of so many bytes, unless it is too large to be kept."""
        size += _OVERHEAD
        if size * _LARGEST > self._size or key in self._held:
            return
        self._held[key] = (value, size)
        self._left -= size
        while self._left < 0:
            _, (_, freed) = self._held.popitem(last=False)
            self._left += freed
