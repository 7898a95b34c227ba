"""Read a file of whatever kind with the reader for it; the readers are loaded only when they are needed."""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Final

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.formats import READABLE, bad_input
from etom_rdf.readers.kinds import TABLE_NAMES, Kind, kind_of, text_of
from etom_rdf.readers.sssom_metadata import external_metadata
from etom_rdf.readers.xml_start import root_of

if TYPE_CHECKING:
    from etom_rdf.rdf_input import RdfDocument
    from etom_rdf.readers.records import SourceModel

ALL_READABLE: Final = (
    "BPMN 2.0, ArchiMate (Archi, Open Exchange), CSV, XLSX, Parquet, SSSOM (.tsv), ODA components (.yaml), XES; "
    + READABLE
)
_LIKELY: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(TABLE_NAMES, "table"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), "workbook"),
    **dict.fromkeys((".bpmn", ".bpmn2"), "bpmn"),
    ".archimate": "archimate",
    ".parquet": "parquet",
    ".xes": "xes",
    ".json": "rdf",
}  # fmt: skip


def read_source(
    path: str | os.PathLike[str],
    *,
    name: str | None = None,
    kind: Kind | None = None,
    columns: Mapping[str, str] | None = None,
) -> "SourceModel | RdfDocument":
    r"""Read one file, whatever its kind, or standard input where the path is `-`.

    `name` stands in messages instead of the path, `kind` overrules the content, `columns` gives the headers of a
    table by role. Of folders only those are read here in which a tool keeps one model (coArchi); `folders` reads
    others. Raises InputError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "list.dat")
    ...     _ = path.write_text("Process ID,Process name,eTOM\nP1,Take orders,1.1.1.5")
    ...     model = read_source(path)
    >>> model.kind, model.activities[0].name
    ('table', 'Take orders')
    """
    path = os.fsdecode(path)
    name = path if name is None else name
    if path == "-":
        return read_stream(io.BytesIO(sys.stdin.buffer.read()), None, name=name, kind=kind, columns=columns)
    if Path(path).is_dir():
        from etom_rdf.readers.archimate import read_folder  # noqa: PLC0415

        return read_folder(Path(path), name=name)
    if not Path(path).is_file():
        return _read_rdf(path, name)  # which says what is wrong with the path
    try:
        with Path(path).open("rb") as stream:
            return read_stream(stream, path, name=name, kind=kind, columns=columns)
    except OSError:
        return _read_rdf(path, name)


def read_stream(
    stream: BinaryIO,
    path: str | None,
    *,
    name: str | None = None,
    kind: Kind | None = None,
    columns: Mapping[str, str] | None = None,
) -> "SourceModel | RdfDocument":
    """Read an open file as `read_source` does; `path` is None where it has none. The stream can be rewound."""
    name = name if name is not None else path or ""
    kind = kind or kind_of(stream, name, columns=columns) or _LIKELY.get(PurePath(name).suffix.lower())
    if kind is None:
        raise _unknown(stream, name)
    if kind == "parquet":
        return _read_parquet(stream, path, name, columns)
    if kind != "rdf":
        return _read_model(kind, stream, path, name, columns)
    with _as_file(stream, path) as file:
        return _read_rdf(file, name)


@contextmanager
def _as_file(stream: BinaryIO, path: str | None) -> Iterator[str]:
    """Give the path of a file, or that of a copy of what has none."""
    if path is not None:
        yield path
        return
    import tempfile  # noqa: PLC0415 - for standard input alone

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "stdin")
        copy.write_bytes(stream.read())
        yield str(copy)


def _read_rdf(path: str, name: str) -> "RdfDocument":
    from etom_rdf.rdf_input import read_rdf  # noqa: PLC0415

    return read_rdf(path, name=name)


def _read_model(
    kind: Kind, stream: BinaryIO, path: str | None, name: str, columns: Mapping[str, str] | None
) -> "SourceModel":
    """Call the reader of a kind, loading no other: they bring lxml, openpyxl or YAML with them."""
    if kind == "bpmn":
        from etom_rdf.readers import bpmn  # noqa: PLC0415

        return bpmn.read(stream, name=name)
    if kind == "archimate":
        from etom_rdf.readers import archimate  # noqa: PLC0415

        return archimate.read(stream, name=name)
    if kind == "xes":
        from etom_rdf.readers import xes  # noqa: PLC0415

        return xes.read(stream, name=name)
    if kind == "sssom":
        from etom_rdf.readers import sssom  # noqa: PLC0415

        beside = None if path is None else external_metadata(Path(path))
        return sssom.read(stream.read(), name=name, metadata=None if beside is None else beside.read_bytes())
    if kind == "oda":
        from etom_rdf.readers import oda  # noqa: PLC0415

        return oda.read(stream.read(), name=name)
    from etom_rdf.readers import tables  # noqa: PLC0415

    return tables.read(stream.read(), name=name, columns=columns)


def _read_parquet(
    stream: BinaryIO, path: str | None, name: str, columns: Mapping[str, str] | None
) -> "SourceModel":
    from etom_rdf.readers.tables.parquet import open_parquet  # noqa: PLC0415

    with _as_file(stream, path) as file:
        return open_parquet(file, name=name, columns=columns).whole()


def _unknown(stream: BinaryIO, name: str) -> InputError:
    from etom_rdf.identifiers import shown  # noqa: PLC0415

    head = stream.read(65_536)
    if not head.strip():
        return bad_input(
            name, None, "the file is empty; check that it is the right one", "файл пуст; проверьте, тот ли он"
        )
    root = root_of(text_of(head))
    en, ru = "this is no model or mapping that can be read", "это не модель и не таблица в читаемом виде"
    if root is not None:
        place = f" ({shown(root.namespace)})" if root.namespace else ""
        en = f"{en}, but XML with the root element {shown(root.name)}{place}"
        ru = f"{ru}, а XML с корневым элементом {shown(root.name)}{place}"
    return bad_input(name, None, f"{en}; give one of: {ALL_READABLE}", f"{ru}; подходят: {ALL_READABLE}")
