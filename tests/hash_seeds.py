"""Run a program with several seeds of hashes, on which the order of sets hangs."""

import os
import subprocess
import sys

_SEEDS = ("0", "1", "2")


def said_by_seed(program: str, *arguments: object) -> str:
    """Return what a program prints, which is the same with every seed; it has `sys` imported."""
    command = [sys.executable, "-c", f"import sys\n{program}", *map(str, arguments)]
    said = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in _SEEDS
    }
    assert len(said) == 1
    return said.pop()
