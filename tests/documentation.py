"""Read the pages of the documentation as tests need them: their words, their links, what stands in which language."""

import re
from collections.abc import Iterator
from functools import cache
from posixpath import normpath
from urllib.parse import urldefrag

from lxml import html
from rdflib import Graph

from etom_rdf.catalogue import Catalogue
from etom_rdf.querying import queries
from etom_rdf.resources import ontology_files, shape_files
from etom_rdf.site import Site
from etom_rdf.site.ontology_terms import vocabulary_terms
from etom_rdf.site.usage import rule_codes
from etom_rdf.text import Language

LANGUAGES: tuple[Language, ...] = ("en", "ru")
# Names that the pages write in Latin letters, besides those that Russian texts of the data use.
_NAMES = {
    *("SPARQL", "English", "JSON", "LD", "N", "Triples", "Turtle", "XML", "CSV", "Ctrl", "Enter", "ID", "IRI")
}
_PREFIXED = re.compile(r"\b[a-z][a-z-]*:[\w.-]*")
_LATIN = re.compile(r"[A-Za-z]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")


@cache
def site(*, served: bool = False) -> Site:
    """Return the site over the standard alone."""
    return Site(catalogue=Catalogue.load(), served=served)


@cache
def page(path: str, *, served: bool = False) -> html.HtmlElement:
    """Return a page of the site."""
    found = site(served=served).page(path)
    assert found is not None, path
    return html.document_fromstring(found.body.decode())


def words(node: html.HtmlElement) -> str:
    """Return the text of a node in one line."""
    return " ".join(node.text_content().split())


def foreign(document: html.HtmlElement, language: Language) -> set[str]:
    """Return the words of the other script that are no names, code, nor marked as of another language."""
    main = document.find(".//main")
    assert main is not None
    script = _LATIN if language == "ru" else _CYRILLIC
    texts = (_codes().sub("", _PREFIXED.sub("", text)) for text in _spoken(main, language))
    return {word for text in texts for word in script.findall(text)} - _NAMES - _names_in_data()


@cache
def _codes() -> re.Pattern[str]:
    """Match the names of classes, properties, rules and queries."""
    names = {*(one.name for one in vocabulary_terms()), *rule_codes(), *(query.name for query in queries())}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


@cache
def _names_in_data() -> set[str]:
    """Return the Latin words inside Russian texts of the ontology and the shapes."""
    graph = Graph()
    for file in (*ontology_files(), *shape_files()):
        graph.parse(file)
    return {word for text in graph.objects() if getattr(text, "language", None) == "ru"
            for word in _LATIN.findall(text)}  # fmt: skip


def _spoken(node: html.HtmlElement, language: Language) -> Iterator[str]:
    if not isinstance(node.tag, str) or node.tag in ("code", "pre", "script", "textarea", "td"):
        return  # code, and cells that hold what the data call their things
    if node.get("lang", language) != language:
        return
    yield node.text or ""
    for child in node:
        yield from _spoken(child, language)
        yield child.tail or ""


def broken_links(path: str, *, served: bool = False) -> list[str]:
    """Return the links of a page that lead nowhere in the site, by page or by anchor."""
    here = path if path.endswith("/") else path.rpartition("/")[0] + "/"
    found = []
    for link in page(path, served=served).iterfind(".//main//a[@href]"):
        href = link.get("href", "")
        if re.match(r"[a-z]+:", href):
            found.append(href)
            continue
        target, anchor = urldefrag(href.partition("?")[0] if "#" not in href else href)
        reached = path if not target else normpath(here + target.removesuffix("index.html"))
        reached = (
            reached if target and not target.endswith(("/", "index.html")) else reached.rstrip("/") + "/"
        )
        if "/answer." in reached or reached.startswith("etom/"):
            continue  # what the server makes as it is asked, and files about one thing
        is_there = reached in site(served=served)
        if not is_there or (anchor and not page(reached, served=served).xpath("//*[@id=$id]", id=anchor)):
            found.append(href)
    return found
