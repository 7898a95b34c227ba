"""Hold what the standard defines as plain values: areas, groups, elements, their functions, and terms."""

from dataclasses import dataclass
from typing import Literal

from etom_rdf.namespaces import GOST
from etom_rdf.text import Text

Kind = Literal["area", "group", "element", "retired", "function", "term"]
GroupKind = Literal["horizontal", "vertical", "enterprise"]
Basis = Literal["listed", "prose"]


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
