"""Tell the header of a table from words of running text, which name the same things.

A page about processes has lines such as "Process, activity" or "All of eTOM"; what stands below them gives them away.
"""

import re
from collections.abc import Sequence
from typing import Final

from etom_rdf.readers.tables.grid import Row

_WORDS_OF_TITLE: Final = 12
_WORDS_OF_ENTRY: Final = 10  # of a list that has one column
_LOOKED_AT: Final = 20  # rows below a header
_WORD: Final = re.compile(r"[^\W_]+")
_MARKUP: Final = re.compile(r"[`|*;{}<>=]|\]\(|^\s*#|^\s*(?:from|import)\b")
_ID: Final = re.compile(r"(?<![\w.])[0-9]\.[0-9]+\.[0-9]")
_ANY_ID: Final = re.compile(r"[0-9]\.\s?[0-9]")
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{2})[.!?…:;,]\s*$")
TOTAL: Final = (
    r"(?i:(?:итого|всего)(?:[\s:].{0,60})?|"
    r"(?:(?:grand|sub)[ -]?)?totals?(?: (?:processes|number|count))?[\s:]*[0-9]*)"
)
RULE: Final = ":?[-=]{2,}:?"
_IS_TOTAL: Final = re.compile(TOTAL)
_IS_RULE: Final = re.compile(rf"\s*{RULE}\s*")


def is_title(cell: str) -> bool:
    """Say whether a cell that speaks of eTOM may be the title of a column: short, no sentence, no id.

    >>> [is_title(cell) for cell in ("Элемент eTOM (код)", "The eTOM element is 1.1.1.5", "# About eTOM")]
    [True, False, False]
    """
    return len(_WORD.findall(cell)) <= _WORDS_OF_TITLE and not _MARKUP.search(cell) and not _ID.search(cell)


_GROUP: Final = " → "  # between the two rows of a header


def joined_titles(row: Row, below: Row) -> Row | None:
    """Return two rows of a header as one, None where the second one is none.

    That is where it names columns which the first one leaves without a title, under a group that stands to their left.
    """
    group, names, empty = "", [], 0
    for column in range(max(len(row.cells), len(below.cells))):
        title, inner = row[column], "" if column in below.joined else below[column]
        group = title or group
        empty += bool(inner and not title)
        names.append(f"{group}{_GROUP}{inner}" if inner and inner != title and group else title or inner)
    titles = sum(bool(row[column]) for column in range(len(row.cells)))
    is_second = titles > 1 and empty and not any(_ANY_ID.search(cell) for cell in below.cells)
    return Row(below.line, names) if is_second else None


def within_group(title: str) -> str:
    """Return what the second row of a header calls a column, or an empty text.

    >>> within_group("Process → Code"), within_group("Code")
    ('Code', '')
    """
    return title.rpartition(_GROUP)[2] if _GROUP in title else ""


def is_total(text: str) -> bool:
    """Say whether a name is that of a row with sums.

    >>> is_total("Итого по разделу"), is_total("Total:"), is_total("Total quality management")
    (True, True, False)
    """
    return _IS_TOTAL.fullmatch(text) is not None


def is_rule(row: Row) -> bool:
    """Say whether a row is a line of dashes under a header."""
    filled = [cell for cell in row.cells if cell.strip()]
    return bool(filled) and all(map(_IS_RULE.fullmatch, filled))


def is_page(rows: Sequence[Row]) -> bool:
    """Say whether rows come from a page of Markdown, where signs stand around the cells of a table too."""
    return any(
        is_rule(row) and len(row.cells) > 2 and not (row[0] and row[len(row.cells) - 1]) for row in rows
    )


def heads_a_table(row: Row, below: Sequence[Row], *, by_ids: bool) -> bool:
    """Say whether a row that names columns has a table below it; `by_ids` says that it names ids of eTOM alone.

    A row that names several columns may have nothing below it; one that names a single column may not.
    """
    below = below[:_LOOKED_AT]
    filled = [column for column in range(len(row.cells)) if row[column]]
    if len(filled) == 1:
        return bool(below) and _is_list(filled[0], below, by_ids=by_ids)
    if not below:
        return True
    even = sum(len(each.cells) == len(row.cells) for each in below)
    if all(_is_spaced(each) for each in (row, *below)) and any(len(each.cells) > 1 for each in below):
        # Commas with a space behind each are those of a sentence, unless all lines have as many.
        return 3 * even >= 2 * len(below) and not _SENTENCE_END.search(below[0].cells[-1])
    return 4 * sum(len(each.cells) > 1 for each in below) >= len(below)


def _is_list(column: int, below: Sequence[Row], *, by_ids: bool) -> bool:
    """Say whether most rows hold one short entry: an id, or a name that ends no sentence."""

    def is_entry(row: Row) -> bool:
        text = row[column]
        short = 0 < len(_WORD.findall(text)) <= _WORDS_OF_ENTRY and not _SENTENCE_END.search(text)
        return bool(_ANY_ID.search(text)) if by_ids else short

    return 2 * sum(map(is_entry, below)) > len(below)


def _is_spaced(row: Row) -> bool:
    return all(cell.startswith(" ") for cell in row.cells[1:] if cell)
