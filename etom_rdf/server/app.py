"""Put the application together from the routes of each module."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from etom_rdf import __version__
from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.errors import EtomError, StoreError
from etom_rdf.server import answers, check_page, graph_store, linked_data, pages, rest, sparql
from etom_rdf.server.dataset import Dataset
from etom_rdf.server.jobs import Jobs
from etom_rdf.server.media import choose
from etom_rdf.server.middleware import Guard
from etom_rdf.server.pool import KeeperDied
from etom_rdf.server.refusals import FAILED, RefusalError
from etom_rdf.server.replies import refuse
from etom_rdf.server.requests import ClientGone
from etom_rdf.server.settings import Settings
from etom_rdf.server.uploads import Uploads
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
            await dataset.open()
        except (EtomError, OSError) as error:
            app.state.failure = error
            raise
        app.state.jobs.warm_up()
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
        *sparql.routes,
        *graph_store.routes,
        *linked_data.routes,
        *rest.routes,
        *check_page.routes,
        *answers.routes,
        *pages.routes,  # last, since they take every address
    ]


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok", "version": __version__}, headers={"Cache-Control": "no-store"})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)
    return refuse(request, error, request.app.state.settings.language)


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and choose(request.headers.get("accept"), _FOR_PEOPLE) == "text/html":
        return pages.not_found(request)
    message = _NOT_SERVED.get(error.status_code, FAILED)
    refusal = RefusalError(error.status_code, message, error.headers)
    return refuse(request, refusal, request.app.state.settings.language)


async def _unusable(request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)
    return refuse(request, RefusalError(503, error.message), request.app.state.settings.language)


async def _restarting(request: Request, error: Exception) -> Response:
    refusal = RefusalError(503, _RESTARTING, {"Retry-After": "5"})
    return refuse(request, refusal, request.app.state.settings.language)


async def _failed(request: Request, error: Exception) -> Response:
    logging.getLogger(__name__).error("%s %s", request.method, request.url.path, exc_info=error)
    refusal = RefusalError(500, FAILED)
    return refuse(request, refusal, request.app.state.settings.language)


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)  # nobody reads it


_FOR_PEOPLE = ["application/problem+json", "text/html"]
_NOT_SERVED = {
    404: Text(
        en="there is nothing at this address; start at /", ru="по этому адресу ничего нет; начните с /"
    ),
    405: Text(
        en="this method is not served here; see the header Allow",
        ru="этот метод здесь не поддерживается; см. заголовок Allow",
    ),
}
_RESTARTING = Text(
    en="the data are being read again; try again in a few seconds",
    ru="данные читаются заново; повторите через несколько секунд",
)
_HANDLERS = {
    RefusalError: _refused,
    HTTPException: _not_served,
    ClientGone: _gone,
    StoreError: _unusable,
    KeeperDied: _restarting,
    Exception: _failed,
}
