"""Hold the REST interface to its own description, with requests that are made from it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.applications import Starlette

from etom_rdf.identifiers import STATUSES
from etom_rdf.server.api.openapi import document
from etom_rdf.server.api.routes import routes
from etom_rdf.validation.forms import REPORT_FORMS
from etom_rdf.validation.report import Severity

APP = Starlette(routes=routes)
schema = schemathesis.openapi.from_asgi("/api/openapi.json", APP)


@schema.include(method="GET").parametrize()
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_look_ups_answer_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()


@pytest.mark.parametrize(
    ("path", "names", "query"),
    [
        ("/elements", {}, {"group": "1.1.1"}),
        ("/elements/{id}", {"id": "1.1.1.5"}, {}),
        ("/elements/{id}", {"id": "1.1.1.8"}, {}),
        ("/elements/{id}", {"id": "CRM"}, {}),
        ("/functions/{id}", {"id": "1.1.1.5-f1"}, {}),
        ("/terms", {}, {}),
        ("/terms/{id}", {"id": "3.11"}, {}),
        ("/search", {}, {"q": "order"}),
        ("/ids", {}, {"text": ["1.1.1.5", "104820.1.1.1.5.2", "1.1.1.8", "aaaaaa.1.1.1.5", "x"]}),
    ],
)
def test_what_is_found_is_as_described(path: str, names: dict[str, str], query: dict[str, Any]) -> None:
    """Words and ids that are made from the description find hardly anything."""
    case = schema[path]["GET"].Case(path_parameters=names, query=query)
    answer = case.call_and_validate()
    assert answer.status_code == 200
    assert answer.json()


@pytest.mark.parametrize("path", ["/validate", "/coverage"])
def test_what_is_said_of_a_model_is_as_described(path: str) -> None:
    body = (Path(__file__).parent.parent / "examples" / "operator" / "faulty.ttl").read_bytes()
    case = schema[path]["POST"].Case(
        body=body, media_type="application/octet-stream", query={"name": "a.ttl", "format": "json"}
    )
    assert case.call_and_validate().status_code == 200


@schema.include(method="POST").parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_uploads_answer_as_described(case: schemathesis.Case) -> None:
    # No schema says which bytes are a model, so what is no model may be refused.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


def test_the_description_names_every_route() -> None:
    described = set(document()["paths"])
    served = {route.path for route in routes[0].app.app.routes}
    assert described == served


def test_the_description_takes_its_words_from_where_they_are_defined() -> None:
    schemas = document()["components"]["schemas"]
    assert schemas["ParsedId"]["properties"]["status"]["enum"] == list(STATUSES)
    assert schemas["Finding"]["properties"]["severity"]["enum"] == list(get_args(Severity))
    (form,) = (
        one["schema"]["enum"]
        for one in document()["paths"]["/validate"]["post"]["parameters"]
        if one["name"] == "format"
    )
    assert sorted(form) == sorted(REPORT_FORMS)


SCHEMAS = document()["components"]["schemas"]


@pytest.mark.parametrize("part", SCHEMAS)
def test_objects_are_closed(part: str) -> None:
    """A member that is not described would pass unseen in an open object."""
    for one in objects(SCHEMAS[part]):
        more = one.get("additionalProperties", True)
        assert more is False or (isinstance(more, dict) and more), one


def objects(schema: object) -> Iterator[dict[str, Any]]:
    """Go through a schema and those within it that describe objects."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for one in schema.values():
            yield from objects(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from objects(one)
