"""Put many short texts together to pieces that are quick to write, so that no long text is ever held as a whole."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

_AT_ONCE: Final = 1000


def joined(texts: Iterable[str], separator: str) -> Iterator[str]:
    """Yield in pieces what `separator.join(texts)` is.

    >>> list(joined("abc", ", "))
    ['a, b, c']
    """
    left = iter(texts)
    before = ""
    while some := list(islice(left, _AT_ONCE)):
        yield before + separator.join(some)
        before = separator
