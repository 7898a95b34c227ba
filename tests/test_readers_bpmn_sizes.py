"""BPMN in small files and in large ones: the same is read, and the same is stated."""

from pathlib import Path

import pytest
from bpmn_models import inside, read, said, streamed

from etom_rdf.catalogue import Catalogue
from etom_rdf.readers.graph import document
from etom_rdf.references import resolve


def test_lines_are_known_beyond_those_that_the_parser_counts() -> None:
    model = inside("\n" * 200_000 + '<task id="A"/>\n\n<task id="B"/>' + " " * 1_000_000 + "\n")
    assert [activity.line for activity in model.activities] == [1, 200_001, 200_003]


def test_cases_read_alike_as_a_tree_and_as_a_stream(
    shared_cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted((shared_cases / "bpmn").iterdir())
    as_trees = [read(file.read_bytes()) for file in files]
    streamed(monkeypatch)
    for file, tree in zip(files, as_trees, strict=True):
        stream = read(file.read_bytes())
        assert stream.activities == tree.activities, file.name
        assert (stream.flows, stream.containers) == (tree.flows, tree.containers), file.name
        assert said(stream) == said(tree), file.name


def test_the_statements_of_a_large_file_are_those_of_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    model = inside(
        '<task id="A" name="Приём" tool:etom="1.1.1.5"/><task id="B" tool:etom="1.1.1.6, 1.1.1.6"/>'
    )
    resolved = resolve(model, Catalogue.load())
    kept = document(model, resolved)
    monkeypatch.setattr("etom_rdf.readers.graph._KEPT", 0)
    anew = document(model, resolved)
    assert isinstance(kept.quads, list)
    assert not isinstance(anew.quads, list)
    assert list(anew.quads) == list(anew.quads) == kept.quads
    assert list(anew.lines) == kept.lines
    assert len(anew.quads) == len(kept.quads) > 20
    assert (anew.quads[3], anew.quads[-1]) == (kept.quads[3], kept.quads[-1])
    assert list(reversed(anew.quads)) == kept.quads[::-1]
    assert anew.line_of(kept.quads[0].subject) == 1
