"""Read BPMN that was written or changed at random, as a tree and as a stream: both are alike and hold together."""

from pathlib import Path

import pytest
from bpmn_models import OPEN, TASKS, codes, read, said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.readers.graph import document
from etom_rdf.readers.records import SourceModel
from etom_rdf.readers.xml import safety
from etom_rdf.references import resolve

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
