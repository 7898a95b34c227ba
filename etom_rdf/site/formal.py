"""Name what makes a text formal: classes, properties, rules, queries, each with the page that explains it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from etom_rdf.linked_data.page_addresses import of_iri
from etom_rdf.namespaces import ETOM, OWL, QUERY, RDF, RDFS, SH, SHAPE, SKOS, shorten
from etom_rdf.own_files import iris, texts
from etom_rdf.querying import queries
from etom_rdf.site.names import named_node, ontology, shapes
from etom_rdf.site.statements import Statements
from etom_rdf.text import Text

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
    name, address = shorten(iri), of_iri(iri) or ""
    title = _first(iri, f"{RDFS}label", f"{SH}name", f"{SKOS}prefLabel")
    definition = _first(iri, f"{SKOS}definition", f"{SH}message")
    if iri.startswith(SHAPE):
        return Formal(name, _RULE, title, definition, address)
    if iri.startswith(QUERY):
        return Formal(name, _QUERY, _questions()[iri.removeprefix(QUERY)], None, address)
    if iri.startswith(ETOM):
        kinds = iris(ontology().objects(named_node(iri), f"{RDF}type"))
        return Formal(name, _CLASS if f"{OWL}Class" in kinds else _PROPERTY, title, definition, address)
    return Formal(name, _RESOURCE, title, definition, address)


def all_formal() -> tuple[Formal, ...]:
    """Return the classes and properties, the rules and the queries, each kind by name."""
    vocabulary = sorted(_subjects(ontology(), ETOM, f"{RDFS}label"))
    rules = sorted(_subjects(shapes(), SHAPE, f"{SH}severity"))
    return tuple(map(formal, (*vocabulary, *rules, *(QUERY + name for name in sorted(_questions())))))


def _subjects(said: Statements, namespace: str, predicate: str) -> Iterator[str]:
    for node in said:
        if isinstance(node, NamedNode) and node.value.startswith(namespace) and said.objects(node, predicate):
            yield node.value


def _first(iri: str, *predicates: str) -> Text | None:
    node = named_node(iri)
    found = (texts(said.objects(node, one)) for one in predicates for said in (ontology(), shapes()))
    return next((some[0] for some in found if some), None)


@cache
def _questions() -> dict[str, Text]:
    return {query.name: query.question for query in queries()}
