"""Ask the standard what an identifier, a name or an IRI of it stands for."""

import re
from functools import cached_property
from typing import Final

from etom_rdf.catalogue import Catalogue, Element, Entry, Function
from etom_rdf.identifier_parsing import parse_id, says_nothing
from etom_rdf.identifiers import ElementId, ParsedId
from etom_rdf.namespaces import GOST
from etom_rdf.readers.resolved import Reference
from etom_rdf.references.labels import Labels, Verdict, names_beside
from etom_rdf.references.values import Value, read_value

_FUNCTION: Final = re.compile(r"([0-9]+(?:\.[0-9]+)+)-[fp][0-9]+")
_WEB_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
REMEMBERED: Final = 20_000  # texts
LONG: Final = 200  # characters; longer texts do not come twice

Words = tuple[str, ...]  # all of a mention that decides what it gives


class Standard:
    """Answer questions about one catalogue; what takes long is prepared when it is first needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._defined = catalogue.defined_ids
        self._retired = catalogue.retired_ids
        self._parsed: dict[str, ParsedId] = {}
        self._values: dict[str, tuple[Value, tuple[str, ...]]] = {}
        self._verdicts: dict[tuple[str, str], Verdict | None] = {}
        self._given: dict[Words, tuple[Reference, ...]] = {}

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Standard":
        """Return the answers for a catalogue; those for the last one asked for are kept."""
        if not _kept or _kept[0].catalogue is not catalogue:
            _kept[:] = [cls(catalogue)]
        return _kept[0]

    @cached_property
    def labels(self) -> Labels:
        """Compare names with those of the standard."""
        return Labels(self.catalogue)

    def parse(self, text: str) -> ParsedId:
        """Read a text as an identifier; see `parse_id`."""
        found = self._parsed.get(text)
        if found is None:
            found = parse_id(text, defined=self._defined, retired=self._retired)
            if len(self._parsed) > REMEMBERED:
                self._parsed.clear()
            if len(text) <= LONG:
                self._parsed[text] = found
        return found

    def is_empty(self, text: str) -> bool:
        """Say whether a text stands for no value, such as n/a."""
        return says_nothing(text)

    def value(self, text: str) -> tuple[Value, tuple[str, ...]]:
        """Read the value of a property or column, with the names beside its ids; registers repeat theirs."""
        found = self._values.get(text)
        if found is None:
            value = read_value(text, self.parse)
            found = value, names_beside(value)
            if len(self._values) > REMEMBERED:
                self._values.clear()
            if len(text) <= LONG:
                self._values[text] = found
        return found

    def verdict(self, name: str, id_: str) -> Verdict | None:
        """Say whether a name fits an id; see `Labels.judge`."""
        key = name, id_
        if key in self._verdicts:
            return self._verdicts[key]
        verdict = self.labels.judge(name, id_)
        if len(self._verdicts) > REMEMBERED:
            self._verdicts.clear()
        if len(name) <= LONG:
            self._verdicts[key] = verdict
        return verdict

    def given(self, words: Words) -> tuple[Reference, ...] | None:
        """Return the references that words gave, and nothing else, when they were last read; see `remember`."""
        return self._given.get(words)

    def remember(self, words: Words, references: tuple[Reference, ...]) -> None:
        """Remember what words of this edition give wherever they stand; of the record that has them nothing is kept."""
        if len(self._given) > REMEMBERED:
            self._given.clear()
        self._given[words] = tuple(
            Reference("", one.id, one.status, one.iri, one.found_by, one.evidence, one.function)
            for one in references
        )

    def iri_of(self, parsed: ParsedId) -> str | None:
        """Return the IRI of the element that an id refers to, or for one with a prefix of what stands behind it.

        None for ids of an organization's own, and where what stands behind a prefix is not in the standard.

        >>> standard = Standard.of(Catalogue.load())
        >>> standard.iri_of(standard.parse("000107.1.1.1.5.2")) == GOST + "1.1.1.5"
        True
        """
        if parsed.status in ("standard", "retired", "unknown", "outside"):
            return parsed.iri or GOST + (parsed.normal or "")
        if parsed.status != "extended" or parsed.id is None:
            return None
        behind: ElementId | None = parsed.id.base
        while behind is not None:
            status = self.parse(behind.normal).status
            if status in ("standard", "outside"):
                return GOST + behind.normal
            # A new element below an element extends that; one below a group extends nothing that is known.
            behind = behind.parent if status == "unknown" and behind.level == 3 else None
        return None

    def element(self, name: str) -> Element | None:
        """Return the area, group or element of an id or a code, retired ones too."""
        found = self._entry(name)
        return found if isinstance(found, Element) else None

    def function(self, text: str) -> tuple[str, str | None] | None:
        """Return the IRI of a function and the id of its element, or None for a text that is no function's id.

        A function that the standard does not define has an IRI too, so that rules can speak of it. Of a function
        in a namespace of one's own nothing more is known.

        >>> standard = Standard.of(Catalogue.load())
        >>> standard.function("1.1.1.5-f1") == (GOST + "1.1.1.5-f1", "1.1.1.5")
        True
        """
        name = text.strip().removeprefix(GOST).removeprefix("gost:")
        found = self._entry(name)
        if isinstance(found, Function):
            return found.iri, found.element
        numbered = _FUNCTION.fullmatch(name)
        if numbered:
            return GOST + name, numbered[1]
        return (name, None) if _WEB_IRI.fullmatch(name) else None

    def _entry(self, name: str) -> Entry | None:
        # Most names that are no entry are functions of one's own: an error for each would cost more than to ask first.
        if name not in self.catalogue:
            return None
        return self.catalogue[name]


_kept: list[Standard] = []
