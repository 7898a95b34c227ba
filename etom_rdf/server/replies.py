"""Send answers and refusals in the form and the language that the client likes best."""

import json
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import BinaryIO, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from etom_rdf.server.media import choose, with_charset
from etom_rdf.server.refusals import RefusalError
from etom_rdf.server.wire import Body
from etom_rdf.text import Language

_BLOCK: Final = 1 << 16
_PROBLEM: Final = "application/problem+json"


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
    large = StreamingResponse(_blocks(body), status, headers)
    large.headers["content-type"] = content_type
    large.headers["content-length"] = str(size)
    return large


async def _blocks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


def language_of(request: Request, default: Language) -> Language:
    """Return the language that the client prefers.

    Only the order counts, as browsers send it.
    """
    for word in request.headers.get("accept-language", "").split(","):
        match word.strip().lower()[:2]:
            case "ru":
                return "ru"
            case "en":
                return "en"
    return default


def refuse(request: Request, refusal: RefusalError, default: Language) -> Response:
    """Say why there is no answer: as a problem document (RFC 9457), or as text for whoever wants that."""
    language = language_of(request, default)
    words = refusal.message.in_language(language)
    form = choose(request.headers.get("accept"), [_PROBLEM, "application/json", "text/plain", "text/html"])
    headers = {**refusal.headers, "Cache-Control": "no-store", "Vary": "Accept, Accept-Language",
               "Content-Language": language}  # fmt: skip
    if form in ("text/plain", "text/html"):
        return Response(words + "\n", refusal.status, headers, "text/plain")
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": words,
        "message": refusal.message.as_json(),
    }
    return Response(json.dumps(problem, ensure_ascii=False), refusal.status, headers, _PROBLEM)
