"""Read ArchiMate models that were written or damaged at random: nothing but InputError comes out."""

from collections.abc import Callable
from io import BytesIO

from archimate_models import ARCHI, element, prop, relation, zipped
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etom_rdf.errors import InputError
from etom_rdf.readers import archimate
from etom_rdf.readers.records import SourceModel

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
