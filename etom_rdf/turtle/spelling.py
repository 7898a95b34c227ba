"""Spell IRIs and literals: prefixes where they need no escapes, and escapes where nothing else will do."""

import re
from collections.abc import Mapping
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.namespaces import PREFIXES, XSD
from etom_rdf.text import Text
from etom_rdf.turtle.facts import Literal

_LOCAL_LETTERS: Final = "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
# The part of PN_LOCAL that needs no escapes; what falls outside is written as a whole IRI.
_LOCAL: Final = re.compile(f"[{_LOCAL_LETTERS}0-9](?:[{_LOCAL_LETTERS}0-9.-]*[{_LOCAL_LETTERS}0-9-])?")
_PREFIX: Final = re.compile(r"(?:[A-Za-z](?:[\w.-]*[\w-])?)?", re.ASCII)
_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_BARE: Final = {
    f"{XSD}boolean": re.compile("true|false"),
    f"{XSD}integer": re.compile("0|-?[1-9][0-9]*"),
    # Longer fractions are quoted: rdflib reads a bare 0.0000001 as "1E-7".
    f"{XSD}decimal": re.compile(r"(?!-0\.0)-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]{0,5}[1-9])"),
}
_SPECIAL: Final = re.compile(
    '[\\\\"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]'
)
_ESCAPES: Final = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}


class Spelling:
    """Spell names with the prefixes that a source declares, and ours, and remember which were used."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        ours = {p: n for p, n in PREFIXES.items() if p not in declared and n not in set(declared.values())}
        self._namespaces = {**ours, **declared}
        self._used: set[str] = set()
        # The longest namespace wins; of two prefixes for one namespace, ours.
        self._by_length = sorted(
            self._namespaces.items(), key=lambda item: (-len(item[1]), item[0] not in PREFIXES, item[0])
        )

    def iri(self, iri: str) -> str:
        """Return an IRI with a prefix, or whole where the rest would need escapes.

        Raises EtomError for what is not an absolute IRI.
        """
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        if not _IRI.fullmatch(iri):
            raise EtomError(
                Text(
                    en=f"not an absolute IRI: {iri}; correct it",
                    ru=f"не абсолютный IRI: {iri}; исправьте его",
                )
            )
        return f"<{iri}>"

    def literal(self, literal: Literal) -> str:
        """Return a literal, bare where every reader keeps its form so."""
        bare = _BARE.get(literal.datatype)
        if bare and bare.fullmatch(literal.lexical):
            return literal.lexical
        quoted = _quoted(literal.lexical)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if literal.datatype == f"{XSD}string" else f"{quoted}^^{self.iri(literal.datatype)}"

    def declarations(self) -> str:
        """Return the declarations of the prefixes used so far, one on a line."""
        return "\n".join(f"@prefix {prefix}: <{self._namespaces[prefix]}> ." for prefix in sorted(self._used))


def is_usable_prefix(prefix: str, namespace: str) -> bool:
    """Tell whether Turtle can declare a prefix.

    >>> is_usable_prefix("ex", "http://example.org/"), is_usable_prefix("-", "relative")
    (True, False)
    """
    return bool(_PREFIX.fullmatch(prefix) and _IRI.fullmatch(namespace))


def _quoted(text: str) -> str:
    if "\n" not in text:
        return f'"{_SPECIAL.sub(_escape, text)}"'
    escaped = _SPECIAL.sub(lambda found: found[0] if found[0] in '"\n' else _escape(found), text)
    # Only three quotes in a row, or one before the closing three, would end the string.
    return '"""' + re.sub(r'"(?=""|\Z)', r"\"", escaped) + '"""'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"
