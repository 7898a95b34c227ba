"""Hold measured figures, and lay them out as a Markdown table, CSV and JSON."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """Say what one engine took over one size: medians of `runs` whole processes.

    `seconds` of wall time, those of `processor` time and `megabytes` (10⁶ bytes) are None where it did not get
    through; `answer` says whether it found what was planted, or why there are no figures.
    """

    work: str
    engine: str
    version: str
    checks: str
    size: int
    runs: int
    seconds: float | None
    processor: float | None
    megabytes: float | None
    answer: str


def write_raw(figures: Sequence[Figure], facts: Mapping[str, str], folder: Path) -> None:
    """Write `validation.csv` and `validation.json`, the latter with the facts about the machine."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "validation.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(each.name for each in fields(Figure))
        writer.writerows(asdict(figure).values() for figure in figures)
    document = {"machine": dict(facts), "figures": [asdict(figure) for figure in figures]}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    (folder / "validation.json").write_text(f"{text}\n", encoding="utf-8")


def read_raw(path: Path) -> list[Figure]:
    """Read the figures of a `validation.json`."""
    return [Figure(**each) for each in json.loads(path.read_text(encoding="utf-8"))["figures"]]


def table(figures: Sequence[Figure], work: str, ours: str) -> str:
    """Lay out one kind of work: a row an engine, for each size time and memory, and both as multiples of `ours`.

    The answer is that at its largest size.

    >>> ours = Figure("w", "etom", "1", "all", 10, 3, 0.5, 0.4, 20, "yes")
    >>> print(table([ours, Figure("w", "slow", "2", "core", 10, 1, 5, 6, 80, "yes")], "w", "etom"))
    | engine | rules | answer | 10 |
    |---|---|---|---|
    | etom 1 | all | yes | 0.50 s, 20 MB |
    | slow 2 | core | yes | 5.0 s, 80 MB (10 ×, 4.0 ×) |
    """
    chosen = [figure for figure in figures if figure.work == work]
    sizes = sorted({figure.size for figure in chosen})
    rows = {(figure.engine, figure.version): figure for figure in chosen}
    by_place = {(figure.engine, figure.size): figure for figure in chosen}
    lines = [
        _row("engine", "rules", "answer", *(f"{size:,}" for size in sizes)),
        "|---" * (3 + len(sizes)) + "|",
    ]
    for (engine, version), figure in rows.items():
        cells = [_cell(by_place.get((engine, size)), by_place.get((ours, size))) for size in sizes]
        answer = max((each for each in chosen if each.engine == engine), key=lambda each: each.size).answer
        lines.append(_row(f"{engine} {version}", figure.checks, answer, *cells))
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(figure: Figure | None, ours: Figure | None) -> str:
    if figure is None or figure.seconds is None or figure.megabytes is None:
        return "—"
    cell = f"{rounded(figure.seconds)} s, {figure.megabytes:.0f} MB"
    if ours is None or ours is figure or not (ours.seconds and ours.megabytes):
        return cell
    return (
        f"{cell} ({rounded(figure.seconds / ours.seconds)} ×, {rounded(figure.megabytes / ours.megabytes)} ×)"
    )


def rounded(number: float) -> str:
    """Write a number with two significant digits where it has them, thousandths at the least.

    >>> [rounded(each) for each in (0.0456, 0.5, 1.04, 9.96, 99.7, 1234)]
    ['0.046', '0.50', '1.0', '10', '100', '1,234']
    """
    if number >= 9.95:
        return f"{number:,.0f}"
    if number >= 0.995:
        return f"{number:.1f}"
    return f"{number:.3f}" if number < 0.0995 else f"{number:.2f}"


def of(figures: Iterable[Figure], engine: str, size: int, work: str) -> Figure | None:
    """Return one figure that was measured."""
    found = (each for each in figures if (each.engine, each.size, each.work) == (engine, size, work))
    return next((each for each in found if each.seconds is not None), None)
