"""Find the categories that the text of an element names as processes, as 1.1.1.3 hands initiatives to selling."""

from typing import Final

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.search import stem, words_of

_PROCESS: Final = stem("процессы")


def mentioned(entry: Element, catalogue: Catalogue) -> list[Element]:
    """Return the elements and columns whose names follow the word for processes in the Russian wording.

    >>> catalogue = Catalogue.load()
    >>> [one.id for name in ("1.1.1.3", "1.1.1.7") for one in mentioned(catalogue[name], catalogue)]
    ['1.1.1.4', 'B']
    """
    text = _stems(entry.definition.ru if entry.definition else "")
    after = {tuple(text[at + 1 :]) for at, word in enumerate(text) if word == _PROCESS}

    def is_named(other: Element) -> bool:
        name = tuple(_stems(other.label.ru))
        return any(rest[: len(name)] == name for rest in after)

    # The name of its own column stands in the text of many an element, and says nothing more.
    own = {entry.id, *entry.verticals}
    others = (one for one in catalogue.elements if one.kind in ("element", "group") and one.id not in own)
    return [one for one in others if is_named(one)]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words_of(text)]
