"""Put the routes of the REST interface together."""

from typing import Final

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, Router

from etom_rdf.server.api import lookups, models
from etom_rdf.server.api.openapi import document
from etom_rdf.server.messages.problems import HANDLERS


def openapi(request: Request) -> Response:
    """Describe the interface as OpenAPI 3.1."""
    return lookups.answer_json(request, document(request.scope["root_path"]))


_router: Final = Router(
    [*lookups.routes, *models.routes, Route("/openapi.json", openapi)], redirect_slashes=False
)

# With its own handlers, so that the interface answers alike in whatever application it is mounted.
routes: Final = [Mount("/api", ExceptionMiddleware(_router, HANDLERS))]
