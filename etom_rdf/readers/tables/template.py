"""Write an empty register of processes to be filled in and read by `tables`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.spreadsheets import safe_cell
from etom_rdf.text import Language, Text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TemplateKind = Literal["xlsx", "csv"]
TEMPLATE_KINDS: Final[Mapping[str, TemplateKind]] = {".xlsx": "xlsx", ".csv": "csv"}  # by the end of the name

# Headers that the reader knows, each with the width of its column; those of ids are formatted as text.
_COLUMNS: Final = (
    (Text(en="Process ID", ru="Код процесса"), 14, True),
    (Text(en="Process name", ru="Наименование процесса"), 44, False),
    (Text(en="eTOM element", ru="Элемент eTOM"), 24, True),
    (Text(en="eTOM function", ru="Функция eTOM"), 18, True),
    (Text(en="Part of", ru="Входит в"), 14, True),
    (Text(en="Department", ru="Подразделение"), 24, False),
    (Text(en="Confidence", ru="Уверенность"), 14, False),
    (Text(en="Author", ru="Автор"), 20, False),
    (Text(en="Comment", ru="Комментарий"), 44, False),
)
_ELEMENT: Final = 2  # its place among them
_EXAMPLE: Final = Text(en="Example", ru="Пример")
EXAMPLE_SHEETS: Final = (_EXAMPLE.en, _EXAMPLE.ru)
_SHEETS: Final = (Text(en="Processes", ru="Процессы"), _EXAMPLE, Text(en="Elements", ru="Элементы"))
# No header of processes: the reader must pass this sheet over.
_ELEMENT_COLUMNS: Final = (
    (Text(en="eTOM level", ru="Уровень eTOM"), 14),
    (Text(en="Element of the standard", ru="Элемент стандарта"), 24),
    (Text(en="In Russian", ru="По-русски"), 60),
    (Text(en="In English", ru="По-английски"), 60),
)
_EXAMPLES: Final = (
    ("P-01", Text(en="Take an order", ru="Приём заказа"), "1.1.1.5", "1.1.1.5-f1", "", Text(en="Sales", ru="Продажи"),
     "0.9", Text(en="one element, and a function of it", ru="один элемент и его функция")),
    ("P-02", Text(en="Bill and collect", ru="Выставление и оплата счёта"), "1.1.1.10; 1.1.1.11", "", "",
     Text(en="Billing", ru="Биллинг"), "", Text(en="two elements", ru="два элемента")),
    ("P-02-1", Text(en="Print bills", ru="Печать счетов"), "1.1.1.10", "", "P-02", Text(en="Billing", ru="Биллинг"),
     "1", Text(en="a part of the process above", ru="часть процесса выше")),
    ("P-03", Text(en="Clean the offices", ru="Уборка помещений"), "", "", "", Text(en="Facilities", ru="АХО"), "",
     Text(en="nothing in the standard fits: leave it empty", ru="в стандарте ничего нет: оставьте пустым")),
)  # fmt: skip
_DATE: Final = datetime(2026, 1, 1)  # in the file, so that the same call writes the same bytes
_LAST_ROW: Final = 1_048_576


def write_template(target: str | Path | BinaryIO, *, language: Language, kind: TemplateKind) -> None:
    """Write a register with headers and no rows, into a file or a binary stream.

    The workbook has a sheet with examples and one with the elements of the standard, which a drop-down list
    offers; the ids are formatted as text, so that 1.10 stays 1.10. CSV is what a spreadsheet of that language
    opens by a click: with semicolons in Russian.

    >>> stream = BytesIO()
    >>> write_template(stream, language="en", kind="csv")
    >>> stream.getvalue().decode("utf-8-sig").partition(",")[0]
    'Process ID'
    """
    content = _workbook(language) if kind == "xlsx" else _csv(language)
    if isinstance(target, str | Path):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def is_own_sheet(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether these are the first rows of a sheet of the template that nobody is meant to fill in.

    >>> is_own_sheet([["eTOM level", "Element of the standard", "In Russian", "In English"]])
    True
    """
    languages: tuple[Language, ...] = ("en", "ru")
    return any(list(rows[:1]) == [_list_headers(one)] or list(rows) == _examples(one) for one in languages)


def _examples(language: Language) -> list[list[str]]:
    """Return the rows of the sheet with examples, without empty cells at their ends."""
    rows = [_headers(language)]
    for row in _EXAMPLES:
        *cells, comment = (each.in_language(language) if isinstance(each, Text) else each for each in row)
        rows.append([*cells, "", comment])
    return rows


def _headers(language: Language) -> list[str]:
    return [header.in_language(language) for header, _, _ in _COLUMNS]


def _list_headers(language: Language) -> list[str]:
    return [header.in_language(language) for header, _ in _ELEMENT_COLUMNS]


def _csv(language: Language) -> bytes:
    delimiter = ";" if language == "ru" else ","
    return f"{delimiter.join(_headers(language))}\r\n".encode("utf-8-sig")


def _workbook(language: Language) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 (loads slowly)

    book = Workbook()
    book.remove(book.worksheets[0])
    processes, examples, elements = (book.create_sheet(title.in_language(language)) for title in _SHEETS)
    last = _list_elements(elements, language)
    for sheet in (processes, examples):
        _head_register(sheet, language)
        _offer_elements(sheet, elements.title, last)
    for row in _examples(language)[1:]:
        _add_row(examples, row)
    return _as_bytes(book)


def _head_register(sheet: "Worksheet", language: Language) -> None:
    _add_header(
        sheet, [header.in_language(language) for header, _, _ in _COLUMNS], [w for _, w, _ in _COLUMNS]
    )
    for number, (_, _, is_id) in enumerate(_COLUMNS):
        if is_id:
            sheet.column_dimensions[_letter(number)].number_format = "@"


def _list_elements(sheet: "Worksheet", language: Language) -> int:
    """List what the standard numbers, and return the last row."""
    _add_header(sheet, _list_headers(language), [width for _, width in _ELEMENT_COLUMNS])
    for one in _numbered():
        _add_row(sheet, [str(one.level), one.id, one.label.ru, one.label.en])
    return sheet.max_row


def _numbered() -> Iterable[Element]:
    return (one for one in Catalogue.load().elements if one.notation and one.kind != "retired")


def _offer_elements(sheet: "Worksheet", elements: str, last: int) -> None:
    """Offer the ids in a list; other texts stay possible, for several ids, own ones and those of other groups."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    column = _letter(_ELEMENT)
    offer = DataValidation(type="list", formula1=f"'{elements}'!$B$2:$B${last}", allow_blank=True)
    offer.showErrorMessage = False
    offer.add(f"{column}2:{column}{_LAST_ROW}")
    sheet.add_data_validation(offer)


def _add_header(sheet: "Worksheet", headers: Sequence[str], widths: Sequence[int]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    _add_row(sheet, headers)
    for number, width in enumerate(widths):
        sheet.cell(1, number + 1).font = Font(bold=True)
        sheet.column_dimensions[_letter(number)].width = width
    sheet.freeze_panes = "A2"


def _add_row(sheet: "Worksheet", cells: Sequence[str]) -> None:
    sheet.append([safe_cell(cell) or None for cell in cells])
    for cell in sheet[sheet.max_row]:
        cell.number_format = "@"


def _letter(number: int) -> str:
    return chr(ord("A") + number)


def _as_bytes(book: "Workbook") -> bytes:
    """Save a workbook without the time of writing, which openpyxl puts into it and into the archive."""
    book.properties.creator = "etom-rdf"
    book.properties.created = _DATE
    saved, fixed = BytesIO(), BytesIO()
    book.save(saved)
    changed = book.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as copy:
        for member in source.infolist():
            content = source.read(member).replace(changed, _DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode())
            entry = ZipInfo(member.filename, _DATE.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            copy.writestr(entry, content)
    return fixed.getvalue()
