"""Wait for what a client sends: not for ever, and before hanging up also for what nobody reads.

A connection that is closed while more arrives is reset by the system, and the client may lose the answer that says
why its request was refused.
"""

import asyncio
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text

# Seconds that a client may keep silent while it sends, or take nothing while it is sent to.
PATIENCE: Final = 30.0

_LINGER: Final = 30.0  # seconds to go on taking what nobody reads
_SILENCE: Final = 2.0  # seconds without any of it after which no more is expected
_TOO_SLOW: Final = Text(
    en="the request did not arrive in time; send it without pauses",
    ru="запрос не пришёл вовремя; передавайте его без пауз",
)


class Arriving:
    """Receive the body of one request."""

    def __init__(self, headers: Headers, receive: Receive) -> None:
        self._receive = receive
        self._is_announced = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        self._is_whole = False

    async def receive(self) -> Message:
        """Give up on a client that stops in the middle of a body; after the body there is nothing to wait for."""
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(PATIENCE):
                message = await self._receive()
        except TimeoutError:
            raise RefusalError(408, _TOO_SLOW, {"Connection": "close"}) from None
        self._is_whole = not message.get("more_body", False)
        return message

    @property
    def is_under_way(self) -> bool:
        """Say whether more of the body is to come."""
        return self._is_announced and not self._is_whole

    async def pass_over(self) -> None:
        """Take the rest of the body, or as much as comes while that seems worth it."""
        try:
            async with asyncio.timeout(_LINGER):
                while self.is_under_way:
                    async with asyncio.timeout(_SILENCE):
                        message = await self._receive()
                    self._is_whole = not message.get("more_body", False)
        except TimeoutError:
            return
