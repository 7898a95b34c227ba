"""Answer questions of the query library and queries of one's own on the pages of the site.

The answers come from the workers, with all their limits; only laying them out happens here, in a thread.
"""

from typing import Final, TypedDict
from urllib.parse import parse_qsl

import pyoxigraph
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from etom_rdf.errors import QueryError
from etom_rdf.querying import QueryFile, QueryResult, queries
from etom_rdf.querying.running import result_of
from etom_rdf.server.execution.dataset import Answer, Question
from etom_rdf.server.messages.media_types import HTML
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.server.messages.replies import reply
from etom_rdf.server.messages.requests import while_connected
from etom_rdf.server.pages.languages import IN_LANGUAGE, language_of
from etom_rdf.server.pages.site import not_found, site_of
from etom_rdf.site.editor import Written
from etom_rdf.site.queries import Asked
from etom_rdf.site.query_fields import examples, faults
from etom_rdf.text import Text

_READABLE: Final = "application/sparql-results+json, text/turtle"
_FORMS: Final = {
    "csv": "text/csv",
    "json": "application/sparql-results+json, application/ld+json",
    "nt": "application/n-triples",
    "ttl": "text/turtle",
}
_LARGEST: Final = 4_000_000  # bytes of an answer that a page is made of
_HEADERS: Final = {"Cache-Control": "no-store"}


async def question(request: Request) -> Response:
    """Answer a question of the library on its page, for the values in the address or for the examples."""
    query = _query(request)
    if query is None:
        return not_found(request)
    language = language_of(request)
    given = dict(parse_qsl(request.url.query, keep_blank_values=True))
    own = examples(query, language)
    values = own | {name: value for name, value in given.items() if name in own}
    status, asked = 400, Asked(values, refusal=_unknown(query, given))
    if asked.refusal is None and not faults(query, values):
        status, answer = await _asked(request, query.bind(values))
        asked = Asked(values, **answer)
    body = await run_in_threadpool(site_of(request).asked, language, query, asked)
    return Response(body, status, _HEADERS, HTML)


async def download(request: Request) -> Response:
    """Send the answer to a question of the library as a file."""
    query, accept = _query(request), _FORMS.get(request.path_params["form"])
    if query is None or accept is None:
        return not_found(request)
    given = dict(parse_qsl(request.url.query, keep_blank_values=True))
    try:
        text = query.bind(examples(query, language_of(request)) | given)
    except QueryError as error:
        raise RefusalError(400, error.message) from None
    return await _sent(request, text, accept, f"{query.name}.{request.path_params['form']}")


async def editor(request: Request) -> Response:
    """Show the editor; answer the query in the address on its page, or as a file where another form is asked for."""
    site = site_of(request)
    text = request.query_params.get("query")
    form = request.query_params.get("format", "page")
    if text is None:
        return Response(site.edited(language_of(request), None), 200, _HEADERS, HTML)
    if form in _FORMS:
        return await _sent(request, text, _FORMS[form], f"answer.{form}")
    status, answer = await _asked(request, text)
    body = await run_in_threadpool(site.edited, language_of(request), Written(text, **answer))
    return Response(body, status, _HEADERS, HTML)


def _query(request: Request) -> QueryFile | None:
    return next((one for one in queries() if one.name == request.path_params["name"]), None)


def _unknown(query: QueryFile, given: dict[str, str]) -> Text | None:
    """Return what is wrong with the names of the values, None where each is that of a parameter."""
    extra = {
        name: value for name, value in given.items() if name not in {one.name for one in query.parameters}
    }
    if not extra:
        return None
    try:
        query.bind({one.name: one.example for one in query.parameters} | extra)
    except QueryError as error:
        return error.message
    return None


async def _sent(request: Request, text: str, accept: str, name: str) -> Response:
    answer = await while_connected(request, request.app.state.dataset.ask(Question(text, accept=accept)))
    headers = _HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return reply(answer.body, answer.media_type, headers=headers)


class _Came(TypedDict, total=False):
    """Hold what came of asking: rows, a graph as the worker has written it, or why there is neither."""

    answer: QueryResult
    turtle: str
    refusal: Text


async def _asked(request: Request, text: str) -> tuple[int, _Came]:
    """Return the status of the page, and what came of asking."""
    try:
        answer = await while_connected(
            request, request.app.state.dataset.ask(Question(text, accept=_READABLE))
        )
        return 200, await run_in_threadpool(_read, answer)
    except RefusalError as refusal:
        return refusal.status, {"refusal": refusal.message}


def _read(answer: Answer) -> _Came:
    """Read what a worker has written; a graph stays as it is, since no bound is known for making it canonical."""
    if isinstance(answer.body, bytes):
        body = answer.body
    else:
        with answer.body as file:
            body = file.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise RefusalError(403, _TOO_LARGE)
    if answer.media_type == "text/turtle":
        return {"turtle": body.decode()}
    found = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
    return {"answer": result_of(found)}


_TOO_LARGE: Final = Text(
    en="the answer is too large for a page; add LIMIT, or take it as CSV or JSON",
    ru="ответ слишком велик для страницы; добавьте LIMIT или возьмите его в CSV или JSON",
)

routes: Final[list[BaseRoute]] = [
    Route(f"{IN_LANGUAGE}/queries/{{name}}/", question),
    Route(f"{IN_LANGUAGE}/queries/{{name}}/answer.{{form}}", download),
    Route(f"{IN_LANGUAGE}/editor/", editor),
]
