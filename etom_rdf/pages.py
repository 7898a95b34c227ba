"""Write coverage and comparison as one self-contained HTML page each: no network, both languages."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from etom_rdf import __version__
from etom_rdf.catalogue import Catalogue
from etom_rdf.comparison import Comparison
from etom_rdf.coverage_counts import Coverage
from etom_rdf.process_index import ProcessIndex, ProcessInfo
from etom_rdf.process_map import map_svg
from etom_rdf.text import Language, Text

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
_COVERAGE = Text(en="Coverage of the process map", ru="Покрытие схемы процессов")
_COMPARISON = Text(en="Models side by side", ru="Сравнение моделей")
_ELEMENTS = Text(en="Elements: number of processes", ru="Элементы: число процессов")
_FUNCTIONS = Text(en="Functions: number of processes", ru="Функции: число процессов")


def function_labels(catalogue: Catalogue) -> dict[str, Text]:
    """Return the names of all functions by id."""
    return {function.id: function.label for element in catalogue.elements for function in element.functions}


def coverage_page(
    quads: Iterable[pyoxigraph.Quad], coverage: Coverage, *, language: Language, catalogue: Catalogue
) -> str:
    """Write the page of one model: the coloured map, and tables that sort and search; `language` opens it."""
    from markupsafe import Markup  # noqa: PLC0415

    index = ProcessIndex(quads)
    elements_of: dict[str, list[str]] = {}
    for one in (*coverage.elements, *coverage.groups):
        for process in one.processes:
            elements_of.setdefault(process, []).append(one.id)
    processes = sorted(
        ((index[iri], ids) for iri, ids in elements_of.items()), key=lambda pair: _order(pair[0])
    )
    functions = [function for element in coverage.elements for function in element.functions]
    maps = {
        one: Markup(map_svg(language=one, catalogue=catalogue, coverage=coverage).rpartition("?>")[2])
        for one in ("en", "ru")
    }
    return _render(
        "coverage.html.j2",
        {
            "language": language,
            "title": _COVERAGE,
            "elements": coverage.elements,
            "covered": len(coverage.elements) - len(coverage.uncovered),
            "functions": len(functions),
            "covered_functions": sum(bool(function.processes) for function in functions),
            "labels": function_labels(catalogue),
            "processes": processes,
            "unmapped": sorted(map(index.__getitem__, coverage.unmapped), key=_order),
            "not_counted": [(index[one.process], one) for one in coverage.not_counted],
            "maps": maps,
        },
    )


def comparison_page(comparison: Comparison, *, language: Language) -> str:
    """Write the page of several models side by side; `language` opens it."""
    return _render(
        "comparison.html.j2",
        {
            "language": language,
            "title": _COMPARISON,
            "comparison": comparison,
            "elements_heading": _ELEMENTS,
            "functions_heading": _FUNCTIONS,
        },
    )


def _order(info: ProcessInfo) -> tuple[str, int, str]:
    return info.file or "", info.line or 0, info.iri


def _render(template: str, values: Mapping[str, object]) -> str:
    return _environment().get_template(template).render(values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "css": Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8")),
        "js": Markup((_TEMPLATES / "page.js").read_text(encoding="utf-8")),
        "version": __version__,
    }
    return environment
