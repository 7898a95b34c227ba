"""Run engines over sizes in turn, and compare what they find with what was planted."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engines import Engine
from figures import Figure
from inputs import BUILD, ROOT
from measuring import Run, median, run

LONG = 60.0
"""Seconds from which a run is not repeated."""

ENVIRONMENT = {"PYTHONPATH": str(ROOT)}


@dataclass(frozen=True, slots=True)
class Job:
    """Hold one engine over one size: how to start it, and what is expected of it."""

    work: str
    engine: Engine
    size: int
    command: Sequence[str | Path]
    expected: Mapping[str, int]

    def figure(self, runs: Sequence[Run], answer: str) -> Figure:
        """Return the figure that runs give; those that did not get through give none."""
        engine, middle = self.engine, median(runs) if runs else None
        failed = middle is None or answer.startswith("failed")
        return Figure(
            self.work, engine.name, engine.version, engine.checks, self.size, len(runs),
            None if failed or middle is None else round(middle.seconds, 3),
            None if failed or middle is None else round(middle.processor, 3),
            None if failed or middle is None else round(middle.megabytes, 1),
            answer,
        )  # fmt: skip


def measure(jobs: Sequence[Job], rounds: int, timeout: float) -> Iterator[Figure]:
    """Run all jobs in turn, several rounds, and yield their figures."""
    runs: dict[int, list[Run]] = {number: [] for number in range(len(jobs))}
    answers = dict.fromkeys(range(len(jobs)), "not installed")
    for _ in range(rounds):
        for number, job in enumerate(jobs):
            past = runs[number]
            if not job.command or (
                past and (past[-1].seconds > LONG or answers[number].startswith("failed"))
            ):
                continue
            print(f"{job.size:>10,}  {job.engine.name} …", file=sys.stderr, flush=True)
            with TemporaryDirectory(dir=_scratch()) as scratch:
                output = Path(scratch, "output")
                taken = run(
                    job.command, output, folder=job.engine.folder, environment=ENVIRONMENT, timeout=timeout
                )
                past.append(taken)
                if len(past) == 1:
                    answers[number] = _answer(job, output, taken)
    for number, job in enumerate(jobs):
        yield job.figure(runs[number], answers[number])


def _scratch() -> Path:
    BUILD.mkdir(parents=True, exist_ok=True)
    return BUILD


def _answer(job: Job, output: Path, taken: Run) -> str:
    """Say whether the findings are those that were planted."""
    nothing_said = not output.stat().st_size
    if taken.status not in {0, 1} or (
        taken.status == 1 and nothing_said
    ):  # 1 also says that there are findings
        said = Path(f"{output}.err").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        ended = "took too long" if taken.status < 0 else f"status {taken.status}"
        return f"failed: {said[-1][:80] if said else ended}"
    if job.engine.checks == "nothing":
        return "—"
    try:
        found = job.engine.found(output)
    except (ValueError, KeyError, SyntaxError) as error:
        return f"failed: {type(error).__name__} in its report"
    wrong = sorted(code for code in {*found, *job.expected} if found[code] != job.expected.get(code, 0))
    return f"differs: {', '.join(wrong)}" if wrong else "as planted"
