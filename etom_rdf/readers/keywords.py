"""Tell names that speak of eTOM from names that merely look alike.

Only here are Cyrillic letters taken for the Latin ones that they look like: the standard itself writes еТОМ in
Cyrillic letters. Identifiers are never folded so.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal

KeyRole = Literal["id", "label", "edition", "aside"]

# The keyword in either script or a mix of them: eTOM, ETOM, еТОМ, e-TOM.
KEYWORD: Final = "[eеEЕ][-\u2010\u2011]?[tтTТ][oоOО][mмMМ]"

# What people put behind it: eTOMs, по еТОМу. No other word of either language looks like it then.
_ENDING: Final = "(?:[sS]|[аА]|[уУ]|[еЕ]|[оО][мМ]|[оО][вВ]|[ыЫ])?"
# The keyword as a word of its own in running text.
SPOKEN: Final = rf"(?<![^\W\d_]){KEYWORD}{_ENDING}(?![^\W\d_])"

# What a key says about its value; the first role that one of its words fits decides.
_ROLES: Final[Mapping[KeyRole, str]] = {
    "id": "id ids identifier code codes number num no nr notation ref refs reference references key uri iri "
    "ид идентификатор код коды номер ссылка",
    "label": "name names label labels title titles имя название названия наименование наименования",
    "edition": "edition release version versions v редакция версия релиз издание выпуск",
    "aside": "author comment comments date definition description note notes owner remark status "
    "автор дата владелец комментарий определение описание примечание статус",
}
# Other words that tools glue to the keyword where they drop capitals and spaces: metaKey="etomprocessid".
_NEIGHBOURS: Final = (
    "activities activity area areas attr attribute attributes business category class classification custom domain "
    "element elements field fields function functional functions gost group groups level levels link links lvl "
    "map mapped mapping mappings meta model my node nodes process processes prop properties property tag tags tmf "
    "tmforum to type value values вид гост группа область процесс процессы связь уровень функция элемент элементы"
)
_WORDS: Final = sorted({*_NEIGHBOURS.split(), *" ".join(_ROLES.values()).split()}, key=len, reverse=True)
_GLUED: Final = re.compile(f"((?:{'|'.join(_WORDS)})*)(etom){_ENDING}((?:{'|'.join(_WORDS)})*)")
_WORD: Final = re.compile("|".join(_WORDS))

_TOM: Final = re.compile("[tт][oо][mм]", re.IGNORECASE)
_KEYWORD: Final = re.compile(KEYWORD)
_WHOLE: Final = re.compile(rf"{KEYWORD}{_ENDING}(?![a-zа-яё])")
_DASHED: Final = re.compile(r"(?<![^\W_])([eеEЕ])[-\u2010\u2011](?=[tтTТ][oоOО][mмMМ])")
_RUN: Final = re.compile(r"[^\W\d_]+")
_LONG: Final = 500  # characters; no name of a property is longer, and pasted text need not be searched


@lru_cache(maxsize=8192)
def is_etom_key(name: str) -> bool:
    """Say whether the name of a property, column or category speaks of eTOM as a word of its own.

    >>> [is_etom_key(name) for name in ("Элемент еТОМ", "meta-etomprocessid7", "customEtomizer")]
    [True, True, False]
    """
    return "etom" in words_of_key(name)


def fold(text: str) -> str:
    """Return the words of a name in lower case, a space between them, so that spellings can be compared.

    Digits, signs and a leading `meta-` go, camelCase is split, ё is е, and eTOM is Latin in whatever letters it
    was written.

    >>> fold("meta-eTOM_ElementID1"), fold("Элемент еТОМ №2")
    ('etom element id', 'элемент etom')
    """
    return " ".join(words_of_key(text))


@lru_cache(maxsize=8192)
def words_of_key(name: str) -> tuple[str, ...]:
    """Return the words of a name as `fold` writes them.

    >>> words_of_key("customEtomRef")
    ('custom', 'etom', 'ref')
    """
    joined = _DASHED.sub(r"\1", name[:_LONG])
    words = [word for run in _RUN.findall(joined) for word in _words_of_run(run)]
    return tuple(words[1:] if len(words) > 1 and words[0] == "meta" else words)


@lru_cache(maxsize=8192)
def key_role(name: str) -> KeyRole:
    """Say what a key that speaks of eTOM has as its value: an id, a label, the edition, or none of these.

    >>> [key_role(name) for name in ("eTOM", "eTOM element name", "Код и название еТОМ", "Версия eTOM")]
    ['id', 'label', 'id', 'edition']
    """
    words = set(words_of_key(name))
    return next((role for role, some in _ROLES.items() if not words.isdisjoint(some.split())), "id")


def _words_of_run(run: str) -> Iterator[str]:
    """Take one run of letters apart: as a whole where it glues known words to eTOM, else by its capitals."""
    whole = _glued(run)
    if whole:
        yield from whole
        return
    for piece in _pieces(run):
        yield from _glued(piece) or (piece.lower().replace("ё", "е"),)


def _glued(run: str) -> list[str]:
    if not _TOM.search(run):
        return []
    found = _GLUED.fullmatch(_KEYWORD.sub("etom", run).lower())
    return [] if found is None else [*_WORD.findall(found[1]), "etom", *_WORD.findall(found[3])]


def _pieces(run: str) -> list[str]:
    """Split camelCase; the e of eTOM, which begins no word of its own, stays with it."""
    cuts = [0]
    kept = {
        at
        for found in _WHOLE.finditer(run)
        if not found.start() or (run[found.start()].isupper() and run[found.start() - 1].islower())
        for at in range(found.start() + 1, found.end())
    }
    for at in range(1, len(run)):
        if at in kept:
            continue
        before, here, after = run[at - 1], run[at], run[at + 1 : at + 2]
        if here.isupper() and (before.islower() or (before.isupper() and after.islower())):
            begins_word = at - 1 == cuts[-1] and _KEYWORD.match(run, at - 1)
            if not begins_word:
                cuts.append(at)
    return [run[start:end] for start, end in zip(cuts, [*cuts[1:], len(run)], strict=True)]
