"""Document the vocabulary: its classes and properties, what holds of them, and how they are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import pyoxigraph

from etom_rdf.catalogue import Term
from etom_rdf.linked_data.page_addresses import of_clause, of_iri
from etom_rdf.linked_data.shipped import shipped
from etom_rdf.namespaces import DCTERMS, ETOM, OWL, QUERY, SHAPE
from etom_rdf.own_files import literals, texts
from etom_rdf.querying import load_query
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.examples_of_use import example_of_class, example_of_property, example_prefixes
from etom_rdf.site.names import label, ontology, short
from etom_rdf.site.ontology_terms import Axiom, TermKind, VocabularyTerm, alignments, axioms, vocabulary_terms
from etom_rdf.site.standard import title_of_clause
from etom_rdf.site.usage import queries_about, rules_about
from etom_rdf.text import Text

PATH: Final = "vocabulary/"
_HEADINGS: Final[Mapping[TermKind, Text]] = {
    "class": Text(en="Classes", ru="Классы"),
    "object": Text(en="Properties that link things", ru="Свойства-связи"),
    "datatype": Text(en="Properties with data for values", ru="Свойства с данными"),
    "annotation": Text(en="Annotations", ru="Аннотации"),
}
_ONE: Final[Mapping[TermKind, Text]] = {
    "class": Text(en="class", ru="класс"),
    "object": Text(en="link", ru="связь"),
    "datatype": Text(en="data", ru="данные"),
    "annotation": Text(en="annotation", ru="аннотация"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold what the page says of one class or property.

    `clauses`, `terms`, `rules` and `queries` are links: address, then what is read. `above` and `beside` are terms of
    other vocabularies: prefixed name, then IRI.
    """

    term: VocabularyTerm
    kind: Text
    axioms: tuple[Axiom, ...]
    clauses: tuple[tuple[str, Text], ...]
    terms: tuple[Term, ...]
    rules: tuple[tuple[str, Text], ...]
    queries: tuple[tuple[str, Text], ...]
    above: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    example: str | None


def pages(context: Context) -> Pages:
    """Return the page of the vocabulary."""
    return {PATH: partial(_page, context)}


def _page(context: Context) -> str:
    header = pyoxigraph.NamedNode(ETOM)
    said = ontology()
    entries = [_entry(context, term) for term in vocabulary_terms()]
    used = " ".join(entry.example or "" for entry in entries)
    aligned = " ".join(name for entry in entries for name, _ in (*entry.above, *entry.beside))
    return context.render(
        "vocabulary.html.j2",
        PATH,
        iri=ETOM,
        description=texts(said.objects(header, f"{DCTERMS}description"))[0],
        release=literals(said.objects(header, f"{OWL}versionInfo"))[0],
        parts=[(heading, _of_kind(kind, entries, context)) for kind, heading in _HEADINGS.items()],
        prefixes=_mentioned(example_prefixes(), used),
        outside=_mentioned(shipped().prefixes, aligned),
        place=of_iri,
    )


def _of_kind(kind: TermKind, entries: list[_Entry], context: Context) -> list[_Entry]:
    found = (one for one in entries if one.term.kind == kind)
    return sorted(found, key=lambda one: (context(one.term.label).casefold(), one.term.name))


def _mentioned(known: Mapping[str, str], text: str) -> list[tuple[str, str]]:
    return sorted((prefix, space) for prefix, space in known.items() if f"{prefix}:" in text)


def _entry(context: Context, term: VocabularyTerm) -> _Entry:
    above, beside = alignments(term)
    codes = rules_about().get(term.name, ())
    names = queries_about().get(term.name, ())
    example = example_of_class if term.kind == "class" else example_of_property
    return _Entry(
        term=term,
        kind=_ONE[term.kind],
        axioms=axioms(term, context.language),
        clauses=tuple((of_clause(one), title_of_clause(one)) for one in term.clauses if one != "standard"),
        terms=tuple(one for one in context.catalogue.terms if term.iri in one.formalized_as),
        rules=tuple((_page_of(SHAPE + code), _name_of_rule(code)) for code in codes),
        queries=tuple((_page_of(QUERY + name), load_query(name).question) for name in names),
        above=tuple((short(iri), iri) for iri in above),
        beside=tuple((short(iri), iri) for iri in beside),
        example=example(term.name),
    )


def _name_of_rule(code: str) -> Text:
    return label(SHAPE + code) or Text(en=code, ru=code)


def _page_of(iri: str) -> str:
    page = of_iri(iri)
    assert page is not None
    return page
