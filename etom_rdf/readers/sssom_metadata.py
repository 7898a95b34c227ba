"""Find the file that holds the metadata of an SSSOM/TSV file separately, by its name."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

_TABLES: Final = (".tsv", ".txt", ".sssom")
_METADATA: Final = (".sssom.yml", ".sssom.yaml", ".yml", ".yaml")


def external_metadata(path: Path) -> Path | None:
    """Return the file beside an SSSOM/TSV file that holds its metadata, if there is one.

    >>> external_metadata(Path("nowhere/orders.sssom.tsv")) is None
    True
    """
    found = (path.with_name(name) for name in metadata_names(path.name))
    return next((one for one in found if one.is_file()), None)


def is_metadata(name: str, names: Collection[str]) -> bool:
    """Say whether a file holds the metadata of a table among others of its folder; all are given by their names.

    >>> is_metadata("orders.sssom.yml", {"orders.sssom.tsv"}), is_metadata("orders.yml", {"bills.tsv"})
    (True, False)
    """
    stem = next((name.removesuffix(suffix) for suffix in _METADATA if name.endswith(suffix)), None)
    if stem is None:
        return False
    tables = (f"{stem}{inner}{suffix}" for inner in ("", ".sssom") for suffix in (".tsv", ".txt"))
    return any(table in names for table in (*tables, f"{stem}.sssom"))


def metadata_names(table: str) -> tuple[str, ...]:
    """Return the names that the file with the metadata of a table may have, the best first.

    >>> metadata_names("orders.sssom.tsv")[0]
    'orders.sssom.yml'
    """
    stem = table
    for suffix in _TABLES:
        stem = stem.removesuffix(suffix)
    return tuple(stem + suffix for suffix in _METADATA)
