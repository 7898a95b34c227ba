"""Write facts out: one line for a fact, and a statement of one line where a subject has a single short fact."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.text import Text
from etom_rdf.turtle.blank_nodes import Nesting, give_labels, items, nest
from etom_rdf.turtle.facts import NIL, TYPE, Blank, Facts, Literal, Subject, Term
from etom_rdf.turtle.order import (
    LABELLED,
    NAMELESS,
    Key,
    iri_key,
    natural_key,
    predicate_key,
    section,
    type_key,
)
from etom_rdf.turtle.spelling import Spelling

_WIDTH: Final = 110
_INDENT: Final = "    "
_DEEPEST: Final = 50


def document(facts: Facts, declared: Mapping[str, str]) -> str:
    """Return the Turtle text of facts, with those of the declared prefixes and ours that it uses.

    Raises EtomError for a name that is not an absolute IRI and for nesting without end.
    """
    spelling = Spelling(declared)
    nesting = nest(facts)
    unlabelled = _Writer(facts, nesting, spelling, {})
    labels = give_labels(nesting, key=unlabelled.subject_key, description=unlabelled.description)
    statements = _Writer(facts, nesting, spelling, labels).statements()
    blocks = [spelling.declarations(), *_blocks(statements)]
    return "\n\n".join(filter(None, blocks)) + "\n" * any(blocks)


def _blocks(statements: Iterable[str]) -> Iterator[str]:
    # Statements of one line, such as declarations of outside terms, stand together like a list.
    for is_short, group in groupby(statements, key=lambda statement: "\n" not in statement):
        yield ("\n" if is_short else "\n\n").join(group)


class _Writer:
    """Write statements; without labels, shared nodes all look alike."""

    def __init__(
        self, facts: Facts, nesting: Nesting, spelling: Spelling, labels: Mapping[Blank, str]
    ) -> None:
        self._facts = facts
        self._nesting = nesting
        self._spelling = spelling
        self._labels = labels
        self._compact: dict[Blank, str] = {}

    def statements(self) -> list[str]:
        """Return the statement of each subject that is not written in place, in order."""
        roots = [subject for subject in self._facts if subject not in self._nesting.parents]
        return [self._statement(subject) for subject in sorted(roots, key=self.subject_key)]

    def subject_key(self, subject: Subject) -> Key:
        """Return what decides the place of a subject."""
        first = section(subject, self._facts)
        if isinstance(subject, str):
            return first, *iri_key(subject)
        if self._is_anonymous(subject):
            return first, NAMELESS, natural_key(self.description(subject))
        return first, LABELLED, natural_key(self._text(subject))

    def description(self, subject: Subject, depth: int = 0) -> str:
        """Return what is said of a subject on one line."""
        return " ; ".join(
            f"{self._verb(predicate)} {', '.join(self._text(value, depth) for value in values)}"
            for predicate, values in self._sorted(subject, depth)
        )

    def _statement(self, subject: Subject) -> str:
        head = "[]" if self._is_anonymous(subject) else self._text(subject, as_object=False)
        lines = list(self._properties(subject, 1))
        only = f"{head} {lines[0].strip().removesuffix(';')}."
        if len(lines) == 1 and "\n" not in only and len(only) <= _WIDTH:
            return only
        return "\n".join([head, *lines, "."])

    def _is_anonymous(self, subject: Subject) -> bool:
        return isinstance(subject, Blank) and subject not in self._nesting.shared

    def _text(self, term: Term, depth: int = 0, *, as_object: bool = True) -> str:
        """Return a term on one line, with all that is written in place there."""
        if isinstance(term, Literal):
            return self._spelling.literal(term)
        if isinstance(term, str):
            return "()" if term == NIL and as_object else self._spelling.iri(term)
        if term not in self._nesting.parents:
            return f"_:{self._labels.get(term, '')}"
        if term not in self._compact:
            self._compact[term] = self._brackets(term, depth + 1)
        return self._compact[term]

    def _brackets(self, blank: Blank, depth: int) -> str:
        if depth > _DEEPEST:
            raise EtomError(
                Text(
                    en=f"blank nodes nested more than {_DEEPEST} deep; give some of them IRIs",
                    ru=f"вложенность пустых узлов больше {_DEEPEST}; дайте некоторым из них IRI",
                )
            )
        if blank in self._nesting.cells:
            return f"( {' '.join(self._text(item, depth) for item in items(blank, self._facts))} )"
        description = self.description(blank, depth)
        return f"[ {description} ]" if description else "[]"

    def _sorted(self, subject: Subject, depth: int = 0) -> Iterator[tuple[str, list[Term]]]:
        """Go through the predicates of a subject with their values, all in order."""

        def key(value: Term) -> Key:
            if isinstance(value, str):
                return 0, iri_key(value)
            if isinstance(value, Literal):
                return 1, value.language or "", natural_key(value.lexical), value.lexical, value.datatype
            return 2, natural_key(self._text(value, depth))

        def key_of_type(value: Term) -> Key:
            return (0, type_key(value)) if isinstance(value, str) else key(value)

        properties = self._facts.get(subject, {})
        for predicate in sorted(properties, key=predicate_key):
            yield predicate, sorted(properties[predicate], key=key_of_type if predicate == TYPE else key)

    def _properties(self, subject: Subject, depth: int) -> Iterator[str]:
        pad = _INDENT * depth
        for predicate, values in self._sorted(subject):
            verb = self._verb(predicate)
            if predicate == TYPE and not any(value in self._nesting.parents for value in values):
                yield f"{pad}{verb} {', '.join(map(self._text, values))} ;"
            elif len(values) == 1:
                yield f"{pad}{verb} {self._value(values[0], depth, len(verb))} ;"
            else:
                inner = pad + _INDENT
                lines = (inner + self._value(value, depth + 1) for value in values)
                yield f"{pad}{verb}\n" + ",\n".join(lines) + " ;"

    def _verb(self, predicate: str) -> str:
        return "a" if predicate == TYPE else self._spelling.iri(predicate)

    def _value(self, term: Term, depth: int, taken: int = 0) -> str:
        """Return a term that begins behind so many characters, on one line where it is short."""
        text = self._text(term)
        pad = _INDENT * depth
        if not isinstance(term, Blank) or term not in self._nesting.parents or text == "[]":
            return text
        if len(pad) + taken + len(text) + 3 <= _WIDTH and self._is_short(term):
            return text
        if term in self._nesting.cells:
            inner = pad + _INDENT
            lines = (inner + self._value(item, depth + 1) for item in items(term, self._facts))
            return "\n".join(["(", *lines, f"{pad})"])
        return "\n".join(["[", *self._properties(term, depth + 1), f"{pad}]"])

    def _is_short(self, term: Term) -> bool:
        # A node with one fact reads well on one line; with more, each fact has its own.
        if isinstance(term, Literal):
            return "\n" not in term.lexical
        if isinstance(term, str) or term not in self._nesting.parents:
            return True
        if term in self._nesting.cells:
            return all(map(self._is_short, items(term, self._facts)))
        values = [value for group in self._facts.get(term, {}).values() for value in group]
        return len(values) <= 1 and all(map(self._is_short, values))
