"""Say why a text is no identifier of 5.2, or no single one."""

import re
from collections.abc import Iterator
from typing import Final

from etom_rdf import identifier_grammar as grammar
from etom_rdf.identifiers import MAX_DIGITS, Note, shown
from etom_rdf.text import Text

_LOOK_ALIKES_IN_ASCII: Final = frozenset("OolIi|SsZzBb")
_NOTHING: Final = Text(en="", ru="")
_BLANK: Final = Text(en="empty", ru="пусто")
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


def placeholder(text: str) -> Note:
    """Say that the sign for a prefix in the format of 5.2 was left as it stands there."""
    return Note.of(
        "placeholder",
        f"‘{shown(text)}’ still holds the ‘aaaaaa’ of the format in 5.2; put your organization's six digits "
        "in its place, or leave the prefix out to refer to the standard.",
        f"В «{shown(text)}» осталось «аааааа» из образца в 5.2; впишите вместо него шесть цифр организации "
        "или уберите префикс, если это ссылка на стандарт.",
    )


def readings(text: str) -> tuple[Note, ...]:
    """Say what an ambiguous text may be: level 4 of the standard, or a short prefix."""
    level_3 = text.rpartition(".")[0]
    prefix, _, local = text.partition(".")
    doubt = Text(en=", which is no id of 5.2 itself", ru=" (а это не идентификатор по 5.2)")
    if re.fullmatch(grammar.WELL_FORMED, local):
        doubt = _NOTHING
    return (
        Note.of(
            "reading-level-4",
            f"It may be level 4 below {level_3}, which 5.2 does not number; if so, write {level_3}.",
            f"Возможно, это уровень 4 под {level_3}, которого в 5.2 нет; если так, напишите {level_3}.",
        ),
        Note.of(
            "reading-prefix",
            f"It may be prefix {prefix} before {local}{doubt.en}; if so, write it in six digits.",
            f"Возможно, это префикс {prefix} перед {local}{doubt.ru}; если так, запишите его шестью цифрами.",
        ),
    )


def faults(text: str) -> Iterator[Note]:
    """Say what is wrong with each part of a malformed text, and with their number."""
    parts = text.split(".")
    if _begins_with_prefix(parts):
        prefix = parts.pop(0)
        if not re.fullmatch("[0-9]{6}", prefix):
            # Letters, digits, hyphens and underscores make a name; any other character is a slip.
            named = re.fullmatch(f"{grammar.PREFIX_CHARACTER}+", prefix)
            yield bad_prefix("prefix" if named else "character", prefix)
    for position, part in enumerate(parts[:5]):
        yield from _fault(position, part)
    if len(parts) > 5:
        yield Note.of(
            "too-many-parts",
            f"There are {len(parts)} parts from the developer on, and 5.2 ends at level 3; keep b.x.c.d.e.",
            f"Частей от разработчика {len(parts)}, а схема 5.2 кончается уровнем 3; оставьте b.x.c.d.e.",
        )
    if len(parts) < 2:
        yield Note.of(
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
            yield Note.of(
                code,
                f"{name.en} is {quote.en}{point.en}; {advice.en}.",
                f"{name.ru} — {quote.ru}{point.ru}; {advice.ru}.",
            )
            return


def bad_prefix(code: str, prefix: str) -> Note:
    """Say that what stands before an identifier is not six digits."""
    reason = _stranger(prefix, grammar.PREFIX_CHARACTER if code == "character" else "[0-9]")
    if _is_number(prefix):
        reason = Text(en=f" (it has {len(prefix)} digits)", ru=f" (цифр в нём {len(prefix)})")
    return Note.of(
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
