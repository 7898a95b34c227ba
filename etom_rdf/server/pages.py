"""Serve the pages of the site with their style sheets and scripts, in the language that the client prefers."""

from functools import lru_cache
from hashlib import sha256
from typing import Final, cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etom_rdf.linked_data.negotiation import best_language, best_media_type
from etom_rdf.site import Page, Site
from etom_rdf.site.context import LANGUAGES
from etom_rdf.text import Language

_HTML: Final = "text/html; charset=utf-8"
_LONGEST_SEARCH: Final = 200
_NOTHING: Final = "Nothing is here. / Здесь ничего нет.\n"


def entrance(request: Request) -> Response:
    """Send the client on to the pages in the language that it prefers."""
    language = best_language(request.headers.get("accept-language"))
    return RedirectResponse(f"{language}/", 302, {"Vary": "Accept-Language"})


def page(request: Request) -> Response:
    """Answer with a page or a file of the site, or send the client to the page that it has nearly named."""
    site = _site(request)
    path = request.scope["path"].removeprefix(request.scope.get("root_path", "")).removeprefix("/")
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
    language = cast("Language", request.scope["path"].strip("/").split("/")[-2])
    return Response(_site(request).results(language, text), media_type=_HTML)


def not_found(request: Request, _: Exception | None = None) -> Response:
    """Say that nothing has this address: to people on a page in their language, to programs in one line."""
    if best_media_type(request.headers.get("accept"), ("text/plain", "text/html")) != "text/html":
        return PlainTextResponse(_NOTHING, 404, {"Vary": "Accept"})
    path = request.scope["path"].removeprefix(request.scope.get("root_path", "")).removeprefix("/")
    named = path.partition("/")[0]
    language = named if named in LANGUAGES else best_language(request.headers.get("accept-language"))
    text = _site(request).not_found(cast("Language", language), path.count("/"))
    return Response(text, 404, {"Vary": "Accept, Accept-Language"}, media_type=_HTML)


def _answer(request: Request, found: Page) -> Response:
    """Answer with a page, or say that the client has it already."""
    # A browser may keep what it has, and asks whether it still holds: a new release shows at once.
    headers = {"ETag": _tag(found), "Cache-Control": "no-cache"}
    wanted = request.headers.get("if-none-match", "")
    known = {one.strip().removeprefix("W/") for one in wanted.split(",")}
    if known & {headers["ETag"], "*"}:
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers=headers, media_type=found.media_type)


@lru_cache(maxsize=4096)
def _tag(found: Page) -> str:
    return f'"{sha256(found.body).hexdigest()[:32]}"'


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


def _site(request: Request) -> Site:
    return cast("Site", request.app.state.site)


# The pages of a language take every address below it, so that routes of other modules come before these.
routes: Final[list[BaseRoute]] = [
    Route("/", entrance),
    *(Route(f"/{language}/search/", search) for language in LANGUAGES),
    *(Route(f"/{language}", page) for language in LANGUAGES),
    *(Route(f"/{language}/{{path:path}}", page) for language in LANGUAGES),
    Route("/assets/{path:path}", page),
]
