"""Find which rules and queries speak of each class and property."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import pyoxigraph

from etom_rdf.namespaces import ETOM, SH, SHAPE
from etom_rdf.own_files import Node
from etom_rdf.querying import queries
from etom_rdf.site.names import shapes
from etom_rdf.site.shape_words import targets
from etom_rdf.validation.terms import text_of

_USED: Final = re.compile(r"\betom:([A-Za-z]+)")
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)


@cache
def queries_about() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the queries that use each class or property, by its local name.

    >>> "own-elements" in queries_about()["OwnElement"]
    True
    """
    return _inverted((query.name, set(_USED.findall(_COMMENT.sub("", query.text)))) for query in queries())


@cache
def rules_about() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the rules that use each class or property, by its local name.

    >>> rules_about()["licence"]
    ('ServiceProvider-licensed',)
    """
    return _inverted((code, _used_by(code)) for code in rule_codes())


@cache
def rule_codes() -> tuple[str, ...]:
    """Return the codes of all rules, those for the ontology itself as well."""
    found = (one.value.removeprefix(SHAPE) for one in shapes() if isinstance(one, pyoxigraph.NamedNode))
    return tuple(sorted(code for code in found if shapes().objects(_rule(code), f"{SH}severity")))


def _rule(code: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(SHAPE + code)


def _used_by(code: str) -> set[str]:
    looked_at = {text_of(target.term) for target in targets(code)}
    found = {iri.removeprefix(ETOM) for iri in looked_at if iri.startswith(ETOM) and iri != ETOM}
    return found | set(_mentioned(_rule(code), set()))


def _mentioned(node: Node, seen: set[Node]) -> Iterable[str]:
    """Go through the local names of our terms that a shape mentions, at any depth."""
    if node in seen:
        return
    seen.add(node)
    for _, value in shapes().about(node):
        if isinstance(value, pyoxigraph.Literal):
            yield from _USED.findall(value.value) if "SELECT" in value.value else ()
        elif isinstance(value, pyoxigraph.BlankNode) or (
            isinstance(value, pyoxigraph.NamedNode) and value.value.startswith(f"{SHAPE}form-")
        ):
            yield from _mentioned(value, seen)
        elif isinstance(value, pyoxigraph.NamedNode) and value.value.startswith(ETOM) and value.value != ETOM:
            yield value.value.removeprefix(ETOM)


def _inverted(pairs: Iterable[tuple[str, set[str]]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, used in pairs:
        for term in used:
            found[term].append(name)
    return {term: tuple(sorted(names)) for term, names in found.items()}
