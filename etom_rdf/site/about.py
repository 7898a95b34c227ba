"""Make the page that says what the site is, where its data are, and under which licence."""

from functools import partial
from typing import Final

from etom_rdf.site.context import Context, Pages

# The whole of the data in each form that `etom export` writes: name, extension.
EXPORTS: Final = (
    ("Turtle", "ttl"),
    ("JSON-LD", "jsonld"),
    ("RDF/XML", "rdf"),
    ("N-Triples", "nt"),
    ("TriG", "trig"),
)
# The namespaces of the data: prefix, path below https://w3id.org/etom/, address of the page.
NAMESPACES: Final = (
    ("gost", "gost-r-53633/", ""),
    ("etom", "ns/", "vocabulary/"),
    ("shape", "shape/", "rules/"),
    ("query", "query/", "queries/"),
)


def pages(context: Context) -> Pages:
    """Return the page about the site."""
    return {
        "about/": partial(context.render, "about.html.j2", "about/", exports=EXPORTS, namespaces=NAMESPACES)
    }
