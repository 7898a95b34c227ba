"""Build sentences that name things of the vocabulary: the words, and what each name refers to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etom_rdf.text import Language


@dataclass(frozen=True, slots=True)
class Mention:
    """Name a thing inside a sentence; `iri` is what the name stands for."""

    iri: str
    name: str


# A sentence, or a part of one.
Phrase = tuple[str | Mention, ...]


def phrase(*parts: "str | Mention | Phrase") -> Phrase:
    """Put words, mentions and phrases together.

    >>> phrase("a ", Mention("urn:p", "process"), (" or", " not"))
    ('a ', Mention(iri='urn:p', name='process'), ' or', ' not')
    """
    found: list[str | Mention] = []
    for part in parts:
        if isinstance(part, tuple):
            found += part
        else:
            found.append(part)
    return tuple(found)


def joined(parts: Iterable[Phrase], between: str, last: str | None = None) -> Phrase:
    """Put phrases together with words between them, and other words before the last.

    >>> joined([("a",), ("b",), ("c",)], ", ", " or ")
    ('a', ', ', 'b', ' or ', 'c')
    """
    found = list(parts)
    result: list[str | Mention] = []
    for place, part in enumerate(found):
        if place:
            result.append(last if last is not None and place == len(found) - 1 else between)
        result += part
    return tuple(result)


def either(parts: Sequence[Phrase], language: Language) -> Phrase:
    """Put alternatives together."""
    return joined(parts, ", ", " или " if language == "ru" else " or ")


def plain(words: Phrase) -> str:
    """Return the words alone."""
    return "".join(part if isinstance(part, str) else part.name for part in words)
