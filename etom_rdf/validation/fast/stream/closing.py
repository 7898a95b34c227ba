"""Judge at the end of the files what could not be judged alone, and what looks across all subjects."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import cast

from etom_rdf.namespaces import SKOS
from etom_rdf.validation.fast.data import ModelView
from etom_rdf.validation.fast.evaluation import Evaluator, Outcome, Outcomes
from etom_rdf.validation.fast.stream.beside import Beside
from etom_rdf.validation.fast.stream.choice import chooses
from etom_rdf.validation.fast.stream.memory import ForgottenError, Signature
from etom_rdf.validation.fast.stream.plan import SWEPT
from etom_rdf.validation.fast.stream.scan import Scan
from etom_rdf.validation.fast.stream.statements import statement_of, statements_by_subject
from etom_rdf.validation.fast.stream.sweeps import NoColumnError, suspects
from etom_rdf.validation.fast.stream.waiting import Waiting, is_clean
from etom_rdf.validation.graph import Graph, View
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Shape, Shapes

_NOTATION = f"{SKOS}notation"
_MOST_ROUNDS = 8
_MANY = 200_000  # subjects, from which on a second process is worth it

Reread = Callable[[Iterable[str]], Iterator[str]]


class CannotStreamError(Exception):
    """Say that a model must be checked in memory after all."""


class FinalView(ModelView):
    """See all that was remembered of a model together with the ontology."""

    def __init__(self, scan: Scan) -> None:
        super().__init__(cast(Graph, scan.memory), scan.base)
        self._mentions = scan.features.mentions

    def mentions(self, namespaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Return predicate and object of the model's statements where either is an IRI of the namespaces."""
        return iter(self._mentions)


def close(scan: Scan, shapes: Shapes, targeted: Sequence[Shape], reread: Reread) -> Outcomes:
    """Return all outcomes of a run. `reread` gives the lines of some subjects again, from all files."""
    _keep(scan, scan.repeated, reread)  # what was remembered of them is only what was said last
    doubtful = _judged_anew(scan)
    if any(one.startswith("_") for one in scan.repeated):
        doubtful |= _with_blank_nodes(scan)
    again = _subjects_of(scan, doubtful) | scan.repeated.keys()
    scan.outcomes.drop(again)
    _keep(scan, again, reread)
    waiting = dict.fromkeys((*scan.waiting, *again))
    for _ in range(_MOST_ROUNDS):
        try:
            view = FinalView(scan)
            sweeping = partial(_of_sweeps, scan, view, shapes)
            with Beside(sweeping, is_worth_it=len(scan.memory.known) > _MANY) as sweeps:
                last = [*Waiting(scan, view).outcomes(waiting), *_of_targets(scan, view, targeted, shapes)]
                last += _of_ontology(scan, view, shapes)
                scan.outcomes.take([*last, *sweeps.result()])
            return scan.outcomes
        except NoColumnError:
            break
        except ForgottenError as forgotten:
            _keep(scan, {forgotten.subject}, reread)
    raise CannotStreamError


def _judged_anew(scan: Scan) -> set[int]:
    """Return the signatures whose subjects must be read again, now that all is known on which they hang."""
    memory, doubtful = scan.memory, set[int]()
    backwards = {one for each in memory.signatures for one in each.backwards}
    followed = {one for one in backwards if memory.has(one)}
    view: View = FinalView(scan)
    for signature in memory.signatures:
        described = [node for node in signature.hangs_on if node in memory.known]
        if not (described or signature.backwards & followed or scan.touches_ontology) or signature.must_wait:
            continue
        has_ids = any(tuple(memory.objects(node, _NOTATION)) for node in described)
        if not signature.is_clean or has_ids or not _is_still_clean(scan, signature, view):
            doubtful.add(signature.number)
    return doubtful


def _with_blank_nodes(scan: Scan) -> set[int]:
    """Return the signatures of blank nodes, and of the subjects that were judged with theirs, maybe with a part."""
    return {
        one.number
        for one in scan.memory.signatures
        if any(line.startswith("_:") for line in one.sample) and not one.must_wait
    }


def _is_still_clean(scan: Scan, signature: Signature, view: View) -> bool:
    subject, *lines = signature.sample
    return is_clean(scan, subject, statements_by_subject(lines), signature.abstract_nodes, view)


def _subjects_of(scan: Scan, signatures: set[int]) -> set[str]:
    if not signatures:
        return set()
    return {subject for subject, number in scan.memory.known.items() if number in signatures}


def _keep(scan: Scan, subjects: Iterable[str], reread: Reread) -> None:
    memory = scan.memory
    missing = {
        one
        for one in subjects
        if one not in scan.reread
        and (one in scan.repeated or not (one in memory.kept or one in memory.later))
    }
    if not missing:
        return
    scan.reread |= missing
    memory.kept.remove(missing)
    for one in missing:
        memory.later.pop(one, None)
    for line in reread(missing):
        memory.kept.add(*statement_of(line))
    memory.forget_indices()


def _of_targets(scan: Scan, view: View, targeted: Sequence[Shape], shapes: Shapes) -> list[Outcome]:
    """Judge the nodes that are chosen by name, or because others point to them."""
    found: list[Outcome] = []
    for shape in targeted:
        chosen: dict[str, None] = {}
        for target in shape.targets:
            if target.kind == "node":
                chosen[target.term] = None
            elif target.kind == "objects-of":
                chosen |= scan.features.pointed.get(target.term[1:-1], {})
        for node in chosen:
            is_done = node in scan.memory.known and any(
                chooses(view, target, node) for target in shape.targets
            )
            if not is_done:
                found += scan.evaluator.results(view, shape, node)
    return found


def _of_ontology(scan: Scan, view: FinalView, shapes: Shapes) -> list[Outcome]:
    """Judge what only the ontology speaks of, where the files say more of its terms than it does itself."""
    if not (scan.touches_ontology and ModelView(scan.memory.kept, scan.base).touches_ontology()):
        return []
    found: list[Outcome] = []
    known, evaluator = scan.memory.known, Evaluator(shapes)
    for shape in scan.targeted:
        pointed_at = _pointed_at(scan, shape)
        chosen = (
            one for one in view.focus_nodes_of_base(shape) if one not in known and one not in pointed_at
        )
        found += evaluator.results_of_all(view, shape, chosen)
    return found


def _of_sweeps(scan: Scan, view: View, shapes: Shapes) -> list[Outcome]:
    """Check the components that were left out, on the nodes where a look at whole columns makes them doubtful."""
    found: list[Outcome] = []
    evaluator = Evaluator(shapes)
    for shape in scan.targeted:
        pointed_at = _pointed_at(scan, shape)
        for part in _with_properties(shapes, shape):
            for constraint in part.constraints:
                if constraint.component in SWEPT and part.path is not None:
                    doubtful = suspects(constraint.component, scan.memory, part.path, scan.base)
                    found += (
                        outcome
                        for node in doubtful
                        if any(chooses(view, target, node) for target in shape.targets) or node in pointed_at
                        for outcome in evaluator.results(view, part, node)
                        if outcome.component == constraint.component
                    )
    return found


def _pointed_at(scan: Scan, shape: Shape) -> set[str]:
    return {
        node
        for target in shape.targets
        if target.kind == "objects-of"
        for node in scan.features.pointed.get(target.term[1:-1], ())
    }


def _with_properties(shapes: Shapes, shape: Shape) -> list[Shape]:
    """Return a shape with the property shapes that look at the same focus node."""
    nested = (one for one in shape.constraints if one.component == component.PROPERTY)
    return [shape, *(shapes.by_node[node] for one in nested for node in one.shapes if shape.path is None)]
