"""Judge with all that is known the subjects that could not be judged alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.fast.stream.columns import Column, as_tuple
from etom_rdf.validation.fast.stream.memory import ForgottenError, Signature
from etom_rdf.validation.fast.stream.scan import Scan
from etom_rdf.validation.fast.stream.statements import statement_of
from etom_rdf.validation.fast.stream.views import LocalView, OpenQuestionError, Said
from etom_rdf.validation.graph import View

_Followed = tuple[tuple[str, Column], ...] | None
_Extended = tuple[object, ...]
_UNKNOWN: Final = -1


def is_clean(scan: Scan, subject: str, said: Said, abstract: frozenset[str], view: View) -> bool:
    """Tell whether nothing is found at a subject, whatever `abstract` nodes are called and have said of them."""
    try:
        return not scan.judged(LocalView(said, abstract, scan.base, beyond=view), subject)
    except (OpenQuestionError, ForgottenError):
        return False


@dataclass(slots=True)
class Waiting:
    """Judge subjects; what is equal down to the nodes that they name is judged once."""

    scan: Scan
    view: View
    _judged: dict[_Extended, bool] = field(default_factory=dict)
    _followed: dict[int, _Followed] = field(default_factory=dict)
    _named_in: dict[int, list[Column]] = field(default_factory=dict)

    def outcomes(self, subjects: Iterable[str]) -> Iterator[Outcome]:
        """Yield what is found."""
        for subject in subjects:
            key = self._extended(subject)
            if key is not None:
                clean = self._judged.get(key)
                if clean is None:
                    said = self._said(subject)
                    abstract = _abstract(self.scan, said)
                    clean = self._judged[key] = is_clean(self.scan, subject, said, abstract, self.view)
                if clean:
                    continue
            yield from self.scan.judged(self.view, subject)

    def _extended(self, subject: str) -> _Extended | None:
        """Return a signature that goes one node further than that of the subject; None where it stands for itself."""
        scan, memory = self.scan, self.scan.memory
        number = memory.known.get(subject)
        if number is None or subject in scan.base or subject in scan.repeated:
            return None
        followed = self._columns(memory.signatures[number])
        if followed is None:
            return None
        key: list[object] = [number]
        for predicate, column in followed:
            for value in as_tuple(column.get(subject, ())):
                if value[0] == '"':
                    continue
                named = memory.known.get(value, _UNKNOWN)
                key += (predicate, named)
                if named != _UNKNOWN and (
                    value in memory.kept or value in scan.repeated or self._names(value, named, subject)
                ):
                    return None
        return None if self._names(subject, number, subject) else tuple(key)

    def _names(self, subject: str, number: int, node: str) -> bool:
        """Tell whether a column has a node as object of a subject, given with the number of its signature."""
        columns = self._named_in.get(number)
        if columns is None:
            abstract = self.scan.memory.signatures[number].abstract
            columns = [column for one, column in self.scan.memory.columns.items() if one in abstract]
            self._named_in[number] = columns
        for column in columns:
            found = column.get(subject)
            if found == node or (isinstance(found, tuple) and node in found):
                return True
        return False

    def _columns(self, signature: Signature) -> _Followed:
        """Return by predicate the columns with the nodes that are named; None where columns do not have them all."""
        if signature.number not in self._followed:
            self._followed[signature.number] = self._columns_of(signature)
        return self._followed[signature.number]

    def _columns_of(self, signature: Signature) -> _Followed:
        plan, (subject, *lines) = self.scan.plan, signature.sample
        if signature.is_exact:
            return None
        for one, predicate, value in map(statement_of, lines):
            is_told_apart = value in signature.constants.get(predicate, ())
            is_noted = predicate in plan.asked or predicate in plan.links or predicate not in plan.relevant
            if one == subject and value[0] != '"' and not (is_noted or is_told_apart):
                return None
        followed = sorted((signature.abstract & plan.asked) - plan.links)
        return tuple((one, self.scan.memory.columns[one]) for one in followed)

    def _said(self, subject: str) -> Said:
        """Return what is said of a subject and of the nodes that it names."""
        memory = self.scan.memory
        said: dict[str, Mapping[str, list[str]]] = {subject: memory.statements_of(subject)}
        for _, column in self._columns(memory.signatures[memory.known[subject]]) or ():
            for value in as_tuple(column.get(subject, ())):
                if value[0] == '"' or value == subject:
                    continue
                named = memory.known.get(value)
                said[value] = {} if named is None else self._noted(value, memory.signatures[named])
        return said

    def _noted(self, subject: str, signature: Signature) -> dict[str, list[str]]:
        """Return what columns have of a subject."""
        objects, asked = self.scan.memory.objects, self.scan.plan.asked
        return {
            one: _Unnoted() if one in signature.abstract and one not in asked else list(objects(subject, one))
            for one in (*signature.constants, *signature.abstract)
        }


class _Unnoted(list[str]):
    """Stand for objects that no column has; whoever looks at them asks an open question."""

    def __iter__(self) -> Iterator[str]:
        raise OpenQuestionError

    def __len__(self) -> int:
        raise OpenQuestionError


def _abstract(scan: Scan, said: Said) -> frozenset[str]:
    """Return the objects that the signatures of the subjects do not tell apart."""
    memory = scan.memory
    found: set[str] = set()
    for subject, by_predicate in said.items():
        number = memory.known.get(subject)
        constants = {} if number is None else memory.signatures[number].constants
        for predicate, values in by_predicate.items():
            told_apart = constants.get(predicate, ())
            if not isinstance(values, _Unnoted):
                found.update(
                    one for one in values if one[0] != '"' and one not in told_apart and one not in said
                )
    return frozenset(found)
