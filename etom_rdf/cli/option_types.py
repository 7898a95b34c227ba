"""Read the numbers that options take, and say what is wrong with any other value."""

from argparse import ArgumentTypeError
from typing import Final

from etom_rdf.text import Voice

_MOST: Final = 1_000_000_000
_LONGEST: Final = 18  # digits; Python refuses to read very long numbers


class Seconds:
    """Read a number of seconds above zero."""

    def __init__(self, say: Voice) -> None:
        self._say = say

    def __call__(self, text: str) -> float:
        """Return the number; raise ArgumentTypeError for anything else."""
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not 0 < value < float("inf"):
            from etom_rdf.identifiers import shown  # noqa: PLC0415

            quote = shown(text)
            raise ArgumentTypeError(
                self._say(
                    f"‘{quote}’ is no number of seconds; write for example 120",
                    f"«{quote}» — не число секунд; запишите, например, 120",
                )
            )
        return value


class WholeNumber:
    """Read a whole number from `least` to `most`."""

    def __init__(self, say: Voice, *, least: int = 0, most: int = _MOST, example: int) -> None:
        self._say, self._least, self._most, self._example = say, least, most, example

    def __call__(self, text: str) -> int:
        """Return the number; raise ArgumentTypeError for anything else."""
        is_number = text.isascii() and text.isdecimal() and len(text) <= _LONGEST
        if is_number and self._least <= int(text) <= self._most:
            return int(text)
        from etom_rdf.identifiers import shown  # noqa: PLC0415

        quote, least, most, example = shown(text), self._least, self._most, self._example
        raise ArgumentTypeError(
            self._say(
                f"‘{quote}’ is no whole number from {least} to {most}; write for example {example}",
                f"«{quote}» — не целое число от {least} до {most}; запишите, например, {example}",
            )
        )
