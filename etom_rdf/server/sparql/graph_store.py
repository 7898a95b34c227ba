"""Speak the SPARQL 1.1 Graph Store HTTP Protocol: https://www.w3.org/TR/sparql11-http-rdf-update/.

`/graphs?graph=IRI` and `/graphs?default` name a graph indirectly, `/graphs/…` directly by its own address, just as
it was sent. A graph without statements is as good as none. The default graph is read as the union of all graphs, like
everywhere; what is written to it goes beside the named graphs.
"""

import uuid
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Final, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etom_rdf.server.execution.dataset import Dataset, Write
from etom_rdf.server.messages.access import authorize
from etom_rdf.server.messages.media_types import GRAPHS, listed
from etom_rdf.server.messages.negotiation import best_media_type
from etom_rdf.server.messages.refusals import RefusalError, not_acceptable, of_another_type
from etom_rdf.server.messages.replies import reply
from etom_rdf.server.messages.requests import absolute_iri, media_type, read_body, while_connected
from etom_rdf.text import Text

_READING: Final = ("GET", "HEAD")
_MODES: Final = {"PUT": "replace", "POST": "extend", "DELETE": "remove"}
# What may be sent; plain text is N-Triples, as it once was registered.
_SENT: Final = {name: form for name, form in GRAPHS.items() if name not in ("application/xml", "text/xml")}


@dataclass(frozen=True, slots=True)
class _Target:
    """Name a graph, None for the default graph; `created` where the server has made up the name."""

    graph: str | None
    created: bool = False


async def indirect(request: Request) -> Response:
    """Serve the graph that the query string names; make one for a POST that names none."""
    asked = request.query_params.multi_items()
    names = [value for key, value in asked if key == "graph"]
    default = any(key == "default" for key, _ in asked)
    if len(names) + default > 1:
        raise RefusalError(400, _SEVERAL)
    if names:
        return await _serve(request, _Target(absolute_iri(names[0])))
    if default:
        return await _serve(request, _Target(None))
    if request.method != "POST":
        raise RefusalError(400, _NONE)
    return await _serve(request, _Target(f"{_address(request)}/{uuid.uuid4()}", created=True))


async def direct(request: Request) -> Response:
    """Serve the graph whose name is the address itself."""
    return await _serve(request, _Target(_address(request)))


async def _serve(request: Request, target: _Target) -> Response:
    dataset: Dataset = request.app.state.dataset
    if request.method in _READING:
        accepted = best_media_type(request.headers.get("accept"), tuple(GRAPHS))
        if accepted is None:
            raise not_acceptable(listed(GRAPHS))
        body = await while_connected(request, dataset.graph(target.graph, GRAPHS[accepted]))
        return reply(body, accepted, headers={"Vary": "Accept", "Cache-Control": "no-cache"})
    authorize(request)
    body, parts = (b"", ()) if request.method == "DELETE" else await _documents(request)
    base = target.graph or _address(request)
    status = await dataset.write(Write(target.graph, _MODES[request.method], base, parts), body)
    headers = {"Location": cast(str, target.graph)} if target.created else {}
    return Response(status_code=status, headers=headers)


async def _documents(request: Request) -> tuple[bytes, tuple[tuple[str, int, int], ...]]:
    """Read what is sent: the bytes, and of each document its format and where it stands in them."""
    kind = media_type(request)
    body = await read_body(request, request.app.state.settings.limits.body)
    if kind != "multipart/form-data":
        return body, ((_format(kind), 0, len(body)),)
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1")
    message = message_from_bytes(head + body, policy=policy.HTTP)
    if not message.is_multipart():
        raise RefusalError(400, _NO_PARTS)
    content, parts = bytearray(), []
    for part in message.iter_parts():
        document = cast(bytes, part.get_payload(decode=True))
        parts.append((_format(part.get_content_type()), len(content), len(content) + len(document)))
        content += document
    return bytes(content), tuple(parts)


def _format(kind: str) -> str:
    if kind not in _SENT:
        raise of_another_type(listed(_SENT))
    return _SENT[kind]


def _address(request: Request) -> str:
    path = request.scope["raw_path"].decode("ascii")  # where a%2Fb is another name than a/b
    return absolute_iri(str(request.url.replace(path=path, query="", fragment="")).rstrip("/"))


_NO_PARTS: Final = Text(
    en="the body has no parts; check the boundary in Content-Type",
    ru="в теле запроса нет частей; проверьте boundary в Content-Type",
)
_NONE: Final = Text(
    en="no graph is named; add ?graph=IRI or ?default", ru="граф не указан; добавьте ?graph=IRI или ?default"
)
_SEVERAL: Final = Text(
    en="several graphs are named; name one at a time", ru="указано несколько графов; указывайте по одному"
)

_METHODS: Final = [*_READING, *_MODES]
routes: Final = [
    Route("/graphs", indirect, methods=_METHODS),
    Route("/graphs/{path:path}", direct, methods=_METHODS),
]
