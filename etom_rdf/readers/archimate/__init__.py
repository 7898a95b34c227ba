"""Read ArchiMate models: files of Archi, plain or zipped, exchange files, and folders of coArchi."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

from etom_rdf.errors import InputError
from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers import inflation
from etom_rdf.readers.archimate import notices
from etom_rdf.readers.archimate.concepts import Contents
from etom_rdf.readers.archimate.exchange import read_exchange
from etom_rdf.readers.archimate.meaning import interpret
from etom_rdf.readers.archimate.native import NAMESPACES, read_native, read_part
from etom_rdf.readers.collection import without_collection
from etom_rdf.readers.records import Notice, SourceModel
from etom_rdf.readers.xml.safety import XmlFile
from etom_rdf.text import Text

_MODEL: Final = "model"
_FOLDER_FILE: Final = "folder.xml"
_FRAME: Final = re.compile(rb"<(?:[\w.-]+:)?(?:ArchimateModel|model)\s[^>]*?archimate", re.DOTALL)


def read(source: BinaryIO, *, name: str) -> SourceModel:
    r"""Read one model from the start of a file to its end, and give it the form that all readers share.

    Raises InputError for what is no ArchiMate, and for an archive that is damaged or grows without reason.

    >>> from io import BytesIO
    >>> element = b'<element xsi:type="archimate:BusinessProcess" id="p1" name="Order handling"/>'
    >>> archi = b'<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate">'
    >>> model = read(BytesIO(archi + element + b"</archimate:model>"), name="crm.archimate")
    >>> [(activity.id, activity.name) for activity in model.activities]
    [('p1', 'Order handling')]
    """
    with without_collection():
        return interpret(read_contents(source, name=name))


def read_contents(source: BinaryIO, *, name: str) -> Contents:
    """Read the elements, relationships and words of one model; `read` gives them their meaning."""
    head, content = inflation.peek(source, len(inflation.ZIP))
    if head != inflation.ZIP:
        return _read_xml(content, name, used=_nothing)
    member = inflation.unzip(content, "model.xml", ".archimate", name=name)
    contents = _read_xml(cast(BinaryIO, member.content), name, used=member.content.used)
    contents.notices += member.notices
    return contents


def _nothing() -> None:
    pass


def _read_xml(content: BinaryIO, name: str, *, used: Callable[[], None]) -> Contents:
    file = XmlFile(content, name=name)
    contents = Contents(name)
    root = file.root
    prefix, _, tag = root.local_name.rpartition(":")
    if tag == _MODEL and (root.namespace in NAMESPACES or prefix == "archimate"):
        read_native(file, contents, used)
    elif tag == _MODEL and (root.namespace.startswith(notices.EXCHANGE_NAMESPACE) or not root.namespace):
        if not root.namespace:
            contents.tell(notices.without_namespace, root.line)
        read_exchange(file, contents, used)
    else:
        raise bad_input(
            name,
            root.line,
            f"this is no ArchiMate model: its root element is {shown(root.local_name)}; save it in Archi, or export "
            "it in the exchange format of The Open Group",
            f"это не модель ArchiMate: корневой элемент {shown(root.local_name)}; сохраните её в Archi или выгрузите "
            "в формате обмена The Open Group",
        )
    contents.notices[:0] = file.notices
    return contents


# Folders of coArchi.


def is_folder(path: Path) -> bool:
    """Say whether a directory is a model that coArchi keeps in git."""
    return _model_folder(path) is not None


def _model_folder(path: Path) -> Path | None:
    for folder in (path / _MODEL, path):
        file = folder / _FOLDER_FILE
        with suppress(OSError):
            if file.is_file():
                with file.open("rb") as source:
                    if _FRAME.search(source.read(4096)):
                        return folder
    return None


def read_folder(path: Path, *, name: str | None = None) -> SourceModel:
    """Read a model from the folder in which coArchi keeps one small file for each element.

    `path` is that folder or the repository around it. What cannot be read among its files is left out with a
    notice; links are not followed. Each record has its own file, and its line there. Raises InputError for
    another folder.
    """
    with without_collection():
        return interpret(read_folder_contents(path, name=name))


def read_folder_contents(path: Path, *, name: str | None = None) -> Contents:
    """Read the elements, relationships and words of a coArchi folder; `read_folder` gives them their meaning."""
    name = os.fspath(path) if name is None else name
    folder = _model_folder(path)
    if folder is None:
        raise bad_input(
            name,
            None,
            "this folder is no coArchi model: it has no model/folder.xml; name the folder of the repository",
            "этот каталог — не модель coArchi: в нём нет model/folder.xml; укажите каталог репозитория",
        )
    contents = Contents(name)
    folders = [""]
    while folders:
        inside = folders.pop()
        try:
            entries = sorted(os.scandir(folder / inside), key=lambda entry: entry.name)
        except OSError as error:
            contents.part = os.fspath(folder / inside)
            contents.tell(_skipped, error)
            continue
        folders += [
            inside + entry.name + "/" for entry in reversed(entries) if entry.is_dir(follow_symlinks=False)
        ]
        for entry in entries:
            if entry.name.endswith(".xml") and entry.is_file(follow_symlinks=False):
                contents.part = entry.path
                _read_part(entry.path, contents)
        contents.part = None
    return contents


def _read_part(path: str, contents: Contents) -> None:
    try:
        with open(path, "rb") as source:  # noqa: PTH123 - a Path for each of thousands of files costs more than they do
            file = XmlFile(source, name=path)
            _check_part(file)
            read_part(file, contents)
    except (InputError, OSError) as error:
        contents.skipped += 1
        contents.tell(_skipped, error)
        return
    for notice in file.notices:
        contents.tell(_as_it_is, notice)


def _check_part(file: XmlFile) -> None:
    if file.root.namespace not in NAMESPACES and not file.root.local_name.startswith("archimate:"):
        raise bad_input(
            file.name,
            file.root.line,
            "this is no part of an ArchiMate model; take it out of the folder",
            "это не часть модели ArchiMate; уберите файл из каталога",
        )


def _skipped(error: InputError | OSError) -> Notice:
    if isinstance(error, InputError):
        return Notice("Source-file-skipped", "warning", error.message, line=error.line)
    words = error.strerror or type(error).__name__
    message = Text(
        en=f"cannot be read: {words}; check the permissions",
        ru=f"не читается («{words}»); проверьте права",
    )
    return Notice("Source-file-skipped", "warning", message)


def _as_it_is(notice: Notice) -> Notice:
    return notice
