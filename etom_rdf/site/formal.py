"""Name what makes a text formal: classes, properties, rules, queries, each with the page that explains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from etom_rdf.namespaces import ETOM, GOST, OWL, QUERY, RDF, RDFS, SH, SHAPE, SKOS, shorten
from etom_rdf.own_files import Node, Statements, iris, statements_by_subject, texts
from etom_rdf.querying import queries
from etom_rdf.resources import ontology_files, shape_files
from etom_rdf.text import Text

_OURS: Final = "https://w3id.org/etom/"
_CLASS: Final = Text(en="class", ru="класс")
_PROPERTY: Final = Text(en="property", ru="свойство")
_RULE: Final = Text(en="rule", ru="правило")
_QUERY: Final = Text(en="query", ru="запрос")
_RESOURCE: Final = Text(en="resource", ru="ресурс")


@dataclass(frozen=True, slots=True)
class Formal:
    """Name a class, property, rule, query or resource.

    `name` is the IRI with its prefix, `address` the page that explains it, below the root of a language.
    """

    name: str
    kind: Text
    title: Text | None
    definition: Text | None
    address: str


def formal(iri: str) -> Formal:
    """Describe what an IRI of our namespaces names.

    >>> formal("https://w3id.org/etom/ns/Process").title.ru, formal("https://w3id.org/etom/query/siblings").address
    ('процесс', 'queries/siblings/')
    """
    name, said = shorten(iri), _said().get(iri, {})
    title = _first(said, f"{RDFS}label", f"{SH}name", f"{SKOS}prefLabel")
    definition = _first(said, f"{SKOS}definition", f"{SH}message")
    if iri.startswith(SHAPE):
        return Formal(name, _RULE, title, definition, f"rules/{iri.removeprefix(SHAPE)}/")
    if iri.startswith(QUERY):
        query = iri.removeprefix(QUERY)
        return Formal(name, _QUERY, _questions()[query], None, f"queries/{query}/")
    if iri.startswith(ETOM):
        kind = _CLASS if f"{OWL}Class" in iris(said.get(f"{RDF}type", ())) else _PROPERTY
        return Formal(name, kind, title, definition, f"vocabulary/#{iri.removeprefix(ETOM)}")
    return Formal(name, _RESOURCE, title, definition, {f"{GOST}scheme": "", f"{GOST}glossary": "terms/"}[iri])


def all_formal() -> tuple[Formal, ...]:
    """Return the classes and properties, the rules and the queries, each kind by name."""
    vocabulary = (iri for iri, said in _said().items() if iri.startswith(ETOM) and f"{RDFS}label" in said)
    rules = (iri for iri, said in _said().items() if iri.startswith(SHAPE) and f"{SH}severity" in said)
    return tuple(
        map(formal, (*sorted(vocabulary), *sorted(rules), *(QUERY + name for name in sorted(_questions()))))
    )


def _first(said: Mapping[str, list[Node]], *predicates: str) -> Text | None:
    return next((found[0] for predicate in predicates if (found := texts(said.get(predicate, ())))), None)


@cache
def _said() -> Statements:
    return statements_by_subject([*ontology_files(), *shape_files()], _OURS)


@cache
def _questions() -> dict[str, Text]:
    return {query.name: query.question for query in queries()}
