"""Ask for what our two rules about the vocabulary and the standard itself find."""

import re
from collections.abc import Iterable
from typing import Final

from etom_rdf.identifiers import OUTSIDE
from etom_rdf.namespaces import ETOM, GOST, OWL, RDF, RDFS, SHAPE, SKOS
from etom_rdf.stores import Store
from etom_rdf.validation.graph import TYPE
from etom_rdf.validation.sparql.background import Background, chunks, is_said
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


def unknown_terms(store: Store, background: Background) -> Iterable[str]:
    """Return the IRIs of our namespaces that the model uses and nobody defines."""
    texts = {f"<{iri}>" for iri in (f"{RDFS}label", f"{RDFS}comment", f"{SKOS}prefLabel", f"{SKOS}altLabel")}
    texts.update(background.graph.subjects(TYPE, f"<{OWL}DatatypeProperty>"))
    predicates = [str(one) for (one,) in store.select("SELECT DISTINCT ?p WHERE { ?s ?p ?o }")]
    named = f'STRSTARTS(STR(?value), "{_FAMILY}")'
    # A store tells terms apart faster than it reads them; texts, mostly all different, are only looked at.
    queries = [
        f"SELECT DISTINCT ?value WHERE {{ ?s {one} ?value FILTER (isIRI(?value) && {named}) }}"
        if one in texts
        else f"SELECT ?value WHERE {{ {{ SELECT DISTINCT ?value WHERE {{ ?s {one} ?value }} }} "
        f"FILTER (isIRI(?value) && {named}) }}"
        for one in predicates
        if one not in _NOT_DEFINED_HERE
    ]
    found = [
        *predicates,
        *(str(value) for query in queries for (value,) in store.select(query)),
    ]
    waiting = [
        one
        for one in dict.fromkeys(found)
        if one.startswith(_OURS)
        and not _OUTSIDE.match(text_of(one))
        and not background.graph.objects(one, TYPE)
    ]
    typed = {
        str(value)
        for chunk in chunks(waiting)
        for (value,) in store.select(
            f"SELECT DISTINCT ?value WHERE {{ VALUES ?value {{ {' '.join(chunk)} }} ?value <{RDF}type> ?type }}"
        )
    }
    return (one for one in waiting if one not in typed)


def touched(store: Store) -> Iterable[str]:
    """Return the IRIs of our namespaces about which the model says what the ontology does not."""
    query = (
        "SELECT DISTINCT ?s ?p ?o WHERE { { SELECT DISTINCT ?s WHERE { { SELECT DISTINCT ?s WHERE { ?s ?p ?o } } "
        f'FILTER (STRSTARTS(STR(?s), "{_FAMILY}")) }} }} ?s ?p ?o }}'
    )
    rows = ((str(s), text_of(str(p)), str(o)) for s, p, o in store.select(query))
    return dict.fromkeys(row[0] for row in rows if row[0].startswith(_OURS_OR_SHAPES) and not is_said(row))
