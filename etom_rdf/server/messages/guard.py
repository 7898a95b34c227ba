"""Guard every request and every answer: who is asked for, what browsers may do with it, how long a client may take."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from etom_rdf.server.messages.patience import PATIENCE, Arriving
from etom_rdf.server.messages.problems import problem
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.server.settings import LOOPBACK, Settings
from etom_rdf.text import Text

_BLOCK: Final = 1 << 16  # bytes

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT: Final[Mapping[str, str]] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""The headers of every answer."""
_SHARED: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Location",
}
# Without Authorization among the headers, so a page of another site cannot show a token.
_PREFLIGHT: Final[Mapping[str, str]] = {
    **_SHARED,
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# The ontology and the rules, which hold nothing of a model.
_PUBLIC: Final = ("/etom/", "/downloads/")  # and /etom, which leads there
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
# What browsers say of a request from a page that is not ours (Fetch Metadata); a form of ours has the Origin null,
# since it tells no referrer.
_FOREIGN_SITES: Final = ("cross-site", "same-site")
_FOREIGN: Final = Text(
    en="pages of other sites send nothing here; use a program, or start the server with --cross-origin",
    ru="страницы других сайтов ничего сюда не отправляют; используйте программу или запустите сервер с --cross-origin",
)
_OTHER_HOST: Final = Text(
    en="the server does not go by this name; use the address that it printed, or start it with --allow-host NAME",
    ru="сервер не знает этого имени; используйте выведенный им адрес или запустите его с --allow-host ИМЯ",
)


class Guard:
    """Wrap the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._shared = settings.cross_origin or not settings.loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        arriving = Arriving(headers, receive)
        guarded = self._guarded(scope, send, arriving)
        early = self._early(Request(scope), headers)
        if early is not None:
            await early(scope, arriving.receive, guarded)
            return
        await self._app(scope, arriving.receive, guarded)

    def _early(self, request: Request, headers: Headers) -> Response | None:
        """Return the answer to what does not concern the application."""
        if not self._is_ours(headers.get("host", "")):
            return problem(request, RefusalError(421, _OTHER_HOST))
        if request.method == "OPTIONS":
            if "access-control-request-method" in headers and self._is_shared(request.scope):
                return Response(status_code=204, headers=_PREFLIGHT)
            if request.scope["path"] == "*":  # the server as a whole: it is there
                return Response(status_code=204)
        if (
            request.method not in _SAFE
            and headers.get("sec-fetch-site") in _FOREIGN_SITES
            and not self._shared
        ):
            return problem(request, RefusalError(403, _FOREIGN))
        return None

    def _is_ours(self, host: str) -> bool:
        """Say whether a name is one of ours.

        A page of another site can make its own name lead to this machine, and then would read as if from here.
        """
        if not self._settings.loopback and not self._settings.hosts:
            return True
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        known = (*LOOPBACK, self._settings.host, *self._settings.hosts)
        return name.strip("[]").lower() in {one.lower() for one in known}

    def _is_shared(self, scope: Scope) -> bool:
        """Say whether pages of other sites may read the answer; what everybody can have they always may."""
        path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
        return self._shared or f"{path}/".startswith(_PUBLIC)

    def _guarded(self, scope: Scope, send: Send, arriving: Arriving) -> Send:
        shared = self._is_shared(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in STRICT.items():
                    headers.setdefault(name, value)
                if shared:
                    headers.update(_SHARED)
                else:
                    headers["Cross-Origin-Resource-Policy"] = "same-origin"
            for part in _blocks(message):
                is_early = _is_last(part) and arriving.is_under_way
                # The end is held back then, since the connection may be closed with it.
                await _sent(send, {**part, "more_body": True} if is_early else part)
                if is_early:
                    await arriving.pass_over()
                    await _sent(send, _END)

        return guarded


async def _sent(send: Send, message: Message) -> None:
    async with asyncio.timeout(PATIENCE):
        await send(message)


_END: Final[Message] = {"type": "http.response.body"}


def _is_last(message: Message) -> bool:
    return message["type"] == "http.response.body" and not message.get("more_body", False)


def _blocks(message: Message) -> Iterator[Message]:
    """Cut a body into blocks, so that the patience is with each of them and not with the whole."""
    body = message.get("body", b"")
    if len(body) <= _BLOCK:
        yield message
        return
    for start in range(0, len(body), _BLOCK):
        more = start + _BLOCK < len(body) or message.get("more_body", False)
        yield {**message, "body": body[start : start + _BLOCK], "more_body": more}
