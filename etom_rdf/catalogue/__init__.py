"""Look things up in the standard: areas, groups, elements, functions and terms as plain values.

Reads the Turtle files with pyoxigraph alone, so that a look-up costs a few hundredths of a second.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from etom_rdf.catalogue.entries import Basis, Element, Entry, Function, Kind, Term
from etom_rdf.catalogue.order import SortKey, category_key, natural_key
from etom_rdf.catalogue.reading import Content
from etom_rdf.errors import NotFoundError
from etom_rdf.identifiers import shown
from etom_rdf.namespaces import GOST
from etom_rdf.resources import ontology_file
from etom_rdf.text import Text

__all__ = [
    "Basis",
    "Catalogue",
    "Element",
    "Entry",
    "Function",
    "Kind",
    "SortKey",
    "Term",
    "natural_key",
]


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
        content = Content(files)
        elements = tuple(sorted(content.elements(), key=lambda element: category_key(element.id)))
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
            message = self.why_undefined(name) or Text(
                en=f"the standard does not define ‘{quote}’; try etom find, or etom id to see what the id says",
                ru=f"в стандарте нет «{quote}»; попробуйте etom find или etom id, чтобы разобрать идентификатор",
            )
            raise NotFoundError(message, name=name) from None

    def why_undefined(self, name: str) -> Text | None:
        """Say of a number why the standard does not define it, as `parse_id` does; None for any other name.

        >>> Catalogue.load().why_undefined("gost:1.1.1.13").en[:23]
        'Table 1 has no 1.1.1.13'
        """
        from etom_rdf.identifier_parsing import parse_id  # noqa: PLC0415 - for what is not there alone

        parsed = parse_id(_plain(name), defined=self.defined_ids, retired=self.retired_ids)
        if parsed.status not in ("outside", "unknown"):
            return None
        said = parsed.notes[-1].message
        return Text(en=said.en.removesuffix("."), ru=said.ru.removesuffix("."))

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


@cache
def _shipped() -> Catalogue:
    return Catalogue.from_files(ontology_file(stem) for stem in ("gost-r-53633", "glossary"))


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
