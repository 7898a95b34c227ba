"""How elements of the standard are found in a store: as focus nodes, through ids, or as unknown."""

import pytest
from sparql_stores import Refusing, found, in_memory, shapes_of, store_of

from etom_rdf.validation.engines import shape_set
from etom_rdf.validation.fast.evaluation import Outcome
from etom_rdf.validation.sparql.executor import check_in_store


def test_an_element_of_the_standard_is_a_focus_node_of_a_users_shape() -> None:
    text = "op:Shape a sh:PropertyShape ; sh:targetClass etom:Element ; sh:minCount 1 ; "
    text += "sh:path [ sh:inversePath etom:classifiedAs ] ."
    chosen = shapes_of(text)
    store = store_of("op:a etom:classifiedAs gost:1.1.1.5 .")
    results = found(check_in_store(store, chosen.shapes, chosen.fast))
    assert results == in_memory(store, chosen)
    assert results


@pytest.mark.parametrize(
    "classified",
    [
        "op:a etom:classifiedAs gost:1.1.1.6",
        "op:a etom:performs gost:1.1.1.6-f1",
        "op:a etom:qualifiedClassification op:c . op:c etom:element gost:1.1.1.6",
        "op:a etom:qualifiedClassification op:c . op:c etom:function gost:1.1.1.6-f1",
        "op:a etom:classifiedAs op:e . op:e etom:extends gost:1.1.1.6",
        "op:a etom:performs op:f . op:f etom:functionOf gost:1.1.1.6",
        "op:a etom:performs op:f . op:f etom:functionOf op:e . op:e etom:extends gost:1.1.1.6",
        "op:a etom:extends gost:1.1.1.6",
        # Too much of its own for a table: a blank node has no name that a query could give.
        "op:a etom:classifiedAs gost:1.1.1.6 . op:f etom:functionOf []",
        "op:a etom:performs [ etom:functionOf gost:1.1.1.6 ]",
        "op:a etom:performs [ etom:functionOf [ etom:extends gost:1.1.1.6 ] ]",
    ],
)
def test_an_identifier_is_held_against_every_way_to_an_element(classified: str) -> None:
    chosen = shape_set()
    for number, is_wrong in (("1.1.1.5.3", True), ("1.1.1.6.3", False), ("1.1.1.6", False), ("1.1.1", False)):
        store = store_of(f'op:a etom:processId "123456.{number}" . {classified} .')
        results = found(check_in_store(store, chosen.shapes, chosen.fast))
        assert results == in_memory(store, chosen)
        assert any(one[0] == "Process-id-agrees" for one in results) == is_wrong


@pytest.mark.parametrize(
    "predicate", ["rdfs:label", "etom:processId", "etom:sourceId", "skos:notation", "etom:runs"]
)
@pytest.mark.parametrize("refused", ["", "REGEX(STR(?value)"])
def test_an_unknown_term_is_found_wherever_it_stands(predicate: str, refused: str) -> None:
    store = Refusing(list(store_of(f"op:a {predicate} gost:none .").store), refused or "no query has this")
    chosen = shape_set()
    outcomes = check_in_store(store, chosen.shapes, chosen.fast)
    terms = [one.value for one in outcomes if isinstance(one, Outcome) and one.shape.code == "Term-known"]
    assert terms == ["<https://w3id.org/etom/gost-r-53633/none>"]
