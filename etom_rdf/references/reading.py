"""Read the mentions of a file and the names of its activities, in order of trust."""

import re
from dataclasses import dataclass, field
from typing import Final, get_args

from etom_rdf.namespaces import GOST
from etom_rdf.readers.keywords import KEYWORD, key_role, words_of_key
from etom_rdf.readers.records import FoundBy, Mention, SourceModel
from etom_rdf.readers.resolved import Reference
from etom_rdf.references.functions import functions_of
from etom_rdf.references.names import DEDICATED, compare_label, compare_names, in_name, take_prefix
from etom_rdf.references.passages import read_text
from etom_rdf.references.standard import LONG, REMEMBERED, Words
from etom_rdf.references.taking import Meant, Taking, described
from etom_rdf.references.values import Found, Value, is_ours, looks_like_date, without_editions

TRUST: Final[dict[FoundBy, int]] = {found_by: place for place, found_by in enumerate(get_args(FoundBy))}
_STATED: Final = frozenset({"sssom", "rdf"})
_RELEASE: Final = re.compile(
    r"\W*(?:version|ver\.?|v|release|rel\.?|r)?\s*((?:[3-9]|[12]\d)(?:\.\d+){0,2})\W*", re.IGNORECASE
)
_LEVEL: Final = re.compile(r"\W*(?:level|l|уровень|ур\.?)?\s*[0-5]\W*", re.IGNORECASE)
_LEVEL_WORDS: Final = frozenset({"l", "lvl", "level", "levels", "уровень"})
_LONE_NUMBER: Final = re.compile(r"\s*(?:[,/&+]|and\b|и\b)\s*(\.?[0-9]{1,3})(?![\w.])")
_DOTTED: Final = re.compile(r"[0-9]\.[ \t\u00a0]*[0-9]")
_SPOKEN: Final = re.compile(KEYWORD)
_PARTS: Final = re.compile(r"[;,|/\n\r]")


@dataclass(slots=True)
class Reading:
    """Go through one file; what is found piles up in `taking`, what is denied in `denied`."""

    model: SourceModel
    taking: Taking
    editions: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[Mention]] = field(default_factory=dict)
    editions_told: set[tuple[str, str]] = field(default_factory=set)
    denied: list[tuple[Mention, frozenset[str]]] = field(default_factory=list)
    _remembered: dict[Words, tuple[Reference, ...]] = field(default_factory=dict)

    def read_mentions(self) -> None:
        """Take every mention, the most trusted first; what other keys say of an id is collected before."""
        plain = [mention for mention in self.model.mentions if not self._says_more(mention)]
        for mention in sorted(plain, key=lambda one: TRUST[one.found_by]):
            if mention.negated:
                self._deny(mention)
            elif mention.found_by == "keyword":
                self._take_text(mention)
            elif not self._take_again(mention):
                self._take_anew(mention)
        for subject, mentions in self.names.items():
            compare_names(self.taking, subject, mentions)

    def _says_more(self, mention: Mention) -> bool:
        """Keep what a key says about the ids beside it: the edition, the element's name; remarks say nothing."""
        role = mention.role or (key_role(mention.key) if mention.found_by in DEDICATED else "id")
        if role == "edition":
            edition, rest = without_editions(mention.text)
            release = _RELEASE.fullmatch(rest)
            named = edition or (f"eTOM {release[1]}" if release else None)
            if named and not is_ours(mention.text):
                self.editions.setdefault(mention.subject, named)
        elif role == "label" and not self.taking.standard.value(mention.text)[0].found:
            self.names.setdefault(mention.subject, []).append(mention)
        elif role != "aside":
            return False
        return True

    # One mention.

    def _take_again(self, mention: Mention) -> bool:
        """Take a mention whose words have given references and nothing else before; say whether they have."""
        if not self._is_plain(mention):
            return False
        words = _words_of(mention)
        before = self.taking.standard.given(words)
        if before is None:
            before = self._remembered.get(words)
        if before is None:
            return False
        for reference in before:
            self.taking.keep_like(mention, reference)
        return True

    def _take_anew(self, mention: Mention) -> None:
        """Take a mention, and remember what its words give, since properties of large models repeat theirs."""
        told = len(self.taking.findings)
        self.taking.latest.clear()
        self._take_value(mention)
        latest = self.taking.latest
        is_clean = told == len(self.taking.findings) and all(one.edition is None for one in latest)
        words = _words_of(mention)
        if not is_clean or not self._is_plain(mention) or len("".join(words)) > LONG:
            return
        # Of an organization the first mention says something where it is not known, which another file may not.
        if any(one.status == "extended" for one in latest):
            if len(self._remembered) > REMEMBERED:
                self._remembered.clear()
            self._remembered[words] = tuple(latest)
        else:
            self.taking.standard.remember(words, tuple(latest))

    def _is_plain(self, mention: Mention) -> bool:
        """Say whether nothing but its words decides what a mention gives."""
        return not mention.edition and mention.subject not in self.editions

    def _take_value(self, mention: Mention) -> None:
        text = mention.text.strip()
        if mention.found_by in _STATED and self._take_stated(mention, text):
            return
        if looks_like_date(text):
            self.taking.tell("Mapping-looks-like-date", mention, text)
            return
        value, names = self.taking.standard.value(text)
        if not value.found:
            self._take_nothing(mention, value)
            return
        edition = self._edition(mention, value.edition)
        functions = functions_of(self.taking, mention, value.found)
        for label in mention.labels:
            compare_label(self.taking, mention, value.found, label, edition)
        taken = [
            self.taking.take(mention, found, name=name, edition=edition, functions=some)
            for found, name, some in zip(value.found, names, functions, strict=True)
        ]
        if edition and any(taken):
            self._tell_edition(mention, edition)
        if value.spans and all(taken):
            self.taking.tell("Mapping-range", mention, text)
        self._check_rest(mention, value)

    def _take_stated(self, mention: Mention, text: str) -> bool:
        """Take a statement that names a category or a function itself; other names are no concern of ours."""
        name = text.removeprefix(GOST).removeprefix("gost:")
        element, function = self.taking.standard.element(name), self.taking.standard.function(name)
        if element is not None and element.notation is None and element.kind != "retired":
            self.taking.keep(mention, Meant(element.id, "standard", element.iri))
        elif function is not None and function[1] is not None:
            self._take_value(mention._replace(text=function[1], function=function[0]))
        elif element is not None and element.id != text:
            self._take_value(mention._replace(text=element.id))
        elif name != text:
            self._take_value(mention._replace(text=name))
        else:
            return "://" in text
        return True

    def _take_nothing(self, mention: Mention, value: Value) -> None:
        """Report a value without an id, unless it says that there is none."""
        text = mention.text.strip()
        function = self.taking.standard.function(mention.function or "")
        if self.taking.standard.is_empty(text) or all(map(self.taking.standard.is_empty, _PARTS.split(text))):
            if function and function[1]:
                self._take_value(mention._replace(text=function[1]))
            return
        if _LEVEL.fullmatch(text) and not _LEVEL_WORDS.isdisjoint(words_of_key(mention.key)):
            return
        meant = described(self.taking.standard.labels.named(value.text), text)
        if meant:
            self.taking.tell("Mapping-value-no-id", mention, f"{text} = {meant}")
        elif any(char.isalpha() for char in text) or not any(char.isdigit() for char in text):
            self.taking.tell("Mapping-value-no-id", mention, text)
        else:
            self._tell_malformed(mention, text)

    def _check_rest(self, mention: Mention, value: Value) -> None:
        """Report what a list holds besides ids and their names: lone numbers, names of elements without an id."""
        for found in value.found:
            if number := _LONE_NUMBER.match(value.text, found.end):
                self._tell_malformed(mention, number[1])
        standard = self.taking.standard
        for part in value.loose:
            ids = [found.parsed.id.base.normal for found in value.found if found.parsed.id]
            meant = standard.labels.named(part)
            if meant and not any((verdict := standard.verdict(part, id_)) and verdict.fits for id_ in ids):
                self.taking.tell("Mapping-value-no-id", mention, f"{part} = {described(meant, part)}")

    def _tell_malformed(self, mention: Mention, text: str) -> None:
        self.taking.take(mention, Found(self.taking.standard.parse(text), 0, len(text)))

    def _take_text(self, mention: Mention) -> None:
        if not _DOTTED.search(mention.text):
            return
        labels = self.taking.standard.labels
        passages, others = read_text(mention.text, self.taking.standard.parse, labels.belongs)
        for passage in passages:
            said = mention._replace(text=passage.excerpt)
            edition = self._edition(mention, passage.edition)
            functions = functions_of(self.taking, said, passage.found)
            for found, name, some in zip(passage.found, passage.names, functions, strict=True):
                self.taking.take(said, found, name=name, edition=edition, functions=some)
            if edition:
                self._tell_edition(said, edition)
        missed = [
            one.parsed.normal
            for one in others
            if one.parsed.status in ("standard", "retired") and one.parsed.id and one.parsed.id.level >= 2
        ]
        if missed and mention.key != "name":
            self.taking.tell(
                "Mapping-keyword-missing", mention, ", ".join(dict.fromkeys(filter(None, missed)))
            )

    def _edition(self, mention: Mention, named: str | None) -> str | None:
        """Return the other edition that an id comes from, or None."""
        edition = mention.edition or named
        if edition is None and mention.found_by in DEDICATED:
            edition = self.editions.get(mention.subject)
        return None if edition is None or is_ours(edition) else edition

    def _tell_edition(self, mention: Mention, edition: str) -> None:
        """Say once for a record that its ids are of another edition; once for a file of components, where all are."""
        subject = "" if self.model.kind == "oda" else mention.subject
        if (subject, edition) not in self.editions_told:
            self.editions_told.add((subject, edition))
            self.taking.tell("Mapping-other-edition", mention, edition)

    def _deny(self, mention: Mention) -> None:
        found = self.taking.standard.value(mention.text.removeprefix(GOST))[0].found
        self.denied.append((mention, frozenset(one.parsed.normal for one in found if one.parsed.normal)))

    # Names of activities.

    def read_names(self) -> None:
        """Take ids out of the names of activities: beside the word eTOM, or in front of the element's own name."""
        for activity in self.model.activities:
            name = activity.name
            if _SPOKEN.search(name):
                self._take_text(in_name(activity, "keyword"))
            if name[:1].isdigit() or name.startswith(("[", "(", "#", "№")):
                take_prefix(self.taking, activity)


def _words_of(mention: Mention) -> Words:
    """Return what of a mention decides what it gives, where no edition is named beside it."""
    return mention.text, mention.found_by, mention.key, mention.function or "", *mention.labels
