"""Take models over HTTP and answer as `etom validate`, `etom coverage` and `etom import` do."""

from collections.abc import Mapping
from typing import Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etom_rdf.server.api.lookups import accepted
from etom_rdf.server.api.parameters import Parameters
from etom_rdf.server.messages.media_types import with_charset
from etom_rdf.server.uploads import model_tasks
from etom_rdf.server.uploads.jobs import Jobs, Outcome, Task
from etom_rdf.server.uploads.model_tasks import COVERAGE_TYPES, IMPORT_TYPES, REPORT_TYPES, Options
from etom_rdf.server.uploads.receiving import Uploads
from etom_rdf.text import LANGUAGES

READING: Final = ("lang", "name", "inherit", "end_to_end", "source_lang")

Form = TypeVar("Form", bound=str)


def jobs_of(request: Request) -> Jobs:
    """Return what runs the jobs of an application."""
    state = request.app.state
    if not hasattr(state, "jobs"):
        state.jobs = Jobs()
    jobs: Jobs = state.jobs
    return jobs


def uploads_of(request: Request) -> Uploads:
    """Return what receives the files that an application is sent."""
    state = request.app.state
    if not hasattr(state, "uploads"):
        state.uploads = Uploads()
    uploads: Uploads = state.uploads
    return uploads


async def validate(request: Request) -> Response:
    """Check the files of a request as one model."""
    return await _answer(request, model_tasks.validate, REPORT_TYPES)


async def coverage(request: Request) -> Response:
    """Count what the files of a request cover."""
    return await _answer(request, model_tasks.cover, COVERAGE_TYPES)


async def convert(request: Request) -> Response:
    """Turn the files of a request into one graph or mapping set."""
    return await _answer(request, model_tasks.convert, IMPORT_TYPES)


async def _answer(request: Request, task: Task, types: Mapping[Form, str]) -> Response:
    given = Parameters(request, (*READING, "format"))
    form = given.one_of("format", tuple(types)) or _accepted_form(request, types)
    options = Options(
        given.language(),
        given.flag("inherit"),
        given.flag("end_to_end"),
        given.one_of("source_lang", LANGUAGES),
    )
    async with uploads_of(request).received(request, raw_name=given.text("name")) as upload:
        outcome = await jobs_of(request).run(task, upload, options, form, folder=upload.folder)
    return response(outcome)


def _accepted_form(request: Request, types: Mapping[Form, str]) -> Form:
    media_type = accepted(request, tuple(types.values()))
    return next(form for form, offered in types.items() if offered == media_type)


def response(outcome: Outcome) -> Response:
    """Turn what a job made into an answer, which no cache keeps."""
    headers = {"Cache-Control": "no-store"}
    return Response(outcome.body, headers=headers, media_type=with_charset(outcome.media_type))


routes: Final = [
    Route("/validate", validate, methods=["POST"]),
    Route("/coverage", coverage, methods=["POST"]),
    Route("/import", convert, methods=["POST"]),
]
