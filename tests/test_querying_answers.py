"""Ask the data together with the ontology, and write answers."""

import subprocess
import sys

import pyoxigraph
import pytest
from query_samples import EX, TWO_GRAPHS, ask, mine, quads
from rdflib import Graph

from etom_rdf.errors import QueryError
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.querying import run_query
from etom_rdf.resources import ontology_file

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
