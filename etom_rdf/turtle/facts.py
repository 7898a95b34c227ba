"""Hold the statements of one graph as plain values that keep every character of what was written."""

from dataclasses import dataclass
from typing import Final

from etom_rdf.namespaces import RDF

TYPE: Final = f"{RDF}type"
FIRST: Final = f"{RDF}first"
REST: Final = f"{RDF}rest"
NIL: Final = f"{RDF}nil"


@dataclass(frozen=True, slots=True)
class Blank:
    """Name a blank node; the name means nothing."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Hold a literal with its lexical form and the case of its language tag."""

    lexical: str
    datatype: str
    language: str | None = None


# An IRI is a plain string. Facts keep subjects, predicates and objects in the order of the source.
Subject = str | Blank
Term = str | Blank | Literal
Facts = dict[Subject, dict[str, dict[Term, None]]]
