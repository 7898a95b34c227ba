"""Give the records of a file their addresses, and their names a language."""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final, NamedTuple
from urllib.parse import quote

MADE_UP: Final = "https://example.invalid/"  # before the ids of files that have no addresses of their own


class Naming(NamedTuple):
    """Say how records are named: `base` is the address of the file, `source_lang` the language of its names.

    Without them the address is the file's name (see `bases_of` for several files), and names have the language of
    their script: Cyrillic is Russian, Latin is English.
    """

    base: str | None = None
    source_lang: str | None = None


BY_FILE: Final = Naming()


def base_of(file: str, *, parents: int = 0) -> str:
    """Return the address of a file's ids: its name, and as many folders above as are asked for.

    >>> base_of("models/crm/orders.bpmn"), base_of("models/crm/orders.bpmn", parents=1)
    ('https://example.invalid/orders.bpmn', 'https://example.invalid/crm/orders.bpmn')
    """
    parts = [part for part in PurePath(file).parts if part not in ("/", "\\", "..", ".")]
    path = "/".join(parts[-1 - parents :]) if file != "-" else "stdin"
    return MADE_UP + quote(path, safe="/", errors="surrogateescape")


def bases_of(files: Iterable[str]) -> dict[str, str]:
    """Return the address of each file, with the fewest folders that tell files of one name apart.

    >>> bases_of(["a/order.bpmn", "b/order.bpmn", "c/bill.bpmn"])["a/order.bpmn"]
    'https://example.invalid/a/order.bpmn'
    """
    bases = {file: base_of(file) for file in files}
    deepest = max((len(PurePath(file).parts) for file in bases), default=0)
    for parents in range(1, deepest):
        twice = {base for base, count in Counter(bases.values()).items() if count > 1}
        if not twice:
            break
        bases = {
            file: base_of(file, parents=parents) if base in twice else base for file, base in bases.items()
        }
    return bases


def language_of(text: str, source_lang: str | None = None) -> str:
    """Return the language tag of a name: what the user says, but never English for Cyrillic letters.

    >>> [language_of(text) for text in ("Приём заказа", "Order", "注文", "42")]
    ['ru', 'en', 'und', 'en']
    """
    plain = text.isascii()
    cyrillic = not plain and any("\u0400" <= char <= "\u04ff" for char in text)
    if source_lang is not None and not (cyrillic and source_lang.lower().split("-")[0] == "en"):
        return source_lang
    if cyrillic:
        return "ru"
    return (
        "en"
        if plain or all(char.isascii() or not char.isalpha() or char <= "\u024f" for char in text)
        else "und"
    )
