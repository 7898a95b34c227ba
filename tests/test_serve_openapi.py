"""Hold the REST interface to its own description, with requests that are made from it."""

import json
from typing import get_args

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


@pytest.mark.parametrize("part", ["Element", "Report", "Coverage", "Problem"])
def test_objects_are_closed(part: str) -> None:
    """A member that is not described would pass unseen in an open object."""
    text = json.dumps(document()["components"]["schemas"][part])
    assert text.count('"type": "object"') <= text.count('"additionalProperties"')
