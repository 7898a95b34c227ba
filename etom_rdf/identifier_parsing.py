"""Read what people write as an identifier and say what it is, what was changed and what is wrong.

Nothing is guessed: spaces and one trailing full stop go, each with a note; letters and digits that merely
look like others are named by code point and stay what they are. Where a text plainly holds one identifier
and something else, a note asks whether that was meant.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from etom_rdf import identifier_grammar as grammar
from etom_rdf.identifiers import MAX_DIGITS, ElementId, IdentifierError, Note, ParsedId, Status, shown
from etom_rdf.namespaces import GOST
from etom_rdf.text import Text

_EMPTY: Final = frozenset({"", "na", "n/a", "-", "—", "нет", "none", "nan", "#n/a"})
# Spaces within a line only: a line break would rather stand between two identifiers.
_SPACES_AFTER_DOT: Final = re.compile("\\.[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Other signs between numbers, and an identifier that stands apart from what is around it.
_OTHER_SEPARATORS: Final = re.compile(r"[0-9]+(?:[.,;/ _-][0-9]+)+")
_ID_APART: Final = re.compile(
    '(?P<before>(?:[^0-9]*[ \t\u00a0:«"(])?)(?P<id>[0-9]+(?:\\.[0-9]+)+)(?P<after>(?:[ \t\u00a0:;,»")][^0-9]*)?)'
)
# "п. 1.1.1.5" names a clause; without the space it might be a prefix.
_ABBREVIATION: Final = re.compile(
    r"(?:пп?|см|ст|эл|pp?|cl|el|sec|no|№)\.[ \t\u00a0]+(?=[0-9])", re.IGNORECASE
)
_LOOK_ALIKES_IN_ASCII: Final = frozenset("OolIi|SsZzBb")
_NOTHING: Final = Text(en="", ru="")
_BLANK: Final = Text(en="empty", ru="пусто")
_NONE_RETIRED: Final[Mapping[str, Collection[str]]] = MappingProxyType({})

_PART_NAMES: Final = (
    Text(en="Part b (developer)", ru="Часть b (разработчик)"),
    Text(en="Part x (area)", ru="Часть x (область)"),
    Text(en="Part c (group, level 1)", ru="Часть c (группа, уровень 1)"),
    Text(en="Part d (element, level 2)", ru="Часть d (элемент, уровень 2)"),
    Text(en="Part e (element, level 3)", ru="Часть e (элемент, уровень 3)"),
)
_ALL_PARTS: Final = range(5)
_DEVELOPER: Final = Text(
    en="write 1 for TM Forum or 2 for any other developer",
    ru="напишите 1 для TM Forum или 2 для других разработчиков",
)
_AREA: Final = Text(
    en="write 1 for OPS, 2 for SIP or 3 for EM", ru="напишите 1 для OPS, 2 для SIP или 3 для EM"
)
# What may be wrong with a part: code, pattern, in which parts, advice. The first that fits is reported.
_FAULTS: Final = (
    ("empty-part", "", _ALL_PARTS, Text(en="write the missing number", ru="впишите недостающее число")),
    (
        "character",
        ".*[^0-9].*",
        _ALL_PARTS,
        Text(en="write ASCII digits only", ru="пишите только цифры ASCII"),
    ),
    ("zero", "0+", _ALL_PARTS, Text(en="count from 1", ru="нумеруйте с 1")),
    ("leading-zero", "0.+", _ALL_PARTS, Text(en="drop the leading zeros", ru="уберите нули впереди")),
    ("developer", "[3-9]|.{2,}", (0,), _DEVELOPER),
    ("area", "[4-9]|.{2,}", (1,), _AREA),
    ("too-long", f".{{{MAX_DIGITS + 1},}}", _ALL_PARTS, Text(en="check its source", ru="проверьте источник")),
)


@dataclass(frozen=True, slots=True)
class _Standard:
    defined: Collection[str]
    retired: Mapping[str, Collection[str]]


def parse_id(
    text: str, *, defined: Collection[str], retired: Mapping[str, Collection[str]] = _NONE_RETIRED
) -> ParsedId:
    """Read a text as an identifier of 5.2; any text at all gives exactly one status.

    `defined` holds the ids that the standard defines (areas and groups too), `retired` the ids that it gave
    up, each with one successor or more. Nothing is raised: what is wrong stands in the notes.

    >>> parse_id(" 1. 1. 1.5.", defined={"1.1.1.5"}).normal
    '1.1.1.5'
    >>> parse_id("1.1.1.13", defined={"1.1.1.5"}).status
    'unknown'
    """
    if says_nothing(text):
        return ParsedId(text, "empty", notes=(_empty(),))
    if _ABBREVIATION.match(text.strip()) and (meant := _meant(text.strip())):
        return ParsedId(text, "malformed", notes=(_did_you_mean(meant),))
    tidy, changes = _tidied(text)
    if re.fullmatch(grammar.PLACEHOLDER, tidy):
        return ParsedId(text, "placeholder", notes=(_placeholder(tidy),))
    if re.fullmatch(grammar.AMBIGUOUS, tidy):
        return ParsedId(text, "ambiguous", notes=_readings(tidy))
    found = _read(tidy)
    if found is None:
        meant = _meant(tidy)
        return ParsedId(text, "malformed", notes=(_did_you_mean(meant),) if meant else tuple(_faults(tidy)))
    status, notes = _standing(found, _Standard(defined, retired))
    iri = GOST + found.normal if status == "standard" else None
    return ParsedId(text, status, found, (*changes, *notes), iri)


def says_nothing(text: str) -> bool:
    """Tell whether a text stands for no identifier at all, as a cell with n/a does.

    >>> says_nothing(" N/A "), says_nothing("1.1.1.5-f1")
    (True, False)
    """
    return text.strip().casefold() in _EMPTY


def _tidied(text: str) -> tuple[str, tuple[Note, ...]]:
    notes = []
    tidy = text.strip()
    if tidy != text:
        notes.append(_note("outer-spaces", "Spaces around the id were removed.", "Пробелы по краям удалены."))
    joined = _SPACES_AFTER_DOT.sub(".", tidy)
    if joined != tidy:
        notes.append(
            _note("inner-spaces", "Spaces after full stops were removed.", "Пробелы после точек удалены.")
        )
    if joined.endswith("."):
        joined = joined[:-1]
        notes.append(
            _note("trailing-full-stop", "The full stop at the end was removed.", "Точка в конце удалена.")
        )
    return joined, tuple(notes)


def _meant(text: str) -> str | None:
    """Return the one identifier that a text plainly holds beside other words or with other separators."""
    candidates = {re.sub("[^0-9]", ".", text)} if _OTHER_SEPARATORS.fullmatch(text) else set()
    apart = _ID_APART.fullmatch(text)
    if apart and any(char.isalpha() for char in apart["before"] + apart["after"]):
        candidates.add(apart["id"])
    good = [one for one in candidates if _read(one) is not None]
    return good[0] if len(good) == 1 and good[0] != text else None


def _did_you_mean(meant: str) -> Note:
    return _note(
        "did-you-mean",
        f"Did you mean {meant}? If so, write just that.",
        f"Имелось в виду {meant}? Если да, напишите только это.",
    )


def _note(code: str, en: str, ru: str) -> Note:
    return Note(code, Text(en=en, ru=ru))


def _read(text: str) -> ElementId | None:
    prefix: str | None = None
    if re.fullmatch(grammar.NONSTANDARD_PREFIX, text):
        prefix, _, text = text.partition(".")
    try:
        found = ElementId.parse(text)
    except IdentifierError:
        return None
    return found if prefix is None else replace(found, prefix=prefix)


# What a well-formed identifier is to this standard.


def _standing(found: ElementId, standard: _Standard) -> tuple[Status, tuple[Note, ...]]:
    if found.prefix is not None:
        about_base = _about_base(found.base, standard)
        if re.fullmatch(grammar.EXTENDED, found.normal):
            return "extended", about_base
        return "nonstandard-prefix", (_bad_prefix("prefix", found.prefix), *about_base)
    if found.normal in standard.defined:
        return "standard", ()
    if found.developer == 2:
        return "own", (_own(found),)
    if re.fullmatch(grammar.OUTSIDE, found.normal):
        return "outside", (_outside(found),)
    status: Status = "retired" if found.normal in standard.retired else "unknown"
    return status, (_missing(status, found, standard),)


def _about_base(base: ElementId, standard: _Standard) -> tuple[Note, ...]:
    """Say where a prefixed id has nothing to extend; below an element of the standard all may be new."""
    line = _line(base)
    covered = base.normal in standard.defined or any(
        each.level >= 2 and each.normal in standard.defined for each in line
    )
    if covered or base.developer == 2 or re.fullmatch(grammar.OUTSIDE, base.normal):
        return ()
    gone = any(each.normal in standard.retired for each in line)
    return (_missing("base-retired" if gone else "base-unknown", base, standard),)


def _line(found: ElementId) -> list[ElementId]:
    """Return an id and everything above it, upwards."""
    line = [found]
    while (above := line[-1].parent) is not None:
        line.append(above)
    return line


def _missing(code: str, found: ElementId, standard: _Standard) -> Note:
    """Say what to use instead: the successors of a retired id, or what stands above an unknown one."""
    line = _line(found)
    for each in line:
        if each.normal in standard.retired:
            return Note(code, _successors(each, standard.retired[each.normal]))
    nearest = next((each for each in line if each.normal in standard.defined), None)
    # Below what is missing nothing can be there, so the uppermost missing one is the news.
    absent = [each for each in line if nearest is None or nearest.contains(each)][-1]
    if absent.numbers[:3] == (1, 1, 1):
        place = Text(en="Table 1 has no", ru="В таблице 1 нет")
    elif absent.level == 1:
        place = Text(en="Figure 1 has no group", ru="На рисунке 1 нет группы")
    else:
        place = Text(en="Figure 1 has no", ru="На рисунке 1 нет")
    instead = _NOTHING
    if nearest is not None:
        instead = Text(en=f"; otherwise use {nearest} above it", ru=f"; иначе укажите вышестоящий {nearest}")
    return _note(
        code,
        f"{place.en} {absent}; check the number and the edition that it comes from{instead.en}.",
        f"{place.ru} {absent}; проверьте номер и редакцию, из которой он взят{instead.ru}.",
    )


def _successors(gone: ElementId, successors: Collection[str]) -> Text:
    *most, last = sorted(successors, key=lambda each: ElementId.parse(each).sort_key)
    en = f"{', '.join(most)} or {last}" if most else last
    ru = f"{', '.join(most)} или {last}" if most else last
    return Text(
        en=f"{gone} is not in this edition; use {en} instead (our inference: the standard does not say so).",
        ru=f"{gone} нет в этой редакции; используйте {ru} (это наш вывод: в стандарте этого нет).",
    )


def _own(found: ElementId) -> Note:
    return _note(
        "own",
        f"{found} was assigned by a developer other than TM Forum (b = 2), and another organization may use "
        "it too; put your six-digit prefix before it when you pass it on.",
        f"{found} присвоен не TM Forum (b = 2), и такой же номер может быть у другой организации; передавая "
        "его другим, поставьте впереди свой префикс из шести цифр.",
    )


def _outside(found: ElementId) -> Note:
    if found.area == 3:
        return _note(
            "outside",
            f"This standard gives the groups of Enterprise management (1.3) no numbers; look {found} up in "
            "the document that it comes from.",
            f"Этот стандарт не нумерует группы «Управления организацией» (1.3); ищите {found} в документе, "
            "из которого он взят.",
        )
    return _note(
        "outside",
        f"{found} lies outside CRM (1.1.1), the only group that this standard divides into elements; look it "
        "up in another part of the series.",
        f"{found} лежит вне CRM (1.1.1), единственной группы, которую этот стандарт делит на элементы; ищите "
        "его в другой части серии.",
    )


# Why a text is no identifier, or no single one.


def _empty() -> Note:
    return _note(
        "empty",
        "There is no id here; write one, such as 1.1.1.5, if the process has one.",
        "Идентификатора здесь нет; если он у процесса есть, впишите его, например 1.1.1.5.",
    )


def _placeholder(text: str) -> Note:
    return _note(
        "placeholder",
        f"‘{shown(text)}’ still holds the ‘aaaaaa’ of the format in 5.2; put your organization's six digits "
        "in its place, or leave the prefix out to refer to the standard.",
        f"В «{shown(text)}» осталось «аааааа» из образца в 5.2; впишите вместо него шесть цифр организации "
        "или уберите префикс, если это ссылка на стандарт.",
    )


def _readings(text: str) -> tuple[Note, ...]:
    level_3 = text.rpartition(".")[0]
    prefix, _, local = text.partition(".")
    doubt = Text(en=", which is no id of 5.2 itself", ru=" (а это не идентификатор по 5.2)")
    if re.fullmatch(grammar.WELL_FORMED, local):
        doubt = _NOTHING
    return (
        _note(
            "reading-level-4",
            f"It may be level 4 below {level_3}, which 5.2 does not number; if so, write {level_3}.",
            f"Возможно, это уровень 4 под {level_3}, которого в 5.2 нет; если так, напишите {level_3}.",
        ),
        _note(
            "reading-prefix",
            f"It may be prefix {prefix} before {local}{doubt.en}; if so, write it in six digits.",
            f"Возможно, это префикс {prefix} перед {local}{doubt.ru}; если так, запишите его шестью цифрами.",
        ),
    )


def _faults(text: str) -> Iterator[Note]:
    parts = text.split(".")
    if _begins_with_prefix(parts):
        prefix = parts.pop(0)
        if not re.fullmatch("[0-9]{6}", prefix):
            # Letters, digits, hyphens and underscores make a name; any other character is a slip.
            named = re.fullmatch(f"{grammar.PREFIX_CHARACTER}+", prefix)
            yield _bad_prefix("prefix" if named else "character", prefix)
    for position, part in enumerate(parts[:5]):
        yield from _fault(position, part)
    if len(parts) > 5:
        yield _note(
            "too-many-parts",
            f"There are {len(parts)} parts from the developer on, and 5.2 ends at level 3; keep b.x.c.d.e.",
            f"Частей от разработчика {len(parts)}, а схема 5.2 кончается уровнем 3; оставьте b.x.c.d.e.",
        )
    if len(parts) < 2:
        yield _note(
            "too-few-parts",
            f"‘{shown(text)}’ is too short for an id of 5.2; write all its parts, as in 1.1.1.5.",
            f"«{shown(text)}» короче любого идентификатора по 5.2; запишите все части, например 1.1.1.5.",
        )


def _begins_with_prefix(parts: list[str]) -> bool:
    """Decide how to name the parts of a malformed id, so that the notes point at the right ones."""
    first = parts[0]
    if len(parts) == 1 or len(first) < 2:
        return False
    return len(first) == 6 or not _is_number(first) or (len(parts) >= 5 and parts[1] in ("1", "2"))


def _is_number(part: str) -> bool:
    return re.fullmatch("[0-9]+", part) is not None


def _fault(position: int, part: str) -> Iterator[Note]:
    name = _PART_NAMES[position]
    for code, pattern, positions, advice in _FAULTS:
        if position in positions and re.fullmatch(pattern, part, re.DOTALL):
            point = _stranger(part, "[0-9]")
            quote = Text(en=f"‘{shown(part)}’", ru=f"«{shown(part)}»") if part else _BLANK
            yield _note(
                code,
                f"{name.en} is {quote.en}{point.en}; {advice.en}.",
                f"{name.ru} — {quote.ru}{point.ru}; {advice.ru}.",
            )
            return


def _bad_prefix(code: str, prefix: str) -> Note:
    reason = _stranger(prefix, grammar.PREFIX_CHARACTER if code == "character" else "[0-9]")
    if _is_number(prefix):
        reason = Text(en=f" (it has {len(prefix)} digits)", ru=f" (цифр в нём {len(prefix)})")
    return _note(
        code,
        f"‘{shown(prefix)}’ is not a prefix of six digits{reason.en}; write your organization's six digits, "
        "or leave the prefix out to refer to the standard.",
        f"«{shown(prefix)}» — не префикс из шести цифр{reason.ru}; впишите шесть цифр организации или "
        "уберите префикс, если это ссылка на стандарт.",
    )


def _stranger(part: str, expected: str) -> Text:
    """Name the first character of another kind, by code point where it may pass for another or for nothing."""
    from unicodedata import name  # noqa: PLC0415 (needed for slips only)

    for char in part:
        if not re.fullmatch(expected, char):
            if char == " ":
                return Text(en=" (it holds a space)", ru=" (есть пробел)")
            if char.isascii() and char.isprintable() and char not in _LOOK_ALIKES_IN_ASCII:
                return _NOTHING  # plain to see in the quotation
            point = f"U+{ord(char):04X} {name(char, '(no name)')}"
            return Text(en=f" (it holds {point})", ru=f" (есть символ {point})")
    return _NOTHING
