"""Hold the structure of the package: what may import what, what start-up pays for."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

import etom_rdf

PACKAGE = Path(etom_rdf.__file__).parent

# From the bottom up; a module imports only modules of lower layers, or siblings inside its own folder.
LAYERS = (
    {"namespaces", "text", "identifier_grammar"},
    {"errors", "resources", "own_files", "svg", "abridged"},
    {"identifiers"},
    {"identifier_parsing", "rdf_input", "turtle"},
    {"catalogue"},
    {"entry_json", "model", "search", "trace", "exports", "matrix", "spreadsheets", "coverage_scale"},
    {"readers"},
    {"references", "reference_targets"},
    {"registers"},
    {"sources", "sssom_form", "sssom_prefixes", "covered", "stores"},
    {"querying", "validation", "coverage_counts", "pictogram", "map_layout", "owl_profile", "sssom_writer"},
    {"process_map", "hermit", "process_index", "comparison", "model_export"},
    {"reasoning", "pages"},
    {"linked_data", "coverage_forms"},
    {"site"},
    {"server"},
    {"maintenance"},
    {"cli"},
    {"__main__"},
)


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def unit(path: Path) -> str:
    """Name the module or the folder of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("etom_rdf."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "etom_rdf":
            found |= {alias.name for alias in node.names if alias.name != "__version__"}
        elif isinstance(node, ast.Import):
            assert not any(alias.name.startswith("etom_rdf") for alias in node.names), path
    return found


def test_every_module_has_its_layer() -> None:
    assert {unit(path) for path in modules()} == set().union(*LAYERS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_lower_modules_never_import_higher_ones(path: Path) -> None:
    layer = next(number for number, names in enumerate(LAYERS) if unit(path) in names)
    allowed = set().union(*LAYERS[:layer]) | {unit(path)}
    assert imports(path) <= allowed


def loaded_by(code: str) -> set[str]:
    command = f"import sys\n{code}\nprint(' '.join(sys.modules))"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


EXAMPLE = str(PACKAGE.parent / "examples" / "operator" / "model.ttl")
HEAVY = {
    "rdflib",
    "pyshacl",
    "owlready2",
    "httpx",
    "starlette",
    "uvicorn",
    "jinja2",
    "lxml",
    "openpyxl",
    "yaml",
    "polars",
}
# What checks of RDF in our own vocabulary have no use for, or cannot afford.
NOT_FOR_RDF = {
    "csv", "dataclasses", "decimal", "hashlib", "inspect", "json", "locale", "logging", "subprocess", "tempfile",
    "xml", "zipfile", "etom_rdf.catalogue", "etom_rdf.cli.lookup", "etom_rdf.identifiers",
    "etom_rdf.readers.rdf.aliases", "etom_rdf.readers.records", "etom_rdf.readers.tables", "etom_rdf.references",
    "etom_rdf.sources.describing", "etom_rdf.stores", "etom_rdf.validation.fast.stream", "etom_rdf.validation.sparql",
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import etom_rdf", {"rdflib", "pyoxigraph", "argparse"}),
        (
            "from etom_rdf.cli import main; assert main(['show', '1.1.1.5']) == 0",
            {"rdflib", "pyshacl", "owlready2", "httpx", "starlette", "uvicorn"},
        ),
        (
            "from etom_rdf.cli import main; assert main(['id', '1.1.1.5']) == 0",
            {"rdflib", "pyshacl", "owlready2", "httpx", "starlette", "uvicorn"},
        ),
        (
            "from etom_rdf.cli import main; assert main(['query', 'siblings', 'id=1.1']) == 0",
            {"rdflib", "pyshacl", "owlready2", "httpx", "starlette", "uvicorn"},
        ),
        (
            "from etom_rdf.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
            {"pyoxigraph", "json", "tempfile", "etom_rdf.catalogue", "etom_rdf.identifiers"},
        ),
        (
            f"from etom_rdf.cli import main; assert main(['validate', {EXAMPLE!r}]) == 0",
            HEAVY | NOT_FOR_RDF,
        ),
    ],
)
def test_start_up_pays_for_nothing_heavy(code: str, absent: set[str]) -> None:
    # Where a name leads to no module, nothing could load it.
    assert [name for name in absent if find_spec(name) is None] == []
    assert not loaded_by(code) & absent


def test_the_public_names_are_there() -> None:
    for name in etom_rdf.__all__:
        value = getattr(etom_rdf, name)
        # A submodule of the same name would hide the function once something imports it.
        assert not isinstance(value, ModuleType), name
    assert len(etom_rdf.__all__) <= 15
    with pytest.raises(AttributeError):
        _ = etom_rdf.nothing_of_the_kind  # type: ignore[attr-defined]
