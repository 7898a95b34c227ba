"""Find out which regular expressions of shapes a server cannot run, or runs wrongly.

Where it cannot, the error takes the row away, and the rule would seem to be kept without a word.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from etom_rdf.errors import EndpointError
from etom_rdf.stores import Store
from etom_rdf.text import Text
from etom_rdf.validation.shapes import components as component
from etom_rdf.validation.shapes.model import Constraint, Shapes
from etom_rdf.validation.sparql.question import Rule
from etom_rdf.validation.terms import literal_term

# Virtuoso 7.2 searches in the bytes of a text, where a letter of Cyrillic is two.
_LETTERS: Final = 'VALUES ?text { "жи" }'
_KNOWS_LETTERS: Final = 'REGEX(STR(?text), "^ж[а-я]$")'
_POINT: Final = re.compile(r"\[[.]\]|\\[.]")  # the full stop itself
_ANY_LETTER: Final = re.compile(r"\.|\[\^|\\[A-Zcdipw]")


def patterns_of(shapes: Shapes, rule: Rule, query: str) -> tuple[Constraint, ...]:
    """Return the constraints `sh:pattern` that a rule of a query looks at, itself or by the shapes it names."""
    node = rule.shape.node
    parts = (rule.shape,) if rule.component == component.PATTERN else shapes.reachable(node)
    found = (one for part in parts for one in part.constraints if one.component == component.PATTERN)
    return tuple(one for one in found if literal_term(one.value) in query)


def refused_patterns(store: Store, patterns: Iterable[Constraint]) -> frozenset[tuple[str, str]]:
    """Return the patterns, each with its flags, that a server cannot run, or runs wrongly. Raises StoreError."""
    distinct = tuple(dict.fromkeys((one.value, one.flags) for one in patterns))
    if not distinct:
        return frozenset()
    tests = [_has_result(*one) for one in distinct]
    refused = set() if _holds(store, tests) else {
        one for one, test in zip(distinct, tests, strict=True) if not _holds(store, [test])
    }  # fmt: skip
    beyond = [one for one in distinct if _reaches_beyond_ascii(one[0])]
    if beyond and not _holds(store, [_KNOWS_LETTERS], _LETTERS):
        refused.update(beyond)
    return frozenset(refused)


def _has_result(pattern: str, flags: str) -> str:
    """Write a test that is true whatever a search finds, and an error where it cannot be run."""
    flagged = f", {literal_term(flags)}" if flags else ""
    search = f'REGEX("", {literal_term(pattern)}{flagged})'
    return f"({search} || !{search})"


def _holds(store: Store, tests: Sequence[str], data: str = "") -> bool:
    try:
        return store.ask(f"ASK {{ {data} FILTER ({' && '.join(tests)}) }}")
    except EndpointError as error:
        if error.status is None:
            raise  # nothing was answered, so nothing was refused
        return False


def _reaches_beyond_ascii(pattern: str) -> bool:
    """Tell whether a pattern speaks of other letters than those of ASCII, by name or by what they are not."""
    return not pattern.isascii() or _ANY_LETTER.search(_POINT.sub("", pattern)) is not None


def cannot_search(constraint: Constraint) -> Text:
    """Say that a server cannot run a pattern."""
    return Text(
        en=f"the server cannot rightly run the regular expression {constraint.value}; write it more simply, or check "
        "the model as files",
        ru=f"сервер не может верно выполнить регулярное выражение {constraint.value}; запишите его проще или проверьте "
        "модель в файлах",
    )
