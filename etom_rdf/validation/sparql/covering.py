"""Know which rules read all values of a predicate anyway, and find whatever is not a literal.

A term of the vocabulary that stands in such a place is among their findings, so that it need not be looked for again:
reading texts is what costs a store most.
"""

from collections.abc import Iterable, Iterator, Mapping

from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Alternative, Path, Predicate, Shape, Shapes


def covered(shapes: Shapes, targeted: Iterable[Shape]) -> Mapping[str, str]:
    """Return the predicates of which a rule on the datatype reads all values, each with the code of that rule."""
    return {
        predicate: rule.code
        for shape in targeted
        for rule in _on_values(shapes, shape)
        if any(one.component == component.DATATYPE for one in rule.constraints)
        for predicate in _followed(rule.path)
        if any(one.kind == "subjects-of" and one.term == f"<{predicate}>" for one in shape.targets)
    }


def _on_values(shapes: Shapes, shape: Shape) -> Iterator[Shape]:
    yield shape
    if shape.path is None:
        nested = (one.shapes[0] for one in shape.constraints if one.component == component.PROPERTY)
        yield from (shapes.by_node[one] for one in nested if not shapes.by_node[one].deactivated)


def _followed(path: Path | None) -> tuple[str, ...]:
    """Return the predicates of a path that is one, or a choice of some."""
    if isinstance(path, Alternative):
        return tuple(iri for choice in path.choices for iri in _followed(choice))
    return (path.iri,) if isinstance(path, Predicate) else ()
