"""Run the examples of docs/rest.md, and compare what it says with what holds."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from availability import unavailable

from etom_rdf.server.api.openapi import document
from etom_rdf.server.uploads.jobs import JobLimits
from etom_rdf.server.uploads.receiving import UploadLimits

if TYPE_CHECKING:
    from servers import EtomServer

CHECKOUT = Path(__file__).parent.parent
TEXT = (CHECKOUT / "docs" / "rest.md").read_text(encoding="utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines() if line
]


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_an_example_runs(served: "EtomServer", command: str) -> None:
    if shutil.which("curl") is None:
        unavailable("no curl: install the system's package `curl`")
    base = f"{served.address}api"
    words = [word.replace("$BASE", base) for word in shlex.split(command)]
    result = subprocess.run(
        [*words, "-w", "\n%{http_code}"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    body, _, status = result.stdout.rpartition("\n")
    assert body.strip()
    if "1.1.1.13" in command:
        said = re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)
        assert said is not None
        assert json.loads(body) == json.loads(said[1])
        assert status == "404"
    else:
        assert status == "200"


def test_every_address_and_every_status_is_named() -> None:
    for path, operations in document()["paths"].items():
        assert re.search(rf"/api{re.escape(path)}(?![\w/])", TEXT), path
        for operation in operations.values():
            for status in operation["responses"]:
                assert status == "200" or re.search(rf"^\|[^|]*{status}", TEXT, re.MULTILINE), status


def test_the_limits_are_those_of_the_program() -> None:
    jobs, uploads = JobLimits(), UploadLimits()
    assert f"{uploads.size >> 20} MiB in {uploads.files} files" in TEXT
    assert f"{jobs.seconds:g} seconds and\n{jobs.memory >> 30} GiB" in TEXT
    words = {2: "two", 10: "ten"}
    assert f"{words[jobs.at_once]} run at a time, others wait for {words[int(jobs.patience)]} seconds" in TEXT
