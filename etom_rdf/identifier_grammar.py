"""Give the grammar of the identifiers of clause 5.2 as regular expressions.

Python, SPARQL (XPath), Java and Rust read them alike, so that shapes and queries use the very same strings. None
looks ahead or behind and each is anchored at both ends. In Python match them with `re.fullmatch`: there, and in
Java, `$` also stands before a last line break.
"""

from typing import Final

WELL_FORMED: Final = r"^([0-9]{6}\.)?[12]\.[123](\.[1-9][0-9]*){0,3}$"
# These three divide WELL_FORMED between them.
REFERENCE: Final = r"^1\.[123](\.[1-9][0-9]*){0,3}$"
OWN_WITHOUT_PREFIX: Final = r"^2\.[123](\.[1-9][0-9]*){0,3}$"
EXTENDED: Final = r"^[0-9]{6}\.[12]\.[123](\.[1-9][0-9]*){0,3}$"

# What other parts of the series define: below the groups other than CRM, and the groups of EM (figure 1).
OUTSIDE: Final = r"^1\.(1\.[234](\.[1-9][0-9]*){1,2}|2\.[1234](\.[1-9][0-9]*){1,2}|3(\.[1-9][0-9]*){1,3})$"

# Six parts: level 4, which 5.2 does not number, or a prefix of one digit before level 3.
AMBIGUOUS: Final = r"^[12]\.[123](\.[1-9][0-9]*){4}$"

_A: Final = "a\u0430"  # the Latin and the Cyrillic letter of the placeholder
_LETTER: Final = "A-Zb-z\u0400-\u042f\u0431-\u0481\u048a-\u052f"  # every other letter of both scripts
PREFIX_CHARACTER: Final = f"[{_A}{_LETTER}0-9_-]"
_REST: Final = f"{PREFIX_CHARACTER}*"

# The format as 5.2 prints it, with or without numbers filled in after the prefix.
PLACEHOLDER: Final = rf"^[{_A}]{{6}}(\.[^\r\n]*)?$"

# A prefix of another length or with letters, before level 2 or 3. The alternatives sort prefixes by how they
# begin, and a run of nothing but "a" has one to five or seven and more of them: so "aaaaaa" is left out.
NONSTANDARD_PREFIX: Final = (
    "^("
    + "|".join(
        (
            "[0-9]{2,5}",
            "[0-9]{7,}",
            f"[0-9]+[{_A}{_LETTER}_-]{_REST}",
            f"[{_A}]{{1,5}}",
            f"[{_A}]{{7,}}",
            f"[{_A}]+[0-9_-]{_REST}",
            f"[{_A}]*[{_LETTER}]{_REST}",
        )
    )
    + r")\.[12]\.[123](\.[1-9][0-9]*){2,3}$"
)
