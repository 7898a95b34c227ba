"""Put numbers and codes into the order of the standard."""

import re
from typing import Final

SortKey = tuple[tuple[int, int, str], ...]

# Groups without a number, as figure 1 prints them: columns from left to right, then enterprise management.
_CODES: Final = ["SC", "ILM", "PLM", "OSR", "F", "A", "B", "SEP", "ERM", "EEM", "KRM", "SERM", "FAM", "HRM"]


def natural_key(name: str) -> SortKey:
    """Sort numbers as numbers: 1.1.1.9 before 1.1.1.10, numbers before codes.

    >>> sorted(["1.1.1.10", "CRM", "1.1.1.9"], key=natural_key)
    ['1.1.1.9', '1.1.1.10', 'CRM']
    """
    parts = re.findall(r"[0-9]+|[^0-9.-]+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def category_key(name: str) -> tuple[int, SortKey]:
    """Sort numbered categories first, then those that have a code, in the order of figure 1."""
    return (1 + _CODES.index(name), ()) if name in _CODES else (0, natural_key(name))
