"""Read entries from the Turtle files of the content."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from etom_rdf.catalogue.entries import Element, Function, GroupKind, Kind, Term
from etom_rdf.catalogue.order import category_key, natural_key
from etom_rdf.namespaces import DCTERMS, ETOM, GOST, RDF, SKOS
from etom_rdf.own_files import Node, iris, literals, quads_of, statements_by_subject, texts

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


class Content:
    """Index the statements of the content files by subject and predicate."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._said = statements_by_subject(quads_of(files), GOST)

    def elements(self) -> Iterator[Element]:
        """Go through areas, groups and elements, each with its functions, in no order."""
        functions = self._functions()
        for iri, said in self._said.items():
            types = [type_ for type_ in iris(said[f"{RDF}type"]) if type_ in _KINDS]
            if types:
                yield self._element(iri, types, functions.get(iri, ()))

    def _element(self, iri: str, types: list[str], functions: tuple[Function, ...]) -> Element:
        said = self._said[iri]
        kind = _KINDS[types[0]]
        # The plain class stands beside a more specific one in some serialisations, and then says nothing.
        group_kinds = [kind for type_, kind in _GROUP_KINDS.items() if type_ in types]
        verticals = sorted(_locals(said[f"{ETOM}inVertical"]), key=category_key)
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
        for iri, said in self._said.items():
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
        """Go through the terms, in no order."""
        for iri, said in self._said.items():
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
