"""Large models that are not RDF, and large files in folders, give the findings that they give in memory."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from models import Model
from pyoxigraph import NamedNode

from etom_rdf.catalogue import Catalogue
from etom_rdf.model import ProcessModel
from etom_rdf.readers import graph
from etom_rdf.readers.passing import PassingQuads
from etom_rdf.readers.records import Activity, Container, Mention, SourceModel, System
from etom_rdf.references import resolve
from etom_rdf.sources import Reading, read_models
from etom_rdf.validation import Report, checking
from etom_rdf.validation.checking import Checking, check_files, check_model
from etom_rdf.validation.large_runs import Large, check_large

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
FAULTY = EXAMPLES / "operator" / "faulty.ttl"
SOURCES = sorted(path for path in (EXAMPLES / "sources").iterdir() if path.suffix != ".md")

READING, CHECKING = Reading(), Checking()

Check = Callable[..., Report]


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Check:
    """Return a function that checks files of any kind as large ones, and fails where it does not."""

    def check(*paths: Path, reading: Reading = READING, how: Checking = CHECKING) -> Report:
        done: list[bool] = []

        def noted(*arguments: Any) -> object:
            found = check_large(*arguments)
            done.append(found is not None)
            return found

        with monkeypatch.context() as patch:
            patch.setattr(checking, "LARGE", 0)
            patch.setattr(graph, "_KEPT", -1)
            patch.setattr("etom_rdf.validation.large_runs.check_large", noted)
            report = check_files([*map(str, paths)], reading, how).report
        assert done == [True]
        return report

    return check


def held(*paths: Path, reading: Reading = READING, how: Checking = CHECKING) -> Report:
    return check_files([*map(str, paths)], reading, how).report


def same(report: Report, other: Report) -> bool:
    """Tell whether two reports say the same, also of what nodes are called; in the text of an error."""
    assert [one.as_json() for one in report.findings] == [one.as_json() for one in other.findings]
    assert report.names.labels == other.names.labels
    return report == other


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.suffix)
@pytest.mark.parametrize("reading", [Reading(), Reading(end_to_end=True, inherit=True)], ids=["plain", "all"])
def test_an_example_gives_the_same_findings(path: Path, reading: Reading, stream: Check) -> None:
    assert same(stream(path, reading=reading), held(path, reading=reading))


def test_all_examples_are_one_model(stream: Check) -> None:
    for reading in (Reading(), Reading(end_to_end=True)):
        assert same(stream(*SOURCES, reading=reading), held(*SOURCES, reading=reading))


@pytest.mark.parametrize("kind", ["bpmn", "archimate", "sssom", "xes"])
def test_all_shared_cases_give_the_same_findings(kind: str, shared_cases: Path, stream: Check) -> None:
    folder = shared_cases / kind
    for reading in (Reading(), Reading(end_to_end=True, inherit=True)):
        whole = held(folder, reading=reading)
        assert whole.findings
        assert same(stream(folder, reading=reading), whole)


def test_findings_beyond_the_limit_are_counted(shared_cases: Path, stream: Check) -> None:
    folder = shared_cases / "bpmn"
    whole, limited = held(folder), stream(folder, how=Checking(max_findings=5))
    assert limited.counts == whole.counts
    assert sum(limited.omitted.values()) > 0


def test_large_files_in_folders_are_checked_as_they_go_by(tmp_path: Path, stream: Check) -> None:
    for part in ("inner", ".hidden", "left"):
        (tmp_path / part).mkdir()
    lines = tmp_path / "inner" / "b.nt"
    Model(200, seed=5).write_ntriples(lines)
    # Prefixes that say how ids in other files are to be read would have all be read into memory.
    lines.write_bytes(lines.read_bytes().replace(b"ns/identifierPrefix>", b"ns/sourceId>"))
    (tmp_path / "a.txt").write_bytes(  # RDF by its content
        FAULTY.read_bytes().replace(b"etom:identifierPrefix", b"etom:sourceId")
    )
    (tmp_path / ".hidden" / "c.ttl").write_bytes(FAULTY.read_bytes())
    (tmp_path / "left" / "d.ttl").write_bytes(FAULTY.read_bytes())
    (tmp_path / "README.md").write_text("Nothing to see.\n", encoding="utf-8")
    (tmp_path / "empty.ttl").write_text("\n", encoding="utf-8")
    (tmp_path / "aa.bpmn").write_bytes((EXAMPLES / "sources" / "order-to-activation.bpmn").read_bytes())
    reading = Reading(exclude=("left/",))
    streamed, whole = stream(tmp_path, reading=reading), held(tmp_path, reading=reading)
    assert same(streamed, whole)
    assert [Path(one.file).name for one in streamed.sources] == ["a.txt", "aa.bpmn", "b.nt"]
    assert "Source-files-ignored" in {one.code for one in streamed.findings}


def test_a_broken_file_in_a_folder_is_an_error(tmp_path: Path, stream: Check) -> None:
    (tmp_path / "a.ttl").write_bytes(FAULTY.read_bytes())
    (tmp_path / "b.ttl").write_bytes(FAULTY.read_bytes() + b"op:p etom:performs\n")
    streamed, whole = stream(tmp_path), held(tmp_path)
    assert same(streamed, whole._replace(errors=streamed.errors))
    assert list(map(str, streamed.errors)) == list(map(str, whole.errors))
    assert len(whole.errors) == 1


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path, stream: Check) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(FAULTY.read_bytes())
    again = tmp_path / "." / "link.ttl"
    again.symlink_to(path)
    assert same(stream(path, again), held(path, again))
    assert len(stream(path, again).sources) == 1


def test_prefixes_of_enterprises_in_a_large_file_count_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ttl").write_text(
        "@prefix etom: <https://w3id.org/etom/ns/> .\n"
        "<https://example.org/us> a etom:Operator ; etom:identifierPrefix '123456' .\n",
        encoding="utf-8",
    )
    register = tmp_path / "b.csv"
    register.write_text("Process ID,Process name,eTOM\n1,Order,123456.1.1.1.5.1\n", encoding="utf-8")
    alone, whole = held(register), held(tmp_path)
    assert {one.code for one in alone.findings} - {one.code for one in whole.findings}
    monkeypatch.setattr(checking, "LARGE", 0)
    assert same(held(tmp_path), whole)


IDS = st.sampled_from(["a", "b", "c", "d", "p q"])
TEXTS = st.sampled_from(
    ["1.1.1.5", "1.1.1.5-f1", "1.1.1.9-f1", "1.1.1.8", "1.1.1", "1.1.1.13", "123456.1.1.1.5", "123456.1.1.1.5.1",
     "2.1.1.1", "1.1.1.5, 1.1.1.9", "x"]
)  # fmt: skip
NAMES = st.sampled_from(["", "Order", "Заказ", "a\nb ,  ; .", '"'])
IRIS = st.sampled_from(
    ["https://example.org/one", "https://w3id.org/etom/gost-r-53633/1.1.1.5", "https://example.org/two"]
)


@st.composite
def sources(draw: st.DrawFn) -> SourceModel:
    """Make up a file: some of its records share an IRI, or have that of an element."""
    ids = draw(st.lists(IDS, unique=True, min_size=1))
    activities = [
        Activity(
            one,
            "task",
            draw(NAMES),
            draw(st.none() | st.integers(1, 9)),
            draw(st.none() | IDS),
            draw(st.none() | IDS),
        )
        for one in ids
    ]
    systems = [
        System(one, draw(NAMES), 3, tuple(draw(st.lists(IDS, max_size=2))))
        for one in draw(st.lists(IDS, unique=True, max_size=2))
    ]
    mention = st.builds(
        Mention, IDS, TEXTS, st.sampled_from(["property", "sssom"]), st.just("eTOM"), st.none() | st.integers(1, 9),
        confidence=st.sampled_from([None, 0.5]), author=st.sampled_from([None, "Ann", "https://example.org/ann"]),
    )  # fmt: skip
    return SourceModel(
        "a.bpmn",
        "bpmn",
        tuple(activities),
        containers=(Container("a", "lane", "Sales"), Container("b", "application", "CRM")),
        systems=tuple(systems),
        mentions=tuple(draw(st.lists(mention, max_size=8))),
        iris=draw(st.dictionaries(IDS, IRIS, max_size=2)),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=sources(), inherit=st.booleans())
def test_random_records_give_the_same_findings(
    source: SourceModel, inherit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved = resolve(source, Catalogue.load())
    whole = graph.document(source, resolved, inherit=inherit)
    with monkeypatch.context() as patch:
        patch.setattr(graph, "_KEPT", -1)
        passing = graph.document(source, resolved, inherit=inherit)
    assert isinstance(passing.quads, PassingQuads)
    assert list(passing.quads) == whole.quads
    assert list(passing.lines) == whole.lines
    kinds = {source.file: source.kind}
    found = check_large(Large(), ProcessModel((passing,), kinds=kinds), Reading(), Checking())
    assert found is not None
    assert same(found[0], check_model(ProcessModel((whole,), kinds=kinds)))


def test_records_stand_together(shared_cases: Path) -> None:
    """A subject is not left before all is said of it, or it would have to be read again."""
    for document in read_models([shared_cases / "bpmn", shared_cases / "archimate"]).model.documents:
        named = (quad.subject for quad in document.quads if isinstance(quad.subject, NamedNode))
        order = [subject for subject, _ in groupby(named)]
        assert len(order) == len(set(order)), document.name
