"""Say what shapes can tell apart in the objects of one predicate."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from etom_rdf.validation.fast.stream.columns import Column

Match = Callable[[str], re.Match[str] | None]


@dataclass(slots=True)
class PredicateObjects:
    """Hold what is done with the objects of one predicate.

    Texts are told apart by what follows the quotes, and by the test `search` or the groups of `match`; `numbers`
    has the features seen so far. Objects that are not told apart go into the `column`, and among the focus nodes in
    `pointed`, where there are such. Those of links are never told apart, save terms of ours and of the ontology.
    """

    iri: str
    search: Match | None
    match: Match | None
    column: Column | None
    pointed: dict[str, None] | None
    is_link: bool = False
    numbers: dict[object, int] = field(default_factory=dict)
    of_texts: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)
    constants: set[str] = field(default_factory=set)
    seen_once: set[str] = field(default_factory=set)

    def tell(self, text: str) -> object:
        """Return what tells a text apart from others: which of the tests of the shapes it passes."""
        if self.search is not None:
            return self.search(text) is not None
        return self.match(text).groups() if self.match is not None else None  # type: ignore[union-attr]

    def key_of_iri(self, value: str) -> object:
        """Return what tells an IRI apart from other objects, if it is not told apart from all."""
        return "<", self.tell(value[1:-1])


def tests_of(tests: tuple[str, ...]) -> tuple[Match | None, Match | None]:
    """Return one search, or one expression that always matches and whose groups say which tests a text passes."""
    if not tests:
        return None, None
    if len(tests) == 1 and not tests[0].startswith("^"):
        return re.compile(tests[0]).search, None
    anchored = (one if one.startswith("^") else f"(?s:.*?){one}" for one in tests)
    return None, re.compile("".join(f"(?=(?:{one}))?" for one in anchored)).match
