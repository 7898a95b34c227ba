"""Make the page where people check files: the form, and what the check found."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from etom_rdf.catalogue import Element
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_scale import scale
from etom_rdf.errors import EtomError, InputError
from etom_rdf.linked_data.addresses import relative
from etom_rdf.linked_data.page_addresses import of_clause, of_entry
from etom_rdf.namespaces import ETOM
from etom_rdf.process_index import ProcessIndex, ProcessInfo
from etom_rdf.process_map import map_svg
from etom_rdf.readers.naming import language_of
from etom_rdf.resources import example_diagram
from etom_rdf.site.context import Context, Pages
from etom_rdf.text import Text
from etom_rdf.validation.rendering import SEVERITY_NAMES
from etom_rdf.validation.report import SEVERITIES, Finding, Report, Severity
from etom_rdf.validation.rule_names import name_of_rule

PATH: Final = "check/"
EXAMPLE: Final = f"assets/{example_diagram().name}"
MOST_ROWS: Final = 1000  # findings on the page; reports list more
_MOST_PROCESSES: Final = 100  # processes that a list names
# What is not named here has the same name in both languages.
_KINDS: Final = {
    "table": Text(en="table", ru="таблица"),
    "bpmn": Text(en="BPMN", ru="BPMN"),
    "archimate": Text(en="ArchiMate", ru="ArchiMate"),
    "oda": Text(en="ODA component", ru="компонент ODA"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what a check found; `coverage` is None where the files are too large to count by the way."""

    report: Report
    coverage: Coverage | None
    processes: ProcessIndex


@dataclass(frozen=True, slots=True)
class Download:
    """Offer a result as a file: its name and media type, what it is, and its content."""

    name: str
    media_type: str
    label: Text
    content: str

    @property
    def address(self) -> str:
        """Return an address that holds the content itself."""
        media_type = self.media_type.replace(" ", "")
        return f"data:{media_type};base64,{b64encode(self.content.encode()).decode()}"


@dataclass(frozen=True, slots=True)
class Row:
    """Show one finding: the rule, what it is about and in which language that is, the value at fault and its page.

    The value has a page if the standard defines what it names.
    """

    finding: Finding
    rule: str
    about: str
    about_language: str
    value: str | None
    value_page: str | None
    message: str


@dataclass(frozen=True, slots=True)
class RuleCount:
    """Say how many of the findings that are shown a rule has."""

    code: str
    name: str
    count: int


def pages(context: Context) -> Pages:
    """Return the page of the form."""
    return {PATH: partial(form_page, context)}


def files() -> Mapping[str, Callable[[], bytes]]:
    """Return what reads the file that may be checked as an example, by its path from the root of the site."""
    return {EXAMPLE: example_diagram().read_bytes}


def form_page(
    context: Context, *, limit: int | None = None, refusal: Text | None = None, result: str = ""
) -> str:
    """Write the whole page: the form, and where there are any, why files were refused or what was found in them.

    `limit` is how many bytes the server takes.
    """
    return context.render(
        "check.html.j2", PATH, limit=limit, refusal=refusal, result=Markup(result), example=EXAMPLE
    )


def result(context: Context, checked: Checked, downloads: Sequence[Download], *, embedded: bool) -> str:
    """Write what was found, as a part of the page.

    `embedded` puts the files to download into their links, for browsers without script.
    """
    report, coverage = checked.report, checked.coverage
    rows = [_row(context, report, finding) for finding in _first(report.findings)]
    processes = checked.processes
    unmapped = coverage.unmapped if coverage else ()
    refused = coverage.not_counted if coverage else ()
    return context.render(
        "check_result.html.j2",
        PATH,
        report=report,
        verdict=_verdict(report),
        rows=rows,
        rules=_counted(rows),
        severities=[(one, SEVERITY_NAMES[one], report.counts[one]) for one in SEVERITIES],
        listed=len(rows),
        found=sum(report.counts.values()),
        errors=[_error(one) for one in report.errors],
        coverage=coverage,
        functions=[one for each in coverage.elements for one in each.functions] if coverage else [],
        map=_map(context, coverage),
        scale=scale(),
        unmapped=[processes[iri] for iri in unmapped[:_MOST_PROCESSES]],
        not_counted=[(processes[one.process], one) for one in refused[:_MOST_PROCESSES]],
        elements={one.id: one for one in context.catalogue.elements},
        clause=of_clause,
        named=partial(_named, context),
        severity_names=SEVERITY_NAMES,
        kinds=_KINDS,
        downloads=downloads,
        addresses=[one.address for one in downloads] if embedded else [],
        embedded=embedded,
    )


def _first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the gravest findings, each kind in the order of the files."""
    return sorted(findings, key=lambda one: SEVERITIES.index(one.severity))[:MOST_ROWS]


def _row(context: Context, report: Report, finding: Finding) -> Row:
    names = report.names
    label = names.label(finding.focus, context.language)
    # Rules about terms have the vocabulary for focus, remarks on a whole file the file: neither says anything.
    is_named = finding.focus not in (ETOM, finding.file)
    about = (label or names.short(finding.focus, finding.file)) if is_named else ""
    value = finding.value
    return Row(
        finding,
        _name_of_rule(context, finding.code),
        about,
        language_of(about),
        None if value is None else names.short(value, finding.file),
        None if value is None else _page_of(context, value),
        context(finding.message),
    )


def _name_of_rule(context: Context, code: str) -> str:
    """Return what a code is called; findings of a user's own shapes have a code alone."""
    name = name_of_rule(code)
    return code if name is None else context(name)


def _page_of(context: Context, value: str) -> str | None:
    """Return the page of what a value names, if the standard defines it."""
    return of_entry(context.catalogue[value]) if value in context.catalogue else None


def _counted(rows: Iterable[Row]) -> list[RuleCount]:
    rows = list(rows)
    counts = Counter(row.finding.code for row in rows)
    names = {row.finding.code: row.rule for row in rows}
    found = (RuleCount(code, names[code], count) for code, count in counts.items())
    return sorted(found, key=lambda one: one.name)


def _verdict(report: Report) -> tuple[Severity | str, Text]:
    """Return the word for the colour of the result, and the result in words."""
    if report.conforms is False:
        return "violation", Text(
            en="Does not conform to GOST R 53633.3-2009", ru="Не соответствует ГОСТ Р 53633.3—2009"
        )
    if report.conforms is None:
        return "warning", Text(en="Not everything could be checked", ru="Проверено не всё")
    if report.nothing_to_check:
        return "warning", Text(
            en="Nothing was found in the files that could be checked",
            ru="В файлах не нашлось ничего, что можно проверить",
        )
    return "conforms", Text(en="Conforms to GOST R 53633.3-2009", ru="Соответствует ГОСТ Р 53633.3—2009")


def _error(error: EtomError) -> tuple[str, Text]:
    """Return where something could not be read, and why."""
    if not isinstance(error, InputError):
        return "", error.message
    return error.file if error.line is None else f"{error.file}:{error.line}", error.message


def _map(context: Context, coverage: Coverage | None) -> Markup | None:
    if coverage is None:
        return None
    language = context.language

    def link(entry: Element) -> str:
        return relative(f"{language}/{PATH}", f"{language}/{of_entry(entry)}", as_files=not context.served)

    svg = map_svg(language=language, catalogue=context.catalogue, coverage=coverage, framed=False, link=link)
    return Markup(svg)


def _named(context: Context, info: ProcessInfo) -> str:
    return f"{context(info.label)} ({info.place})" if info.place else context(info.label)
