"""Make the page of the map: figure 1 as a drawing of links, and the same hierarchy as a list."""

from functools import partial

from markupsafe import Markup

from etom_rdf.coverage_scale import scale
from etom_rdf.linked_data.addresses import relative
from etom_rdf.linked_data.page_addresses import of_entry
from etom_rdf.matrix import blocks
from etom_rdf.process_map import map_svg
from etom_rdf.site.context import Context, Pages


def pages(context: Context) -> Pages:
    """Return the page of the map."""
    return {"": partial(_page, context)}


def _page(context: Context) -> str:
    catalogue, coverage, language = context.catalogue, context.coverage, context.language
    svg = map_svg(
        language=language,
        catalogue=catalogue,
        coverage=coverage,
        framed=False,
        link=lambda entry: relative(
            f"{language}/", f"{language}/{of_entry(entry)}", as_files=not context.served
        ),
    )
    return context.render(
        "map.html.j2",
        "",
        map=Markup(svg),
        blocks=blocks(catalogue),
        catalogue=catalogue,
        coverage=coverage,
        scale=scale(),
    )
