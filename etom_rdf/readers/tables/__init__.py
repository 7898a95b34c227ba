"""Read lists of processes from spreadsheets: CSV, TSV and Excel workbooks."""

from collections.abc import Mapping, Sequence
from typing import Final

from etom_rdf.errors import InputError
from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.decoding import decode
from etom_rdf.readers.records import Notice, SourceModel
from etom_rdf.readers.tables.archive import encrypted, not_a_table
from etom_rdf.readers.tables.columns import find_header, missing_columns
from etom_rdf.readers.tables.grid import HEADER_ROWS, Row, Table
from etom_rdf.readers.tables.header import Header
from etom_rdf.readers.tables.register import Register
from etom_rdf.readers.tables.rows import add_table
from etom_rdf.readers.tables.template import EXAMPLE_SHEETS, is_own_sheet
from etom_rdf.readers.tables.text import tables_of
from etom_rdf.readers.tables.wanted import checked_columns, parse_columns
from etom_rdf.text import Text

__all__ = ["parse_columns", "read"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS: Final = (b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")


def read(data: bytes, *, name: str, columns: Mapping[str, str] | None = None) -> SourceModel:
    r"""Read a table of processes, one in a row, from the content of a file.

    The header is looked for among the first rows, its columns by their names in Russian or English; `columns`
    gives the headers of other names by role (see `parse_columns`). All visible sheets that have a header are read.
    Raises InputError for what cannot be read as a table, and EtomError for unknown roles in `columns`.

    >>> model = read("Код;Процесс;Элемент еТОМ\nP1;Приём заказа;1.1.1.5".encode(), name="processes.csv")
    >>> model.activities[0].id, model.mentions[0].text
    ('P1', '1.1.1.5')
    """
    wanted = checked_columns(columns or {})
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _read_workbook(data, name, wanted)
    _refuse_others(data, name)
    return _read_text(data, name, wanted)


def _read_text(data: bytes, name: str, wanted: Mapping[str, str]) -> SourceModel:
    text, notices = decode(data, name)
    heads = [(table, table.head([])) for table in tables_of(text)]
    if not any(head for _, head in heads):
        raise bad_input(
            name, 1, "the file is empty; check that it is the right one", "файл пуст; проверьте, тот ли он"
        )
    # Last comes no delimiter at all, which is right where none would make a second column.
    found = [(header, table) for table, head in heads if (header := find_header(head, wanted)) is not None]
    if found and all(len(header.names) == 1 for header, _ in found):
        found = found[-1:]
    if not found:
        raise _no_header(name, [head for _, head in heads], wanted)
    header, table = max(found, key=lambda pair: (pair[0].known, len(pair[0].names)))
    register = Register(name, notices)
    add_table(register, table, header, sheet=None)
    return register.model()


def _read_workbook(data: bytes, name: str, wanted: Mapping[str, str]) -> SourceModel:
    from etom_rdf.readers.tables.sheet import about_sheet  # noqa: PLC0415 (openpyxl loads slowly, CSV needs none)
    from etom_rdf.readers.tables.workbook import open_workbook  # noqa: PLC0415

    tables, notices = open_workbook(data, name)
    found: list[tuple[Table, Header]] = []
    heads = []
    for table in tables:
        damage: list[Notice] = []
        head = table.head(damage)
        heads.append(head)
        header = find_header(head, wanted)
        if header is not None:
            found.append((table, header))
        else:
            notices += damage
            if head and not is_own_sheet(_cells(head)):
                notices.append(about_sheet(table.sheet or "", "Source-sheet-skipped", "info", _SKIPPED))
    if not found:
        raise _no_header(name, heads, wanted)
    register = Register(name, notices)
    own = [pair for pair in found if pair[0].sheet not in EXAMPLE_SHEETS]
    for table, _ in found if own else ():
        if table.sheet in EXAMPLE_SHEETS and not is_own_sheet(_cells(table.head([]))):
            notices.append(about_sheet(table.sheet, "Source-sheet-skipped", "info", _EXAMPLE))
    for table, header in own or found:
        add_table(register, table, header, sheet=table.sheet if len(own or found) > 1 else None)
    return register.model()


def _cells(rows: Sequence[Row]) -> list[list[str]]:
    return [list(row.cells) for row in rows]


def _refuse_others(data: bytes, name: str) -> None:
    """Raise InputError for old and encrypted workbooks, and for pages that merely have the name of one."""
    start = data[:200].lstrip().lower()
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted(name)
        raise not_a_table(
            name, "a document of old Office, such as .xls", "документ старого Office, например .xls"
        )
    if data.startswith(_OLD_SHEETS):
        raise not_a_table(name, "an old Excel sheet (.xls)", "старый лист Excel (.xls)")
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        raise not_a_table(
            name, "an HTML page, whatever its name says", "страница HTML, что бы ни говорило имя файла"
        )
    if start.startswith(b"<?xml"):
        raise not_a_table(name, "an XML file", "файл XML")


def _no_header(name: str, heads: Sequence[Sequence[Row]], wanted: Mapping[str, str]) -> InputError:
    """Return the error for a file without a header row, or without the columns that the user wants."""
    rows = max(heads, key=lambda head: sum(len(row.cells) for row in head), default=())
    missing, row = missing_columns([row for head in heads for row in head], wanted)
    if row is not None and missing:
        have = ", ".join(f"‘{shown(cell)}’" for cell in row.cells[:10] if cell.strip())
        lacks = ", ".join(f"‘{shown(header)}’" for header in missing)
        return bad_input(
            name,
            row.line,
            f"there is no column {lacks}; the row that fits best has {have}; correct --columns or the header",
            f"нет столбца {lacks}; в самой похожей строке есть {have}; исправьте --columns или шапку таблицы",
        )
    return bad_input(
        name,
        rows[0].line if rows else None,
        f"none of the first {HEADER_ROWS} rows is a header; name the columns, for example ‘ID’, ‘Process name’, "
        "‘eTOM element’, or say which they are with --columns",
        f"среди первых {HEADER_ROWS} строк нет шапки таблицы; назовите столбцы, например «Код», "
        "«Наименование процесса», «Элемент eTOM», или укажите их в --columns",
    )


_SKIPPED: Final = Text(
    en="sheet ‘{}’ has no header that is known and was not read; name its columns if it holds processes",
    ru="на листе «{}» нет знакомой шапки таблицы, он не прочитан; если на нём есть процессы, назовите его столбцы",
)
_EXAMPLE: Final = Text(
    en="sheet ‘{}’ holds the examples of the template and was not read; rename it if its processes are yours",
    ru="лист «{}» содержит примеры из шаблона и не прочитан; если процессы на нём ваши, переименуйте его",
)
