"""Hold what users read, in both languages at once."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, get_args

Language = Literal["en", "ru"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

WIDTH = 100


class Text(NamedTuple):
    """Pair the English and the Russian wording of one thing.

    >>> Text(en="element", ru="элемент").in_language("ru")
    'элемент'
    """

    en: str
    ru: str

    def in_language(self, language: Language) -> str:
        """Return the wording in one language."""
        return self.ru if language == "ru" else self.en

    def as_json(self) -> dict[str, str]:
        """Return the pair in the form that every JSON output uses.

        >>> Text(en="a", ru="б").as_json()
        {'en': 'a', 'ru': 'б'}
        """
        return {"en": self.en, "ru": self.ru}


class Voice(NamedTuple):
    """Choose the wording of one language wherever something is said in both.

    >>> Voice("ru")("note", "примечание")
    'примечание'
    """

    language: Language

    def __call__(self, en: str, ru: str) -> str:
        """Return the wording in the language of this voice."""
        return ru if self.language == "ru" else en


def script_of(text: str) -> Language:
    """Return the language whose letters a text has, for names that no language is stated of.

    >>> script_of("Приём заказа"), script_of("BP-12")
    ('ru', 'en')
    """
    return "ru" if any("\u0400" <= letter <= "\u04ff" for letter in text) else "en"


def plural(number: int, one: str, many: str) -> str:
    """Put a number before an English noun.

    >>> plural(1, "process", "processes"), plural(0, "process", "processes")
    ('1 process', '0 processes')
    """
    return f"{number} {one if number == 1 else many}"


def wrap(text: str, indent: str = "") -> str:
    """Fold a text of one or more paragraphs to the width of the output.

    >>> wrap("self-care portal", "  ")
    '  self-care portal'
    """
    return "\n".join(_folded(paragraph, indent) for paragraph in text.split("\n"))


def _folded(paragraph: str, indent: str) -> str:
    if paragraph and " ".join(paragraph.split()) == paragraph:
        return "\n".join(f"{indent}{line}" for line in _lines(paragraph, WIDTH - len(indent)))
    from textwrap import fill  # noqa: PLC0415 - importing the package stays light

    return fill(
        paragraph,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _lines(paragraph: str, width: int) -> Iterator[str]:
    """Fold words between single spaces as `textwrap` does, which takes many times as long."""
    start = 0
    while len(paragraph) - start > width:
        end = paragraph.rfind(" ", start, start + width + 1)
        if end < 0:
            end = paragraph.find(" ", start)  # the word is too long for any line
        if end < 0:
            break
        yield paragraph[start:end]
        start = end + 1
    yield paragraph[start:]
