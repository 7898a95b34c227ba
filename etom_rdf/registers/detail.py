"""Say how closely the rules look at what the columns of a register become."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """Say which columns have to be told apart cell by cell, and which patterns names have to be told apart by.

    `roles` are those whose text a rule looks at. `patterns` are the regular expressions that rules hold against
    labels; each is one class of characters, which every engine for regular expressions reads alike.
    """

    roles: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
