"""Put the application together from the routes of each module."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etom_rdf import __version__
from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.errors import EtomError
from etom_rdf.server import linked_data
from etom_rdf.server.api import routes as api
from etom_rdf.server.execution.dataset import Dataset
from etom_rdf.server.execution.pool import KeeperDied
from etom_rdf.server.messages.guard import Guard
from etom_rdf.server.messages.problems import FOR_PROGRAMS, HANDLERS, answer_unrouted, problem
from etom_rdf.server.messages.refusals import for_now
from etom_rdf.server.pages import checking, questions, site
from etom_rdf.server.settings import Settings
from etom_rdf.server.sparql import graph_store, protocol
from etom_rdf.server.uploads.jobs import Jobs
from etom_rdf.server.uploads.receiving import Uploads
from etom_rdf.site import Site
from etom_rdf.text import Text


def create_app(settings: Settings) -> Starlette:
    """Return the application; it starts its processes when it starts, and stops them when it stops.

    What cannot be opened at the start is left in `app.state.failure`.
    """
    dataset = Dataset(settings)

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        try:
            app.state.jobs.warm_up()
            await dataset.open()
        except (EtomError, OSError) as error:
            app.state.failure = error
            raise
        try:
            yield
        finally:
            dataset.close()

    app = Starlette(routes=_routes(), lifespan=running, exception_handlers=_HANDLERS)
    app.router.redirect_slashes = False
    app.add_middleware(Guard, settings=settings)
    app.state.settings = settings
    app.state.dataset = dataset
    app.state.jobs = Jobs()
    app.state.uploads = Uploads()
    app.state.site = _site(settings)
    app.state.linked_data = app.state.site.linked_data
    return app


def _site(settings: Settings) -> Site:
    """Make the pages; models in files colour the map, a store is only asked."""
    catalogue = Catalogue.load()
    if settings.model is None:
        return Site(catalogue=catalogue, served=True)
    quads = settings.model.quads
    return Site(catalogue=catalogue, coverage=Coverage.of(quads, catalogue), quads=quads, served=True)


def _routes() -> list[BaseRoute]:
    return [
        Route("/health", _health),
        *protocol.routes,
        *graph_store.routes,
        *linked_data.routes,
        *api.routes,
        *checking.routes,
        *questions.routes,
        *site.routes,  # last, since they take every address
    ]


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok", "version": __version__}, headers={"Cache-Control": "no-store"})


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return site.not_found(request, otherwise=FOR_PROGRAMS)
    return await answer_unrouted(request, error)


async def _restarting(request: Request, _: Exception) -> Response:
    return problem(request, for_now(_RESTARTING))


_RESTARTING: Final = Text(
    en="the data are being read again; try again in a few seconds",
    ru="данные читаются заново; повторите через несколько секунд",
)
_HANDLERS: Final = {**HANDLERS, HTTPException: _not_served, KeeperDied: _restarting}
