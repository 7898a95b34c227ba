"""Read all models in files and folders, one after the other; what cannot be read does not stop the rest."""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from etom_rdf.errors import InputError
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.kinds import TABLE_NAMES, Kind, kind_of
from etom_rdf.readers.recognise import read_source, read_stream
from etom_rdf.readers.sssom_metadata import is_metadata
from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.rdf_input import RdfDocument
    from etom_rdf.readers.exclusion import Exclusion
    from etom_rdf.readers.records import Notice, SourceModel
    from etom_rdf.readers.tables.columnar import ColumnTable

_NAMED: Final = 5  # ignored files that a notice names


class Listed(NamedTuple):
    """Name one file to read, or the folder of one model, by the path that the user gave or that led to it.

    `is_found` says that a folder led to this file, so that it may hold anything: one that the user named has to be
    readable.
    """

    path: str
    is_found: bool


class Sources(NamedTuple):
    """Hold what was read, in the order of the paths; what could not be, and which files were passed over."""

    sources: "tuple[SourceModel | RdfDocument | ColumnTable, ...]" = ()
    errors: tuple[InputError, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def notices(self) -> "tuple[Notice, ...]":
        """Say how many files of the folders were passed over."""
        if not self.ignored:
            return ()
        from etom_rdf.identifiers import shown  # noqa: PLC0415
        from etom_rdf.readers.records import Notice  # noqa: PLC0415

        named = ", ".join(shown(Path(path).name) for path in self.ignored[:_NAMED])
        more = ", …" if len(self.ignored) > _NAMED else ""
        count = len(self.ignored)
        message = Text(
            en=f"files in the folders that hold no model and were passed over: {count} ({named}{more}); name one to "
            "learn why",
            ru=f"файлы в каталогах, где нет моделей, пропущены: {count} ({named}{more}); чтобы узнать причину, "
            "укажите файл сам",
        )
        return (Notice("Source-files-ignored", "info", message),)


def list_files(
    paths: Iterable[str | os.PathLike[str]], *, exclude: Iterable[str] = ()
) -> Iterator[Listed | InputError]:
    """List the files to read, in sorted order; a folder that cannot be listed gives an error in its place.

    Hidden files and folders are passed over, links to folders not followed. `exclude` are patterns as in
    `.gitignore`, relative to each folder (see `Exclusion`); files that are named themselves are always read. What
    several paths lead to is listed once.
    """
    given = [os.fsdecode(each) for each in paths]
    folders = {path for path in given if path != "-" and Path(path).is_dir()}
    # What the user named has to be readable, also where a folder holds it too.
    seen = {_absolute(path) for path in given if path not in folders}
    exclusion = _exclusion(exclude) if folders else None
    for path in given:
        if exclusion is None or path not in folders:
            yield Listed(path, is_found=False)
            continue
        for one in _list_folder(Path(path), "", exclusion):
            place = _absolute(one.path if isinstance(one, Listed) else one.file or "")
            if place not in seen:
                seen.add(place)
                yield one


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link is a file of its own


def _exclusion(patterns: Iterable[str]) -> "Exclusion":
    from etom_rdf.readers.exclusion import Exclusion  # noqa: PLC0415

    return Exclusion(patterns)


def read_sources(  # noqa: PLR0913 - each says something else of how files are read
    paths: Iterable[str | os.PathLike[str]],
    *,
    exclude: Iterable[str] = (),
    columns: Mapping[str, str] | None = None,
    by_columns: bool = False,
    names: Mapping[str, str] | None = None,
    without: Container[str] = (),
    on_file: Callable[[int, int], None] | None = None,
) -> Sources:
    """Read files and folders of any kinds. `on_file` hears how many of how many are done, for a progress bar.

    `by_columns` leaves registers open that can be checked by columns. `names` says what files are called instead
    of their paths, `without` the paths of those that are left out.
    A file that the user names has to be readable, or is an error. In folders files that hold no model are passed
    over, broken models are errors.
    """
    listed = [
        one
        for one in list_files(paths, exclude=exclude)
        if isinstance(one, InputError) or one.path not in without
    ]
    sources: list[SourceModel | RdfDocument | ColumnTable] = []
    errors: list[InputError] = []
    ignored: list[str] = []
    for number, one in enumerate(listed, start=1):
        try:
            with without_collection():
                found = _read_listed(one, columns, names or {}, by_columns=by_columns)
            if found is not None:
                sources.append(found)
            elif isinstance(one, Listed):
                ignored.append(one.path)
        except InputError as error:
            errors.append(error)
        if on_file is not None:
            on_file(number, len(listed))
    return Sources(tuple(sources), tuple(errors), tuple(ignored))


def _read_listed(
    one: Listed | InputError,
    columns: Mapping[str, str] | None,
    names: Mapping[str, str],
    *,
    by_columns: bool,
) -> "SourceModel | RdfDocument | ColumnTable | None":
    """Return what a file holds, None where it is to be passed over."""
    if isinstance(one, InputError):
        raise one
    name = names.get(one.path, one.path)
    if not one.is_found and not (by_columns and Path(one.path).is_file()):
        return read_source(one.path, name=name, columns=columns)
    tell = _kind_in_folder if one.is_found else _kind_if_named
    try:
        with Path(one.path).open("rb") as stream:
            kind = tell(stream, name, columns or {})
            if kind is None and one.is_found:
                return None
            table = _open_register(one.path, name, kind, columns) if by_columns else None
            if table is not None:
                return table
            return read_stream(stream, one.path, name=name, kind=kind, columns=columns)
    except OSError:
        return read_source(one.path, name=name, columns=columns)  # which says what is wrong


def _kind_if_named(stream: BinaryIO, path: str, columns: Mapping[str, str]) -> Kind | None:
    return kind_of(stream, path, columns=columns)


def _open_register(
    path: str, name: str, kind: Kind | None, columns: Mapping[str, str] | None
) -> "ColumnTable | None":
    """Return a register that can be checked by columns, None for any other file."""
    if kind == "parquet":
        from etom_rdf.readers.tables.parquet import open_parquet  # noqa: PLC0415

        return open_parquet(path, name=name, columns=columns)
    if kind == "table":
        from etom_rdf.readers.tables.csv_columns import open_csv  # noqa: PLC0415

        return open_csv(path, name=name, columns=columns)
    return None


def _list_folder(folder: Path, inside: str, exclusion: "Exclusion") -> Iterator[Listed | InputError]:
    if _is_model(folder):
        yield Listed(str(folder), is_found=False)
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        words = error.strerror or str(error)
        yield bad_input(
            str(folder),
            None,
            f"the folder cannot be listed: {words}; check its permissions, or leave it out with --exclude",
            f"каталог не читается («{words}»); проверьте права или исключите его через --exclude",
        )
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        path = inside + entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or exclusion.covers(path, is_folder=is_folder):
            continue
        if is_folder:
            yield from _list_folder(folder / entry.name, path + "/", exclusion)
        elif entry.is_file() and not is_metadata(entry.name, names):
            yield Listed(entry.path, is_found=True)


def _is_model(folder: Path) -> bool:
    """Say whether a folder is itself one model, kept by coArchi."""
    if not (folder / "folder.xml").is_file():
        return False
    from etom_rdf.readers.archimate import is_folder  # noqa: PLC0415

    return is_folder(folder)


def _kind_in_folder(stream: BinaryIO, path: str, columns: Mapping[str, str]) -> Kind | None:
    """Return what a file in a folder is; None where it is no model. The stream is at its start before and after."""
    kind = kind_of(stream, "", columns=columns)
    if kind == "workbook":
        is_model = _has_header(stream.read(), path, columns)
        stream.seek(0)
        return kind if is_model else None
    if kind == "parquet":
        return kind if _has_columns(path, columns) else None
    # Text is taken for a table here only by its name too: a page with a list in it is none.
    return kind if kind != "table" or path.lower().endswith(TABLE_NAMES) else None


def _has_columns(path: str, columns: Mapping[str, str]) -> bool:
    from etom_rdf.readers.tables.parquet import is_register  # noqa: PLC0415

    return is_register(path, columns)


def _has_header(data: bytes, path: str, columns: Mapping[str, str]) -> bool:
    from etom_rdf.readers.tables.columns import has_header  # noqa: PLC0415
    from etom_rdf.readers.tables.workbook import open_workbook  # noqa: PLC0415

    try:
        tables, _ = open_workbook(data, path)
    except InputError:
        return True  # broken or encrypted: its reader will say so
    return has_header(tables, columns)
