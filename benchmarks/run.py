"""Measure what the project promises about its own speed, peers side by side in one run.

Whole processes where a user starts one; medians; the ratios are what counts, since machines differ.
Run it with `make bench`.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from etom_rdf.querying import open_store, queries
from etom_rdf.rdf_input import read_rdf

ROOT = Path(__file__).parent.parent
MODEL = str(ROOT / "examples" / "operator" / "model.ttl")
RUNS = 9

# What a Python programmer would write with pySHACL: load ontology, model and shapes, validate.
PLAIN_PYSHACL = f"""
from pathlib import Path
from rdflib import Graph
import pyshacl
root = Path({str(ROOT)!r})
ontology, model = Graph(), Graph()
for path in sorted((root / "ontology").glob("*.ttl")):
    ontology.parse(path)
model.parse({MODEL!r})
for data, shapes in ((model + ontology, "process-model"), (model - ontology, "model-alone")):
    pyshacl.validate(data, shacl_graph=Graph().parse(root / "shapes" / f"{{shapes}}.ttl"))
"""


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process(*arguments: str) -> Callable[[], object]:
    """Return an action that runs this Python with arguments as a process of its own."""
    return lambda: subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)


def compare(
    name: str, ours: Callable[[], object], peer: Callable[[], object], limit: float, runs: int
) -> None:
    """Run two actions in turn and print the median of the ratio pair by pair."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(runs + 1)][1:]  # the first pair warms up
    ratio = statistics.median(a / b for a, b in pairs)
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"{name:58} {a * 1000:9.1f} ms {b * 1000:9.1f} ms   ratio {ratio:5.2f}   reach {limit}")


def query_times() -> list[tuple[float, str]]:
    """Return the median time of every shipped query over ontology and example, slowest first, in seconds."""
    store = open_store(read_rdf(MODEL).quads)
    found = []
    for query in queries():
        text = query.bind({parameter.name: parameter.example for parameter in query.parameters})
        times = [seconds(lambda text=text: list(store.query(text))) for _ in range(RUNS)]
        found.append((statistics.median(times), query.name))
    return sorted(found, reverse=True)


def main() -> None:
    """Print the table."""
    import_rdflib = process("-c", "import rdflib")
    print(f"{'ours against peer':58} {'ours':>12} {'peer':>12}")
    compare(
        "etom show 1.1.1.5 / import rdflib",
        process("-m", "etom_rdf", "show", "1.1.1.5"),
        import_rdflib,
        1.0,
        RUNS,
    )
    compare("import etom_rdf / import rdflib", process("-c", "import etom_rdf"), import_rdflib, 0.33, RUNS)
    validate = process("-m", "etom_rdf", "validate", MODEL)
    compare("etom validate (example) / pySHACL from Python", validate, process("-c", PLAIN_PYSHACL), 1.3, 3)
    times = query_times()
    print(f"\nqueries over ontology and example on pyoxigraph: {len(times)}, slowest medians (reach: 20 ms)")
    for taken, name in times[:5]:
        print(f"    {taken * 1000:6.1f} ms  {name}")


if __name__ == "__main__":
    main()
