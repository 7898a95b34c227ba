"""Measure validation: etom beside other engines, over models of 1,000 to 1,000,000 processes with known faults.

Whole processes, each in turn, medians; what an engine finds is compared with what was planted. Prints the tables,
writes the figures to `build/benchmarks` and draws them. Run it with `make bench-validation`.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import endpoint
import plot
import reaches
from engines import PEERS, Engine, engines, json_findings, tab_findings, version_of
from figures import Figure, read_raw, table, write_raw
from inputs import BUILD, ROOT, model_files, register_file
from jobs import LONG, Job, measure
from machines import machine
from models import Model
from reaches import ENDPOINT, MODELS, REGISTERS, START_UP
from registers import register
from shapes_for import codes_of


def model_jobs(size: int, chosen: Callable[[str], bool]) -> Iterator[Job]:
    """Yield a job for each engine that is chosen and does not stop at a smaller size."""
    model = Model(size)
    files = model_files(model)
    rules = {
        "all": frozenset(model.expected),
        "model": codes_of([files.shapes]),
        "core": codes_of([files.core]),
        "nothing": frozenset[str](),
    }
    for engine in engines():
        if chosen(engine.name) and size <= engine.limit:
            command: list[str | Path] = []
            if engine.command is not None:
                command = engine.command(files)
            expected = {code: count for code, count in model.expected.items() if code in rules[engine.checks]}
            yield Job(MODELS, engine, size, command, expected)


def register_jobs(size: int, chosen: Callable[[str], bool]) -> Iterator[Job]:
    """Yield a job for etom and one for Polars by hand, over a register in Parquet."""
    path, expected = register_file(size), register(size).expected
    all_of_them = ("--format", "json", "--max-findings", "0")
    ours: list[str | Path] = [sys.executable, "-m", "etom_rdf", "validate", *all_of_them, path]
    theirs: list[str | Path] = [sys.executable, PEERS / "with_polars.py", path]
    for name, package, command, findings in (
        ("etom, Parquet", "etom-rdf", ours, json_findings),
        ("Polars by hand", "polars", theirs, tab_findings),
    ):
        if chosen(name):
            engine = Engine(name, version_of(package), "all", None, findings)
            yield Job(REGISTERS, engine, size, command, expected)


def start_up_jobs(chosen: Callable[[str], bool]) -> Iterator[Job]:
    """Yield what a user waits for at least: the example validated, and bare starts of the interpreter."""
    example = ROOT / "examples" / "operator" / "model.ttl"
    for name, arguments in (
        ("etom validate, the example", ("-m", "etom_rdf", "validate", example)),
        ("import pyoxigraph", ("-c", "import pyoxigraph")),
        ("bare interpreter", ("-c", "pass")),
    ):
        if chosen(name):
            engine = Engine(name, platform.python_version(), "nothing", None, lambda _: ())
            yield Job(START_UP, engine, 1, [sys.executable, *arguments], {})


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes, help="processes of a model")
    parser.add_argument(
        "--registers", type=int, nargs="*", default=[1_000_000, 10_000_000], help="rows of Parquet"
    )
    parser.add_argument(
        "--endpoint", type=int, default=100_000, help="processes on the endpoint; 0: leave out"
    )
    parser.add_argument(
        "--runs", type=int, default=3, help=f"runs of each; one where it takes over {LONG:.0f} s"
    )
    longest = "seconds of one run; an engine that took a tenth of it stops at that size"
    parser.add_argument("--longest", type=float, default=600, help=longest)
    parser.add_argument("--timeout", type=float, default=1800, help="seconds after which a run is ended")
    parser.add_argument("--engines", nargs="*", default=[""], help="beginnings of the names to measure")
    parser.add_argument(
        "--figures", type=Path, help="a validation.json to print and draw; nothing is measured"
    )
    parser.add_argument("--plot", type=Path, default=BUILD / "validation.svg", help="where to draw")
    return parser.parse_args()


def measured(options: argparse.Namespace) -> Iterator[Figure]:
    """Yield all figures that are asked for."""

    def chosen(name: str) -> bool:
        return name.startswith(tuple(options.engines))

    slow: set[str] = set()
    for size in sorted(options.sizes):
        jobs = [job for job in model_jobs(size, chosen) if job.engine.name not in slow]
        for figure in measure(jobs, options.runs, options.timeout):
            if figure.seconds is None or figure.seconds * 10 > options.longest:
                slow.add(figure.engine)
            yield figure
    for size in options.registers:
        yield from measure(list(register_jobs(size, chosen)), options.runs, options.timeout)
    yield from measure(list(start_up_jobs(chosen)), options.runs, options.timeout)
    if options.endpoint:
        yield from endpoint.figures(options.endpoint, options.runs, options.timeout, chosen)


def tables(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the tables, as Markdown with headings."""
    for work, ours in (
        (MODELS, "etom, N-Triples"),
        (REGISTERS, "etom, Parquet"),
        (START_UP, "etom validate, the example"),
        (ENDPOINT, "etom validate --endpoint"),
    ):
        if any(figure.work == work for figure in figures):
            yield f"#### {work.capitalize()}\n\n{table(figures, work, ours)}\n"
    yield f"#### What is to be reached\n\n{reaches.table(figures)}"


def main() -> None:
    """Measure, print, write and draw."""
    options = arguments()
    if options.figures:
        figures = read_raw(options.figures)
    else:
        figures = []
        for figure in measured(options):
            figures.append(figure)
            write_raw(figures, machine(), BUILD)  # so that a run that is stopped was not for nothing
    print("\n".join(tables(figures)))
    options.plot.write_text(plot.drawing(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
