"""Turn property paths into functions that follow them."""

from collections.abc import Callable, Iterable

from etom_rdf.validation.graph import View
from etom_rdf.validation.shapes.model import Alternative, Inverse, Path, Predicate, Repeated, Sequence

Follow = Callable[[View, str], Iterable[str]]


def follow(path: Path, *, backwards: bool = False) -> Follow:
    """Return a function from a view and a node to the nodes at the other end, possibly repeated."""
    if isinstance(path, Predicate):
        iri = path.iri
        return (
            (lambda view, node: view.subjects(iri, node))
            if backwards
            else (lambda view, node: view.objects(node, iri))
        )
    if isinstance(path, Inverse):
        return follow(path.path, backwards=not backwards)
    if isinstance(path, Sequence):
        steps = path.steps[::-1] if backwards else path.steps
        return _in_sequence([follow(step, backwards=backwards) for step in steps])
    if isinstance(path, Alternative):
        choices = [follow(choice, backwards=backwards) for choice in path.choices]
        # One after the other, so that who wants to know whether there is any need not follow them all.
        return lambda view, node: (found for choice in choices for found in choice(view, node))
    return _repeated(follow(path.path, backwards=backwards), path.operator)


def _in_sequence(steps: list[Follow]) -> Follow:
    def run(view: View, node: str) -> Iterable[str]:
        nodes: Iterable[str] = (node,)
        for step in steps:
            nodes = dict.fromkeys([found for one in nodes for found in step(view, one)])
        return nodes

    return run


def _repeated(step: Follow, operator: str) -> Follow:
    if operator == "?":
        return lambda view, node: [node, *step(view, node)]

    def run(view: View, node: str) -> Iterable[str]:
        found: dict[str, None] = {node: None} if operator == "*" else {}
        waiting = [node]
        while waiting:
            for reached in step(view, waiting.pop()):
                if reached not in found:
                    found[reached] = None
                    waiting.append(reached)
        return found

    return run


def predicates_of(path: Path) -> frozenset[str]:
    """Return the IRIs of all predicates in a path."""
    if isinstance(path, Predicate):
        return frozenset((path.iri,))
    if isinstance(path, (Inverse, Repeated)):
        return predicates_of(path.path)
    parts = path.steps if isinstance(path, Sequence) else path.choices
    return frozenset().union(*map(predicates_of, parts))
