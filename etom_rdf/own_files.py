"""Read the Turtle files of the project into plain values, with pyoxigraph alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph

from etom_rdf.text import Text

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Statements = dict[str, dict[str, list[Node]]]


def quads(file: Path) -> Iterator[pyoxigraph.Quad]:
    """Parse one of our files."""
    return iter(pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE))


def quads_of(files: Iterable[Path]) -> Iterator[pyoxigraph.Quad]:
    """Parse some of our files, one after the other."""
    return chain.from_iterable(map(quads, files))


def statements_by_subject(some: Iterable[pyoxigraph.Quad], namespace: str) -> Statements:
    """Gather what quads say: subject IRI in `namespace`, predicate IRI, objects in their order."""
    said: Statements = defaultdict(lambda: defaultdict(list))
    for quad in some:
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(namespace):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
    return said


def iris(nodes: Iterable[Node]) -> list[str]:
    """Return the IRIs among the nodes."""
    return [node.value for node in nodes if isinstance(node, pyoxigraph.NamedNode)]


def literals(nodes: Iterable[Node]) -> list[str]:
    """Return the lexical forms of the literals among the nodes."""
    return [node.value for node in nodes if isinstance(node, pyoxigraph.Literal)]


def texts(nodes: Iterable[Node]) -> tuple[Text, ...]:
    """Pair literals by language, in their order; what stands in one language only serves for both.

    >>> [text.en for text in texts([pyoxigraph.Literal("OSS", language="en")])]
    ['OSS']
    """
    words = [node for node in nodes if isinstance(node, pyoxigraph.Literal)]
    en = [word.value for word in words if word.language == "en"]
    ru = [word.value for word in words if word.language == "ru"]
    return tuple(
        Text(en=en[i] if i < len(en) else ru[i], ru=ru[i] if i < len(ru) else en[i])
        for i in range(max(len(en), len(ru)))
    )
