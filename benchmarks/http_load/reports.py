"""Put what was measured into tables of Markdown, and into what JSON can hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from http_load.mixed import Run, statuses
from http_load.rates import REACH, Figures, Turn, by_query, percentile, ratio
from http_load.verdicts import memory


def rates(figures: Sequence[Figures], turns: Mapping[str, Sequence[Sequence[Turn]]]) -> Iterator[str]:
    """Yield the lines of the report on requests per second; of each pair of turns ours is the first."""
    yield "| server | answers | requests/s | ratio | p50 | p95 | p99 | processor time a request |"
    yield "|---|---|---|---|---|---|---|---|"
    for number, one in enumerate(figures):
        found = ratio(*turns[one.caching])
        beside = "" if number % 2 else f"{found:.2f}"
        yield (
            f"| {one.server} | {one.caching} | {one.rate:.0f} | {beside} | {one.p50:.1f} ms | {one.p95:.1f} ms "
            f"| {one.p99:.1f} ms | {one.processor:.2f} ms |"
        )
    yield f"\nTo be reached: {REACH}.\n"
    yield "| query | " + " | ".join(f"{one.server}, {one.caching}" for one in figures) + " |"
    yield "|---|" + "---|" * len(figures)
    every = [by_query(found) for pair in turns.values() for found in pair]
    for name in every[0]:
        yield f"| {name} | " + " | ".join(f"{one[name]:.1f} ms" for one in every) + " |"
    yield ""


def mixed(run: Run, complaints: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the report on mixed load."""
    yield "| request | | how many | how they ended | p50 | p99 |"
    yield "|---|---|---|---|---|---|"
    for kind, outcomes in statuses(run):
        if outcomes:
            ended = ", ".join(f"{outcome}: {count}" for outcome, count in sorted(outcomes.items(), key=str))
            times = run.seconds[kind.name]
            yield (
                f"| {kind.name} | {'good' if kind.good else 'bad'} | {outcomes.total()} | {ended} "
                f"| {percentile(times, 50):.3f} s | {percentile(times, 99):.3f} s |"
            )
    first, last = memory(run.observations)
    most = max(seen.megabytes for seen in run.observations)
    yield f"\nMemory: {first:.0f} MB after the first minute, {last:.0f} MB in the last ones "
    yield f"({last / first:.2f} times), {most:.0f} MB at most."
    for name, seen in (("before", run.before), ("after", run.after)):
        if seen is not None:
            yield (
                f"{name.capitalize()}: {seen.processes} processes, {seen.descriptors} open files and sockets, "
                f"{seen.files} temporary files, {seen.megabytes:.0f} MB."
            )
    yield "\n" + ("\n".join(f"FAILED: {one}" for one in complaints) or "Nothing failed.")


def raw(run: Run) -> dict[str, Any]:
    """Return what a run has shown, for JSON."""
    return {
        "outcomes": {
            kind.name: {str(outcome): count for outcome, count in outcomes.items()}
            for kind, outcomes in statuses(run)
        },
        "seconds": {
            name: {part: percentile(times, part) for part in (50, 95, 99)}
            for name, times in run.seconds.items()
        },
        "before": asdict(run.before),
        "after": run.after and asdict(run.after),
        "observations": [asdict(seen) for seen in run.observations],
    }
