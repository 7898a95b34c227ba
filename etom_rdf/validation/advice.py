"""Tell those who keep a register or a diagram where in it they change what a rule names by its RDF property."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from etom_rdf.text import Text
from etom_rdf.validation.report import Finding

if TYPE_CHECKING:
    from etom_rdf.model import ProcessModel

_Topic = Literal["mapping", "whole"]

# What the advice of a rule is about; other rules name no property, or none that such a file states.
_TOPICS: Final[Mapping[str, _Topic]] = {
    "EndToEnd-step-classified": "mapping",
    "Process-classification-grounded": "mapping",
    "Process-classified": "mapping",
    "Process-decomposition-acyclic": "whole",
    "Process-decomposition-level": "whole",
    "Process-element-known": "mapping",
    "Process-function-known": "mapping",
}
_PLACES: Final[Mapping[tuple[str, _Topic], Text]] = {
    ("table", "mapping"): Text(
        en="In a register elements stand in the column ‘eTOM element’ (1.1.1.5), functions in ‘eTOM function’ "
        "(1.1.1.5-f1).",
        ru="В реестре элементы указывают в столбце «Элемент eTOM» (1.1.1.5), функции — в столбце «Функция eTOM» "
        "(1.1.1.5-f1).",
    ),
    ("table", "whole"): Text(
        en="In a register this is the column ‘Part of’.", ru="В реестре это столбец «Входит в»."
    ),
    ("bpmn", "mapping"): Text(
        en="In BPMN both stand in the property eTOM of the activity: 1.1.1.5 for an element, 1.1.1.5-f1 for a "
        "function.",
        ru="В BPMN и то и другое указывают в свойстве eTOM задачи или процесса: 1.1.1.5 — элемент, 1.1.1.5-f1 — "
        "функция.",
    ),
    ("archimate", "mapping"): Text(
        en="In ArchiMate both stand in the property eTOM of the element: 1.1.1.5 for an element of the standard, "
        "1.1.1.5-f1 for a function.",
        ru="В ArchiMate и то и другое указывают в свойстве eTOM: 1.1.1.5 — элемент стандарта, 1.1.1.5-f1 — функция.",
    ),
    ("archimate", "whole"): Text(
        en="In ArchiMate this is a composition or an aggregation.",
        ru="В ArchiMate это связь композиции или агрегации.",
    ),
    ("sssom", "mapping"): Text(
        en="In SSSOM this is a row with the process as subject_id, and as object_id an element (gost:1.1.1.5) or a "
        "function (gost:1.1.1.5-f1).",
        ru="В SSSOM это строка, где subject_id — процесс, а object_id — элемент (gost:1.1.1.5) или функция "
        "(gost:1.1.1.5-f1).",
    ),
}  # fmt: skip


def with_advice(findings: Iterable[Finding], model: "ProcessModel") -> list[Finding]:
    """Add to messages about files that are not RDF where the change is made in such a file."""
    kinds = {
        file: model.kinds[document.name]
        for document in model.documents
        if document.name in model.kinds
        for file in (document.name, *document.files.values())
    }
    return [
        one._replace(message=_advice(one.message, one.code, kinds[one.file])) if one.file in kinds else one
        for one in findings
    ]


@cache
def _advice(message: Text, code: str, kind: str) -> Text:
    topic = _TOPICS.get(code)
    place = None if topic is None else _PLACES.get((kind, topic))
    return message if place is None else Text(en=f"{message.en} {place.en}", ru=f"{message.ru} {place.ru}")
