"""Run the program: in this process, or in one of its own."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from etom_rdf.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples" / "operator"
MODEL, FAULTY = str(EXAMPLES / "model.ttl"), str(EXAMPLES / "faulty.ttl")
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments, "--lang", "en"] if "--lang" not in arguments else arguments)
    out, err = capsys.readouterr()
    return code, out, err


def run_json(capsys: Capture, *arguments: str) -> object:
    code, out, err = run(capsys, *arguments, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def program(*arguments: str, shell: str = "", stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, where `shell` may redirect its streams."""
    command = shlex.join([sys.executable, "-m", "etom_rdf", *arguments, "--lang", "en"])
    return subprocess.run(
        ["bash", "-c", f"{command} {shell}"], input=stdin, capture_output=True, text=True, check=False
    )
