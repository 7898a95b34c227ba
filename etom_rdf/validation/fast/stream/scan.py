"""Go through the statements of a file, subject by subject, and judge each signature once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from etom_rdf.validation.fast.stream.blocks import PIECE_END, SUBJECT_END, before_blank, joined, lines_of
from etom_rdf.validation.fast.stream.features import IRRELEVANT, Features, Number
from etom_rdf.validation.fast.stream.judging import Judge
from etom_rdf.validation.fast.stream.memory import Memory, Signature
from etom_rdf.validation.fast.stream.plan import OURS, Plan
from etom_rdf.validation.fast.stream.provisional import ProvisionalOutcomes
from etom_rdf.validation.fast.stream.statements import NO_BLANK, Blank, Group, said_of, statement_of
from etom_rdf.validation.fast.stream.views import LocalView
from etom_rdf.validation.graph import Graph
from etom_rdf.validation.shapes.model import Shape, Shapes

_LARGEST: Final = 1 << 22  # bytes about one subject, or blank nodes in a row, that are looked at together


class Scan:
    """Take the statements of a run as blocks of Turtle; afterwards hold what was found and what must wait."""

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
        self._judge = Judge(shapes, self.targeted, plan, base, self.features)
        self.judged, self.evaluator = self._judge.judged, self._judge.evaluator
        self.outcomes = ProvisionalOutcomes(most)
        self.waiting: dict[str, None] = {}
        # Subjects whose statements do not stand together, and whether they are processes.
        self.repeated: dict[str, bool] = {}
        self.reread: set[str] = set()  # subjects that were read again, whole
        self.touches_ontology = False
        self._by_features: dict[tuple[Number, ...], Signature] = {}
        self._base_names = frozenset(base)
        self._counted = (0, 0)
        self.counted_twice = 0
        self._held: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take some more of a file: blocks of Turtle, whole but for the last subject, which may go on in the next."""
        blocks = data.split(SUBJECT_END)
        blocks.pop()  # nothing
        if self._held:
            blocks = [*self._held[:-1], *joined(self._held[-1], blocks[0]), *blocks[1:]]
        self._take(blocks, is_last=False)

    def finish_held(self) -> None:
        """Take what was held back, since nothing that could belong to it comes."""
        held, self._held = self._held, []
        self._take(held, is_last=True)

    def end_of_file(self) -> tuple[int, int]:
        """Take what was held back of a file; return how many processes and classifications it stated."""
        self.finish_held()
        signatures = self.memory.signatures
        processes = sum(one.count for one in signatures if one.is_process) - self.counted_twice
        classifications = sum(one.count * one.classifications for one in signatures)
        before, self._counted = self._counted, (processes, classifications)
        return processes - before[0], classifications - before[1]

    def _take(self, blocks: list[bytes], *, is_last: bool) -> None:
        position = 0
        while position < len(blocks):
            position = self._take_plain(blocks, position)
            # A blank node, what it may belong to, or the last subject, of which more may come.
            end, is_large = _cluster_end(blocks, position)
            if end == len(blocks) and not (is_last or is_large):
                break
            self._finish_cluster(blocks[position:end])
            position = end
        self._held = blocks[position:]

    def _take_plain(self, blocks: list[bytes], first: int) -> int:
        """Take subjects up to the last one, or the last before a blank node; return where that one stands."""
        number_of, fresh = self.features.of_piece, self.features.fresh
        get_number, get_signature = self.features.remembered.get, self._by_features.get
        waiting, later = self.waiting, self.memory.later
        known, base, of = self.memory.known, self._base_names, self.features
        stop = before_blank(blocks, first)
        for block in islice(blocks, first, stop):
            subject, _, said = block.partition(b" ")
            of.subject = name = subject.decode()
            features: list[Number] = []
            for piece in said.split(PIECE_END):
                number = get_number(piece)
                if number is None:
                    number = number_of(piece)
                if number:
                    features.append(number)
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
                self._finish(name, tuple(lines_of(block)), features)
            else:
                known[name] = signature.number
                signature.count += 1
                if signature.must_wait:
                    waiting[name] = None
                    later[name] = said
        return stop

    def _finish_cluster(self, blocks: Sequence[bytes]) -> None:
        """Finish blank nodes, and the subject to which they belong together with them."""
        groups: dict[str, list[str]] = {}
        for block in blocks:
            groups.setdefault(block[: block.index(b" ")].decode(), []).extend(lines_of(block))
        blank = {
            subject: Group(
                tuple(dict.fromkeys(some)), tuple(_flat(self._features(subject, dict.fromkeys(some))))
            )
            for subject, some in groups.items()
            if subject[0] == "_"
        }
        for subject, group in blank.items():
            self._finish(subject, group.lines, list(group.features))
        for subject, some in groups.items():
            if subject[0] == "<":
                self._finish(subject, some, self._features(subject, some, blank), blank)

    def _features(self, subject: str, lines: Iterable[str], blank: Blank = NO_BLANK) -> list[Number]:
        """Return the features of a subject; a blank node that belongs to it counts with its own features."""
        found: list[Number] = []
        self.features.subject = subject
        for line in lines:
            _, predicate, value = line[:-2].split(" ", 2)
            number = self.features.of_statement(predicate, value)
            if number == IRRELEVANT:
                continue
            if value in blank:
                within = tuple(sorted(blank[value].features))
                number = self.features.nested(self.features.all[number].predicate, within)
            found.append(number)
        return found

    def _finish(
        self, subject: str, lines: Sequence[str], features: list[Number], blank: Blank = NO_BLANK
    ) -> None:
        """Judge a subject by its signature, and remember of it what may be asked."""
        if _has_repetitions(features):
            lines = tuple(dict.fromkeys(lines))
            features = self._features(subject, lines, blank)
        self._note_first(subject)
        memory = self.memory
        before = memory.known.get(subject)
        key = tuple(features)
        is_apart = subject in self.base or subject.startswith(OURS) or f" {subject} ." in "".join(lines)
        signature = None if is_apart else self._by_features.get(key)
        if signature is None:
            group = Group(tuple(lines), tuple(_flat(key)))
            signature = self._judge.signature(
                len(memory.signatures), subject, group, blank, is_apart=is_apart
            )
            memory.signatures.append(signature)
            if not is_apart:
                self._by_features[key] = signature
        memory.known[subject] = signature.number
        signature.count += 1
        if before is not None:
            self._note_repetition(subject, memory.signatures[before], signature)
        if signature.must_wait and signature.is_plain and before is None and not is_apart:
            self.waiting[subject] = None
            memory.later[subject] = self._relevant(lines)
        elif signature.must_wait:
            self._keep(subject, lines)
        elif not signature.is_clean:
            view = LocalView(said_of(lines, blank), frozenset(), self.base)
            self.outcomes.take(self.judged(view, subject))

    def _relevant(self, lines: Iterable[str]) -> bytes:
        """Return of a subject the pieces at which shapes look."""
        said = (line[:-2].split(" ", 1)[1] for line in lines)
        relevant = self.plan.relevant
        return PIECE_END.join(one.encode() for one in said if one[1 : one.index(">")] in relevant)

    def _note_repetition(self, subject: str, before: Signature, signature: Signature) -> None:
        """Note a subject whose statements do not stand together; it is one process all the same."""
        was_process = self.repeated.get(subject, before.is_process)
        self.counted_twice += was_process and signature.is_process
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


def _cluster_end(blocks: Sequence[bytes], start: int) -> tuple[int, bool]:
    """Return where what is said of one subject, and of the blank nodes beside it, ends; and whether that is much."""
    main = None
    length = 0
    for position in range(start, len(blocks)):
        block = blocks[position]
        if block.startswith(b"<"):
            if main is not None and not block.startswith(main):
                return position, False
            main = block[: block.index(b" ") + 1]
        length += len(block)
        if length > _LARGEST:
            return position + 1, True
    return len(blocks), False


def _flat(features: Iterable[Number]) -> Iterator[int]:
    for number in features:
        if isinstance(number, int):
            yield number
        else:
            yield from number


def _has_repetitions(features: Iterable[Number]) -> bool:
    flat = list(_flat(features))
    return len(set(flat)) != len(flat)
