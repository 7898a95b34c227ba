"""Fold the texts of a column as the reader does one by one: white space, and upper and lower case."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

WHITE: Final = r"\s\x1c-\x1f"  # what str.split takes for white space
# Texts of other characters, or with other white space than single spaces inside, are folded by Python.
_EASY_SPACES: Final = r"\x00-\x08\x0e-\x1b\x21-\x7F"
_EASY_LETTERS: Final = r"\x{A1}-\x{B4}\x{B6}-\x{DE}\x{E0}-\x{FF}\x{400}-\x{4FF}\x{2010}-\x{2027}\x{2116}"
_UNEVEN: Final = (
    r"^ |  | $|[\x09-\x0d\x1c-\x1f\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}-\x{202F}\x{205F}\x{3000}]"
)
_UNCOMMON: Final = rf"^ |  | $|[^ {_EASY_SPACES}{_EASY_LETTERS}]"
_HEAD: Final = 6  # letters


def one_line(text: "pl.Expr") -> "pl.Expr":
    """Fold white space."""
    return _mapped(text, lambda texts: _folded(texts, texts, _UNEVEN, _on_one_line))


def folded(text: "pl.Expr") -> "pl.Expr":
    """Fold white space and case, as texts are compared."""
    return _mapped(text, lambda texts: _folded(texts, texts.str.to_lowercase(), _UNCOMMON, _without_case))


def first_letters(text: "pl.Expr") -> "pl.Expr":
    """Return the first letters of texts as they are."""
    return text.str.head(_HEAD)


def common_head(letters: "pl.Expr") -> "pl.Expr":
    """Fold the first letters of texts; none where Python has to fold them."""
    import polars as pl  # noqa: PLC0415

    head = letters.str.strip_chars_end(" ")
    return pl.when(~head.str.contains(_UNCOMMON)).then(head.str.to_lowercase())


def head_of_folded(text: "pl.Expr") -> "pl.Expr":
    """Return the first letters of texts that are folded already."""
    return text.str.head(_HEAD).str.strip_chars_end(" ")


def _mapped(text: "pl.Expr", change: "Callable[[pl.Series], pl.Series]") -> "pl.Expr":
    import polars as pl  # noqa: PLC0415

    return text.map_batches(change, return_dtype=pl.String, is_elementwise=True)


def _folded(texts: "pl.Series", easily: "pl.Series", hard: str, change: Callable[[str], str]) -> "pl.Series":
    places = texts.str.contains(hard).arg_true()
    if not len(places):
        return easily
    return easily.scatter(places, [change(text) for text in texts.gather(places)])


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _without_case(text: str) -> str:
    return _on_one_line(text).casefold()
