"""Read facts and prefixes from Turtle text or an rdflib graph, and refuse what would not come back.

pyoxigraph reads the text, because rdflib rewrites lexical forms. It folds the case of language tags, so a tag
with capitals is read as a datatype that holds it.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from etom_rdf.errors import InputError
from etom_rdf.namespaces import RDF, XSD
from etom_rdf.text import Text
from etom_rdf.turtle.facts import Blank, Facts, Literal, Term
from etom_rdf.turtle.spelling import is_usable_prefix

if TYPE_CHECKING:
    from rdflib import Graph

Prefixes = dict[str, str]

_TOKEN: Final = re.compile(
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|\\."
    r"|@(?P<tag>[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<comment>\#[^\r\n]*)",
    re.DOTALL,
)
_TAG: Final = "tag:w3id.org,2026:etom/language/"


def read_text(source: str | bytes, name: str) -> tuple[Facts, Prefixes]:
    """Return what a text says and the prefixes that it declares; `name` stands in errors.

    Raises InputError for what is not UTF-8 or not RDF 1.1 in Turtle, and for a comment.
    """
    text = _decoded(source, name)
    parsed = _parsed(text, name)
    tokens = list(_TOKEN.finditer(text))
    comment = next((token for token in tokens if token["comment"]), None)
    if comment:
        message = Text(
            en="a comment would be lost; write it as skos:editorialNote or delete it",
            ru="комментарий был бы потерян; запишите его в skos:editorialNote или удалите",
        )
        raise InputError(message, file=name, line=text.count("\n", 0, comment.start()) + 1)
    if any(token["tag"] and not token["tag"].islower() for token in tokens):
        return _parsed(_TOKEN.sub(_tag_as_datatype, text), name)
    return parsed


def _decoded(source: str | bytes, name: str) -> str:
    content = source.encode(errors="surrogatepass") if isinstance(source, str) else source
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Text(en="not UTF-8; save the file as UTF-8", ru="не UTF-8; сохраните файл в UTF-8")
        raise InputError(message, file=name, line=content.count(b"\n", 0, error.start) + 1) from None


def _tag_as_datatype(token: re.Match[str]) -> str:
    tag = token["tag"]
    return f"^^<{_TAG}{tag}>" if tag and not tag.islower() else token[0]


def _parsed(text: str, name: str) -> tuple[Facts, Prefixes]:
    try:
        parser = ox.parse(text.encode(), ox.RdfFormat.TURTLE)
        triples = [(_term(t.subject, name), t.predicate.value, _term(t.object, name)) for t in parser]
    except SyntaxError as error:
        detail = re.sub(r"^Parser error[^:]*: | \(line \d+\)$", "", str(error))
        message = Text(
            en=f"not well-formed Turtle ({detail}); mend this line",
            ru=f"ошибка в синтаксисе Turtle ({detail}); исправьте эту строку",
        )
        raise InputError(message, file=name, line=error.lineno) from None
    return _facts(triples, name), dict(parser.prefixes)


def _term(value: object, name: str) -> Term:
    if isinstance(value, ox.NamedNode):
        return value.value
    if isinstance(value, ox.BlankNode):
        return Blank(value.value)
    if isinstance(value, ox.Literal) and not value.direction:
        datatype = value.datatype.value
        if datatype.startswith(_TAG):
            return Literal(value.value, f"{RDF}langString", datatype.removeprefix(_TAG))
        return Literal(value.value, datatype, value.language)
    raise _not_rdf(value, name)


def read_graph(graph: "Graph", name: str) -> tuple[Facts, Prefixes]:
    """Return what an rdflib graph says and the prefixes that it binds; `name` stands in errors.

    Raises InputError for what is not RDF 1.1.
    """
    from rdflib import BNode, URIRef  # noqa: PLC0415
    from rdflib import Literal as RdflibLiteral  # noqa: PLC0415

    def term(value: object) -> Term:
        if isinstance(value, URIRef):
            return str(value)
        if isinstance(value, BNode):
            return Blank(str(value))
        if isinstance(value, RdflibLiteral):
            datatype = f"{RDF}langString" if value.language else str(value.datatype or f"{XSD}string")
            return Literal(str(value), datatype, value.language)
        raise _not_rdf(value, name)

    declared = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    triples = ((term(s), str(p), term(o)) for s, p, o in graph)
    return _facts(triples, name), {p: n for p, n in declared.items() if is_usable_prefix(p, n)}


def _not_rdf(value: object, name: str) -> InputError:
    message = Text(
        en=f"outside of RDF 1.1: {value}; write it without triple terms, base directions and formulas",
        ru=f"это не RDF 1.1: {value}; запишите без троек как термов, направлений текста и формул",
    )
    return InputError(message, file=name)


def _facts(triples: Iterable[tuple[Term, str, Term]], name: str) -> Facts:
    facts: Facts = {}
    for subject, predicate, value in triples:
        if isinstance(subject, Literal):
            raise _not_rdf(subject.lexical, name)
        facts.setdefault(subject, {}).setdefault(predicate, {})[value] = None
    return facts
