"""Speak the SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etom_rdf.server.execution.dataset import Dataset, Question, Update
from etom_rdf.server.messages.access import authorize
from etom_rdf.server.messages.media_types import GRAPHS, HTML
from etom_rdf.server.messages.negotiation import best_language, best_media_type
from etom_rdf.server.messages.problems import default_language
from etom_rdf.server.messages.refusals import RefusalError, of_another_type
from etom_rdf.server.messages.replies import reply
from etom_rdf.server.messages.requests import absolute_iri, decoded, media_type, read_body, while_connected
from etom_rdf.server.messages.validators import is_held
from etom_rdf.server.sparql.service_description import describe
from etom_rdf.text import Text

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Operation:
    """Hold what a request wants: a query or an update, or neither, and the graphs it is about."""

    query: str | None
    update: str | None
    graphs: Mapping[str, tuple[str, ...]]

    def named(self, parameter: str) -> tuple[str, ...]:
        """Return the IRIs that a parameter of the protocol names."""
        return self.graphs.get(parameter, ())


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service to whoever asks nothing."""
    operation = await _operation(request)
    if operation.update is not None:
        return await _update(request, operation, operation.update)
    if operation.query is None:
        return _description(request)
    default, named = operation.named("default-graph-uri"), operation.named("named-graph-uri")
    given = bool(default or named)
    question = Question(
        operation.query,
        default=default if given else None,
        named=named if given else None,
        accept=request.headers.get("accept"),
        base=_base(request),
    )
    dataset: Dataset = request.app.state.dataset
    answer = await while_connected(request, dataset.ask(question))
    headers = {"Vary": "Accept"}
    if answer.tag is None:
        return reply(answer.body, answer.media_type, headers={**headers, "Cache-Control": "no-store"})
    headers |= {"ETag": answer.tag, "Cache-Control": "no-cache"}
    if is_held(request, answer.tag):
        return Response(status_code=304, headers=headers)
    return reply(answer.body, answer.media_type, headers=headers)


def _description(request: Request) -> Response:
    """Describe the service to programs; send a browser to the editor."""
    if request.method == "POST":
        raise RefusalError(400, _NOTHING)
    accept = request.headers.get("accept")
    form = best_media_type(accept, (*GRAPHS, HTML))
    settings = request.app.state.settings
    if form == HTML:
        language = best_language(request.headers.get("accept-language"), default_language(request))
        headers = {"Location": f"{language}/editor/", "Vary": "Accept, Accept-Language"}
        return Response(status_code=302, headers=headers)
    if form is None:
        raise RefusalError(406, _NOT_DESCRIBED)
    body = describe(_base(request), writable=settings.token is not None, form=GRAPHS[form])
    return reply(body, form, headers={"Vary": "Accept"})


async def _update(request: Request, operation: Operation, text: str) -> Response:
    authorize(request)
    dataset: Dataset = request.app.state.dataset
    default, named = operation.named("using-graph-uri"), operation.named("using-named-graph-uri")
    status = await dataset.update(Update(text, default, named, base=_base(request)))
    return Response(status_code=status)


def _base(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


async def _operation(request: Request) -> Operation:
    pairs = _pairs(request.scope["query_string"])
    query = update = None
    if request.method == "POST":
        limit = request.app.state.settings.limits.body
        kind = media_type(request)
        if kind == _FORM:
            pairs += _pairs(await read_body(request, limit))
            update = _once(pairs, "update")
            query = _once(pairs, "query")
        elif kind == _QUERY:
            query = decoded(await read_body(request, limit))
        elif kind == _UPDATE:
            authorize(request)
            update = decoded(await read_body(request, limit))
        else:
            raise of_another_type((_QUERY, _UPDATE, _FORM))
    else:
        if any(name == "update" for name, _ in pairs):
            raise RefusalError(400, _UPDATE_BY_GET)
        query = _once(pairs, "query")
    if query is not None and update is not None:
        raise RefusalError(400, _BOTH)
    graphs: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if name.endswith("graph-uri"):
            graphs[name] = (*graphs.get(name, ()), absolute_iri(value))
    return Operation(query, update, graphs)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except ValueError:
        raise RefusalError(400, _BROKEN_FORM) from None


def _once(pairs: Sequence[tuple[str, str]], name: str) -> str | None:
    found = [value for key, value in pairs if key == name]
    if len(found) > 1:
        raise RefusalError(400, _SEVERAL)
    return found[0] if found else None


_NOTHING: Final = Text(
    en="the request holds neither query nor update; send one of them",
    ru="в запросе нет ни query, ни update; передайте что-то одно",
)
_NOT_DESCRIBED: Final = Text(
    en="the service is described in RDF; accept text/turtle, or send a query",
    ru="сервис описан на RDF; укажите в Accept text/turtle или передайте запрос",
)
_BOTH: Final = Text(
    en="the request holds a query and an update; send one at a time",
    ru="в запросе есть и query, и update; передавайте что-то одно",
)
_SEVERAL: Final = Text(
    en="the request holds several queries or updates; send one at a time, updates joined by semicolons",
    ru="в запросе несколько query или update; передавайте по одному, изменения соединяйте точкой с запятой",
)
_UPDATE_BY_GET: Final = Text(
    en="an update cannot be sent with GET; send it with POST",
    ru="изменение нельзя передать через GET; используйте POST",
)
_BROKEN_FORM: Final = Text(
    en="the parameters of the request are not URL-encoded UTF-8; encode them",
    ru="параметры запроса не закодированы как URL в UTF-8; закодируйте их",
)

routes: Final = [Route("/sparql", sparql, methods=["GET", "HEAD", "POST"])]
