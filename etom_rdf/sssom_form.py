"""Write the parts of an SSSOM/TSV file in its canonical form: metadata as YAML, rows as tab-separated cells."""

import json
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from etom_rdf.spreadsheets import safe_cell

_FREE_TEXT_SLOTS: Final = """
subject_label subject_category object_label author_label reviewer_label creator_label mapping_provider match_string
other comment"""
_FREE_TEXT: Final = frozenset(_FREE_TEXT_SLOTS.split())
# What YAML can take plainly, and what it would then not read as text.
_PLAIN: Final = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`](?:[^\s:]|:(?=\S)|[ ](?=[^\s#]))*""")
_NOT_TEXT: Final = re.compile(
    r"""~|true|false|null|yes|no|on|off|y|n|=|<<|[-+]?\.(?:inf|nan)|0x[0-9a-f]+|0o[0-7]+
    |[-+]?\.?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?""",
    re.IGNORECASE | re.VERBOSE,
)


def row_text(slots: Sequence[str], cells: Sequence[str]) -> str:
    r"""Write the cells of a row, quoted only where they must be; free text cannot become a formula in a spreadsheet.

    >>> row_text(["subject_id", "subject_label"], ["op:P1", "=1+1"])
    "op:P1\t'=1+1"
    """
    safe = (safe_cell(cell) if slot in _FREE_TEXT else cell for slot, cell in zip(slots, cells, strict=True))
    return "\t".join(
        '"' + cell.replace('"', '""') + '"' if re.search('[\t\n\r"]', cell) else cell for cell in safe
    )


def number_text(number: float) -> str:
    """Write a number as the canonical form has it: up to three digits, halves upwards.

    >>> number_text(0.8125), number_text(1.0)
    ('0.813', '1')
    """
    rounded = Decimal(repr(number)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def yaml_lines(key: str, value: object, indent: str = "") -> Iterator[str]:
    """Write one slot in block style: plain where that is read as text, else in double quotes."""
    if isinstance(value, dict):
        yield f"{indent}{_scalar(key)}:"
        for inner, each in value.items():
            yield from yaml_lines(inner, each, indent + "  ")
    elif isinstance(value, list):
        yield f"{indent}{key}:"
        for each in value:
            lines = [line for inner, text in each.items() for line in yaml_lines(inner, text)]
            yield from (f"{indent}  {'- ' if at == 0 else '  '}{line}" for at, line in enumerate(lines))
    else:
        yield f"{indent}{key}: {_scalar(str(value))}"


def _scalar(text: str) -> str:
    r"""Write a text as a YAML scalar.

    >>> [_scalar(text) for text in ("https://example.org/#", "1.1", "0.1.0", "a: b", "no")]
    ['https://example.org/#', '"1.1"', '0.1.0', '"a: b"', '"no"']
    """
    if text.isprintable() and _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in quoted)
