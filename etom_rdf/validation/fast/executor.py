"""Check a model in memory with the fast executor."""

from collections.abc import Iterable

from etom_rdf.namespaces import SHAPE
from etom_rdf.validation.fast.data import ModelView, ontology
from etom_rdf.validation.fast.evaluation import Evaluator, Outcome
from etom_rdf.validation.graph import Graph, Statement
from etom_rdf.validation.shapes.model import Shape, Shapes


def check_in_memory(
    statements: Iterable[Statement], shapes: Shapes, targeted: Iterable[Shape], *, base: Graph | None = None
) -> list[Outcome]:
    """Return what a model violates of shapes; the data graph is the model together with a base.

    `targeted` are the shapes to run, `shapes` all that they may refer to. The base is the ontology unless
    another is given.
    """
    view = ModelView(Graph(statements), ontology() if base is None else base)
    evaluator = Evaluator(shapes)
    is_apart = not view.touches_ontology()
    return [
        outcome
        for shape in targeted
        for focus in view.focus_nodes(shape, of_model_only=is_apart and is_ours(shape))
        for outcome in evaluator.results(view, shape, focus)
    ]


def is_ours(shape: Shape) -> bool:
    """Tell whether a shape is one of our rules, of which the ontology itself breaks none."""
    return shape.node.startswith(f"<{SHAPE}")
