"""Keep many columns of true and false as the bits of a few numbers, which takes less time to group and less memory."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_BITS: Final = 32


def packed(names: Sequence[str]) -> "dict[str, pl.Expr]":
    """Return the numbers that hold some columns, by the names to be given to them."""
    import polars as pl  # noqa: PLC0415

    none = pl.lit(0, dtype=pl.UInt32)
    bits = [pl.when(pl.col(name)).then(pl.lit(1 << at % _BITS, dtype=pl.UInt32)).otherwise(none)
            for at, name in enumerate(names)]  # fmt: skip
    return {_word(at): reduce(or_, bits[at : at + _BITS]) for at in range(0, len(bits), _BITS)}


def unpacked(names: Sequence[str]) -> "dict[str, pl.Expr]":
    """Return the columns again, by their names."""
    import polars as pl  # noqa: PLC0415

    return {name: pl.col(_word(at)) & (1 << at % _BITS) != 0 for at, name in enumerate(names)}


def _word(at: int) -> str:
    return f"flags-{at // _BITS}"
