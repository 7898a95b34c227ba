"""Let only those change data who show the token, and no page of another site on behalf of its visitor."""

import hmac
from base64 import b64decode
from typing import Final

from starlette.requests import Request

from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text

_READ_ONLY: Final = Text(
    en="data are only read here; changes need a server started with --read-write",
    ru="данные здесь только читаются; для изменений сервер запускают с --read-write",
)
_NO_TOKEN: Final = Text(
    en="changes need the token of this server; send it as Authorization: Bearer TOKEN",
    ru="для изменений нужен токен этого сервера; передайте его так: Authorization: Bearer ТОКЕН",
)
_FOREIGN: Final = Text(
    en="pages of other sites change nothing here; send the change from a program",
    ru="страницы других сайтов ничего здесь не меняют; отправьте изменение из программы",
)


def authorize(request: Request) -> None:
    """Raise RefusalError for a request that must not change data.

    A browser asks for Basic only where a server does, and this one never does; the Origin is looked at all the
    same, in case somebody has put the token into an address.
    """
    token = request.app.state.settings.token
    if token is None:
        raise RefusalError(403, _READ_ONLY)
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host", ""):
        raise RefusalError(403, _FOREIGN)
    if not hmac.compare_digest(_shown(request.headers.get("authorization", "")), token.encode()):
        raise RefusalError(401, _NO_TOKEN, {"WWW-Authenticate": 'Bearer realm="etom"'})


def _shown(authorization: str) -> bytes:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1", errors="replace")
    if scheme.lower() == "basic":
        try:
            return b64decode(value, validate=True).partition(b":")[2]
        except ValueError:
            return b""
    return b""
