"""Look the standard up over HTTP: elements, functions, terms, words, identifiers; forms as on the command line."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etom_rdf.catalogue import Catalogue, Element, Entry, Function, Term
from etom_rdf.entry_json import entry_as_json, match_as_json
from etom_rdf.errors import NotFoundError
from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import shown
from etom_rdf.search import find
from etom_rdf.server.api.parameters import Parameters
from etom_rdf.server.messages.media_types import JSON
from etom_rdf.server.messages.negotiation import best_media_type
from etom_rdf.server.messages.refusals import RefusalError, not_acceptable
from etom_rdf.text import Text

LEVELS: Final = ("0", "1", "2")
MOST_TEXTS: Final = 100  # identifiers in one request


def accepted(request: Request, offers: Sequence[str]) -> str:
    """Return the media type that a client likes best; raises RefusalError (406) where none will do."""
    chosen = best_media_type(request.headers.get("accept"), offers)
    if chosen is None:
        raise not_acceptable(offers)
    return chosen


def answer_json(request: Request, value: object) -> Response:
    """Answer with JSON, if the client takes it."""
    accepted(request, [JSON])
    return Response(json.dumps(value, ensure_ascii=False, indent=2) + "\n", media_type=JSON)


def elements(request: Request) -> Response:
    """List areas, groups and elements, in the standard's order; filters narrow that down."""
    given = Parameters(request, ("area", "group", "level", "q"))
    catalogue = Catalogue.load()
    found: tuple[Entry, ...] = catalogue.elements
    if (words := given.text("q")) is not None:
        found = tuple(match.entry for match in find(words, catalogue))
    level = given.one_of("level", LEVELS)
    area, group = (_category(given.text(name), name, catalogue) for name in ("area", "group"))
    listed = [
        one
        for one in found
        if isinstance(one, Element)
        and (area is None or area.id in (one.id, one.area))
        and (group is None or group.id in (one.id, one.parent, *one.verticals))
        and (level is None or one.level == int(level))
    ]
    return answer_json(request, [entry_as_json(one, catalogue) for one in listed])


def _category(name: str | None, kind: str, catalogue: Catalogue) -> Element | None:
    """Return the area or group that a filter names; raises RefusalError where there is none."""
    if name is None:
        return None
    entry = _entry(name, catalogue)
    if not isinstance(entry, Element) or entry.kind != kind:
        known = ", ".join(one.id for one in catalogue.elements if one.kind == kind)
        quote = shown(name)
        message = Text(
            en=f"{kind} cannot be {quote}; use one of: {known}",
            ru=f"{kind} не может быть {quote}; подходят: {known}",
        )
        raise RefusalError(HTTPStatus.BAD_REQUEST, message)
    return entry


def _entry(name: str, catalogue: Catalogue) -> Entry | None:
    try:
        return catalogue[name]
    except NotFoundError:
        return None


def terms(request: Request) -> Response:
    """List the terms of clause 3."""
    Parameters(request, ())
    catalogue = Catalogue.load()
    return answer_json(request, [entry_as_json(one, catalogue) for one in catalogue.terms])


def one_of(kind: type[Element | Function | Term]) -> Callable[[Request], Response]:
    """Return what answers with one entry of a kind."""

    def entry_of(request: Request) -> Response:
        Parameters(request, ())
        catalogue = Catalogue.load()
        name: str = request.path_params["id"]
        entry = _entry(name, catalogue)
        if not isinstance(entry, kind):
            raise _absent(name)
        return answer_json(request, entry_as_json(entry, catalogue))

    return entry_of


def _absent(name: str) -> RefusalError:
    quote = shown(name)
    message = Text(
        en=f"nothing of this kind in the standard has the id {quote}; look it up with /api/search?q=…",
        ru=f"в стандарте нет такой записи с идентификатором {quote}; поищите через /api/search?q=…",
    )
    return RefusalError(HTTPStatus.NOT_FOUND, message)


def search(request: Request) -> Response:
    """Find elements, functions and terms by words in either language, as `etom find` does."""
    words = Parameters(request, ("q",)).required("q")
    return answer_json(
        request, [match_as_json(one.entry, one.place) for one in find(words, Catalogue.load())]
    )


def ids(request: Request) -> Response:
    """Say what identifiers mean by clause 5.2, as `etom id` does."""
    given = Parameters(request, ("text",), repeatable=("text",))
    texts = given.texts("text")
    if not 1 <= len(texts) <= MOST_TEXTS:
        message = Text(
            en=f"give one to {MOST_TEXTS} identifiers, each as ?text=…",
            ru=f"укажите от одного до {MOST_TEXTS} идентификаторов, каждый как ?text=…",
        )
        raise RefusalError(HTTPStatus.BAD_REQUEST, message)
    catalogue = Catalogue.load()
    defined, retired = catalogue.defined_ids, catalogue.retired_ids
    return answer_json(
        request, [parse_id(text, defined=defined, retired=retired).as_json() for text in texts]
    )


routes: Final = [
    Route("/elements", elements),
    Route("/elements/{id}", one_of(Element)),
    Route("/functions/{id}", one_of(Function)),
    Route("/terms", terms),
    Route("/terms/{id}", one_of(Term)),
    Route("/search", search),
    Route("/ids", ids),
]
