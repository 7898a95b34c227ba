"""Find the Turtle files and queries that ship with the package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    # A wheel carries the folders inside the package; in a checkout they stand beside it, as the one source.
    shipped = _PACKAGE / "data"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def ontology_file(stem: str) -> Path:
    """Return the path of one ontology file, for example `gost-r-53633`."""
    return _data_root() / "ontology" / f"{stem}.ttl"


def ontology_files() -> tuple[Path, ...]:
    """Return the files of the ontology, the vocabulary first.

    >>> [path.stem for path in ontology_files()]
    ['etom', 'gost-r-53633', 'glossary', 'requirements', 'alignments']
    """
    return tuple(map(ontology_file, ("etom", "gost-r-53633", "glossary", "requirements", "alignments")))


def shape_files() -> tuple[Path, ...]:
    """Return the files of the shapes, sorted by name."""
    return tuple(sorted((_data_root() / "shapes").glob("*.ttl")))


def shape_file(stem: str) -> Path:
    """Return the path of one file of shapes, for example `process-model`."""
    return _data_root() / "shapes" / f"{stem}.ttl"


def vocabulary_files() -> tuple[Path, ...]:
    """Return the files that say how other vocabularies are read, sorted by name."""
    return tuple(sorted((_data_root() / "vocabularies").glob("*.ttl")))


def query_files() -> tuple[Path, ...]:
    """Return the files of the query library, sorted by name."""
    return tuple(sorted((_data_root() / "queries").glob("*.rq")))


def example_model() -> Path:
    """Return the path of an operator's model as it should be."""
    return _data_root() / "examples" / "operator" / "model.ttl"


def example_diagram() -> Path:
    """Return the path of a BPMN file of an operator, with things to mend in it."""
    return _data_root() / "examples" / "sources" / "order-to-activation.bpmn"


def failing_example(code: str) -> Path | None:
    """Return the path of the smallest model that breaks one rule, or None where the rule has none.

    >>> failing_example("Process-classified").name
    'Process-classified.ttl'
    """
    path = _data_root() / "tests" / "invalid" / f"{code}.ttl"
    return path if path.is_file() else None


def editor_files() -> dict[str, Path]:
    """Return the files of the vendored SPARQL editor by name; none where they were not built in.

    A wheel carries them; `make assets` fetches them for a checkout.
    """
    shipped = _PACKAGE / "data" / "assets" / "yasgui"
    folder = shipped if shipped.is_dir() else _PACKAGE.parent / "build" / "assets" / "yasgui"
    names = ("yasgui.min.css", "yasgui.min.js", "LICENCES.txt")
    found = {name: folder / name for name in names}
    return found if all(path.is_file() for path in found.values()) else {}
