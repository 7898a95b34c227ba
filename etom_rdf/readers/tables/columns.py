"""Find the header of a table and what its columns are for, in Russian or English, or as the user says."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from etom_rdf.readers.keywords import is_etom_key, key_role, words_of_key
from etom_rdf.readers.tables.grid import HEADER_ROWS, Row, Table
from etom_rdf.readers.tables.header import LEVELS, Header
from etom_rdf.readers.tables.marks import heads_marks
from etom_rdf.readers.tables.shape import heads_a_table, is_page, is_title, joined_titles, within_group

ROLES: Final = (
    *(
        "id",
        "name",
        "element",
        "label",
        "function",
        "parent",
        "component",
        "confidence",
        "author",
        "comment",
        "edition",
    ),
    *LEVELS[:6],
)
_SEVERAL: Final = (
    "element",
    "label",
    "marks",
    "comment",
)  # all their columns are read; of another role, the best one

# Folded headers by role, the surest first. Those of the first group make a header by themselves.
_SURE: Final[Mapping[str, str]] = {
    "id": "process id|id процесса|код процесса|идентификатор процесса|номер процесса|process code|process number|"
    "process no|process nr|ид процесса|код бизнес процесса|business process id|activity id",
    "name": "наименование процесса|название процесса|имя процесса|наименование бизнес процесса|"
    "название бизнес процесса|process name|name of process|business process name|activity name|business process|"
    "бизнес процесс|process|процесс|activity|our process|наш процесс|процесс компании|процесс оператора",
    "element": "l1 id|l2 id|l3 id|l2 code|l3 code",
}
_USUAL: Final[Mapping[str, str]] = {
    "id": "id|ид|код|идентификатор|code|identifier|номер|number|no|nr|no п п|п п|row no",
    "name": "name|наименование|название|title|task|task name|задача|операция|работа",
    "parent": "parent|вышестоящий процесс|родительский процесс|входит в|part of|parent process|parent id|"
    "parent process id|код вышестоящего процесса|вышестоящий|родитель|belongs to|является частью",
    "component": "component|компонент|application|приложение|system|система|информационная система|ис|"
    "department|подразделение|структурное подразделение|ответственное подразделение|отдел|организационная единица|"
    "org unit|organizational unit|business unit|unit|team|owner|process owner|владелец|владелец процесса|"
    "ответственный|исполнитель",
    "confidence": "confidence|уверенность|степень уверенности|достоверность",
    "author": "author|автор|mapped by|кто сопоставил|эксперт",
    "comment": "comment|comments|комментарий|комментарии|description|process description|описание|описание процесса|"
    "note|notes|примечание|примечания|remark|remarks|documentation|пояснение",
    "edition": "edition|release|etom release|редакция|релиз|издание|редакция стандарта|версия стандарта|"
    "standard edition",
}
_FUNCTIONS: Final = frozenset({"function", "functions", "функция", "функции"})
_DEPTHS: Final = frozenset({"level", "levels", "lvl", "уровень", "уровни"})
_COMMENTS: Final = frozenset(
    {"comment", "comments", "description", "note", "notes", "комментарий", "описание", "примечание"}
)
_USUAL_RANK: Final = 100
_DOUBT: Final = 200  # added where words stand behind the header, in brackets or after a comma
_LEVEL: Final = re.compile(
    "(?:l|lvl|level|уровень|ур) ?([0-9])(?: (?:name|process|название|наименование|процесс|процессы))*"
)
_ASIDE: Final = re.compile(r"[\[(,:;\r\n]")
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 200  # characters; a longer cell is no header

_BY_NAME: Final = {
    alias: (role, rank)
    for aliases in (_USUAL, _SURE)
    for role, names in aliases.items()
    for rank, alias in enumerate(names.split("|"), start=0 if aliases is _SURE else _USUAL_RANK)
}


def find_header(rows: Sequence[Row], wanted: Mapping[str, str], *, may_be_text: bool = True) -> Header | None:
    """Return the header with the most known columns among the first rows, None where none is a header.

    What looks like one, but stands over running text, is none. With headers that the user wants for roles, only a
    row that has them all is one, whatever stands below it. `may_be_text` says that the rows may be running text.
    """
    may_be_text = may_be_text and not wanted
    if may_be_text and is_page(rows):
        return None
    found = [
        header
        for at in range(min(len(rows), HEADER_ROWS))
        for row, below in _rows_of_header(rows, at)
        if (header := _header_of(row, wanted)) is not None
        and (
            not may_be_text
            or (header.known > 2 and header.names_processes)
            or heads_a_table(row, below, by_ids=not header.names_processes)
        )
    ]
    return max(found, key=lambda header: (header.known, not header.is_grouped), default=None)


def has_header(tables: Iterable[Table], wanted: Mapping[str, str]) -> bool:
    """Say whether one of the first rows of a table names columns that are known, or those that the user wants."""
    return any(find_header(table.head([]), wanted) is not None for table in tables)


def _rows_of_header(rows: Sequence[Row], at: int) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Give a row as a header, and together with the row below it where both may be one, each with what is below."""
    both = joined_titles(rows[at], rows[at + 1]) if at + 1 < len(rows) else None
    if both is not None and sum(recognise(cell) is not None for cell in rows[at + 1].cells if cell) >= 2:
        yield both, rows[at + 2 :]
    yield rows[at], rows[at + 1 :]


def missing_columns(rows: Sequence[Row], wanted: Mapping[str, str]) -> tuple[list[str], Row | None]:
    """Return which of the wanted headers the most fitting row lacks, and that row, the first of equals."""
    needed = {header: folded(header) for header in wanted.values()}
    best = max(rows, key=lambda row: len(_folded_cells(row) & set(needed.values())), default=None)
    have = _folded_cells(best) if best is not None else set()
    return [header for header, fold in needed.items() if fold not in have], best


def _folded_cells(row: Row) -> set[str]:
    return {folded(cell) for cell in row.cells if len(cell) <= _LONGEST}


def _header_of(row: Row, wanted: Mapping[str, str]) -> Header | None:
    names = [cell.strip() if len(cell) <= _LONGEST else "" for cell in row.cells]
    columns: dict[str, tuple[int, ...]] = {}
    for role, header in wanted.items():
        at = next((at for at, name in enumerate(names) if folded(name) == folded(header)), None)
        if at is None:
            return None
        columns[role] = (at,)
    taken = {column for some in columns.values() for column in some}
    candidates: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for column, name in enumerate(names):
        found = recognise(name) if column not in taken else None
        if found is not None and found[0] not in columns:
            candidates[found[0]].append((found[1], column))
        elif column not in taken and heads_marks(name):
            candidates["marks"].append((_USUAL_RANK, column))
    if sum(role in candidates or role in columns for role in LEVELS) < 2:
        candidates = {role: some for role, some in candidates.items() if role not in LEVELS}
    if not (wanted or _makes_a_header(candidates)):
        return None
    columns |= {role: _chosen(role, some) for role, some in candidates.items()}
    return Header(row.line, tuple(names), columns, _repeated(names, columns, candidates))


def _makes_a_header(candidates: Mapping[str, list[tuple[int, int]]]) -> bool:
    sure = any(rank < _USUAL_RANK for some in candidates.values() for rank, _ in some)
    return sure or {"id", "name"} <= candidates.keys()


def _chosen(role: str, candidates: list[tuple[int, int]]) -> tuple[int, ...]:
    """Return the columns to read for a role: the best one, or all where a role may have several."""
    if role not in _SEVERAL:
        return (min(candidates)[1],)
    return tuple(column for _, column in candidates)


def _repeated(
    names: Sequence[str],
    columns: Mapping[str, tuple[int, ...]],
    candidates: Mapping[str, list[tuple[int, int]]],
) -> tuple[int, ...]:
    chosen = {column for some in columns.values() for column in some}
    headers = {folded(names[column]) for column in chosen}
    others = {column for some in candidates.values() for _, column in some} - chosen
    return tuple(sorted(column for column in others if folded(names[column]) in headers))


@lru_cache(maxsize=4096)
def recognise(header: str) -> tuple[str, int] | None:
    """Return the role of a column by its header, and a rank that is the lower the surer it is.

    >>> recognise("Элемент еТОМ"), recognise("Функция eTOM (номер)"), recognise("№"), recognise("Цвет")
    (('element', 0), ('function', 0), ('id', 108), None)
    """
    if is_etom_key(header):
        return _etom_role(header) if is_title(header) else None
    whole, start = folded(header), folded(_ASIDE.split(header, maxsplit=1)[0])
    under = folded(within_group(header))  # of a header in two rows, what stands in the second
    for words, doubt in ((whole, 0), (under, 0), (start, _DOUBT)):
        level = _LEVEL.fullmatch(words)
        if level:
            return f"L{level[1]}", doubt
        if words in _BY_NAME:
            role, rank = _BY_NAME[words]
            return role, rank + doubt
    return None


def _etom_role(header: str) -> tuple[str, int] | None:
    """Tell the id of an element or function from a name, a level, a remark beside it."""
    words = set(words_of_key(header))
    kind = key_role(header)
    if kind == "edition":
        return "edition", 0
    if kind == "aside":
        return ("comment", _USUAL_RANK) if words & _COMMENTS else None
    if words & _FUNCTIONS:
        return ("function", 0) if kind == "id" else None
    if words & _DEPTHS and not any(char.isdecimal() for char in header):
        return None
    return "element" if kind == "id" else "label", 0


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the words and numbers of a header, whatever their case, with ё as е and № as no.

    >>> folded("  №  п/п "), folded("Приём: уровень_1")
    ('no п п', 'прием уровень 1')
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("ё", "е")
    return " ".join(_WORD.findall(plain))
