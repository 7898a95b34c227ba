"""Read what clients send, and notice when they go away."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.text import Text

T = TypeVar("T")


class ClientGone(Exception):  # noqa: N818 - nothing went wrong here
    """Report that nobody waits for the answer any more."""


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body of a request; raise RefusalError where it has more than `limit` bytes."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise RefusalError(413, _too_large(limit))
    blocks, size = [], 0
    async for block in request.stream():
        size += len(block)
        if size > limit:
            raise RefusalError(413, _too_large(limit))
        blocks.append(block)
    return b"".join(blocks)


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Do what the client waits for, and stop it if the client leaves; the body must have been read before.

    Raises ClientGone.
    """
    here = asyncio.current_task()
    assert here is not None
    left = False

    async def watch() -> None:
        nonlocal left
        await _gone(request)
        left = True
        here.cancel()

    watching = asyncio.create_task(watch())
    try:
        return await work
    except asyncio.CancelledError:
        if left and not here.uncancel():
            raise ClientGone from None
        raise
    finally:
        watching.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def media_type(request: Request) -> str:
    """Return the media type of the body, in lower case, without parameters; raise RefusalError for another charset.

    SPARQL and RDF travel in UTF-8 alone.
    """
    kind, *parameters = (word.strip().lower() for word in request.headers.get("content-type", "").split(";"))
    for word in parameters:
        name, _, value = word.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise RefusalError(
                415,
                Text(en="only UTF-8 is read here; send the text in UTF-8",
                     ru="здесь читается только UTF-8; передайте текст в UTF-8"),
            )  # fmt: skip
    return kind


def decoded(body: bytes) -> str:
    """Return a body as text; raise RefusalError where it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError(
            400,
            Text(en="the body is not UTF-8; send the text in UTF-8",
                 ru="тело запроса — не UTF-8; передайте текст в UTF-8"),
        ) from None  # fmt: skip


def _too_large(limit: int) -> Text:
    return Text(
        en=f"the request exceeds {limit:,} bytes; send less at a time",
        ru=f"запрос превышает {limit:,} байт; передавайте меньшими частями",
    )


def absolute_iri(text: str) -> str:
    """Return an IRI as it is; raise RefusalError for anything else."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    try:
        iri: str = NamedNode(text).value
    except ValueError:
        raise RefusalError(
            400,
            Text(en="the name of a graph in the request is no absolute IRI; write for example https://example.org/a",
                 ru="имя графа в запросе — не абсолютный IRI; укажите, например, https://example.org/a"),
        ) from None  # fmt: skip
    return iri
