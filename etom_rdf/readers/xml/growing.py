"""Follow a tree while a parser is still making it, and cut off what has been read."""

from collections.abc import Sequence
from typing import Any, Protocol


class Reader(Protocol):
    """Take the elements of a growing tree, in the order of the file."""

    def is_container(self, element: Any) -> bool:
        """Say whether an element may hold so much that its children are to come one by one."""

    def open_container(self, element: Any) -> bool:
        """Take a container of which only the start is known; say whether what is in it matters."""

    def close_container(self, element: Any) -> None:
        """Take the end of a container."""

    def read_children(self, container: Any, children: Sequence[Any]) -> int:
        """Take children of a container that have ended, up to the next container; return how many they are."""


class Growing:
    """Hand a growing tree to a reader, each element once and as soon as it can be read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._open: list[tuple[Any, bool]] = []  # containers, and whether what is in them matters

    def take(self, root: Any) -> None:
        """Take what is new below the root."""
        if not self._open:
            self._enter(root)
        self._go_on(0, has_ended=False)

    def end(self) -> None:
        """Take what is left when nothing more will come."""
        if self._open:
            self._go_on(0, has_ended=True)
            self._leave()

    def _go_on(self, depth: int, *, has_ended: bool) -> None:
        """Take the new children of an open container; the last one may not have ended yet."""
        container, matters = self._open[depth]
        count = len(container) if has_ended else len(container) - 1
        if count > 0:
            if matters:
                self._take_ended(depth, container, container[:count])
            del container[:count]
        if not has_ended and matters and len(container) and self._reader.is_container(container[0]):
            if len(self._open) == depth + 1:
                self._enter(container[0])
            self._go_on(depth + 1, has_ended=False)

    def _take_ended(self, depth: int, container: Any, children: Sequence[Any]) -> None:
        while (taken := self._reader.read_children(container, children)) < len(children):
            if len(self._open) == depth + 1:
                self._enter(children[taken])
            self._go_on(depth + 1, has_ended=True)
            self._leave()
            children = children[taken + 1 :]

    def _enter(self, element: Any) -> None:
        self._open.append((element, self._reader.open_container(element)))

    def _leave(self) -> None:
        element, _ = self._open.pop()
        self._reader.close_container(element)
