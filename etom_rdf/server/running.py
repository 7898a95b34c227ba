"""Run the application with uvicorn on a socket of our own."""

import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn

from etom_rdf.errors import EtomError
from etom_rdf.server.app import create_app
from etom_rdf.server.messages.connections import PatientProtocol
from etom_rdf.server.settings import Settings
from etom_rdf.text import Text

_IDLE: Final = 15  # seconds that a connection may wait for the next request
_FAREWELL: Final = 3  # seconds for what is being answered when the server stops
_TALKATIVE: Final = ("uvicorn.error", "python_multipart.multipart")


def serve(settings: Settings, *, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready` hears the address once requests are answered.

    Raises EtomError where the address cannot be used or the data cannot be opened.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).disabled = True  # the application speaks for itself
    listening = _listening(settings.host, settings.port)
    with listening:
        host, port = listening.getsockname()[:2]
        app = create_app(settings)
        config = uvicorn.Config(
            app, http=PatientProtocol, ws="none", lifespan="on", loop="asyncio", log_config=None, access_log=False,
            server_header=False, proxy_headers=False, timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_FAREWELL,
        )  # fmt: skip
        server = _Server(config, lambda: on_ready(f"http://{_shown(host)}:{port}/"))
        server.run(sockets=[listening])
        failure = getattr(app.state, "failure", None)
        if failure is not None:
            raise failure


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; uvicorn would raise the signal again afterwards, and the exit code would tell of a failure."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _unusable(host, port, error) from None
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(256)
    except (OSError, OverflowError) as error:
        listening.close()
        raise _unusable(host, port, error) from None
    return listening


def _unusable(host: str, port: int, error: Exception) -> EtomError:
    reason = getattr(error, "strerror", None) or str(error)
    return EtomError(
        Text(
            en=f"{host}:{port} cannot be served ({reason}); choose another --port or --host",
            ru=f"не удаётся открыть {host}:{port} ({reason}); выберите другой --port или --host",
        )
    )
