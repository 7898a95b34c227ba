"""Load small stores in directories, and look at what is in them."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from etom_rdf.stores import open_directory
from etom_rdf.stores.building import load_directory

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }"


def lines(number: int, word: str) -> str:
    return "".join(f'<urn:s{i}> <urn:p> "{word} {i}" .\n' for i in range(number))


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def count(directory: Path) -> int:
    store = open_directory(directory)
    try:
        ((number,),) = store.select(COUNT)
        assert isinstance(number, ox.Literal)
        return int(number.value)
    finally:
        store.close()


def generations(directory: Path) -> list[str]:
    return sorted(path.name for path in (directory / "generations").iterdir())


@pytest.fixture(name="old")
def old_fixture(tmp_path: Path) -> Path:
    """Return a store with 10 statements of ours."""
    load_directory(tmp_path / "store", [written(tmp_path, "old.nt", lines(10, "old"))])
    return tmp_path / "store"
