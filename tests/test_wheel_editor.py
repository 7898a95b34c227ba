"""A wheel holds the SPARQL editor with its licences, each part pinned, or a build says why it cannot."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from availability import unavailable

CHECKOUT = Path(__file__).parent.parent
ASSETS = CHECKOUT / "assets"


@pytest.fixture(scope="module")
def require_npm() -> str:
    return shutil.which("npm") or unavailable("no npm: install the system's package `npm`")


def test_the_editor_is_pinned_with_all_that_is_inside() -> None:
    wanted = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in wanted.items():
        assert locked[f"node_modules/{name}"]["version"] == version
    packages = [about for path, about in locked.items() if path]
    assert len(packages) > 40
    assert all(about["integrity"].startswith("sha512-") for about in packages)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what a build reads, so that nothing is written into the checkout."""
    folder = tmp_path / "checkout"
    skipped = shutil.ignore_patterns("build", ".*", "__pycache__", "node_modules", "*.egg-info")
    shutil.copytree(CHECKOUT, folder, ignore=skipped)
    return folder


def build(checkout: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(target),
        str(checkout),
    ]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def names_in_wheel(folder: Path) -> set[str]:
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_a_wheel_holds_the_editor_and_its_licences(require_npm: str, checkout: Path, tmp_path: Path) -> None:
    result = build(checkout, tmp_path / "dist")
    assert result.returncode == 0, result.stderr
    held = names_in_wheel(tmp_path / "dist")
    folder = "etom_rdf/data/assets/yasgui"
    assert {f"{folder}/{name}" for name in ("yasgui.min.js", "yasgui.min.css", "LICENCES.txt")} <= held
    assert "etom_rdf/data/tests/invalid/Process-classified.ttl" in held
    assert "etom_rdf/data/examples/sources/order-to-activation.bpmn" in held
    assert "etom_rdf/data/examples/operator/model.ttl" in held
    licences = (checkout / "build" / "assets" / "yasgui" / "LICENCES.txt").read_text(encoding="utf-8")
    assert "@zazuko/yasgui" in licences
    assert licences.count("Permission is hereby granted") > 30


def test_without_npm_a_build_fails_and_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    result = build(checkout, tmp_path / "dist", PATH=str(tmp_path))
    assert result.returncode != 0
    assert "install npm, or set ETOM_WITHOUT_EDITOR=1" in result.stdout + result.stderr


def test_a_wheel_without_the_editor_is_asked_for(checkout: Path, tmp_path: Path) -> None:
    result = build(checkout, tmp_path / "dist", PATH=str(tmp_path), ETOM_WITHOUT_EDITOR="1")
    assert result.returncode == 0, result.stderr
    held = names_in_wheel(tmp_path / "dist")
    assert "etom_rdf/site/editor.py" in held
    assert not [name for name in held if "yasgui" in name]
