"""A store in a directory answers what its files answer, and says what is no store and what the system denies."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from store_samples import (
    count,
    generations,
    lines,
    old_fixture,  # noqa: F401 (a fixture)
    written,
)

from etom_rdf.errors import InputError, QueryError, StoreError
from etom_rdf.namespaces import ETOM
from etom_rdf.querying import ask_store, parse_query, run_query
from etom_rdf.stores import open_directory
from etom_rdf.stores.building import load_directory

EXAMPLE = Path(__file__).parent.parent / "examples" / "operator" / "model.ttl"


# What is in a store


def test_the_ontology_and_each_file_have_a_graph(tmp_path: Path) -> None:
    assert load_directory(tmp_path / "store", [str(EXAMPLE)]) > 500
    store = open_directory(tmp_path / "store")
    graphs = {str(row[0]) for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs == {f"<{ETOM}>", "<https://example.invalid/model.ttl>"}
    store.close()


def test_the_default_graph_holds_each_triple_once(tmp_path: Path) -> None:
    files = [written(tmp_path, name, "<urn:s> <urn:p> 1 .") for name in ("a.ttl", "b.ttl")]
    load_directory(tmp_path / "store", files)
    assert count(tmp_path / "store") == 1


def test_named_graphs_keep_their_names_unless_one_is_given(tmp_path: Path) -> None:
    file = written(tmp_path, "a.nq", '<urn:s> <urn:p> "x" <urn:g> .\n<urn:s> <urn:q> "y" .\n')
    query = "SELECT ?g { GRAPH ?g { <urn:s> ?p ?o } } ORDER BY ?g"
    for graph, expected in (
        (None, ["https://example.invalid/a.nq", "urn:g"]),
        ("urn:mine", ["urn:mine", "urn:mine"]),
    ):
        load_directory(tmp_path / "store", [file], graph=graph)
        store = open_directory(tmp_path / "store")
        assert [row[0].value for row in store.select(query) if isinstance(row[0], ox.NamedNode)] == expected
        store.close()


def test_a_question_gives_the_same_from_files_and_from_a_store(tmp_path: Path) -> None:
    load_directory(tmp_path / "store", [str(EXAMPLE)])
    store = open_directory(tmp_path / "store")
    asked = {"language": "ru"}
    expected = run_query("coverage-by-element", data=ox.parse(path=EXAMPLE), parameters=asked)
    assert ask_store("coverage-by-element", store, parameters=asked) == expected
    store.close()


def test_the_three_forms(old: Path) -> None:
    store = open_directory(old)
    assert store.ask("ASK { ?s <urn:p> 'old 3' }") is True
    with store.select("SELECT ?s ?none { ?s <urn:p> 'old 3' }") as rows:
        assert rows.variables == ("s", "none")
        assert list(rows) == [(ox.NamedNode("urn:s3"), None)]
    triples = list(store.construct("CONSTRUCT WHERE { ?s <urn:p> 'old 3' }"))
    assert triples == [ox.Triple(ox.NamedNode("urn:s3"), ox.NamedNode("urn:p"), ox.Literal("old 3"))]
    for wrong in (store.select, store.construct):
        with pytest.raises(QueryError, match="another form"):
            wrong("ASK {}")
    with pytest.raises(QueryError, match="another form than ASK"):
        store.ask("SELECT * {}")
    store.close()
    store.close()


def test_a_query_of_ones_own_is_looked_at_first(old: Path) -> None:
    store = open_directory(old)
    with pytest.raises(QueryError, match="SERVICE"):
        ask_store(parse_query("ASK { SERVICE <urn:x> {} }", name="mine"), store)
    with pytest.raises(QueryError, match="line 1"):
        ask_store(parse_query("ASK { ?s ?p", name="mine"), store)
    store.close()


# What is no store, and what the system denies


def test_a_first_load_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:a> <urn:b>", encoding="ascii")
    (tmp_path / "empty").mkdir()
    for directory in (tmp_path / "empty", tmp_path / "new" / "inside"):
        with pytest.raises(InputError):
            load_directory(directory, [str(broken)])
    assert {path.name for path in tmp_path.rglob("*")} == {"broken.ttl", "empty"}


def test_a_directory_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(StoreError, match="holds other things"):
        load_directory(tmp_path, [])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(StoreError, match="no store of etom"):
        open_directory(tmp_path)


def test_a_file_and_nothing_are_no_stores(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for place in (file, file / "below"):
        with pytest.raises(StoreError, match="a file, not the directory"):
            load_directory(place, [])
    with pytest.raises(StoreError, match="a file, not the directory"):
        open_directory(file)
    with pytest.raises(StoreError, match="no such store"):
        open_directory(tmp_path / "nothing")


def test_a_damaged_store_is_told_apart(old: Path) -> None:
    (old / "generations" / "1" / "db" / "CURRENT").write_text("nonsense", encoding="ascii")
    with pytest.raises(StoreError) as caught:
        open_directory(old)
    assert "\n" not in str(caught.value)
    (old / "current").write_text("../../etc", encoding="ascii")
    with pytest.raises(StoreError, match="holds nothing yet"):
        open_directory(old)
    shutil.rmtree(old / "generations")
    load_directory(old, [])
    assert count(old) == 0


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be a user whom permissions bind, which those of root do not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_without_permission_one_reads_or_is_told(old: Path) -> None:
    for folder in (old.parent, *old.parent.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    for path in (old, *old.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with as_nobody():
            assert count(old) == 10
            with pytest.raises(StoreError, match="permissions"):
                load_directory(old, [])
        (old / "generations" / "1" / "used").chmod(0)
        with as_nobody(), pytest.raises(StoreError, match="permissions"):
            open_directory(old)
    finally:
        for path in (old, *old.rglob("*")):
            path.chmod(0o755)


FULL = """
import resource, sys
from pathlib import Path
from etom_rdf.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
sys.exit(main(["load", "--store", sys.argv[1], sys.argv[2]]))
"""


def test_where_a_file_may_not_grow_the_store_stays(old: Path, tmp_path: Path) -> None:
    new = written(tmp_path, "new.nt", lines(30_000, "new"))
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(old), new], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "the store is as it was" in ended.stderr
    assert count(old) == 10
    assert generations(old) == ["1"]


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch, old: Path, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError("IO error: No space left on device: While appending to file: 000012.sst")

    monkeypatch.setattr("etom_rdf.stores.building.ontology_statements", full)
    with pytest.raises(StoreError, match="disk is full") as caught:
        load_directory(old, [])
    assert "нет места" in caught.value.message.ru
    assert generations(old) == ["1"]
