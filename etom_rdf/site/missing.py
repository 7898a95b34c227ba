"""Make the page that says that nothing stands at an address."""

from etom_rdf.site.context import Context


def page(context: Context, depth: int) -> str:
    """Make the page for an address so many folders below the root of the site, so that its links lead on."""
    return context.render("missing.html.j2", "../" + "-/" * depth)
