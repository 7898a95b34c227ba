"""Say what was noticed in a table, with the name of the column and, where there are several, of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from etom_rdf.identifiers import shown
from etom_rdf.readers.records import Notice, Severity
from etom_rdf.readers.tables.grid import CellKind, Row
from etom_rdf.readers.tables.header import Header
from etom_rdf.text import Text

Subject = Literal[
    "bad-confidence", "date-cell", "duplicate-id", "error-cell", "header-again", "heading-row", "long-id", "long-row",
    "no-names", "no-rows", "number-cell", "parent-ambiguous", "parent-unknown", "repeated-header", "row-unnamed",
    "row-unread", "short-rows", "total-row", "unclear-mark", "unsaved-cell",
]  # fmt: skip

# What is said of what: code, severity, words; {} is the header of the column.
_SAID: Final[Mapping[Subject, tuple[str, Severity, str, str]]] = {
    "number-cell": (
        "Source-number-cell",
        "warning",
        "in column ‘{}’ a cell holds a number, and as numbers 1.10 and 1.1 are the same; format the column as text and "
        "type the ids again",
        "в столбце «{}» в ячейке число, а числа 1.10 и 1.1 не различаются; задайте столбцу текстовый формат и введите "
        "идентификаторы заново",
    ),
    "date-cell": (
        "Source-date-cell",
        "warning",
        "in column ‘{}’ a cell holds a date, which the spreadsheet may have made of an id; format the column as text "
        "and type the id again",
        "в столбце «{}» в ячейке дата: возможно, в неё превратился идентификатор; задайте столбцу текстовый формат и "
        "введите идентификатор заново",
    ),
    "error-cell": (
        "Source-error-cell",
        "warning",
        "in column ‘{}’ a cell shows an error of the spreadsheet and was read as empty; mend its formula",
        "в столбце «{}» в ячейке ошибка вычисления, она прочитана как пустая; исправьте формулу",
    ),
    "unsaved-cell": (
        "Source-formula-cell",
        "warning",
        "in column ‘{}’ a cell holds a formula, but the file does not hold its value; open the table in a spreadsheet "
        "and save it again",
        "в столбце «{}» в ячейке формула, а её значения в файле нет; откройте таблицу в табличном редакторе и "
        "сохраните заново",
    ),
    "bad-confidence": (
        "Source-confidence",
        "warning",
        "the value in column ‘{}’ is not between 0 and 1, nor a percentage, and was left out; write 0.9 or 90%",
        "значение в столбце «{}» — не число от 0 до 1 и не проценты, оно пропущено; напишите 0,9 или 90%",
    ),
    "duplicate-id": (
        "Source-duplicate-id",
        "warning",
        "another row has the same id in column ‘{}’, so a number was added here; give each process an id of its own",
        "такой же идентификатор в столбце «{}» есть в другой строке, поэтому здесь к нему добавлен номер; дайте "
        "каждому процессу свой",
    ),
    "long-id": (
        "Source-long-id",
        "warning",
        "the text in column ‘{}’ is too long for an id, so the number of the row is used; write a short id",
        "текст в столбце «{}» слишком длинен для идентификатора, вместо него взят номер строки; впишите короткий",
    ),
    "parent-unknown": (
        "Source-parent-unknown",
        "warning",
        "no row has the id or name that column ‘{}’ gives; correct it, or add that process",
        "ни в одной строке нет идентификатора или названия из столбца «{}»; исправьте его или добавьте этот процесс",
    ),
    "parent-ambiguous": (
        "Source-parent-unknown",
        "warning",
        "several rows have the name that column ‘{}’ gives; write the id of one of them",
        "название из столбца «{}» есть в нескольких строках; укажите идентификатор нужной",
    ),
    "repeated-header": (
        "Source-repeated-header",
        "warning",
        "several columns are headed ‘{}’, and this one was not read; give each a header of its own",
        "заголовок «{}» есть у нескольких столбцов, и этот столбец не прочитан; дайте каждому свой заголовок",
    ),
    "header-again": (
        "Source-repeated-header",
        "info",
        "the header stands here once more, and the row was left out; nothing needs to be done",
        "здесь повторяется шапка таблицы, строка пропущена; делать ничего не нужно",
    ),
    "heading-row": (
        "Source-heading-row",
        "info",
        "the row has words in one cell only and was taken for a heading; if it is a process, give it an id and a name",
        "в строке заполнена лишь одна ячейка, она принята за подзаголовок; если это процесс, впишите код и название",
    ),
    "total-row": (
        "Source-total-row",
        "info",
        "the row was taken for a total and left out; if it is a process, give it another name",
        "строка принята за итоговую и пропущена; если это процесс, назовите его иначе",
    ),
    "unclear-mark": (
        "Source-mark",
        "warning",
        "the cell in column ‘{}’ is neither empty nor a mark, and the process was not tied to the element; write x or "
        "leave it empty",
        "ячейка в столбце «{}» не пуста, но и не отмечена, поэтому процесс к элементу не отнесён; поставьте x или "
        "оставьте её пустой",
    ),
    "row-unread": (
        "Source-row-unread",
        "info",
        "the row has text only in columns that are not read; if it is a process, give it an id or a name",
        "в строке заполнены только столбцы, которые не читаются; если это процесс, впишите его код или название",
    ),
    "row-unnamed": (
        "Source-row-unnamed",
        "warning",
        "the row has neither an id nor a name; write one, or merge its cells with those of the process above",
        "в строке нет ни идентификатора, ни названия процесса; впишите их или объедините ячейки с процессом выше",
    ),
    "long-row": (
        "Source-ragged-row",
        "warning",
        "the row has more cells than the header, and the last were left out; put a cell with a delimiter in it into "
        "quotes",
        "в строке больше ячеек, чем в шапке, лишние пропущены; возьмите в кавычки ячейку, внутри которой стоит "
        "разделитель",
    ),
    "short-rows": (
        "Source-ragged-row",
        "info",
        "from this row on there are rows with fewer cells than the header, read as if the rest were empty; check that "
        "no line is broken in two",
        "начиная с этой, есть строки короче шапки, недостающие ячейки считаются пустыми; проверьте, не разорвана ли "
        "строка надвое",
    ),
    "no-rows": (
        "Source-no-rows",
        "info",
        "there is nothing below the header; add a row for each process",
        "под шапкой ничего нет; добавьте по строке на каждый процесс",
    ),
    "no-names": (
        "Source-no-names",
        "warning",
        "no column holds ids or names of processes; name one ‘Process name’, or point to it with --columns",
        "нет столбца с кодами или названиями процессов; озаглавьте его «Наименование процесса» или укажите в --columns",
    ),
}


@dataclass(slots=True)
class Speaker:
    """Add notices about one table to a list; `sheet` is its name where tables have to be told apart."""

    notices: list[Notice]
    header: Header
    sheet: str | None = None
    # Made once a column: a million rows with the same fault share one object.
    _keys: dict[int, str] = field(default_factory=dict)
    _messages: dict[tuple[Subject, int | None], Text] = field(default_factory=dict)

    def say(
        self,
        what: Subject,
        line: int | None,
        *,
        column: int | None = None,
        subject: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add one notice; `subject` is the id of the activity that it is about."""
        code, severity, en, ru = _SAID[what]
        message = self._messages.get((what, column))
        if message is None:
            name = "" if column is None else shown(" ".join(self.header.names[column].split()))
            place = Text(en="", ru="")
            if self.sheet is not None:
                place = Text(en=f"sheet ‘{shown(self.sheet)}’: ", ru=f"лист «{shown(self.sheet)}»: ")
            message = Text(en=place.en + en.format(name), ru=place.ru + ru.format(name))
            self._messages[what, column] = message
        self.notices.append(Notice(code, severity, message, line=line, subject=subject, value=value))

    def key(self, column: int) -> str:
        """Return the key of a mention: the header of its column, with the sheet before it where there are several."""
        key = self._keys.get(column)
        if key is None:
            header = " ".join(self.header.names[column].split())
            key = self._keys[column] = header if self.sheet is None else f"{self.sheet}!{header}"
        return key

    def about_header(self) -> None:
        """Say what is amiss in the header itself."""
        for column in self.header.repeated:
            self.say("repeated-header", self.header.line or None, column=column)
        if not self.header.names_processes:
            self.say("no-names", self.header.line or None)

    def about_cells(self, row: Row, subject: str) -> None:
        """Say which cells of a row are not what they look like."""
        for column, kind in row.kinds.items():
            what = self._amiss(column, kind, row[column])
            if what is not None:
                self.say(what, row.line, column=column, subject=subject, value=row.raw(column) or None)

    def _amiss(self, column: int, kind: CellKind, text: str) -> Subject | None:
        role = next((role for role, columns in self.header.columns.items() if column in columns), None)
        if role is None:
            return None
        if kind == "error":
            return "error-cell"
        if kind == "unsaved":
            return "unsaved-cell"
        if kind == "date":
            return "date-cell" if role in ("id", "parent", "element", "function") else None
        if role in ("element", "function") or (role in ("id", "parent") and "." in text):
            return "number-cell"
        return None
