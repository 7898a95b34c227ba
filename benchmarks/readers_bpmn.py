"""Measure the BPMN reader against bare lxml: time and memory of fresh processes, imports aside, side by side.

Single files and a folder, read alone, with their references to the standard, and statement by statement; tasks
without a mapping and with one each. What a ratio should reach stands behind it.

`python benchmarks/readers_bpmn.py [FOLDER]`; FOLDER holds BPMN files to repeat, by default those of
ETOM_SHARED, or `shared` beside the checkout.
"""

import os
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
TASKS = 300_000
FILES = 800
ELEMENTS = [f"1.1.1.{number}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)]
PROPERTY = (
    '<extensionElements><camunda:properties><camunda:property name="eTOM" value="{}"/></camunda:properties>'
    "</extensionElements>"
)
RUNS = 3

BARE_ITERPARSE = """
import sys; from lxml import etree
START
for event, element in etree.iterparse(sys.argv[1]): pass
"""
# As people write it for large files; it drops what has been read.
CLEARING_ITERPARSE = BARE_ITERPARSE.replace("pass", "element.clear()")
BARE_PARSE = """
import sys; from pathlib import Path; from lxml import etree
START
for path in sorted(Path(sys.argv[1]).iterdir()): etree.parse(path, etree.XMLParser(recover=True))
"""
READ_FILE = """
import sys; from etom_rdf.readers.bpmn import read
START
with open(sys.argv[1], "rb") as file: model = read(file, name="large.bpmn")
assert len(model.activities) == 300_001 and len(model.flows) == 299_999, len(model.flows)
"""
# As `etom import` and `etom validate` do: with references to the standard, and the graph, which is made when it is
# gone through; a pass over it is measured apart.
READ_MODEL = """
import sys; from etom_rdf.sources import read_models
START
(document,) = read_models([sys.argv[1]]).model.documents
"""
READ_AND_PASS = READ_MODEL + "assert sum(1 for _ in document.quads) > 1_500_000"
READ_FOLDER = """
import sys; from pathlib import Path; from etom_rdf.readers.bpmn import read
START
for path in sorted(Path(sys.argv[1]).iterdir()):
    with path.open("rb") as file: read(file, name=path.name)
"""

# As `etom import FOLDER` does: the kind of each file is told by its content, and records of all files are kept.
READ_SOURCES = """
import sys; from etom_rdf.readers import bpmn; from etom_rdf.readers.folders import read_sources
START
assert len(read_sources([sys.argv[1]]).sources) == 800
"""


def write_large(path: Path, *, drawn: bool = False, mapped: bool = False) -> None:
    """Write one process of very many tasks in a row: bare, with its diagram, or with an eTOM property on each task."""
    with path.open("w", encoding="utf-8") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<definitions id="D" targetNamespace="urn:x" '
            'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
            'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
            'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
            'xmlns:camunda="http://camunda.org/schema/1.0/bpmn">\n  <process id="P" name="Long">\n'
        )
        for number in range(TASKS):
            out.write(f'    <userTask id="T{number}" name="Handle order {number}"')
            if mapped:
                id_ = ELEMENTS[number % len(ELEMENTS)]
                out.write(f">\n      {PROPERTY.format(id_)}\n    </userTask>\n")
            else:
                out.write(f">\n      <incoming>F{number}</incoming>\n    </userTask>\n" if drawn else " />\n")
        for number in range(1, TASKS):
            out.write(
                f'    <sequenceFlow id="F{number}" sourceRef="T{number - 1}" targetRef="T{number}" />\n'
            )
        out.write("  </process>\n")
        if drawn:
            out.write('  <bpmndi:BPMNDiagram>\n    <bpmndi:BPMNPlane bpmnElement="P">\n')
            for number in range(TASKS):
                out.write(f'      <bpmndi:BPMNShape id="S{number}" bpmnElement="T{number}">\n')
                out.write(
                    f'        <dc:Bounds x="{number}" y="0" width="9" height="9" />\n      </bpmndi:BPMNShape>\n'
                )
            out.write("    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n")
        out.write("</definitions>\n")


def fill_folder(folder: Path, samples: list[Path]) -> None:
    """Fill a folder with copies of the samples, in turn."""
    for number, sample in enumerate(islice(cycle(samples), FILES)):
        (folder / f"{number:03}-{sample.name}").write_bytes(sample.read_bytes())


def run(code: str, argument: Path) -> tuple[float, float]:
    """Run code as a process of its own; return its processor seconds from START, and megabytes at its peak."""
    begun = code.replace("START", "import time; start = time.process_time()")
    peak = "int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]) / 1000"
    measured = f"{begun}\nprint(time.process_time() - start, {peak})"
    done = subprocess.run(
        [sys.executable, "-c", measured, str(argument)],
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def compare(name: str, ours: str, peer: str, argument: Path, limit: float) -> None:
    """Run two programs in turn and print the ratio of their best times, which others on the machine disturb least."""
    pairs = [(run(ours, argument), run(peer, argument)) for _ in range(RUNS)]
    (a, memory), (b, peers_memory) = (map(min, zip(*side, strict=True)) for side in zip(*pairs, strict=True))
    print(
        f"{name:56} {a:6.2f} s {memory:4.0f} MB {b:6.2f} s {peers_memory:4.0f} MB   ratio {a / b:4.2f}   reach {limit}"
    )


def main() -> None:
    """Print the table."""
    shared = Path(os.environ.get("ETOM_SHARED") or ROOT.parent / "shared")
    samples = sorted((Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "cases" / "bpmn").iterdir())
    print(f"{'ours against peer':56} {'ours':>16} {'peer':>16}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "many")
        folder.mkdir()
        fill_folder(folder, samples)
        compare(f"{FILES} files / parse", READ_FOLDER, BARE_PARSE, folder, 2)
        compare(f"{FILES} files in a folder of any kinds / parse", READ_SOURCES, BARE_PARSE, folder, 2)
        for drawn, mapped in ((False, False), (True, False), (False, True)):
            large = Path(scratch, "large.bpmn")
            write_large(large, drawn=drawn, mapped=mapped)
            what = f"{TASKS} tasks, {'each mapped' if mapped else 'with diagram' if drawn else 'no diagram'}"
            compare(f"{what} / iterparse", READ_FILE, BARE_ITERPARSE, large, 4)
            compare(f"{what}, references / iterparse", READ_MODEL, BARE_ITERPARSE, large, 4)
            compare(f"{what}, every statement / iterparse", READ_AND_PASS, BARE_ITERPARSE, large, 4)
            compare(f"{what} / iterparse that clears", READ_FILE, CLEARING_ITERPARSE, large, 4)


if __name__ == "__main__":
    main()
