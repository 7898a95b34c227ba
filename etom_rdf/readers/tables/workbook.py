"""Open an Excel workbook (.xlsx, .xlsm) and find its sheets, texts and number formats.

openpyxl tells which number formats are dates and what date a number is, and writes our template. The parts are
read here, without trees: openpyxl builds one of styles and of all that stands around rows (0.9 GB for a file of
16 kB), and stops at workbooks of 1C and others that break a small rule.
"""

from dataclasses import dataclass
from posixpath import join, normpath
from typing import Final

from etom_rdf.readers.records import Notice
from etom_rdf.readers.tables.archive import DAMAGE, Archive, damaged, not_a_table
from etom_rdf.readers.tables.cells import Formats, RichText, whole_number
from etom_rdf.readers.tables.grid import Table
from etom_rdf.readers.tables.sheet import SheetReading, about_sheet
from etom_rdf.text import Text

_MAIN: Final = "xl/workbook.xml"
_SHEETS: Final = 1_000
_STRINGS: Final = 4_000_000
_STYLES: Final = 100_000

_HIDDEN: Final = Text(
    en="sheet ‘{}’ is hidden and was not read; unhide it if it holds processes",
    ru="лист «{}» скрыт и не прочитан; если на нём есть процессы, сделайте его видимым",
)
_MISSING: Final = Text(
    en="sheet ‘{}’ is listed, but the file does not hold it; open the workbook in a spreadsheet and save it again",
    ru="лист «{}» указан, но в файле его нет; откройте книгу в табличном редакторе и сохраните заново",
)


@dataclass(slots=True)
class _Sheet:
    name: str
    relation: str
    hidden: bool


def open_workbook(data: bytes, name: str) -> tuple[tuple[Table, ...], list[Notice]]:
    """Return the visible sheets of a workbook, with notices of those that are hidden or missing.

    Raises InputError for what is no workbook of this kind, or cannot be opened.
    """
    archive = Archive(data, name)
    try:
        return _open(archive)
    except DAMAGE as error:
        raise damaged(name) from error


def _open(archive: Archive) -> tuple[tuple[Table, ...], list[Notice]]:
    main = _main_part(archive)
    _refuse_other_kinds(archive, main)
    sheets, formats = _sheets_of(archive, main)
    relations = _relations(archive, main)
    others = dict(relations.values())
    _read_styles(archive, others.get("styles", ""), formats)
    strings = _shared_strings(archive, others.get("sharedStrings", ""))
    tables: list[Table] = []
    notices: list[Notice] = []
    seen = set()
    for sheet in sheets:
        kind, part = relations.get(sheet.relation, ("worksheet", ""))
        if kind != "worksheet" or (part in seen and part in archive):
            continue
        seen.add(part)
        if sheet.hidden:
            notices.append(about_sheet(sheet.name, "Source-hidden-sheet", "info", _HIDDEN))
        elif part not in archive:
            notices.append(about_sheet(sheet.name, "Source-sheet-broken", "warning", _MISSING))
        else:
            tables.append(Table(SheetReading(archive, part, sheet.name, strings, formats).rows, sheet.name))
    return tuple(tables), notices


def _main_part(archive: Archive) -> str:
    targets = [target for kind, target in _relations(archive, "").values() if kind == "officeDocument"]
    return next((target for target in targets if target in archive), _MAIN)


def _refuse_other_kinds(archive: Archive, main: str) -> None:
    if main in archive and not main.casefold().endswith(".bin"):
        return
    if main in archive or "xl/workbook.bin" in archive:
        what = "a binary workbook (.xlsb)", "двоичная книга (.xlsb)"
    elif "content.xml" in archive and "mimetype" in archive:
        what = "an OpenDocument file (.ods)", "документ OpenDocument (.ods)"
    else:
        what = "an archive without an Excel workbook in it", "архив, в котором нет книги Excel"
    raise not_a_table(archive.name, *what)


# The small parts.


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return by id the kind and the target of what a part refers to; of the package, where `part` is empty."""
    folder, _, file = part.rpartition("/")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, normpath(path).lstrip("/")

    relations = join(folder, "_rels", f"{file}.rels")
    if relations in archive:
        archive.parse_whole(relations, start)
    return found


def _sheets_of(archive: Archive, main: str) -> tuple[list[_Sheet], Formats]:
    sheets: list[_Sheet] = []
    formats = Formats()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr":
            formats.since_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet" and len(sheets) < _SHEETS:
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(_Sheet(attributes.get("name", ""), relation, hidden))

    archive.parse_whole(main, start)
    return sheets, formats


def _read_styles(archive: Archive, part: str, formats: Formats) -> None:
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt" and len(formats.codes) < _STYLES:
            formats.codes[whole_number(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "")[
                :255
            ]
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside and len(formats.of_style) < _STYLES:
            formats.of_style.append(whole_number(attributes.get("numFmtId"), 0))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if part in archive:
        archive.parse_whole(part, start, end)


def _shared_strings(archive: Archive, part: str) -> list[str]:
    strings: list[str] = []
    text = RichText()

    def end(tag: str) -> None:
        if tag == "si":
            if len(strings) == _STRINGS:
                raise damaged(archive.name)
            strings.append(text.take())
        else:
            text.end(tag)

    if part in archive:
        archive.parse_whole(part, text.start, end, text.words)
    return strings
