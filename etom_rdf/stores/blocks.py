"""Hand blocks of bytes, of whatever size they come in, to a parser that asks for so many."""

from collections.abc import Iterator


class Blocks:
    """Be read like a binary file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._waiting = memoryview(b"")

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; none at the end."""
        while not self._waiting:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._waiting = memoryview(block)
        part, self._waiting = self._waiting[:size], self._waiting[size:]
        return bytes(part)
