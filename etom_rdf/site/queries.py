"""Show the query library: the questions by subject, and a page for each with its form and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from shlex import quote
from typing import Final
from urllib.parse import urlencode

import pyoxigraph

from etom_rdf.namespaces import QUERY
from etom_rdf.own_files import quads
from etom_rdf.querying import QueryFile, QueryResult, load_query, open_store, queries, run_query
from etom_rdf.resources import example_model
from etom_rdf.site.answer_tables import table
from etom_rdf.site.context import Context, Pages
from etom_rdf.site.query_fields import examples, fields
from etom_rdf.site.query_subjects import SUBJECTS
from etom_rdf.site.standard import every_statement
from etom_rdf.text import Text
from etom_rdf.trace import Statement

PATH: Final = "queries/"
TITLE: Final = Text(en="Queries", ru="Запросы")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what was asked of a query and what came of it: rows, a graph in Turtle, or why there is neither.

    `values` are those of the parameters, examples where none were given. `from_example` says that the answer is from
    the example model, for want of another. `refusal` says why there is none, where no single value is to blame.
    """

    values: Mapping[str, str]
    answer: QueryResult | None = None
    turtle: str | None = None
    from_example: bool = False
    refusal: Text | None = None


def pages(context: Context) -> Pages:
    """Return the list of queries and the page of each, answered for its examples."""
    return {
        PATH: partial(_list, context),
        **{f"{PATH}{query.name}/": partial(_answered, context, query) for query in queries()},
    }


def _list(context: Context) -> str:
    subjects = [(subject, [load_query(name) for name in names]) for subject, names in SUBJECTS]
    return context.render("queries.html.j2", PATH, subjects=subjects, total=len(queries()))


def _answered(context: Context, query: QueryFile) -> str:
    values = examples(query, context.language)
    answer = run_query(query, data=context.data(), parameters=values)
    if answer.rows or (context.coverage and not _names_an_example(query)):
        return page(context, query, Asked(values, answer))
    return page(
        context, query, Asked(values, run_query(query, data=_example(), parameters=values), from_example=True)
    )


def _names_an_example(query: QueryFile) -> bool:
    """Tell whether the example of a parameter stands in the example model alone."""
    return any(one.type == "process" or one.name == "file" for one in query.parameters)


@cache
def _example() -> pyoxigraph.Store:
    return open_store(quads(example_model()))


def page(context: Context, query: QueryFile, asked: Asked) -> str:
    """Return the page of a query with what came of asking it."""
    found = fields(context, query, asked.values)
    # Of wrong values only the form speaks.
    values = examples(query, context.language) if any(one.fault for one in found) else asked.values
    text = without_header(query.bind(values))
    return context.render(
        "query.html.j2",
        f"{PATH}{query.name}/",
        trail=((PATH, context(TITLE)),),
        query=query,
        fields=found,
        outcome=asked,
        **answered(context, asked.answer, asked.turtle),
        text=text,
        encoded=urlencode({"query": text}),
        parameters=urlencode(values),
        command=_command(query, values, with_model=asked.from_example or context.coverage is not None),
        shows=_shown(query),
        subject=next(subject for subject, names in SUBJECTS if query.name in names),
    )


def answered(context: Context, answer: QueryResult | None, turtle: str | None) -> dict[str, object]:
    """Lay out an answer for the templates: yes or no, a table, or a graph in Turtle."""
    if answer is not None and answer.graph is not None:
        turtle = answer.as_turtle()
    is_empty = turtle is not None and all(
        not line or line.startswith("@prefix ") for line in turtle.splitlines()
    )
    has_rows = answer is not None and turtle is None and answer.boolean is None
    return {
        "boolean": answer.boolean if answer else None,
        "table": table(context, answer) if answer and has_rows else None,
        "turtle": "" if is_empty else turtle,
    }


def without_header(text: str) -> str:
    """Return the query itself: the header repeats what the page says."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def _command(query: QueryFile, values: Mapping[str, str], *, with_model: bool) -> str:
    given = "".join(f" {name}={quote(value)}" for name, value in values.items())
    return f"etom query {query.name}{given}" + (" --data model.ttl" if with_model else "")


def _shown(query: QueryFile) -> list[Statement]:
    return [one for one in every_statement() if QUERY + query.name in one.shown_by]
