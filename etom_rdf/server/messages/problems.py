"""Answer with what went wrong: a problem document (RFC 9457) or plain text, in words and never with a traceback."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from etom_rdf.errors import EtomError, NotFoundError, StoreError
from etom_rdf.server.messages.media_types import HTML, JSON, PROBLEM, TEXT, with_charset
from etom_rdf.server.messages.negotiation import best_language, best_media_type
from etom_rdf.server.messages.refusals import FAILED, RefusalError, for_now
from etom_rdf.server.messages.requests import ClientGone
from etom_rdf.text import Language, Text

FOR_PROGRAMS: Final = (PROBLEM, JSON, TEXT, HTML)
"""The forms of a problem, the first for a client that takes any; HTML gets the text."""
FOR_READERS: Final = (TEXT, PROBLEM, JSON, HTML)
"""The same for addresses that people follow with programs such as curl."""

_LOG: Final = logging.getLogger("etom_rdf.server")
_NOTHING: Final = Text(
    en="there is nothing at this address; the pages begin at /, and /api/openapi.json describes the API",
    ru="по этому адресу ничего нет; страницы начинаются с /, а API описан в /api/openapi.json",
)
_NO_METHOD: Final = Text(
    en="this address does not take this method; use one of: {allowed}",
    ru="этот адрес не принимает такой метод; подходят: {allowed}",
)


def problem(request: Request, error: Exception, offers: tuple[str, ...] = FOR_PROGRAMS) -> Response:
    """Return the answer that says what went wrong, in the form and the language that the client likes best."""
    refusal = refusal_of(error, request)
    accept_language = request.headers.get("accept-language")
    language = best_language(accept_language, default_language(request))
    form = best_media_type(request.headers.get("accept"), offers) or offers[0]
    headers = {
        **refusal.headers,
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
    }
    if form in (TEXT, HTML):
        body, media_type = _as_text(refusal, language), with_charset(TEXT)
    else:
        body, media_type = json.dumps(_as_json(refusal, language), ensure_ascii=False), PROBLEM
    return Response(body, refusal.status, headers, media_type)


def refusal_of(error: Exception, request: Request) -> RefusalError:
    """Turn an exception into what a client is told; what nobody foresaw is logged, not told."""
    match error:
        case RefusalError():
            return error
        case StoreError():
            return for_now(error.message)
        case NotFoundError():
            return RefusalError(HTTPStatus.NOT_FOUND, error.message)
        case EtomError():
            return RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, error.message)
        case HTTPException():
            return _of_routing(error)
    # The path in quotes, since a terminal would obey what may be in it.
    _LOG.error("%s %r failed", request.method, request.url.path, exc_info=error)
    return RefusalError(HTTPStatus.INTERNAL_SERVER_ERROR, FAILED)


def nothing_here() -> RefusalError:
    """Return what is said where no route leads."""
    return RefusalError(HTTPStatus.NOT_FOUND, _NOTHING)


def default_language(request: Request) -> Language:
    """Return the language for clients that ask for neither: that of `etom serve`, English without it."""
    settings = getattr(getattr(request.app, "state", None), "settings", None)
    language: Language = "en" if settings is None else settings.language
    return language


async def answer_problem(request: Request, error: Exception) -> Response:
    """Answer whatever a route raises."""
    return problem(request, error)


async def answer_unrouted(request: Request, error: Exception) -> Response:
    """Answer what no route takes; to OPTIONS the methods that the address takes are the answer."""
    assert isinstance(error, HTTPException)
    if request.method == "OPTIONS" and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": _allowed(error)})
    return problem(request, error)


async def answer_nobody(_: Request, __: Exception) -> Response:
    """End a request whose client has gone."""
    return Response(status_code=499)


HANDLERS: Final[Mapping[Any, Callable[[Request, Exception], Awaitable[Response]]]] = {
    EtomError: answer_problem,
    HTTPException: answer_unrouted,
    ClientDisconnect: answer_nobody,
    ClientGone: answer_nobody,
    Exception: answer_problem,
}
"""What answers an exception, by its kind, as Starlette takes it."""


def _of_routing(error: HTTPException) -> RefusalError:
    status, headers = HTTPStatus(error.status_code), dict(error.headers or {})
    if status == HTTPStatus.NOT_FOUND:
        return nothing_here()
    message = Text(en=error.detail or status.phrase, ru=error.detail or status.phrase)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = allowed = _allowed(error)
        message = Text(en=_NO_METHOD.en.format(allowed=allowed), ru=_NO_METHOD.ru.format(allowed=allowed))
    return RefusalError(status, message, headers)


def _allowed(error: HTTPException) -> str:
    """Return the methods that a route takes, which it names in any order."""
    return ", ".join(sorted(one.strip() for one in (error.headers or {}).get("Allow", "GET").split(",")))


def _as_json(refusal: RefusalError, language: Language) -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": refusal.message.in_language(language),
        "message": refusal.message.as_json(),
        **refusal.members,
    }


def _as_text(refusal: RefusalError, language: Language) -> str:
    lines = (refusal.message.in_language(language), *_errors_as_text(refusal, language))
    return "".join(f"{line}\n" for line in lines)


def _errors_as_text(refusal: RefusalError, language: Language) -> Iterator[str]:
    """Give a line for each file that could not be read."""
    for one in refusal.members.get("errors", ()):
        place = ":".join(str(part) for part in (one["file"], one["line"]) if part is not None)
        words = one["message"][language]
        yield f"{place}: {words}" if place else words
