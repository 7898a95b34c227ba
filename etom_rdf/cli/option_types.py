"""Read the numbers that options take, and say what is wrong with any other value."""

from argparse import ArgumentTypeError

from etom_rdf.text import Voice


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
            raise ArgumentTypeError(
                self._say(
                    f"‘{text}’ is no number of seconds; write for example 120",
                    f"«{text}» — не число секунд; запишите, например, 120",
                )
            )
        return value


class WholeNumber:
    """Read a whole number from `least` up, to `most` where there is a most."""

    def __init__(self, say: Voice, *, least: int = 0, most: int | None = None, example: int) -> None:
        self._say, self._least, self._most, self._example = say, least, most, example

    def __call__(self, text: str) -> int:
        """Return the number; raise ArgumentTypeError for anything else."""
        if text.isascii() and text.isdecimal() and self._least <= int(text) <= (self._most or int(text)):
            return int(text)
        raise ArgumentTypeError(
            self._say(
                f"‘{text}’ is no whole number {self._range()}; write for example {self._example}",
                f"«{text}» — не целое число {self._range()}; запишите, например, {self._example}",
            )
        )

    def _range(self) -> str:
        if self._most is None:
            return self._say(f"from {self._least} up", f"от {self._least}")
        return self._say(f"from {self._least} to {self._most}", f"от {self._least} до {self._most}")
