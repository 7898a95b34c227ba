"""Take the ids that a mention holds as references, one by one, and say what is doubtful about each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from etom_rdf.catalogue import Element
from etom_rdf.identifiers import Note, ParsedId, Status
from etom_rdf.readers.records import Mention
from etom_rdf.readers.resolved import MappingFinding, Reference
from etom_rdf.references.rules import OTHER_EDITION, RULES, name_of_others, of_other_edition
from etom_rdf.references.standard import Standard
from etom_rdf.references.values import Found
from etom_rdf.text import Text

# What is no single id: the code of the finding by the status.
_NO_ID: Final[dict[Status, str]] = {
    "malformed": "Mapping-id-malformed",
    "ambiguous": "Mapping-id-ambiguous",
    "placeholder": "Mapping-id-placeholder",
    "nonstandard-prefix": "Mapping-id-prefix",
}
_TIDIED: Final = frozenset({"inner-spaces", "trailing-full-stop"})
_CLIPPED: Final = 300

# Id, function, edition, and the author of a further mapping of SSSOM that says the same.
_Key = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Meant:
    """Name what a reference refers to; see the fields of `Reference`."""

    id: str
    status: Status
    iri: str | None
    edition: str | None = None


@dataclass(slots=True)
class Taking:
    """Collect the references and findings of one file.

    Mentions come in order of trust: of two that say the same of a record, the first is kept, and what another
    source repeats is put by, to be compared. `latest` is what somebody who empties it wants to see of what comes.
    """

    standard: Standard
    known_prefixes: Collection[str]
    references: dict[str, dict[_Key, Reference]] = field(default_factory=dict)
    repeated: dict[str, list[Reference]] = field(default_factory=dict)
    findings: list[MappingFinding] = field(default_factory=list)
    latest: list[Reference] = field(default_factory=list)
    _prefixes_told: set[str] = field(default_factory=set)

    def tell(
        self,
        code: str,
        mention: Mention,
        value: str | None = None,
        *,
        more: Text | None = None,
        instead: Text | None = None,
    ) -> None:
        """Report a finding.

        `more` is a sentence behind the message that all of its kind share, `instead` stands in place of that.
        """
        rule = RULES[code]
        message = instead or rule.message
        if more is not None:
            message = Text(en=f"{message.en} {more.en}", ru=f"{message.ru} {more.ru}")
        value = None if value is None else clipped(value)
        self.findings.append(
            MappingFinding(code, rule.severity, message, mention.subject, mention.line, value)
        )

    def take(
        self,
        mention: Mention,
        found: Found,
        *,
        name: str = "",
        edition: str | None = None,
        functions: Collection[str] = (),
    ) -> bool:
        """Take one id as a reference, with the name and functions beside it; say whether it is one."""
        parsed = found.parsed
        if parsed.status in _NO_ID:
            notes = _joined(parsed.notes)
            rule = RULES[_NO_ID[parsed.status]]
            message = notes or rule.message
            self.findings.append(
                MappingFinding(
                    rule.code, rule.severity, message, mention.subject, mention.line, clipped(parsed.input)
                )
            )
            return False
        normal = parsed.normal
        if normal is None:
            return False
        if parsed.notes and _TIDIED.intersection(note.code for note in parsed.notes):
            self.tell("Mapping-id-tidied", mention, f"{parsed.input.strip()} → {normal}")
        iri = None if edition else self.standard.iri_of(parsed)
        meant = Meant(normal, parsed.status, iri, edition)
        for function in (functions if edition is None else ()) or (None,):
            self.keep(mention, meant, function)
        if edition is None:
            self._check_prefix(mention, parsed)
        self.check_name(mention, parsed, name, edition)
        return True

    def keep(self, mention: Mention, meant: Meant, function: str | None = None) -> None:
        """Keep a reference, unless a more trusted mention gave the same one; mappings of two authors are two."""
        reference = Reference(
            mention.subject,
            meant.id,
            meant.status,
            meant.iri,
            mention.found_by,
            clipped(f"{mention.key}: {mention.text}"),
            function,
            mention.line,
            mention.confidence,
            mention.author,
            meant.edition,
        )
        self.latest.append(reference)
        self._add(reference)

    def keep_like(self, mention: Mention, other: Reference) -> None:
        """Keep for a mention what another one in the same words has given."""
        self._add(
            Reference(
                mention.subject,
                other.id,
                other.status,
                other.iri,
                other.found_by,
                other.evidence,
                other.function,
                mention.line,
                mention.confidence,
                mention.author,
                other.edition,
            )
        )

    def _add(self, reference: Reference) -> None:
        key = reference.id, reference.function, reference.edition, None
        known = self.references.get(reference.subject)
        if known is None:
            self.references[reference.subject] = {key: reference}
            return
        first = known.setdefault(key, reference)
        if first.found_by != reference.found_by:
            self.repeated.setdefault(reference.subject, []).append(reference)
        elif reference.found_by == "sssom" and first.author != reference.author:
            known.setdefault((*key[:3], reference.author or ""), reference)

    def check_name(self, mention: Mention, parsed: ParsedId, name: str, edition: str | None = None) -> None:
        """Compare the name beside an id with the standard's; see `labels`.

        The number of another edition may mean something else there, which is what its readers have to know.
        """
        if not name or parsed.id is None:
            return
        id_ = parsed.id.base.normal
        verdict = self.standard.verdict(name, id_)
        if verdict is None or verdict.fits or (parsed.status == "extended" and not verdict.others):
            return
        element = self.standard.element(id_)
        said = f"{parsed.normal} {name}"
        value = said if element is None else f"{said} ≠ {_in_language_of(name, element.label)}"
        others = ", ".join(f"{one.id} ({_in_language_of(name, one.label)})" for one in verdict.others)
        if edition is None:
            more = name_of_others(others) if others else OTHER_EDITION
            self.tell("Mapping-label-contradicts", mention, value, more=more)
            return
        found = of_other_edition(edition, others)
        self.tell("Mapping-label-contradicts", mention, value, instead=found)

    def _check_prefix(self, mention: Mention, parsed: ParsedId) -> None:
        prefix = parsed.id.prefix if parsed.id else None
        if prefix is None or prefix in self.known_prefixes or prefix in self._prefixes_told:
            return
        self._prefixes_told.add(prefix)
        self.tell("Mapping-prefix-unknown", mention, parsed.normal)


def clipped(text: str) -> str:
    r"""Return a text on one line, cut where it is long.

    >>> clipped("two\n  lines")
    'two lines'
    """
    line = " ".join(text[: 2 * _CLIPPED].split())
    return line if len(line) <= _CLIPPED else f"{line[: _CLIPPED - 1]}…"


def described(elements: Iterable[Element], words: str) -> str:
    """Write elements with their names, in the language of some words."""
    return ", ".join(f"{one.id} {_in_language_of(words, one.label)}" for one in elements)


def _in_language_of(words: str, label: Text) -> str:
    cyrillic = any("\u0400" <= char <= "\u04ff" for char in words)
    return label.ru if cyrillic else label.en


def _joined(notes: Iterable[Note]) -> Text | None:
    messages = [note.message for note in notes]
    if not messages:
        return None
    return Text(en=" ".join(one.en for one in messages), ru=" ".join(one.ru for one in messages))
