"""Make the page that says what the site is, where its data are, and under which licence."""

from functools import partial

from etom_rdf.linked_data import BASE, DOWNLOADS
from etom_rdf.linked_data.page_addresses import of_iri
from etom_rdf.namespaces import ETOM, GOST, QUERY, SHAPE
from etom_rdf.site.context import Context, Pages


def pages(context: Context) -> Pages:
    """Return the page about the site."""
    # The whole of the data: name of the form, extension.
    exports = [(one.form.title, one.form.extension) for one in DOWNLOADS]
    # The namespaces of the data: prefix, path below https://w3id.org/etom/, address of the page.
    namespaces = [
        (prefix, iri.removeprefix(BASE), of_iri(iri))
        for prefix, iri in (("gost", GOST), ("etom", ETOM), ("shape", SHAPE), ("query", QUERY))
    ]
    page = partial(context.render, "about.html.j2", "about/", exports=exports, namespaces=namespaces)
    return {"about/": page}
