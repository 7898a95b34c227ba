"""Hold a query to a store, and what its rows say."""

from dataclasses import dataclass

from etom_rdf.validation.shapes.model import Shape

VALUE, PATH = "?value", "?path"


@dataclass(frozen=True, slots=True)
class Rule:
    """Name a shape and the component of it that a row violates."""

    shape: Shape
    component: str


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a query and the rules that its rows violate.

    The columns are those of `variables`. Where several rules share it, each has a column ?r0, ?r1 … that is true
    where it is violated; `apart` asks for each by itself, should a store refuse the whole.
    """

    query: str
    rules: tuple[Rule, ...]
    variables: tuple[str, ...]
    apart: tuple["Question", ...] = ()
