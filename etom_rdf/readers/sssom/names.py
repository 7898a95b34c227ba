"""Resolve the names in an SSSOM file: prefixes, entities, extension slots, and which of them is the standard's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import unquote

from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.readers.keywords import is_etom_key
from etom_rdf.readers.mapping_messages import notice, notice_of_rows
from etom_rdf.readers.records import Notice
from etom_rdf.readers.sssom.slots import BUILT_IN, OUR_SLOTS
from etom_rdf.readers.sssom.table import Row, SssomTable, definitions
from etom_rdf.readers.yaml_text import Yaml, YamlText, line_of

Scheme = Literal["this standard", "eTOM"]

_CURIE: Final = re.compile(r"([^\W\d][\w.-]*|):(?!//)(\S.*)")
_IRI: Final = re.compile(r"<?((?:https?://|urn:|mailto:|file:/|ftp://|info:)[^\s<>]+)>?", re.IGNORECASE)
_SLOT_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
# The number of this standard; TM Forum's and ITU-T's own editions are others.
_THIS_STANDARD: Final = "53633"
_TM_FORUM: Final = re.compile(r"\bGB\W?921", re.IGNORECASE)
# Where an element stands as the subject, its number must look like one to be taken for it.
_LIKE_ID: Final = re.compile(r"(?:\w{6}\.)?[12]\.[0-9]+\b")
# Declared or not, these prefixes are ours.
_OURS: Final[Mapping[str, str]] = {"gost": GOST, "etom": ETOM}


@dataclass(frozen=True, slots=True)
class Side:
    """Hold what a row says of one of the two things that it maps."""

    role: str  # subject or object
    id: str
    label: str
    source: str
    version: str
    is_literal: bool

    @classmethod
    def of(cls, row: Row, role: str, of_set: Mapping[str, str]) -> "Side":
        """Read one side of a row; `of_set` is what the set says for every row."""

        def get(slot: str) -> str:
            return row[f"{role}_{slot}"] or of_set.get(f"{role}_{slot}", "")

        id_, label = row[f"{role}_id"], row[f"{role}_label"]
        is_literal = not id_ and get("type").lower() == "rdfs literal"
        return cls(
            role, label if is_literal else id_, label, get("source"), get("source_version"), is_literal
        )


@dataclass(frozen=True, slots=True)
class Named:
    """Hold what a name refers to in the standard, as far as the file says: the text of its id, and the edition."""

    text: str
    edition: str | None = None
    is_certain: bool = False  # an IRI of this standard, not merely a number of eTOM


@dataclass(slots=True)
class Names:
    """Expand CURIEs by the prefixes of a file, and remember what had to be assumed."""

    prefixes: dict[str, str]
    notices: list[Notice] = field(default_factory=list)
    undeclared: dict[str, list[int]] = field(default_factory=dict)  # lines by prefix
    full: list[int] = field(default_factory=list)  # lines with an IRI where a CURIE should stand
    bare: list[int] = field(default_factory=list)  # lines with a name that is neither

    @classmethod
    def of(cls, metadata: Mapping[str, Yaml]) -> "Names":
        """Read the prefixes that a file declares."""
        self = cls(dict(BUILT_IN))
        declared = metadata.get("curie_map", {})
        for prefix, iri in declared.items() if isinstance(declared, dict) else ():
            line = prefix.line if isinstance(prefix, YamlText) else None
            if not isinstance(iri, YamlText) or not iri.strip():
                self.notices.append(notice("Source-prefix-empty", line, value=prefix, prefix=prefix))
            elif (fixed := BUILT_IN.get(prefix, iri)) != iri:
                self.notices.append(
                    notice("Source-prefix-fixed", line, value=prefix, prefix=prefix, iri=fixed)
                )
            else:
                self.prefixes[prefix] = iri.strip()
        return self

    def expand(self, name: str, line: int) -> str | None:
        """Return the IRI that a name stands for; None where nothing says which."""
        curie = _CURIE.fullmatch(name)
        if curie and curie[1] in self.prefixes:
            return self.prefixes[curie[1]] + curie[2]
        if found := _IRI.fullmatch(name):
            self.full.append(line)
            return found[1]
        if curie is None:
            self.bare.append(line)
            return None
        self.undeclared.setdefault(curie[1], []).append(line)
        return _OURS[curie[1]] + curie[2] if curie[1] in _OURS else None

    def of_standard(self, side: Side, iri: str | None) -> Named | None:
        """Return what a side of a mapping names in the standard; None where it does not speak of eTOM at all."""
        if iri is not None and iri.startswith(GOST):
            return Named(unquote(iri.removeprefix(GOST)), is_certain=True)
        curie = None if side.is_literal else _CURIE.fullmatch(side.id)
        text = curie[2] if curie else side.id
        scheme = self.of_source(side.source) or (curie and self._of_prefix(curie[1]))
        if not scheme or (side.role == "subject" and not _LIKE_ID.match(text)):
            return None
        return Named(text, self.edition(scheme, side))

    def edition(self, scheme: Scheme, side: Side) -> str | None:
        """Return the edition that a side names, if it is not this standard."""
        if scheme == "this standard" or _THIS_STANDARD in side.version:
            return None
        source = side.source if any(char.isdigit() for char in side.source) else ""
        return side.version or source or None

    def of_source(self, source: str) -> Scheme | None:
        """Say whether a source is this standard, some edition of eTOM, or neither."""
        if _THIS_STANDARD in source or self._written_out(source).startswith(GOST.rstrip("/")):
            return "this standard"
        return "eTOM" if is_etom_key(source) or _TM_FORUM.search(source) else None

    def _of_prefix(self, prefix: str) -> Scheme | None:
        if _THIS_STANDARD in prefix or _THIS_STANDARD in self.prefixes.get(prefix, ""):
            return "this standard"
        return "eTOM" if is_etom_key(prefix) else None

    def of_function(self, text: str) -> str:
        """Return a function's id without the namespace of the standard."""
        iri = self._written_out(text)
        return unquote(iri.removeprefix(GOST)) if iri.startswith(GOST) else text

    def _written_out(self, name: str) -> str:
        curie = _CURIE.fullmatch(name)
        return name if curie is None else self.prefixes.get(curie[1], _OURS.get(curie[1], "")) + curie[2]

    def slots(self, table: SssomTable) -> dict[str, str]:
        """Return the columns of our extension slots by their properties; wrong definitions get a notice.

        A slot that is not defined counts where it has the name that we give it.
        """
        found = {iri: slot for iri, slot in OUR_SLOTS.items() if slot in table.columns}
        for definition in definitions(table.metadata):
            slot, iri = self._defined(definition)
            if not slot:
                self.notices.append(notice("Source-extension", line_of(definition)))
            elif iri in OUR_SLOTS and slot in table.columns:
                found[iri] = slot
        return found

    def _defined(self, definition: Yaml) -> tuple[str, str]:
        """Return the name and the property of an extension slot; no name where the definition is faulty."""
        if not isinstance(definition, dict):
            return "", ""
        slot, stated = definition.get("slot_name"), definition.get("property", YamlText("", 0))
        if (
            not isinstance(slot, YamlText)
            or not _SLOT_NAME.fullmatch(slot.strip())
            or not isinstance(stated, YamlText)
        ):
            return "", ""
        curie = _CURIE.fullmatch(stated.strip())
        is_known = curie is None or curie[1] in self.prefixes or curie[1] in _OURS or _IRI.fullmatch(stated)
        return (slot.strip().lower() if is_known else ""), self._written_out(stated.strip())

    def assumed(self) -> Iterator[Notice]:
        """Give a notice for each prefix, and each way of writing names, that is not as SSSOM has it."""
        for prefix, lines in self.undeclared.items():
            if prefix in _OURS:
                yield notice_of_rows(
                    "Source-prefix-assumed", lines, value=prefix, prefix=prefix, iri=_OURS[prefix]
                )
            else:
                yield notice_of_rows("Source-prefix-undeclared", lines, value=prefix, prefix=prefix)
        if self.full:
            yield notice_of_rows("Source-name-full", self.full)
        if self.bare:
            yield notice_of_rows("Source-name-bare", self.bare)
