"""Read matrices: a column for each element, headed by its id, and a mark where a process belongs to it."""

import re
from typing import Final, Literal

_HEAD: Final = re.compile(r"\W*[12]\.[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![\w.-]*[0-9])")
_MARKS: Final = frozenset({"x", "х", "v", "+", "*", "1", "y", "да", "yes", "true", "истина", *"✓✔☑●•■√"})
_NO_MARKS: Final = frozenset({"0", "n", "нет", "no", "false", "ложь", "n/a", *"-–—.✗✘☐○"})


def heads_marks(title: str) -> bool:
    """Say whether a column is that of one element.

    >>> [heads_marks(title) for title in ("1.1.1.5 Order handling", "eTOM 1.1.1.5", "Order handling")]
    [True, False, False]
    """
    return _HEAD.match(title) is not None


def marked(cell: str) -> Literal["yes", "no", "unclear"]:
    """Say whether a cell is marked; what is neither a mark nor its absence is unclear.

    >>> [marked(cell) for cell in ("X", "", "–", "partly")]
    ['yes', 'no', 'no', 'unclear']
    """
    text = cell.strip().casefold()
    if text in _MARKS:
        return "yes"
    return "no" if not text or text in _NO_MARKS else "unclear"
