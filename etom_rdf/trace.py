"""Trace each normative statement of the standard to what enforces it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from etom_rdf.catalogue import SortKey, natural_key
from etom_rdf.errors import NotFoundError
from etom_rdf.namespaces import ETOM, GOST, RDF, SKOS
from etom_rdf.own_files import Node, iris, literals, statements_by_subject, texts
from etom_rdf.resources import ontology_file
from etom_rdf.text import Text

Modality = Literal["requirement", "permission", "statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Normative statement: `number` such as 5.2-1, the clause or table it stands in, its wording.

    `enforced_by` holds the IRIs of classes, properties, shapes and queries; `notes` say how far they reach, or
    why nothing can enforce the statement.
    """

    number: str
    clause: str
    modality: Modality
    text: Text
    enforced_by: tuple[str, ...]
    notes: tuple[Text, ...]

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
            "notes": [note.as_json() for note in self.notes],
        }


def statements(clause: str | None = None, *, file: Path | None = None) -> tuple[Statement, ...]:
    """Return the normative statements in the order of the standard.

    `clause` narrows them to a clause and what stands below it (5, 5.2, A), to a table (table-1), or to a row of
    Table 1 (1.1.1.7). Raises NotFoundError where there is none.

    >>> [one.number for one in statements("7.1")]
    ['7.1-1']
    """
    found = _read(file or ontology_file("requirements"))
    if clause is None:
        return found
    wanted = clause.strip().casefold().replace(" ", "-").replace("а", "a")  # the annex in Cyrillic
    kept = tuple(one for one in found if _is_within(wanted, one))
    if not kept:
        raise NotFoundError(
            Text(
                en=f"no normative statement stands in {clause!r}; try a clause such as 5.2, table-1, or an element",
                ru=f"в {clause!r} нет нормативных положений; укажите раздел, например 5.2, table-1 или элемент",
            ),
            name=clause,
        )
    return kept


def _is_within(wanted: str, statement: Statement) -> bool:
    if statement.clause == "table-1" and wanted != "table-1":
        return statement.number.rpartition("-")[0] == wanted
    return f"{statement.clause.casefold()}.".startswith(f"{wanted}.")


def _read(file: Path) -> tuple[Statement, ...]:
    said = statements_by_subject([file], GOST)
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
    return Statement(
        number=number,
        clause=clause.removeprefix(GOST).removeprefix("clause-"),
        modality=cast("Modality", modality),
        text=texts(said[f"{ETOM}text"])[0],
        enforced_by=tuple(sorted(iris(said[f"{ETOM}enforcedBy"]))),
        notes=notes,
    )
