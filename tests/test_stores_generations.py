"""The content of a store changes in one step: who reads goes on, and whoever is killed leaves the old or the new."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
import pytest
from store_samples import (
    count,
    generations,
    lines,
    old_fixture,  # noqa: F401 (a fixture)
    written,
)

from etom_rdf.errors import InputError, StoreError
from etom_rdf.stores import generations as generations_module
from etom_rdf.stores import open_directory
from etom_rdf.stores.building import load_directory
from etom_rdf.stores.generations import Generations

# One writer, many readers


def test_a_reader_keeps_what_it_has_opened(old: Path, tmp_path: Path) -> None:
    reader = open_directory(old)
    rows = reader.select("SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o")
    assert next(rows) == (ox.Literal("old 0"),)
    for number in (20, 30):
        load_directory(old, [written(tmp_path, "new.nt", lines(number, "new"))])
        assert count(old) == number
    assert len(list(rows)) == 9
    assert reader.ask("ASK { ?s <urn:p> 'old 3' }")
    assert generations(old) == ["1", "3"]
    reader.close()
    load_directory(old, [])
    assert generations(old) == ["4"]


def test_a_reader_starts_again_where_its_generation_has_just_gone(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = written(tmp_path, "new.nt", lines(20, "new"))
    current = Generations._current
    seen: list[str] = []

    def slow(self: Generations) -> str:
        name = current(self)
        if not seen:
            seen.append(name)
            load_directory(old, [new])
        return name

    monkeypatch.setattr(Generations, "_current", slow)
    assert count(old) == 20
    assert seen == ["1"]


def test_a_reader_starts_again_where_its_generation_goes_before_it_is_held(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = written(tmp_path, "new.nt", lines(20, "new"))
    lock = generations_module._lock
    late: list[str] = []

    def slow(file: BinaryIO, *, shared: bool) -> bool:
        if shared and not late:
            late.append(file.name)
            load_directory(old, [new])
        return lock(file, shared=shared)

    monkeypatch.setattr(generations_module, "_lock", slow)
    assert count(old) == 20
    assert late == [str(old / "generations" / "1" / "used")]


def test_a_second_writer_is_refused(old: Path) -> None:
    with Generations(old).writing(), pytest.raises(StoreError, match="another load") as caught:
        load_directory(old, [])
    assert caught.value.file == str(old)
    assert count(old) == 10


def test_a_broken_file_leaves_the_store_as_it_was(old: Path, tmp_path: Path) -> None:
    for name, text in (("broken.nt", lines(5000, "new") + "nonsense"), ("broken.ttl", "<urn:s> <urn:p>")):
        with pytest.raises(InputError) as caught:
            load_directory(old, [written(tmp_path, name, text)])
        assert caught.value.file.endswith(name)
        assert caught.value.line is not None
    assert count(old) == 10
    assert generations(old) == ["1"]


# Killed

KILLED = """
import os, signal, sys
from pathlib import Path
from etom_rdf.stores import building, generations
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
def before(owner, name):
    setattr(owner, name, die)
def after(owner, name):
    real = getattr(owner, name)
    def done(*arguments, **options):
        real(*arguments, **options)
        die()
    setattr(owner, name, done)
{patch}
building.load_directory(Path(sys.argv[1]), [sys.argv[2]], on_progress={progress})
"""


@pytest.mark.parametrize(
    ("patch", "progress", "expected"),
    [
        ("after(generations.Generations, '_become_store')", "None", 10),
        ("before(generations.Generations, 'create')", "None", 10),
        ("after(generations.Generations, 'create')", "None", 10),
        ("", "die", 10),
        ("before(generations.Generations, 'publish')", "None", 10),
        ("before(generations, '_to_disk')", "None", 10),
        ("before(Path, 'replace')", "None", 10),
        ("after(Path, 'replace')", "None", 30_000),
        ("after(generations.Generations, 'publish')", "None", 30_000),
        ("import shutil; before(shutil, 'rmtree')", "None", 30_000),
        ("import shutil; after(shutil, 'rmtree')", "None", 30_000),
    ],
)
def test_killed_at_a_point_the_content_is_old_or_new(
    patch: str, progress: str, expected: int, old: Path, tmp_path: Path
) -> None:
    new = written(tmp_path, "new.nt", lines(30_000, "new"))
    program = KILLED.format(patch=patch, progress=progress)
    ended = subprocess.run([sys.executable, "-c", program, str(old), new], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert count(old) == expected
    load_directory(old, [written(tmp_path, "last.nt", lines(3, "last"))])
    assert count(old) == 3
    assert len(generations(old)) == 1


def test_killed_on_the_first_load_nothing_is_there_and_the_next_load_works(tmp_path: Path) -> None:
    new = written(tmp_path, "new.nt", lines(30_000, "new"))
    program = KILLED.format(patch="", progress="die")
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "store"), new], check=False)
    with pytest.raises(StoreError, match="holds nothing yet"):
        open_directory(tmp_path / "store")
    load_directory(tmp_path / "store", [new])
    assert count(tmp_path / "store") == 30_000
    assert len(generations(tmp_path / "store")) == 1


def test_killed_at_random_moments_the_content_is_old_or_new(old: Path, tmp_path: Path) -> None:
    new = written(tmp_path, "new.nt", lines(30_000, "new"))
    program = KILLED.format(patch="", progress="None")
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "other"), new], check=True)
    whole = time.monotonic() - start
    allowed = {10, 30_000}
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", program, str(old), new])
        time.sleep(random.uniform(0.2, 1.1) * whole)
        process.kill()
        process.wait()
        found = count(old)
        assert found in allowed
        allowed = {found, 30_000}
    load_directory(old, [])
    assert len(generations(old)) == 1


def test_a_generation_is_on_the_disk_before_its_name_is(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Path] = []
    to_disk, replace = generations_module._to_disk, Path.replace

    def synchronized(path: Path) -> None:
        to_disk(path)
        done.append(path)

    def replaced(path: Path, target: Path) -> Path:
        done.append(target)
        return replace(path, target)

    monkeypatch.setattr(generations_module, "_to_disk", synchronized)
    monkeypatch.setattr(Path, "replace", replaced)
    load_directory(old, [written(tmp_path, "new.nt", lines(20, "new"))])
    named = done.index(old / "current")
    content = [old / "generations" / "2", *(old / "generations" / "2").rglob("*")]
    assert {*content, old / "generations", old / "current.new"} == set(done[:named])
    assert len(content) > 3
    assert done[named + 1 :] == [old]
