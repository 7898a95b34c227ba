"""Check uploaded files for the page: findings, map and reports; runs in a job's process."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etom_rdf import coverage_forms
from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_forms import CoverageForm
from etom_rdf.errors import EtomError
from etom_rdf.process_index import ProcessIndex
from etom_rdf.server.messages.media_types import with_charset
from etom_rdf.server.uploads.jobs import Outcome
from etom_rdf.server.uploads.model_tasks import COVERAGE_TYPES, REPORT_TYPES, Options, check
from etom_rdf.site import Site
from etom_rdf.site.check import Checked, Download, form_page, result
from etom_rdf.text import LANGUAGES, Language, Text
from etom_rdf.validation.checking import LARGE
from etom_rdf.validation.forms import ReportForm, written
from etom_rdf.validation.report import Report

if TYPE_CHECKING:
    import pyoxigraph

    from etom_rdf.server.uploads.receiving import Upload

_COUNTED: Final = 16 << 20  # bytes of files that are read once more to be counted, where they were streamed
_MOST_LISTED: Final = 2_000  # findings, beyond which a page does not carry the reports
_REPORTS: Final[dict[ReportForm, tuple[str, Text]]] = {
    "text": ("etom-report.txt", Text(en="Report as text", ru="Отчёт текстом")),
    "json": ("etom-report.json", Text(en="JSON", ru="JSON")),
    "sarif": ("etom-report.sarif", Text(en="SARIF", ru="SARIF")),
    "junit": ("etom-report.xml", Text(en="JUnit", ru="JUnit")),
    "turtle": ("etom-report.ttl", Text(en="Turtle (SHACL)", ru="Turtle (SHACL)")),
}
_COVERAGE: Final[dict[CoverageForm, tuple[str, Text]]] = {
    "html": ("etom-coverage.html", Text(en="Coverage as a page", ru="Страница покрытия")),
    "csv": ("etom-coverage.csv", Text(en="Coverage as CSV", ru="Покрытие в CSV")),
}


@cache
def site() -> Site:
    """Return the pages that the result refers to."""
    return Site(catalogue=Catalogue.load(), served=True)


def page(upload: "Upload", language: Language, limit: int) -> Outcome:
    """Give the whole page in one language, for browsers without script."""
    found = _Found.of(upload)
    context = site().context(language)
    part = result(context, found.checked, found.downloads(language), embedded=True)
    return Outcome("text/html", form_page(context, limit=limit, result=part).encode())


def parts(upload: "Upload") -> Outcome:
    """Give what the script puts into the page, in both languages, with the files to download."""
    found = _Found.of(upload)
    said = {}
    for language in LANGUAGES:
        downloads = found.downloads(language)
        said[language] = {
            "html": result(site().context(language), found.checked, downloads, embedded=False),
            "files": [
                {"name": one.name, "media_type": one.media_type, "content": one.content} for one in downloads
            ],
        }
    return Outcome("application/json", json.dumps(said, ensure_ascii=False).encode())


def warm_up() -> None:
    """Do with nothing what every check does: read the standard, compile the templates."""
    found = _Found(Checked(Report(), Coverage.of((), Catalogue.load()), ProcessIndex(())), [])
    context = site().context("en")
    form_page(context, result=result(context, found.checked, found.downloads("en"), embedded=True))


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold the result of a check and the statements that it is about."""

    checked: Checked
    quads: "list[pyoxigraph.Quad]"

    @classmethod
    def of(cls, upload: "Upload") -> "_Found":
        """Check the files of an upload."""
        found = check(upload, Options())
        is_whole = not found.model.abridged and not any(map(_is_large, upload.paths))
        quads = found.model.quads if is_whole else _read_again(upload)
        is_counted = found.report.sources and (is_whole or quads)
        coverage = Coverage.of(quads, Catalogue.load()) if is_counted else None
        return cls(Checked(found.report, coverage, ProcessIndex(quads)), quads)

    def downloads(self, language: Language) -> list[Download]:
        """Return the reports in one language; none where they would be too much for a page."""
        report, coverage = self.checked.report, self.checked.coverage
        if len(report.findings) > _MOST_LISTED:
            return []
        found = [
            Download(name, with_charset(REPORT_TYPES[form]), label, written(report, form, language))
            for form, (name, label) in _REPORTS.items()
        ]
        if coverage is not None:
            catalogue = Catalogue.load()
            for covered, (name, label) in _COVERAGE.items():
                text = coverage_forms.written(
                    coverage, self.quads, covered, language=language, catalogue=catalogue
                )
                found.append(Download(name, COVERAGE_TYPES[covered], label, text))
        return found


def _is_large(path: str) -> bool:
    return Path(path).stat().st_size >= LARGE


def _read_again(upload: "Upload") -> "list[pyoxigraph.Quad]":
    """Read what was checked as it went by, or in short, as a whole; nothing where that is too much."""
    from etom_rdf.sources import read_models  # noqa: PLC0415

    if sum(Path(path).stat().st_size for path in upload.paths) > _COUNTED:
        return []
    try:
        return read_models(upload.paths, Options().reading(upload)).model.quads
    except EtomError:
        return []
