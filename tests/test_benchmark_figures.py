"""What measures validation measures what it says, and its arithmetic is right."""

import doctest
import sys
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from engines import engines
from figures import Figure, read_raw, write_raw
from jobs import Job, measure
from measuring import run
from plot import drawing
from reaches import MODELS, REGISTERS, START_UP, reaches
from shapes_for import codes_of, write_core

from etom_rdf.resources import shape_file
from etom_rdf.validation import model_rules

CUSTOM = {
    "EndToEnd-ordered", "OwnElement-id-agrees", "OwnElement-id-extends-known", "OwnElement-id-unique",
    "Process-classification-grounded", "Process-classification-unstated", "Process-decomposition-acyclic",
    "Process-decomposition-level", "Process-function-of-element", "Process-id-agrees", "Process-id-extends-known",
    "Process-id-unique", "Standard-untouched", "Term-known",
}  # fmt: skip

ALLOCATE = "import time; held = b'x' * {size}; time.sleep({seconds})"


@pytest.mark.parametrize("name", ["figures", "measuring", "plot"])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_a_run_has_its_own_time_and_memory_only(tmp_path: Path) -> None:
    held = b"x" * 300_000_000  # what the caller holds must not count
    small = run([sys.executable, "-c", ALLOCATE.format(size=1, seconds=0)], tmp_path / "out")
    large = run([sys.executable, "-c", ALLOCATE.format(size=100_000_000, seconds=0.3)], tmp_path / "out")
    assert len(held) > 10**6 * small.megabytes
    assert 90 < large.megabytes - small.megabytes < 110
    assert large.seconds > 0.3 > large.processor > 0


def test_the_memory_of_children_is_added_up(tmp_path: Path) -> None:
    child = f"[sys.executable, '-c', {ALLOCATE.format(size=80_000_000, seconds=1)!r}]"
    parent = f"import subprocess, sys\nfor one in [subprocess.Popen({child}) for _ in range(2)]: one.wait()"
    assert run([sys.executable, "-c", parent], tmp_path / "out").megabytes > 160


def test_a_run_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert run(command, tmp_path / "out", timeout=0.2).status < 0


def test_an_answer_is_compared_with_what_was_planted() -> None:
    engine = next(engine for engine in engines() if engine.name == "rudof")
    say = [sys.executable, "-c", "print('https://w3id.org/etom/shape/Term-known\\tfocus\\tvalue\\n' * 2)"]
    fail = [sys.executable, "-c", "raise SystemExit('no memory')"]
    wrong = [sys.executable, "-c", "import sys; print('halfway'); sys.exit(3)"]
    jobs = [
        Job(MODELS, engine, 1, say, {"Term-known": 1}),
        Job(MODELS, engine, 1, say, {"Term-known": 2, "Label-language": 1}),
        Job(MODELS, engine, 1, fail, {}),
        Job(MODELS, engine, 1, wrong, {}),
        Job(MODELS, engine, 1, [], {}),
    ]
    given = list(measure(jobs, 1, 60))
    assert [figure.answer for figure in given] == [
        "as planted", "differs: Label-language, Term-known", "failed: no memory", "failed: status 3",
        "not installed",
    ]  # fmt: skip
    assert [figure.seconds is not None for figure in given] == [True, True, False, False, False]


def test_the_core_part_leaves_out_what_needs_sparql(tmp_path: Path) -> None:
    write_core(tmp_path / "core.ttl")
    assert codes_of([tmp_path / "core.ttl"]) == set(model_rules()) - CUSTOM
    assert codes_of([shape_file("process-model")]) == set(model_rules()) - {"Standard-untouched"}


def figure(
    engine: str, size: int, seconds: float | None, *, megabytes: float = 100, work: str = MODELS
) -> Figure:
    checks = "nothing" if "alone" in engine or work == START_UP else "core"
    return Figure(work, engine, "1", checks, size, 3, seconds, seconds, megabytes, "as planted")


GIVEN = [
    figure("etom, N-Triples", 10_000, 0.2),
    figure("etom, N-Triples", 100_000, 1),
    figure("etom, N-Triples", 1_000_000, 10),
    figure("parsing alone, N-Triples", 1_000_000, 8),
    figure("etom --engine pyshacl", 10_000, 80),
    figure("rudof", 100_000, 30, megabytes=500),
    figure("TopBraid", 100_000, 12, megabytes=300),
    figure("TopBraid", 1_000_000, None),
    figure("etom, Parquet", 10_000_000, 6, megabytes=3100, work=REGISTERS),
    figure("Polars by hand", 10_000_000, 4, work=REGISTERS),
]


def test_reaches_are_ratios_at_the_largest_common_size() -> None:
    found = {each.work: (each.measured, each.met) for each in reaches(GIVEN)}
    assert found == {
        "N-Triples against parsing alone": ("1.2 × at 1,000,000", True),
        "Turtle against parsing alone": ("—", None),
        "fastest other SHACL engine": ("TopBraid: 12 × the time, 3.0 × the memory at 100,000", False),
        "pySHACL": ("400 × at 10,000", True),
        "Parquet against Polars by hand": ("1.5 × at 10,000,000", True),
        "memory for Parquet": ("3,100 MB", False),
        "growth from 100,000 to 1,000,000": ("10 ×", True),
        "start-up against import pyoxigraph": ("—", None),
        "endpoint against downloading the graph": ("—", None),
    }


def test_raw_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_raw(GIVEN, {"memory": "8 GB"}, tmp_path)
    assert read_raw(tmp_path / "validation.json") == GIVEN
    assert len((tmp_path / "validation.csv").read_text().splitlines()) == len(GIVEN) + 1


def test_the_drawing_has_a_line_and_a_name_for_each_engine_with_figures() -> None:
    root = ET.fromstring(drawing(GIVEN))
    texts = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {each.engine for each in GIVEN} <= texts
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == len(GIVEN) - 1
    with pytest.raises(ValueError, match="no figures"):
        drawing([figure("rudof", 10, None)])
