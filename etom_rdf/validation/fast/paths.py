"""Turn property paths into functions that follow them."""

from collections.abc import Callable, Iterable
from collections.abc import Sequence as Listed
from typing import Final

from etom_rdf.validation.graph import View
from etom_rdf.validation.shapes.model import Alternative, Inverse, Path, Predicate, Repeated, Sequence

Follow = Callable[[View, str], Iterable[str]]
Values = Listed[str]
ValuesOf = Callable[[View, str], Values]

_NONE: Final[tuple[str, ...]] = ()


def follow(path: Path, *, backwards: bool = False) -> Follow:
    """Return a function from a view and a node to the nodes at the other end, possibly repeated."""
    if not backwards and (chains := _chains(path)) is not None:
        return _along(chains)
    if isinstance(path, Predicate):
        iri = path.iri
        return lambda view, node: view.subjects(iri, node)
    if isinstance(path, Inverse):
        return follow(path.path, backwards=not backwards)
    if isinstance(path, Sequence):
        steps = path.steps[::-1] if backwards else path.steps
        return _in_sequence([follow(step, backwards=backwards) for step in steps])
    if isinstance(path, Alternative):
        return _all_of([follow(choice, backwards=backwards) for choice in path.choices])
    return _repeated(follow(path.path, backwards=backwards), path.operator)


def values_of(path: Path) -> ValuesOf:
    """Return a function from a view and a node to the nodes at the other end, each once."""
    found = follow(path)

    def values(view: View, node: str) -> Values:
        some = found(view, node)
        return tuple(dict.fromkeys(some)) if some else _NONE

    return values


def first_of(path: Path) -> ValuesOf:
    """Return a function that follows a path to its first value only, for who asks whether there is any."""
    choices = path.choices if isinstance(path, Alternative) else (path,)
    follows = [follow(choice) for choice in choices]

    def first(view: View, node: str) -> Values:
        # One after the other, so that no choice is followed in vain.
        for one in follows:
            for value in one(view, node):
                return (value,)
        return _NONE

    return first


def _chains(path: Path) -> tuple[tuple[str, ...], ...] | None:
    """Return the predicates of a path that is one chain of them, or a choice of chains; None for any other path."""
    if isinstance(path, Predicate):
        return ((path.iri,),)
    if isinstance(path, Sequence):
        iris = [step.iri for step in path.steps if isinstance(step, Predicate)]
        return (tuple(iris),) if len(iris) == len(path.steps) else None
    if isinstance(path, Alternative):
        found = [_chains(choice) for choice in path.choices]
        known = [one for some in found if some is not None for one in some]
        return None if None in found else tuple(known)
    return None


def _along(chains: tuple[tuple[str, ...], ...]) -> Follow:
    """Follow chains of predicates: most paths of most shapes are no more than these."""
    if chains == (chains[0][:1],):
        iri = chains[0][0]
        return lambda view, node: view.objects(node, iri)
    parts = [(first, others) for first, *others in chains]

    def run(view: View, node: str) -> Iterable[str]:
        objects = view.objects
        found: list[str] = []
        for first, others in parts:
            nodes = objects(node, first)
            for iri in others:
                nodes = dict.fromkeys([value for one in nodes for value in objects(one, iri)])
            found += nodes
        return found

    return run


def _in_sequence(steps: list[Follow]) -> Follow:
    first, *others = steps

    def run(view: View, node: str) -> Iterable[str]:
        nodes = first(view, node)
        for step in others:
            nodes = dict.fromkeys([found for one in nodes for found in step(view, one)])
        return nodes

    return run


def _all_of(choices: list[Follow]) -> Follow:
    def run(view: View, node: str) -> Iterable[str]:
        found: list[str] = []
        for choice in choices:
            found += choice(view, node)
        return found

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
