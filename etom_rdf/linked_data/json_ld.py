"""Write statements as compact JSON-LD 1.1 with a context of its own, so that it reads as plain JSON too.

How a property is written is decided once, from all that the package ships: a property whose values are all IRIs
has plain strings, one whose values all have a language has an object by language, one that somewhere has several
values has an array everywhere. So a document's form does not hang on how much it happens to say.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from etom_rdf.namespaces import XSD
from etom_rdf.turtle.blank_nodes import Nesting, items, nest
from etom_rdf.turtle.facts import NIL, TYPE, Facts, Literal, Subject, Term
from etom_rdf.turtle.order import iri_key, natural_key, predicate_key, section, type_key

_BOOLEANS: Final = {"true": True, "false": False}
_INTEGER: Final = re.compile("0|-?[1-9][0-9]{0,14}")


@dataclass(frozen=True, slots=True)
class _Use:
    """Say how a property is written."""

    iris: bool  # all values are IRIs
    texts: bool  # all values have a language
    several: bool

    def definition(self) -> dict[str, Any]:
        container = [name for name, due in (("@language", self.texts), ("@set", self.several)) if due]
        kind = {"@type": "@id"} if self.iris else {}
        return {**kind, **({"@container": container} if container else {})}


class Compaction:
    """Write any part of the statements that it was made from."""

    def __init__(self, graphs: Iterable[Facts]) -> None:
        values: dict[str, list[Term]] = defaultdict(list)
        several: set[str] = set()
        for properties in (properties for facts in graphs for properties in facts.values()):
            for predicate, objects in properties.items():
                values[predicate] += objects
                # Texts stand by language, so one in each language is not several.
                languages = [one.language if isinstance(one, Literal) else None for one in objects]
                if len(languages) > len(set(languages)):
                    several.add(predicate)
        self._uses = {
            predicate: _Use(
                iris=all(isinstance(one, str) and one != NIL for one in found),
                texts=all(isinstance(one, Literal) and one.language for one in found),
                several=predicate in several,
            )
            for predicate, found in values.items()
        }

    def text(self, facts: Facts, prefixes: Mapping[str, str], *, about: str) -> str:
        """Return the document of some statements; what it is about stands first."""
        writer = _Writer(facts, self._uses, prefixes, about)
        graph = list(writer.nodes())
        body = graph[0] if len(graph) == 1 else {"@graph": graph}
        content = {"@context": writer.context(), **body}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    def __init__(
        self, facts: Facts, uses: Mapping[str, _Use], prefixes: Mapping[str, str], about: str
    ) -> None:
        self._facts = facts
        self._about = about
        self._uses = uses
        self._by_length = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._nesting: Nesting = nest(facts)
        self._labels = {blank: f"_:b{number}" for number, blank in enumerate(self._nesting.shared, 1)}
        self._used: dict[str, str] = {}
        self._properties: set[str] = set()

    def context(self) -> dict[str, Any]:
        """Return the prefixes and properties that were used."""
        terms = {
            self._short(one): self._uses[one].definition() for one in self._properties if one in self._uses
        }
        return {
            **dict(sorted(self._used.items())),
            **{key: terms[key] for key in sorted(terms) if terms[key]},
        }

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Yield the node of each subject that does not stand inside of another."""
        roots = [subject for subject in self._facts if subject not in self._nesting.parents]
        for subject in sorted(roots, key=self._place):
            yield self._node(subject)

    def _place(self, subject: Subject) -> tuple[Any, ...]:
        if isinstance(subject, str):
            return subject != self._about, section(subject, self._facts), 0, iri_key(subject)
        return True, section(subject, self._facts), 1, _key_of_json(self._node(subject))

    def _node(self, subject: Subject) -> dict[str, Any]:
        node: dict[str, Any] = {}
        if isinstance(subject, str):
            node["@id"] = self._short(subject)
        elif subject in self._labels:
            node["@id"] = self._labels[subject]
        properties = self._facts.get(subject, {})
        for predicate in sorted(properties, key=predicate_key):
            if predicate == TYPE:
                types = [one for one in properties[TYPE] if isinstance(one, str)]
                node["@type"] = [self._short(one) for one in sorted(types, key=type_key)]
            else:
                self._properties.add(predicate)
                node[self._short(predicate)] = self._values(predicate, list(properties[predicate]))
        return node

    def _values(self, predicate: str, values: list[Term]) -> Any:
        use = self._uses.get(predicate, _Use(iris=False, texts=False, several=False))
        if use.texts:
            return self._by_language(values, several=use.several)
        if use.iris:
            named = [one for one in values if isinstance(one, str)]
            found = [self._short(one) for one in sorted(named, key=iri_key)]
        else:
            found = sorted((self._value(one) for one in values), key=_key_of_json)
        return found if use.several or len(found) > 1 else found[0]

    def _by_language(self, values: list[Term], *, several: bool) -> dict[str, Any]:
        found: dict[str, list[str]] = defaultdict(list)
        for one in values:
            if isinstance(one, Literal):
                found[one.language or ""].append(one.lexical)
        return {
            language: sorted(texts, key=natural_key) if len(texts) > 1 or several else texts[0]
            for language, texts in sorted(found.items())
        }

    def _value(self, term: Term) -> Any:
        if isinstance(term, Literal):
            return _literal(term, self._short)
        if isinstance(term, str):
            return {"@list": []} if term == NIL else {"@id": self._short(term)}
        if term in self._nesting.cells:
            return {"@list": [self._value(one) for one in items(term, self._facts)]}
        if term in self._nesting.parents:
            return self._node(term)
        return {"@id": self._labels[term]}

    def _short(self, iri: str) -> str:
        for prefix, namespace in self._by_length:
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and local and not local.startswith("//"):
                self._used[prefix] = namespace
                return f"{prefix}:{local}"
        return iri


def _key_of_json(value: Any) -> tuple[Any, ...]:
    return natural_key(json.dumps(value, ensure_ascii=False))


def _literal(literal: Literal, short: Callable[[str], str]) -> Any:
    """Return a literal; plain JSON only where every reader gets the same literal back."""
    if literal.language:
        return {"@language": literal.language, "@value": literal.lexical}
    if literal.datatype == f"{XSD}string":
        return literal.lexical
    if literal.datatype == f"{XSD}boolean" and literal.lexical in _BOOLEANS:
        return _BOOLEANS[literal.lexical]
    if literal.datatype == f"{XSD}integer" and _INTEGER.fullmatch(literal.lexical):
        return int(literal.lexical)
    return {"@type": short(literal.datatype), "@value": literal.lexical}
