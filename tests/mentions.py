"""Resolve mentions of a small model, and show what came of them."""

from etom_rdf.catalogue import Catalogue
from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import ParsedId
from etom_rdf.readers.records import Activity, FoundBy, Mention, SourceModel
from etom_rdf.references import Resolved, resolve
from etom_rdf.references.labels import Labels

CATALOGUE = Catalogue.load()
LABELS = Labels(CATALOGUE)


def resolved(*mentions: Mention, name: str = "", **parts: object) -> Resolved:
    activities = parts.pop("activities", (Activity("t", "task", name, 5),))
    model = SourceModel("a.bpmn", "bpmn", activities, mentions=mentions, **parts)  # type: ignore[arg-type]
    return resolve(model, CATALOGUE)


def of_value(text: str, found_by: FoundBy = "property", key: str = "eTOM") -> Resolved:
    return resolved(Mention("t", text, found_by, key, 7))


def ids(found: Resolved) -> list[str]:
    return [one.id for one in found.references]


def codes(found: Resolved) -> list[str]:
    return [one.code.removeprefix("Mapping-") for one in found.findings]


def parse(text: str) -> ParsedId:
    return parse_id(text, defined=CATALOGUE.defined_ids, retired=CATALOGUE.retired_ids)
