"""Serve the page that checks files: the form, and what was found in the files that it sends."""

from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etom_rdf.server.api.models import jobs_of, response, uploads_of
from etom_rdf.server.messages.media_types import HTML, JSON
from etom_rdf.server.messages.negotiation import best_media_type
from etom_rdf.server.messages.problems import problem, refusal_of
from etom_rdf.server.pages.languages import IN_LANGUAGE, language_of
from etom_rdf.server.pages.site import site_of
from etom_rdf.server.uploads import check_tasks
from etom_rdf.site.check import PATH, form_page
from etom_rdf.site.context import Context

_HEADERS: Final = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}


async def page(request: Request) -> Response:
    """Show the form, or check what it sends."""
    return await _check(request) if request.method == "POST" else _form(request)


def _form(request: Request) -> Response:
    text = form_page(_context(request), limit=uploads_of(request).limits.size)
    return Response(text, media_type=HTML, headers={"Cache-Control": "no-cache"})


async def _check(request: Request) -> Response:
    """Check the files that the form sends; answer with the page, or with its parts to a script that asks for JSON."""
    scripted = best_media_type(request.headers.get("accept"), (HTML, JSON)) == JSON
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
        answer = problem(request, error) if scripted else _refused(request, error)
    answer.headers.update(_HEADERS)
    return answer


def _refused(request: Request, error: Exception) -> Response:
    refusal = refusal_of(error, request)
    text = form_page(_context(request), limit=uploads_of(request).limits.size, refusal=refusal.message)
    return Response(text, refusal.status, refusal.headers, media_type=HTML)


def _context(request: Request) -> Context:
    return site_of(request).context(language_of(request))


# To be registered before the pages, which take every address below a language.
routes: Final[list[BaseRoute]] = [
    Route(f"{IN_LANGUAGE}/{PATH}", page, methods=["GET", "POST"]),
]
