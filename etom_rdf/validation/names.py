"""Name resources as their own files do: by prefix and by label."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import pyoxigraph

from etom_rdf.namespaces import RDFS, SKOS, shorten
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.text import Language

_LABELS = (f"{RDFS}label", f"{SKOS}prefLabel")
# Local names that need no escape in Turtle.
_LOCAL = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_IRI_IN_PATH = re.compile(r"<([^<>]*)>")


class Prefixes:
    """Shorten many IRIs with the prefixes of one file."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        # The longest namespace fits best; of several prefixes for one, the last in the order of the alphabet.
        pairs = sorted((len(namespace), f"{prefix}:", namespace) for prefix, namespace in declared.items())
        self._best_first = [(prefix, namespace) for _, prefix, namespace in reversed(pairs)]
        self._namespaces = tuple(declared.values())

    def short(self, iri: str) -> str:
        """Write an IRI with a prefix of the file, else with one of ours, else as it is."""
        if iri.startswith(self._namespaces):
            for prefix, namespace in self._best_first:
                if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                    return prefix + iri[len(namespace) :]
        return shorten(iri)


class Names(NamedTuple):
    """Hold the prefixes of each file and the labels that the files give, by language."""

    prefixes: Mapping[str, Mapping[str, str]] = {}
    labels: Mapping[str, Mapping[str, str]] = {}

    @classmethod
    def of(cls, documents: Iterable[RdfDocument], focus_nodes: Collection[str]) -> "Names":
        """Collect what files declare, and the labels that they give to some nodes, named as in findings."""
        prefixes: dict[str, Mapping[str, str]] = {}
        labels: dict[str, dict[str, str]] = {}
        for document in documents:
            prefixes[document.name] = document.prefixes
            for quad in document.quads if focus_nodes else ():
                if quad.predicate.value not in _LABELS or not isinstance(quad.object, pyoxigraph.Literal):
                    continue
                node = _key(quad.subject)
                if node in focus_nodes:
                    said = labels.setdefault(node, {})
                    said.setdefault((quad.object.language or "")[:2], quad.object.value)
        return cls(prefixes, labels)

    def short(self, iri: str, file: str | None) -> str:
        """Write an IRI with a prefix of the file, else with one of ours, else as it is.

        >>> Names({"a.ttl": {"op": "https://example.org/"}}).short("https://example.org/p", "a.ttl")
        'op:p'
        """
        return self.in_file(file).short(iri)

    def in_file(self, file: str | None) -> "Prefixes":
        """Return what shortens IRIs with the prefixes of a file."""
        return Prefixes(self.prefixes.get(file or "", {}))

    def short_path(self, path: str, file: str | None) -> str:
        """Write a path, a predicate's IRI or SPARQL, with prefixes.

        >>> Names().short_path("<https://w3id.org/etom/ns/runs>/<https://w3id.org/etom/ns/performs>", None)
        'etom:runs/etom:performs'
        """
        if "<" not in path:
            return self.short(path, file)
        return _IRI_IN_PATH.sub(lambda found: self.short(found[1], file), path)

    def label(self, node: str, language: Language) -> str | None:
        """Return a label in the language asked for, else in whichever there is."""
        said = self.labels.get(node, {})
        return said.get(language) or next(iter(said.values()), None)


def _key(node: object) -> str:
    return node.value if isinstance(node, pyoxigraph.NamedNode) else str(node)
