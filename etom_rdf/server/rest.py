"""Offer what the command line does as a REST interface under /api, for those who want no SPARQL."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, Router

from etom_rdf.server import rest_lookups, rest_models
from etom_rdf.server.openapi import document
from etom_rdf.server.problems import ProblemDetails


def openapi(request: Request) -> Response:
    """Describe the interface as OpenAPI 3.1."""
    return rest_lookups.answer_json(request, document(request.scope["root_path"]))


_router: Final = Router(
    [*rest_lookups.routes, *rest_models.routes, Route("/openapi.json", openapi)], redirect_slashes=False
)

routes: Final = [Mount("/api", ProblemDetails(_router))]
