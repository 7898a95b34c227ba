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
