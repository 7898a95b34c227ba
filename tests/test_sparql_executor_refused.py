"""Rules are named as unchecked where a server refuses their queries, or understands them in its own way."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from sparql_stores import InMemory, Refusing, found, in_memory, named, quads_of, store_of, user_shapes

from etom_rdf.stores import Solutions
from etom_rdf.validation.engines import shape_set
from etom_rdf.validation.sparql.checking import check_store
from etom_rdf.validation.sparql.executor import check_in_store

HERE = Path(__file__).parent
_ID_RULES = ("extends-known", "is-reference", "own-without-prefix", "prefix-six-digits", "well-formed")


class Rewriting(InMemory):
    """Take some words of a query for others, as a server does that understands them in its own way."""

    def __init__(self, quads: list[ox.Quad], word: str, other: str) -> None:
        super().__init__(quads)
        self.word, self.other = word, other

    def select(self, query: str) -> Solutions:
        return super().select(query.replace(self.word, self.other))

    def ask(self, query: str) -> bool:
        return super().ask(query.replace(self.word, self.other))


def test_all_rules_of_a_query_that_is_refused_are_named() -> None:
    path = HERE / "invalid" / "Process-id-well-formed.ttl"
    chosen, store = shape_set(), Refusing(quads_of(path), "REGEX(STR(?value), ")
    unchecked = named(check_in_store(store, chosen.shapes, chosen.fast))
    assert {f"{kind}-id-{rule}" for kind in ("Process", "OwnElement") for rule in _ID_RULES} <= set(unchecked)
    assert check_store(store).conforms is None


def test_rules_that_a_server_refuses_together_are_asked_one_by_one() -> None:
    path = HERE / "invalid" / "Process-id-well-formed.ttl"
    chosen, store = shape_set(), Refusing(quads_of(path), "AS ?r1)")
    results = found(check_in_store(store, chosen.shapes, chosen.fast))
    assert results == in_memory(store, chosen)
    assert results


def test_only_those_rules_are_named_that_a_server_refuses_by_themselves() -> None:
    path = HERE / "invalid" / "Process-id-well-formed.ttl"
    chosen, store = shape_set(), Refusing(quads_of(path), "^2")
    unchecked = named(check_in_store(store, chosen.shapes, chosen.fast))
    assert unchecked == ["OwnElement-id-own-without-prefix", "Process-id-own-without-prefix"]


@pytest.mark.parametrize(
    "constraint",
    ['sh:pattern "^b"', 'sh:not [ sh:pattern "^b" ]', 'sh:property [ sh:pattern "^b" ; sh:path op:q ]'],
)
def test_a_pattern_that_the_server_cannot_run_is_named(constraint: str) -> None:
    chosen = user_shapes(constraint, "op:p")
    statements = [("op:a", "op:p", "op:b"), ("op:b", "op:q", '"c"'), ("op:a", "op:p", '"b"')]
    quads = list(store_of(statements).store)
    assert named(check_in_store(InMemory(quads), chosen.shapes, chosen.fast)) == []
    server = Rewriting(quads, '"^b"', '"^b["')  # an error, which drops the row
    assert len(named(check_in_store(server, chosen.shapes, chosen.fast))) == 1
    other = user_shapes('sh:pattern "^c"', "op:p")
    assert named(check_in_store(server, other.shapes, other.fast)) == []


@pytest.mark.parametrize(
    ("pattern", "is_named"), [("^[а-я]", True), ("^.{2}$", True), ("^[^a]", True), ("^[0-9][.]a", False)]
)
def test_a_pattern_of_letters_that_the_server_takes_for_bytes_is_named(pattern: str, is_named: bool) -> None:
    chosen = user_shapes(f'sh:pattern "{pattern}"', "op:p")
    quads = list(store_of([("op:a", "op:p", '"жи"')]).store)
    assert named(check_in_store(InMemory(quads), chosen.shapes, chosen.fast)) == []
    server = Rewriting(quads, '"жи"', '"Ð¶Ð¸"')
    assert bool(named(check_in_store(server, chosen.shapes, chosen.fast))) == is_named
