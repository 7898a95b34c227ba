"""Choose who runs which shape: the fast executor what it knows, pySHACL the rest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from etom_rdf.model import ProcessModel
from etom_rdf.rdf_input import RdfDocument
from etom_rdf.text import Text
from etom_rdf.validation.default_messages import default_message
from etom_rdf.validation.fast.data import statements_of
from etom_rdf.validation.fast.evaluation import Outcome, Outcomes
from etom_rdf.validation.fast.executor import check_in_memory, is_ours
from etom_rdf.validation.graph import Graph, Statement
from etom_rdf.validation.report import Severity
from etom_rdf.validation.result import Result
from etom_rdf.validation.rules import model_rule_quads, model_rules
from etom_rdf.validation.shapes.model import Shape, Shapes
from etom_rdf.validation.shapes.reading import local_name, read_shapes_graph

Engine = Literal["fast", "pyshacl"]


class ShapeSet(NamedTuple):
    """Hold the shapes of a run, and which of those with targets the fast executor runs."""

    shapes: Shapes
    fast: tuple[Shape, ...]
    handed_over: tuple[Shape, ...]


def shape_set(own: Sequence[RdfDocument] = ()) -> ShapeSet:
    """Return our shapes together with a user's own; raises ShapeError for one that is not well-formed."""
    return split(
        read_shapes_graph([*_our_statements(), *(one for each in own for one in statements_of(each.quads))])
    )


@cache
def _our_statements() -> tuple[Statement, ...]:
    return tuple(statements_of(model_rule_quads()))


def split(shapes: Shapes) -> ShapeSet:
    """Tell which shapes the fast executor runs: those of which it knows every part that they refer to."""
    fast: list[Shape] = []
    handed_over: list[Shape] = []
    for shape in shapes.targeted():
        is_known = not any(part.unsupported for part in shapes.reachable(shape.node))
        (fast if is_known else handed_over).append(shape)
    return ShapeSet(shapes, tuple(fast), tuple(handed_over))


def check_fast(model: ProcessModel, chosen: ShapeSet, *, most: int | None = None) -> Outcomes:
    """Run what the fast executor knows on a model in memory; keep `most` outcomes."""
    statements = (one for document in model.documents for one in statements_of(document.quads))
    return check_in_memory(statements, chosen.shapes, chosen.fast, most=most)


def check_with_reference(
    model: ProcessModel, own: Sequence[RdfDocument], *, only: Sequence[Shape] | None = None
) -> list[Result]:
    """Run all shapes on pySHACL, or only some of those that have targets."""
    from etom_rdf.rdf_input import to_rdflib  # noqa: PLC0415
    from etom_rdf.validation.pyshacl_engine import check  # noqa: PLC0415

    nodes = None if only is None else {shape.node for shape in only}
    return check(model.graph, model_rules(), to_rdflib(own) if own else None, only=nodes)


def check_alone(data: RdfDocument, own: Sequence[RdfDocument]) -> list[Result]:
    """Run a user's shapes on data as it is, without our rules and without the ontology.

    Raises ShapesError for shapes that cannot be run.
    """
    chosen = split(read_shapes_graph(one for each in own for one in statements_of(each.quads)))
    outcomes = check_in_memory(statements_of(data.quads), chosen.shapes, chosen.fast, base=Graph())
    results = results_of(outcomes.kept)
    if chosen.handed_over:
        from etom_rdf.rdf_input import to_rdflib  # noqa: PLC0415
        from etom_rdf.validation.pyshacl_engine import check_only  # noqa: PLC0415

        nodes = {shape.node for shape in chosen.handed_over}
        results += check_only(to_rdflib([data]), to_rdflib(own), nodes)
    return results


def limited(
    results: Sequence[Result], most: int | None
) -> tuple[Sequence[Result], Counter[tuple[str, Severity]]]:
    """Return as many results as are wanted, and the number of the others by code and severity."""
    if most is None:
        return results, Counter()
    return results[:most], Counter((one.code, one.severity) for one in results[most:])


def results_of(outcomes: Iterable[Outcome]) -> list[Result]:
    """Give outcomes their texts: those of our rules, of the user's shape, or of the component."""
    return [_result(outcome) for outcome in outcomes]


def _result(outcome: Outcome) -> Result:
    shape = outcome.shape
    message, clause = message_of(shape, outcome.component)
    return Result(
        code=shape.code or local_name(outcome.component),
        shape=shape.node,
        component=f"<{outcome.component}>",
        severity=shape.severity,
        focus=outcome.focus,
        path=outcome.path_text,
        value=outcome.value,
        message=message,
        clause=clause,
    )


def message_of(shape: Shape, component: str) -> tuple[Text, tuple[str, ...]]:
    """Return message and clauses of what a shape finds; clauses are those of our rules."""
    rule = model_rules().get(shape.code) if is_ours(shape) else None
    if rule is not None:
        return rule.message, rule.clause
    return shape.message or default_message(component), ()
