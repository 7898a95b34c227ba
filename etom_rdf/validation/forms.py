"""Write a report in each of its forms; what a form needs is loaded only for it."""

from collections.abc import Iterator
from typing import Final, Literal, get_args

from etom_rdf.text import Language
from etom_rdf.validation.report import Report

ReportForm = Literal["text", "json", "turtle", "sarif", "junit"]
REPORT_FORMS: Final[tuple[ReportForm, ...]] = get_args(ReportForm)
FORMS_WITHOUT_NAMES: Final[tuple[ReportForm, ...]] = ("json", "turtle")
# These hold what could not be read as well, so they are a result even where nothing could be read.
FORMS_WITH_ERRORS: Final[tuple[ReportForm, ...]] = ("json", "sarif", "junit")


def written(report: Report, form: ReportForm, language: Language) -> str:
    r"""Return a report as text of one form; `language` is that of sentences where a form holds one language.

    >>> written(Report(), "text", "ru")
    '\nсоответствует ГОСТ Р 53633.3—2009 (нарушений: 0, предупреждений: 0, сведений: 0)'
    """
    return "".join(in_pieces(report, form, language))


def in_pieces(report: Report, form: ReportForm, language: Language) -> Iterator[str]:
    """Yield the text of `written` piece by piece: a report with many findings is long."""
    if form == "json":
        from etom_rdf.validation.json_form import json_in_pieces  # noqa: PLC0415

        yield from json_in_pieces(report)
    elif form in {"sarif", "junit"}:
        from etom_rdf.validation.ci_formats import as_junit, sarif_in_pieces  # noqa: PLC0415

        yield from sarif_in_pieces(report, language) if form == "sarif" else (as_junit(report, language),)
    else:
        from etom_rdf.validation.rendering import as_turtle, text_in_pieces  # noqa: PLC0415

        yield from (as_turtle(report),) if form == "turtle" else text_in_pieces(report, language)
