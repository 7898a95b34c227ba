"""Close connections on which a request does not arrive, and answer what is no request at all.

uvicorn waits without end for the rest of a request's head, so that a few thousand connections of a few bytes each
would take all there are.
"""

import asyncio
from typing import Any, Final, cast

import h11
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from etom_rdf.server.messages.guard import STRICT
from etom_rdf.server.messages.problems import problem
from etom_rdf.server.messages.refusals import RETRY, RefusalError
from etom_rdf.text import Text

PATIENCE: Final = 15.0  # seconds for the head of a request
MOST: Final = 1000  # connections at a time
_FULL: Final = Text(
    en="the server has as many connections as it can bear; try again in a few seconds",
    ru="у сервера столько соединений, сколько он может выдержать; повторите через несколько секунд",
)


class PatientProtocol(H11Protocol):
    """Add a deadline for each head, which no drop of bytes puts off."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Expect a request from the start; where there are too many connections, the application is spared it."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            self.app = cast(Any, _instead_of(cast(Any, self.app)))
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Stop the clock when a head is there, and start it with the first byte of the next one."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._expect()
        else:
            self._forget()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._forget()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read as HTTP, of which the application never hears."""
        headers = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close", **STRICT}
        said = [(name.encode(), value.encode()) for name, value in headers.items()]
        for event in (
            h11.Response(status_code=400, headers=said),
            h11.Data(data=msg.encode()),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE, self.transport.abort)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _instead_of(app: ASGIApp) -> ASGIApp:
    """Return what says in the place of the application that there is no room, in the language that it would speak."""
    refusal = RefusalError(503, _FULL, {**STRICT, **RETRY, "Connection": "close"})

    async def full(scope: Scope, receive: Receive, send: Send) -> None:
        await problem(Request({**scope, "app": app}), refusal)(scope, receive, send)

    return full
