"""Write a report in each of its forms; what a form needs is loaded only for it."""

from typing import Final, Literal, get_args

from etom_rdf.text import Language
from etom_rdf.validation.report import Report

ReportForm = Literal["text", "json", "turtle", "sarif", "junit"]
REPORT_FORMS: Final[tuple[ReportForm, ...]] = get_args(ReportForm)
# These hold what could not be read as well, so they are a result even where nothing could be read.
FORMS_WITH_ERRORS: Final[tuple[ReportForm, ...]] = ("json", "sarif", "junit")


def written(report: Report, form: ReportForm, language: Language) -> str:
    r"""Return a report as text of one form; `language` is that of sentences where a form holds one language.

    >>> written(Report(), "text", "ru")
    '\nсоответствует ГОСТ Р 53633.3—2009 (нарушений: 0, предупреждений: 0, сведений: 0)'
    """
    if form == "json":
        return report.to_json()
    if form in {"sarif", "junit"}:
        from etom_rdf.validation.ci_formats import as_junit, as_sarif  # noqa: PLC0415

        return (as_sarif if form == "sarif" else as_junit)(report, language)
    from etom_rdf.validation.rendering import as_text, as_turtle  # noqa: PLC0415

    return as_turtle(report) if form == "turtle" else as_text(report, language)
