"""Make the page at the root of a site without a server, which lets the reader choose a language."""

from etom_rdf.linked_data.addresses import relative
from etom_rdf.site.context import environment


def page() -> str:
    """Make the page; a server sends the reader on by the languages of the browser instead."""
    return (
        environment()
        .get_template("site/entrance.html.j2")
        .render(root=lambda target: relative("", target, as_files=True))
    )
