"""Read query files, bind parameters, refuse what reaches out, and write answers."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph

from etom_rdf.errors import InputError, NotFoundError, QueryError
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.querying import (
    Parameter,
    QueryFile,
    QueryResult,
    load_query,
    parse_query,
    queries,
    run_query,
)
from etom_rdf.resources import ontology_file

EX = "https://example.org/"
TWO_GRAPHS = f"""
    <{EX}g1> {{ <{EX}p> <{ETOM}classifiedAs> <{GOST}1.1.1.5> }}
    <{EX}g2> {{ <{EX}p> <{ETOM}classifiedAs> <{GOST}1.1.1.5> . <{EX}q> <{ETOM}classifiedAs> <{GOST}1.1.1.6> }}
"""


def quads(trig: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(trig, pyoxigraph.RdfFormat.TRIG))


def mine(text: str) -> QueryFile:
    return parse_query(text, name="mine.rq")


def ask(text: str, trig: str = "") -> QueryResult:
    return run_query(mine(text), data=quads(trig))


# Reading


def test_the_name_of_a_question_is_its_file() -> None:
    found = load_query("uncovered-elements")
    assert found.name == "uncovered-elements"
    assert found.shipped
    assert found.iri == "https://w3id.org/etom/query/uncovered-elements"
    assert found in queries()


def test_reads_the_header() -> None:
    found = load_query("functions-of-element")
    assert [(each.name, each.type) for each in found.parameters] == [("id", "id"), ("language", "lang")]
    assert found.returns == ("ordinal", "function", "basis", "label", "sourceText")


def test_a_query_of_ones_own_needs_no_header(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK {}", encoding="utf-8")
    found = load_query(file)
    assert (found.name, found.parameters, found.iri, found.shipped) == (str(file), (), None, False)
    assert run_query(str(file)).boolean is True


def test_a_query_of_ones_own_may_have_parameters(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(
        b"\xef\xbb\xbf#+ parameter: name string a\r\nSELECT ?name {\r\n  VALUES ?name { 'a' }\r\n}\r\n"
    )
    answer = run_query(file, parameters={"name": 'кавычка " и перевод\nстроки'})
    assert [row[0].value for row in answer.rows] == ['кавычка " и перевод\nстроки']


def test_an_unknown_name_suggests_a_known_one() -> None:
    with pytest.raises(NotFoundError, match="uncovered-elements") as caught:
        load_query("uncovered-element")
    assert caught.value.name == "uncovered-element"
    assert "uncovered-elements" in caught.value.message.ru


def test_a_name_like_no_other_points_at_the_list() -> None:
    with pytest.raises(NotFoundError, match="etom queries"):
        load_query("zzzzzzzz")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "cp1251.rq"
    file.write_bytes("ASK {}\n# вопрос".encode("cp1251"))
    with pytest.raises(InputError, match="UTF-8") as caught:
        load_query(file)
    assert caught.value.line == 2


@pytest.mark.parametrize("line", ["id", "id number 1", "id id", "1d id 1"])
def test_a_broken_parameter_line_is_quoted(line: str) -> None:
    with pytest.raises(QueryError, match=f"parameter: {line}’"):
        mine(f"#+ parameter: {line}\nASK {{}}")


# Parameters


def test_a_missing_parameter_shows_an_example() -> None:
    with pytest.raises(QueryError, match=r"needs a value of id; add for example id=1\.1\.1\.5") as caught:
        run_query("siblings", parameters={"language": "en"})
    assert "id=1.1.1.5" in caught.value.message.ru


def test_an_unknown_parameter_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no parameter ‘ID’; it has id, language"):
        run_query("siblings", parameters={"ID": "1.1", "language": "en"})


def test_a_question_without_parameters_takes_none() -> None:
    with pytest.raises(QueryError, match="it has none"):
        run_query("name-differences", parameters={"language": "en"})


@pytest.mark.parametrize(
    "text", ["ASK {}", "ASK { VALUES ?id { '1' } }", "ASK {\nVALUES ?id {1}\nVALUES ?id {2}\n}"]
)
def test_a_parameter_needs_one_line_of_its_own(text: str) -> None:
    with pytest.raises(QueryError, match=r"write the line VALUES \?id"):
        mine(f"#+ parameter: id string 1\n{text}").bind({"id": "x"})


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("string", "bill", '"bill"'),
        ("string", "", '""'),
        ("lang", "RU", '"ru"'),
        ("iri", f"<{GOST}1.1>", f"<{GOST}1.1>"),
        ("iri", "gost:1.1", f"<{GOST}1.1>"),
        ("process", f"{EX}заказ", f"<{EX}заказ>"),
        ("id", "1. 1. 1.10.", '"1.1.1.10"'),
        ("id", "123456.1.1.1.5", '"123456.1.1.1.5"'),
    ],
)
def test_a_value_becomes_a_term(kind: str, value: str, term: str) -> None:
    assert str(Parameter("x", kind, "example").term(value)) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", "\udcff"),
        ("lang", "de"),
        ("iri", "order handling"),
        ("iri", "no-scheme"),
        ("process", "https://example.org/a b"),
        ("id", "1.1.1.x"),
        ("id", "1.1.1.5-f1"),
        ("id", "١.١.١"),
        ("id", ""),
    ],
)
def test_a_value_of_the_wrong_kind_shows_an_example(kind: str, value: str) -> None:
    with pytest.raises(QueryError, match="write for example x=example") as caught:
        Parameter("x", kind, "example").term(value)
    assert "x=example" in caught.value.message.ru


# The data


def test_named_graphs_count_once_each_triple() -> None:
    answer = ask(
        f"SELECT ?p (COUNT(*) AS ?n) {{ ?p <{ETOM}classifiedAs> ?e }} GROUP BY ?p ORDER BY ?p", TWO_GRAPHS
    )
    assert [row[1].value for row in answer.rows] == ["1", "1"]


def test_named_graphs_can_be_asked_for() -> None:
    answer = ask(f"SELECT ?g {{ GRAPH ?g {{ <{EX}p> ?p ?o }} }} ORDER BY ?g", TWO_GRAPHS)
    assert [row[0].value for row in answer.rows] == [f"{EX}g1", f"{EX}g2"]


def test_the_ontology_is_there_and_the_data_is_left_alone() -> None:
    data = quads(TWO_GRAPHS)
    answer = run_query("coverage-by-element", data=data, parameters={"language": "en"})
    assert [(row[0].value, row[2].value) for row in answer.rows if row[2].value != "0"] == [
        ("1.1.1.5", "1"),
        ("1.1.1.6", "1"),
    ]
    assert data == quads(TWO_GRAPHS)


def test_a_store_is_asked_as_it_is() -> None:
    assert run_query(mine("ASK { ?s ?p ?o }"), data=pyoxigraph.Store()).boolean is False


def test_a_question_of_the_library_costs_no_rdflib() -> None:
    program = (
        "import sys; from etom_rdf.querying import run_query; "
        "run_query('legend', parameters={'language': 'ru'}); sys.exit('rdflib' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


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


# Answers


def test_json_is_that_of_sparql() -> None:
    answer = ask("SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d ?e) { (<x:i> 'ж' 'z'@en 1 UNDEF) } }")
    assert answer.as_json() == {
        "head": {"vars": ["a", "b", "c", "d", "e"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "x:i"},
                    "b": {"type": "literal", "value": "ж"},
                    "c": {"type": "literal", "value": "z", "xml:lang": "en"},
                    "d": {
                        "type": "literal",
                        "value": "1",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                }
            ]
        },
    }
    assert ask("ASK {}").as_json() == {"head": {}, "boolean": True}


def test_csv_quotes_and_keeps_values_as_they_are() -> None:
    answer = ask("""SELECT * { VALUES (?a ?b) { ("=1+1" "x, \\"y\\"\\nz") } }""")
    assert answer.as_csv() == 'a,b\r\n=1+1,"x, ""y""\nz"\r\n'


def test_a_table_is_aligned_and_on_one_line_each() -> None:
    answer = ask(f"SELECT * {{ VALUES (?element ?note) {{ (<{GOST}1.1> 'a\\n b') (<x:y> UNDEF) }} }}")
    assert answer.as_table() == "element   note\n--------  ----\ngost:1.1  a b\nx:y\n"


def test_blank_nodes_have_the_same_names_each_time() -> None:
    text = "SELECT ?s ?o { ?s <x:p> ?o } ORDER BY ?o"
    trig = "[] <x:p> 1 , 2 . [] <x:p> 3 ."
    first, second = ask(text, trig), ask(text, trig)
    assert first == second
    assert [row[0].value for row in first.rows] == ["b0", "b0", "b1"]


def test_a_graph_is_sorted_and_each_triple_stands_once() -> None:
    construct = f"CONSTRUCT {{ ?p a <{ETOM}Process> }} {{ ?p <{ETOM}classifiedAs> ?e }}"
    answer = ask(construct, TWO_GRAPHS)
    assert answer.variables == ("subject", "predicate", "object")
    assert [row[0].value for row in answer.rows] == [f"{EX}p", f"{EX}q"]
    assert answer.as_turtle().startswith("@prefix etom: <https://w3id.org/etom/ns/> .\n")
    assert answer.as_turtle() == ask(construct, TWO_GRAPHS).as_turtle()


def test_describe_gives_a_graph() -> None:
    answer = ask(f"DESCRIBE <{EX}q>", TWO_GRAPHS)
    assert answer.graph is not None
    assert [triple.object.value for triple in answer.graph] == [f"{GOST}1.1.1.6"]


def test_rows_are_no_turtle() -> None:
    with pytest.raises(QueryError, match="choose table, csv or json"):
        ask("SELECT * {}").as_turtle()


def test_inference_is_stable_when_its_answer_is_added() -> None:
    data = quads(f"<{EX}p> <{ETOM}performs> <{GOST}1.1.1.5-f1> , <{GOST}1.1.1.5-f2> , <{GOST}1.1.1.6-f1> .")
    once = run_query("infer-classification", data=data)
    assert once.graph is not None
    again = run_query(
        "infer-classification", data=[*data, *(pyoxigraph.Quad(*triple) for triple in once.graph)]
    )
    assert again.as_turtle() == once.as_turtle()


def test_data_that_repeats_the_ontology_changes_nothing() -> None:
    count = mine("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
    glossary = pyoxigraph.parse(path=ontology_file("glossary"))
    assert run_query(count, data=glossary) == run_query(count)


def test_a_graph_of_rdflib_is_asked_like_any_model() -> None:
    graph = Graph().parse(data=f"<urn:p> <{ETOM}performs> <{GOST}1.1.1.5-f1> .")
    rows = run_query("uncovered-elements", data=graph, parameters={"language": "en"}).rows
    assert f"{GOST}1.1.1.5" not in {getattr(row[0], "value", None) for row in rows}
    assert len(rows) == 10
    assert len(graph) == 1
