"""Write the references that were found in any kind of file as SSSOM/TSV 1.1, in its canonical form.

One row a reference: the process, `etom:classifiedAs` or the predicate of the mapping that it was read from, and the
element as `gost:…`. What a file denies is written as it was denied. References to other editions, ids of an
organization's own and what was only inherited are no mappings to this standard and are left out.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from etom_rdf import __version__
from etom_rdf.identifier_grammar import WELL_FORMED
from etom_rdf.namespaces import GOST, shorten
from etom_rdf.readers.naming import bases_of
from etom_rdf.readers.records import Activity, Container, FoundBy, Mention, SourceModel, System
from etom_rdf.readers.resolved import Reference, Resolved
from etom_rdf.readers.sssom.slots import (
    BUILT_IN,
    FUNCTION,
    MAPPING_SLOTS,
    NO_TERM,
    OUR_SLOTS,
    RELATIONS,
    ROLE,
    SET_SLOTS,
    VERSION,
)
from etom_rdf.sssom_form import number_text, row_text, yaml_lines
from etom_rdf.sssom_prefixes import ORCID, Prefixes, fits

UNSPECIFIED_LICENSE: Final = "https://w3id.org/sssom/license/unspecified"

# What SSSOM's vocabulary of justifications calls the ways in which references are found.
JUSTIFICATIONS: Final[Mapping[FoundBy, str]] = {
    "sssom": "semapv:UnspecifiedMatching",  # where the mapping states none
    "rdf": "semapv:ManualMappingCuration",
    "property": "semapv:ManualMappingCuration",
    "column": "semapv:ManualMappingCuration",
    "category": "semapv:ManualMappingCuration",
    "keyword": "semapv:LexicalMatching",
    "name-prefix": "semapv:LexicalMatching",
}

_PREDICATES: Final = frozenset(map(shorten, RELATIONS))


def write_sssom(
    sources: Iterable[tuple[SourceModel, Resolved]],
    *,
    labels: Mapping[str, str] | None = None,
    mapping_set_id: str | None = None,
    license: str = UNSPECIFIED_LICENSE,  # noqa: A002 - the word of SSSOM
    mapping_date: date | None = None,
) -> str:
    """Return the mappings of some files as one mapping set.

    `labels` gives the names of elements by id. Without `mapping_set_id` the set is named after its content. A
    process that has no IRI of its own gets the one that `etom import` gives it, with the name of its file.
    """
    sources = list(sources)
    rows = _Rows(labels or {}, bases_of(model.file for model, _ in sources))
    for model, resolved in sources:
        rows.add(model, resolved)
    table = rows.table()
    said: dict[str, object] = {
        "sssom_version": VERSION,
        "curie_map": dict(sorted(rows.used_prefixes().items())),
        "mapping_set_id": mapping_set_id or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, table)}",
        "license": license,
        "object_source": "gost:scheme",
        "mapping_tool": "etom-rdf",
        "mapping_tool_version": __version__,
        "mapping_date": None if mapping_date is None else mapping_date.isoformat(),
        "extension_definitions": rows.definitions(),
    }
    lines = [line for slot in SET_SLOTS if said.get(slot) for line in yaml_lines(slot, said[slot])]
    return "".join(f"#{line}\n" for line in lines) + table


@dataclass(slots=True)
class _Rows:
    """Collect rows, and the prefixes that their names need."""

    labels: Mapping[str, str]
    bases: Mapping[str, str]
    rows: list[dict[str, str]] = field(default_factory=list)
    prefixes: Prefixes = field(default_factory=Prefixes)

    def add(self, model: SourceModel, resolved: Resolved) -> None:
        """Take the references of one file, and what it denies."""
        self.prefixes.learn(model)
        subjects: tuple[Activity | Container | System, ...] = (
            *model.systems,
            *model.containers,
            *model.activities,
        )
        names = {one.id: one for one in subjects}
        # A row of SSSOM is one statement, which may have become several references, one for each function.
        rows = {(one.subject, one.line): one for one in model.mentions if one.found_by == "sssom"}
        performers = {one.id for one in model.containers if one.type == "performedBy"}
        for reference in resolved.references:
            if reference.iri is not None and reference.inherited is None and reference.edition is None:
                row = self._of_reference(model, reference)
                read = rows.get((reference.subject, reference.line))
                row["predicate_id"] = self._predicate(read.key if read else "")
                row |= self._said(read) if read and reference.found_by == "sssom" else {}
                self._finish(row, model, names.get(reference.subject), performers)
        for mention in model.mentions:
            if mention.negated and (denied := self._of_denial(mention)):
                denied["subject_id"] = self._subject(model, mention.subject)
                self._finish(denied, model, names.get(mention.subject), performers)

    def _of_reference(self, model: SourceModel, reference: Reference) -> dict[str, str]:
        row = {
            "subject_id": self._subject(model, reference.subject),
            "object_id": self.prefixes.curie(reference.iri or "", "gost"),
            "object_label": self.labels.get((reference.iri or "").removeprefix(GOST), ""),
            "mapping_justification": JUSTIFICATIONS[reference.found_by],
            "confidence": "" if reference.confidence is None else number_text(reference.confidence),
            FUNCTION: self.prefixes.curie(reference.function, "gost") if reference.function else "",
            **self._author(reference.author),
        }
        if reference.found_by != "sssom":
            file = PurePath(model.files.get(reference.subject, model.file)).name
            place = file if reference.line is None else f"{file}:{reference.line}"
            row["comment"] = f"{place}: {reference.found_by} {reference.evidence}"
        return row

    def _of_denial(self, mention: Mention) -> dict[str, str] | None:
        text = mention.text.removeprefix(GOST).partition(" ")[0]
        if re.fullmatch(WELL_FORMED, text):
            object_, modifier = f"gost:{text}", "Not"
        elif text in ("sssom:NoTermFound", "sssom:NoMapping", NO_TERM):
            object_, modifier = "sssom:NoTermFound", ""
        else:
            return None
        return {
            "predicate_id": self._predicate(mention.key),
            "predicate_modifier": modifier,
            "object_id": object_,
            "object_label": self.labels.get(text, ""),
            "mapping_justification": JUSTIFICATIONS[mention.found_by],
            "confidence": "" if mention.confidence is None else number_text(mention.confidence),
            FUNCTION: f"gost:{mention.function}" if mention.function else "",
            **self._author(mention.author),
            **self._said(mention),
        }

    def _finish(self, row: dict[str, str], model: SourceModel, subject: object, performers: set[str]) -> None:
        row["subject_label"] = str(getattr(subject, "name", ""))
        if isinstance(subject, Activity):
            row["subject_category"] = "" if subject.type == "process" else subject.type
            if subject.component in performers:
                row[ROLE] = self._performer(model, subject.component or "")
        self.rows.append(row)

    # Names

    def _subject(self, model: SourceModel, id_: str) -> str:
        return self._named(model, id_, model.iris.get(id_))

    def _performer(self, model: SourceModel, id_: str) -> str:
        return self._named(model, id_, model.iris.get(id_)) if id_ in model.iris or ":" in id_ else id_

    def _named(self, model: SourceModel, id_: str, iri: str | None) -> str:
        if iri is None:
            iri = f"{self.bases[model.file]}#{quote(id_, safe='', errors='surrogatepass')}"
        return self.prefixes.named(iri, id_, model.file)

    def _predicate(self, key: str) -> str:
        predicate = key if key in _PREDICATES else "etom:classifiedAs"
        self.prefixes.used.add(predicate.partition(":")[0])
        return predicate

    def _said(self, mention: Mention) -> dict[str, str]:
        """Return what a mapping said of itself; a justification only where its prefix is one that SSSOM knows."""
        said = dict(mention.said)
        if said.get("mapping_justification", "").partition(":")[0] not in BUILT_IN:
            said.pop("mapping_justification", None)
        return said

    def _author(self, author: str | None) -> dict[str, str]:
        if author is None:
            return {}
        if author.startswith(ORCID) and fits(author, ORCID):
            return {"author_id": self.prefixes.curie(author, "orcid")}
        return {"author_label": author.replace("\\", "\\\\").replace("|", "\\|")}

    # The file

    def slots(self) -> list[str]:
        """Return the columns that hold anything, in the order of the specification, ours last."""
        return [
            slot for slot in (*MAPPING_SLOTS, *sorted(OUR_SLOTS)) if any(row.get(slot) for row in self.rows)
        ]

    def definitions(self) -> list[dict[str, str]]:
        """Return the definitions of our extension slots that are used."""
        found = []
        for iri in self.slots():
            if iri in OUR_SLOTS:
                # Functions are always CURIEs; a performer may be named in plain words.
                hint = {"type_hint": "linkml:Uriorcurie"} if iri == FUNCTION else {}
                found.append({"slot_name": OUR_SLOTS[iri], "property": shorten(iri), **hint})
        return found

    def used_prefixes(self) -> dict[str, str]:
        """Return the prefixes that stand anywhere in the set, without those that SSSOM has built in."""
        return self.prefixes.declared(["etom"] if self.definitions() else [])

    def table(self) -> str:
        """Return the column names and the rows, sorted, each of them once."""
        slots = self.slots() or ["subject_id", "predicate_id", "object_id", "mapping_justification"]
        lines = sorted({tuple(row.get(slot, "") for slot in slots) for row in self.rows})
        head = "\t".join(OUR_SLOTS.get(slot, slot) for slot in slots)
        return "".join(f"{line}\n" for line in (head, *(row_text(slots, cells) for cells in lines)))
