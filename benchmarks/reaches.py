"""Compare figures with what validation is to reach. Ratios are taken within one run, at the largest common size."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from figures import Figure, of, rounded

MODELS, REGISTERS, START_UP, ENDPOINT = "models", "registers", "start-up", "endpoint"
"""Kinds of work."""


class Reach(NamedTuple):
    """Say what is to be reached and what was measured; `met` is None where nothing was."""

    work: str
    reach: str
    measured: str
    met: bool | None


def table(figures: Sequence[Figure]) -> str:
    """Lay the reaches out as a Markdown table."""
    lines = ["| work | reach | measured | met |", "|---|---|---|---|"]
    for each in reaches(figures):
        met = {True: "yes", False: "no", None: ""}[each.met]
        lines.append(f"| {each.work} | {each.reach} | {each.measured} | {met} |")
    return "\n".join(lines)


def reaches(figures: Sequence[Figure]) -> Iterator[Reach]:
    """Yield all in turn."""
    for form in ("N-Triples", "Turtle"):
        pair = _pair(figures, MODELS, f"etom, {form}", f"parsing alone, {form}")
        yield _at_most(3, f"{form} against parsing alone", pair)
    yield _fastest(figures)
    yield _pyshacl(figures)
    pair = _pair(figures, REGISTERS, "etom, Parquet", "Polars by hand")
    yield _at_most(2, "Parquet against Polars by hand", pair)
    yield _memory(figures)
    yield _growth(figures)
    pair = _pair(figures, START_UP, "etom validate, the example", "import pyoxigraph")
    yield _at_most(2, "start-up against import pyoxigraph", pair)
    pair = _pair(figures, ENDPOINT, "etom validate --endpoint", "downloading the graph")
    yield _at_most(1, "endpoint against downloading the graph", pair)


def _pair(figures: Sequence[Figure], work: str, ours: str, peer: str) -> tuple[Figure, Figure] | None:
    """Return both figures of the largest size that both have."""
    sizes = sorted({figure.size for figure in figures if figure.work == work}, reverse=True)
    for size in sizes:
        one, other = of(figures, ours, size, work), of(figures, peer, size, work)
        if one and other:
            return one, other
    return None


def _at_most(limit: float, name: str, pair: tuple[Figure, Figure] | None) -> Reach:
    reach = f"at most {limit} ×"
    if pair is None:
        return Reach(name, reach, "—", None)
    one, other = pair
    ratio = (one.seconds or 0) / (other.seconds or 1)
    return Reach(name, reach, f"{rounded(ratio)} × at {one.size:,}", ratio <= limit)


def _fastest(figures: Sequence[Figure]) -> Reach:
    """Compare with the SHACL engine that is fastest at the largest size that one of them and etom have."""
    name, reach = "fastest other SHACL engine", "at least 10 × the time, 4 × the memory"
    peers = {each.engine for each in figures if each.work == MODELS and each.checks != "nothing"}
    pairs = [
        pair
        for peer in peers
        if not peer.startswith("etom") and (pair := _pair(figures, MODELS, "etom, N-Triples", peer))
    ]
    if not pairs:
        return Reach(name, reach, "—", None)
    ours, other = max(pairs, key=lambda pair: (pair[0].size, -(pair[1].seconds or 0)))
    time = (other.seconds or 0) / (ours.seconds or 1)
    memory = (other.megabytes or 0) / (ours.megabytes or 1)
    measured = f"{other.engine}: {rounded(time)} × the time, {rounded(memory)} × the memory at {ours.size:,}"
    return Reach(name, reach, measured, time >= 10 and memory >= 4)


def _pyshacl(figures: Sequence[Figure]) -> Reach:
    """Compare with pySHACL as the package runs it, which is faster than pySHACL by itself."""
    name, reach = "pySHACL", "at least 300 × the time"
    both = (_pair(figures, MODELS, "etom, N-Triples", each) for each in ("etom --engine pyshacl", "pySHACL"))
    pair = next(filter(None, both), None)
    if pair is None:
        return Reach(name, reach, "—", None)
    ratio = (pair[1].seconds or 0) / (pair[0].seconds or 1)
    return Reach(name, reach, f"{rounded(ratio)} × at {pair[0].size:,}", ratio >= 300)


def _memory(figures: Sequence[Figure]) -> Reach:
    name, reach = "memory for Parquet", "under 3,000 MB at 10,000,000"
    figure = of(figures, "etom, Parquet", 10_000_000, REGISTERS)
    if figure is None or figure.megabytes is None:
        return Reach(name, reach, "—", None)
    return Reach(name, reach, f"{figure.megabytes:,.0f} MB", figure.megabytes < 3000)


def _growth(figures: Sequence[Figure]) -> Reach:
    name, reach = "growth from 100,000 to 1,000,000", "at most 11 ×"
    small, large = (of(figures, "etom, N-Triples", size, MODELS) for size in (100_000, 1_000_000))
    if not (small and large and small.seconds and large.seconds):
        return Reach(name, reach, "—", None)
    ratio = large.seconds / small.seconds
    return Reach(name, reach, f"{rounded(ratio)} ×", ratio <= 11)
