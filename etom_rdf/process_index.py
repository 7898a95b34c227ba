"""Index what a model says of its processes: names, where they were read, how each classification was found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph

from etom_rdf.namespaces import ETOM, GOST, RDF, RDFS, SKOS, shorten
from etom_rdf.text import Text

_Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
_NAMES = (f"{RDFS}label", f"{SKOS}prefLabel")
WAYS: Final[Mapping[str, Text]] = {
    "sssom": Text(en="mapping set", ru="таблица соответствий"),
    "rdf": Text(en="RDF statement", ru="утверждение RDF"),
    "property": Text(en="property", ru="свойство"),
    "column": Text(en="column", ru="столбец"),
    "category": Text(en="category", ru="категория"),
    "keyword": Text(en="text beside the word eTOM", ru="текст рядом со словом eTOM"),
    "name-prefix": Text(en="number before the name", ru="номер перед названием"),
    "inherited": Text(en="passed on by a pool, lane or process", ru="передано пулом, дорожкой или процессом"),
    "inferred": Text(en="function that is performed (7.2)", ru="выполняемая функция (7.2)"),
}
"""The values of etom:foundBy in words."""


@dataclass(frozen=True, slots=True)
class Found:
    """Say how a classification was found: the category's id, the way, the words it rests on."""

    category: str
    found_by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ProcessInfo:
    """Describe one process for people: its name in both languages, its id, file and line in the source."""

    iri: str
    label: Text
    source_id: str | None = None
    file: str | None = None
    line: int | None = None
    found: tuple[Found, ...] = ()

    @property
    def place(self) -> str:
        """Return file and line as editors take them, or an empty text."""
        if self.file is None:
            return ""
        return self.file if self.line is None else f"{self.file}:{self.line}"


class ProcessIndex:
    """Look processes up by IRI (or `_:` and label), as `Coverage` names them."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad]) -> None:
        self._said: dict[str, dict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self._said[_name(quad.subject)][quad.predicate.value].append(quad.object)

    def __getitem__(self, iri: str) -> ProcessInfo:
        """Describe a process; one of which nothing is said has its IRI for a name."""
        said = self._said.get(iri, {})
        line = _text(said.get(f"{ETOM}sourceLine", ()))
        source_id = _text(said.get(f"{ETOM}sourceId", ()))
        return ProcessInfo(
            iri=iri,
            label=self._label(said, source_id or shorten(iri)),
            source_id=source_id,
            file=_text(said.get(f"{ETOM}sourceFile", ())),
            line=int(line) if line is not None and line.isdecimal() else None,
            found=tuple(
                sorted(self._found(said), key=lambda one: (one.category, one.found_by, one.evidence))
            ),
        )

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Return the names of the files that processes were read from, in order."""
        found = (_text(said.get(f"{ETOM}sourceFile", ())) for said in self._said.values())
        return tuple(sorted({name for name in found if name is not None}))

    def of_kinds(self, *kinds: str) -> Iterator[ProcessInfo]:
        """Go through what has an IRI and is stated to be of one of these classes, as the model has it."""
        return (self[iri] for iri, stated in self._kinds if not stated.isdisjoint(kinds))

    @cached_property
    def _kinds(self) -> tuple[tuple[str, frozenset[str]], ...]:
        kinds = ((iri, frozenset(map(_name, said.get(f"{RDF}type", ())))) for iri, said in self._said.items())
        return tuple((iri, found) for iri, found in kinds if found and not iri.startswith("_:"))

    def _label(self, said: dict[str, list[_Node]], fallback: str) -> Text:
        names = [
            node
            for predicate in _NAMES
            for node in said.get(predicate, ())
            if isinstance(node, pyoxigraph.Literal)
        ]
        any_name = names[0].value if names else fallback
        by_language = {(name.language or "")[:2]: name.value for name in names}
        return Text(en=by_language.get("en", any_name), ru=by_language.get("ru", any_name))

    def _found(self, said: dict[str, list[_Node]]) -> Iterable[Found]:
        for node in said.get(f"{ETOM}qualifiedClassification", ()):
            qualified = self._said.get(_name(node), {})
            for category in qualified.get(f"{ETOM}element", ()):
                yield Found(
                    _name(category).removeprefix(GOST),
                    _text(qualified.get(f"{ETOM}foundBy", ())) or "",
                    _text(qualified.get(f"{ETOM}evidence", ())) or "",
                )


def _name(node: _Node) -> str:
    return node.value if isinstance(node, pyoxigraph.NamedNode) else str(node)


def _text(nodes: Iterable[_Node]) -> str | None:
    return min((node.value for node in nodes if isinstance(node, pyoxigraph.Literal)), default=None)
