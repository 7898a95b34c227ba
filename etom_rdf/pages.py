"""Write coverage and comparison as one self-contained HTML page each: no network, both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph

from etom_rdf import __version__
from etom_rdf.catalogue import Catalogue
from etom_rdf.comparison import Comparison
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_scale import STEPS, scale, step_of
from etom_rdf.process_index import WAYS, ProcessIndex, ProcessInfo
from etom_rdf.process_map import map_svg
from etom_rdf.text import Language, Text, script_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES: Final = Path(__file__).parent / "templates"
_STYLES: Final = ("palette.css", "page.css")
_COVERAGE: Final = Text(en="Coverage of the process map", ru="Покрытие карты процессов")
_COMPARISON: Final = Text(en="Models side by side", ru="Сравнение моделей")
_ELEMENTS: Final = Text(en="Elements: number of processes", ru="Элементы: число процессов")
_FUNCTIONS: Final = Text(en="Functions: number of processes", ru="Функции: число процессов")
_MOST: Final = 500  # rows that a table shows before more are asked for


@dataclass(frozen=True, slots=True)
class _Model:
    """Say of one of several models how many elements and functions it covers, and which elements it alone."""

    name: str
    elements: int
    functions: int
    only: tuple[str, ...]


def function_labels(catalogue: Catalogue) -> dict[str, Text]:
    """Return the names of all functions by id."""
    return {function.id: function.label for element in catalogue.elements for function in element.functions}


def coverage_page(
    quads: Iterable[pyoxigraph.Quad], coverage: Coverage, *, language: Language, catalogue: Catalogue
) -> str:
    """Write the page of one model: the coloured map, and tables that sort and search; `language` opens it."""
    from markupsafe import Markup  # noqa: PLC0415

    index = ProcessIndex(quads)
    functions = [function for element in coverage.elements for function in element.functions]
    maps = {
        one: Markup(map_svg(language=one, catalogue=catalogue, coverage=coverage, framed=False))
        for one in ("en", "ru")
    }
    not_counted = ((index[one.process], one) for one in coverage.not_counted)
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
            "processes": _counted(coverage, index),
            "beyond": _beyond(coverage, catalogue),
            "unmapped": sorted(map(index.__getitem__, coverage.unmapped), key=_order),
            "not_counted": sorted(not_counted, key=lambda pair: _order(pair[0])),
            "maps": maps,
            "scale": scale(),
        },
    )


def _counted(coverage: Coverage, index: ProcessIndex) -> list[tuple[ProcessInfo, list[str]]]:
    """Return the processes that count, each with the ids of what it counts for."""
    ids: dict[str, list[str]] = {}
    for one in (*coverage.elements, *coverage.groups):
        for process in one.processes:
            ids.setdefault(process, []).append(one.id)
    return sorted(((index[iri], names) for iri, names in ids.items()), key=lambda pair: _order(pair[0]))


def _beyond(coverage: Coverage, catalogue: Catalogue) -> list[tuple[str, Text, int]]:
    """Return id, name and number of processes of groups and areas, and of elements of other parts."""
    names = {one.id: one.label for one in catalogue.elements}
    return [
        *((one.id, one.label, len(one.processes)) for one in coverage.groups),
        *((one.id, _outside(names[one.group]), len(one.processes)) for one in coverage.outside),
    ]


def comparison_page(comparison: Comparison, *, language: Language) -> str:
    """Write the page of several models side by side; `language` opens it."""
    models = [
        _Model(
            name,
            sum(row.counts[position] > 0 for row in comparison.elements),
            sum(row.counts[position] > 0 for row in comparison.functions),
            comparison.only_in[name],
        )
        for position, name in enumerate(comparison.models)
    ]
    return _render(
        "comparison.html.j2",
        {
            "language": language,
            "title": _COMPARISON,
            "models": models,
            "only": [row.id for row in comparison.elements if row.covered_by == 1],
            "comparison": comparison,
            "elements_heading": _ELEMENTS,
            "functions_heading": _FUNCTIONS,
        },
    )


def _order(info: ProcessInfo) -> tuple[bool, str, int, str]:
    """Order by place; what has none comes last."""
    return info.file is None, info.file or "", info.line or 0, info.iri


def _outside(group: Text) -> Text:
    return Text(en=f"outside CRM: {group.en}", ru=f"вне CRM: {group.ru}")


def _way(found_by: str) -> Text:
    """Say how a classification was found; a way that only the model knows is said as it stands there."""
    return WAYS.get(found_by or "rdf", Text(en=found_by, ru=found_by))


def _breakable(path: str) -> "Markup":
    """Let a path break after its slashes."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup("/<wbr>").join(path.split("/"))


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
        "css": Markup("".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in _STYLES)),
        "js": Markup((_TEMPLATES / "page.js").read_text(encoding="utf-8")),
        "version": __version__,
        "steps": STEPS,
        "most": _MOST,
    }
    environment.filters |= {"step": step_of, "script": script_of, "way": _way, "breakable": _breakable}
    return environment
