"""Remember of the subjects that went by what may be asked of them later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.validation.fast.stream.blocks import lines_of
from etom_rdf.validation.fast.stream.columns import Column, as_tuple
from etom_rdf.validation.fast.stream.inverse import Inverse
from etom_rdf.validation.fast.stream.statements import statement_of
from etom_rdf.validation.graph import SUBCLASS_OF, Graph

_MOST_OPENED: Final = 1000  # subjects taken apart at a time


class ForgottenError(Exception):
    """Say that something is asked of a subject that was not kept; its statements must be read again."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        super().__init__(subject)


@dataclass(slots=True)
class Signature:
    """Hold what is known of all subjects with the same features.

    `constants` are the objects told apart, by predicate; `abstract` the predicates with others. `hangs_on` and
    `backwards` say on what the judgement hangs (see `LocalView`); `sample` is one such subject with
    its lines, of which `abstract_nodes` are the objects that are not told apart.
    """

    number: int
    constants: Mapping[str, tuple[str, ...]]
    abstract: frozenset[str]
    sample: tuple[str, ...]
    abstract_nodes: frozenset[str]
    is_clean: bool
    must_wait: bool
    hangs_on: frozenset[str] = frozenset()
    backwards: frozenset[str] = frozenset()
    is_process: bool = False
    classifications: int = 0
    has_repetitions: bool = False
    has_superclasses: bool = False
    is_exact: bool = False
    count: int = 0
    # Its subjects can be passed over: nothing is wrong, or it is put off to the end of the files as it stands.
    is_plain: bool = field(init=False)

    def __post_init__(self) -> None:
        if self.must_wait:
            self.is_plain = not (self.is_exact or self.has_repetitions or self.has_superclasses)
        else:
            self.is_plain = self.is_clean and not self.has_repetitions


@dataclass(slots=True)
class Memory:
    """Remember the signature of each subject, columns of what is looked at from elsewhere, and whole subjects.

    Of the latter, `later` has those of which nobody may ever ask more than the columns tell, as they were read. The
    memory answers like a graph of the model; ForgottenError says what it did not keep.
    """

    kept: Graph = field(default_factory=Graph)
    later: dict[str, bytes] = field(default_factory=dict)
    signatures: list[Signature] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    _inverse: dict[str, Inverse] = field(default_factory=dict)
    _opened: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def objects(self, subject: str, predicate: str) -> Iterable[str]:
        """Return the objects of a subject's statements."""
        if subject in self.kept:
            return self.kept.objects(subject, predicate)
        number = self.known.get(subject)
        if number is None:
            return ()
        signature = self.signatures[number]
        constants = signature.constants.get(predicate, ())
        if predicate not in signature.abstract:
            return constants
        column = self.columns.get(predicate)
        if column is None or subject not in column:
            if subject in self.later:
                return self._taken_apart(subject).get(predicate, ())
            raise ForgottenError(subject)
        return (*constants, *as_tuple(column[subject]))

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object."""
        return self._index(predicate).subjects(value)

    def is_object(self, predicate: str, value: str) -> bool:
        """Tell whether any subject has an object."""
        return value in self._index(predicate)

    def has(self, predicate: str) -> bool:
        """Tell whether there is any statement with a predicate."""
        is_told_apart = any(predicate in one.constants for one in self.signatures)
        return is_told_apart or bool(self.columns.get(predicate)) or bool(self.kept.index(predicate))

    def index(self, predicate: str) -> Mapping[str, list[str]]:
        """Return the subjects of statements about subclasses by object; these are always kept."""
        assert predicate == SUBCLASS_OF
        return self.kept.index(predicate)

    def _index(self, predicate: str) -> Inverse:
        index = self._inverse.get(predicate)
        if index is None:
            index = self._inverse[predicate] = Inverse(self.columns.get(predicate, {}))
            holding = {
                one.number: one.constants[predicate] for one in self.signatures if predicate in one.constants
            }
            if holding:
                for subject, number in self.known.items():
                    for value in holding.get(number, ()):
                        index.add(value, (subject,))
            for value, subjects in self.kept.index(predicate).items():
                index.add(value, subjects)
        return index

    def statements_of(self, subject: str) -> Mapping[str, list[str]]:
        """Return what is said of a subject that was kept whole."""
        return self._taken_apart(subject) if subject in self.later else self.kept.statements_of(subject)

    def predicates(self, subject: str) -> Iterable[str]:
        """Return the predicates of a subject that was kept whole."""
        if subject in self.later:
            return self._taken_apart(subject)
        if subject in self.known and subject not in self.kept:
            raise ForgottenError(subject)
        return self.kept.predicates(subject)

    def _taken_apart(self, subject: str) -> Mapping[str, list[str]]:
        """Return what is said of a subject that was kept as it was read."""
        found = self._opened.get(subject)
        if found is None:
            if len(self._opened) >= _MOST_OPENED:
                self._opened.clear()
            found = self._opened[subject] = {}
            for line in lines_of(b"%s %s" % (subject.encode(), self.later[subject])):
                _, predicate, value = statement_of(line)
                found.setdefault(predicate, []).append(value)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def forget_statements(self) -> None:
        """Give back what nobody asks for once all is judged; which subjects there are stays known."""
        self.later.clear()
        self.columns.clear()
        self.kept = Graph()
        self.forget_indices()

    def forget_indices(self) -> None:
        """Make the indices anew when they are next asked for, after more was kept."""
        self._inverse.clear()
        self._opened.clear()
        self.kept.forget_indices()
