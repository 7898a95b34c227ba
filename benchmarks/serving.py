"""Measure `etom serve`: requests per second beside `oxigraph serve`, and what mixed load does to it.

The shipped queries at eight clients, in turn with the other server; then minutes of good, careless and hostile
clients, during which nothing may fail, grow or be left over. Prints both as Markdown, writes the raw figures to
`build/benchmarks`, and ends with 1 where something fails. Run it with `make bench-serving`.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from http_load import rates, reports, servers, verdicts
from http_load.mixed import Plan, Run, mixed
from inputs import BUILD, ROOT
from machines import machine

_EXAMPLE = ROOT / "examples" / "operator" / "model.ttl"
_TOKEN = "a token for this run alone"


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=("rates", "mixed"), help="one of the two parts")
    parser.add_argument("--clients", type=int, default=8, help="connections at a time")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each server")
    parser.add_argument("--requests", type=int, default=2000, help="requests of a turn")
    parser.add_argument("--minutes", type=float, default=2, help="how long the mixed load lasts")
    parser.add_argument(
        "--share", type=float, default=2.0, help="cores that the mixed load may use on average"
    )
    parser.add_argument(
        "--timeout", type=float, default=3, help="seconds that a query may run under mixed load"
    )
    parser.add_argument("--seed", type=int, default=0, help="another one: other requests under mixed load")
    return parser.parse_args()


def compared(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield the report on requests per second, and write its figures."""
    program = servers.oxigraph_program()
    if program is None:
        yield "oxigraph is not installed; `pip install -e '.[dev]'` installs it\n"
        return
    with servers.etom(folder, _EXAMPLE) as ours, servers.oxigraph(program, folder / "oxigraph.log") as peer:
        servers.copy_graphs(ours, peer)
        turns = rates.compare(
            (ours, peer), rounds=options.rounds, requests=options.requests, clients=options.clients
        )
    figures = [
        rates.summary(server, caching, found)
        for caching, every in turns.items()
        for server, found in zip((ours, peer), every, strict=True)
    ]
    _write("serving-rates.json", {"machine": machine(), "figures": [asdict(one) for one in figures]})
    yield from reports.rates(figures, turns)


def loaded(options: argparse.Namespace, folder: Path) -> Run:
    """Load a server, write what was seen, and return it."""
    limits = ("--timeout", str(options.timeout), "--memory", "256", "--max-result", "16")
    with servers.etom(folder, _EXAMPLE, *limits, token=_TOKEN) as server:
        plan = Plan(_TOKEN, 60 * options.minutes, options.clients, options.share, seed=options.seed)
        run = asyncio.run(mixed(server, folder, plan))
    _write("serving-mixed.json", {"machine": machine(), **reports.raw(run)})
    return run


def _write(name: str, content: object) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def main() -> int:
    """Measure and print; return the exit code."""
    options, failed = arguments(), False
    with TemporaryDirectory() as made:
        folder = Path(made)
        if options.only != "mixed":
            (folder / "rates").mkdir()
            print("\n".join(compared(options, folder / "rates")), flush=True)
        if options.only != "rates":
            (folder / "mixed").mkdir()
            run = loaded(options, folder / "mixed")
            found = list(verdicts.complaints(run))
            print("\n".join(reports.mixed(run, found)))
            failed = bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
