"""The models that benchmarks are run on hold exactly the faults that they say, in every form."""

import os
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph
import pytest
from availability import unavailable
from models import SHARE, SMALLEST, Model
from registers import register, write_csv, write_parquet

from etom_rdf.validation import model_rules, validate

ROOT = Path(__file__).parent.parent
PEERS = ROOT / "benchmarks" / "peers"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def written(model: Model, path: Path) -> int:
    write = model.write_turtle if path.suffix == ".ttl" else model.write_ntriples
    return write(path)


@pytest.mark.parametrize("name", ["model.nt", "model.ttl"])
def test_what_is_planted_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    path, model = tmp_path / name, Model(300)
    written(model, path)
    report = validate(path)
    assert not report.errors
    found = Counter(code for code, _, _ in {(one.code, one.focus, one.value) for one in report.findings})
    assert found == model.expected
    assert set(found) == set(model_rules())


def test_both_forms_hold_the_same_triples(tmp_path: Path) -> None:
    paths, model = [tmp_path / "model.nt", tmp_path / "model.ttl"], Model(1000)
    triples = [written(model, path) for path in paths]
    graphs = [set(pyoxigraph.parse(path=str(path))) for path in paths]
    assert graphs[0] == graphs[1]
    assert triples == [len(graphs[0])] * 2
    assert 7.5 < len(graphs[0]) / 1000 < 9


def test_the_same_seed_gives_the_same_model_and_another_gives_another(tmp_path: Path) -> None:
    texts = []
    for number, seed in enumerate((1, 1, 2)):
        path = tmp_path / f"{number}.nt"
        written(Model(1000, seed=seed), path)
        texts.append(path.read_bytes())
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize("size", [SMALLEST, 275, 276, 5_000, 20_000])
def test_a_model_has_the_size_and_the_share_of_faults_that_it_says(size: int) -> None:
    model = Model(size)
    processes = sum(("a", "etom:Process") in said for _, said in model.subjects())
    assert processes == size
    assert sum(model.planted.values()) == max(len(model_rules()), round(SHARE * size))
    assert max(model.planted.values()) - min(model.planted.values()) <= 1


def test_a_model_too_small_for_every_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        Model(SMALLEST - 1)


def test_what_is_planted_in_a_register_is_found_and_nothing_else(tmp_path: Path) -> None:
    path, planted = tmp_path / "register.csv", register(300)
    write_csv(planted, path)
    report = validate(path)
    assert not report.errors
    assert Counter(finding.code for finding in report.findings) == planted.expected
    assert report.sources[0].processes == 300


def test_hand_written_polars_finds_what_is_planted(tmp_path: Path) -> None:
    if find_spec("polars") is None:
        unavailable("no Polars: install the extra `dev`")
    path, planted = tmp_path / "register.parquet", register(5_000)
    write_parquet(planted, path)
    command = [sys.executable, PEERS / "with_polars.py", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert Counter(line.split("\t")[0] for line in done.stdout.splitlines()) == planted.expected
