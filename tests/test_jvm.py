"""Prove the harness: the engines find what is wrong, and agree with one another."""

from pathlib import Path
from types import ModuleType

import pyoxigraph
import pytest
from pyshacl.errors import ValidationFailure
from rdflib import RDF, SH, BNode, Graph, URIRef
from reports import Result, Rows, path_text, pyoxigraph_rows, pyshacl_results, rdflib_rows, results_of

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

DATA = f"""{PREFIXES}
:order a :Process ; :runs :bill ; :partOf :whole .
:whole :runs :late .
:claim :serves :order .
:clean a :Process ; :runs "none" .
:bill :blocked true . :late :blocked true . :claim :blocked true .
"""
"""Three paths lead from :order to a blocked node: alternative, sequence and inverse."""

PATH = "[ sh:alternativePath ( :runs ( :partOf :runs ) [ sh:inversePath :serves ] ) ]"
PATH_TEXT = (
    "<https://example.org/runs>|<https://example.org/partOf>/<https://example.org/runs>"
    "|^<https://example.org/serves>"
)

COMPONENTS = f"""{PREFIXES}
<https://example.org/shapes> a owl:Ontology ;
    sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
:UnmarkedComponent a sh:ConstraintComponent ;
    sh:parameter [ sh:path :unmarkedBy ] ;
    sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:prefixes <https://example.org/shapes> ;
        sh:select "SELECT DISTINCT $this ?value WHERE {{ $this $PATH ?value . ?value $unmarkedBy true }}" ] .
:FreeComponent a sh:ConstraintComponent ;
    sh:parameter [ sh:path :free ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes <https://example.org/shapes> ;
        sh:ask "ASK {{ FILTER ($free && NOT EXISTS {{ $value ex:blocked true }}) }}" ] .
"""

CONSTRAINTS = {
    "core": "sh:nodeKind sh:Literal",
    "sparql": """sh:sparql [ a sh:SPARQLConstraint ; sh:prefixes <https://example.org/shapes> ;
        sh:select "SELECT $this ?value WHERE { $this $PATH ?value . ?value ex:blocked true }" ]""",
    "select-component": ":unmarkedBy :blocked",
    "ask-component-on-values": "sh:node [ a sh:NodeShape ; :free true ]",
    "ask-component-negated": "sh:not [ a sh:NodeShape ; sh:not [ :free true ] ]",
}


def shapes_with(constraint: str) -> str:
    shape = f":rule a sh:PropertyShape ; sh:targetClass :Process ; sh:path {PATH} ; sh:severity sh:Warning"
    return f"{COMPONENTS}\n{shape} ; {constraint} ."


def found(value: str | None) -> Result:
    named = None if value is None else f"<https://example.org/{value}>"
    rule, order = "https://example.org/rule", "<https://example.org/order>"
    return Result(shape=rule, focus=order, path=PATH_TEXT, value=named, severity="Warning")


@pytest.mark.parametrize("constraint", CONSTRAINTS.values(), ids=CONSTRAINTS)
def test_both_engines_find_each_blocked_node(jvm: ModuleType, constraint: str) -> None:
    shapes = shapes_with(constraint)
    expected = {found("bill"), found("late"), found("claim")}
    assert jvm.shacl_results(DATA, shapes) == expected
    assert pyshacl_results(turtle(DATA), turtle(shapes)) == expected


@pytest.mark.parametrize("constraint", CONSTRAINTS.values(), ids=CONSTRAINTS)
def test_neither_engine_finds_fault_with_conforming_data(jvm: ModuleType, constraint: str) -> None:
    data = f"{PREFIXES} :clean a :Process ; :runs 'none' ; :partOf :whole ."
    shapes = shapes_with(constraint)
    assert jvm.shacl_results(data, shapes) == set()
    assert pyshacl_results(turtle(data), turtle(shapes)) == set()


def test_pyshacl_gives_no_value_for_an_ask_validator_on_a_path(jvm: ModuleType) -> None:
    """Hold the one known difference, for which our shapes put ASK validators on node shapes only."""
    shapes = shapes_with(":free true")
    assert jvm.shacl_results(DATA, shapes) == {found("bill"), found("late"), found("claim")}
    assert pyshacl_results(turtle(DATA), turtle(shapes)) == {found(None)}


def test_a_constraint_that_cannot_run_is_an_error(jvm: ModuleType) -> None:
    broken = shapes_with('sh:sparql [ sh:select "SELECT $this WHERE { $this nowhere:p ?value }" ]')
    with pytest.raises(ValueError, match="could not be run"):
        jvm.shacl_results(DATA, broken)
    forbidden = shapes_with('sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { ?o ?q 1 } }" ]')
    with pytest.raises(ValidationFailure, match="MINUS"):
        pyshacl_results(turtle(DATA), turtle(forbidden))


def test_validation_leaves_the_graphs_as_they_were(jvm: ModuleType) -> None:
    data, shapes = turtle(DATA), turtle(shapes_with(CONSTRAINTS["sparql"]))
    before = set(data), set(shapes)
    assert pyshacl_results(data, shapes) == jvm.shacl_results(data, shapes)
    assert (set(data), set(shapes)) == before


def test_blank_nodes_are_equal_in_reports() -> None:
    report = Graph()
    for _ in range(2):
        result = BNode()
        report.add((BNode(), SH.result, result))
        report.add((result, RDF.type, SH.ValidationResult))
        report.add((result, SH.focusNode, BNode()))
        report.add((result, SH.sourceShape, BNode()))
        report.add((result, SH.resultSeverity, SH.Info))
    assert results_of(report) == {Result(shape="_:", focus="_:", path=None, value=None, severity="Info")}


A, B = "<https://example.org/a>", "<https://example.org/b>"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (":a", "https://example.org/a"),
        ("[ sh:inversePath :a ]", f"^{A}"),
        ("[ sh:zeroOrMorePath [ sh:inversePath :a ] ]", f"(^{A})*"),
        ("[ sh:inversePath [ sh:oneOrMorePath :a ] ]", f"^{A}+"),
        ("( :a [ sh:alternativePath ( :a :b ) ] )", f"{A}/({A}|{B})"),
        ("[ sh:zeroOrOnePath ( :a :b ) ]", f"({A}/{B})?"),
    ],
)
def test_paths_are_written_as_sparql(path: str, text: str) -> None:
    graph = turtle(f"{PREFIXES} :shape sh:path {path} .")
    (node,) = graph.objects(URIRef("https://example.org/shape"), SH.path)
    assert path_text(graph, node) == text


ELEMENTS = f"""{PREFIXES}
:crm :weight 1 ; :label "Customer relationship management"@EN .
:orders :broader :crm ; :weight 3, 04 ; :label "Обработка заказов"@ru .
:problems :broader :crm ; :weight 2.50 .
:stock :broader :resources .
"""

ROWS = """
PREFIX : <https://example.org/>
SELECT ?element ?label (SUM(?weight) AS ?sum) (COUNT(?weight) AS ?count) WHERE {
  VALUES ?top { :crm }
  ?element :broader* ?top .
  OPTIONAL { ?element :label ?label }
  OPTIONAL { ?element :weight ?weight }
} GROUP BY ?element ?label ORDER BY DESC(?sum) ?element
"""


def answers(jvm: ModuleType, query: str, data: str) -> list[Rows]:
    store = pyoxigraph.Store()
    store.load(data.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    by_rdflib = rdflib_rows(turtle(data).query(query))
    return [jvm.sparql_rows(query, data), by_rdflib, pyoxigraph_rows(store.query(query))]


def test_three_engines_give_the_same_rows(jvm: ModuleType) -> None:
    def number(text: str, datatype: str = "integer") -> str:
        return f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'

    orders, problems, crm = (f"<https://example.org/{name}>" for name in ("orders", "problems", "crm"))
    rows = (
        (orders, '"Обработка заказов"@ru', number("7"), number("2")),
        (problems, "", number("2.5", "decimal"), number("1")),
        (crm, '"Customer relationship management"@en', number("1"), number("1")),
    )
    expected = Rows(("element", "label", "sum", "count"), rows)
    assert answers(jvm, ROWS, ELEMENTS) == [expected] * 3


def test_three_engines_give_the_same_triples_and_truth(jvm: ModuleType) -> None:
    construct = "PREFIX : <https://example.org/> CONSTRUCT { ?x :near [] } WHERE { ?x :broader :resources }"
    triple = ("<https://example.org/stock>", "<https://example.org/near>", "_:")
    assert answers(jvm, construct, ELEMENTS) == [Rows(("s", "p", "o"), (triple,))] * 3
    ask = "PREFIX : <https://example.org/> ASK { :stock :broader+ :crm }"
    assert answers(jvm, ask, ELEMENTS) == [Rows(("ask",), (("false",),))] * 3


def test_files_of_any_syntax_become_one_graph(jvm: ModuleType, tmp_path: Path) -> None:
    subjects = {name: f"https://example.org/{name}" for name in ("default", "named", "xml")}
    trig, xml = tmp_path / "a.trig", tmp_path / "b.rdf"
    trig.write_text(f"<{subjects['default']}> <urn:p> 1 . <urn:g> {{ <{subjects['named']}> <urn:p> 1 }}")
    turtle(f"<{subjects['xml']}> <http://example.org/p> 1 .").serialize(xml, format="xml")
    rows = jvm.sparql_rows("SELECT ?s WHERE { ?s ?p 1 } ORDER BY ?s", [trig, xml]).rows
    assert rows == tuple((f"<{subject}>",) for subject in sorted(subjects.values()))


def test_the_java_machine_is_quiet(jvm: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    strange = '<urn:a> <urn:p> "x"^^<http://www.w3.org/2001/XMLSchema#integer>, <http://example.org/%zz> .'
    assert jvm.sparql_rows("ASK { ?s ?p ?o }", strange).rows == (("true",),)
    jvm.java("org.slf4j.LoggerFactory").getLogger("test").error("an error that nobody asked for")
    assert capfd.readouterr() == ("", "")


def turtle(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")
