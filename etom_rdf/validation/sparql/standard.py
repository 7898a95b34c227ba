"""Ask for what our two rules about the vocabulary and the standard itself find."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeGuard

from etom_rdf.identifier_grammar import OUTSIDE
from etom_rdf.namespaces import ETOM, GOST, OWL, RDF, RDFS, SHAPE, SKOS
from etom_rdf.stores import Store
from etom_rdf.validation.graph import TYPE
from etom_rdf.validation.sparql.background import Background, chunks, is_said, predicates
from etom_rdf.validation.sparql.conditions import different
from etom_rdf.validation.terms import text_of

_OUTSIDE: Final = re.compile(f"^{re.escape(GOST)}{OUTSIDE.removeprefix('^').removesuffix('$')}\\Z")
_FAMILY: Final = "https://w3id.org/etom/"  # the beginning of all our namespaces: one comparison for a store
_OURS: Final = (f"<{ETOM}", f"<{GOST}")
_OURS_OR_SHAPES: Final = (*_OURS, f"<{SHAPE}")
# What stands behind these has a rule of its own, or may name what no file here defines.
_NOT_DEFINED_HERE: Final = tuple(
    f"<{iri}>"
    for iri in (
        f"{ETOM}classifiedAs", f"{ETOM}element", f"{ETOM}enforcedBy", f"{ETOM}function", f"{ETOM}performs",
        f"{ETOM}supports", f"{OWL}imports", f"{OWL}versionIRI",
    )
)  # fmt: skip


def unknown_terms(
    store: Store, background: Background, *, besides: frozenset[str] = frozenset()
) -> list[str]:
    """Return the IRIs of our namespaces that the model uses and nobody defines.

    The values of predicates `besides` are left out.
    """
    used = predicates(store)
    looked_at = (one for one in used if text_of(one) not in besides)
    values = (one for each in looked_at for one in _named_by(store, background, each))
    return undefined(store, background, [*used, *values])


def terms_of(store: Store, background: Background, named: Iterable[str]) -> list[str]:
    """Return those of them that are values of some predicates, given by their IRIs."""
    values = [one for each in named for one in _named_by(store, background, f"<{each}>")]
    return undefined(store, background, values)


def _named_by(store: Store, background: Background, predicate: str) -> Iterator[str]:
    if predicate in _NOT_DEFINED_HERE:
        return iter(())
    texts = {f"<{iri}>" for iri in (f"{RDFS}label", f"{RDFS}comment", f"{SKOS}prefLabel", f"{SKOS}altLabel")}
    named = f'STRSTARTS(STR(?value), "{_FAMILY}") && isIRI(?value)'
    # A store tells terms apart faster than it reads them; texts, mostly all different, are only looked at.
    if predicate in texts or f"<{OWL}DatatypeProperty>" in background.graph.objects(predicate, TYPE):
        query = f"SELECT DISTINCT ?value WHERE {{ ?s {predicate} ?value FILTER ({named}) }}"
    else:
        values = different("?value", f"?s {predicate} ?value")
        query = f"SELECT ?value WHERE {{ {{ {values} }} FILTER ({named}) }}"
    return (str(value) for (value,) in store.select(query))


def is_ours(term: str | None) -> TypeGuard[str]:
    """Tell whether a term is an IRI of our namespaces."""
    return term is not None and term.startswith(_OURS)


def undefined(store: Store, background: Background, terms: Iterable[str]) -> list[str]:
    """Return those of some terms that are IRIs of our namespaces and that nobody defines."""
    waiting = [
        one
        for one in dict.fromkeys(terms)
        if is_ours(one) and not _OUTSIDE.match(text_of(one)) and not background.graph.objects(one, TYPE)
    ]
    typed = {
        str(value)
        for chunk in chunks(waiting)
        for (value,) in store.select(
            f"SELECT DISTINCT ?value WHERE {{ VALUES ?value {{ {' '.join(chunk)} }} ?value <{RDF}type> ?type }}"
        )
    }
    return [one for one in waiting if one not in typed]


def touched(store: Store) -> Iterable[str]:
    """Return the IRIs of our namespaces about which the model says what the ontology does not."""
    query = (
        # A copy keeps Oxigraph from reading the subject of each statement, rather than each subject once.
        "SELECT DISTINCT ?s ?p ?o WHERE { { SELECT ?s WHERE { { SELECT DISTINCT ?s WHERE { ?s ?p ?o } } "
        f'BIND (?s AS ?copy) FILTER (STRSTARTS(STR(?copy), "{_FAMILY}")) }} }} ?s ?p ?o }}'
    )
    rows = ((str(s), text_of(str(p)), str(o)) for s, p, o in store.select(query))
    return dict.fromkeys(row[0] for row in rows if row[0].startswith(_OURS_OR_SHAPES) and not is_said(row))
