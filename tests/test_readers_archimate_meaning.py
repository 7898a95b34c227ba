"""What elements and relationships of ArchiMate mean."""

import pytest
from archimate_models import archi, codes, element, network, prop, relation, supports

from etom_rdf.readers.records import SourceModel


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
    model = network(
        ("Triggering", "e", "p"),
        ("Flow", "p", "j"),
        ("Triggering", "j", "q"),
        ("Flow", "p", "f"),
        ("Flow", "a", "p"),
        ("Association", "p", "q"),
        BusinessProcess="pq",
        AndJunction="j",
        BusinessEvent="e",
        ApplicationFunction="f",
        BusinessActor="a",
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
    model = network(
        ("Composition", "a", "b"),
        ("Composition", "b", "a"),
        ("Serving", "b", "p"),
        ("Composition", "p", "q"),
        ("Composition", "q", "p"),
        ApplicationComponent="ab",
        BusinessProcess="pq",
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
