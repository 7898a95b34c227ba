"""Make the page on which one writes SPARQL: a form that always works, and an editor over it where there is one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from etom_rdf.namespaces import PREFIXES
from etom_rdf.querying import QueryResult, load_query
from etom_rdf.resources import editor_files
from etom_rdf.site import queries
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.editor_words import WORDS
from etom_rdf.site.ontology_terms import vocabulary_terms
from etom_rdf.site.query_fields import examples
from etom_rdf.text import Language, Text

PATH: Final = "editor/"
ASSETS: Final = "assets/yasgui/"
_FIRST: Final = """PREFIX etom: <https://w3id.org/etom/ns/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?id ?label
WHERE {{
  ?element a etom:Element ;
    skos:notation ?id ;
    skos:prefLabel ?label .
  FILTER (LANG(?label) = "{language}")
}}
ORDER BY STRLEN(?id) ?id
"""
_TABS: Final[Mapping[str, Text]] = {
    "functions-of-element": Text(en="Functions of an element", ru="Функции элемента"),
    "coverage-by-element": Text(en="Coverage", ru="Покрытие"),
    "trace-of-clause": Text(en="Trace of a clause", ru="Прослеживание раздела"),
}
FORMS: Final[Mapping[str, Text]] = {
    "page": Text(en="table on this page", ru="таблица на этой странице"),
    "csv": Text(en="CSV", ru="CSV"),
    "json": Text(en="JSON", ru="JSON"),
    "ttl": Text(en="Turtle (for graphs)", ru="Turtle (для графов)"),
}
"""How the form without the editor gives answers."""


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a query that somebody wrote and what came of it: rows, a graph in Turtle, or why there is neither."""

    text: str
    answer: QueryResult | None = None
    turtle: str | None = None
    refusal: Text | None = None


def pages(context: Context) -> Pages:
    """Return the editor, where a server stands behind the site."""
    return {PATH: partial(page, context)} if context.served else {}


def files() -> Mapping[str, Callable[[], bytes]]:
    """Return what reads each file of the vendored editor, by its path from the root of the site."""
    return {f"{ASSETS}{name}": path.read_bytes for name, path in editor_files().items()}


def page(context: Context, written: Written | None = None) -> str:
    """Return the page, with a query that was asked by the form and its answer."""
    first = _FIRST.format(language=context.language)
    return context.render(
        "editor.html.j2",
        PATH,
        trail=((queries.PATH, context(queries.TITLE)),),
        first=first,
        written=written,
        **queries.answered(context, written.answer if written else None, written.turtle if written else None),
        forms=FORMS,
        files=list(files()),
        settings=json.dumps(_settings(context.language, first), ensure_ascii=False),
    )


def _settings(language: Language, first: str) -> dict[str, object]:
    """Return what the script of the page is told."""
    tabs = [{"name": Text(en="Query", ru="Запрос").in_language(language), "query": first}]
    for name, title in _TABS.items():
        query = load_query(name)
        text = queries.without_header(query.bind(examples(query, language)))
        tabs.append({"name": title.in_language(language), "query": text + "\n"})
    return {
        "tabs": tabs,
        "prefixes": PREFIXES,
        "names": [f"etom:{term.name}" for term in vocabulary_terms()],
        "words": {one: text.in_language(language) for one, text in WORDS.items()},
    }
