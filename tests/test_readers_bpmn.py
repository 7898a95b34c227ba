"""BPMN in small samples: what each element means, what is recovered, and what is refused."""

import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.readers import bpmn
from etom_rdf.readers.graph import document
from etom_rdf.readers.order import sequences_of
from etom_rdf.readers.records import Activity, Notice, SourceModel
from etom_rdf.readers.xml import safety
from etom_rdf.references import resolve

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OPEN = (
    f'<definitions xmlns="{MODEL}" xmlns:bpmn="{MODEL}" xmlns:tool="urn:tool" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
)


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


@pytest.fixture(params=["tree", "stream"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read as small files are read, and as large ones are."""
    if request.param == "stream":
        streamed(monkeypatch)
    return str(request.param)


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


# What the elements mean.

TASKS = """task userTask serviceTask sendTask receiveTask manualTask businessRuleTask scriptTask callActivity
subProcess adHocSubProcess transaction""".split()  # noqa: SIM905


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("kind", TASKS)
def test_every_kind_of_activity_is_read(kind: str) -> None:
    model = inside(f'\n<{kind} id="A" name="Take &#10; the order"/>')
    assert model.activities[1] == Activity("A", kind, "Take the order", 2, "P")
    assert not model.notices


@pytest.mark.usefixtures("way")
def test_parts_are_found_at_any_depth() -> None:
    levels = 60
    body = "".join(f'<subProcess id="S{each}">' for each in range(levels))
    model = inside(body + '<task id="T"/>' + "</subProcess>" * levels + '<task id="U"/>')
    found = by_id(model)
    assert found["S0"].part_of == found["U"].part_of == "P"
    assert found["T"].part_of == f"S{levels - 1}"
    assert all(found[f"S{each + 1}"].part_of == f"S{each}" for each in range(levels - 1))


@pytest.mark.usefixtures("way")
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


@pytest.mark.usefixtures("way")
def test_a_message_flow_is_no_order() -> None:
    model = read(
        f'{OPEN}<collaboration id="c"><participant id="x" processRef="P"/>'
        '<messageFlow id="m" sourceRef="A" targetRef="B"/></collaboration>'
        '<process id="P"><task id="A"/><task id="B"/></process></definitions>'
    )
    assert model.flows == ()
    assert not model.notices


@pytest.mark.usefixtures("way")
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


@pytest.mark.usefixtures("way")
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


@pytest.mark.usefixtures("way")
def test_bpmn_inside_another_format_is_read() -> None:
    model = read(
        f'<package><part>{OPEN}<process id="P"><task id="A"/></process></definitions></part></package>'
    )
    assert [activity.id for activity in model.activities] == ["P", "A"]


# What is said of eTOM.


@pytest.mark.usefixtures("way")
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


@pytest.mark.usefixtures("way")
def test_foreign_attributes_and_elements_are_told() -> None:
    model = inside('<task id="A" tool:etom="1.1.1.5"/><task id="B"><tool:eTOM>1.1.1.6</tool:eTOM></task>')
    assert said(model) == {("A", "property", "1.1.1.5"), ("B", "property", "1.1.1.6")}


@pytest.mark.usefixtures("way")
def test_texts_are_handed_over_for_the_keyword() -> None:
    model = inside(
        '<task id="A"><documentation>see eTOM 1.1.1.5</documentation></task>'
        '<textAnnotation id="N"><text>eTOM 1.1.1.6</text></textAnnotation><association sourceRef="A" targetRef="N"/>'
    )
    assert said(model) == {("A", "keyword", "see eTOM 1.1.1.5"), ("A", "keyword", "eTOM 1.1.1.6")}


def category(name: str) -> str:
    return f'<category id="c" name="{name}"><categoryValue id="v" value="1.1.1.5"/></category>'


@pytest.mark.usefixtures("way")
def test_a_category_for_etom_is_told() -> None:
    task = '<process id="P"><task id="A"><categoryValueRef>v</categoryValueRef></task></process>'
    assert said(read(f"{OPEN}{category('eTOM')}{task}</definitions>")) == {("A", "category", "1.1.1.5")}
    assert said(read(f"{OPEN}{task}{category('eTOM')}</definitions>")) == {("A", "category", "1.1.1.5")}
    assert said(read(f"{OPEN}{task}{category('Colour')}</definitions>")) == set()


@pytest.mark.usefixtures("way")
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


@pytest.mark.usefixtures("way")
def test_a_category_value_that_is_not_there_is_told() -> None:
    model = inside('\n<task id="A"><categoryValueRef>gone</categoryValueRef></task>')
    notice = one(model, "Source-reference-dangling")
    assert (notice.value, notice.line) == ("gone", 2)


# What is mended, and said.


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/BPMN/20100524/MODEL/",
        "https://www.omg.org/spec/BPMN/20100524/MODEL",
        "http://schema.omg.org/spec/BPMN/2.0",
        "",
    ],
)
def test_a_namespace_that_is_not_quite_right_is_read_and_told(namespace: str) -> None:
    declared = f' xmlns="{namespace}"' if namespace else ""
    model = read(f'<definitions{declared}><process id="P"><task id="A"/></process></definitions>')
    assert [activity.id for activity in model.activities] == ["P", "A"]
    notice = one(model, "Source-namespace")
    assert (notice.severity, notice.line, notice.value) == ("warning", 1, namespace or None)


@pytest.mark.usefixtures("way")
def test_a_prefix_that_nothing_declares_is_read_and_told() -> None:
    model = read(
        '<bpmn:definitions><bpmn:process id="P"><bpmn:task id="A"/></bpmn:process></bpmn:definitions>'
    )
    assert [activity.id for activity in model.activities] == ["P", "A"]
    assert "‘bpmn’" in one(model, "Source-namespace").message.en


@pytest.mark.usefixtures("way")
def test_ids_that_repeat_or_are_missing_are_made_unique() -> None:
    model = inside('\n<task id="A"/>\n<task id="A"/>\n<task/><startEvent id="A"/>')
    ids = [activity.id for activity in model.activities]
    assert ids == ["P", "A", "A#2", "task-line-4"]
    assert sorted(codes(model)) == ["Source-id-missing", "Source-id-repeated", "Source-id-repeated"]
    assert [notice.line for notice in model.notices] == [3, 4, 4]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("ends", ['sourceRef="A" targetRef="gone"', 'sourceRef="gone" targetRef="A"', ""])
def test_a_flow_that_leads_nowhere_is_left_out(ends: str) -> None:
    model = inside(f'<task id="A"/>\n<sequenceFlow id="F" {ends}/>')
    notice = one(model, "Source-reference-dangling")
    assert (model.flows, model.skipped, notice.line) == ((), 1, 2)


def test_notices_of_a_kind_are_cut_after_a_hundred() -> None:
    model = inside("<task/>" * 250)
    assert Counter(codes(model)) == {"Source-id-missing": 101}
    assert "150" in model.notices[-1].message.en


@pytest.mark.usefixtures("way")
def test_a_cycle_ends() -> None:
    model = inside(
        '<task id="A"/><task id="B"/><exclusiveGateway id="G"/><sequenceFlow sourceRef="A" targetRef="B"/>'
        '<sequenceFlow sourceRef="B" targetRef="G"/><sequenceFlow sourceRef="G" targetRef="A"/>'
        '<sequenceFlow sourceRef="G" targetRef="G"/>'
    )
    (sequence,) = sequences_of(model)
    assert sequence.pairs == (("A", "B"), ("B", "A"))


@pytest.mark.usefixtures("way")
def test_a_file_that_breaks_off_is_read_so_far() -> None:
    whole = f'{OPEN}<process id="P">\n<task id="A"/>\n<task id="B"/>\n<task id="C" name="cut'
    model = read(whole)
    assert [activity.id for activity in model.activities][:3] == ["P", "A", "B"]
    assert {"Source-truncated", "Source-recovered"} & set(codes(model))
    assert all(notice.line for notice in model.notices)


@pytest.mark.usefixtures("way")
def test_broken_xml_is_mended_and_the_words_of_the_parser_are_shown() -> None:
    model = inside('\n<task id="A" name="a & b"/><x\u0301\u202e></y><task id="B"/>')
    assert [activity.id for activity in model.activities] == ["P", "A", "B"]
    notice = one(model, "Source-recovered")
    assert notice.line == 2
    assert notice.message.en.isprintable()
    assert notice.message.ru.isprintable()


@pytest.mark.usefixtures("way")
def test_words_of_the_parser_with_line_breaks_in_them_are_shown_on_one_line() -> None:
    message = one(inside("<!-- a -- \n\t -->"), "Source-recovered").message
    assert "Double hyphen" in message.en
    assert message.en.isprintable()
    assert message.ru.isprintable()


@pytest.mark.usefixtures("way")
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


@pytest.mark.usefixtures("way")
def test_what_a_file_says_of_itself_is_shown_on_one_line() -> None:
    with pytest.raises(InputError) as caught:
        read('<x xmlns="urn:a&#10;b&#x202e;"/>')
    assert str(caught.value).isprintable()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "koi8-r", "utf-8-sig", "utf-32-le"])
def test_encodings_are_read(encoding: str) -> None:
    declared = "" if encoding.startswith("utf") else f'<?xml version="1.0" encoding="{encoding}"?>'
    text = f'{declared}{OPEN}<process id="P" name="Приём заказа"/></definitions>'
    model = read(text.encode(encoding))
    assert model.activities[0].name == "Приём заказа"
    assert not model.notices


@pytest.mark.usefixtures("way")
def test_an_encoding_that_is_not_the_declared_one_is_mended() -> None:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{OPEN}<process id="P" name="Приём заказа"/></definitions>'
    )
    model = read(text.encode("cp1251"))
    assert model.activities[0].name == "Приём заказа"
    assert one(model, "Source-recovered").value == "windows-1251"


@pytest.mark.usefixtures("way")
def test_a_file_without_a_process_is_told() -> None:
    assert codes(read(f"{OPEN}</definitions>")) == ["Source-empty"]


def test_lines_are_known_beyond_those_that_the_parser_counts() -> None:
    model = inside("\n" * 200_000 + '<task id="A"/>\n\n<task id="B"/>' + " " * 1_000_000 + "\n")
    assert [activity.line for activity in model.activities] == [1, 200_001, 200_003]


# What is refused.


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "subset",
    [
        '[<!ENTITY e SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]',
        '[<!ENTITY % p SYSTEM "http://example.invalid/x.dtd">%p;]',
        'SYSTEM "http://example.invalid/bpmn.dtd"',
        'PUBLIC "-//X//EN" "http://example.invalid/bpmn.dtd"',
    ],
)
def test_a_document_type_is_refused(subset: str) -> None:
    with pytest.raises(InputError, match="DOCTYPE") as caught:
        read(f'<?xml version="1.0"?>\n<!DOCTYPE definitions {subset}>{OPEN}<process id="&e;"/></definitions>')
    assert caught.value.line == 2
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("way")
def test_a_document_type_that_says_nothing_is_harmless() -> None:
    model = read(f'<!DOCTYPE definitions>{OPEN}<process id="P"/></definitions>')
    assert not model.notices


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("tag", ["x", "subProcess", "extensionElements", "tool:x"])
def test_deep_nesting_is_refused(tag: str) -> None:
    with pytest.raises(InputError, match="256 levels"):
        inside(f"<{tag}>" * 5000 + f"</{tag}>" * 5000)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("data", [b"", b" \n", b"id;name\n1;A", bytes(100), b"<", b"\xff\xfe", b"{}"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert caught.value.message.ru != caught.value.message.en


@pytest.mark.parametrize(
    "body",
    [
        "<task><extensionElements>{}</extensionElements></task>",
        "<extensionElements>{}</extensionElements>",
        "<task><tool:x>{}</tool:x></task>",
    ],
)
def test_an_element_that_holds_very_much_is_refused(body: str) -> None:
    with pytest.raises(InputError, match="500,000"):
        inside(body.format("<x/>" * 1_100_000))


def test_elements_that_mean_nothing_do_not_pile_up() -> None:
    model = inside("<x/>" * 1_100_000 + '<task id="A"/>')
    assert [activity.id for activity in model.activities] == ["P", "A"]


def test_more_activities_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.readers.bpmn.contents._MOST", 10)
    with pytest.raises(InputError, match="split it"):
        inside('<task id="A"/>\n' * 10)


# Small files and large ones, real and made up.


def test_cases_read_alike_as_a_tree_and_as_a_stream(
    shared_cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted((shared_cases / "bpmn").iterdir())
    as_trees = [read(file.read_bytes()) for file in files]
    streamed(monkeypatch)
    for file, tree in zip(files, as_trees, strict=True):
        stream = read(file.read_bytes())
        assert stream.activities == tree.activities, file.name
        assert (stream.flows, stream.containers) == (tree.flows, tree.containers), file.name
        assert said(stream) == said(tree), file.name


def test_the_statements_of_a_large_file_are_those_of_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    model = inside(
        '<task id="A" name="Приём" tool:etom="1.1.1.5"/><task id="B" tool:etom="1.1.1.6, 1.1.1.6"/>'
    )
    resolved = resolve(model, Catalogue.load())
    kept = document(model, resolved)
    monkeypatch.setattr("etom_rdf.readers.graph._KEPT", 0)
    anew = document(model, resolved)
    assert isinstance(kept.quads, list)
    assert not isinstance(anew.quads, list)
    assert list(anew.quads) == list(anew.quads) == kept.quads
    assert list(anew.lines) == kept.lines
    assert len(anew.quads) == len(kept.quads) > 20
    assert (anew.quads[3], anew.quads[-1]) == (kept.quads[3], kept.quads[-1])
    assert list(reversed(anew.quads)) == kept.quads[::-1]
    assert anew.line_of(kept.quads[0].subject) == 1


WORDS = st.sampled_from(
    [
        "",
        "A",
        "B",
        " A ",
        "C#2",
        "eTOM",
        "1.1.1.5",
        "еТОМ 1.1.1.6",
        "{",
        '{"etom": [1.1]}',
        "\n",
        "x" * 50,
        "0",
        "99",
    ]
)
KINDS = """process lane laneSet participant collaboration definitions sequenceFlow startEvent documentation
extensionElements category categoryValueRef categoryValue group flowNodeRef textAnnotation text association
tool:property tool:etom incoming x y:z bpmn:task""".split()  # noqa: SIM905
NAMES = st.sampled_from([*TASKS, *KINDS])
ATTRIBUTES = st.sampled_from(
    """id name value processRef sourceRef targetRef categoryValueRef bpmnElement tool:eTOM key x y width height type
    Id""".split()  # noqa: SIM905
)


def written(name: str, attributes: dict[str, str], content: list[str]) -> str:
    def quoted(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    said_of = "".join(f' {key}="{quoted(value)}"' for key, value in attributes.items())
    return f"<{name}{said_of}>{''.join(content)}</{name}>"


ELEMENTS = st.recursive(
    st.builds(written, NAMES, st.dictionaries(ATTRIBUTES, WORDS, max_size=4), st.lists(st.just("1.1.1.5"), max_size=1)),
    lambda some: st.builds(written, NAMES, st.dictionaries(ATTRIBUTES, WORDS, max_size=4), st.lists(some, max_size=6)),
    max_leaves=40,
)  # fmt: skip
SHAPES = st.builds(
    lambda of, place: f'<bpmndi:BPMNShape bpmnElement="{of}"><dc:Bounds {place}/></bpmndi:BPMNShape>',
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(
        ['x="0" y="0" width="9" height="9"', 'x="1" y="1" width="1" height="1"', 'x="nan" y="1e999"', ""]
    ),
)
DIAGRAMS = st.lists(SHAPES, max_size=3).map(
    lambda some: (
        f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{''.join(some)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
)
PIECES = st.sampled_from([b"", b"<", b">", b'"', b"&", b"\0", b"\xff", b"</", b"<!--", b"]]>", b"\xd0"])
MUTATIONS = st.lists(st.tuples(st.integers(0, 60_000), PIECES), max_size=4)


def changed(data: bytes, mutations: list[tuple[int, bytes]]) -> bytes:
    for place, piece in mutations:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + (place % 3) :]
    return data


def read_both_ways(data: bytes) -> None:
    """Read as a tree and as a stream; what comes out holds together and is alike."""
    outcomes: list[SourceModel | None] = []
    for small in (10_000_000, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(safety, "_SMALL", small)
            patch.setattr(safety, "_PIECE", 64)
            model = read_or_refused(data)
        if model is not None:
            check(model)
        outcomes.append(model)
    tree, stream = outcomes
    assert (tree is None) == (stream is None)
    if tree is None or stream is None or not {"Source-recovered", "Source-truncated"}.isdisjoint(codes(tree)):
        return
    assert stream.activities == tree.activities
    assert (stream.flows, stream.containers) == (tree.flows, tree.containers)
    assert said(stream) == said(tree)


def read_or_refused(data: bytes) -> SourceModel | None:
    try:
        return read(data)
    except InputError as error:
        refusal = str(error)
    assert refusal.isprintable()
    return None


def check(model: SourceModel) -> None:
    ids = [activity.id for activity in model.activities]
    known = {*ids, *(container.id for container in model.containers)}
    assert len(known) == len(ids) + len(model.containers)
    assert all(activity.part_of in known or activity.part_of is None for activity in model.activities)
    assert all(activity.component in known or not activity.component for activity in model.activities)
    assert {mention.subject for mention in model.mentions} <= known
    for notice in model.notices:
        assert notice.message.en.isprintable(), notice
        assert notice.message.ru.isprintable(), notice
    resolved = resolve(model, Catalogue.load())
    assert len(document(model, resolved, inherit=True, end_to_end=True).quads) >= 4 * len(ids)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ELEMENTS, max_size=8), DIAGRAMS, MUTATIONS)
def test_whatever_stands_in_a_file_is_read_or_refused(
    elements: list[str], diagram: str, mutations: list[tuple[int, bytes]]
) -> None:
    read_both_ways(changed(f"{OPEN}{''.join(elements)}{diagram}</definitions>".encode(), mutations))


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.data(), MUTATIONS)
def test_cases_with_bytes_changed_are_read_or_refused(
    shared_cases: Path, data: st.DataObject, mutations: list[tuple[int, bytes]]
) -> None:
    files = [file for file in sorted((shared_cases / "bpmn").iterdir()) if file.stat().st_size < 60_000]
    read_both_ways(changed(data.draw(st.sampled_from(files)).read_bytes(), mutations))
