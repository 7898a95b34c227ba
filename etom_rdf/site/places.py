"""Say on which page of the site the thing stands that an IRI of ours names."""

from collections.abc import Callable

from etom_rdf.catalogue import Catalogue
from etom_rdf.namespaces import ETOM, GOST, QUERY, SHAPE
from etom_rdf.site.locations import of_clause, of_entry


def place_of(iri: str, catalogue: Catalogue) -> str | None:
    """Return the address below the root of a language, or None for what has no page.

    >>> catalogue = Catalogue.load()
    >>> place_of("https://w3id.org/etom/gost-r-53633/1.1.1.5-f2", catalogue)
    'elements/1.1.1.5/#1.1.1.5-f2'
    >>> place_of("https://w3id.org/etom/shape/Process-classified", catalogue)
    'rules/Process-classified/'
    """
    if iri.startswith(GOST):
        return _of_content(iri.removeprefix(GOST), iri, catalogue)
    for namespace, write in _PLACES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local:
            return write(local)
    return None


def _of_content(local: str, iri: str, catalogue: Catalogue) -> str | None:
    if iri in catalogue:
        return of_entry(catalogue[iri])
    if local.startswith("req-"):
        return f"requirements/{local.removeprefix('req-')}/"
    if local.startswith(("clause-", "table-", "figure-")):
        return of_clause(local.removeprefix("clause-"))
    return {"scheme": "", "glossary": "terms/"}.get(local)


def _of_shape(local: str) -> str:
    # The shapes that rules are built from stand together on the page of all rules.
    is_rule = "-" in local and not local.startswith("form-")
    return f"rules/{local}/" if is_rule else f"rules/#{local}"


_PLACES: dict[str, Callable[[str], str]] = {
    ETOM: "vocabulary/#{}".format,
    SHAPE: _of_shape,
    QUERY: "queries/{}/".format,
}
