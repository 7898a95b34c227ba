"""Hold what a request carries, so that it can be sent again when the server asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Upload:
    """Name a file to send; `on_sent` is called with the number of bytes sent so far."""

    file: Path
    on_sent: Callable[[int], None] | None = None

    def blocks(self) -> Iterator[bytes]:
        """Read the file in blocks, from its start."""
        sent = 0
        with self.file.open("rb") as source:
            while block := source.read(_BLOCK):
                yield block
                sent += len(block)
                if self.on_sent is not None:
                    self.on_sent(sent)


Body = bytes | Upload


def content_of(body: Body) -> tuple[bytes | Iterator[bytes], int]:
    """Return the content for one sending, and its length in bytes."""
    if isinstance(body, Upload):
        return body.blocks(), body.file.stat().st_size
    return body, len(body)
