"""Count lines where libxml2 does not: it keeps the line of an element in 16 bits."""

import re
from typing import Final

COUNTED_LINES: Final = 65_000  # libxml2 knows them


def start_tags(tags: tuple[str, ...]) -> re.Pattern[bytes]:
    """Return a pattern whose group is the name of a start tag; it skips comments and the like."""
    names = [re.escape(tag.rpartition("}")[2]) for tag in tags]
    name = "|".join(names) if names and r"\*" not in names else r"[^!?/\s<>:]+"
    other = r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    return re.compile(rf"<(?:[^\s<>:/!?]+:)?({name})(?=[\s/>])|{other}".encode(), re.DOTALL)


def lines_of_starts(text: bytes, pattern: re.Pattern[bytes], line: int) -> list[int]:
    r"""Return the line of each start tag in a text that begins on some line.

    >>> lines_of_starts(b"<a><b/>\n<!-- <b/> --><b/>", start_tags(("{*}b",)), 7)
    [7, 8]
    """
    at, found = 0, []
    for tag in pattern.finditer(text):
        if tag[1]:
            line += text.count(b"\n", at, tag.start())
            at = tag.start()
            found.append(line)
    return found


def lines_of_ids(text: bytes, line: int) -> dict[str | None, int]:
    r"""Return on which line each id stands, in a text that begins on some line.

    >>> lines_of_ids(b'<a id="A"/>\n<b name="x" id="B"/>', 7)
    {'A': 7, 'B': 8}
    """
    found: dict[str | None, int] = {}
    for number, each in enumerate(text.decode("utf-8", "replace").split("\n"), line):
        if ' id="' in each:
            found[each.partition(' id="')[2].partition('"')[0]] = number
    return found
