"""Answer with what went wrong as a problem document (RFC 9457), in both languages and without a traceback."""

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from etom_rdf.errors import EtomError, NotFoundError
from etom_rdf.server.refusals import RefusalError
from etom_rdf.server.requests import ClientGone
from etom_rdf.text import Text
from etom_rdf.validation.report import error_as_json

PROBLEM_TYPE: Final = "application/problem+json"

_LOG: Final = logging.getLogger("etom_rdf.server")
_NO_PAGE: Final = Text(
    en="there is nothing at this address; the API is described at /api/openapi.json",
    ru="по этому адресу ничего нет; описание API — в /api/openapi.json",
)
_NO_METHOD: Final = Text(
    en="this address does not take this method; use one of: {allowed}",
    ru="этот адрес не принимает такой метод; подходят: {allowed}",
)
_BROKEN: Final = Text(
    en="the server could not do this, and that is its fault; its log says more. Try again, or report it",
    ru="сервер не справился, и это его ошибка; подробности — в его журнале. Повторите или сообщите о ней",
)
_UNREADABLE: Final = Text(
    en="a file could not be read; see errors, mend it or leave it out",
    ru="файл не удалось прочитать; см. errors, исправьте его или не отправляйте",
)


class UnreadableError(RefusalError):
    """Report files that could not be read, each with its reason, where a result without them would mislead."""

    def __init__(self, errors: Sequence[EtomError]) -> None:
        super().__init__(HTTPStatus.UNPROCESSABLE_ENTITY, _UNREADABLE)
        self.errors = tuple(errors)


class ProblemDetails:
    """Wrap an application: whatever it raises before it answers becomes a problem document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except (ClientDisconnect, ClientGone):
            return  # nobody listens any more
        except Exception as error:
            if begun:
                raise
            await problem(error)(scope, receive, send)


def problem(error: Exception) -> Response:
    """Return the answer that says what went wrong."""
    refusal = refusal_of(error)
    status = HTTPStatus(refusal.status)
    said: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": refusal.message.en,
        "message": refusal.message.as_json(),
    }
    if isinstance(refusal, UnreadableError):
        said["errors"] = [error_as_json(one) for one in refusal.errors]
    headers = {**refusal.headers, "Cache-Control": "no-store"}
    return Response(json.dumps(said, ensure_ascii=False).encode(), status.value, headers, PROBLEM_TYPE)


def refusal_of(error: Exception) -> RefusalError:
    """Turn an exception into what a client is told; what nobody foresaw is logged, not told."""
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, EtomError):
        missing = isinstance(error, NotFoundError)
        status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.UNPROCESSABLE_ENTITY
        return RefusalError(status, error.message)
    if isinstance(error, HTTPException):
        return _of_starlette(error)
    _LOG.error("a request failed", exc_info=error)
    return RefusalError(HTTPStatus.INTERNAL_SERVER_ERROR, _BROKEN)


def _of_starlette(error: HTTPException) -> RefusalError:
    status, headers = HTTPStatus(error.status_code), dict(error.headers or {})
    message = Text(en=error.detail or status.phrase, ru=error.detail or status.phrase)
    if status == HTTPStatus.NOT_FOUND:
        message = _NO_PAGE
    elif status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = headers.get("Allow", "GET")
        message = Text(en=_NO_METHOD.en.format(allowed=allowed), ru=_NO_METHOD.ru.format(allowed=allowed))
    return RefusalError(status, message, headers)
