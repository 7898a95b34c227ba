"""Search the texts of a column: by their first letter where that will do, and by a regular expression in the rest.

A comparison with a text costs a hundredth of a search.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from etom_rdf.registers.folding import WHITE

if TYPE_CHECKING:
    import polars as pl

DIGITS: Final = "0-9"
_VISIBLE: Final = "!-~Ѐ-ӿ"  # letters and signs that most texts begin with, none of them white space
_RANGE: Final = re.compile("(.)-(.)|(.)")
_LAST_OF_ASCII: Final = "\x7f"


def holds(text: "pl.Expr", pattern: str, *, among: "pl.Expr") -> "pl.Expr":
    """Tell which texts a pattern is found in; only those `among` are searched, the others do not hold it."""
    return first_found(text, (pattern,), among=among) == 1


def first_found(text: "pl.Expr", patterns: Sequence[str], *, among: "pl.Expr") -> "pl.Expr":
    """Return which pattern, counted from 1, is the first that is found in a text of those `among`; 0 where none is."""
    import polars as pl  # noqa: PLC0415

    searched = pl.struct(text.alias("text"), among.alias("among"))
    return searched.map_batches(
        lambda rows: _first_found(rows.struct.field("text"), rows.struct.field("among"), patterns),
        return_dtype=pl.UInt8,
        is_elementwise=True,
    )


def _first_found(texts: "pl.Series", among: "pl.Series", patterns: Sequence[str]) -> "pl.Series":
    import polars as pl  # noqa: PLC0415

    if not among.any():
        return among.cast(pl.UInt8)
    numbers, places = pl.repeat(0, len(texts), dtype=pl.UInt8, eager=True), among.arg_true()
    for number, pattern in enumerate(patterns, 1):
        found = texts.gather(places).str.contains(pattern)
        numbers = numbers.scatter(places.filter(found), number)
        places = places.filter(~found)
    return numbers


def begins_within(text: "pl.Expr", letters: str) -> "pl.Expr":
    """Tell which texts begin with one of some letters, given as in a class of a regular expression: `A-Za-z`."""
    import polars as pl  # noqa: PLC0415

    return pl.any_horizontal(
        text.is_between(pl.lit(first), pl.lit(chr(ord(last) + 1)), closed="left")
        for first, last in _ranges(letters)
    )


def has_one_of(text: "pl.Expr", letters: str) -> "pl.Expr":
    """Tell which texts have one of some letters, given as in a class of a regular expression."""
    begins = begins_within(text, letters)
    left = ~begins & (text != "")
    if all(first > _LAST_OF_ASCII for first, _ in _ranges(letters)):
        left &= ~is_ascii(text)
    return begins | holds(text, f"[{letters}]", among=left)


def begins_white(text: "pl.Expr") -> "pl.Expr":
    """Tell which texts begin with white space."""
    return holds(text, f"^[{WHITE}]", among=~begins_within(text, _VISIBLE) & (text != ""))


def is_blank(text: "pl.Expr") -> "pl.Expr":
    """Tell which texts are empty, but for white space."""
    left = ~begins_within(text, _VISIBLE) & (text != "")
    return (text == "") | holds(text, f"^[{WHITE}]*$", among=left)


def is_ascii(text: "pl.Expr") -> "pl.Expr":
    """Tell which texts have no letter beyond ASCII."""
    return text.str.len_bytes() == text.str.len_chars()


def _ranges(letters: str) -> list[tuple[str, str]]:
    return [(found[1] or found[3], found[2] or found[3]) for found in _RANGE.finditer(letters)]
