"""Files that are checked as they go by give the findings that the same files give in memory."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from models import Model
from streamed_files import (
    HEADER,
    NODES,
    STATEMENTS,
    Stream,
    as_rows,
    stream_fixture,  # noqa: F401 (a fixture)
    without_lines,
)

from etom_rdf.errors import InputError
from etom_rdf.validation import checking, validate
from etom_rdf.validation.fast.stream import reading, scan

HERE = Path(__file__).parent
MODELS = [
    *sorted((HERE / "invalid").glob("*.ttl")),
    *sorted((HERE / "valid").glob("*.ttl")),
    *sorted((HERE.parent / "examples").rglob("*.ttl")),
    HERE / "questions" / "model.ttl",
]


def test_what_was_read_stands_in_the_order_of_the_arguments(
    stream: Stream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = "<urn:p> <https://w3id.org/etom/ns/classifiedAs> <https://w3id.org/etom/gost-r-53633/1.1.1.5> .\n"
    paths = [tmp_path / name for name in ("b.nt", "a.nt")]
    for path in paths:
        path.write_text(model)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(model.encode())))
    report = stream(Path("-"), *paths)
    assert [one.file for one in report.sources] == ["-", *map(str, paths)]


def test_findings_beyond_the_limit_are_counted(stream: Stream) -> None:
    path = HERE.parent / "examples" / "operator" / "faulty.ttl"
    whole = validate(path)
    for report in (validate(path, max_findings=3), stream(path, max_findings=3)):
        assert len(report.findings) == 3
        assert report.counts == whole.counts
        assert sum(report.omitted.values()) == len(whole.findings) - 3
        assert report.exit_code() == whole.exit_code()


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


def test_other_vocabularies_are_read_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.ttl"
    path.write_text(
        HEADER + "ex:p a <http://purl.org/net/p-plan#Step> ; etom:classifiedAs gost:1.1.1.13 .",
        encoding="utf-8",
    )
    inside = validate(path)
    monkeypatch.setattr(checking, "LARGE", 0)
    assert validate(path) == inside
    assert inside.findings


def test_a_model_without_our_vocabulary_has_nothing_to_check(tmp_path: Path, stream: Stream) -> None:
    path = tmp_path / "other.ttl"
    path.write_text(HEADER + "ex:a ex:b ex:c .\n", encoding="utf-8")
    assert stream(path).nothing_to_check


def test_what_is_judged_anew_is_counted_once(tmp_path: Path, stream: Stream) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(
        HEADER + "ex:a rdfs:label 'Order' .\nex:b rdfs:label 'Order' .\nex:c rdfs:label 'Order' .\n"
        "ex:b etom:misspelt ex:a .\n",
        encoding="utf-8",
    )
    inside = validate(path)
    for most in (1, 2, 3, 4):
        assert stream(path, max_findings=most).counts == inside.counts


def test_an_own_element_with_a_number_of_the_standard_is_not_the_only_one(
    tmp_path: Path, stream: Stream
) -> None:
    path = tmp_path / "model.ttl"
    said = "ex:e a etom:OwnElement ; etom:extends gost:1.1.1.5 ; skos:notation '1.1.1.5' .\n"
    path.write_text(HEADER + said, encoding="utf-8")
    streamed = stream(path)
    assert as_rows(streamed) == as_rows(validate(path))
    assert "OwnElement-id-unique" in {one.code for one in streamed.findings}


def test_a_class_of_processes_is_no_process(tmp_path: Path, stream: Stream) -> None:
    path = tmp_path / "model.ttl"
    path.write_text(
        HEADER + "ex:Kind rdfs:subClassOf etom:Process .\nex:p a ex:Kind, etom:Process .\n", encoding="utf-8"
    )
    assert [one.processes for one in stream(path).sources] == [1]
    assert stream(path).sources == validate(path).sources


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    streamed, inside = stream(path), validate(path)
    assert without_lines(streamed.findings) == without_lines(inside.findings)
    assert [one.processes for one in streamed.sources] == [one.processes for one in inside.sources]
    assert len(set(lines)) < len(lines) or streamed.sources == inside.sources
    assert stream(path, max_findings=1).counts == inside.counts


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
