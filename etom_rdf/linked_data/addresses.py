"""Tell where things have their page, and how one address is written from another."""

from posixpath import dirname, relpath
from typing import Final

from etom_rdf.catalogue import Catalogue, Entry, Function, Term
from etom_rdf.linked_data.shipped import BASE, Shipped
from etom_rdf.namespaces import ETOM, GOST, QUERY, RDFS, SH, SHAPE
from etom_rdf.text import Language

_PAGES_OF_DOCUMENTS: Final = {
    BASE: "about/",
    ETOM: "vocabulary/",
    GOST: "",
    f"{GOST}part/glossary": "terms/",
    f"{GOST}part/requirements": "requirements/",
    SHAPE: "rules/",
    QUERY: "queries/",
}
_PAGES_OF_PARTS: Final = ((f"{ETOM}part/", "vocabulary/"), (f"{SHAPE}part/", "rules/"))


def page_address(iri: str, language: Language, shipped: Shipped) -> str:
    """Return the address of the page that shows what an IRI stands for, from the root of the site.

    >>> page_address(GOST + "1.1.1.5-f3", "ru", Shipped())
    'ru/elements/1.1.1.5/#1.1.1.5-f3'
    """
    return f"{language}/{_page(shipped.versions.get(iri, iri), shipped)}"


def _page(iri: str, shipped: Shipped) -> str:
    if iri in _PAGES_OF_DOCUMENTS:
        return _PAGES_OF_DOCUMENTS[iri]
    for beginning, page in _PAGES_OF_PARTS:
        if iri.startswith(beginning):
            return page
    if iri.startswith(GOST):
        return _page_of_content(iri.removeprefix(GOST))
    if iri.startswith(ETOM):
        return f"vocabulary/#{iri.removeprefix(ETOM)}"
    if iri.startswith(QUERY):
        return f"queries/{iri.removeprefix(QUERY)}/"
    return _page_of_shape(iri, shipped)


def _page_of_shape(iri: str, shipped: Shipped) -> str:
    name, said = iri.removeprefix(SHAPE), shipped.facts.get(iri, {})
    # A rule states how grave its findings are; what rules are built from has a label and a place among its like.
    if f"{SH}severity" in said:
        return f"rules/{name}/"
    return f"rules/#{name}" if f"{RDFS}label" in said else "rules/"


def _page_of_content(name: str) -> str:
    catalogue = Catalogue.load()
    if name in catalogue:
        return _page_of_entry(catalogue[name])
    if name.startswith("req-"):
        return f"requirements/{name.removeprefix('req-')}/"
    if name.startswith(("clause-", "table-", "figure-")):
        return f"requirements/#{name}"
    if name == "glossary":
        return "terms/"
    # The scheme and its levels are the map; the standard and those it refers to are what the edition is about.
    return "" if name == "scheme" or name.startswith("level-") else "about/"


def _page_of_entry(entry: Entry) -> str:
    if isinstance(entry, Term):
        return f"terms/{entry.number}/"
    if isinstance(entry, Function):
        return f"elements/{entry.element}/#{entry.id}"
    return f"{'columns' if entry.group_kind == 'vertical' else 'elements'}/{entry.id}/"


def relative(source: str, target: str) -> str:
    """Write an address as it is seen from another, so that both may stand under any prefix.

    >>> relative("etom/ns/Process", "ru/vocabulary/#Process")
    '../../ru/vocabulary/#Process'
    >>> relative("etom/ns/", "etom/ns.ttl")
    '../ns.ttl'
    """
    way = relpath(f"/{target}", dirname(f"/{source}"))
    return f"{way}/" if target.endswith("/") else way
