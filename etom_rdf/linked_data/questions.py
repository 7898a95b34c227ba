"""Describe the questions of the library in RDF: each has an IRI, and its file is no RDF."""

from typing import Final

from etom_rdf.namespaces import DCTERMS, QUERY, RDF, RDFS, SH, XSD
from etom_rdf.querying import QueryFile, queries
from etom_rdf.text import Text
from etom_rdf.turtle.facts import TYPE, Facts, Literal, Term

DCMI_TYPE: Final = "http://purl.org/dc/dcmitype/"
_TITLE: Final = Text(en="Questions of the library", ru="Вопросы библиотеки")
_NOTE: Final = Text(
    en="Each is a SPARQL query; the values of its parameters stand in VALUES, with an example.",
    ru="Каждый вопрос — запрос SPARQL; значения параметров стоят в VALUES, там же пример.",
)


def collection(licence: str) -> Facts:
    """Return the list of the questions."""
    return {
        QUERY: {
            TYPE: {f"{DCMI_TYPE}Collection": None},
            f"{DCTERMS}title": in_both(_TITLE),
            f"{DCTERMS}description": in_both(_NOTE),
            f"{DCTERMS}hasPart": {query.iri: None for query in queries() if query.iri},
            f"{DCTERMS}license": {licence: None},
        }
    }


def question(query: QueryFile) -> Facts:
    """Return what a question asks and the text that asks it, in the terms of SHACL."""
    constructs = query.returns == ("graph",)
    kind, text = ("Construct", "construct") if constructs else ("Select", "select")
    return {
        query.iri or query.name: {
            TYPE: {f"{SH}SPARQL{kind}Executable": None},
            f"{RDFS}label": in_both(query.question),
            f"{SH}{text}": {plain(query.text): None},
        }
    }


def in_both(text: Text) -> dict[Term, None]:
    """Return a literal in each language."""
    tagged = f"{RDF}langString"
    return {Literal(text.en, tagged, "en"): None, Literal(text.ru, tagged, "ru"): None}


def plain(text: str) -> Literal:
    """Return a literal without language."""
    return Literal(text, f"{XSD}string")
