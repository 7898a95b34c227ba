"""Hold the identifiers of clause 5.2: their parts and their order."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from etom_rdf.errors import EtomError
from etom_rdf.identifier_grammar import NONSTANDARD_PREFIX, WELL_FORMED
from etom_rdf.text import Text

Status = Literal[
    "standard",
    "retired",
    "unknown",
    "outside",
    "own",
    "extended",
    "nonstandard-prefix",
    "ambiguous",
    "placeholder",
    "malformed",
    "empty",
]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

# Python may refuse to turn longer numbers into text and back (sys.int_info.str_digits_check_threshold).
MAX_DIGITS: Final = 640


def shown(text: str) -> str:
    r"""Return a text as a message can quote it: short, on one line, without invisible characters.

    >>> shown("1.1\u200b.1")
    '1.1\\u200b.1'
    """
    cut = text if len(text) <= 40 else f"{text[:39]}…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in cut)


class IdentifierError(EtomError):
    """Report a text that is not an identifier of 5.2; `text` is that text."""

    def __init__(self, text: str) -> None:
        quote = shown(text)
        super().__init__(
            Text(
                en=f"‘{quote}’ is not an identifier of clause 5.2; write it in ASCII digits as in 1.1.1.5, "
                "or with a prefix of six digits as in 123456.1.1.1.5",
                ru=f"«{quote}» — не идентификатор по 5.2; запишите его цифрами ASCII, как 1.1.1.5, "
                "или с префиксом из шести цифр, как 123456.1.1.1.5",
            )
        )
        self.text = text


@dataclass(frozen=True, slots=True)
class ElementId:
    """Hold the parts of one identifier, `[prefix.]developer.area[.group[.element[.subelement]]]` (5.2).

    The prefix is six digits, or the text of a nonstandard prefix where `parse_id` met one. Impossible parts
    raise `IdentifierError`.

    >>> ElementId(None, 1, 1, 1, 5).normal
    '1.1.1.5'
    """

    prefix: str | None
    developer: int
    area: int
    group: int | None = None
    element: int | None = None
    subelement: int | None = None

    def __post_init__(self) -> None:
        text = self.normal
        if not (_is_written_as(WELL_FORMED, text) or _is_written_as(NONSTANDARD_PREFIX, text)):
            raise IdentifierError(text)

    @classmethod
    def parse(cls, text: str) -> "ElementId":
        """Read a well-formed identifier to the letter; `parse_id` forgives and explains.

        Raise `IdentifierError` for anything else, a nonstandard prefix included.

        >>> ElementId.parse("123456.1.1.1.10").element
        10
        """
        if not _is_written_as(WELL_FORMED, text):
            raise IdentifierError(text)
        parts = text.split(".")
        prefix = parts.pop(0) if len(parts[0]) == 6 else None
        return cls(prefix, *map(int, parts))

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """Give the five numbers, from the developer to level 3."""
        return (self.developer, self.area, self.group, self.element, self.subelement)

    @property
    def normal(self) -> str:
        """Write the identifier in the form of 5.2."""
        # A number missing in the middle leaves an empty part, which the grammar refuses.
        local = ".".join("" if number is None else str(number) for number in self.numbers).rstrip(".")
        return local if self.prefix is None else f"{self.prefix}.{local}"

    @property
    def level(self) -> int:
        """Count the level: 0 area, 1 group, 2 element, 3 element of an element."""
        return 3 - self.numbers.count(None)

    @property
    def base(self) -> "ElementId":
        """Give the identifier without its prefix: what the organization extended or changed (5.2).

        >>> str(ElementId.parse("123456.1.1.1.5").base)
        '1.1.1.5'
        """
        return replace(self, prefix=None)

    @property
    def parent(self) -> "ElementId | None":
        """Give the identifier one level up, with the same prefix; None where there is none.

        >>> str(ElementId.parse("1.1.1.5").parent)
        '1.1.1'
        """
        known = [number for number in self.numbers if number is not None]
        # Above level 2 a nonstandard prefix is not told apart from anything else (NONSTANDARD_PREFIX).
        if self.level == 0 or (self.level == 2 and not _is_written_as(WELL_FORMED, self.normal)):
            return None
        return ElementId(self.prefix, *known[:-1])

    @property
    def sort_key(self) -> tuple[str, tuple[int, ...]]:
        """Give the key of the standard's order: numeric, a parent before its children, no prefix first.

        >>> ids = [ElementId.parse(text) for text in ("1.1.1.10", "1.1.1.9", "1.1.1")]
        >>> [str(each) for each in sorted(ids, key=lambda each: each.sort_key)]
        ['1.1.1', '1.1.1.9', '1.1.1.10']
        """
        return (self.prefix or "", tuple(number or 0 for number in self.numbers))

    def contains(self, other: "ElementId") -> bool:
        """Say whether the other identifier lies below this one, at any depth and with the same prefix.

        >>> ElementId.parse("1.1.1").contains(ElementId.parse("1.1.1.5.2"))
        True
        """
        depth = self.level + 2
        same = self.prefix == other.prefix and self.numbers[:depth] == other.numbers[:depth]
        return same and other.level > self.level

    def is_below(self, other: "ElementId") -> bool:
        """Say whether this identifier lies below the other one: `contains` seen from below."""
        return other.contains(self)

    def __str__(self) -> str:
        return self.normal


def _is_written_as(pattern: str, text: str) -> bool:
    # The first part is a prefix, which stays text, or the developer, one digit.
    numbers = text.split(".")[1:]
    return re.fullmatch(pattern, text) is not None and all(len(part) <= MAX_DIGITS for part in numbers)


@dataclass(frozen=True, slots=True)
class Note:
    """Say one thing about a text that was read as an identifier; `code` names it for programs."""

    code: str
    message: Text

    @classmethod
    def of(cls, code: str, en: str, ru: str) -> "Note":
        """Return a note in both wordings."""
        return cls(code, Text(en=en, ru=ru))

    def as_json(self) -> dict[str, object]:
        """Return the note as it stands in JSON output."""
        return {"code": self.code, "message": self.message.as_json()}


@dataclass(frozen=True, slots=True)
class ParsedId:
    """Hold what a text turned out to be; `id` and `iri` are None where there is none to give."""

    input: str
    status: Status
    id: ElementId | None = None
    notes: tuple[Note, ...] = ()
    iri: str | None = None

    @property
    def normal(self) -> str | None:
        """Write the identifier in the form of 5.2, or None where the text holds no single one."""
        return None if self.id is None else self.id.normal

    def as_json(self) -> dict[str, object]:
        """Return the fields of `etom id --format json`, in their order."""
        found = self.id
        names = ("developer", "area", "group", "element", "subelement")
        numbers = (None,) * len(names) if found is None else found.numbers
        parent = None if found is None else found.parent
        return {
            "input": self.input,
            "status": self.status,
            "normal": self.normal,
            "prefix": None if found is None else found.prefix,
            **dict(zip(names, numbers, strict=True)),
            "level": None if found is None else found.level,
            "parent": None if parent is None else parent.normal,
            "iri": self.iri,
            "notes": [note.as_json() for note in self.notes],
        }
