"""Write what models cover in each of its forms; what a form needs is loaded only for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.text import Language

if TYPE_CHECKING:
    import pyoxigraph

CoverageForm = Literal["json", "csv", "svg", "html"]


def written(
    coverage: Coverage,
    quads: "Sequence[pyoxigraph.Quad]",
    form: CoverageForm,
    *,
    language: Language,
    catalogue: Catalogue,
) -> str:
    """Return coverage as text of one form; `quads` are the statements that it was counted from.

    `language` is that of words where a form holds one language.
    """
    if form == "json":
        import json  # noqa: PLC0415

        return json.dumps(coverage.as_json(), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return coverage.to_csv()
    if form == "svg":
        from etom_rdf.process_map import map_svg  # noqa: PLC0415

        return map_svg(language=language, catalogue=catalogue, coverage=coverage)
    from etom_rdf.pages import coverage_page  # noqa: PLC0415

    return coverage_page(quads, coverage, language=language, catalogue=catalogue)
