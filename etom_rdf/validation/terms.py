r"""Take terms of RDF apart that are written as N-Triples: `<IRI>`, `_:label`, `"text"`, `"text"@en`, `"1"^^<IRI>`.

The executors work on terms in this form: it is compact, compares and hashes fast, and is what parsers and
stores hand over. The form is pyoxigraph's: `xsd:string` is left out, language tags are in lower case.
"""

import re
from typing import Final

from etom_rdf.namespaces import RDF, XSD

STRING: Final = f"{XSD}string"
LANG_STRING: Final = f"{RDF}langString"

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def iri_term(iri: str) -> str:
    """Write an IRI as a term."""
    return f"<{iri}>"


def is_iri(term: str) -> bool:
    """Tell whether a term is an IRI."""
    return term[0] == "<"


def is_blank(term: str) -> bool:
    """Tell whether a term is a blank node."""
    return term[0] == "_"


def is_literal(term: str) -> bool:
    """Tell whether a term is a literal."""
    return term[0] == '"'


def text_of(term: str) -> str:
    r"""Return what SPARQL's `STR` gives: the IRI, or the lexical form of a literal; of a blank node its label.

    >>> text_of('"a\\n\\u0062"@en'), text_of("<urn:x>"), text_of("_:x")
    ('a\nb', 'urn:x', '_:x')
    """
    if term[0] == "<":
        return term[1:-1]
    if term[0] == "_":
        return term
    body = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, body) if "\\" in body else body


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _PLAIN.get(found[3], found[3])


def language_of(term: str) -> str:
    """Return the language tag of a literal in lower case, or an empty text.

    >>> language_of('"Auftrag"@de-AT'), language_of('"x@en"')
    ('de-at', '')
    """
    if term[0] != '"' or term[-1] in '">':
        return ""
    return term[term.rindex('"') + 2 :].lower()


def datatype_of(term: str) -> str:
    """Return the IRI of a literal's datatype, or an empty text for what is no literal.

    >>> datatype_of('"x"'), datatype_of('"x"@en')
    ('http://www.w3.org/2001/XMLSchema#string', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString')
    """
    if term[0] != '"':
        return ""
    if term[-1] == '"':
        return STRING
    if term[-1] == ">":
        return term[term.rindex('"') + 4 : -1]
    return LANG_STRING


def literal_term(text: str, *, datatype: str = STRING, language: str = "") -> str:
    r"""Write a literal as a term.

    >>> literal_term('say "no"'), literal_term("1", datatype="urn:d"), literal_term("да", language="RU")
    ('"say \\"no\\""', '"1"^^<urn:d>', '"да"@ru')
    """
    quoted = f'"{text.translate(_ESCAPED)}"'
    if language:
        return f"{quoted}@{language.lower()}"
    return quoted if datatype == STRING else f"{quoted}^^<{datatype}>"
