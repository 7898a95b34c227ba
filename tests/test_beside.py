"""Work beside other work gives what it gives alone, wherever it is done, and leaves no process behind."""

import os
import sys
import time
from pathlib import Path

import pytest

from etom_rdf.validation import validate
from etom_rdf.validation.fast.stream import closing
from etom_rdf.validation.fast.stream.beside import Beside

FAULTY = Path(__file__).parent.parent / "examples" / "operator" / "faulty.ttl"


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the processes that are made."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)
    return made


def is_gone(process: int) -> bool:
    try:
        os.waitpid(process, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_the_result_comes_from_a_copy(copies: list[int]) -> None:
    with Beside(os.getpid) as work:
        assert (work.result() == os.getpid()) == (sys.platform != "linux")
    assert all(map(is_gone, copies))


def test_what_is_not_worth_it_is_done_here() -> None:
    with Beside(os.getpid, is_worth_it=False) as work:
        assert work.result() == os.getpid()


def test_an_error_is_raised_here(copies: list[int]) -> None:
    def fail() -> int:
        raise ValueError("no")

    with Beside(fail) as work, pytest.raises(ValueError, match="no"):
        work.result()
    assert all(map(is_gone, copies))


def test_nothing_is_left_of_work_that_nobody_waits_for(copies: list[int]) -> None:
    with pytest.raises(KeyError), Beside(lambda: time.sleep(60)):
        raise KeyError
    assert all(map(is_gone, copies))


def test_a_result_that_cannot_be_sent_is_made_here() -> None:
    with Beside(lambda: (one for one in "abc")) as work:
        assert list(work.result()) == ["a", "b", "c"]


def test_large_files_are_judged_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copies: list[int]
) -> None:
    file = tmp_path / "model.ttl"
    # Comments make it large enough to be checked as it goes by.
    file.write_text(FAULTY.read_text(encoding="utf-8") + f"# {'x' * 98}\n" * 50_000, encoding="utf-8")
    alone = validate(file)
    monkeypatch.setattr(closing, "_MANY", 0)
    assert not copies
    assert validate(file).findings == alone.findings
    assert len(copies) == (sys.platform == "linux")
    assert len(alone.findings) > 10
