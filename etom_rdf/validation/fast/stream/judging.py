"""Judge the first subject of a signature, and say what holds for all that have it."""

from collections.abc import Iterable, Sequence
from typing import Final

from etom_rdf.model import CLASSIFYING, PROCESS_CLASSES
from etom_rdf.namespaces import ETOM
from etom_rdf.validation.fast.evaluation import Evaluator, Outcome
from etom_rdf.validation.fast.stream.choice import Choice
from etom_rdf.validation.fast.stream.features import Feature, Features
from etom_rdf.validation.fast.stream.memory import Signature
from etom_rdf.validation.fast.stream.plan import OURS, SWEPT, Plan
from etom_rdf.validation.fast.stream.statements import Blank, Group, said_of, statement_of
from etom_rdf.validation.fast.stream.views import LocalView, OpenQuestionError, Said
from etom_rdf.validation.graph import SUBCLASS_OF, TYPE, Graph, View
from etom_rdf.validation.shapes.model import Shape, Shapes

_STATED: Final = (f"{ETOM}classifiedAs", f"{ETOM}qualifiedClassification")
_TYPES: Final = frozenset(f"<{one}>" for one in PROCESS_CLASSES)
_GOST: Final = OURS[1]
_LEVELS_OF_STANDARD: Final = 4


class Judge:
    """Run shapes on subjects one at a time."""

    def __init__(
        self, shapes: Shapes, targeted: Sequence[Shape], plan: Plan, base: Graph, features: Features
    ) -> None:
        self._plan = plan
        self._base = base
        self._features = features
        self._choice = Choice(targeted)
        self.evaluator = Evaluator(shapes, leaving_out=SWEPT)

    def judged(self, view: View, subject: str) -> list[Outcome]:
        """Return what a subject violates of the shapes that choose it."""
        results = self.evaluator.results
        return [
            outcome
            for shape in self._choice.shapes(view, subject)
            for outcome in results(view, shape, subject)
        ]

    def signature(
        self, number: int, subject: str, group: Group, blank: Blank, *, is_apart: bool
    ) -> Signature:
        """Judge a signature by the first subject that has it.

        A subject that the ontology knows, or that names itself, stands `is_apart`: for no other.
        """
        said = said_of(group.lines, blank)
        features = [self._features.all[one] for one in group.features]
        abstract = self._abstract(group, blank)
        view = LocalView(said, abstract, self._base)
        is_clean = must_wait = False
        try:
            is_clean = not self.judged(view, subject)
            must_wait = not is_clean and bool(view.hangs_on or view.backwards)
        except OpenQuestionError:
            must_wait = True
        is_exact = is_apart or _is_exact(said)
        has_superclasses = any(one.predicate == SUBCLASS_OF for one in features)
        return Signature(
            number=number,
            constants=_constants(features),
            abstract=frozenset(one.predicate for one in features if one.constant is None),
            sample=(subject, *group.lines, *(line for one in blank.values() for line in one.lines)),
            abstract_nodes=abstract,
            is_clean=is_clean,
            must_wait=must_wait or has_superclasses or is_exact,
            has_superclasses=has_superclasses,
            is_exact=is_exact,
            hangs_on=frozenset(view.hangs_on),
            backwards=frozenset(view.backwards),
            is_process=any(map(_makes_process, features)),
            classifications=sum(one.predicate in _STATED for one in features),
            has_repetitions=len(set(group.features)) != len(group.features),
        )

    def _abstract(self, group: Group, blank: Blank) -> frozenset[str]:
        """Return the objects of a subject, and of its blank nodes, that the signature does not tell apart."""
        found: set[str] = set()
        for one in (group, *blank.values()):
            told_apart = _constants(self._features.all[number] for number in one.features)
            for line in one.lines:
                _, predicate, value = statement_of(line)
                if (
                    predicate in self._plan.relevant
                    and value[0] != '"'
                    and value not in blank
                    and value not in told_apart.get(predicate, ())
                ):
                    found.add(value)
        return frozenset(found)


def _is_exact(said: Said) -> bool:
    """Tell whether ids may be compared with one that is longer than what features tell of ids."""
    return any(
        value.startswith(_GOST) and value.count(".") > _LEVELS_OF_STANDARD + 1
        for by_predicate in said.values()
        for values in by_predicate.values()
        for value in values
    )


def _makes_process(feature: Feature) -> bool:
    return feature.predicate in CLASSIFYING or (feature.predicate == TYPE and feature.constant in _TYPES)


def _constants(features: Iterable[Feature]) -> dict[str, tuple[str, ...]]:
    """Gather the objects that are told apart by predicate."""
    found: dict[str, tuple[str, ...]] = {}
    for one in features:
        if one.constant is not None:
            found[one.predicate] = (*found.get(one.predicate, ()), one.constant)
    return found
