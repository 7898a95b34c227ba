"""Hold the executor for stores against the one for models in memory: both find the same."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from sparql_stores import InMemory, found, in_memory, quads_of

from etom_rdf.own_files import quads
from etom_rdf.resources import ontology_files
from etom_rdf.validation.engines import shape_set
from etom_rdf.validation.sparql import background
from etom_rdf.validation.sparql.executor import check_in_store

HERE = Path(__file__).parent
MODELS = [
    *sorted((HERE / "invalid").glob("*.ttl")),
    *sorted((HERE / "valid").glob("*.ttl")),
    *sorted((HERE.parent / "examples").rglob("*.ttl")),
]


@pytest.fixture(scope="module")
def ontology_quads() -> list[ox.Quad]:
    return [one for file in ontology_files() for one in quads(file)]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_store_violates_what_the_file_violates(path: Path) -> None:
    store, chosen = InMemory(quads_of(path)), shape_set()
    assert found(check_in_store(store, chosen.shapes, chosen.fast)) == in_memory(store, chosen)


def test_a_store_with_the_ontology_violates_no_more(ontology_quads: list[ox.Quad]) -> None:
    chosen = shape_set()
    for path in MODELS[::6]:
        store = InMemory([*ontology_quads, *quads_of(path)])
        expected = in_memory(InMemory(quads_of(path)), chosen)
        assert found(check_in_store(store, chosen.shapes, chosen.fast)) == expected


@pytest.mark.parametrize("path", MODELS[::4], ids=lambda path: path.stem)
def test_a_model_with_too_many_elements_of_its_own_for_a_table_violates_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_MOST", 1)
    store, chosen = InMemory(quads_of(path)), shape_set()
    assert found(check_in_store(store, chosen.shapes, chosen.fast)) == in_memory(store, chosen)
