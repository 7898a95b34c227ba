"""Keep what we write into spreadsheets from being run, and take off the marks that spreadsheets put on text."""

import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

# What a spreadsheet takes for the start of a formula; the wide signs count in East Asian versions.
_FORMULA: Final = re.compile("[=+\\-@\t\r\uff0b\uff0d\uff1d\uff20]")
# An apostrophe that only says "this is text": before what would be a formula or a number.
_MARKED: Final = re.compile("'(?=[=+\\-@\t\r\uff0b\uff0d\uff1d\uff20]|[0-9][0-9.,]*$)")
_QUOTED: Final = re.compile('="((?:[^"]|"")*)"')
# What Excel writes above a table to say what divides its columns.
SEPARATOR_LINE: Final = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def safe_cell(text: str) -> str:
    """Return a text as a cell may hold it, with an apostrophe before what would be run as a formula.

    >>> safe_cell("=1+1"), safe_cell("1.1.1.5 Order handling")
    ("'=1+1", '1.1.1.5 Order handling')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    r"""Return rows as CSV with commas, lines that end with CR LF, and no cell that would be run.

    >>> csv_text([("id", "label"), ("1.1.1.5", "=1+1")])
    "id,label\r\n1.1.1.5,'=1+1\r\n"
    """
    import csv  # noqa: PLC0415 - reading needs the rest of this module only

    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def plain_cell(text: str) -> str:
    """Return the text of a cell without the marks that keep spreadsheets from reading it as a number or formula.

    Undoes `safe_cell`, and the two ways to keep 1.10 from becoming 1.1 in CSV.

    >>> plain_cell("'=1+1"), plain_cell("'1.10"), plain_cell('="1.10"')
    ('=1+1', '1.10', '1.10')
    """
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return quoted[1].replace('""', '"')
    return text[1:] if _MARKED.match(text) else text
