"""Make the page of search results; without a server, the script of the pages fills it in."""

from collections.abc import Iterable
from functools import partial

from etom_rdf.site.context import Context, Pages
from etom_rdf.site.search_index import Sought, look_up


def pages(context: Context) -> Pages:
    """Return the empty page of search results."""
    return {"search/": partial(page, context)}


def page(context: Context, text: str = "", entries: Iterable[Sought] = ()) -> str:
    """Make the page of what a search finds among some entries."""
    found = look_up(text, entries)
    return context.render("search.html.j2", "search/", asked=text, found=found)
