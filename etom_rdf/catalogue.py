"""Look things up in the standard: areas, groups, elements, functions and terms as plain values.

Reads the Turtle files with pyoxigraph alone, so that a look-up costs a few hundredths of a second.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from etom_rdf.errors import NotFoundError
from etom_rdf.identifiers import shown
from etom_rdf.namespaces import DCTERMS, ETOM, GOST, RDF, SKOS
from etom_rdf.own_files import Node, iris, literals, statements_by_subject, texts
from etom_rdf.resources import ontology_file
from etom_rdf.text import Text

Kind = Literal["area", "group", "element", "retired", "function", "term"]
GroupKind = Literal["horizontal", "vertical", "enterprise"]
Basis = Literal["listed", "prose"]
SortKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Function:
    """Function named in the functional characteristic of an element (7.2).

    `ordinal` is its place in the text; `basis` tells a dashed item from prose; `source_text` holds the words
    of Table 1.
    """

    id: str
    label: Text
    element: str
    ordinal: int
    basis: Basis
    source_text: str
    kind: Kind = "function"

    @property
    def iri(self) -> str:
        """Return the IRI in the content namespace."""
        return GOST + self.id


@dataclass(frozen=True, slots=True)
class Element:
    """Area, group or element of the standard, or a retired element: `kind` says which.

    `id` is the local name: the number of 5.2, or a code such as OSR where 5.2 gives no number (then `notation`
    is None). `verticals` are the codes of the columns of figure 1, `clauses` the places of the standard that
    define it, `replaced_by` the successors of a retired element.
    """

    id: str
    kind: Kind
    label: Text
    notation: str | None = None
    group_kind: GroupKind | None = None
    alternatives: tuple[Text, ...] = ()
    definition: Text | None = None
    area: str | None = None
    parent: str | None = None
    verticals: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    clauses: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def iri(self) -> str:
        """Return the IRI in the content namespace."""
        return GOST + self.id

    @property
    def level(self) -> int | None:
        """Return the level: 0 area, 1 group, 2 element; None for a retired element."""
        return {"area": 0, "group": 1, "element": 2}.get(self.kind)


@dataclass(frozen=True, slots=True)
class Term:
    """Term of clause 3; `formalized_as` names the class, property or resource that makes it formal."""

    id: str
    number: str
    label: Text
    definition: Text
    alternatives: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    formalized_as: tuple[str, ...] = ()
    kind: Kind = "term"

    @property
    def iri(self) -> str:
        """Return the IRI in the content namespace."""
        return GOST + self.id


Entry = Element | Function | Term


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Hold the content of the standard, in its order.

    >>> catalogue = Catalogue.load()
    >>> catalogue["1.1.1.5"].label.en
    'Order handling'
    >>> [element.id for element in catalogue.children("1.1.1")][-3:]
    ['1.1.1.10', '1.1.1.11', '1.1.1.12']
    """

    elements: tuple[Element, ...]
    terms: tuple[Term, ...]
    _by_name: dict[str, Entry] = field(repr=False)

    @classmethod
    def load(cls) -> "Catalogue":
        """Read the standard as the package ships it; read once in a process."""
        return _shipped()

    @classmethod
    def from_files(cls, files: Iterable[Path]) -> "Catalogue":
        """Read the content from Turtle files."""
        content = _Content(files)
        elements = tuple(sorted(content.elements(), key=lambda element: _place(element.id)))
        terms = tuple(sorted(content.terms(), key=lambda term: natural_key(term.id)))
        return cls(elements, terms, _names(elements, terms))

    def __getitem__(self, name: str) -> Entry:
        """Return what an id, a code such as CRM, a term number or an IRI of the standard names.

        The IRI may be written in full or with the prefix gost. Raises NotFoundError.
        """
        try:
            return self._by_name[_plain(name)]
        except KeyError:
            quote = shown(name)
            raise NotFoundError(
                Text(
                    en=f"the standard does not define ‘{quote}’; try etom find, or etom id to see what the id says",
                    ru=f"в стандарте нет «{quote}»; попробуйте etom find или etom id, чтобы разобрать идентификатор",
                ),
                name=name,
            ) from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _plain(name) in self._by_name

    def __iter__(self) -> Iterator[Entry]:
        """Go through elements, each followed by its functions, then terms, in the order of the standard."""
        for element in self.elements:
            yield element
            yield from element.functions
        yield from self.terms

    def children(self, name: str | None = None) -> tuple[Element, ...]:
        """Return what stands directly below an area or group, or the areas."""
        parent = None if name is None else self[name].id
        return tuple(one for one in self.elements if one.parent == parent and one.kind != "retired")

    @property
    def defined_ids(self) -> frozenset[str]:
        """Return the numbers that the standard defines, without retired ones."""
        return frozenset(one.notation for one in self.elements if one.notation and one.kind != "retired")

    @property
    def retired_ids(self) -> dict[str, tuple[str, ...]]:
        """Return the retired numbers, each with those of its successors."""
        return {one.id: one.replaced_by for one in self.elements if one.kind == "retired"}


def _plain(name: str) -> str:
    """Reduce an IRI, a prefixed name or a number with a full stop at its end to the bare name."""
    bare = name.strip().removeprefix("<").removesuffix(">").removeprefix(GOST).removeprefix("gost:")
    return bare.rstrip(".").casefold()


def natural_key(name: str) -> SortKey:
    """Sort numbers as numbers: 1.1.1.9 before 1.1.1.10, numbers before codes.

    >>> sorted(["1.1.1.10", "CRM", "1.1.1.9"], key=natural_key)
    ['1.1.1.9', '1.1.1.10', 'CRM']
    """
    parts = re.findall(r"[0-9]+|[^0-9.-]+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


@cache
def _shipped() -> Catalogue:
    return Catalogue.from_files(ontology_file(stem) for stem in ("gost-r-53633", "glossary"))


# Groups without a number, as figure 1 prints them: columns from left to right, then enterprise management.
_CODES = ["SC", "ILM", "PLM", "OSR", "F", "A", "B", "SEP", "ERM", "EEM", "KRM", "SERM", "FAM", "HRM"]


def _place(name: str) -> tuple[int, SortKey]:
    """Sort numbered categories first, then those that have a code, in the order of figure 1."""
    return (1 + _CODES.index(name), ()) if name in _CODES else (0, natural_key(name))


def _names(elements: Iterable[Element], terms: Iterable[Term]) -> dict[str, Entry]:
    names: dict[str, Entry] = {}
    for term in terms:
        names.update({term.id: term, term.number: term})
    for element in elements:
        codes = (text for pair in element.alternatives for text in (pair.en, pair.ru))
        if element.kind != "element":
            names.update((code.casefold(), element) for code in codes)
        names[element.id.casefold()] = element
        names.update((function.id.casefold(), function) for function in element.functions)
    return names


_GROUP_KINDS: dict[str, GroupKind] = {
    f"{ETOM}HorizontalGroup": "horizontal",
    f"{ETOM}VerticalGroup": "vertical",
    f"{ETOM}Group": "enterprise",
}
_KINDS: dict[str, Kind] = {
    f"{ETOM}Area": "area",
    f"{ETOM}Element": "element",
    f"{ETOM}RetiredElement": "retired",
    **dict.fromkeys(_GROUP_KINDS, "group"),
}


class _Content:
    """Index the statements of the content files by subject and predicate."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.said = statements_by_subject(files, GOST)

    def elements(self) -> Iterator[Element]:
        functions = self._functions()
        for iri, said in self.said.items():
            types = [type_ for type_ in iris(said[f"{RDF}type"]) if type_ in _KINDS]
            if types:
                yield self._element(iri, types, functions.get(iri, ()))

    def _element(self, iri: str, types: list[str], functions: tuple[Function, ...]) -> Element:
        said = self.said[iri]
        kind = _KINDS[types[0]]
        # The plain class stands beside a more specific one in some serialisations, and then says nothing.
        group_kinds = [kind for type_, kind in _GROUP_KINDS.items() if type_ in types]
        verticals = sorted(_locals(said[f"{ETOM}inVertical"]), key=_place)
        definitions = texts(said[f"{SKOS}definition"])
        return Element(
            id=iri.removeprefix(GOST),
            kind=kind,
            label=texts(said[f"{SKOS}prefLabel"])[0],
            notation=_first(said[f"{SKOS}notation"]),
            group_kind=next(iter(group_kinds), None),
            alternatives=texts(said[f"{SKOS}altLabel"]),
            definition=definitions[0] if definitions else None,
            area=next(iter(_locals(said[f"{ETOM}inArea"])), None),
            parent=next(iter(_locals(said[f"{SKOS}broader"])), None),
            verticals=tuple(verticals),
            functions=functions,
            clauses=tuple(sorted(_clauses(said[f"{DCTERMS}source"]), key=natural_key)),
            replaced_by=tuple(sorted(_locals(said[f"{DCTERMS}isReplacedBy"]), key=natural_key)),
            notes=texts(said[f"{SKOS}editorialNote"]),
        )

    def _functions(self) -> dict[str, tuple[Function, ...]]:
        found: dict[str, list[Function]] = defaultdict(list)
        for iri, said in self.said.items():
            for element in iris(said[f"{ETOM}functionOf"]):
                found[element].append(
                    Function(
                        id=iri.removeprefix(GOST),
                        label=texts(said[f"{SKOS}prefLabel"])[0],
                        element=element.removeprefix(GOST),
                        ordinal=int(_first(said[f"{ETOM}ordinal"]) or 0),
                        basis="listed" if _first(said[f"{ETOM}basis"]) == "listed" else "prose",
                        source_text=_first(said[f"{ETOM}sourceText"]) or "",
                    )
                )
        return {iri: tuple(sorted(some, key=lambda one: natural_key(one.id))) for iri, some in found.items()}

    def terms(self) -> Iterator[Term]:
        for iri, said in self.said.items():
            if f"{ETOM}Term" in iris(said[f"{RDF}type"]):
                yield Term(
                    id=iri.removeprefix(GOST),
                    number=_first(said[f"{SKOS}notation"]) or "",
                    label=texts(said[f"{SKOS}prefLabel"])[0],
                    definition=texts(said[f"{SKOS}definition"])[0],
                    alternatives=texts(said[f"{SKOS}altLabel"]),
                    notes=texts(said[f"{SKOS}note"]),
                    formalized_as=tuple(sorted(iris(said[f"{ETOM}formalizedAs"]))),
                )


def _locals(nodes: Iterable[Node]) -> list[str]:
    return [iri.removeprefix(GOST) for iri in iris(nodes)]


def _clauses(nodes: Iterable[Node]) -> list[str]:
    return [local.removeprefix("clause-") for local in _locals(nodes)]


def _first(nodes: Iterable[Node]) -> str | None:
    return next(iter(literals(nodes)), None)
