"""Hold what activities inherit from their containers and from the processes that they are part of."""

from mentions import CATALOGUE, resolved

from etom_rdf.readers.records import Activity, Container, Mention, SourceModel
from etom_rdf.references import resolve, with_inherited

POOL = Container("pool", "pool", "Sales", 2)
LANE = Container("lane", "lane", "Clerk", 3)
NESTED = (
    Activity("p", "process", part_of=None, component="Sales"),
    Activity("s", "subProcess", part_of="p"),
    Activity("t", "task", part_of="s", component="Clerk"),
    Activity("u", "task", part_of="p"),
)


def inherited(*mentions: Mention) -> dict[str, str]:
    model = SourceModel("a.bpmn", "bpmn", NESTED, containers=(POOL, LANE), mentions=mentions)
    found = with_inherited(model, resolve(model, CATALOGUE))
    return {one.subject: one.inherited for one in found.references if one.inherited}


def test_activities_inherit_from_the_nearest_that_says_something() -> None:
    on_process, on_lane = (
        Mention("p", "1.1.1.5", "property", "eTOM"),
        Mention("lane", "1.1.1.6", "property", "eTOM"),
    )
    on_pool, on_task = (
        Mention("pool", "1.1.1.7", "property", "eTOM"),
        Mention("t", "1.1.1.9", "property", "eTOM"),
    )
    assert inherited(on_process) == {"s": "p", "t": "p", "u": "p"}
    assert inherited(on_lane) == {"t": "lane"}
    assert inherited(on_pool) == dict.fromkeys(("p", "s", "t", "u"), "pool")
    assert inherited(on_process, on_task) == {"s": "p", "u": "p"}
    assert inherited() == {}


def test_a_reference_on_a_container_is_told() -> None:
    found = resolved(Mention("pool", "1.1.1.7", "property", "eTOM", 2), containers=(POOL,))
    assert [(one.code, one.subject, one.line) for one in found.findings] == [
        ("Mapping-on-container", "pool", 2)
    ]


def test_what_is_inherited_is_told_no_more_and_inherited_once() -> None:
    mention = Mention("pool", "1.1.1.7", "property", "eTOM", 2)
    model = SourceModel("a.bpmn", "bpmn", NESTED, containers=(POOL, LANE), mentions=(mention,))
    once = with_inherited(model, resolve(model, CATALOGUE))
    assert (len(once.references), once.findings) == (5, ())
    assert with_inherited(model, once) == once


def test_a_circle_of_parts_ends() -> None:
    activities = (Activity("a", "task", part_of="b"), Activity("b", "task", part_of="a"))
    model = SourceModel("a", "bpmn", activities, mentions=(Mention("a", "1.1.1.5", "property", "eTOM"),))
    assert [one.subject for one in with_inherited(model, resolve(model, CATALOGUE)).references] == ["a", "b"]
