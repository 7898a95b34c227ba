"""Write small BPMN models, read them as a tree or as a stream, and tell what came out."""

import io

import pytest

from etom_rdf.readers import bpmn
from etom_rdf.readers.records import Activity, Notice, SourceModel
from etom_rdf.readers.xml import safety

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OPEN = (
    f'<definitions xmlns="{MODEL}" xmlns:bpmn="{MODEL}" xmlns:tool="urn:tool" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
)
TASKS = """task userTask serviceTask sendTask receiveTask manualTask businessRuleTask scriptTask callActivity
subProcess adHocSubProcess transaction""".split()  # noqa: SIM905


def read(data: str | bytes) -> SourceModel:
    content = data.encode() if isinstance(data, str) else data
    return bpmn.read(io.BytesIO(content), name="model.bpmn")


def inside(body: str) -> SourceModel:
    """Read the content of a process."""
    return read(f'{OPEN}<process id="P">{body}</process></definitions>')


def streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be read as large ones are, in small pieces."""
    monkeypatch.setattr(safety, "_SMALL", 0)
    monkeypatch.setattr(safety, "_PIECE", 100)


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


def one(model: SourceModel, code: str) -> Notice:
    (notice,) = [notice for notice in model.notices if notice.code == code]
    assert notice.message.en != notice.message.ru
    return notice


def by_id(model: SourceModel) -> dict[str, Activity]:
    return {activity.id: activity for activity in model.activities}


def said(model: SourceModel) -> set[tuple[str, str, str]]:
    return {(mention.subject, mention.found_by, mention.text) for mention in model.mentions}
