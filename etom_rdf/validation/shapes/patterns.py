"""Turn the regular expressions of SPARQL and SHACL, those of XPath, into Python's."""

import re
from functools import lru_cache
from typing import Final

_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


@lru_cache(maxsize=1024)
def compiled(pattern: str, flags: str = "") -> re.Pattern[str]:
    r"""Compile a pattern; raises ValueError for one that cannot be.

    In XPath `$` is the very end of the text, in Python also the place before a last line break.

    >>> compiled("a$").search("a\n") is None, bool(compiled("[$]").search("$")), bool(compiled("A", "i").search("a"))
    (True, True, True)
    """
    if unknown := set(flags) - {*_FLAGS, "q"}:
        raise ValueError(f"unknown flag {min(unknown)}")
    if "q" in flags:
        return re.compile(re.escape(pattern), re.IGNORECASE if "i" in flags else 0)
    options = 0
    for flag in flags:
        options |= _FLAGS[flag]
    try:
        return re.compile(pattern if "m" in flags else _with_absolute_end(pattern), options)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _with_absolute_end(pattern: str) -> str:
    parts: list[str] = []
    in_class = escaped = False
    for letter in pattern:
        if letter == "$" and not (in_class or escaped):
            parts.append(r"\Z")
            continue
        if not escaped and letter in "[]":
            in_class = letter == "["
        escaped = letter == "\\" and not escaped
        parts.append(letter)
    return "".join(parts)
