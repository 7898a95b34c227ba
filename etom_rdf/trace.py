"""Trace each normative statement of the standard to what enforces it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from etom_rdf.catalogue import SortKey, natural_key
from etom_rdf.errors import NotFoundError
from etom_rdf.identifiers import shown
from etom_rdf.namespaces import DCTERMS, ETOM, GOST, QUERY, RDF, SKOS
from etom_rdf.own_files import Node, Statements, iris, literals, quads, statements_by_subject, texts
from etom_rdf.resources import ontology_file
from etom_rdf.text import Text

Modality = Literal["requirement", "permission", "statement"]
MODALITIES: Final[Mapping[str, Text]] = {
    "requirement": Text(en="requirement", ru="требование"),
    "permission": Text(en="permission", ru="разрешение"),
    "statement": Text(en="statement", ru="утверждение"),
}
"""The kinds of statements in words."""

# How a clause, table or statement may be called, in the forms of the standard, its IRIs and our findings.
_KINDS: Final = {
    "table-": ("table", "таблица", "таблице", "таблицы", "табл"),
    "figure-": ("figure", "fig", "рисунок", "рисунке", "рисунка", "рис"),
    "": (
        *("clause", "subclause", "annex", "statement", "req", "element"),
        *("раздел", "подраздел", "пункт", "п", "приложение", "положение", "элемент"),
    ),
}
_PREFIX_OF: Final = {word: prefix for prefix, words in _KINDS.items() for word in words}
_CALLED: Final = re.compile(
    rf"(?:gost:)?(?:({'|'.join(_PREFIX_OF)})[.\s-]+)?(a|(?:a\.)?[0-9]+(?:\.[0-9]+)*(?:-[0-9]+)?)\.?"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Normative statement: `number` such as 5.2-1, the clause or table it stands in, its wording.

    `enforced_by` holds the IRIs of classes, properties and shapes. `shown_by` holds those of queries, which forbid
    nothing but show how far a model follows the statement. `notes` say how far both reach, or why nothing can.
    `subjects` are the local names of the categories and terms that the statement speaks of.
    """

    number: str
    clause: str
    modality: Modality
    text: Text
    enforced_by: tuple[str, ...]
    shown_by: tuple[str, ...]
    notes: tuple[Text, ...]
    subjects: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """Return the IRI in the content namespace."""
        return f"{GOST}req-{self.number}"

    def as_json(self) -> dict[str, object]:
        """Return the form that `etom trace --format json` prints."""
        return {
            "number": self.number,
            "iri": self.iri,
            "clause": self.clause,
            "modality": self.modality,
            "text": self.text.as_json(),
            "enforced_by": list(self.enforced_by),
            "shown_by": list(self.shown_by),
            "notes": [note.as_json() for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Clause:
    """Clause, table or figure of the standard: `name` is 5.2, table-1 or figure-1, `parent` what it stands in."""

    name: str
    title: Text
    parent: str | None

    @property
    def iri(self) -> str:
        """Return the IRI in the content namespace."""
        return GOST + (self.name if self.name.startswith(("table-", "figure-")) else f"clause-{self.name}")


def clauses() -> tuple[Clause, ...]:
    """Return the clauses, tables and figures in the order of their numbers, tables and figures last.

    >>> [one.name for one in clauses()][:3], clauses()[-1].title.en[:9]
    (['1', '2', '3'], 'Table A.1')
    """
    said = statements_by_subject(quads(ontology_file("requirements")), GOST)
    found = (
        Clause(
            name=_local(iri),
            title=texts(about[f"{SKOS}prefLabel"])[0],
            parent=next(map(_local, iris(about[f"{ETOM}partOfClause"])), None),
        )
        for iri, about in said.items()
        if f"{ETOM}Clause" in iris(about[f"{RDF}type"])
    )
    return tuple(sorted(found, key=lambda one: (len(one.name) > 4, natural_key(one.name))))


def statements(clause: str | None = None, *, file: Path | None = None) -> tuple[Statement, ...]:
    """Return the normative statements in the order of the standard.

    `clause` narrows them to a clause and what stands below it (5, п. 5.2, annex A), to a table (table-1), to a row
    of Table 1 (1.1.1.7), or to one statement (5.2-2). A figure or table that states nothing itself stands for
    its clause. Raises NotFoundError where there is none.

    >>> [one.number for one in statements("7.1")], [one.number for one in statements("п. 5.2-2")]
    (['7.1-1'], ['5.2-2'])
    """
    said = statements_by_subject(quads(file or ontology_file("requirements")), GOST)
    found = _read(said)
    if clause is None:
        return found
    wanted = _place(clause)
    kept = tuple(one for one in found if _is_within(wanted, one))
    if not kept:
        around = {iri.casefold(): iris(about[f"{ETOM}partOfClause"]) for iri, about in said.items()}
        parents = {_local(iri).casefold() for iri in around.get(f"{GOST}{wanted}".casefold(), ())}
        kept = tuple(one for one in found if one.clause.casefold() in parents)
    if not kept:
        quote = shown(clause)
        raise NotFoundError(
            Text(
                en=f"no normative statement stands in ‘{quote}’; "
                "try a clause such as 5.2, a statement such as 5.2-2, table-1, or an element such as 1.1.1.7",
                ru=f"в «{quote}» нет нормативных положений; "
                "укажите раздел, например 5.2, положение, например 5.2-2, table-1 или элемент, например 1.1.1.7",
            ),
            name=clause,
        )
    return kept


def _place(called: str) -> str:
    """Give the number that `called` means, or the local name of a table or figure, in lower case.

    >>> _place("п. 5.2"), _place("таблица А.1"), _place("Figure 1"), _place("req-A.1-1"), _place("nonsense")
    ('5.2', 'table-a.1', 'figure-1', 'a.1-1', '')
    """
    folded = re.sub(r"\bа\b", "a", " ".join(called.casefold().split()))  # the annex in Cyrillic
    match = _CALLED.fullmatch(folded)
    if match is None:
        return ""
    return (_PREFIX_OF[match[1]] if match[1] else "") + match[2]


def _is_within(wanted: str, statement: Statement) -> bool:
    if wanted == statement.number.casefold():
        return True
    if statement.clause == "table-1" and wanted != "table-1":
        return statement.number.rpartition("-")[0] == wanted
    return f"{statement.clause.casefold()}.".startswith(f"{wanted}.")


def _read(said: Statements) -> tuple[Statement, ...]:
    found = (_statement(one) for one in said.values() if f"{ETOM}Requirement" in iris(one[f"{RDF}type"]))
    return tuple(sorted(found, key=_order))


def _order(statement: Statement) -> tuple[SortKey, SortKey, int]:
    # The rows of Table 1 belong to clause 7.3, before annex A.
    row, _, number = statement.number.rpartition("-")
    return natural_key("7.3.1" if statement.clause == "table-1" else row), natural_key(row), int(number)


def _statement(said: dict[str, list[Node]]) -> Statement:
    notes = texts(said[f"{ETOM}enforcementNote"])
    (clause,) = iris(said[f"{ETOM}statedIn"])
    (number,) = literals(said[f"{SKOS}notation"])
    (modality,) = literals(said[f"{ETOM}modality"])
    makers = sorted(iris(said[f"{ETOM}enforcedBy"]))
    return Statement(
        number=number,
        clause=_local(clause),
        modality=cast("Modality", modality),
        text=texts(said[f"{ETOM}text"])[0],
        enforced_by=tuple(iri for iri in makers if not iri.startswith(QUERY)),
        shown_by=tuple(iri for iri in makers if iri.startswith(QUERY)),
        notes=notes,
        subjects=tuple(sorted(map(_local, iris(said[f"{DCTERMS}subject"])), key=natural_key)),
    )


def _local(clause: str) -> str:
    return clause.removeprefix(GOST).removeprefix("clause-")
