"""Check models and shapes that were written at random, in a store and in memory: both find the same."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sparql_stores import found, in_memory, store_of, user_shapes

from etom_rdf.namespaces import SH
from etom_rdf.validation.engines import shape_set
from etom_rdf.validation.shapes.components import OF_PATHS
from etom_rdf.validation.sparql.executor import check_in_store

_TERMS = [
    *(f"op:{name}" for name in "abcdef"),
    "gost:1.1", "gost:1.1.1", "gost:1.1.1.5", "gost:1.1.1.6", "gost:1.1.1.8", "gost:1.1.1.13", "gost:1.1.2.1",
    "gost:1.1.1.5-f1", "gost:1.1.1.6-p1", "gost:1.2",
]  # fmt: skip
_IDS = [
    "1.1.1.5", "123456.1.1.1.5", "123456.1.1.1.5.3", "123456.1.1.1.99", "2.1.1", "1234.1.1.1.5", "x", "123456.1.1.1.6",
    "1.2.99.1.1",
]  # fmt: skip
_CLASSES = [
    "Process", "EndToEndProcess", "OwnElement", "Step", "Function", "Product", "Service", "Partner",
    "OperationsSupportSystem", "BusinessSupportSystem", "ServiceProvider",
]  # fmt: skip
_LINKS = [
    "classifiedAs", "performs", "partOf", "qualifiedClassification", "element", "function", "functionOf", "extends",
    "stepOf", "runs", "precededBy", "supports", "hasComponent", "includes", "agreement",
]  # fmt: skip
_NODES = st.sampled_from(_TERMS[:6])
_STATEMENTS = st.one_of(
    st.tuples(_NODES, st.just("a"), st.sampled_from([f"etom:{name}" for name in _CLASSES])),
    st.tuples(_NODES, st.sampled_from([f"etom:{name}" for name in _LINKS]), st.sampled_from(_TERMS)),
    st.tuples(
        _NODES,
        st.sampled_from(["etom:processId", "skos:notation"]),
        st.sampled_from([f'"{one}"' for one in _IDS]),
    ),
    st.tuples(_NODES, st.just("rdfs:label"), st.sampled_from(['"a"', '"a"@en', '"а"@en', '"а"@ru'])),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_STATEMENTS, min_size=1, max_size=14))
def test_random_models_violate_the_same_in_a_store(statements: list[tuple[str, str, str]]) -> None:
    store, chosen = store_of(statements), shape_set()
    assert found(check_in_store(store, chosen.shapes, chosen.fast)) == in_memory(store, chosen)


# One shape of a user's for each component, on the values of op:p or on the node.
_CONSTRAINTS = [
    "sh:class etom:Element", "sh:nodeKind sh:IRI", "sh:nodeKind sh:BlankNodeOrLiteral", "sh:minCount 2",
    "sh:maxCount 1", "sh:maxCount 4", "sh:minCount 4", "sh:minLength 2", "sh:maxLength 1", 'sh:pattern "^a"',
    'sh:languageIn ("en" "ru")', "sh:uniqueLang true", "sh:equals op:q", "sh:disjoint op:q", "sh:lessThan op:q",
    "sh:lessThanOrEquals op:q", "sh:minInclusive 2", "sh:maxExclusive 2.5", 'sh:minExclusive "b"',
    'sh:minInclusive "2026-01-01"^^xsd:date', "sh:datatype xsd:byte", "sh:datatype xsd:date",
    "sh:datatype xsd:duration", "sh:datatype xsd:string", 'sh:in ("a" "b"@en op:a 1)', 'sh:hasValue "a"@en',
    "sh:hasValue op:b", "sh:not [ sh:nodeKind sh:IRI ]", "sh:and ([ sh:nodeKind sh:IRI ] [ sh:class etom:Process ])",
    "sh:or ([ sh:nodeKind sh:Literal ] [ sh:class etom:Process ])",
    "sh:xone ([ sh:nodeKind sh:IRI ] [ sh:class etom:Process ])",
    "sh:node [ sh:property [ sh:path op:q ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ]",
    "sh:property [ sh:path op:q ; sh:maxCount 1 ]",
    "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 2",
    "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 1",
    "sh:closed true ; sh:ignoredProperties ( op:p )",
]  # fmt: skip
_PATHS = [
    "op:p", "[ sh:inversePath op:p ]", "( op:p op:q )", "[ sh:alternativePath ( op:p op:q ) ]",
    "[ sh:zeroOrMorePath op:p ]", "[ sh:oneOrMorePath op:p ]", "[ sh:zeroOrOnePath op:p ]",
]  # fmt: skip
_VALUES = [
    *(f"op:{name}" for name in "abc"), '"a"', '"a"@en', '"b"@en', '"ab"@ru', "1", "2", "3.5", "300",
    '"2026-02-30"^^xsd:date', '"2024-02-29"^^xsd:date', '"2023-02-29"^^xsd:date', '"P1Y"^^xsd:duration',
    '"PT"^^xsd:duration', "gost:1.1.1.5", "true",
]  # fmt: skip
# What counts or compares the values of a path needs one.
_ASKED = [
    (constraint, path)
    for constraint in _CONSTRAINTS
    for path in ("", *_PATHS)
    if path or f"{SH}{constraint.split()[0].removeprefix('sh:')}" not in OF_PATHS
]
_NAMES = st.sampled_from(["op:a", "op:b", "op:c"])
_DATA = st.lists(
    st.one_of(
        st.tuples(_NAMES, st.sampled_from(["op:p", "op:q"]), st.sampled_from(_VALUES)),
        st.tuples(_NAMES, st.just("a"), st.just("etom:Process")),
    ),
    min_size=1,
    max_size=10,
)  # fmt: skip


# Three values, each of them by two ways, are three.
_TWO_WAYS = [("op:a", way, value) for way in ("op:p", "op:q") for value in ("1", "2", "3")]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(("sh:maxCount 4", "[ sh:alternativePath ( op:p op:q ) ]"), _TWO_WAYS)
@example(("sh:minCount 4", "[ sh:alternativePath ( op:p op:q ) ]"), _TWO_WAYS)
@given(st.sampled_from(_ASKED), _DATA)
def test_shapes_of_users_find_the_same_in_a_store(
    asked: tuple[str, str], statements: list[tuple[str, str, str]]
) -> None:
    chosen = user_shapes(*asked)
    store = store_of(statements)
    assert found(check_in_store(store, chosen.shapes, chosen.fast)) == in_memory(store, chosen)
