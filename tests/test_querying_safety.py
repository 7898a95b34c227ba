"""Refuse queries that reach out, change data or exhaust the stack, and say where one is broken."""

import sys

import pyoxigraph
import pytest
from query_samples import EX, TWO_GRAPHS, ask

from etom_rdf.errors import QueryError

# What is refused


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"SELECT * {{ SERVICE <{EX}> {{ ?s ?p ?o }} }}", "SERVICE"),
        (f"SELECT * {{ service silent <{EX}> {{ ?s ?p ?o }} }}", "SERVICE"),
        ("SELECT * { ?s ?p ?o OPTIONAL { { SERVICE ?s { ?s ?p ?o } } UNION {} } }", "SERVICE"),
        (f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{EX}> {{ ?s ?p ?o }} }} }}", "SERVICE"),
        (f"SELECT * {{ {{ SELECT * {{ MINUS {{ SERVICE <{EX}> {{}} }} }} }} }}", "SERVICE"),
        (f"SELECT (EXISTS {{ SERVICE <{EX}> {{}} }} AS ?x) {{}}", "SERVICE"),
        (f"SELECT * {{}} ORDER BY EXISTS {{ SERVICE <{EX}> {{}} }}", "SERVICE"),
        (f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{EX}> {{ ?s ?p ?o }} }}", "SERVICE"),
        (f"SELECT * {{ # hidden\r SERVICE <{EX}> {{ ?s ?p ?o }} }}", "SERVICE"),
        (f"SELECT * {{ \\u0053ERVICE <{EX}> {{ ?s ?p ?o }} }}", "SERVICE"),
        (f"SELECT * FROM <{EX}> {{ ?s ?p ?o }}", "FROM"),
        (f"ASK FROM NAMED <{EX}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "FROM"),
        (f"DESCRIBE <{EX}> FROM <{EX}>", "FROM"),
        (f"CONSTRUCT FROM <{EX}> WHERE {{ ?s ?p ?o }}", "FROM"),
        (f"LOAD <{EX}>", "update"),
        (f"# note\nPREFIX a: <{EX}> BASE <{EX}>\nINSERT DATA {{ a:s a:p a:o }}", "update"),
        ("DELETE WHERE { ?s ?p ?o }", "update"),
        (f"with <{EX}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", "update"),
        ("CLEAR ALL", "update"),
        ("DROP DEFAULT", "update"),
    ],
)
def test_refuses_what_reaches_out_or_changes_data(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=f"^mine.rq: .*{words}") as caught:
        ask(text)
    assert caught.value.message.ru.startswith("mine.rq: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service <https://example.org/SERVICE> 'SERVICE <x> {}' } # SERVICE, FROM",
        "PREFIX from: <https://example.org/> ASK { from:load from:insert ?delete }",
    ],
)
def test_the_words_alone_are_no_harm(text: str) -> None:
    assert ask(text).rows in {(), ((pyoxigraph.Literal(False),),)}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 100_000,
        "SELECT * " + "{" * 400 + "}" * 400,
        "SELECT * { FILTER(" + "(" * 100_000,
        "SELECT * { FILTER(" + "1+" * 1_800 + "1) }",
        "SELECT * { ?s ?p " + "[ ?p " * 100_000,
        "SELECT * { ?s ?p (" + "1 " * 6_000 + ") }",
        "SELECT * {" + "?s ?p ?o . " * 5_000 + "}",
        "SELECT * {" + "OPTIONAL { ?s ?p ?o } " * 600 + "}",
    ],
    ids=["braces", "closed-braces", "parentheses", "sum", "brackets", "list", "triples", "optionals"],
)
def test_what_would_exhaust_the_stack_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="too long or too deeply nested"):
        ask(text)


@pytest.mark.parametrize("text", ["[" * 100_000, "ASK { LATERAL " + "{" * 100_000 + "}" * 100_001])
def test_what_is_broken_as_well_does_no_harm_either(text: str) -> None:
    with pytest.raises(QueryError, match="line 1"):
        ask(text)


def test_ordinary_size_is_no_matter() -> None:
    patterns = " ".join(f"<{EX}s{number}> ?p{number} ?o{number} ." for number in range(300))
    values = " ".join(str(number) for number in range(1_500))
    assert ask(f"SELECT * {{ {patterns} }}").rows == ()
    assert len(ask(f"SELECT * {{ VALUES ?x {{ {values} }} }}").rows) == 1_500


def test_the_recursion_limit_is_put_back() -> None:
    before = sys.getrecursionlimit()
    ask("ASK {}")
    with pytest.raises(QueryError):
        ask("SELECT * " + "{" * 100_000)
    assert sys.getrecursionlimit() == before


# What is broken


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("", 1, "check"),
        ("SELECT ?x\nWHERE {\n  ?x ?y \n}", 4, "check"),
        ("SELECT * {\n  ?s ?p 'abc\n}", 2, "check"),
        ("SELECT * {\n  ?s foaf:name ?o }", 2, "PREFIX"),
        ("SELECT ?s ?o { ?s ?p ?o }\nGROUP BY ?s", 2, "GROUP BY"),
        ("ASK {\n\n ?s ?p '\\UFFFFFFFF' }", 3, "check"),
        ("ASK {\n ?service ?p }", 2, "check"),
    ],
)
def test_a_broken_query_is_told_with_its_line(text: str, place: int, hint: str) -> None:
    with pytest.raises(QueryError, match=f"^mine.rq: line {place}: .*{hint}") as caught:
        ask(text)
    assert f"строка {place}: " in caught.value.message.ru
    assert "\n" not in str(caught.value)


def test_a_function_that_does_not_exist_is_named() -> None:
    with pytest.raises(QueryError, match=r"https://example\.org/f.*SPARQL 1\.1"):
        ask(f"SELECT (<{EX}f>(1) AS ?x) {{}}", TWO_GRAPHS)
