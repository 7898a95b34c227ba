"""Turn the rows of an SSSOM file that speak of the standard into activities and mentions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from etom_rdf.namespaces import shorten
from etom_rdf.readers.mapping_messages import notice
from etom_rdf.readers.records import Activity, Container, Mention, Notice
from etom_rdf.readers.sssom.names import Named, Names, Side
from etom_rdf.readers.sssom.slots import FUNCTION, KEPT, RELATIONS, ROLE, TURNED
from etom_rdf.readers.sssom.table import Row

_FUNCTION_ID: Final = re.compile(r"(.+)-[fp][0-9]+")
_SEPARATORS: Final = re.compile(r"[\s|,;]+")
_NUMBER: Final = re.compile(r"[0-9]*[.,]?[0-9]+(?:[eE]-?[0-9]+)?")
_TOKEN: Final = re.compile(r"\\[\\|]|[^\\|]+|[\\|]")
_SPACE: Final = re.compile(r"\s+")
_RELATIONS: Final = {shorten(iri): relation for iri, relation in RELATIONS.items()}
_PROCESS: Final = "process"  # the type of an activity to which its row gives no category


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold a row the way round that this package has it: a process, and what it says of the standard.

    `is_no_term` marks a row that says that the standard has no element for the process.
    """

    row: Row
    process: Side
    iri: str | None
    standard: Side
    named: Named
    is_no_term: bool = False

    @property
    def is_turned(self) -> bool:
        """Say whether the process stands on the object side of the row."""
        return self.process.role == "object"


@dataclass(slots=True)
class Statements:
    """Collect what rows say, one after the other.

    `slots` are the columns of our extension slots by property, `of_set` is what the set says for every row.
    """

    names: Names
    slots: Mapping[str, str]
    of_set: Mapping[str, str]
    activities: dict[str, Activity] = field(default_factory=dict)
    containers: dict[str, Container] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    iris: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    unjustified: list[int] = field(default_factory=list)

    def add(self, pair: Pair) -> None:
        """Take one row: its process and, where it classifies, a mention for each function, or one without."""
        row = pair.row
        subject = self._activity(pair)
        if not row["mapping_justification"] and not row["match_type"]:
            self.unjustified.append(row.line)
        predicate = self._predicate(pair, subject)
        if predicate is None:
            return
        mention = Mention(
            subject,
            _text(pair),
            "sssom",
            predicate,
            line=row.line,
            edition=pair.named.edition,
            confidence=self._confidence(row, subject),
            author=self._author(row),
            negated=pair.is_no_term or bool(row["predicate_modifier"]),
            said=tuple((slot, text) for slot in KEPT if (text := row[slot] or self.of_set.get(slot, ""))),
        )
        named = [pair.named.text] if _FUNCTION_ID.fullmatch(pair.named.text) else []
        stated = (each for each in _SEPARATORS.split(row[self.slots.get(FUNCTION, "")]) if each)
        functions = dict.fromkeys([*named, *map(self.names.of_function, stated)])
        self.mentions += [mention._replace(function=function) for function in functions or [None]]

    def settle(self) -> None:
        """Take out what only denies that process and element are the same, where another row says how they differ.

        `Not skos:exactMatch` beside `skos:broadMatch` contradicts nothing.
        """
        stated = {
            (one.subject, one.text.partition(" ")[0])
            for one in self.mentions
            if not one.negated and _RELATIONS.get(one.key) in ("within", "around", "classified")
        }
        kept = []
        for one in self.mentions:
            element = one.text.partition(" ")[0]
            if one.negated and _RELATIONS.get(one.key) == "same" and (one.subject, element) in stated:
                words = {"predicate": one.key, "element": element}
                self.notices.append(notice("Source-negation-narrow", one.line, subject=one.subject, **words))
            else:
                kept.append(one)
        self.mentions = kept

    def _predicate(self, pair: Pair, subject: str) -> str | None:
        """Return what a row says from the process to the element; None, and a notice why, where that is nothing."""
        row, predicate = pair.row, pair.row["predicate_id"]
        modifier = row["predicate_modifier"]
        is_negated = modifier.lower() == "not"
        if modifier and (pair.is_no_term or not is_negated):
            self.notices.append(notice("Source-modifier", row.line, subject=subject, modifier=modifier))
            return None
        stated = self.names.expand(predicate, row.line) or ""
        iri = TURNED.get(stated, "") if pair.is_turned else stated
        if pair.is_no_term:
            return shorten(iri) if iri in RELATIONS else predicate
        relation = RELATIONS.get(iri)
        code = None
        if relation is None:
            code = "Source-predicate-turned" if stated in RELATIONS else "Source-predicate-unknown"
        elif relation == "related" and not is_negated:
            code = "Source-predicate-related"
        elif relation == "around" and not is_negated:
            code = "Source-process-wider"
        if code is not None:
            words = {"predicate": shorten(iri) if relation else predicate, "element": pair.named.text}
            self.notices.append(notice(code, row.line, subject=subject, value=predicate, **words))
        return shorten(iri) if code in (None, "Source-process-wider") else None

    def _activity(self, pair: Pair) -> str:
        """Return the id of the process of a row; what its first row says of it counts."""
        side, row = pair.process, pair.row
        is_full = pair.iri is not None and side.id.strip("<>") == pair.iri
        id_ = _SPACE.sub(" ", side.id.strip("<>") if is_full else side.id)
        name, role = _SPACE.sub(" ", side.label), row[self.slots.get(ROLE, "")]
        if role:
            self._add_role(role, row.line)
        known = self.activities.get(id_)
        if known is None:
            type_ = row[f"{side.role}_category"] or _PROCESS
            self.activities[id_] = Activity(id_, type_, name, row.line, component=role or None)
            if pair.iri is not None:
                self.iris[id_] = pair.iri
            return id_
        if name and known.name and name != known.name:
            words = {"first": known.line, "label": known.name}
            self.notices.append(notice("Source-label-differs", row.line, subject=id_, value=name, **words))
        if role and known.component and role != known.component:
            words = {"first": known.line, "role": known.component}
            self.notices.append(notice("Source-role-differs", row.line, subject=id_, value=role, **words))
        self.activities[id_] = replace(
            known, name=known.name or name, component=known.component or role or None
        )
        return id_

    def _add_role(self, role: str, line: int) -> None:
        if role not in self.containers:
            self.containers[role] = Container(role, "performedBy", role, line)
            iri = self.names.expand(role, line) if ":" in role else None
            if iri is not None:
                self.iris.setdefault(role, iri)

    def _confidence(self, row: Row, subject: str) -> float | None:
        text = row["confidence"]
        number = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else -1.0
        if 0 <= number <= 1:
            return number
        if text:
            self.notices.append(notice("Source-confidence", row.line, subject=subject, value=text, text=text))
        return None

    def _author(self, row: Row) -> str | None:
        labels = list(_values(row["author_label"]))
        ids = [self.names.expand(each, row.line) or each for each in _values(row["author_id"])]
        return "; ".join(labels or ids) or None


def _text(pair: Pair) -> str:
    """Return what a row calls the element: its id, and behind a number the label, to be checked as in a table."""
    id_, label = pair.named.text, _SPACE.sub(" ", pair.standard.label)
    if function := _FUNCTION_ID.fullmatch(id_):
        id_ = function[1]
    has_label = label and id_[:1].isdigit() and "://" not in label and not pair.standard.is_literal
    return f"{id_} {label}" if has_label else id_


def _values(cell: str) -> Iterator[str]:
    r"""Give the values of a cell that may hold several.

    >>> list(_values(r"Alice\|Bob|Charlie"))
    ['Alice|Bob', 'Charlie']
    """
    value = ""
    for token in [*_TOKEN.findall(cell), "|"]:
        if token != "|":
            value += token[1:] if token in ("\\\\", "\\|") else token
            continue
        if value.strip():
            yield value.strip()
        value = ""
