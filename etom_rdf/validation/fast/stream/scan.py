"""Go through the statements of a file, subject by subject, and judge each signature once."""

from collections.abc import Iterable, Sequence
from typing import Final

from etom_rdf.model import CLASSIFYING, PROCESS_CLASSES
from etom_rdf.namespaces import ETOM
from etom_rdf.validation.fast.evaluation import Evaluator, Outcome, Outcomes
from etom_rdf.validation.fast.stream.choice import Choice
from etom_rdf.validation.fast.stream.features import IRRELEVANT, Feature, Features
from etom_rdf.validation.fast.stream.memory import Memory, Signature
from etom_rdf.validation.fast.stream.plan import OURS, SWEPT, Plan
from etom_rdf.validation.fast.stream.statements import NO_BLANK, Blank, Group, said_of, statement_of
from etom_rdf.validation.fast.stream.views import LocalView, OpenQuestionError, Said
from etom_rdf.validation.graph import SUBCLASS_OF, Graph, View
from etom_rdf.validation.shapes.model import Shape, Shapes

_LARGEST: Final = 20_000  # lines of one subject, or of blank nodes in a row, that are looked at together
_STATED: Final = (f"{ETOM}classifiedAs", f"{ETOM}qualifiedClassification")
_TYPES: Final = frozenset(f"<{one}>" for one in PROCESS_CLASSES)
_GOST: Final = OURS[1]
_LEVELS_OF_STANDARD: Final = 4


class Scan:
    """Take the statements of a run as lines of N-Triples; afterwards hold what was found and what must wait."""

    def __init__(
        self,
        shapes: Shapes,
        targeted: Sequence[Shape],
        plan: Plan,
        base: Graph,
        *,
        most: int | None = None,
    ) -> None:
        self.plan = plan
        self.memory = Memory()
        self.features = Features(plan, base, self.memory)
        self.base = base
        self.targeted = tuple(
            shape for shape in targeted if all(target.kind != "node" for target in shape.targets)
        )
        self.choice = Choice(self.targeted)
        self.evaluator = Evaluator(shapes, leaving_out=SWEPT)
        self.outcomes = Outcomes(most)
        self.waiting: dict[str, None] = {}
        # Subjects whose statements do not stand together, and whether they are processes.
        self.repeated: dict[str, bool] = {}
        self.reread: set[str] = set()  # subjects that were read again, whole
        self.touches_ontology = False
        self._by_features: dict[tuple[int, ...], Signature] = {}
        self._rest = ""
        self._counted = (0, 0)
        self._counted_twice = 0
        self._held: list[str] = []

    def feed(self, text: str) -> None:
        """Take some more of the file, not necessarily whole lines."""
        lines = (self._rest + text).split("\n")
        self._rest = lines.pop()
        self._take([*self._held, *lines] if self._held else lines, is_last=False)

    def end_of_file(self) -> tuple[int, int]:
        """Take what was held back of a file; return how many processes and classifications it stated."""
        held, self._held = self._held, []
        self._take(held, is_last=True)
        signatures = self.memory.signatures
        processes = sum(one.count for one in signatures if one.is_process) - self._counted_twice
        classifications = sum(one.count * one.classifications for one in signatures)
        before, self._counted = self._counted, (processes, classifications)
        return processes - before[0], classifications - before[1]

    def _take(self, lines: list[str], *, is_last: bool) -> None:
        position = 0
        while position < len(lines):
            position = self._take_plain(lines, position)
            if position == len(lines):
                break
            # A blank node, or the last subject of these lines, of which more may come.
            end = self._cluster_end(lines, position)
            if end == len(lines) and not is_last and end - position < _LARGEST:
                break
            self._finish_cluster(lines[position:end])
            position = end
        self._held = lines[position:]

    def _take_plain(self, lines: list[str], first: int) -> int:
        """Take subjects until there is a blank node or the last subject; return where that one starts."""
        features_of, number_of, fresh = self.features, self.features.number, self.features.fresh
        get_number, get_signature = features_of.remembered.get, self._by_features.get
        known, base = self.memory.known, self.base
        line = lines[first]
        if line[0] == "_":
            return first
        start, end = first, line.index(" ")
        name = features_of.subject = line[:end]
        end += 1
        features: list[int] = []
        for position, line in enumerate(lines[first:] if first else lines, first):
            if not line.startswith(name):
                if line[0] == "_":
                    break
                signature = get_signature(tuple(features))
                if fresh:
                    self._note_first(name)
                if (
                    signature is None
                    or not signature.is_plain
                    or name in known
                    or name in base
                    or name.startswith(OURS)
                ):
                    self._finish(name, lines[start:position], features)
                else:
                    known[name] = signature.number
                    signature.count += 1
                start, end = position, line.index(" ")
                name = features_of.subject = line[:end]
                end += 1
                features = []
            rest = line[end:]
            number = get_number(rest)
            if number is None:
                number = number_of(rest)
            if number >= 0:
                features.append(number)
        return start

    def _cluster_end(self, lines: Sequence[str], start: int) -> int:
        """Return where the statements about one subject and the blank nodes between them end."""
        main = None
        for position in range(start, min(start + _LARGEST, len(lines))):
            line = lines[position]
            if line[0] == "<":
                subject = line[: line.index(" ") + 1]
                if main is None:
                    main = subject
                elif subject != main:
                    return position
        return min(start + _LARGEST, len(lines))

    def _finish_cluster(self, lines: Sequence[str]) -> None:
        """Finish blank nodes, and the subject to which they belong together with them."""
        groups: dict[str, list[str]] = {}
        for line in lines:
            groups.setdefault(line[: line.index(" ")], []).append(line)
        blank = {
            subject: Group(tuple(dict.fromkeys(some)), tuple(self._features(subject, dict.fromkeys(some))))
            for subject, some in groups.items()
            if subject[0] == "_"
        }
        for subject, group in blank.items():
            self._finish(subject, group.lines, list(group.features))
        for subject, some in groups.items():
            if subject[0] == "<":
                self._finish(subject, some, self._features(subject, some, blank), blank)

    def _features(self, subject: str, lines: Iterable[str], blank: Blank = NO_BLANK) -> list[int]:
        """Return the features of a subject; a blank node that belongs to it counts with its own features."""
        found: list[int] = []
        self.features.subject = subject
        for line in lines:
            number = self.features.number(line[len(subject) + 1 :])
            if number == IRRELEVANT:
                continue
            value = line[:-2].rpartition(" ")[2] if blank and "> _:" in line else ""
            if value in blank:
                within = tuple(sorted(blank[value].features))
                number = self.features.nested(self.features.all[number].predicate, within)
            found.append(number)
        return found

    def _finish(
        self, subject: str, lines: Sequence[str], features: list[int], blank: Blank = NO_BLANK
    ) -> None:
        """Judge a subject by its signature, and remember of it what may be asked."""
        if len(set(features)) != len(features):
            lines = tuple(dict.fromkeys(lines))
            features = self._features(subject, lines, blank)
        self._note_first(subject)
        memory = self.memory
        before = memory.known.get(subject)
        key = tuple(features)
        is_apart = subject in self.base or subject.startswith(OURS) or f" {subject} ." in "".join(lines)
        signature = None if is_apart else self._by_features.get(key)
        if signature is None:
            signature = self._judge(subject, Group(tuple(lines), key), blank, is_apart=is_apart)
        memory.known[subject] = signature.number
        signature.count += 1
        if before is not None:
            self._note_repetition(subject, memory.signatures[before], signature)
        if signature.must_wait:
            self._keep(subject, lines)
        elif not signature.is_clean:
            view = LocalView(said_of(lines, blank), frozenset(), self.base)
            self.outcomes.take(self.judged(view, subject))

    def _note_repetition(self, subject: str, before: Signature, signature: Signature) -> None:
        """Note a subject whose statements do not stand together; it is one process all the same."""
        was_process = self.repeated.get(subject, before.is_process)
        self._counted_twice += was_process and signature.is_process
        self.repeated[subject] = was_process or signature.is_process

    def _note_first(self, subject: str) -> None:
        for mention in self.features.fresh:
            self.features.mentions[mention] = subject
        self.features.fresh.clear()

    def _keep(self, subject: str, lines: Iterable[str]) -> None:
        self.waiting[subject] = None
        if subject in self.base or subject.startswith(OURS):
            self.touches_ontology = True
        for line in lines:
            self.memory.kept.add(*statement_of(line))

    def _judge(self, subject: str, group: Group, blank: Blank, *, is_apart: bool) -> Signature:
        """Judge a signature by the first subject that has it, and remember the judgement.

        A subject that the ontology knows, or that names itself, stands `is_apart`: for no other.
        """
        said = said_of(group.lines, blank)
        features = [self.features.all[number] for number in group.features]
        abstract = self._abstract(group, blank)
        view = LocalView(said, abstract, self.base)
        is_clean = must_wait = False
        try:
            is_clean = not self.judged(view, subject)
            must_wait = not is_clean and bool(view.hangs_on or view.backwards)
        except OpenQuestionError:
            must_wait = True
        is_exact = is_apart or _is_exact(said)
        signature = Signature(
            number=len(self.memory.signatures),
            constants=_constants(features),
            abstract=frozenset(one.predicate for one in features if one.constant is None),
            sample=(subject, *group.lines, *(line for one in blank.values() for line in one.lines)),
            abstract_nodes=abstract,
            is_clean=is_clean,
            must_wait=must_wait or any(one.predicate == SUBCLASS_OF for one in features) or is_exact,
            is_exact=is_exact,
            hangs_on=frozenset(view.hangs_on),
            backwards=frozenset(view.backwards),
            is_process=any(one.predicate in CLASSIFYING or one.constant in _TYPES for one in features),
            classifications=sum(one.predicate in _STATED for one in features),
            has_repetitions=len(set(group.features)) != len(group.features),
        )
        self.memory.signatures.append(signature)
        if not is_apart:
            self._by_features[group.features] = signature
        return signature

    def _abstract(self, group: Group, blank: Blank) -> frozenset[str]:
        """Return the objects of a subject, and of its blank nodes, that the signature does not tell apart."""
        found: set[str] = set()
        for one in (group, *blank.values()):
            told_apart = _constants([self.features.all[number] for number in one.features])
            for line in one.lines:
                _, predicate, value = statement_of(line)
                if (
                    predicate in self.plan.relevant
                    and value[0] != '"'
                    and value not in blank
                    and value not in told_apart.get(predicate, ())
                ):
                    found.add(value)
        return frozenset(found)

    def judged(self, view: View, subject: str) -> list[Outcome]:
        """Return what a subject violates of the shapes that choose it."""
        results = self.evaluator.results
        return [
            outcome
            for shape in self.choice.shapes(view, subject)
            for outcome in results(view, shape, subject)
        ]


def _is_exact(said: Said) -> bool:
    """Tell whether ids may be compared with one that is longer than what features tell of ids."""
    return any(
        value.startswith(_GOST) and value.count(".") > _LEVELS_OF_STANDARD + 1
        for by_predicate in said.values()
        for values in by_predicate.values()
        for value in values
    )


def _constants(features: Iterable[Feature]) -> dict[str, tuple[str, ...]]:
    """Gather the objects that are told apart by predicate."""
    found: dict[str, tuple[str, ...]] = {}
    for one in features:
        if one.constant is not None:
            found[one.predicate] = (*found.get(one.predicate, ()), one.constant)
    return found
