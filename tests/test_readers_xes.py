"""Read event logs: counts of real logs, what is an activity and how often it counts, packed logs, and bad input."""

import gzip
import json
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etom_rdf.errors import InputError
from etom_rdf.readers import xes
from etom_rdf.readers.records import SourceModel

NAMESPACES = (
    "",
    ' xmlns="http://www.xes-standard.org/"',
    ' xmlns="http://www.xes-standard.org" xes.version="2.0"',
)


def read(data: str | bytes) -> SourceModel:
    return xes.read(BytesIO(data if isinstance(data, bytes) else data.encode()), name="log.xes")


def string(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"


def event(name: str, *attributes: str, transition: str = "") -> str:
    lifecycle = string("lifecycle:transition", transition) if transition else ""
    return f"<event>{string('concept:name', name)}{lifecycle}{''.join(attributes)}</event>\n"


def log(*traces: str, namespace: str = "") -> SourceModel:
    return read(f"<log{namespace}>\n" + "".join(f"<trace>{trace}</trace>\n" for trace in traces) + "</log>")


def counts(model: SourceModel) -> dict[str, int | None]:
    return {each.id: each.count for each in model.activities}


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


@pytest.mark.parametrize("file", ["orders.xes", "tickets.xes"])
@pytest.mark.parametrize("packed", [False, True])
def test_real_logs_have_the_counts_that_were_made_independently(
    shared_cases: Path, file: str, packed: bool
) -> None:
    expected = json.loads((shared_cases / "expected.json").read_bytes())[f"xes/{file}"]["counts"]
    data = (shared_cases / "xes" / file).read_bytes()
    model = read(gzip.compress(data, mtime=0) if packed else data)
    assert len(model.activities) == expected["distinct_activities"]
    assert sum(each.count or 0 for each in model.activities) == expected["events"]
    words = "traces: {traces}, events: {events}, distinct activities: {distinct_activities}".format_map(
        expected
    )
    assert [(each.code, each.severity, each.message.en) for each in model.notices] == [
        ("Source-log-counted", "info", words)
    ]


def test_activities_come_in_the_order_and_with_the_line_of_their_first_event(shared_cases: Path) -> None:
    with (shared_cases / "xes" / "tickets.xes").open("rb") as source:
        model = xes.read(source, name="tickets.xes")
    assert [(each.id, each.type, each.line, each.count) for each in model.activities[:3]] == [
        ("Assign seriousness", "event", 6, 10),
        ("Take in charge ticket", "event", 10, 9),
        ("Resolve ticket", "event", 14, 12),
    ]


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_namespace_is_understood(namespace: str) -> None:
    assert counts(log(event("A") + event("B"), event("A"), namespace=namespace)) == {"A": 2, "B": 1}


def test_prefixes_globals_and_classifiers_do_not_count() -> None:
    model = read(
        '<x:log xmlns:x="http://www.xes-standard.org/"><x:extension name="Concept" prefix="concept" uri="u"/>'
        '<x:global scope="event"><x:string key="concept:name" value="__INVALID__"/></x:global>'
        '<x:classifier name="c" keys="org:resource"/><x:trace><x:string key="concept:name" value="case 1"/><x:event>'
        '<x:string key="org:resource" value="Clerk"/><x:string key="concept:name" value="A"/></x:event></x:trace>'
        "</x:log>"
    )
    assert counts(model) == {"A": 1}


def test_completions_count_and_other_transitions_only_without_them() -> None:
    steps = [
        ("A", "start"),
        ("A", "complete"),
        ("A", "START"),
        ("A", "COMPLETE"),
        ("A", "suspend"),
        ("B", ""),
    ]
    steps += [("C", "schedule"), ("C", "start"), ("C", "start"), ("C", "nonsense"), ("D", "nonsense")]
    model = log("".join(event(name, transition=transition) for name, transition in steps))
    assert counts(model) == {"A": 2, "B": 1, "C": 2, "D": 1}


def test_names_are_kept_as_ids_and_folded_as_names() -> None:
    model = log(event("1.1.1.5  Order\thandling ") + event("1.1.1.5 Order handling"))
    assert [each.name for each in model.activities] == 2 * ["1.1.1.5 Order handling"]
    assert len({each.id for each in model.activities}) == 2


def test_nested_attributes_and_events_without_a_trace() -> None:
    nested = f'<list key="x"><values>{string("concept:name", "no")}</values></list>'
    model = read(f"<log>{event('A', nested)}<trace>{event('A')}</trace></log>")
    assert counts(model) == {"A": 2}


def test_attributes_that_speak_of_etom_are_reported_once() -> None:
    model = log(
        event("A", string("eTOM", "1.1.1.5"), string("customEtomizer", "1.1.1.6"))
        + event("A", string("eTOM", "1.1.1.5"), string("еТОМ id", "1.1.1.7"))
        + event("B", string("eTOM", "1.1.1.5"), string("eTOM", " "))
    )
    assert [(each.subject, each.text, each.key, each.found_by, each.line) for each in model.mentions] == [
        ("A", "1.1.1.5", "eTOM", "property", 2),
        ("A", "1.1.1.7", "еТОМ id", "property", 3),
        ("B", "1.1.1.5", "eTOM", "property", 4),
    ]


def test_a_log_that_speaks_of_etom_contains_its_activities() -> None:
    attributes = string("concept:name", "Orders of 2026") + string("eTOM", "1.1.1.5")
    model = read(f"\n<log>{attributes}<trace>{event('log')}</trace></log>")
    assert [(each.id, each.type, each.name, each.line) for each in model.containers] == [
        ("log#", "log", "Orders of 2026", 2)
    ]
    assert [each.component for each in model.activities] == ["log#"]
    assert [(each.subject, each.text) for each in model.mentions] == [("log#", "1.1.1.5")]


def test_an_identifier_at_a_trace_is_told() -> None:
    model = log(string("eTOM", "1.1.1.5") + event("A"), string("eTOM", "1.1.1.6") + event("A"))
    assert [(each.code, each.value) for each in model.notices[1:]] == [("Source-mention-unused", "1.1.1.5")]
    assert model.mentions == ()


def test_events_without_a_name_are_left_out_and_told() -> None:
    model = log("\n<event/>" + event(" ") + event("A"))
    assert counts(model) == {"A": 1}
    assert [(each.code, each.line) for each in model.notices] == [
        ("Source-log-counted", 1),
        ("Source-name-missing", 3),
    ]
    assert "left out: 2" in model.notices[1].message.en
    assert model.skipped == 2


def test_a_log_without_activities_is_told() -> None:
    assert codes(read("<log/>")) == ["Source-log-counted", "Source-empty"]


def test_lines_are_right_far_down() -> None:
    events = 33_000
    model = log(*(f"\n{event('A')}" for _ in range(events)), f"\n\n{event('B')}")
    assert [each.line for each in model.activities] == [3, 1 + 3 * events + 3]


def test_too_many_names_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xes, "_NAMES", 3)
    model = log(
        "".join(event(f"case {number}", string("eTOM", "1.1.1.5")) for number in range(5)), event("case 0")
    )
    assert counts(model) == {"case 0": 2, "case 1": 1, "case 2": 1}
    assert (len(model.mentions), model.skipped) == (3, 2)
    assert codes(model) == ["Source-log-counted", "Source-names-cut"]


# Bad input.


@pytest.mark.parametrize("packed", [False, True])
def test_a_log_that_breaks_off_is_read_up_to_there(packed: bool) -> None:
    data = f"<log><trace>{event('A')}{event('B')}<event><string key=".encode()
    model = read(gzip.compress(data, mtime=0) if packed else data)
    assert counts(model) == {"A": 1, "B": 1}
    assert codes(model)[0] == "Source-truncated"


def test_an_archive_that_breaks_off_is_read_up_to_there() -> None:
    numbers = "".join(event("A", string("x", str(number * 7919 % 10007))) for number in range(20_000))
    packed = gzip.compress(f"<log>{numbers}</log>".encode())
    model = read(packed[: len(packed) // 2])
    assert 5_000 < (counts(model)["A"] or 0) < 15_000
    assert codes(model)[0] == "Source-truncated"


def test_archives_in_several_parts_are_read_to_their_end() -> None:
    whole = f"<log>{event('A')}{event('B')}</log>".encode()
    assert counts(read(gzip.compress(whole[:30], mtime=0) + gzip.compress(whole[30:], mtime=0))) == {
        "A": 1,
        "B": 1,
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "XML"),
        (b"case;activity\n1;A", "XML"),
        (b"<html/>", "root element is html"),
        (b"<logs/>", "root element is logs"),
        (gzip.compress(b"case;activity", mtime=0), "XML"),
        (gzip.compress(gzip.compress(b"<log/>", mtime=0)), "XML"),
        (b"\x1f\x8b", "XML"),
        (b"\x1f\x8b\x08\x00nonsense" + bytes(20), "damaged or cut off"),
        (gzip.compress(b"<log/>", mtime=0)[:-8] + bytes(8), "damaged or cut off"),
        (b"<!DOCTYPE log [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><log>&a;</log>", "DOCTYPE"),
        (b"<log>" + b"<list>" * 300, "256 levels"),
    ],
)
def test_what_is_no_log_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(data)
    assert caught.value.file == "log.xes"
    assert caught.value.message.ru != caught.value.message.en


def test_an_archive_that_grows_beyond_reason_is_refused() -> None:
    bomb = gzip.compress(b"<log>" + b"<trace></trace>" * 5_000_000, 9)
    with pytest.raises(InputError, match="more than 200 times"):
        read(bomb)


@pytest.mark.parametrize("junk", [b"<x/>", b"a", b"<x a='' b=''/>"])
def test_an_archive_may_not_fill_the_memory_with_what_is_no_event(junk: bytes) -> None:
    bomb = gzip.compress(b"<log>" + event("A").encode() + b"<event>" + junk * (15_000_000 // len(junk)))
    with pytest.raises(InputError, match=r"12 MB|500,000"):
        read(bomb)


# Anything at all.

WORDS = st.sampled_from(["A", "B ", "", " ", "1.1.1.5", "eTOM", "complete", "start", '"<&>', "log", "д\n"])
KEYS = st.sampled_from(["concept:name", "lifecycle:transition", "eTOM", "еТОМ", "x", ""])
ATTRIBUTES = st.lists(st.builds(string, KEYS, WORDS), max_size=4).map("".join)
EVENTS = st.lists(ATTRIBUTES.map("<event>{}</event>".format), max_size=4).map("".join)
TRACES = st.builds("<trace>{}{}</trace>".format, ATTRIBUTES, EVENTS)
LOGS = st.builds(
    "<log{}>{}{}</log>".format,
    st.sampled_from(NAMESPACES),
    ATTRIBUTES,
    st.lists(TRACES, max_size=4).map("".join),
)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def check(data: bytes) -> None:
    """Hold what is true of every log, and that nothing but InputError comes out."""
    try:
        model = read(data)
    except InputError as error:
        assert error.message.en.isprintable()  # noqa: PT017
        assert error.message.ru.isprintable()  # noqa: PT017
        return
    activities = [each.id for each in model.activities]
    known = {*activities, *(each.id for each in model.containers)}
    assert len(known) == len(activities) + len(model.containers)
    assert all((each.count or 0) >= 1 and (each.line or 0) >= 1 for each in model.activities)
    assert all(each.name and each.name == " ".join(each.name.split()) for each in model.activities)
    assert {each.component for each in model.activities} <= {None, *(each.id for each in model.containers)}
    assert {each.subject for each in model.mentions} <= known
    assert all(each.text.strip() for each in model.mentions)
    for notice in model.notices:
        if notice.code != "Source-recovered":  # which quotes the parser
            assert notice.message.en.isprintable()
            assert notice.message.ru.isprintable()


@given(LOGS)
@relaxed
def test_any_log_gives_records_that_fit_together(text: str) -> None:
    check(text.encode())


@given(
    LOGS,
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 60), st.binary(max_size=8)), max_size=4),
    st.booleans(),
)
@example("<log/>", [(0, 0, b"\x00")], False)
@relaxed
def test_any_damage_is_survived(text: str, damage: list[tuple[int, int, bytes]], packed: bool) -> None:
    data = gzip.compress(text.encode()) if packed else text.encode()
    for offset, length, other in damage:
        place = offset % (len(data) + 1)
        data = data[:place] + other + data[place + length :]
    check(data)
