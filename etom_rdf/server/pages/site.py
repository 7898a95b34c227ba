"""Serve the pages of the site with their style sheets and scripts, in the language that the client prefers."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etom_rdf.server.messages.media_types import HTML
from etom_rdf.server.messages.negotiation import best_language, best_media_type
from etom_rdf.server.messages.problems import FOR_READERS, nothing_here, problem
from etom_rdf.server.messages.validators import is_held, lasting_entity_tag
from etom_rdf.server.pages.languages import IN_LANGUAGE, language_of
from etom_rdf.site import Page, Site
from etom_rdf.text import LANGUAGES, Language

_LONGEST_SEARCH: Final = 200  # characters


def entrance(request: Request) -> Response:
    """Send the client on to the pages in the language that it prefers."""
    language = best_language(request.headers.get("accept-language"))
    return RedirectResponse(f"{language}/", 302, {"Vary": "Accept-Language"})


def page(request: Request) -> Response:
    """Answer with a page or a file of the site, or send the client to the page that it has nearly named."""
    site = site_of(request)
    path = _path(request)
    found = site.page(path)
    if found is not None:
        return _answer(request, found)
    if f"{path}/" in site:
        return RedirectResponse(f"{path.rpartition('/')[2]}/" + _query(request), 308)
    return not_found(request)


def search(request: Request) -> Response:
    """Answer with the page of what the words in `q` find; without words with the empty page."""
    text = request.query_params.get("q", "")[:_LONGEST_SEARCH].strip()
    if not text:
        return page(request)
    return Response(site_of(request).results(language_of(request), text), media_type=HTML)


def not_found(
    request: Request, _: Exception | None = None, *, otherwise: tuple[str, ...] = FOR_READERS
) -> Response:
    """Say that nothing has this address: to browsers on a page in their language, else as a problem.

    `otherwise` are the forms of the problem, the first for clients that take any.
    """
    if best_media_type(request.headers.get("accept"), (otherwise[0], HTML)) != HTML:
        return problem(request, nothing_here(), otherwise)
    path = _path(request)
    language = _named(path) or best_language(request.headers.get("accept-language"))
    text = site_of(request).not_found(language, path.count("/"))
    return Response(text, 404, {"Vary": "Accept, Accept-Language"}, media_type=HTML)


def site_of(request: Request) -> Site:
    """Return the site that is served."""
    site: Site = request.app.state.site
    return site


def _answer(request: Request, found: Page) -> Response:
    """Answer with a page, or say that the client has it already."""
    tag = lasting_entity_tag(found.body)
    # A browser may keep what it has, and asks whether it still holds: a new release shows at once.
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_held(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers=headers, media_type=found.media_type)


def _path(request: Request) -> str:
    """Return the path below the root of the site, wherever the application is mounted."""
    whole: str = request.scope["path"]
    return whole.removeprefix(request.scope.get("root_path", "")).removeprefix("/")


def _named(path: str) -> Language | None:
    return next((one for one in LANGUAGES if one == path.partition("/")[0]), None)


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


# The pages of a language take every address below it, so that routes of other modules come before these.
routes: Final[list[BaseRoute]] = [
    Route("/", entrance),
    Route(f"{IN_LANGUAGE}/search/", search),
    Route(IN_LANGUAGE, page),
    Route(f"{IN_LANGUAGE}/{{path:path}}", page),
    Route("/assets/{path:path}", page),
]
