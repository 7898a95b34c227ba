"""Files that are checked as they go by give the findings that the same files give in memory."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from models import Model

from etom_rdf.errors import InputError
from etom_rdf.validation import Finding, Report, checking, validate
from etom_rdf.validation.fast.stream import cutting, merging, reading, run, scan, worker
from etom_rdf.validation.fast.stream.cutting import Cut
from etom_rdf.validation.fast.stream.files import LargeFile
from etom_rdf.validation.fast.stream.finding import found_in_order
from etom_rdf.validation.fast.stream.reading import Context
from etom_rdf.validation.large_files import LargeModel

HERE = Path(__file__).parent
MODELS = [
    *sorted((HERE / "invalid").glob("*.ttl")),
    *sorted((HERE / "valid").glob("*.ttl")),
    *sorted((HERE.parent / "examples").rglob("*.ttl")),
    HERE / "questions" / "model.ttl",
]
HEADER = """\
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix ex: <https://example.org/> .
@prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Stream = Callable[..., Report]


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Return a function that checks files as large ones, and fails where they are read into memory after all."""

    def check(*paths: Path, max_findings: int | None = None) -> Report:
        runs: list[LargeModel] = []

        def large_model(*arguments: object, most: int | None) -> LargeModel:
            runs.append(LargeModel(*arguments, most=most))  # type: ignore[arg-type]
            return runs[-1]

        with monkeypatch.context() as patch:
            patch.setattr(checking, "LARGE", 0)
            patch.setattr("etom_rdf.validation.large_files.LargeModel", large_model)
            report = validate(*paths, max_findings=max_findings)
        assert runs
        return report

    return check


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Let files of any size be read by two processes; return a list of whether what the second found was used."""
    used: list[bool] = []
    merge = merging.merge

    def noted(*arguments: object) -> None:
        used[-1] = True
        merge(*arguments)  # type: ignore[arg-type]

    def cut_of(files: tuple[LargeFile, ...]) -> Cut | None:
        cut = cutting.cut_of(files)
        if cut is not None:
            used.append(False)
        return cut

    monkeypatch.setattr(cutting, "WORTH_CUTTING", 0)
    monkeypatch.setattr(run, "cut_of", cut_of)
    monkeypatch.setattr(run, "merge", noted)
    return used


def as_rows(report: Report) -> list[dict[str, object]]:
    return [finding.as_json() for finding in report.findings]


def test_findings_beyond_the_limit_are_counted(stream: Stream) -> None:
    path = HERE.parent / "examples" / "operator" / "faulty.ttl"
    whole = validate(path)
    for report in (validate(path, max_findings=3), stream(path, max_findings=3)):
        assert len(report.findings) == 3
        assert report.counts == whole.counts
        assert sum(report.omitted.values()) == len(whole.findings) - 3
        assert report.exit_code() == whole.exit_code()


def without_lines(findings: Sequence[Finding]) -> set[tuple[object, ...]]:
    return {(one.code, one.focus, one.path, one.value, one.severity) for one in findings}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_file_gives_the_same_findings_at_the_same_lines(path: Path, stream: Stream) -> None:
    inside, streamed = validate(path), stream(path)
    assert as_rows(streamed) == as_rows(inside)
    assert streamed.sources == inside.sources
    assert streamed.exit_code() == inside.exit_code()


def test_all_files_together_are_one_model(stream: Stream) -> None:
    paths = sorted((HERE / "invalid").glob("*.ttl"))
    assert as_rows(stream(*paths)) == as_rows(validate(*paths))


@pytest.mark.parametrize("pieces", [1, 7, 40])
def test_where_the_pieces_of_a_file_end_does_not_matter(
    pieces: int, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etom_rdf.validation.fast.stream.reading._TOGETHER", pieces)
    path = HERE.parent / "examples" / "operator" / "faulty.ttl"
    assert as_rows(stream(path)) == as_rows(validate(path))


def test_subjects_of_any_length_are_taken(
    stream: Stream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_LARGEST", 200)
    monkeypatch.setattr(reading, "_TOGETHER", 6)
    path = tmp_path / "long.ttl"
    parts = " , ".join(f"ex:w{number}" for number in range(40))
    path.write_text(
        HEADER + f"ex:p a etom:Process ; etom:partOf {parts} ; etom:classifiedAs gost:1.1.1.13 .\n"
        "ex:w7 etom:partOf ex:p .\n",
        encoding="utf-8",
    )
    assert as_rows(stream(path)) == as_rows(validate(path))
    assert {one.code for one in stream(path).findings} >= {
        "Process-decomposition-acyclic",
        "Process-element-known",
    }


def test_planted_faults_are_found(tmp_path: Path, stream: Stream) -> None:
    model = Model(1500, seed=7)
    lines, turtle = tmp_path / "model.nt", tmp_path / "model.ttl"
    model.write_ntriples(lines)
    model.write_turtle(turtle)
    for path in (lines, turtle):
        report = stream(path)
        found = {(one.code, one.focus, one.value) for one in report.findings}
        assert {code: sum(code == one[0] for one in found) for code in model.expected} == dict(model.expected)
        assert all(one.line is not None for one in report.findings)
        assert report == validate(path)


def test_statements_in_any_order_are_one_model(tmp_path: Path, stream: Stream) -> None:
    model = Model(150, seed=3)
    path = tmp_path / "model.nt"
    model.write_ntriples(path)
    by_predicate = sorted(
        path.read_text(encoding="utf-8").splitlines(), key=lambda line: line.split(" ", 2)[1:]
    )
    path.write_text("\n".join(by_predicate) + "\n", encoding="utf-8")
    streamed, inside = stream(path), validate(path)
    assert as_rows(streamed) == as_rows(inside)
    assert streamed.sources == inside.sources


def test_a_broken_file_is_an_error_and_nothing_of_it_counts(tmp_path: Path, stream: Stream) -> None:
    good, broken = HERE / "invalid" / "Process-element-known.ttl", tmp_path / "broken.ttl"
    broken.write_text(
        HEADER + "ex:q etom:classifiedAs gost:1.1.1.8 .\nex:p etom:performs\n", encoding="utf-8"
    )
    report = stream(broken, good)
    assert [one.code for one in report.findings] == [one.code for one in validate(good).findings]
    (error,) = report.errors
    assert isinstance(error, InputError)
    assert (error.file, error.line) == (str(broken), 11)
    assert report.exit_code() == 2


def test_other_vocabularies_are_read_in_memory(tmp_path: Path, stream: Stream) -> None:
    path = tmp_path / "plan.ttl"
    path.write_text(
        HEADER + "ex:p a <http://purl.org/net/p-plan#Step> ; etom:classifiedAs gost:1.1.1.13 .",
        encoding="utf-8",
    )
    assert as_rows(stream(path)) == as_rows(validate(path))


def test_a_model_without_our_vocabulary_has_nothing_to_check(tmp_path: Path, stream: Stream) -> None:
    path = tmp_path / "other.ttl"
    path.write_text(HEADER + "ex:a ex:b ex:c .\n", encoding="utf-8")
    assert stream(path).nothing_to_check


@pytest.mark.parametrize(
    "path",
    [HERE.parent / "examples" / "operator" / name for name in ("model.ttl", "faulty.ttl")]
    + [HERE / "invalid" / "Process-decomposition-acyclic.ttl", HERE / "questions" / "model.ttl"],
    ids=lambda path: path.stem,
)
def test_two_processes_find_what_one_finds(path: Path, stream: Stream, answers: list[bool]) -> None:
    inside, streamed = validate(path), stream(path)
    assert as_rows(streamed) == as_rows(inside)
    assert streamed.sources == inside.sources
    assert answers == [True]


def test_two_processes_find_planted_faults(tmp_path: Path, stream: Stream, answers: list[bool]) -> None:
    model = Model(1500, seed=7)
    lines, turtle = tmp_path / "model.nt", tmp_path / "model.ttl"
    model.write_ntriples(lines)
    model.write_turtle(turtle)
    for path in (lines, turtle):
        assert stream(path) == validate(path)
    assert as_rows(stream(lines, turtle)) == as_rows(validate(lines, turtle))
    assert answers == [True, True, True]
    limited = stream(lines, max_findings=20)
    assert len(limited.findings) == 20
    assert limited.counts == validate(lines).counts


def test_what_both_halves_speak_of_is_one_subject(
    tmp_path: Path, stream: Stream, answers: list[bool]
) -> None:
    path = tmp_path / "model.nt"
    Model(150, seed=3).write_ntriples(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(sorted(lines, key=lambda line: line.split(" ", 2)[1:])) + "\n", encoding="utf-8"
    )
    streamed, inside = stream(path), validate(path)
    assert as_rows(streamed) == as_rows(inside)
    assert streamed.sources == inside.sources
    assert answers == [True]


FILLER = "".join(f"ex:f{number} a etom:Function ;\n    rdfs:label 'f'@en .\n" for number in range(40))


@pytest.mark.parametrize(
    ("middle", "is_used"),
    [
        ("ex:p etom:classifiedAs [ a etom:Process ] .\nex:q etom:classifiedAs [ a etom:Process ] .\n", True),
        ("_:a etom:classifiedAs gost:1.1.1.5 .\n" + FILLER + "_:a etom:classifiedAs gost:1.1.1.8 .\n", False),
        ("@prefix ex: <https://example.net/> .\nex:p etom:classifiedAs gost:1.1.1.8 .\n" + FILLER, False),
        (
            "ex:p a etom:Process ; etom:classifiedAs gost:1.1.1.8 ; rdfs:comment '''a.\n"
            + "ex:r a etom:Process .\n\n" * 90
            + "'''@en .\n",
            False,
        ),
    ],
    ids=["blank nodes", "a label in both halves", "another prefix", "a cut in a text"],
)
def test_wherever_a_file_is_cut(
    middle: str, is_used: bool, tmp_path: Path, stream: Stream, answers: list[bool]
) -> None:
    path = tmp_path / "model.ttl"
    end = "[] etom:classifiedAs gost:1.1.1.8 .\nex:s a etom:Process ; etom:processId '1.1.1.5' .\n"
    path.write_text(HEADER + FILLER + middle + FILLER + end, encoding="utf-8")
    streamed, inside = stream(path), validate(path)
    assert as_rows(streamed) == as_rows(inside)
    assert streamed.sources == inside.sources
    assert answers == [is_used]


def test_a_fault_in_the_second_half_is_named(tmp_path: Path, stream: Stream, answers: list[bool]) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(HEADER + FILLER + "ex:p etom:performs .\n", encoding="utf-8")
    good = HERE / "invalid" / "Process-element-known.ttl"
    (error,) = stream(good, path).errors
    assert isinstance(error, InputError)
    assert error.line == len(path.read_text(encoding="utf-8").splitlines())
    assert answers == [False, True]


def test_statements_are_found_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(HEADER + FILLER, encoding="utf-8")
    context = Context({"ex": "https://example.org/"}, "https://example.org/")
    first, second = "<https://example.org/f3>", "<https://example.org/f30>"
    file, lines = LargeFile(str(path), "turtle", str(path)), HEADER.count("\n")
    block = b"ex:f%d a etom:Function ;\n    rdfs:label 'f'@en .\n"
    assert found_in_order(file, [first, second], context) == [
        (lines + 2 * number, block % number) for number in (3, 30)
    ]
    assert found_in_order(file, [second, first], context) is None
    assert found_in_order(file, [first], Context({}, "https://example.org/")) is None


def test_a_second_process_that_dies_is_done_without(
    tmp_path: Path, stream: Stream, answers: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PROGRAM", "import sys; sys.exit(9)")
    path = HERE.parent / "examples" / "operator" / "faulty.ttl"
    assert as_rows(stream(path)) == as_rows(validate(path))
    assert answers == [False]


NODES = st.sampled_from(
    [f"ex:n{number}" for number in range(6)] + ["_:b1", "_:b2", "gost:1.1.1.5", "gost:1.1.1.13"]
)
VALUES = {
    "a": ["etom:Process", "etom:EndToEndProcess", "etom:Step", "etom:OwnElement", "etom:Function", "ex:Kind",
          "etom:System", "etom:OperationsSupportSystem", "etom:Product", "etom:Service", "gost:1.1.1.5"],
    "etom:classifiedAs": ["gost:1.1.1.5", "gost:1.1.1.9", "gost:1.1.1.8", "gost:1.1.1", "gost:1.2.1.1", "gost:1.1.1.13",
                          "ex:n1", "_:b1"],
    "etom:performs": ["gost:1.1.1.5-f1", "gost:1.1.1.9-f1", "gost:1.1.1.5-f99", "ex:n2"],
    "etom:qualifiedClassification": ["_:b1", "_:b2", "ex:n3"],
    "etom:element": ["gost:1.1.1.5", "gost:1.1.1.9", "ex:n1"],
    "etom:function": ["gost:1.1.1.5-f1", "gost:1.1.1.9-f1"],
    "etom:functionOf": ["gost:1.1.1.5", "ex:n1"],
    "etom:extends": ["gost:1.1.1.5", "gost:1.1.1.9", "ex:n4"],
    "etom:processId": ["'1.1.1.5'", "'123456.1.1.1.5'", "'123456.1.1.1.5.1'", "'2.1.1.1'", "'12.1.1.1.5'", "'x'",
                       "'1.1.1.9.1'", "'123456.1.1.1.13'", "7"],
    "skos:notation": ["'123456.1.1.1.5.1'", "'123456.1.1.1.5.1.1'", "'2.1.1.1'"],
    "etom:partOf": ["ex:n0", "ex:n1", "ex:n2", "ex:n3"],
    "etom:stepOf": ["ex:n0", "ex:n4"],
    "etom:runs": ["ex:n1", "ex:n2"],
    "etom:precededBy": ["ex:n1", "ex:n2", "ex:n5"],
    "etom:supports": ["gost:1.1.1.5", "gost:1.2", "ex:n1", "gost:9"],
    "etom:hasComponent": ["ex:n1", "ex:n2"],
    "etom:misspelt": ["ex:n1"],
    "rdfs:label": ["'Order'", "'Order'@en", "'Заказ'@en", "'Заказ'@ru"],
    "owl:sameAs": ["gost:1.1.1.5", "ex:n1"],
    "rdfs:subClassOf": ["etom:Process", "ex:Kind"],
}  # fmt: skip
STATEMENTS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda predicate: st.tuples(NODES, st.just(predicate), st.sampled_from(VALUES[predicate]))
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(  # a blank node in two places
    statements=[
        ("ex:n0", "a", "etom:Process"),
        ("_:b1", "etom:element", "gost:1.1.1.5"),
        ("ex:n1", "etom:qualifiedClassification", "_:b1"),
        ("_:b1", "a", "etom:Process"),
    ],
    kinds=[],
)
@given(statements=st.lists(STATEMENTS, min_size=1, max_size=25), kinds=st.lists(NODES, max_size=4))
def test_random_models_give_the_same_findings(
    statements: list[tuple[str, str, str]], kinds: list[str], tmp_path: Path, stream: Stream
) -> None:
    path = tmp_path / "random.ttl"
    lines = [f"{subject} {predicate} {value} ." for subject, predicate, value in statements]
    lines += [f"{node} a etom:Process ." for node in kinds]
    path.write_text(HEADER + "\n".join([*lines, "ex:Kind rdfs:label 'Kind'@en ."]) + "\n", encoding="utf-8")
    assert without_lines(stream(path).findings) == without_lines(validate(path).findings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(statements=st.lists(STATEMENTS, min_size=20, max_size=60))
def test_random_models_in_two_halves_give_the_same_findings(
    statements: list[tuple[str, str, str]], tmp_path: Path, stream: Stream, answers: list[bool]
) -> None:
    path = tmp_path / "random.ttl"
    lines = [f"{subject} {predicate} {value} .\n" for subject, predicate, value in statements]
    path.write_text(HEADER + "".join([*lines, "ex:Kind rdfs:label 'Kind'@en .\n"]), encoding="utf-8")
    assert without_lines(stream(path).findings) == without_lines(validate(path).findings)
    assert answers


@pytest.mark.parametrize(
    "statements",
    [
        "gost:1.1.1.5 owl:sameAs gost:1.1.1.5 . ex:n0 owl:sameAs gost:1.1.1.5 .",
        "gost:1.1.1.5 etom:extends gost:1.1.1.5 .",
        "ex:n3 etom:element gost:1.1.1.5 . ex:n2 etom:qualifiedClassification ex:n3 . ex:n2 a etom:Process . "
        "ex:n2 a etom:Process . ex:n3 a etom:Process .",
        "ex:a a ex:Kind . ex:a etom:classifiedAs ex:a . ex:b etom:classifiedAs ex:a . ex:c etom:classifiedAs ex:a .",
        "ex:a a etom:Process . ex:a etom:partOf gost:1.1.1.5 . gost:1.1.1.5 a etom:Process . "
        "gost:1.1.1.5 etom:partOf ex:a . ex:b a etom:Process . ex:a rdfs:label 'A'@en .",
    ],
    ids=[
        "the ontology's own node first",
        "more about a node of the ontology",
        "a node in two places",
        "a node that names itself",
        "a circle through the ontology, said in two places",
    ],
)
def test_a_subject_that_stands_for_no_other(statements: str, tmp_path: Path, stream: Stream) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(HEADER + statements.replace(" . ", " .\n") + "\n", encoding="utf-8")
    assert as_rows(stream(path)) == as_rows(validate(path))
