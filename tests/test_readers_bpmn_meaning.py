"""What each element of BPMN means."""

import pytest
from bpmn_models import OPEN, TASKS, by_id, inside, read

from etom_rdf.readers.order import sequences_of
from etom_rdf.readers.records import Activity


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize("kind", TASKS)
def test_every_kind_of_activity_is_read(kind: str) -> None:
    model = inside(f'\n<{kind} id="A" name="Take &#10; the order"/>')
    assert model.activities[1] == Activity("A", kind, "Take the order", 2, "P")
    assert not model.notices


@pytest.mark.usefixtures("bpmn_way")
def test_parts_are_found_at_any_depth() -> None:
    levels = 60
    body = "".join(f'<subProcess id="S{each}">' for each in range(levels))
    model = inside(body + '<task id="T"/>' + "</subProcess>" * levels + '<task id="U"/>')
    found = by_id(model)
    assert found["S0"].part_of == found["U"].part_of == "P"
    assert found["T"].part_of == f"S{levels - 1}"
    assert all(found[f"S{each + 1}"].part_of == f"S{each}" for each in range(levels - 1))


@pytest.mark.usefixtures("bpmn_way")
def test_an_event_sub_process_and_a_boundary_event_belong_where_they_stand() -> None:
    model = inside(
        '<task id="A"/><boundaryEvent id="B" attachedToRef="A"/><sequenceFlow sourceRef="B" targetRef="C"/>'
        '<task id="C"/><subProcess id="E" triggeredByEvent="true"><startEvent id="S"><messageEventDefinition/>'
        '</startEvent><sequenceFlow sourceRef="S" targetRef="D"/><task id="D"/></subProcess>'
    )
    assert [activity.id for activity in model.activities] == ["P", "A", "C", "E", "D"]
    assert by_id(model)["D"].part_of == "E"
    assert [(flow.source, flow.target) for flow in model.flows] == [("B", "C"), ("S", "D")]
    assert not model.notices


@pytest.mark.usefixtures("bpmn_way")
def test_a_message_flow_is_no_order() -> None:
    model = read(
        f'{OPEN}<collaboration id="c"><participant id="x" processRef="P"/>'
        '<messageFlow id="m" sourceRef="A" targetRef="B"/></collaboration>'
        '<process id="P"><task id="A"/><task id="B"/></process></definitions>'
    )
    assert model.flows == ()
    assert not model.notices


@pytest.mark.usefixtures("bpmn_way")
def test_the_innermost_lane_and_the_pool_are_components() -> None:
    model = read(
        f'{OPEN}<collaboration id="c"><participant id="pool" name="Operator" processRef="P"/>'
        '<participant id="other" name="Customer"/></collaboration>'
        '<process id="P"><laneSet><lane id="outer" name="Sales"><flowNodeRef>A</flowNodeRef><flowNodeRef>B'
        '</flowNodeRef><childLaneSet><lane id="inner" name="Desk"><flowNodeRef> A </flowNodeRef></lane>'
        '<lane id="nameless"><flowNodeRef>B</flowNodeRef></lane></childLaneSet></lane></laneSet>'
        '<subProcess id="A"><task id="A1"/></subProcess><task id="B"/><task id="C"/></process></definitions>'
    )
    components = {activity.id: activity.component for activity in model.activities}
    assert components == {"P": "pool", "A": "inner", "A1": "inner", "B": "outer", "C": "pool"}
    assert [(one.id, one.type) for one in model.containers] == [
        ("pool", "participant"),
        ("other", "participant"),
        ("outer", "lane"),
        ("inner", "lane"),
        ("nameless", "lane"),
    ]


@pytest.mark.usefixtures("bpmn_way")
def test_nothing_is_read_inside_of_extensions() -> None:
    hidden = (
        '<task id="X"/><bpmn:sequenceFlow sourceRef="X" targetRef="A"/><lane id="L"/>'
        "<documentation>eTOM 1.1.1.5</documentation>"
    )
    model = read(
        f'{OPEN}<extensionElements>{hidden}</extensionElements><process id="P"><extensionElements><tool:x>{hidden}'
        f'</tool:x></extensionElements><task id="A"><extensionElements>{hidden}</extensionElements></task>'
        "</process></definitions>"
    )
    assert [activity.id for activity in model.activities] == ["P", "A"]
    assert (model.flows, model.containers, model.mentions) == ((), (), ())


@pytest.mark.usefixtures("bpmn_way")
def test_bpmn_inside_another_format_is_read() -> None:
    model = read(
        f'<package><part>{OPEN}<process id="P"><task id="A"/></process></definitions></part></package>'
    )
    assert [activity.id for activity in model.activities] == ["P", "A"]


@pytest.mark.usefixtures("bpmn_way")
def test_a_cycle_ends() -> None:
    model = inside(
        '<task id="A"/><task id="B"/><exclusiveGateway id="G"/><sequenceFlow sourceRef="A" targetRef="B"/>'
        '<sequenceFlow sourceRef="B" targetRef="G"/><sequenceFlow sourceRef="G" targetRef="A"/>'
        '<sequenceFlow sourceRef="G" targetRef="G"/>'
    )
    (sequence,) = sequences_of(model)
    assert sequence.pairs == (("A", "B"), ("B", "A"))
