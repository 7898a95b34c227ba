"""Serve the page that checks files: the form, and what was found in the files that it sends."""

from typing import Final, cast

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etom_rdf.server import check_tasks
from etom_rdf.server.media import choose
from etom_rdf.server.problems import problem, refusal_of
from etom_rdf.server.rest_models import jobs_of, response, uploads_of
from etom_rdf.site import Site
from etom_rdf.site.check import PATH, form_page
from etom_rdf.site.context import LANGUAGES, Context
from etom_rdf.text import Language

_HTML: Final = "text/html"
_JSON: Final = "application/json"
_HEADERS: Final = {"Vary": "Accept", "Cache-Control": "no-store"}


async def form(request: Request) -> Response:
    """Show the form."""
    text = form_page(_context(request), limit=uploads_of(request).limits.size)
    return Response(text, media_type=_HTML, headers={"Cache-Control": "no-cache"})


async def check(request: Request) -> Response:
    """Check the files that the form sends; answer with the page, or with its parts to a script that asks for JSON."""
    scripted = choose(request.headers.get("accept"), (_HTML, _JSON)) == _JSON
    uploads = uploads_of(request)
    try:
        async with uploads.received(request, raw_name=None) as upload:
            jobs = jobs_of(request)
            if scripted:
                outcome = await jobs.run(check_tasks.parts, upload, folder=upload.folder)
            else:
                context = _context(request)
                outcome = await jobs.run(
                    check_tasks.page, upload, context.language, uploads.limits.size, folder=upload.folder
                )
        answer = response(outcome)
    except ClientDisconnect:
        raise
    except Exception as error:  # whatever it is, a person waits for words
        answer = problem(error) if scripted else _refused(request, error)
    answer.headers.update(_HEADERS)
    return answer


def _refused(request: Request, error: Exception) -> Response:
    refusal = refusal_of(error)
    text = form_page(_context(request), limit=uploads_of(request).limits.size, refusal=refusal.message)
    return Response(text, refusal.status, refusal.headers, media_type=_HTML)


def _context(request: Request) -> Context:
    site = cast("Site", request.app.state.site)
    return site.context(cast("Language", request.scope["path"].strip("/").split("/")[-2]))


# To be registered before the pages, which take every address below a language.
routes: Final[list[BaseRoute]] = [
    route
    for language in LANGUAGES
    for route in (
        Route(f"/{language}/{PATH}", form, methods=["GET"]),
        Route(f"/{language}/{PATH}", check, methods=["POST"]),
    )
]
