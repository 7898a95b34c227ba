"""What BPMN says of eTOM: properties of tools, texts, categories."""

import pytest
from bpmn_models import OPEN, inside, one, read, said


@pytest.mark.usefixtures("bpmn_way")
@pytest.mark.parametrize(
    "extension",
    [
        '<tool:properties><tool:property name="eTOM" value="1.1.1.5"/></tool:properties>',
        '<tool:meta metaKey="meta-etom" metaValue="1.1.1.5"/>',
        "<tool:etomRef>1.1.1.5</tool:etomRef>",
        '<tool:x>{"eTOM": "1.1.1.5"}</tool:x>',
        '<tool:x tool:еТОМ="1.1.1.5"/>',
    ],
)
def test_properties_of_tools_are_told(extension: str) -> None:
    model = inside(f'<task id="A"><extensionElements>{extension}</extensionElements></task>')
    assert said(model) == {("A", "property", "1.1.1.5")}


@pytest.mark.usefixtures("bpmn_way")
def test_foreign_attributes_and_elements_are_told() -> None:
    model = inside('<task id="A" tool:etom="1.1.1.5"/><task id="B"><tool:eTOM>1.1.1.6</tool:eTOM></task>')
    assert said(model) == {("A", "property", "1.1.1.5"), ("B", "property", "1.1.1.6")}


@pytest.mark.usefixtures("bpmn_way")
def test_texts_are_handed_over_for_the_keyword() -> None:
    model = inside(
        '<task id="A"><documentation>see eTOM 1.1.1.5</documentation></task>'
        '<textAnnotation id="N"><text>eTOM 1.1.1.6</text></textAnnotation><association sourceRef="A" targetRef="N"/>'
    )
    assert said(model) == {("A", "keyword", "see eTOM 1.1.1.5"), ("A", "keyword", "eTOM 1.1.1.6")}


def category(name: str) -> str:
    return f'<category id="c" name="{name}"><categoryValue id="v" value="1.1.1.5"/></category>'


@pytest.mark.usefixtures("bpmn_way")
def test_a_category_for_etom_is_told() -> None:
    task = '<process id="P"><task id="A"><categoryValueRef>v</categoryValueRef></task></process>'
    assert said(read(f"{OPEN}{category('eTOM')}{task}</definitions>")) == {("A", "category", "1.1.1.5")}
    assert said(read(f"{OPEN}{task}{category('eTOM')}</definitions>")) == {("A", "category", "1.1.1.5")}
    assert said(read(f"{OPEN}{task}{category('Colour')}</definitions>")) == set()


@pytest.mark.usefixtures("bpmn_way")
def test_a_group_gives_its_category_to_what_lies_inside_of_it() -> None:
    def shape(of: str, x: int, size: int) -> str:
        bounds = f'<dc:Bounds x="{x}" y="{x}" width="{size}" height="{size}"/>'
        return f'<bpmndi:BPMNShape bpmnElement="{of}">{bounds}</bpmndi:BPMNShape>'

    model = read(
        f"{OPEN}{category('eTOM')}"
        '<process id="P"><task id="A"/><task id="B"/><group id="g" categoryValueRef="v"/></process>'
        f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{shape('A', 10, 10)}{shape('B', 95, 10)}{shape('g', 0, 100)}"
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
    )
    assert said(model) == {("A", "category", "1.1.1.5")}


@pytest.mark.usefixtures("bpmn_way")
def test_a_category_value_that_is_not_there_is_told() -> None:
    model = inside('\n<task id="A"><categoryValueRef>gone</categoryValueRef></task>')
    notice = one(model, "Source-reference-dangling")
    assert (notice.value, notice.line) == ("gone", 2)


@pytest.mark.usefixtures("bpmn_way")
def test_extensions_that_look_the_same_give_the_same_each_for_its_own_task() -> None:
    alike = '<my:property name="eTOM" value="1.1.1.5"/>'
    nested = '<my:property name="eTOM"><my:value>1.1.1.6</my:value></my:property>'
    empty, text = '<my:property name="eTOM"/>', '<my:property name="eTOM">1.1.1.7</my:property>'
    bodies = (alike, alike, empty, nested, text, empty, f"<my:a>{alike}{alike}</my:a>")
    tasks = (
        f'<task id="T{place}"><extensionElements xmlns:my="urn:my">{body}</extensionElements></task>\n'
        for place, body in enumerate(bodies)
    )
    model = inside("\n" + "".join(tasks))
    assert [(one.subject, one.text, one.key, one.line) for one in model.mentions] == [
        ("T0", "1.1.1.5", "eTOM", 2),
        ("T1", "1.1.1.5", "eTOM", 3),
        ("T3", "1.1.1.6", "eTOM", 5),
        ("T4", "1.1.1.7", "eTOM", 6),
        ("T6", "1.1.1.5", "eTOM", 8),
        ("T6", "1.1.1.5", "eTOM", 8),
    ]
