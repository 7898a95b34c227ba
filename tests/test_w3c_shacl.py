"""Run the W3C SHACL suite: the fast executor passes what it claims to support and hands over the rest."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import shared_folder

from etom_rdf.namespaces import RDF, SH
from etom_rdf.rdf_input import RdfDocument, read_rdf
from etom_rdf.validation.engines import check_alone, split
from etom_rdf.validation.fast.data import statements_of
from etom_rdf.validation.graph import Graph
from etom_rdf.validation.result import Result
from etom_rdf.validation.rules import severity_of
from etom_rdf.validation.shapes.errors import ShapesError
from etom_rdf.validation.shapes.paths import path_text, read_path
from etom_rdf.validation.shapes.reading import read_shapes_graph
from etom_rdf.validation.terms import is_blank

BASE = "https://example.invalid/"  # of every file without a base of its own
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SUITE = shared_folder() / "suites" / "shacl"
NOT_BY_PYSHACL = "sparql/pre-binding/shapesGraph-001"

Row = tuple[str, str | None, str | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one test of the suite: where it stands, and its node in the graph of its file."""

    file: Path
    node: str

    @property
    def name(self) -> str:
        return self.file.relative_to(SUITE).with_suffix("").as_posix()


def graph_of(document: RdfDocument) -> Graph:
    return Graph(statements_of(document.quads))


def one(graph: Graph, node: str, predicate: str) -> str:
    (value,) = graph.objects(node, predicate)
    return value


def entries() -> Iterator[Entry]:
    """Find the entries in all files: the manifests leave out sparql/component/nodeValidator-001."""
    for file in sorted(SUITE.rglob("*.ttl")):
        graph = graph_of(read_rdf(file))
        for subject in graph:
            if f"<{SHT}Validate>" in graph.objects(subject, f"{RDF}type"):
                yield Entry(file, subject)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "entry" in metafunc.fixturenames:
        found = list(entries()) or [None]
        metafunc.parametrize("entry", found, ids=lambda entry: entry.name if entry else "absent")


@dataclass(frozen=True, slots=True)
class Case:
    """Hold what a test runs and what must come out; None where validation must fail."""

    data: RdfDocument
    shapes: RdfDocument
    expected: Counter[Row] | None


def case_of(entry: Entry) -> Case:
    document = read_rdf(entry.file)
    graph = graph_of(document)
    action, result = (one(graph, entry.node, MF + name) for name in ("action", "result"))
    data, shapes = (
        read_rdf(entry.file.parent / unquote(one(graph, action, SHT + name)[1:-1].removeprefix(BASE)))
        for name in ("dataGraph", "shapesGraph")
    )
    if result == f"<{SHT}Failure>":
        return Case(data, shapes, None)
    rows = (row_of(graph, node) for node in graph.objects(result, f"{SH}result"))
    return Case(data, shapes, Counter(rows))


def row_of(graph: Graph, result: str) -> Row:
    """Read an expected result. Blank nodes are all the same: in a file of their own they have other names."""
    path, value = (next(iter(graph.objects(result, SH + name)), None) for name in ("resultPath", "value"))
    return (
        plain(one(graph, result, f"{SH}focusNode")),
        None if path is None else path_text(read_path(graph, path)),
        None if value is None else plain(value),
        plain(one(graph, result, f"{SH}sourceShape")),
        one(graph, result, f"{SH}sourceConstraintComponent"),
        severity_of(one(graph, result, f"{SH}resultSeverity")[1:-1]),
    )


def row_of_ours(result: Result) -> Row:
    value = None if result.value is None else plain(result.value)
    return plain(result.focus), result.path, value, plain(result.shape), result.component, result.severity


def plain(term: str) -> str:
    return "_:" if is_blank(term) else term


def test_the_suite_gives_what_it_expects(entry: Entry, shared_suites: Path) -> None:
    case = case_of(entry)
    if case.expected is None:
        with pytest.raises(ShapesError):
            check_alone(case.data, [case.shapes])
    elif entry.name == NOT_BY_PYSHACL:  # which binds no $shapesGraph, and says so
        with pytest.raises(ShapesError, match="shapesGraph"):
            check_alone(case.data, [case.shapes])
    else:
        assert Counter(map(row_of_ours, check_alone(case.data, [case.shapes]))) == case.expected


def test_core_is_run_by_the_fast_executor_and_sparql_is_not(entry: Entry, shared_suites: Path) -> None:
    case = case_of(entry)
    try:
        chosen = split(read_shapes_graph(statements_of(case.shapes.quads)))
    except ShapesError:
        assert case.expected is None, "only shapes that are wrong on purpose cannot be read"
        return
    if entry.name.startswith("core/"):
        assert not chosen.handed_over
    else:
        assert chosen.handed_over
        assert not chosen.fast


def test_the_suite_is_whole(shared_suites: Path) -> None:
    assert len(list(entries())) == 121
