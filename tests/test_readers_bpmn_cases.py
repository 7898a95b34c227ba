"""Real BPMN of fifteen tools: the counts are those taken independently; hostile BPMN ends in one clear sentence."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest

from etom_rdf.errors import InputError
from etom_rdf.readers import bpmn

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def counts_of(path: Path) -> dict[str, int]:
    with path.open("rb") as stream:
        model = bpmn.read(stream, name=path.name)
    types = Counter(activity.type for activity in model.activities)
    containers = Counter(container.type for container in model.containers)
    return {
        "activities": sum(count for type_, count in types.items() if type_ != "process"),
        "callActivities": types["callActivity"],
        "processes": types["process"],
        "pools": containers["participant"],
        "lanes": containers["lane"],
        "seqflows": len(model.flows),
    }


def test_all_tools_give_the_independent_counts(shared_cases: Path) -> None:
    expected = json.loads((shared_cases / "expected.json").read_text(encoding="utf-8"))
    files = [name for name in expected if name.startswith("bpmn/")]
    assert len(files) == 24
    for name in files:
        found = counts_of(shared_cases / name)
        assert found == {key: expected[name]["counts"][key] for key in found}, name


def test_a_byte_that_is_not_utf_8_is_recovered_and_said(shared_cases: Path) -> None:
    with (shared_cases / "bpmn" / "miwg-genmymodel-C.1.1.bpmn").open("rb") as stream:
        model = bpmn.read(stream, name="genmymodel.bpmn")
    (notice,) = [notice for notice in model.notices if notice.code == "Source-recovered"]
    assert notice.severity == "warning"


def test_nothing_is_read_inside_extensions() -> None:
    text = f"""<definitions xmlns="{MODEL}"><process id="p"><extensionElements><task id="inner"/></extensionElements>
    <task id="a" name="Take
      order"/><task id="a"/></process></definitions>"""
    model = bpmn.read(io.BytesIO(text.encode()), name="x.bpmn")
    assert [activity.type for activity in model.activities] == ["process", "task", "task"]
    assert model.activities[1].name == "Take order"
    assert len({activity.id for activity in model.activities}) == 3
    assert model.notices


@pytest.mark.parametrize("content", [b"", b"not xml"])
def test_what_is_no_xml_is_one_sentence(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        bpmn.read(io.BytesIO(content), name="x.bpmn")
    assert "\n" not in str(caught.value)
    assert caught.value.message.ru != caught.value.message.en


@pytest.mark.parametrize("entity", ['"expanded"', 'SYSTEM "file:///etc/hostname"'])
def test_a_file_that_declares_entities_is_refused(entity: str) -> None:
    text = f"""<!DOCTYPE d [<!ENTITY e {entity}>]><definitions xmlns="{MODEL}"><process id="p">
    <task id="u"><documentation>&e;</documentation></task></process></definitions>"""
    with pytest.raises(InputError, match="DOCTYPE"):
        bpmn.read(io.BytesIO(text.encode()), name="x.bpmn")
