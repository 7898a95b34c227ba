"""Check a model in memory with the fast executor."""

from collections.abc import Iterable

from etom_rdf.namespaces import SHAPE
from etom_rdf.readers.collection import without_collection
from etom_rdf.validation.fast.data import ontology
from etom_rdf.validation.fast.evaluation import Evaluator, Outcomes
from etom_rdf.validation.fast.settled import SettledView
from etom_rdf.validation.graph import Graph, Statement
from etom_rdf.validation.shapes.model import Shape, Shapes


def check_in_memory(
    statements: Iterable[Statement],
    shapes: Shapes,
    targeted: Iterable[Shape],
    *,
    base: Graph | None = None,
    most: int | None = None,
) -> Outcomes:
    """Return what a model violates of shapes; the data graph is the model together with a base.

    `targeted` are the shapes to run, `shapes` all that they may refer to. The base is the ontology unless
    another is given. `most` is the number of outcomes to keep.
    """
    with without_collection():
        view = SettledView(Graph(statements), ontology() if base is None else base)
        evaluator = Evaluator(shapes, remembering=True)
        is_apart = not view.touches_ontology()
        outcomes = Outcomes(most)
        for shape in targeted:
            chosen = view.focus_nodes(shape, of_model_only=is_apart and is_ours(shape))
            outcomes.take(evaluator.results_of_all(view, shape, chosen))
    return outcomes


def is_ours(shape: Shape) -> bool:
    """Tell whether a shape is one of our rules, of which the ontology itself breaks none."""
    return shape.node.startswith(f"<{SHAPE}")
