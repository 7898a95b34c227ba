"""Find the header of a table and what its columns are for, in Russian or English, or as the user says."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.identifiers import shown
from etom_rdf.readers.keywords import is_etom_key, key_role, words_of_key
from etom_rdf.readers.tables.grid import Row
from etom_rdf.text import Text

LEVELS: Final = tuple(f"L{number}" for number in range(10))
ROLES: Final = (
    *(
        "id",
        "name",
        "element",
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
_SEVERAL: Final = ("element", "comment")  # all their columns are read; of another role, the best one

# Folded headers by role, the surest first. Those of the first group make a header by themselves.
_SURE: Final[Mapping[str, str]] = {
    "id": "process id|id процесса|код процесса|идентификатор процесса|номер процесса|process code|process number|"
    "process no|process nr|ид процесса|код бизнес процесса|business process id|activity id",
    "name": "наименование процесса|название процесса|имя процесса|наименование бизнес процесса|"
    "название бизнес процесса|process name|name of process|business process name|activity name|business process|"
    "бизнес процесс|process|процесс|activity",
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
_LAST_CHOICE: Final = 1_000  # the rank of a column that names elements, read where none has their ids
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


@dataclass(frozen=True, slots=True)
class Header:
    """Say which columns of a table have which role; `names` are the texts of its header, in line `line`.

    `repeated` names the columns that were left out because another has the same header and role.
    """

    line: int
    names: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    repeated: tuple[int, ...] = ()

    def column(self, role: str) -> int | None:
        """Return the column of a role that has one at most."""
        return next(iter(self.columns.get(role, ())), None)

    @property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """Return the levels of a wide table, from the top down, each with its column."""
        return tuple(
            (level, self.columns[role][0]) for level, role in enumerate(LEVELS) if role in self.columns
        )

    @property
    def known(self) -> int:
        """Return how many columns have a role."""
        return sum(len(columns) for columns in self.columns.values())


def find_header(rows: Iterable[Row], wanted: Mapping[str, str]) -> Header | None:
    """Return the header with the most known columns among some rows, None where none is a header.

    With headers that the user wants for roles, only a row that has them all is one.
    """
    found = [header for row in rows if (header := _header_of(row, wanted)) is not None]
    return max(found, key=lambda header: header.known, default=None)


def missing_columns(rows: Sequence[Row], wanted: Mapping[str, str]) -> tuple[list[str], Row | None]:
    """Return which of the wanted headers the most fitting row lacks, and that row, the first of equals."""
    folded = {header: _folded(header) for header in wanted.values()}
    best = max(rows, key=lambda row: len(_folded_cells(row) & set(folded.values())), default=None)
    have = _folded_cells(best) if best is not None else set()
    return [header for header, fold in folded.items() if fold not in have], best


def _folded_cells(row: Row) -> set[str]:
    return {_folded(cell) for cell in row.cells if len(cell) <= _LONGEST}


def _header_of(row: Row, wanted: Mapping[str, str]) -> Header | None:
    names = [cell.strip() if len(cell) <= _LONGEST else "" for cell in row.cells]
    columns: dict[str, tuple[int, ...]] = {}
    for role, header in wanted.items():
        at = next((at for at, name in enumerate(names) if _folded(name) == _folded(header)), None)
        if at is None:
            return None
        columns[role] = (at,)
    taken = {column for some in columns.values() for column in some}
    candidates: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for column, name in enumerate(names):
        found = recognise(name) if column not in taken else None
        if found is not None and found[0] not in columns:
            candidates[found[0]].append((found[1], column))
    if sum(role in candidates or role in columns for role in LEVELS) < 2:
        candidates = {role: some for role, some in candidates.items() if role not in LEVELS}
    if not (wanted or _makes_a_header(candidates)):
        return None
    columns |= {role: _chosen(role, some) for role, some in candidates.items()}
    return Header(row.line, tuple(names), columns, _repeated(names, columns, candidates))


def _makes_a_header(candidates: Mapping[str, list[tuple[int, int]]]) -> bool:
    sure = any(rank < _USUAL_RANK or rank == _LAST_CHOICE for some in candidates.values() for rank, _ in some)
    return sure or {"id", "name"} <= candidates.keys()


def _chosen(role: str, candidates: list[tuple[int, int]]) -> tuple[int, ...]:
    """Return the columns to read for a role: the best one, or all where a role may have several."""
    if role not in _SEVERAL:
        return (min(candidates)[1],)
    ids = tuple(column for rank, column in candidates if rank < _LAST_CHOICE)
    return ids or tuple(column for _, column in candidates)


def _repeated(
    names: Sequence[str],
    columns: Mapping[str, tuple[int, ...]],
    candidates: Mapping[str, list[tuple[int, int]]],
) -> tuple[int, ...]:
    chosen = {column for some in columns.values() for column in some}
    headers = {_folded(names[column]) for column in chosen}
    others = {column for some in candidates.values() for _, column in some} - chosen
    return tuple(sorted(column for column in others if _folded(names[column]) in headers))


@lru_cache(maxsize=4096)
def recognise(header: str) -> tuple[str, int] | None:
    """Return the role of a column by its header, and a rank that is the lower the surer it is.

    >>> recognise("Элемент еТОМ"), recognise("Функция eTOM (номер)"), recognise("№"), recognise("Цвет")
    (('element', 0), ('function', 0), ('id', 108), None)
    """
    if is_etom_key(header):
        return _etom_role(header)
    whole, start = _folded(header), _folded(_ASIDE.split(header, maxsplit=1)[0])
    for folded, doubt in ((whole, 0), (start, _DOUBT)):
        level = _LEVEL.fullmatch(folded)
        if level:
            return f"L{level[1]}", doubt
        if folded in _BY_NAME:
            role, rank = _BY_NAME[folded]
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
    return "element", 0 if kind == "id" else _LAST_CHOICE


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Return the words and numbers of a header, whatever their case, with ё as е and № as no.

    >>> _folded("  №  п/п "), _folded("Приём: уровень_1")
    ('no п п', 'прием уровень 1')
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().replace("ё", "е")
    return " ".join(_WORD.findall(plain))


# What the user says of the columns.

_PAIR: Final = re.compile(
    r"""\s*(?P<role>\w+)\s*=\s*(?:"(?P<quoted>(?:[^"]|"")*+)"|(?P<bare>[^",=]*+))\s*(?:,\s*|$)"""
)


def parse_columns(text: str) -> dict[str, str]:
    """Read which header stands for which role, role=header with commas between.

    A header with a comma, an equals sign or a quote in it stands in quotes. Raises EtomError for anything else.

    >>> parse_columns('id=Nr, name="Name, full", element=TMF')
    {'id': 'Nr', 'name': 'Name, full', 'element': 'TMF'}
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(text) or not found:
        pair = _PAIR.match(text, at)
        if pair is None:
            rest = shown(text[at:].strip())
            raise _bad_columns(f"‘{rest}’ is not role=header", f"«{rest}» — это не роль=заголовок")
        role, quoted = pair["role"], pair["quoted"]
        if role in found:
            raise _bad_columns(f"‘{shown(role)}’ is given twice", f"«{shown(role)}» указано дважды")
        found[role] = (pair["bare"] if quoted is None else quoted.replace('""', '"')).strip()
        at = pair.end()
    return checked_columns(found)


def checked_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Return headers by role as given; raises EtomError for unknown roles and empty headers."""
    for role, header in columns.items():
        if role not in ROLES:
            raise _bad_columns(f"there is no role ‘{shown(role)}’", f"роли «{shown(role)}» нет")
        if not _folded(header):
            raise _bad_columns(f"‘{role}’ has no header", f"у «{role}» нет заголовка")
    return dict(columns)


def _bad_columns(en: str, ru: str) -> EtomError:
    roles = ", ".join(ROLES)
    return EtomError(
        Text(
            en=f"--columns: {en}; write role=header, with commas between, as in id=Nr,name=Title (roles: {roles})",
            ru=f"--columns: {ru}; пишите роль=заголовок через запятую, например id=Nr,name=Title (роли: {roles})",
        )
    )
