"""A large file is read by two processes, half by half, and gives what one process finds."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from models import Model
from streamed_files import (
    FILLER,
    HEADER,
    STATEMENTS,
    Stream,
    as_rows,
    stream_fixture,  # noqa: F401 (a fixture)
    without_lines,
)

from etom_rdf.errors import InputError
from etom_rdf.validation import validate
from etom_rdf.validation.fast.stream import cutting, merging, run, worker
from etom_rdf.validation.fast.stream.cutting import Cut
from etom_rdf.validation.fast.stream.files import LargeFile
from etom_rdf.validation.fast.stream.finding import found_in_order
from etom_rdf.validation.fast.stream.reading import Context

HERE = Path(__file__).parent


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
    whole = validate(lines)
    for most in (20, 3):  # more than three lie in each half
        limited = stream(lines, max_findings=most)
        assert len(limited.findings) == most
        assert set(limited.findings) <= set(whole.findings)
        assert limited.counts == whole.counts


def test_what_each_half_leaves_out_is_counted(tmp_path: Path, stream: Stream, answers: list[bool]) -> None:
    path = tmp_path / "model.ttl"
    said = "".join(f"ex:f{number} rdfs:label 'no language' .\n" for number in range(200))
    path.write_text(HEADER + said, encoding="utf-8")
    limited = stream(path, max_findings=3)
    assert len(limited.findings) == 3
    assert limited.counts == validate(path).counts
    assert answers == [True]


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


def test_what_the_second_half_says_of_the_ontology_counts(
    tmp_path: Path, stream: Stream, answers: list[bool]
) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(
        HEADER + FILLER + FILLER + "etom:Element rdfs:subClassOf etom:Process .\n", encoding="utf-8"
    )
    streamed = stream(path)
    assert as_rows(streamed) == as_rows(validate(path))
    assert "https://w3id.org/etom/gost-r-53633/1.1.1.5" in {one.focus for one in streamed.findings}
    assert answers == [True]


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(statements=st.lists(STATEMENTS, min_size=20, max_size=60))
def test_random_models_in_two_halves_give_the_same_findings(
    statements: list[tuple[str, str, str]], tmp_path: Path, stream: Stream, answers: list[bool]
) -> None:
    path = tmp_path / "random.ttl"
    lines = [f"{subject} {predicate} {value} .\n" for subject, predicate, value in statements]
    path.write_text(HEADER + "".join([*lines, "ex:Kind rdfs:label 'Kind'@en .\n"]), encoding="utf-8")
    streamed, inside = stream(path), validate(path)
    assert without_lines(streamed.findings) == without_lines(inside.findings)
    assert [one.processes for one in streamed.sources] == [one.processes for one in inside.sources]
    assert answers
