"""Put into words once what all findings of one rule in one file have in common."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from etom_rdf.text import Text
from etom_rdf.validation.report import Finding, Severity

_Words = TypeVar("_Words")
_MOST: Final = 1000
_Kind = tuple[str, Severity, str | None, Text, tuple[str, ...], str | None]


class ByKind(Generic[_Words]):
    """Remember the words that `make` finds for the first finding of a kind: it may look at what the kind has alone.

    Findings of one kind differ in focus, value, line, record and terms.

    >>> words = ByKind(lambda one: f"{one.severity} {one.code}")
    >>> words.of(Finding("Process-classified", "warning", "urn:p", None, None, Text(en="e", ru="r")))
    'warning Process-classified'
    """

    def __init__(self, make: Callable[[Finding], _Words]) -> None:
        self._make = make
        self._known: dict[_Kind, _Words] = {}

    def of(self, finding: Finding) -> _Words:
        """Return the words for a finding's kind."""
        kind = (
            finding.code,
            finding.severity,
            finding.path,
            finding.message,
            finding.clause,
            finding.file,
        )
        words = self._known.get(kind)
        if words is None:
            if len(self._known) >= _MOST:  # messages that name what they are about
                self._known.clear()
            words = self._known[kind] = self._make(finding)
        return words
