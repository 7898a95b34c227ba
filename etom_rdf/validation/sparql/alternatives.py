"""Split conditions into alternatives, which a query unites as sets."""

from collections.abc import Sequence
from itertools import product
from typing import Final

from etom_rdf.validation.sparql.conditions import All, Among, Any, Condition, Test, expression, is_plain

_MOST_GROUPS: Final = 24


def alternatives(condition: Condition) -> Sequence[Sequence[Condition]]:
    """Split a condition into alternatives, each a list of conditions that all must hold."""
    if isinstance(condition, Any):
        found = [one for part in condition.parts for one in alternatives(part)]
    elif isinstance(condition, All):
        choices = list(map(alternatives, condition.parts))
        found = [[one for some in chosen for one in some] for chosen in product(*choices)]
    else:
        return [[condition]]
    if is_plain(condition) and not _has_choice_of_iris(condition):
        return [[condition]]
    return found if len(found) <= _MOST_GROUPS else [[Test(expression(condition))]]


def _has_choice_of_iris(condition: Condition) -> bool:
    if isinstance(condition, (All, Any)):
        return any(map(_has_choice_of_iris, condition.parts))
    return isinstance(condition, Among)
