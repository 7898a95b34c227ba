"""Describe the REST interface as OpenAPI 3.1, for people and for programs that are made from it."""

from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Final, TypeVar

from etom_rdf import __version__
from etom_rdf.catalogue import Catalogue
from etom_rdf.server.api.lookups import LEVELS, MOST_TEXTS
from etom_rdf.server.api.parameters import MAX_TEXT
from etom_rdf.server.api.schemas import STRING, Schema, list_of, reference, schemas, words
from etom_rdf.server.messages.media_types import JSON, PROBLEM, TEXT
from etom_rdf.server.uploads.model_tasks import COVERAGE_TYPES, IMPORT_TYPES, REPORT_TYPES
from etom_rdf.text import LANGUAGES

Form = TypeVar("Form", bound=str)

# Whatever is asked may be asked wrongly.
_ALWAYS: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_ACCEPTABLE)
_OF_UPLOADS: Final = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_TEXT: Final[Schema] = {"type": "string", "maxLength": MAX_TEXT}
_ABOUT: Final = """\
What the command line does, for those who want no SPARQL: elements, functions and terms of GOST R 53633.3-2009
(eTOM, customer relationship management, level 2), search, identifiers of clause 5.2, and checks of process models.
An error is a problem document (RFC 9457); its `message` says in English and in Russian what is wrong and what to do."""


@cache
def document(root: str = "/api") -> dict[str, object]:
    """Return the description; `root` is the path, or the address, where the interface stands."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "etom-rdf",
            "version": __version__,
            "summary": "GOST R 53633.3-2009 (eTOM) and checks of process models against it",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root}],
        "tags": [
            {"name": "standard", "description": "what the standard says"},
            {"name": "models", "description": "what you send; nothing of it stays on the server"},
        ],
        "paths": _lookups() | _uploads(),
        "components": {"schemas": schemas()},
    }


def _lookups() -> dict[str, object]:
    catalogue = Catalogue.load()

    def ids_of(kind: str) -> list[str]:
        return [one.id for one in catalogue.elements if one.kind == kind]

    filters = [
        _query("area", words(ids_of("area")), "only an area and what belongs to it"),
        _query("group", words(ids_of("group")), "only a group, a row or a column, and what stands in it"),
        _query("level", words(LEVELS), "0 areas, 1 groups, 2 elements"),
        _query("q", _TEXT, "only what holds these words, best first; see /search"),
    ]
    text = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": MOST_TEXTS}
    return {
        "/elements": _get(
            "listElements", "List areas, groups and elements", list_of(reference("Element")), *filters
        ),
        "/elements/{id}": _get_one("Element", "an area, group or element", "1.1.1.5"),
        "/functions/{id}": _get_one("Function", "a function", "1.1.1.5-f1"),
        "/terms": _get("listTerms", "List the terms of clause 3", list_of(reference("Term"))),
        "/terms/{id}": _get_one("Term", "a term", "3.11"),
        "/search": _get(
            "search",
            "Find elements, functions and terms by words in either language, whatever their inflection",
            list_of(reference("Match")),
            _query("q", {**_TEXT, "pattern": r"\S"}, "words, all of which must be held", required=True),
        ),
        "/ids": _get(
            "parseIds",
            "Say what identifiers mean by clause 5.2",
            list_of(reference("ParsedId")),
            _query("text", text, "an identifier; may be repeated", required=True),
        ),
        "/openapi.json": _get("describe", "Return this description", {"type": "object"}),
    }


def _uploads() -> dict[str, object]:
    return {
        "/validate": _post(
            "validate", "Check models and mappings against the rules", reference("Report"), REPORT_TYPES
        ),
        "/coverage": _post(
            "coverage", "Say which elements and functions models cover", reference("Coverage"), COVERAGE_TYPES
        ),
        "/import": _post("import", "Turn models into one RDF graph or mapping set", None, IMPORT_TYPES),
    }


def _query(name: str, schema: Schema, description: str, *, required: bool = False) -> Schema:
    found = {"name": name, "in": "query", "required": required, "description": description, "schema": schema}
    return found | ({"style": "form", "explode": True} if schema.get("type") == "array" else {})


def _get(name: str, summary: str, schema: Schema, *parameters: Schema) -> Schema:
    answer = {"description": "the answer", "content": {JSON: {"schema": schema}}}
    return {
        "get": {
            "operationId": name,
            "tags": ["standard"],
            "summary": summary,
            "parameters": list(parameters),
            "responses": {"200": answer, **_problems(_ALWAYS)},
        }
    }


def _get_one(schema: str, what: str, example: str) -> Schema:
    name = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "its id, its IRI or the prefixed name of that",
        "schema": STRING,
        "example": example,
    }
    found = _get(f"get{schema}", f"Return {what}", reference(schema), name)
    operation = found["get"]
    assert isinstance(operation, dict)
    operation["responses"] |= _problems((HTTPStatus.NOT_FOUND,))
    return found


def _post(name: str, summary: str, schema: Schema | None, types: Mapping[Form, str]) -> Schema:
    content = {media_type: {"schema": _content(media_type, schema)} for media_type in types.values()}
    file = {"type": "string", "contentMediaType": "application/octet-stream", "format": "binary"}
    form = {
        "type": "object",
        "properties": {"file": {"type": "array", "items": file, "minItems": 1}},
        "required": ["file"],
        "additionalProperties": False,
    }
    return {
        "post": {
            "operationId": name,
            "tags": ["models"],
            "summary": summary,
            "description": "Several files are one model. The kind of a file is told by its content.",
            "parameters": _reading(tuple(types)),
            "requestBody": {
                "required": True,
                "content": {
                    "multipart/form-data": {"schema": form},
                    "application/octet-stream": {"schema": file},
                },
            },
            "responses": {
                "200": {"description": "the result", "content": content},
                **_problems((*_ALWAYS, *_OF_UPLOADS)),
            },
        }
    }


def _content(media_type: str, schema: Schema | None) -> Schema:
    """Describe what a form holds: our JSON by its schema, that of others as an object, the rest as text."""
    if media_type == JSON and schema is not None:
        return schema
    return {"type": ["object", "array"]} if media_type.endswith("json") else STRING


def _reading(forms: Sequence[str]) -> list[Schema]:
    flag = words(("true", "false"))
    return [
        _query("format", words(forms), "the form of the answer; without it Accept decides"),
        _query(
            "lang", words(LANGUAGES), "the language of sentences where a form has only one; en without it"
        ),
        _query("name", _TEXT, "the name of the file, where it is the body of the request"),
        _query("inherit", flag, "count what a pool, lane or process refers to for its parts"),
        _query("end_to_end", flag, "take diagrams for end-to-end processes (3.15)"),
        _query("source_lang", words(LANGUAGES), "language of names, where their letters do not tell"),
    ]


def _problems(statuses: Sequence[HTTPStatus]) -> dict[str, object]:
    said = {PROBLEM: {"schema": reference("Problem")}, TEXT: {"schema": STRING}}
    return {str(status.value): {"description": status.phrase, "content": said} for status in sorted(statuses)}
