"""Show each class and property in use: the shortest thing of the standard or of the example model that has it."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import pyoxigraph

from etom_rdf.linked_data.shipped import shipped
from etom_rdf.namespaces import ETOM, RDF, RDFS, SKOS
from etom_rdf.own_files import Node, quads
from etom_rdf.resources import example_model, ontology_files
from etom_rdf.turtle import canonical_turtle

_TYPE: Final = f"{RDF}type"
_NAMES: Final = (f"{RDFS}label", f"{SKOS}prefLabel", f"{SKOS}notation")


def example_of_class(name: str) -> str | None:
    """Return the Turtle of one thing of a class, or None where there is none.

    >>> print(example_of_class("Licence").splitlines()[1].strip())
    a etom:Licence ;
    """
    wanted = pyoxigraph.NamedNode(ETOM + name)
    found = [
        about
        for about in _things().values()
        if any(one.predicate.value == _TYPE and one.object == wanted for one in about)
    ]
    return _turtle(min(found, key=_length)) if found else None


def example_of_property(name: str) -> str | None:
    """Return the Turtle of what one thing has of a property, with its type and names, or None."""
    wanted = ETOM + name
    shown = [
        [one for one in about if one.predicate.value in (_TYPE, wanted, *_NAMES)]
        for about in _things().values()
        if any(one.predicate.value == wanted for one in about)
    ]
    return _turtle(min(shown, key=_length)) if shown else None


def _length(about: Sequence[pyoxigraph.Quad]) -> tuple[int, int, str]:
    """Order examples: those with names in both languages first, then by length."""
    names = sum(one.predicate.value in _NAMES for one in about)
    return -min(names, 2), sum(len(str(one.object)) for one in about), str(about[0].subject)


@cache
def _things() -> dict[Node, list[pyoxigraph.Quad]]:
    """Return what is said of each thing that has a name of its own, outside of the vocabulary."""
    found: dict[Node, list[pyoxigraph.Quad]] = {}
    for file in (*ontology_files()[1:-1], example_model()):
        for quad in quads(file):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and not quad.subject.value.startswith(ETOM):
                found.setdefault(quad.subject, []).append(quad)
    return found


def _turtle(about: Sequence[pyoxigraph.Quad]) -> str:
    """Write statements without the declarations of prefixes, which the page gives once."""
    declared = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in example_prefixes().items())
    text = canonical_turtle(declared + "".join(f"{one.triple} .\n" for one in about))
    return "\n".join(line for line in text.splitlines() if not line.startswith("@prefix ")).strip()


@cache
def example_prefixes() -> dict[str, str]:
    """Return the prefixes of the examples."""
    parser = pyoxigraph.parse(path=str(example_model()), format=pyoxigraph.RdfFormat.TURTLE)
    for _ in parser:
        pass
    return shipped().prefixes | parser.prefixes
