"""Call things of our files by their names in one language, and outside things by their prefixed names."""

from functools import cache

import pyoxigraph

from etom_rdf.linked_data.shipped import BASE, shipped
from etom_rdf.namespaces import GOST, RDF, RDFS, SH, SKOS, XSD
from etom_rdf.own_files import Node, texts
from etom_rdf.resources import ontology_files, shape_files
from etom_rdf.site.phrases import Mention
from etom_rdf.site.statements import Statements
from etom_rdf.text import Language, Text

_LABELS = (f"{RDFS}label", f"{SKOS}prefLabel", f"{SH}name")
_DATATYPES = {
    f"{XSD}string": Text(en="text", ru="текст"),
    f"{XSD}integer": Text(en="whole number", ru="целое число"),
    f"{XSD}decimal": Text(en="decimal number", ru="десятичное число"),
    f"{XSD}boolean": Text(en="true or false", ru="истина или ложь"),
    f"{RDF}langString": Text(en="text with a language tag", ru="текст с меткой языка"),
}


@cache
def ontology() -> Statements:
    """Return what the files of the ontology say."""
    return Statements(ontology_files())


@cache
def shapes() -> Statements:
    """Return what the files of the shapes say."""
    return Statements(shape_files())


def named_node(iri: str) -> pyoxigraph.NamedNode:
    """Return the node that an IRI names."""
    return pyoxigraph.NamedNode(iri)


@cache
def label(iri: str) -> Text | None:
    """Return how our files call a thing; a category of the standard has its number before its name."""
    node = pyoxigraph.NamedNode(iri)
    for said in (ontology(), shapes()):
        for predicate in _LABELS:
            if found := texts(said.objects(node, predicate)):
                number = said.value(node, f"{SKOS}notation") if iri.startswith(GOST) else None
                return _numbered(found[0], number.value if isinstance(number, pyoxigraph.Literal) else None)
    return None


def _numbered(name: Text, number: str | None) -> Text:
    if number is None or not number[0].isdecimal():
        return name
    return Text(en=f"{number} {name.en}", ru=f"{number} {name.ru}")


def short(iri: str) -> str:
    """Write an IRI with the prefix that our files declare for its namespace, or as it is.

    >>> short("http://www.w3.org/ns/prov#Agent"), short("https://w3id.org/etom/shape/Process")
    ('prov:Agent', 'shape:Process')
    """
    found = [
        (len(space), prefix)
        for prefix, space in shipped().prefixes.items()
        if iri.startswith(space) and iri != space
    ]
    if not found:
        return iri
    length, prefix = max(found)
    return f"{prefix}:{iri[length:]}" if "/" not in iri[length:] else iri


def name(iri: str, language: Language) -> str:
    """Return what a thing is called in a language, else its prefixed name.

    >>> name("https://w3id.org/etom/ns/Partner", "ru"), name("http://www.w3.org/ns/prov#Agent", "ru")
    ('партнёр', 'prov:Agent')
    """
    found = _DATATYPES.get(iri) or label(iri)
    return short(iri) if found is None else found.in_language(language)


def mention(node: Node | str, language: Language) -> Mention:
    """Mention a thing by its name, or a literal by its value."""
    if isinstance(node, str):
        return Mention(node, name(node, language))
    if isinstance(node, pyoxigraph.NamedNode):
        return Mention(node.value, name(node.value, language))
    return Mention("", node.value if isinstance(node, pyoxigraph.Literal) else str(node))


def is_ours(iri: str) -> bool:
    """Tell whether a thing is described in our files, not only mentioned there."""
    return label(iri) is not None and iri.startswith(BASE)
