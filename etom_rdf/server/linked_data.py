"""Answer the IRIs of the ontology over HTTP: /etom/… by content negotiation, /downloads/… whole.

All addresses that are sent are relative, so that the server works under any prefix and host. Nothing says when
a document was last modified: the files know the day of an edition only; the entity tag is that of the bytes.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etom_rdf.linked_data import (
    BASE,
    DOWNLOADS,
    FORMS,
    SPARQL,
    Description,
    Form,
    LinkedData,
    by_media_type,
    download,
    relative,
)
from etom_rdf.server.messages.media_types import HTML
from etom_rdf.server.messages.negotiation import best_language, best_media_type
from etom_rdf.server.messages.problems import FOR_READERS, problem
from etom_rdf.server.messages.refusals import RefusalError, not_acceptable
from etom_rdf.server.messages.validators import is_held, lasting_entity_tag
from etom_rdf.text import Text

_BY_EXTENSION: Final = {form.extension: form for form in (*FORMS, SPARQL)}
_VARY: Final = {"Vary": "Accept, Accept-Language"}


def resource(request: Request) -> Response:
    """Answer an IRI, or a document of it by its extension."""
    path = request.path_params["path"]
    data: LinkedData = request.app.state.linked_data
    description = data.describe(path)
    if description is not None:
        return _negotiated(request, description, data)
    stem, _, extension = path.rpartition(".")
    if extension in (*_BY_EXTENSION, "html"):
        described = _by_stem(stem, data)
        form = _BY_EXTENSION.get(extension)
        if described is not None and form is None:
            return _see(request, _page(request, described), described)
        if described is not None and form in described.forms:
            return _document(request, described, form, data)
    if data.describe(f"{path}/") is not None:
        return _redirect(f"{path.rpartition('/')[2]}/", 301)
    return _not_found(request, path, data)


def root(request: Request) -> Response:
    """Lead to the list of all documents, whose IRI ends with a slash."""
    return _redirect("etom/", 301)


def whole(request: Request) -> Response:
    """Answer a download."""
    name = request.path_params["name"]
    for one in DOWNLOADS:
        if one.name == name:
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return _content(request, download(name), one.form.content_type, headers)
    names = ", ".join(one.name for one in DOWNLOADS)
    message = Text(en=f"there is no such download; take one of {names}", ru=f"такого файла нет; есть {names}")
    return _refused(request, 404, message)


routes: Final = (
    Route("/etom", root),
    Route("/etom/{path:path}", resource),
    Route("/downloads/{name}", whole),
)


def _negotiated(request: Request, description: Description, data: LinkedData) -> Response:
    by_type = by_media_type(description.forms)
    wanted = best_media_type(request.headers.get("accept"), (*by_type, HTML))
    if wanted is None:
        offered = (*(form.media_type for form in description.forms), HTML)
        link = _links(request, description, of_document=description.is_document)
        return problem(request, not_acceptable(offered, {"Link": link}), FOR_READERS)
    if wanted == HTML:
        return _see(request, _page(request, description), description)
    form = by_type[wanted]
    if description.is_document:
        return _document(request, description, form, data)
    return _see(request, f"etom/{description.file(form)}", description)


def _document(request: Request, description: Description, form: Form, data: LinkedData) -> Response:
    file = f"etom/{description.file(form)}"
    headers = {
        "Link": _links(request, description, of_document=True),
        "Content-Location": relative(_address(request), file),
    }
    return _content(request, data.serialize(description, form), form.content_type, headers)


def _content(request: Request, body: bytes, content_type: str, headers: dict[str, str]) -> Response:
    tag = lasting_entity_tag(body)
    # To ask again each time costs nothing but a 304, and no edition is shown after its time.
    headers = {**headers, "ETag": tag, "Cache-Control": "no-cache", **_VARY}
    if is_held(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers={**headers, "Content-Type": content_type})


def _see(request: Request, target: str, description: Description) -> Response:
    response = _redirect(relative(_address(request), target), 303)
    response.headers["Link"] = _links(request, description, of_document=description.is_document)
    return response


def _redirect(location: str, status: int) -> Response:
    return Response(status_code=status, headers={"Location": location, **_VARY})


def _links(request: Request, description: Description, *, of_document: bool) -> str:
    """Name the documents, as other forms of the one that is sent or as what describes the thing; and the pages."""
    here = _address(request)
    relation = "alternate" if of_document else "describedby"
    links = [
        f'<{relative(here, f"etom/{description.file(form)}")}>; rel="{relation}"; type="{form.media_type}"'
        for form in description.forms
    ]
    links += [
        f'<{relative(here, page)}>; rel="{relation}"; type="{HTML}"; hreflang="{language}"'
        for language, page in description.pages.items()
    ]
    if of_document:
        about = "canonical" if description.is_document else "describes"
        links.append(f'<{description.canonical}>; rel="{about}"')
    return ", ".join([*links, f'<{description.licence}>; rel="license"'])


def _page(request: Request, description: Description) -> str:
    return description.pages[best_language(request.headers.get("accept-language"))]


def _address(request: Request) -> str:
    return f"etom/{request.path_params['path']}"


def _by_stem(stem: str, data: LinkedData) -> Description | None:
    candidates = (data.describe(path) for path in ("" if stem == "index" else stem, f"{stem}/"))
    return next((one for one in candidates if one is not None and one.stem == stem), None)


def _not_found(request: Request, path: str, data: LinkedData) -> Response:
    near = [BASE + one for one in data.near(path)]
    listed = ", ".join(near)
    message = Text(
        en="the ontology has no such IRI; "
        + (f"did you mean {listed}?" if near else "/etom/ lists its documents"),
        ru="такого IRI в онтологии нет; "
        + (f"возможно, имелось в виду {listed}" if near else "её документы перечислены в /etom/"),
    )
    return _refused(request, 404, message, near=near)


def _refused(request: Request, status: int, message: Text, **members: object) -> Response:
    return problem(request, RefusalError(status, message, members=members), FOR_READERS)
