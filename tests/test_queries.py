"""Each question of the library gives exactly its expected answer, the same in three engines."""

import re
from pathlib import Path
from types import ModuleType

import pyoxigraph
import pytest
from rdflib import Graph
from reports import Rows, pyoxigraph_rows, rdflib_rows

from etom_rdf.errors import QueryError
from etom_rdf.namespaces import ETOM, QUERY
from etom_rdf.querying import Parameter, QueryFile, QueryResult, open_store, queries, run_query
from etom_rdf.resources import ontology_file, ontology_files, shape_files

ANSWERS = Path(__file__).parent / "questions"
MODEL = ANSWERS / "model.ttl"
LUKOMORYE = "https://example.org/lukomorye/"
LIBRARY = [pytest.param(query, id=query.name) for query in queries()]
PARAMETERS = [
    pytest.param(query, parameter, id=f"{query.name}-{parameter.name}")
    for query in queries()
    for parameter in query.parameters
]
CYRILLIC = re.compile("[А-Яа-яЁё]")


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    return open_store(pyoxigraph.parse(path=MODEL, rename_blank_nodes=True))


@pytest.fixture(scope="module")
def graph(ontology_graph: Graph) -> Graph:
    return ontology_graph + Graph().parse(MODEL)


@pytest.fixture(scope="module")
def backwards(graph: Graph) -> Graph:
    turned = Graph()
    for triple in reversed(list(graph)):
        turned.add(triple)
    return turned


def examples(query: QueryFile, **changes: str) -> dict[str, str]:
    return {parameter.name: parameter.example for parameter in query.parameters} | changes


def answer_of(name: str, store: pyoxigraph.Store, **parameters: str) -> list[tuple[str, ...]]:
    """Return the rows of a question as bare text, the model's own namespace left out."""
    query = next(query for query in queries() if query.name == name)
    return plain(run_query(query, data=store, parameters=examples(query, **parameters)))


def plain(result: QueryResult) -> list[tuple[str, ...]]:
    return [tuple("" if t is None else t.value.removeprefix(LUKOMORYE) for t in row) for row in result.rows]


def test_there_are_questions_enough() -> None:
    assert len(LIBRARY) >= 24


def test_answers_and_questions_are_the_same_names() -> None:
    answers = {path.stem for path in ANSWERS.iterdir()} - {MODEL.stem}
    assert answers == {query.name for query in queries()}


@pytest.mark.parametrize("query", LIBRARY)
def test_gives_the_expected_answer(query: QueryFile, store: pyoxigraph.Store) -> None:
    answer = run_query(query, data=store, parameters=examples(query))
    assert answer.rows
    if query.returns == ("graph",):
        assert answer.as_turtle() == (ANSWERS / f"{query.name}.ttl").read_text(encoding="utf-8")
    else:
        expected = (ANSWERS / f"{query.name}.csv").read_text(encoding="utf-8")
        assert answer.as_csv().replace("\r\n", "\n") == expected


@pytest.mark.parametrize("query", LIBRARY)
def test_rdflib_gives_the_same_rows(query: QueryFile, store: pyoxigraph.Store, graph: Graph) -> None:
    assert rdflib_rows(graph.query(query.text)) == pyoxigraph_rows(store.query(query.text))


@pytest.mark.parametrize("query", LIBRARY)
def test_leaves_no_order_to_chance(query: QueryFile, graph: Graph, backwards: Graph) -> None:
    """rdflib finds triples in the order in which they were added, and still sorts alike."""
    assert rdflib_rows(backwards.query(query.text)) == rdflib_rows(graph.query(query.text))


@pytest.mark.parametrize("query", LIBRARY)
def test_arq_gives_the_same_rows(query: QueryFile, store: pyoxigraph.Store, jvm: ModuleType) -> None:
    rows: Rows = jvm.sparql_rows(query.text, (*ontology_files(), MODEL))
    assert rows == pyoxigraph_rows(store.query(query.text))


@pytest.mark.parametrize("query", LIBRARY)
def test_answers_where_there_is_no_model(query: QueryFile, ontology_graph: Graph) -> None:
    rows = pyoxigraph_rows(open_store().query(query.text))
    assert rdflib_rows(ontology_graph.query(query.text)) == rows
    assert all(any(row) for row in rows.rows)


# The header and the form


@pytest.mark.parametrize("query", LIBRARY)
def test_asks_in_both_languages(query: QueryFile) -> None:
    assert query.question.en.endswith("?")
    assert query.question.ru.endswith("?")
    assert CYRILLIC.search(query.question.ru)
    assert not CYRILLIC.search(query.question.en)


@pytest.mark.parametrize("query", LIBRARY)
def test_returns_what_the_header_says(query: QueryFile, store: pyoxigraph.Store) -> None:
    answer = run_query(query, data=store, parameters=examples(query))
    assert query.returns == (answer.variables if answer.graph is None else ("graph",))


@pytest.mark.parametrize("query", LIBRARY)
def test_runs_as_it_is_with_the_examples_of_the_header(query: QueryFile) -> None:
    assert query.bind(examples(query)) == query.text


@pytest.mark.parametrize("query", LIBRARY)
def test_sorts_its_answer(query: QueryFile) -> None:
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("query", LIBRARY)
def test_needs_no_named_graph_and_no_other_server(query: QueryFile) -> None:
    assert not re.search(r"\b(GRAPH|SERVICE|FROM)\b", code_of(query.text))


def code_of(text: str) -> str:
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


# The vocabulary


def used_names(text: str) -> set[str]:
    return set(re.findall(r"\betom:([A-Za-z]+)", code_of(text)))


def test_every_class_and_property_occurs_in_a_question_or_a_rule() -> None:
    defined = {
        str(subject).removeprefix(ETOM)
        for subject in Graph().parse(ontology_file("etom")).subjects(unique=True)
        if str(subject).startswith(ETOM) and str(subject) != ETOM
    }
    asked = set().union(*(used_names(query.text) for query in queries()))
    ruled = set().union(*(used_names(path.read_text(encoding="utf-8")) for path in shape_files()))
    assert defined - asked - ruled == set()
    assert asked - defined == set()


def test_statements_name_questions_that_exist(ontology_graph: Graph) -> None:
    named = {
        str(target).removeprefix(QUERY)
        for target in ontology_graph.objects()
        if str(target).startswith(QUERY) and str(target) != QUERY
    }
    assert named
    assert named <= {query.name for query in queries()}


# Parameters


@pytest.mark.parametrize(("query", "parameter"), PARAMETERS)
@pytest.mark.parametrize(
    "attack",
    [
        '"} UNION {?s ?p ?o',
        "> } UNION {?s ?p ?o} #",
        '\\" } ?s ?p ?o #',
        'x"\n} ?s ?p ?o . {',
        "{ } $1 \\1 }",
    ],
)
def test_no_value_changes_a_query(
    query: QueryFile, parameter: Parameter, attack: str, store: pyoxigraph.Store
) -> None:
    values = examples(query, **{parameter.name: attack})
    if parameter.type == "string":
        assert query.bind(values).count("\n") == query.text.count("\n")
        assert run_query(query, data=store, parameters=values).rows == ()
    else:
        with pytest.raises(QueryError, match=re.escape(parameter.example)):
            query.bind(values)


# What one expected answer cannot show


def test_a_name_is_found_in_any_letter_case_and_either_language(store: pyoxigraph.Store) -> None:
    found = [row[1] for row in answer_of("elements-by-name", store, text="СЧЕТ")]
    assert found == ["1.1.1.10", "1.1.1.12"]


def test_a_code_finds_its_group(store: pyoxigraph.Store) -> None:
    assert [row[1] for row in answer_of("elements-by-name", store, text="s/prm")] == ["1.1.4"]


def test_an_identifier_may_be_retired_or_the_organizations_own(store: pyoxigraph.Store) -> None:
    assert [row[1:3] for row in answer_of("element-by-id", store, id="1.1.1.8", language="en")] == [
        ("retired element", "Billing and collections management")
    ]
    assert [row[1:3] for row in answer_of("element-by-id", store, id="104820.1.1.1.9", language="en")] == [
        ("own element", "Retention and loyalty with points")
    ]


def test_a_group_is_named_by_its_narrowest_kind(store: pyoxigraph.Store) -> None:
    assert [row[1] for row in answer_of("element-by-id", store, id="1.1.1", language="en")] == [
        "horizontal group"
    ]


def test_areas_are_siblings_of_areas(store: pyoxigraph.Store) -> None:
    assert [row[1] for row in answer_of("siblings", store, id="1.1")] == ["1.2", "1.3"]


@pytest.mark.parametrize(
    ("vertical", "expected"),
    [
        ("OSR", ["1.1.1.1"]),
        ("F", ["1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5", "1.1.1.9"]),
        ("обеспечение качества", ["1.1.1.2", "1.1.1.6", "1.1.1.7", "1.1.1.9"]),
        ("SC", []),
    ],
)
def test_a_column_goes_by_its_code_or_name(
    vertical: str, expected: list[str], store: pyoxigraph.Store
) -> None:
    assert [row[1] for row in answer_of("elements-of-vertical", store, vertical=vertical)] == expected


def test_own_elements_have_functions_too(store: pyoxigraph.Store) -> None:
    assert [row[1] for row in answer_of("functions-of-element", store, id="104820.1.1.1.9")] == [
        "element-1.1.1.9-f1"
    ]


def test_a_group_counts_what_lies_below_it_and_what_extends_it(store: pyoxigraph.Store) -> None:
    found = answer_of("processes-of-element", store, id="1.1.1")
    assert ("process-customer-service", "", "Customer service", "1.1.1", "stated") in found
    assert ("process-points-accrual", "", "Accrual of points", "104820.1.1.1.9", "derived") in found
    assert "process-device-monitoring" not in {row[0] for row in found}


def test_a_process_may_have_several_classifications(store: pyoxigraph.Store) -> None:
    found = answer_of("classification-of-process", store, process=f"{LUKOMORYE}process-bill-run")
    assert [(row[1], row[3], row[6], row[7]) for row in found] == [
        ("1.1.1.10", "both", "0.95", "column"),
        ("1.1.1.11", "stated", "0.35", "keyword"),
    ]


def test_each_ground_of_a_classification_is_one_row(store: pyoxigraph.Store) -> None:
    found = answer_of("classification-of-process", store, process=f"{LUKOMORYE}process-bill-adjustment")
    assert [(row[1], row[3], row[4].rpartition("/")[2]) for row in found] == [
        ("1.1.1.10", "both", "1.1.1.10-f2"),
        ("1.1.1.12", "derived", "1.1.1.12-f2"),
    ]


@pytest.mark.parametrize("name", ["classification-of-process", "classifications-by-confidence"])
@pytest.mark.parametrize(
    ("stated", "language", "expected"),
    [
        ('"the word credit"@en , "слово «кредит»"@ru', "en", "the word credit"),
        ('"the word credit"@en , "слово «кредит»"@ru', "ru", "слово «кредит»"),
        ('"слово «кредит»"@ru', "en", "слово «кредит»"),
    ],
)
def test_evidence_comes_in_one_language(name: str, stated: str, language: str, expected: str) -> None:
    model = f"""
        @prefix etom: <{ETOM}> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
        <{LUKOMORYE}process-credit-check> etom:qualifiedClassification [ etom:element gost:1.1.1.5 ;
            etom:evidence {stated} ] ."""
    store = open_store(pyoxigraph.parse(model, pyoxigraph.RdfFormat.TURTLE))
    assert [row[5] for row in answer_of(name, store, language=language)] == [expected]


def test_what_both_states_and_performs_is_one_row_however_it_is_named() -> None:
    model = f"""
        @prefix etom: <{ETOM}> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <{LUKOMORYE}p> rdfs:label "Приём"@ru , "Annahme"@de ; skos:prefLabel "Приём заказа"@ru ;
            etom:classifiedAs gost:1.1.1.10 , gost:1.1.1.9 ; etom:performs gost:1.1.1.9-p1 ."""
    store = open_store(pyoxigraph.parse(model, pyoxigraph.RdfFormat.TURTLE))
    assert answer_of("processes-of-element", store, id="1.1.1") == [
        ("p", "", "Annahme", "1.1.1.9 1.1.1.10", "both")
    ]
    assert [row[4] for row in answer_of("processes-of-element", store, id="1.1.1.10")] == ["stated"]


def test_an_unknown_identifier_has_an_empty_answer(store: pyoxigraph.Store) -> None:
    assert answer_of("processes-of-element", store, id="1.1.1.13") == []


def test_a_classification_outside_of_this_standard_is_shown_without_name(store: pyoxigraph.Store) -> None:
    found = answer_of("classification-of-process", store, process=f"{LUKOMORYE}process-service-configuration")
    assert [(row[0].rpartition("/")[2], row[1], row[2], row[3]) for row in found] == [
        ("1.1.2.3", "1.1.2.3", "", "stated")
    ]


def test_parallel_steps_share_a_position(store: pyoxigraph.Store) -> None:
    found = answer_of("end-to-end-flow-in-order", store, flow=f"{LUKOMORYE}flow-order-to-activation")
    assert [row[:3] for row in found] == [
        ("1", "false", "step-order-1"),
        ("2", "false", "step-order-2"),
        ("2", "false", "step-order-3"),
        ("4", "false", "step-order-4"),
    ]


def test_a_name_in_the_other_language_is_better_than_none(store: pyoxigraph.Store) -> None:
    found = answer_of("processes-from-file", store, language="en")
    assert found[-1][-1] == "Проверка кредитоспособности"
    assert found[0][-1] == "Order capture"


def test_a_part_and_its_whole_are_not_two_classifications() -> None:
    model = f"""
        @prefix etom: <{ETOM}> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
        <{LUKOMORYE}p> etom:classifiedAs gost:1.1.1 , gost:1.1.1.5 ."""
    store = open_store(pyoxigraph.parse(model, pyoxigraph.RdfFormat.TURTLE))
    assert answer_of("processes-mapped-more-than-once", store) == []


def test_a_decomposition_that_returns_to_its_start_ends() -> None:
    model = f"""
        @prefix etom: <{ETOM}> . @prefix op: <{LUKOMORYE}> .
        op:a etom:partOf op:b . op:b etom:partOf op:a ."""
    store = open_store(pyoxigraph.parse(model, pyoxigraph.RdfFormat.TURTLE))
    found = answer_of("decomposition-of-process", store, process=f"{LUKOMORYE}a")
    assert [row[1:3] for row in found] == [("a", "b"), ("b", "a")]


@pytest.mark.parametrize("modality", ["permission", "statement"])
def test_permissions_and_statements_can_be_asked_for(modality: str, store: pyoxigraph.Store) -> None:
    assert answer_of("requirements-without-enforcement", store, modality=modality)


def test_a_clause_brings_its_subclauses_and_tables(store: pyoxigraph.Store) -> None:
    places = {row[1] for row in answer_of("trace-of-clause", store, clause="7")}
    assert places == {"7.1", "7.2", "7.3", "Таблица 1"}


def test_names_of_the_table_are_compared_in_one_language(store: pyoxigraph.Store) -> None:
    assert answer_of("name-differences", store) == [
        ("1.1.1.1", "CRM — support and readiness", "CRM-support and readiness")
    ]
