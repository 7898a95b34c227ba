"""Make names that senders give to files fit to be shown: nothing but a name, short, visible, each once."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

_NAMELESS: Final = "upload"
_LONGEST: Final = 120  # characters
_SEPARATORS: Final = re.compile(r"[/\\]")


def shown_name(name: str) -> str:
    r"""Return the last part of a name without what cannot be seen, cut in the middle where it is long.

    >>> shown_name("../../etc/passwd"), shown_name("C:\\models\\orders.bpmn"), shown_name("a\0b\u202ec.ttl")
    ('passwd', 'orders.bpmn', 'abc.ttl')
    """
    visible = "".join(char for char in _SEPARATORS.split(name)[-1] if char.isprintable()).strip()
    if visible.strip(".-") == "":
        return _NAMELESS
    if len(visible) <= _LONGEST:
        return visible
    ending = PurePosixPath(visible).suffix[:20]
    return f"{visible[: _LONGEST - len(ending) - 1]}…{ending}"


def told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Give a number to names that occur more than once, as a browser does for downloads.

    >>> told_apart(["orders.bpmn", "orders.bpmn", "bills.bpmn"])
    ('orders.bpmn', 'orders (2).bpmn', 'bills.bpmn')
    """
    taken: set[str] = set()
    found = []
    for name in names:
        path, number, unique = PurePosixPath(name), 1, name
        while unique in taken:
            number += 1
            unique = f"{path.stem} ({number}){path.suffix}"
        taken.add(unique)
        found.append(unique)
    return tuple(found)
