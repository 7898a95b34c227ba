"""Hold the executors against each other: the fast one, pySHACL and TopBraid find the same.

The examples are the same in every run. ETOM_EXAMPLES=20 draws twenty times as many, new ones in each run.
"""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import pyoxigraph
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from random_models import (
    ETOM,
    EX,
    GOST,
    SKOS,
    XSD,
    Model,
    document_of,
    merged,
    models,
    small_ontology,
    text_of_model,
)
from random_shapes import PREFIXES, data, shapes
from rdflib import Graph as RdflibGraph
from reports import BLANK, literal_text
from reports import Result as Found

from etom_rdf.model import ProcessModel, load_shapes, read_files
from etom_rdf.rdf_input import RdfDocument, to_rdflib
from etom_rdf.resources import ontology_files, shape_file
from etom_rdf.validation.engines import check_alone, check_fast, check_with_reference, results_of, shape_set
from etom_rdf.validation.fast.data import ModelView, ontology, statements_of
from etom_rdf.validation.fast.executor import check_in_memory
from etom_rdf.validation.graph import Graph
from etom_rdf.validation.pyshacl_engine import validated
from etom_rdf.validation.result import Result
from etom_rdf.validation.rules import MODEL_ALONE_RULES, MODEL_RULES, model_rules
from etom_rdf.validation.terms import datatype_of, is_blank, is_literal, language_of, text_of

HERE = Path(__file__).parent
FILES = [
    *sorted((HERE / "invalid").glob("*.ttl")),
    *sorted((HERE / "valid").glob("*.ttl")),
    *sorted((HERE.parent / "examples").rglob("*.ttl")),
]
FACTOR = int(os.environ.get("ETOM_EXAMPLES", "1"))
Row = tuple[str, str, str, str | None, str | None, str, str]


def examples(number: int) -> settings:
    return settings(
        max_examples=number * FACTOR,
        derandomize=FACTOR == 1,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def rows(results: Iterable[Result]) -> set[Row]:
    return {
        (one.code, one.shape, one.focus, one.path, one.value, one.component, one.severity) for one in results
    }


def found(results: Iterable[Result]) -> set[Found]:
    """Bring our results into the form in which TopBraid's are read."""
    return {
        Found(
            shape=BLANK if is_blank(one.shape) else text_of(one.shape),
            focus=comparable(one.focus),
            path=one.path,
            value=None if one.value is None else comparable(one.value),
            severity=one.severity.capitalize(),
        )
        for one in results
    }


def comparable(term: str) -> str:
    if is_literal(term):
        return literal_text(text_of(term), datatype=datatype_of(term), language=language_of(term))
    return BLANK if is_blank(term) else term


# ---- Our rules ----


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_topbraid_finds_the_same_in_our_files(
    path: Path, jvm: ModuleType, ontology_graph: RdflibGraph
) -> None:
    # That pySHACL finds what TopBraid finds, the tests of the shapes show.
    model = read_files([path])
    theirs = jvm.shacl_results([*ontology_files(), path], [shape_file(MODEL_RULES)])
    theirs |= jvm.shacl_results(model.graph - ontology_graph, [shape_file(MODEL_ALONE_RULES)])
    assert found(results_of(check_fast(model, shape_set()).kept)) == theirs


def test_pyshacl_finds_the_same_in_a_model_with_many_faults() -> None:
    model = read_files([HERE.parent / "examples" / "operator" / "faulty.ttl"])
    assert rows(results_of(check_fast(model, shape_set()).kept)) == rows(check_with_reference(model, ()))


def by_fast(model: Model) -> list[Result]:
    chosen = shape_set()
    statements = statements_of(document_of(model).quads)
    return results_of(check_in_memory(statements, chosen.shapes, chosen.fast, base=small_ontology()).kept)


def by_pyshacl(model: Model) -> list[Result]:
    graph, rules = to_rdflib([document_of(model)]), model_rules()
    together = validated(graph + base_graph(), shapes_of(MODEL_RULES), rules)
    return together + validated(graph - base_graph(), shapes_of(MODEL_ALONE_RULES), rules)


def by_topbraid(model: Model, jvm: ModuleType) -> set[Found]:
    together = text_of_model(model) + text_of_model(base_model())
    alone = to_rdflib([document_of(model)]) - base_graph()
    return {
        *jvm.shacl_results(together, [shape_file(MODEL_RULES)]),
        *jvm.shacl_results(alone, [shape_file(MODEL_ALONE_RULES)]),
    }


@cache
def base_model() -> Model:
    base = small_ontology()
    return tuple(
        (subject, predicate, value)
        for subject in base
        for predicate, values in base.statements_of(subject).items()
        for value in values
    )


@cache
def base_graph() -> RdflibGraph:
    return to_rdflib([document_of(base_model())])


@cache
def shapes_of(stem: str) -> RdflibGraph:
    """Return one of our files; pySHACL adds to it what it adds to every shapes graph."""
    return load_shapes([stem])


def ours(name: str) -> str:
    return ETOM + name


PROCESS, OWN_ELEMENT, NOTATION = f"<{EX}p1>", f"<{EX}e1>", f"{SKOS}notation"
# The notation is no string, so OwnElement-id-well-formed speaks of it; the process's id agrees with its text.
NOTATION_OF_ANOTHER_DATATYPE: Model = (
    (PROCESS, ours("processId"), '"1.1.1.5.2"'),
    (PROCESS, ours("classifiedAs"), OWN_ELEMENT),
    (OWN_ELEMENT, ours("extends"), f"<{GOST}1.1.1.5>"),
    (OWN_ELEMENT, NOTATION, f'"1.1.1.5.2"^^<{XSD}anyURI>'),
)


@example(NOTATION_OF_ANOTHER_DATATYPE)
@given(models())
@examples(30)
def test_pyshacl_finds_the_same_in_random_models(model: Model) -> None:
    assert rows(by_fast(model)) == rows(by_pyshacl(model))


@example(model=NOTATION_OF_ANOTHER_DATATYPE)
@given(model=models())
@examples(150)
def test_topbraid_finds_the_same_in_random_models(model: Model, jvm: ModuleType) -> None:
    assert found(by_fast(model)) == by_topbraid(model, jvm)


@given(st.lists(models(of_standard=False), min_size=30, max_size=30))
@examples(1)
def test_pyshacl_finds_the_same_with_the_whole_ontology(some: list[Model]) -> None:
    model = ProcessModel((document_of(merged(some)),))
    assert rows(results_of(check_fast(model, shape_set()).kept)) == rows(check_with_reference(model, ()))


# ---- Shapes of SHACL Core ----


def turtle(text: str) -> RdfDocument:
    parsed = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))
    return RdfDocument("", "turtle", parsed, [None] * len(parsed), {}, None)


def core_by_pyshacl(shape: RdfDocument, graph: RdfDocument) -> set[Row]:
    return rows(validated(to_rdflib([graph]), to_rdflib([shape]), {}))


def core_by_topbraid(shape: RdfDocument, graph: RdfDocument, jvm: ModuleType) -> set[Found]:
    theirs: set[Found] = jvm.shacl_results(to_rdflib([graph]), to_rdflib([shape]))
    return theirs


@given(shapes(for_pyshacl=True), data())
@examples(100)
def test_pyshacl_finds_the_same_by_random_shapes(shape_text: str, data_text: str) -> None:
    shape, graph = turtle(shape_text), turtle(data_text)
    assert rows(check_alone(graph, [shape])) == core_by_pyshacl(shape, graph)


@given(shape_text=shapes(), data_text=data())
@examples(100)
def test_topbraid_finds_the_same_by_random_shapes(shape_text: str, data_text: str, jvm: ModuleType) -> None:
    shape, graph = turtle(shape_text), turtle(data_text)
    results = check_alone(graph, [shape])
    if found(results) != core_by_topbraid(shape, graph, jvm):  # as it is where a literal is the focus node
        assert rows(results) == core_by_pyshacl(shape, graph)


# ---- Where an engine is known to be wrong ----


@pytest.mark.parametrize(
    ("shape_text", "data_text", "number"),
    [
        # ^(p/q) is ^q/^p; pySHACL follows ^p/^q.
        ("sh:targetNode ex:c ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:maxCount 0",
         "ex:a ex:p ex:b . ex:b ex:q ex:c .", 1),
        # SPARQL does not compare an ill-typed number, nor a word, with a number.
        ('sh:targetNode ex:a ; sh:path ex:p ; sh:maxInclusive "2026-01-02"^^xsd:date',
         'ex:a ex:p "300"^^xsd:byte .', 1),
        ("sh:targetNode ex:a ; sh:path ex:p ; sh:minInclusive 1", 'ex:a ex:p "x"^^ex:own .', 1),
        # Nor two IRIs.
        ("sh:targetNode ex:a ; sh:path ex:p ; sh:lessThan ex:q", "ex:a ex:p ex:b ; ex:q ex:c .", 1),
        # A blank node has no length at all.
        ("sh:targetNode ex:a ; sh:path ex:p ; sh:minLength 0", "ex:a ex:p [] .", 1),
        # With the flag q the pattern is plain text.
        ('sh:targetNode ex:a ; sh:path ex:p ; sh:pattern "." ; sh:flags "q"', 'ex:a ex:p "x" .', 1),
    ],
    ids=["inverse", "ill-typed", "own-datatype", "iris", "blank-length", "flag-q"],
)  # fmt: skip
def test_topbraid_bears_out_where_pyshacl_differs(
    shape_text: str, data_text: str, number: int, jvm: ModuleType
) -> None:
    shape, graph = turtle(f"{PREFIXES}ex:S {shape_text} ."), turtle(PREFIXES + data_text)
    results = check_alone(graph, [shape])
    assert len(results) == number
    assert found(results) == core_by_topbraid(shape, graph, jvm)
    assert rows(results) != core_by_pyshacl(shape, graph)


@pytest.mark.parametrize(
    "shape_text",
    [
        # A literal has no properties, so there is nothing that it equals.
        "sh:targetNode 1 ; sh:equals ex:p",
        # A path of no steps, and one that is followed backwards, lead from a literal too.
        "sh:targetNode 1 ; sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:C",
        "sh:targetNode 1 ; sh:path [ sh:inversePath ex:p ] ; sh:class ex:C",
    ],
)
def test_pyshacl_bears_out_where_topbraid_differs(shape_text: str, jvm: ModuleType) -> None:
    shape, graph = turtle(f"{PREFIXES}ex:S {shape_text} ."), turtle(PREFIXES + "ex:a ex:p 1 .")
    results = check_alone(graph, [shape])
    assert len(results) == 1
    assert rows(results) == core_by_pyshacl(shape, graph)
    assert not core_by_topbraid(shape, graph, jvm)


def test_less_or_equal_is_no_word_about_iris(jvm: ModuleType) -> None:
    # SPARQL's <= compares no IRIs, not even one with itself; both other engines let that pass.
    shape = turtle(PREFIXES + "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:lessThanOrEquals ex:q .")
    graph = turtle(PREFIXES + "ex:a ex:p ex:b ; ex:q ex:b .")
    assert len(check_alone(graph, [shape])) == 1
    assert not core_by_pyshacl(shape, graph)
    assert not core_by_topbraid(shape, graph, jvm)


def test_the_end_of_a_pattern_is_the_end_of_the_text(jvm: ModuleType) -> None:
    # So XPath has it (fn:matches without the flag m); Python and Java also stop before a last line break.
    shape = turtle(PREFIXES + 'ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:pattern "b$" .')
    graph = turtle(PREFIXES + 'ex:a ex:p "b\\n" .')
    assert len(check_alone(graph, [shape])) == 1
    assert not core_by_pyshacl(shape, graph)
    assert not core_by_topbraid(shape, graph, jvm)


def test_terms_are_the_same_only_if_they_are_written_the_same(jvm: ModuleType) -> None:
    # Jena's graphs in memory take "1.1.1"^^xsd:token for the string that is the notation of the group.
    model: Model = (
        (OWN_ELEMENT, ours("extends"), f"<{GOST}1.1.1.5>"),
        (OWN_ELEMENT, NOTATION, f'"1.1.1"^^<{XSD}token>'),
    )
    assert rows(by_fast(model)) == rows(by_pyshacl(model))
    (more,) = by_topbraid(model, jvm) - found(by_fast(model))
    assert more.shape.endswith("OwnElement-id-unique")


def test_the_ontology_is_looked_through_only_where_a_model_adds_to_it() -> None:
    concept, broader = (
        "<http://www.w3.org/2004/02/skos/core#Concept>",
        "http://www.w3.org/2004/02/skos/core#broader",
    )
    said = [
        (concept, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<http://www.w3.org/2002/07/owl#Class>"),
        (f"<{EX}p>", f"{ETOM}classifiedAs", f"<{GOST}1.1.1.5>"),
    ]
    assert set(said[:1]) <= {
        (subject, predicate, value)
        for subject in [concept]
        for predicate, values in ontology().statements_of(subject).items()
        for value in values
    }
    assert not ModelView(Graph(said), ontology()).touches_ontology()
    more = [*said, (f"<{GOST}1.1.1.5>", broader, f"<{GOST}1.1.1.5>")]
    assert ModelView(Graph(more), ontology()).touches_ontology()
