"""Do with uploaded models what `etom validate`, `coverage` and `import` do with files; runs in a job's process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Literal

from etom_rdf import coverage_forms
from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_forms import CoverageForm
from etom_rdf.errors import EtomError
from etom_rdf.server.messages.refusals import RefusalError
from etom_rdf.server.uploads.jobs import Outcome
from etom_rdf.text import Language, Text
from etom_rdf.validation.forms import FORMS_WITH_ERRORS, ReportForm, written
from etom_rdf.validation.report import error_as_json

if TYPE_CHECKING:
    from etom_rdf.server.uploads.receiving import Upload
    from etom_rdf.sources import Reading, ReadModels
    from etom_rdf.validation.checking import Checked

ImportForm = Literal["turtle", "ntriples", "jsonld", "sssom"]

REPORT_TYPES: Final[Mapping[ReportForm, str]] = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "junit": "application/xml",
    "turtle": "text/turtle",
    "text": "text/plain",
}
COVERAGE_TYPES: Final[Mapping[CoverageForm, str]] = {
    "json": "application/json",
    "csv": "text/csv",
    "svg": "image/svg+xml",
    "html": "text/html",
}
IMPORT_TYPES: Final[Mapping[ImportForm, str]] = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "sssom": "text/tab-separated-values",
}
_UNREADABLE: Final = Text(
    en="a file could not be read; see errors, mend it or leave it out",
    ru="файл не удалось прочитать; см. errors, исправьте его или не отправляйте",
)
MOST_FINDINGS: Final = 100_000  # listed in a report, as on the command line; the others are counted


@dataclass(frozen=True, slots=True)
class Options:
    """Say how uploaded files are to be read, and in which language sentences are where a form has only one."""

    language: Language = "en"
    inherit: bool = False
    end_to_end: bool = False
    source_lang: str | None = None

    def reading(self, upload: "Upload") -> "Reading":
        """Return how the readers are to read the files of an upload."""
        from etom_rdf.sources import Reading  # noqa: PLC0415

        return Reading(
            inherit=self.inherit,
            end_to_end=self.end_to_end,
            source_lang=self.source_lang,
            names=upload.names,
        )


def check(upload: "Upload", options: Options) -> "Checked":
    """Check the files of an upload as one model."""
    from etom_rdf.validation.checking import Checking, check_files  # noqa: PLC0415

    return check_files(upload.paths, options.reading(upload), Checking(max_findings=MOST_FINDINGS))


def validate(upload: "Upload", options: Options, form: ReportForm) -> Outcome:
    """Give the report that `etom validate` writes; a form without room for errors needs something readable."""
    report = check(upload, options).report
    if report.errors and not report.sources and form not in FORMS_WITH_ERRORS:
        raise _unreadable(report.errors)
    return Outcome(REPORT_TYPES[form], written(report, form, options.language).encode())


def cover(upload: "Upload", options: Options, form: CoverageForm) -> Outcome:
    """Give what `etom coverage` writes; every file has to be readable."""
    quads, catalogue = _read(upload, options).model.quads, Catalogue.load()
    coverage = Coverage.of(quads, catalogue)
    text = coverage_forms.written(coverage, quads, form, language=options.language, catalogue=catalogue)
    return Outcome(COVERAGE_TYPES[form], text.encode())


def convert(upload: "Upload", options: Options, form: ImportForm) -> Outcome:
    """Give what `etom import` writes; every file has to be readable."""
    found = _read(upload, options)
    if form == "sssom":
        from etom_rdf.sssom_writer import write_sssom  # noqa: PLC0415

        labels = {one.id: one.label.en for one in Catalogue.load().elements}
        text = write_sssom(found.resolved, labels=labels)
    else:
        from etom_rdf.model_export import model_text  # noqa: PLC0415

        text = model_text(found.model.quads, form)
    return Outcome(IMPORT_TYPES[form], text.encode())


def _read(upload: "Upload", options: Options) -> "ReadModels":
    from etom_rdf.sources import read_models  # noqa: PLC0415

    found = read_models(upload.paths, options.reading(upload))
    if found.model.errors:
        raise _unreadable(found.model.errors)
    return found


def _unreadable(errors: Sequence[EtomError]) -> RefusalError:
    """Refuse files, each with its reason, where a result without them would mislead."""
    members = {"errors": [error_as_json(one) for one in errors]}
    return RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, _UNREADABLE, members=members)
