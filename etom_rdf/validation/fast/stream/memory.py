"""Remember of the subjects that went by what may be asked of them later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etom_rdf.validation.graph import SUBCLASS_OF, Graph

Column = dict[str, str | tuple[str, ...]]  # object, or objects, by subject


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
    is_exact: bool = False
    count: int = 0
    is_plain: bool = field(
        init=False
    )  # its subjects can be passed over: nothing is wrong, and nothing must wait

    def __post_init__(self) -> None:
        self.is_plain = self.is_clean and not (self.must_wait or self.has_repetitions)


@dataclass(slots=True)
class Memory:
    """Remember the signature of each subject, columns of what is looked at from elsewhere, and whole subjects.

    It answers like a graph of the model; ForgottenError says what it did not keep.
    """

    kept: Graph = field(default_factory=Graph)
    signatures: list[Signature] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    _inverse: dict[str, dict[str, list[str]]] = field(default_factory=dict)

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
            raise ForgottenError(subject)
        return (*constants, *as_tuple(column[subject]))

    def subjects(self, predicate: str, value: str) -> Iterable[str]:
        """Return the subjects of statements with an object."""
        return self._index(predicate).get(value, ())

    def is_object(self, predicate: str, value: str) -> bool:
        """Tell whether any subject has an object."""
        return value in self._index(predicate)

    def index(self, predicate: str) -> Mapping[str, list[str]]:
        """Return the subjects of a predicate by object; statements about subclasses are always kept."""
        return self.kept.index(predicate) if predicate == SUBCLASS_OF else self._index(predicate)

    def _index(self, predicate: str) -> dict[str, list[str]]:
        index = self._inverse.get(predicate)
        if index is None:
            index = self._inverse[predicate] = {}
            holding = {
                one.number: one.constants[predicate] for one in self.signatures if predicate in one.constants
            }
            if holding:
                for subject, number in self.known.items():
                    for value in holding.get(number, ()):
                        index.setdefault(value, []).append(subject)
            for subject, some in self.columns.get(predicate, {}).items():
                for value in as_tuple(some):
                    index.setdefault(value, []).append(subject)
            for value, subjects in self.kept.index(predicate).items():
                index.setdefault(value, []).extend(subjects)
        return index

    def statements_of(self, subject: str) -> Mapping[str, list[str]]:
        """Return what is said of a subject that was kept whole."""
        return self.kept.statements_of(subject)

    def predicates(self, subject: str) -> Iterable[str]:
        """Return the predicates of a subject that was kept whole."""
        if subject in self.known and subject not in self.kept:
            raise ForgottenError(subject)
        return self.kept.predicates(subject)

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def forget_indices(self) -> None:
        """Make the indices anew when they are next asked for, after more was kept."""
        self._inverse.clear()
        self.kept.forget_indices()


def put(column: Column, subject: str, value: str) -> None:
    """Add a value to a column."""
    before = column.setdefault(subject, value)
    if before is not value and before != value and value not in as_tuple(before):
        column[subject] = (*as_tuple(before), value)


def as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a cell of a column."""
    return value if isinstance(value, tuple) else (value,)
