"""Work beside other work gives what it gives alone, wherever it is done, and leaves no process behind."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from etom_rdf.validation.fast.stream.beside import Beside

FAULTY = Path(__file__).parent.parent / "examples" / "operator" / "faulty.ttl"


def alone(script: str, *arguments: str) -> str:
    """Run a script in a process without threads, where a copy is safe, and return what it prints."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def test_the_result_comes_from_a_copy() -> None:
    said = alone(
        "import os\n"
        "from etom_rdf.validation.fast.stream.beside import Beside\n"
        "with Beside(os.getpid) as work:\n"
        "    print(work.result() == os.getpid())"
    )
    assert said.strip() == str(sys.platform != "linux")


def test_beside_threads_it_is_done_here() -> None:
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait, daemon=True)
    other.start()
    with Beside(os.getpid) as work:
        assert work.result() == os.getpid()
    waiting.set()
    other.join()


def test_what_is_not_worth_it_is_done_here() -> None:
    with Beside(os.getpid, is_worth_it=False) as work:
        assert work.result() == os.getpid()


# Of each process that is made the id is noted, and at the end it is told whether there is one that goes on.
NOTED = """
import os, sys, time
from etom_rdf.validation.fast.stream.beside import Beside
made, fork = [], os.fork
def noted():
    made.append(fork())
    return made[-1]
os.fork = noted
{}
left = 0
for one in made:
    try:
        os.waitpid(one, os.WNOHANG)
        left += 1
    except ChildProcessError:
        pass
print(len(made), left)
"""
ONE_GONE = f"{int(sys.platform == 'linux')} 0"


def test_an_error_is_raised_here() -> None:
    said = alone(
        NOTED.format(
            "here = os.getpid()\n"
            "def fail():\n"
            "    raise ValueError(os.getpid())\n"
            "try:\n"
            "    with Beside(fail) as work:\n"
            "        work.result()\n"
            "except ValueError as error:\n"
            "    print(error.args == (here,))"
        )
    )
    assert said.splitlines() == ["True", ONE_GONE]


def test_nothing_is_left_of_work_that_nobody_waits_for() -> None:
    said = alone(
        NOTED.format(
            "try:\n"
            "    with Beside(lambda: time.sleep(60)):\n"
            "        raise KeyError\n"
            "except KeyError:\n"
            "    print('raised')"
        )
    )
    assert said.splitlines() == ["raised", ONE_GONE]


def test_a_result_that_cannot_be_sent_is_made_here() -> None:
    said = alone(
        NOTED.format("with Beside(lambda: (one for one in 'abc')) as work:\n    print(*work.result())")
    )
    assert said.splitlines() == ["a b c", ONE_GONE]


def test_large_files_are_judged_the_same(tmp_path: Path) -> None:
    file = tmp_path / "model.ttl"
    # Comments make it large enough to be checked as it goes by.
    file.write_text(FAULTY.read_text(encoding="utf-8") + f"# {'x' * 98}\n" * 50_000, encoding="utf-8")
    said = alone(
        "import os, sys\n"
        "from etom_rdf.validation import validate\n"
        "from etom_rdf.validation.fast.stream import closing\n"
        "made, fork = [], os.fork\n"
        "os.fork = lambda: made.append(1) or fork()\n"
        "one = validate(sys.argv[1])\n"
        "print(len(made))\n"
        "closing._MANY = 0\n"
        "print(validate(sys.argv[1]).findings == one.findings, len(one.findings), len(made))",
        str(file),
    )
    before, after = said.splitlines()
    same, findings, copies = after.split()
    assert (before, same, copies) == ("0", "True", str(int(sys.platform == "linux")))
    assert int(findings) > 10
