"""Tell who gives a diagram or a register to a command that takes RDF how to turn it into RDF."""

import shlex
from pathlib import Path
from typing import Final

from etom_rdf.errors import InputError
from etom_rdf.readers.kinds import Kind, kind_of
from etom_rdf.text import Text

_NAMES: Final[dict[Kind, Text]] = {
    "bpmn": Text(en="a BPMN model", ru="модель BPMN"),
    "archimate": Text(en="an ArchiMate model", ru="модель ArchiMate"),
    "table": Text(en="a table", ru="таблица"),
    "workbook": Text(en="a workbook", ru="книга Excel"),
    "parquet": Text(en="a register in Parquet", ru="реестр в Parquet"),
    "sssom": Text(en="a mapping set in SSSOM", ru="таблица соответствий SSSOM"),
    "oda": Text(en="an ODA component", ru="компонент ODA"),
    "xes": Text(en="an event log in XES", ru="журнал событий XES"),
}


def pointing_to_import(error: InputError) -> InputError:
    """Return a better error for a file that is no RDF, but of a kind that `etom import` reads; else the same."""
    kind = None if error.file in ("", "-") else _kind(Path(error.file))
    if kind is None:
        return error
    command = f"etom import {shlex.quote(error.file)} -o model.ttl"
    return InputError(
        Text(
            en=f"this is {kind.en}, and RDF is needed here; turn it into RDF first: {command}",
            ru=f"это {kind.ru}, а здесь нужен RDF; сначала переведите файл в RDF: {command}",
        ),
        file=error.file,
    )


def _kind(path: Path) -> Text | None:
    if path.is_dir():
        return Text(en="a folder", ru="каталог")
    try:
        with path.open("rb") as stream:
            kind = kind_of(stream, path.name)
    except (OSError, ValueError):
        return None
    return None if kind is None else _NAMES.get(kind)
