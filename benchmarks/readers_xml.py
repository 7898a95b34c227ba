"""Measure the readers of ArchiMate and XES against a bare pass of lxml over the same file, and their memory.

The files are made here, larger than people have them. Run it with `python benchmarks/readers_xml.py`.
"""

import gzip
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from etom_rdf.readers import archimate, xes

RUNS = 5
ELEMENTS = 100_000
EVENTS = 300_000
PARTS = 4_000


def archi_file() -> Iterator[str]:
    """Yield a model of Archi: processes and applications, as many relationships, and views of them."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<archimate:model '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:archimate="http://www.archimatetool.com/archimate" name="large" id="m" version="5.0.0">\n'
        '  <folder name="Business" id="b" type="business">\n'
    )
    for number in range(ELEMENTS):
        kind = "ApplicationComponent" if number % 10 == 0 else "BusinessProcess"
        yield (
            f'    <element xsi:type="archimate:{kind}" name="Element {number}" id="id-{number}">\n'
            f"      <documentation>What element {number} is for</documentation>\n"
            f'      <property key="eTOM" value="1.1.1.{number % 12 + 1}"/>\n    </element>\n'
        )
    yield '  </folder>\n  <folder name="Relations" id="r" type="relations">\n'
    for number in range(1, ELEMENTS):
        kind = "Serving" if number % 10 == 1 else "Triggering"
        yield (
            f'    <element xsi:type="archimate:{kind}Relationship" id="r-{number}" source="id-{number - 1}" '
            f'target="id-{number}"/>\n'
        )
    yield '  </folder>\n  <folder name="Views" id="v" type="diagrams">\n'
    for number in range(0, ELEMENTS, 100):
        yield f'    <element xsi:type="archimate:ArchimateDiagramModel" name="View" id="v-{number}">\n'
        for child in range(number, number + 100):
            yield (
                f'      <child xsi:type="archimate:DiagramObject" id="c-{child}" archimateElement="id-{child}">\n'
                f'        <bounds x="{child}" y="12" width="120" height="55"/>\n      </child>\n'
            )
        yield "    </element>\n"
    yield "  </folder>\n</archimate:model>\n"


def exchange_file() -> Iterator[str]:
    """Yield a model in the exchange format with the same elements and relationships."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m">\n  <elements>\n'
    )
    for number in range(ELEMENTS):
        kind = "ApplicationComponent" if number % 10 == 0 else "BusinessProcess"
        yield (
            f'    <element identifier="id-{number}" xsi:type="{kind}">\n'
            f'      <name xml:lang="en">Element {number}</name>\n'
            f'      <properties>\n        <property propertyDefinitionRef="p">\n'
            f'          <value xml:lang="en">1.1.1.{number % 12 + 1}</value>\n'
            "        </property>\n      </properties>\n    </element>\n"
        )
    yield "  </elements>\n  <relationships>\n"
    for number in range(1, ELEMENTS):
        kind = "Serving" if number % 10 == 1 else "Triggering"
        yield (
            f'    <relationship identifier="r-{number}" source="id-{number - 1}" target="id-{number}" '
            f'xsi:type="{kind}"/>\n'
        )
    yield (
        '  </relationships>\n  <propertyDefinitions>\n    <propertyDefinition identifier="p" type="string">\n'
        "      <name>eTOM</name>\n    </propertyDefinition>\n  </propertyDefinitions>\n  <views>\n    <diagrams>\n"
    )
    for number in range(0, ELEMENTS, 100):
        yield f'      <view identifier="v-{number}" xsi:type="Diagram">\n        <name>View</name>\n'
        for node in range(number, number + 100):
            yield (
                f'        <node identifier="n-{node}" elementRef="id-{node}" xsi:type="Element" x="{node}" y="49" '
                'w="120" h="55">\n          <style><fillColor r="255" g="255" b="181" a="100" /></style>\n'
                "        </node>\n"
            )
        yield "      </view>\n"
    yield "    </diagrams>\n  </views>\n</model>\n"


def event_log() -> Iterator[str]:
    """Yield a log of fifty activities, ten events a trace."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="2.0" xmlns="http://www.xes-standard.org/">\n'
    for number in range(EVENTS):
        yield "  <trace>\n" if number % 10 == 0 else ""
        yield (
            f'    <event>\n      <string key="concept:name" value="Activity {number * 7 % 50}"/>\n'
            '      <string key="lifecycle:transition" value="complete"/>\n'
            f'      <string key="org:resource" value="Clerk {number % 11}"/>\n'
            f'      <date key="time:timestamp" value="2026-01-01T{number % 24:02}:00:00.000+03:00"/>\n    </event>\n'
        )
        yield "  </trace>\n" if number % 10 == 9 else ""
    yield "</log>\n"


def make_folder(folder: Path) -> None:
    """Write a model as coArchi keeps it, with one file for each element."""
    space = 'xmlns:archimate="http://www.archimatetool.com/archimate"'
    (folder / "model" / "business").mkdir(parents=True)
    (folder / "model" / "folder.xml").write_text(
        f'<archimate:ArchimateModel\n    {space}\n    name="m"\n    id="m"/>\n'
    )
    for number in range(PARTS):
        (folder / "model" / "business" / f"BusinessProcess_{number}.xml").write_text(
            f'<archimate:BusinessProcess\n    {space}\n    name="Process {number}"\n    id="id-{number}"\n'
            f'    documentation="What process {number} is for">\n  <properties\n      key="eTOM"\n'
            f'      value="1.1.1.{number % 12 + 1}"/>\n</archimate:BusinessProcess>\n'
        )


def bare(path: Path) -> None:
    """Let lxml alone run through a file, or parse all files of a folder."""
    if path.is_dir():
        for part in path.rglob("*.xml"):
            etree.parse(part)
        return
    for _ in etree.iterparse(path):
        pass


def read(path: Path) -> None:
    """Read a file or a folder with the reader for it."""
    if path.is_dir():
        archimate.read_folder(path)
        return
    reader = xes.read if ".xes" in path.suffixes else archimate.read
    with path.open("rb") as source:
        reader(source, name=path.name)


def seconds(action: Callable[[Path], None], path: Path) -> float:
    """Return how much of the processor's time an action takes."""
    start = time.process_time()
    action(path)
    return time.process_time() - start


def peak() -> float:
    """Return the most memory that this process has used, in megabytes; getrusage would count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def memory(path: Path) -> float:
    """Return the peak of a fresh process that reads a file, in megabytes."""
    command = [sys.executable, __file__, str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def compare(name: str, path: Path, plain: Path) -> None:
    """Run reader and bare pass in turn; print medians, their ratio pair by pair, and the reader's memory."""
    pairs = [(seconds(read, path), seconds(bare, plain)) for _ in range(RUNS + 1)][
        1:
    ]  # the first pair warms up
    ratio = statistics.median(ours / peer for ours, peer in pairs)
    ours, peer = (statistics.median(times) for times in zip(*pairs, strict=True))
    size = sum(part.stat().st_size for part in (plain.rglob("*") if plain.is_dir() else [plain]))
    print(
        f"{name:34} {size / 1e6:6.1f} MB {ours * 1000:8.0f} ms {peer * 1000:8.0f} ms"
        f"   ratio {ratio:5.2f}   memory {memory(path):5.0f} MB"
    )


def main() -> None:
    """Make the files, print the table."""
    with TemporaryDirectory() as folder:
        archi, exchange, log = (Path(folder, name) for name in ("large.archimate", "large.xml", "large.xes"))
        for path, pieces in ((archi, archi_file()), (exchange, exchange_file()), (log, event_log())):
            with path.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
        zipped = Path(folder, "zipped.archimate")
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(archi, "model.xml")
        packed = Path(folder, "packed.xes.gz")
        packed.write_bytes(gzip.compress(log.read_bytes(), 6))
        print(f"{'reader against bare iterparse':34} {'size':>9} {'ours':>11} {'bare':>11}")
        compare("ArchiMate, file of Archi", archi, archi)
        compare("ArchiMate, zipped", zipped, archi)
        compare("ArchiMate, exchange file", exchange, exchange)
        make_folder(Path(folder, "repository"))
        compare("ArchiMate, folder of coArchi", Path(folder, "repository"), Path(folder, "repository"))
        compare("XES", log, log)
        compare("XES, gzip", packed, log)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read(Path(sys.argv[1]))
        print(peak())
    else:
        main()
