"""Tell on which page a thing stands: for redirects and descriptions, and for the links between pages.

Addresses count from the root of a language, so `en/` or `ru/` comes before them.
"""

from functools import lru_cache
from typing import Final

from etom_rdf.catalogue import Catalogue, Element, Entry, Function
from etom_rdf.linked_data.shipped import BASE, Shipped, shipped
from etom_rdf.namespaces import ETOM, GOST, QUERY, RDFS, SH, SHAPE
from etom_rdf.text import Text
from etom_rdf.trace import Clause, Statement

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


@lru_cache(maxsize=1 << 13)  # more than there are IRIs of ours; what models name besides may be forgotten
def of_iri(iri: str) -> str | None:
    """Return the page, or the place on a page, of what an IRI of ours stands for; None for any other IRI.

    >>> of_iri("https://w3id.org/etom/gost-r-53633/1.1.1.5-f3"), of_iri("https://w3id.org/etom/ns/Process")
    ('elements/1.1.1.5/#1.1.1.5-f3', 'vocabulary/#Process')
    >>> of_iri("https://w3id.org/etom/ns/None"), of_iri("https://w3id.org/etom/shape/Process-classified")
    (None, 'rules/Process-classified/')
    """
    known = shipped()
    return _page(known.versions.get(iri, iri), known) if iri in known.iris else None


def of_entry(entry: Entry) -> str:
    """Return the page, or the place on a page, of an entry of the catalogue.

    >>> catalogue = Catalogue.load()
    >>> [of_entry(catalogue[name]) for name in ("1.1.1.5-f1", "OSR", "3.11")]
    ['elements/1.1.1.5/#1.1.1.5-f1', 'columns/OSR/', 'terms/3.11/']
    """
    if isinstance(entry, Element):
        return f"{'columns' if entry.group_kind == 'vertical' else 'elements'}/{entry.id}/"
    if isinstance(entry, Function):
        return f"elements/{entry.element}/#{entry.id}"
    return f"terms/{entry.number}/"


def of_statement(statement: Statement) -> str:
    """Return the page of a normative statement."""
    return f"requirements/{statement.number}/"


def of_clause(name: str) -> str:
    """Return the place of a clause, table or figure on the page of all requirements."""
    return f"requirements/#{anchor_of_clause(name)}"


def anchor_of_clause(name: str) -> str:
    """Return the anchor of a clause, table or figure: the local name of its IRI.

    >>> anchor_of_clause("5.2"), anchor_of_clause("table-1")
    ('clause-5.2', 'table-1')
    """
    return Clause(name, Text(en="", ru=""), None).iri.removeprefix(GOST)


def _page(iri: str, known: Shipped) -> str:
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
    return _page_of_shape(iri, known)


def _page_of_shape(iri: str, known: Shipped) -> str:
    name, said = iri.removeprefix(SHAPE), known.facts.get(iri, {})
    # A rule states how grave its findings are; what rules are built from has a label and a place among its like.
    if f"{SH}severity" in said:
        return f"rules/{name}/"
    return f"rules/#{name}" if f"{RDFS}label" in said else "rules/"


def _page_of_content(name: str) -> str:
    catalogue = Catalogue.load()
    if name in catalogue:
        return of_entry(catalogue[name])
    if name.startswith("req-"):
        return f"requirements/{name.removeprefix('req-')}/"
    if name.startswith(("clause-", "table-", "figure-")):
        return f"requirements/#{name}"
    if name == "glossary":
        return "terms/"
    # The scheme and its levels are the map; the standard and those it refers to are what the edition is about.
    return "" if name == "scheme" or name.startswith("level-") else "about/"
