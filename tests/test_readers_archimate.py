"""Read ArchiMate models: counts of real files, what relationships mean, every form of file, and bad input."""

import gc
import json
import os
from collections import Counter
from collections.abc import Callable
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from etom_rdf.errors import InputError
from etom_rdf.readers import archimate, inflation
from etom_rdf.readers.records import SourceModel

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ARCHI = f'<archimate:model {XSI} xmlns:archimate="http://www.archimatetool.com/archimate">\n'
EXCHANGE = f'<model {XSI} xmlns="http://www.opengroup.org/xsd/archimate/3.0/">\n'
FILES = (
    "everything.archimate",
    "importer-test.archimate",
    "renderer-no-namespace.xml",
    "sample-exchange.xml",
    "zipped.archimate",
)


def read(data: str | bytes) -> SourceModel:
    source = BytesIO(data if isinstance(data, bytes) else data.encode())
    return archimate.read(source, name="model.archimate")


def element(kind: str, written_id: str, inside: str = "", name: str = "") -> str:
    attributes = f'xsi:type="archimate:{kind}" id={quoteattr(written_id)} name={quoteattr(name)}'
    return f"<element {attributes}>{inside}</element>\n"


def relation(kind: str, source: str, target: str) -> str:
    return (
        f'<element xsi:type="archimate:{kind}Relationship" id="r-{kind}-{source}-{target}" source="{source}" '
        f'target="{target}"/>\n'
    )


def archi(*parts: str) -> SourceModel:
    return read(ARCHI + "".join(parts) + "</archimate:model>")


def exchange(*parts: str) -> SourceModel:
    return read(EXCHANGE + "\n".join(parts) + "\n</model>")


def prop(key: str, value: str) -> str:
    return f"<property key={quoteattr(key)} value={quoteattr(value)}/>"


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


def zipped(
    content: str | bytes, member: str = "model.xml", *others: str, method: int = ZIP_DEFLATED
) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        archive.writestr(member, content)
        for other in others:
            archive.writestr(other, content)
    return packed.getvalue()


def supports(model: SourceModel) -> dict[str, tuple[str, ...]]:
    return {system.id: system.supports for system in model.systems}


# Real files.


@pytest.mark.parametrize("file", FILES)
def test_real_files_have_the_counts_that_were_made_independently(shared_cases: Path, file: str) -> None:
    expected = json.loads((shared_cases / "expected.json").read_bytes())[f"archimate/{file}"]["counts"]
    path = shared_cases / "archimate" / file
    with path.open("rb") as source:
        contents = archimate.read_contents(source, name=file)
    kinds = Counter(concept.type for concept in contents.concepts.values())
    counted = {
        "elements": len(contents.concepts),
        "rels": len(contents.relations),
        "process": kinds["BusinessProcess"],
        "function": kinds["BusinessFunction"],
        "appcomp": kinds["ApplicationComponent"],
        **counts_of_the_rest(path),
    }
    assert counted == {key: expected[key] for key in counted}


def counts_of_the_rest(path: Path) -> dict[str, int]:
    """Count what the reader passes over."""
    data = ZipFile(path).read("model.xml") if path.read_bytes()[:2] == b"PK" else path.read_bytes()
    root = etree.fromstring(data)
    typed = [
        each.get("{http://www.w3.org/2001/XMLSchema-instance}type") or "" for each in root.iter("{*}element")
    ]
    views = sum(kind.endswith("DiagramModel") for kind in typed) + sum(1 for _ in root.iter("{*}view"))
    return {"views": views, "props": sum(1 for _ in root.iter("{*}property"))}


def test_a_real_model_without_namespace_says_so(shared_cases: Path) -> None:
    with (shared_cases / "archimate" / "renderer-no-namespace.xml").open("rb") as source:
        model = archimate.read(source, name="renderer.xml")
    assert [(notice.code, notice.line) for notice in model.notices] == [("Source-namespace-missing", 2)]
    assert [(each.id, each.type, each.line, each.component) for each in model.activities] == [
        ("biz-01", "BusinessFunction", 200, "app-01"),
        ("biz-02", "BusinessFunction", 205, "app-01"),
        ("biz-03", "BusinessFunction", 210, "app-04"),
        ("biz-04", "BusinessFunction", 215, "app-02"),
    ]
    assert len(model.systems) == 9
    assert supports(model)["app-01"] == ("biz-01", "biz-02", "biz-03")


def test_annotated_properties_are_reported_and_no_others(shared_cases: Path) -> None:
    with (shared_cases / "annotated" / "a7-archimate-property.archimate").open("rb") as source:
        model = archimate.read(source, name="a7.archimate")
    assert [(each.subject, each.text, each.key, each.found_by, each.line) for each in model.mentions] == [
        ("70630355", "1.1.1.2", "etom-id", "property", 12),
        ("d393c534", "1.1.1.7 Customer QoS/SLA management", "ETOM element", "property", 23),
        ("e7c1a5f3", "1.1.1.10", "eTOM", "property", 28),
        ("e7c1a5f3", "1.1.1.11", "eTOM", "property", 29),
    ]


# What elements and relationships mean.


def test_business_behaviour_is_activity_and_other_behaviour_only_where_it_speaks_of_etom() -> None:
    kinds = (
        "BusinessProcess",
        "BusinessFunction",
        "BusinessInteraction",
        "BusinessService",
        "ApplicationFunction",
    )
    model = archi(
        *(element(kind, kind) for kind in kinds),
        element("ApplicationProcess", "by-key", prop("еТОМ", "1.1.1.5")),
        element("Capability", "by-text", "<documentation>Implements eTOM 1.1.1.6</documentation>"),
        element("ApplicationService", "by-empty-value", prop("eTOM", " ")),
        element(
            "TechnologyFunction", "by-other-text", "<documentation>An etomologist 1.1.1.6</documentation>"
        ),
    )
    assert [each.id for each in model.activities] == [*kinds[:4], "by-key", "by-text"]
    assert [(each.subject, each.found_by, each.key) for each in model.mentions] == [
        ("by-key", "property", "еТОМ"),
        ("by-text", "keyword", "documentation"),
    ]
    assert codes(model) == []


def test_names_have_their_white_space_folded_and_lines_are_those_of_the_element() -> None:
    model = archi(
        "\n", '<folder name="B">', element("BusinessProcess", "p", name=" Take\n  the order "), "</folder>"
    )
    assert [(each.name, each.line) for each in model.activities] == [("Take the order", 3)]


def test_applications_are_systems_and_carry_mentions() -> None:
    model = archi(
        element(
            "ApplicationComponent",
            "crm",
            prop("eTOM", "1.1.1.5") + "<documentation>eTOM 1.1.1.6</documentation>",
        ),
        element("Node", "host", prop("eTOM", "1.1.1.7")),
        element("Node", "other"),
    )
    assert [each.id for each in model.systems] == ["crm", "host"]
    assert [(each.subject, each.text) for each in model.mentions] == [
        ("crm", "1.1.1.5"),
        ("crm", "eTOM 1.1.1.6"),
        ("host", "1.1.1.7"),
    ]


def test_an_identifier_at_what_cannot_be_mapped_is_told() -> None:
    model = archi(
        element("BusinessProcess", "p"),
        element("BusinessObject", "o", prop("eTOM", "1.1.1.5")),
        element("BusinessRole", "r", prop("eTOM", "1.1.1.6")),
        element("Grouping", "g", prop("eTOM", "1.1.1.7")),
    )
    assert [(each.code, each.subject, each.value, each.line) for each in model.notices] == [
        ("Source-mention-unused", "o", "1.1.1.5", 3)
    ]
    assert [each.subject for each in model.mentions] == [each.id for each in model.containers] == ["r", "g"]


def test_composition_makes_a_part_before_aggregation_does() -> None:
    model = archi(
        *(element("BusinessProcess", each, name=each) for each in ("a", "b", "c", "d")),
        relation("Aggregation", "a", "c"),
        relation("Composition", "b", "c"),
        relation("Aggregation", "a", "d"),
        relation("Composition", "a", "b"),
        relation("Composition", "a", "b"),
    )
    assert {each.id: each.part_of for each in model.activities} == {"a": None, "b": "a", "c": "b", "d": "a"}
    assert [(each.code, each.subject, each.value) for each in model.notices] == [
        ("Source-part-of-several", "c", "b")
    ]


def test_triggering_and_flow_give_the_order_through_events_and_junctions_only() -> None:
    model = archi(
        element("BusinessProcess", "p"),
        element("BusinessProcess", "q"),
        element("AndJunction", "j"),
        element("BusinessEvent", "e"),
        element("ApplicationFunction", "f"),
        element("BusinessActor", "a"),
        relation("Triggering", "e", "p"),
        relation("Flow", "p", "j"),
        relation("Triggering", "j", "q"),
        relation("Flow", "p", "f"),
        relation("Flow", "a", "p"),
        relation("Association", "p", "q"),
    )
    assert [(each.source, each.target, each.line) for each in model.flows] == [
        ("e", "p", 8),
        ("p", "j", 9),
        ("j", "q", 10),
    ]
    assert codes(model) == []


def test_an_activity_belongs_to_its_application_else_to_its_role_else_to_its_grouping() -> None:
    model = archi(
        *(element("BusinessProcess", each) for each in ("automated", "manual", "grouped", "shared", "loose")),
        element("BusinessRole", "clerk", name="Clerk"),
        element("BusinessRole", "unused"),
        element("ApplicationComponent", "app", name="CRM"),
        element("Grouping", "sales"),
        element("Junction", "j"),
        relation("Assignment", "clerk", "automated"),
        relation("Realization", "app", "automated"),
        relation("Aggregation", "sales", "manual"),
        relation("Assignment", "clerk", "manual"),
        relation("Aggregation", "sales", "grouped"),
        relation("Assignment", "clerk", "j"),
        relation("Assignment", "j", "shared"),
    )
    assert {each.id: each.component for each in model.activities} == {
        "automated": "app",
        "manual": "clerk",
        "grouped": "sales",
        "shared": "clerk",
        "loose": None,
    }
    assert [(each.id, each.type, each.name) for each in model.containers] == [
        ("clerk", "BusinessRole", "Clerk"),
        ("app", "ApplicationComponent", "CRM"),
        ("sales", "Grouping", ""),
    ]


@pytest.mark.parametrize(
    "steps",
    [
        ["Serving"],
        ["UsedBy"],
        ["Realization"],
        ["Realisation"],
        ["Assignment"],
        ["Assignment ApplicationFunction", "Serving"],
        ["Assignment ApplicationFunction", "Realization ApplicationService", "Serving"],
        ["Composition ApplicationInterface", "Assignment ApplicationService", "Serving"],
        [
            "Composition ApplicationComponent",
            "Aggregation ApplicationComponent",
            "Assignment ApplicationProcess",
            "Realization",
        ],
        ["Serving Junction", "Serving"],
        ["Assignment Junction", "Assignment ApplicationFunction", "Serving"],
    ],
)
def test_a_system_supports_what_it_serves_itself_or_through_what_it_does(steps: list[str]) -> None:
    assert supports(chain(steps))["system"] == ("end",)


@pytest.mark.parametrize(
    "steps",
    [
        ["Association"],
        ["Access"],
        ["Triggering"],
        ["Serving ApplicationComponent", "Serving"],
        ["Serving ApplicationFunction", "Serving"],
        ["Serving Junction", "Assignment"],
        ["Assignment BusinessRole", "Assignment"],
        ["Assignment ApplicationFunction", "Access DataObject", "Realization"],
    ],
)
def test_what_rules_of_derivation_do_not_hold_for_certain_is_no_support(steps: list[str]) -> None:
    assert supports(chain(steps))["system"] == ()


def chain(steps: list[str]) -> SourceModel:
    """Lead from a system to a process over relationships and the elements between them."""
    parts = [element("ApplicationComponent", "system"), element("BusinessProcess", "end")]
    here = "system"
    for number, step in enumerate(steps):
        kind, _, between = step.partition(" ")
        target = f"step-{number}" if between else "end"
        if between:
            parts.append(element(between, target))
        parts.append(relation(kind, here, target))
        here = target
    return archi(*parts)


def test_circles_of_systems_and_of_parts_end() -> None:
    model = archi(
        element("ApplicationComponent", "a"),
        element("ApplicationComponent", "b"),
        element("BusinessProcess", "p"),
        element("BusinessProcess", "q"),
        relation("Composition", "a", "b"),
        relation("Composition", "b", "a"),
        relation("Serving", "b", "p"),
        relation("Composition", "p", "q"),
        relation("Composition", "q", "p"),
    )
    assert supports(model) == {"a": ("p",), "b": ("p",)}
    assert [each.part_of for each in model.activities] == ["q", "p"]  # for the rule that forbids circles


def test_systems_that_are_linked_beyond_reason_are_cut_and_told() -> None:
    count = 1100
    model = archi(
        element("ApplicationFunction", "hub"),
        *(
            element("ApplicationComponent", f"s{each}") + relation("Assignment", f"s{each}", "hub")
            for each in range(count)
        ),
        *(
            element("BusinessProcess", f"p{each}") + relation("Serving", "hub", f"p{each}")
            for each in range(count)
        ),
    )
    assert len(model.systems[0].supports) == count
    assert sum(len(system.supports) for system in model.systems) <= 1_000_000
    assert codes(model) == ["Source-support-cut"]


# Forms of files.


def test_old_models_have_their_names_translated() -> None:
    model = read(
        f'<archimate:model {XSI} xmlns:archimate="http://www.bolton.ac.uk/archimate" version="2.0.0">'
        + element("BusinessActivity", "a")
        + element("ApplicationComponent", "s")
        + element("InfrastructureService", "t")
        + relation("UsedBy", "s", "a")
        + "</archimate:model>"
    )
    assert [each.type for each in model.activities] == ["BusinessProcess"]
    assert supports(model) == {"s": ("a",)}
    assert codes(model) == []


def test_exchange_files_name_their_properties_behind_the_elements() -> None:
    model = exchange(
        "<elements>",
        '<element identifier="p" xsi:type="BusinessProcess"><name xml:lang="de">Auftrag</name>'
        '<name xml:lang="ru">Заказ</name><name xml:lang="en">Order</name>',
        '<documentation xml:lang="en">Takes orders</documentation>',
        '<properties><property propertyDefinitionRef="d1"><value xml:lang="en">1.1.1.5</value>'
        '<value xml:lang="ru">1.1.1.5</value></property>',
        '<property propertyDefinitionRef="d1"><value>1.1.1.6</value></property>',
        '<property propertyDefinitionRef="d2"><value>1.1.1.7</value></property></properties></element>',
        '<element identifier="s" xsi:type="ApplicationComponent"><name>CRM</name></element>',
        '</elements><relationships><relationship identifier="r" source="s" target="p" xsi:type="Serving"/>',
        '</relationships><organizations><item><label>All</label><item identifierRef="p"/></item></organizations>',
        '<propertyDefinitions><propertyDefinition identifier="d1" type="string"><name>eTOM ID</name>',
        '</propertyDefinition><propertyDefinition identifier="d2" type="string"><name>TAM ID</name>',
        "</propertyDefinition></propertyDefinitions><views><diagrams>",
        '<view identifier="v"><name>View</name><node identifier="n" elementRef="p"/></view></diagrams></views>',
    )
    assert [(each.id, each.name, each.line) for each in model.activities] == [("p", "Заказ", 3)]
    assert [(each.text, each.key, each.found_by, each.line) for each in model.mentions] == [
        ("Takes orders", "documentation", "keyword", 4),
        ("1.1.1.5", "eTOM ID", "property", 5),
        ("1.1.1.6", "eTOM ID", "property", 6),
    ]
    assert supports(model) == {"s": ("p",)}
    assert codes(model) == []


def test_exchange_files_of_version_2_1_are_read() -> None:
    model = read(
        f'<model {XSI} xmlns="http://www.opengroup.org/xsd/archimate" identifier="m"><elements>'
        '<element identifier="p" xsi:type="BusinessProcess"><label xml:lang="en">Order</label><properties>'
        '<property identifierref="d"><value>1.1.1.5</value></property></properties></element>'
        '<element identifier="s" xsi:type="ApplicationComponent"><label>CRM</label></element></elements>'
        '<relationships><relationship identifier="r" source="s" target="p" xsi:type="UsedByRelationship"/>'
        '</relationships><propertydefs><propertydef identifier="d" name="eTOM" type="string"/></propertydefs></model>'
    )
    assert [(each.id, each.name) for each in model.activities] == [("p", "Order")]
    assert [(each.text, each.key) for each in model.mentions] == [("1.1.1.5", "eTOM")]
    assert supports(model) == {"s": ("p",)}


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ("<name>A</name><name>B</name>", "A"),
        ('<name xml:lang="fr">A</name><name xml:lang="en-GB">B</name><name xml:lang="ru">C</name>', "B"),
        ('<name xml:lang="fr"> </name>', ""),
        ("", ""),
    ],
)
def test_of_several_names_the_first_in_russian_or_english_is_kept(names: str, kept: str) -> None:
    model = exchange(
        f'<elements><element identifier="p" xsi:type="BusinessProcess">{names}</element></elements>'
    )
    assert model.activities[0].name == kept


def test_a_property_that_nothing_defines_is_told() -> None:
    model = exchange(
        '<elements><element identifier="p" xsi:type="BusinessProcess"><properties>',
        '<property propertyDefinitionRef="d"><value>1.1.1.5</value></property></properties></element></elements>',
    )
    assert model.mentions == ()
    assert [(each.code, each.subject, each.value, each.line) for each in model.notices] == [
        ("Source-property-undefined", "p", "d", 3)
    ]


def test_archi_zipped_is_the_same_model() -> None:
    plain = ARCHI + element("BusinessProcess", "p", prop("eTOM", "1.1.1.5")) + "</archimate:model>"
    assert read(zipped(plain)) == read(zipped(plain, "My.archimate", "images/a.png")) == read(plain)


def test_a_pipe_can_be_read() -> None:
    class Pipe(RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._rest = BytesIO(data)

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return self._rest.read(min(size, 3) if size > 0 else size)

    plain = ARCHI + element("BusinessProcess", "p") + "</archimate:model>"
    for data in (plain.encode(), zipped(plain)):
        model = archimate.read(cast(BinaryIO, Pipe(data)), name="-")
        assert [each.id for each in model.activities] == ["p"]


def test_lines_are_right_far_down() -> None:
    count = 24_000
    model = archi(
        *(element("BusinessProcess", f"p{each}", f"\n{prop('eTOM', '1.1.1.5')}\n") for each in range(count))
    )
    assert [each.line for each in model.activities] == [2 + 3 * each for each in range(count)]
    assert model.mentions[10].line == 33


def test_the_garbage_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        archi()
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(InputError):
        read(b"")
    assert gc.isenabled()


# Folders of coArchi.


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder as coArchi writes it: a process, an application that serves it, a view."""
    parts = {
        "folder.xml": '<archimate:ArchimateModel {ns} name="m" id="m" version="5.0.0"/>',
        "business/folder.xml": '<archimate:Folder {ns} name="Business Model" id="f" type="business"/>',
        "business/BusinessProcess_p.xml": '<archimate:BusinessProcess\n  {ns}\n  name="Take orders"\n  id="p"\n'
        '  documentation="Part of eTOM 1.1.1.5">\n  <properties\n  key="eTOM"\n  value="1.1.1.6"/>\n'
        "</archimate:BusinessProcess>",
        "application/ApplicationComponent_s.xml": '<archimate:ApplicationComponent {ns} name="CRM" id="s"/>',
        "relations/ServingRelationship_r.xml": "<archimate:ServingRelationship {ns} id='r'>"
        '<source xsi:type="archimate:ApplicationComponent" href="ApplicationComponent_s.xml#s"/>'
        '<target xsi:type="archimate:BusinessProcess" href="BusinessProcess_p.xml#p"/>'
        "</archimate:ServingRelationship>",
        "diagrams/ArchimateDiagramModel_v.xml": '<archimate:ArchimateDiagramModel {ns} name="View" id="v">'
        '<children id="c"><source href="x.xml#x"/></children></archimate:ArchimateDiagramModel>',
    }
    namespaces = f'{XSI} xmlns:archimate="http://www.archimatetool.com/archimate"'
    for name, content in parts.items():
        path = tmp_path / "model" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace("{ns}", namespaces), encoding="utf-8")
    return tmp_path


def test_a_coarchi_folder_is_one_model(repository: Path) -> None:
    model = archimate.read_folder(repository, name="repo")
    assert model == archimate.read_folder(repository / "model", name="repo")
    assert [(each.id, each.type, each.name, each.line) for each in model.activities] == [
        ("p", "BusinessProcess", "Take orders", 5)
    ]
    assert [(each.text, each.found_by, each.key, each.line) for each in model.mentions] == [
        ("Part of eTOM 1.1.1.5", "keyword", "documentation", 5),
        ("1.1.1.6", "property", "eTOM", 8),
    ]
    folder = repository / "model"
    assert model.files == {
        "p": str(folder / "business" / "BusinessProcess_p.xml"),
        "s": str(folder / "application" / "ApplicationComponent_s.xml"),
    }
    assert supports(model) == {"s": ("p",)}
    assert (model.file, model.skipped, codes(model)) == ("repo", 0, [])


def test_broken_files_of_a_coarchi_folder_are_left_out(repository: Path) -> None:
    folder = repository / "model" / "business"
    (folder / "BusinessProcess_broken.xml").write_bytes(b"\n\nnothing")
    (folder / "BusinessProcess_cut.xml").write_text(
        '<archimate:BusinessProcess xmlns:archimate="http://www.archimatetool.com/archimate" id="cut">'
    )
    (folder / "page.xml").write_text('<html xmlns="http://www.w3.org/1999/xhtml"/>')
    (folder / "link.xml").symlink_to(repository / "model" / "business" / "BusinessProcess_p.xml")
    os.mkfifo(folder / "pipe.xml")
    model = archimate.read_folder(repository)
    assert [each.id for each in model.activities] == ["cut", "p"]
    assert [(each.code, each.file, each.line) for each in model.notices] == [
        ("Source-file-skipped", str(folder / "BusinessProcess_broken.xml"), 3),
        ("Source-truncated", str(folder / "BusinessProcess_cut.xml"), 1),
        ("Source-file-skipped", str(folder / "page.xml"), 1),
    ]
    assert model.skipped == 2


def test_parts_of_a_folder_with_an_undeclared_prefix_are_understood(repository: Path) -> None:
    part = repository / "model" / "business" / "BusinessProcess_p.xml"
    part.write_text('<archimate:BusinessProcess id="p" name="Sell"/>')
    model = archimate.read_folder(repository)
    assert [(each.id, each.name) for each in model.activities] == [("p", "Sell")]


def test_other_folders_are_no_models(repository: Path) -> None:
    assert archimate.is_folder(repository)
    assert archimate.is_folder(repository / "model")
    other = repository / "model" / "business"
    assert not archimate.is_folder(other)
    with pytest.raises(InputError, match="no coArchi model") as caught:
        archimate.read_folder(other)
    assert caught.value.file == str(other)


# Bad input.


def test_ids_are_made_unique_and_told() -> None:
    model = archi(
        element("BusinessProcess", "p"),
        element("BusinessProcess", "p"),
        element("BusinessProcess", "p#2"),
        element("BusinessProcess", "p"),
        element("BusinessProcess", ""),
        relation("Triggering", "p", "p#2"),
    )
    assert [each.id for each in model.activities] == ["p", "p#2", "p#2#2", "p#3", "BusinessProcess-5"]
    assert [(each.code, each.line, each.subject) for each in model.notices] == [
        ("Source-id-repeated", 3, "p#2"),
        ("Source-id-repeated", 4, "p#2#2"),
        ("Source-id-repeated", 5, "p#3"),
        ("Source-id-missing", 6, "BusinessProcess-5"),
    ]


def test_relationships_that_lead_nowhere_are_left_out_and_told() -> None:
    model = archi(
        element("BusinessProcess", "p"),
        element("BusinessProcess", "q"),
        relation("Triggering", "p", "q"),
        relation("Triggering", "p", "gone"),
        relation("Association", "p", "r-Triggering-p-q"),
        '<element xsi:type="archimate:FlowRelationship" id="f" source="p"/>',
    )
    assert len(model.flows) == 1
    assert [(each.code, each.line, each.value) for each in model.notices] == [
        ("Source-reference-dangling", 5, "gone"),
        ("Source-reference-dangling", 7, ""),
    ]
    assert model.skipped == 2


def test_types_that_are_none_are_told() -> None:
    model = archi(element("BusinesProcess", "typo"), "<element id='none'/>", element("BusinessProcess", "p"))
    assert [each.id for each in model.activities] == ["p"]
    assert [(each.code, each.subject, each.value) for each in model.notices] == [
        ("Source-type-unknown", "typo", "archimate:BusinesProcess"),
        ("Source-type-unknown", "none", ""),
    ]


def test_a_hundred_notices_of_a_kind_are_enough() -> None:
    model = archi(*(element("Process", str(each)) for each in range(150)), element("BusinessProcess", "p"))
    assert len(model.notices) == 101
    assert model.notices[-1].code == "Source-type-unknown"
    assert model.notices[-1].message.en.startswith("50 more")


def test_a_model_of_which_nothing_counts_is_told() -> None:
    assert codes(archi(element("BusinessObject", "o"))) == ["Source-empty"]
    assert codes(archi()) == ["Source-empty"]


def test_a_file_that_breaks_off_is_read_up_to_there() -> None:
    model = read(ARCHI + element("BusinessProcess", "p") + '<element xsi:type="archimate:Busi')
    assert [each.id for each in model.activities] == ["p"]
    assert codes(model)[0] == "Source-truncated"


def test_undeclared_prefixes_are_understood() -> None:
    model = read("<archimate:model>" + element("BusinessProcess", "p") + "</archimate:model>")
    assert [each.id for each in model.activities] == ["p"]
    assert "Source-recovered" in codes(model)


def test_an_element_with_an_undeclared_prefix_is_none_of_the_model() -> None:
    task = '<element identifier="{}" xsi:type="BusinessProcess"/>\n'
    model = read(f'<model {XSI}>\n{task.format("p")}<other:element id="x"/>\n{task.format("q")}</model>')
    assert [(each.id, each.line) for each in model.activities] == [("p", 2), ("q", 4)]


BOMB = "<!DOCTYPE archimate:model [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
XXE = '<!DOCTYPE archimate:model [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "XML"),
        (b"\x00\x01\x02", 1, "XML"),
        (b"not XML", 1, "XML"),
        (b"\n<definitions/>", 2, "root element is definitions"),
        (b'<model xmlns="http://maven.apache.org/POM/4.0.0"/>', 1, "root element is model"),
        (BOMB + ARCHI + element("BusinessProcess", "&b;"), 1, "DOCTYPE"),
        (XXE + ARCHI + element("BusinessProcess", "&e;"), 1, "DOCTYPE"),
        ('<!DOCTYPE m SYSTEM "http://example.org/m.dtd">' + ARCHI, 1, "DOCTYPE"),
        (ARCHI + "<folder>" * 300, None, "256 levels"),
        (zipped("<x/>", "other.xml"), None, "holds no model.xml"),
        (zipped("<x/>", "a.archimate", "b.archimate"), None, "holds 2 models"),
        (zipped("<x/>"), 1, "root element is x"),
        (zipped(ARCHI, method=ZIP_BZIP2), None, "rare way"),
        (zipped(ARCHI)[:-30], None, "damaged or cut off"),
        (b"PK\x03\x04", None, "damaged or cut off"),
    ],
)
def test_what_is_no_model_is_refused(data: str | bytes, line: int | None, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(data)
    assert caught.value.file == "model.archimate"
    assert line in (None, caught.value.line)


def test_an_archive_that_grows_beyond_reason_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = zipped(ARCHI.encode() + b" " * 20_000_000)
    monkeypatch.setattr(ZipFile, "open", refuse)
    with pytest.raises(InputError, match="more than 50 times"):
        read(bomb)


def refuse(*_: object) -> None:
    pytest.fail("unpacked")


def test_an_archive_may_not_fill_the_memory_with_what_is_no_record() -> None:
    junk = "".join(f"<x a{each}=''/>" for each in range(900_000))
    with pytest.raises(InputError, match=r"12 MB|500,000"):
        read(zipped(ARCHI + junk))


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(zipped(ARCHI))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(InputError, match="encrypted"):
        read(bytes(data))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "images\\..\\..\\x"])
def test_names_that_lead_out_of_an_archive_are_told(name: str) -> None:
    model = read(zipped(ARCHI + element("BusinessProcess", "p") + "</archimate:model>", "model.xml", name))
    assert [(each.code, each.value) for each in model.notices] == [("Source-archive-path", name)]


def test_a_harmless_archive_gives_no_notice() -> None:
    model = read(
        zipped(ARCHI + element("BusinessProcess", "p") + "</archimate:model>", "model.xml", "images/a..b.png")
    )
    assert codes(model) == []


def test_the_limits_hold_for_every_archive() -> None:
    assert (
        inflation.unzip(BytesIO(zipped(b"x" * 1000)), "model.xml", ".archimate", name="a").content.read()
        == b"x" * 1000
    )


# Anything at all.

IDS = st.sampled_from(["a", "b", "c", "d", "a#2", "", "д"])
TYPES = st.sampled_from(
    [
        "BusinessProcess",
        "BusinessService",
        "ApplicationComponent",
        "ApplicationFunction",
        "ApplicationService",
        "Junction",
        "BusinessRole",
        "Grouping",
        "BusinessEvent",
        "Node",
        "Nonsense",
        "Capability",
        "ArchimateDiagramModel",
    ]
)
RELATIONS = st.sampled_from(
    [
        "Composition",
        "Aggregation",
        "Assignment",
        "Realization",
        "Serving",
        "UsedBy",
        "Triggering",
        "Flow",
        "Access",
        "Nonsense",
    ]
)
WORDS = st.sampled_from(
    ["eTOM", "еТОМ id", "TAM", "", " \n", "1.1.1.5", "eTOM: 1.1.1.5", '"<&>', "\u202e\ufffe"[:1]]
)
PROPERTIES = st.lists(st.builds(prop, WORDS, WORDS), max_size=2).map("".join)
MODELS = st.lists(
    st.one_of(st.builds(element, TYPES, IDS, PROPERTIES, WORDS), st.builds(relation, RELATIONS, IDS, IDS)),
    max_size=20,
).map(lambda parts: (ARCHI + "".join(parts) + "</archimate:model>").encode())
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def check(data: bytes, reader: Callable[..., SourceModel] = archimate.read) -> None:
    """Hold what is true of every model, and that nothing but InputError comes out."""
    try:
        model = reader(BytesIO(data), name="m")
    except InputError as error:
        assert error.message.en.isprintable()  # noqa: PT017
        assert error.message.ru.isprintable()  # noqa: PT017
        return
    activities = [each.id for each in model.activities]
    containers = [each.id for each in model.containers]
    systems = [each.id for each in model.systems]
    assert all(len(set(ids)) == len(ids) for ids in (activities + systems, activities + containers))
    assert all(each.part_of is None or each.part_of in activities for each in model.activities)
    assert all(each.component is None or each.component in containers for each in model.activities)
    assert all(set(each.supports) <= set(activities) for each in model.systems)
    assert {each.subject for each in model.mentions} <= {*activities, *containers, *systems}
    assert all(each.text.strip() for each in model.mentions)
    for notice in model.notices:
        if notice.code != "Source-recovered":  # which quotes the parser
            assert notice.message.en.isprintable()
            assert notice.message.ru.isprintable()


@given(MODELS)
@relaxed
def test_any_model_gives_records_that_fit_together(data: bytes) -> None:
    check(data)


@given(
    MODELS,
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60), st.binary(max_size=8)), max_size=4),
    st.booleans(),
)
@example((ARCHI + "</archimate:model>").encode(), [(0, 0, b"\xff\xfe")], False)
@example((ARCHI + "</archimate:model>").encode(), [(20, 0, b"\x00")], True)
@relaxed
def test_any_damage_is_survived(data: bytes, damage: list[tuple[int, int, bytes]], packed: bool) -> None:
    data = zipped(data) if packed else data
    for offset, length, other in damage:
        place = offset % (len(data) + 1)
        data = data[:place] + other + data[place + length :]
    check(data)
