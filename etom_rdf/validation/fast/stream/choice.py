"""Find the shapes that choose a node as their focus."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from etom_rdf.validation.graph import TYPE, View
from etom_rdf.validation.shapes.model import Shape, Target


class Choice:
    """Find the shapes that choose a node for its types and properties."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._by_class: dict[str, list[Shape]] = defaultdict(list)
        self._by_predicate: dict[str, list[Shape]] = defaultdict(list)
        for shape in shapes:
            for target in shape.targets:
                if target.kind == "class":
                    self._by_class[target.term].append(shape)
                elif target.kind == "subjects-of":
                    self._by_predicate[target.term[1:-1]].append(shape)

    def shapes(self, view: View, node: str) -> Iterable[Shape]:
        """Return the shapes, each once."""
        chosen: dict[str, Shape] = {}
        for one in view.objects(node, TYPE):
            for cls in view.superclasses(one):
                for shape in self._by_class.get(cls, ()):
                    chosen[shape.node] = shape
        for predicate, some in self._by_predicate.items():
            if not all(shape.node in chosen for shape in some) and any(
                True for _ in view.objects(node, predicate)
            ):
                for shape in some:
                    chosen[shape.node] = shape
        return chosen.values()


def chooses(view: View, target: Target, node: str) -> bool:
    """Tell whether a target chooses a node for what is said of it."""
    if target.kind == "class":
        cls = target.term
        return any(cls == one or cls in view.superclasses(one) for one in view.objects(node, TYPE))
    return target.kind == "subjects-of" and any(True for _ in view.objects(node, target.term[1:-1]))
