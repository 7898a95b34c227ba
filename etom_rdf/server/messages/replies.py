"""Send bodies, large ones in blocks."""

from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO, Final

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from etom_rdf.server.execution.frames import Body
from etom_rdf.server.messages.media_types import with_charset

_BLOCK: Final = 1 << 16


def reply(
    body: Body, media_type: str, *, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """Send a body whole, a large one from its file in blocks as the client takes them."""
    content_type = with_charset(media_type)
    if isinstance(body, bytes):
        response = Response(body, status, headers)
        response.headers["content-type"] = content_type
        return response
    size = body.seek(0, 2)
    body.seek(0)
    large = _FileResponse(body, status, headers)
    large.headers["content-type"] = content_type
    large.headers["content-length"] = str(size)
    return large


class _FileResponse(StreamingResponse):
    """Send a file without a name, and close it in any case: even if the client is gone before the first block."""

    def __init__(self, file: BinaryIO, status: int, headers: Mapping[str, str] | None) -> None:
        super().__init__(_blocks(file), status, headers)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)


async def _blocks(file: BinaryIO) -> AsyncIterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
