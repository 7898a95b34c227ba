"""Hold the counting of coverage to clauses 4.2, 5.2 and 7.2, on small models and against SPARQL."""

import csv
import json
from io import StringIO
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage, coverage
from etom_rdf.errors import InputError
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.resources import ontology_file

MODELS = sorted((Path(__file__).parent.parent / "examples" / "operator").glob("*.ttl"))
PREFIXES = f"""
@prefix etom: <{ETOM}> .
@prefix gost: <{GOST}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <urn:x:> .
"""
CATALOGUE = Catalogue.load()


def covered(model: str) -> Coverage:
    text = f"{PREFIXES} {model}"
    return Coverage.of(ox.parse(text, format=ox.RdfFormat.TRIG), CATALOGUE)


def counts(found: Coverage) -> dict[str, int]:
    entries = (*found.elements, *found.groups)
    return {one.id: len(one.processes) for one in entries if one.processes}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (":p etom:classifiedAs gost:1.1.1.5 .", {"1.1.1.5": 1}),
        (":p etom:performs gost:1.1.1.5-f1 .", {"1.1.1.5": 1}),
        (":p etom:qualifiedClassification [ etom:element gost:1.1.1.5 ] .", {"1.1.1.5": 1}),
        (":p etom:qualifiedClassification [ etom:function gost:1.1.1.5-f1 ] .", {"1.1.1.5": 1}),
        (
            ":p etom:classifiedAs gost:1.1.1.5 ; etom:performs gost:1.1.1.5-f1, gost:1.1.1.5-f2 .",
            {"1.1.1.5": 1},
        ),
        (":p etom:classifiedAs gost:1.1.1.5, gost:1.1.1.10 .", {"1.1.1.5": 1, "1.1.1.10": 1}),
        (":p etom:classifiedAs gost:1.1.1.5 . :q etom:performs gost:1.1.1.5-f1 .", {"1.1.1.5": 2}),
        (":g { :p etom:classifiedAs gost:1.1.1.5 } :h { :p etom:classifiedAs gost:1.1.1.5 }", {"1.1.1.5": 1}),
        (":o etom:extends gost:1.1.1.9 . :p etom:classifiedAs :o .", {"1.1.1.9": 1}),
        (":o etom:extends :n . :n etom:extends gost:1.1.1.9 . :p etom:classifiedAs :o .", {"1.1.1.9": 1}),
        (":f etom:functionOf :o . :o etom:extends gost:1.1.1.9 . :p etom:performs :f .", {"1.1.1.9": 1}),
        (":f etom:functionOf gost:1.1.1.9 . :p etom:performs :f .", {"1.1.1.9": 1}),
        (":p etom:classifiedAs gost:1.1.1 .", {"1.1.1": 1}),
        (":p etom:classifiedAs gost:F, gost:1.3, gost:HRM .", {"F": 1, "1.3": 1, "HRM": 1}),
        (":p a etom:Process .", {}),
    ],
)
def test_counts_distinct_processes(model: str, expected: dict[str, int]) -> None:
    found = covered(model)
    assert counts(found) == expected
    assert all(found.processes(name) == number for name, number in expected.items())
    assert not found.not_counted


def test_tells_stated_from_derived_and_counts_functions() -> None:
    order = covered(
        ":p etom:classifiedAs gost:1.1.1.5 . :q etom:classifiedAs gost:1.1.1.5 ; etom:performs gost:1.1.1.5-f3 ."
    ).covered("1.1.1.5")
    assert order is not None
    assert (order.stated, order.derived) == (("urn:x:p", "urn:x:q"), ("urn:x:q",))
    assert {one.id: one.processes for one in order.functions if one.processes} == {"1.1.1.5-f3": ("urn:x:q",)}
    assert [one.id for one in order.functions] == [one.id for one in CATALOGUE["1.1.1.5"].functions]


@pytest.mark.parametrize(
    ("model", "reference", "reason"),
    [
        (":p etom:classifiedAs gost:1.1.1.8 .", "1.1.1.8", "retired"),
        (":p etom:classifiedAs gost:1.1.2.3 .", "1.1.2.3", "outside"),
        (":p etom:classifiedAs gost:1.3.1 .", "1.3.1", "outside"),
        (":p etom:classifiedAs gost:1.1.1.13 .", "1.1.1.13", "unknown"),
        (":p etom:classifiedAs gost:CRM .", "CRM", "unknown"),
        (f":p etom:classifiedAs <{GOST}1.1.1.8.> .", "1.1.1.8.", "unknown"),
        (":p etom:classifiedAs gost:1.1.1.5-f1 .", "1.1.1.5-f1", "unknown"),
        (':p etom:classifiedAs "1.1.1.5" .', "1.1.1.5", "unknown"),
        (':p etom:classifiedAs "1.1.1.8" .', "1.1.1.8", "unknown"),
        (":p etom:performs gost:1.1.1.5 .", "1.1.1.5", "unknown"),
        (":p etom:performs gost:1.1.1.5-f99 .", "1.1.1.5-f99", "unknown"),
        (":o a etom:OwnElement . :p etom:classifiedAs :o .", "urn:x:o", "own"),
        (":o etom:extends :n . :n etom:extends :o . :p etom:classifiedAs :o .", "urn:x:o", "own"),
        (":o etom:extends gost:1.1.1.8 . :p etom:classifiedAs :o .", "urn:x:o", "retired"),
    ],
)
def test_names_what_it_does_not_count(model: str, reference: str, reason: str) -> None:
    found = covered(model)
    assert [(one.process, one.reference, one.reason) for one in found.not_counted] == [
        ("urn:x:p", reference, reason)
    ]
    assert counts(found) == {}
    assert found.unmapped == ()


def test_counts_what_belongs_to_other_parts_apart() -> None:
    found = covered(
        ":p etom:classifiedAs gost:1.1.2.10, gost:1.1.2.3, gost:1.3.1 . :q etom:classifiedAs gost:1.1.2.3 ."
        ":o etom:extends gost:1.2.1.4.2 . :r etom:classifiedAs :o ; etom:performs :f ."
        ":f etom:functionOf gost:1.1.2.3 ."
    )
    assert [(one.id, one.group, len(one.processes)) for one in found.outside] == [
        ("1.1.2.3", "1.1.2", 3),
        ("1.1.2.10", "1.1.2", 1),
        ("1.2.1.4.2", "1.2.1", 1),
        ("1.3.1", "1.3", 1),
    ]
    assert counts(found) == {}
    assert [(one.id, one.processes) for one in found.restricted_to(["urn:x:q"]).outside] == [
        ("1.1.2.3", ("urn:x:q",))
    ]
    assert {"id": "1.1.2.3", "group": "1.1.2", "processes": 3} in found.as_json()["outside"]  # type: ignore[operator]


MIXED = (
    ":p etom:classifiedAs gost:1.1.1.5, gost:1.1.1.8 ; etom:performs gost:1.1.1.5-f1, gost:1.1.1.5-f3 ."
    ":q etom:performs gost:1.1.1.5-f1, gost:1.1.1.5-f99 . :r a etom:Process . :s a etom:Process ."
    ":t etom:classifiedAs gost:1.1.1 . :u etom:classifiedAs gost:1.3 ."
)


def test_what_some_processes_cover_is_what_they_alone_cover() -> None:
    of_two = covered(MIXED).restricted_to(["urn:x:p", "urn:x:r", "urn:x:t"])
    assert counts(of_two) == {"1.1.1.5": 1, "1.1.1": 1}
    order = of_two.covered("1.1.1.5")
    assert order is not None
    assert (order.stated, order.derived) == (("urn:x:p",), ("urn:x:p",))
    assert {one.processes for one in order.functions} == {("urn:x:p",), ()}
    assert [one.id for one in of_two.groups] == ["1.1.1"]
    assert of_two.unmapped == ("urn:x:r",)
    assert [(one.process, one.reference) for one in of_two.not_counted] == [("urn:x:p", "1.1.1.8")]


def test_the_table_has_a_row_for_each_element() -> None:
    found = covered(MIXED)
    rows = {row["id"]: row for row in csv.DictReader(StringIO(found.to_csv()))}
    assert list(rows) == [one.id for one in found.elements]
    assert rows["1.1.1.5"] == {
        "id": "1.1.1.5", "label_en": "Order handling", "label_ru": "Обработка заказов", "processes": "2",
        "stated": "1", "derived": "2", "functions": "11", "functions_performed": "2",
    }  # fmt: skip
    assert {row["functions_performed"] for name, row in rows.items() if name != "1.1.1.5"} == {"0"}


def test_names_the_successors_of_a_retired_element() -> None:
    (only,) = covered(":p etom:classifiedAs gost:1.1.1.8 .").not_counted
    for text in (only.message.en, only.message.ru):
        assert text.endswith("1.1.1.10, 1.1.1.11, 1.1.1.12")


@pytest.mark.parametrize(
    ("model", "unmapped"),
    [
        (":p a etom:Process . :q a etom:BusinessProcess .", ["p", "q"]),
        (':p etom:processId "310045.1.1.1.5" .', ["p"]),
        (":T rdfs:subClassOf :U . :U rdfs:subClassOf etom:Process . :p a :T .", ["p"]),
        (":T rdfs:subClassOf :T . :p a :T .", []),
        (":p a etom:EndToEndProcess . :s etom:stepOf :p ; etom:runs :q . :q a etom:Process .", ["q"]),
        (":p a etom:EndToEndProcess .", ["p"]),
        (":p a etom:Process ; etom:qualifiedClassification [ etom:evidence 'x' ] .", ["p"]),
        (":p a etom:Process ; etom:performs gost:1.1.1.5-f1 .", []),
        (":p a etom:Process ; etom:classifiedAs gost:1.1.1 .", []),
        (":s a etom:System ; etom:supports gost:1.1.1.5 .", []),
    ],
)
def test_lists_processes_that_name_nothing(model: str, unmapped: list[str]) -> None:
    assert covered(model).unmapped == tuple(f"urn:x:{name}" for name in unmapped)


def test_prints_the_form_of_the_interface() -> None:
    found = covered(
        ":a etom:performs gost:1.1.1.5-f1 . :b etom:classifiedAs gost:1.1.1.5 . :c a etom:Process ."
        ":d etom:classifiedAs gost:1.1.1, gost:1.1.1.8 ."
    )
    form = json.loads(json.dumps(found.as_json(), ensure_ascii=False))
    assert list(form) == ["elements", "groups", "uncovered", "unmapped", "not_counted", "outside"]
    ids = [one["id"] for one in form["elements"]]
    assert ids == [f"1.1.1.{number}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)]
    order = form["elements"][ids.index("1.1.1.5")]
    assert {**order, "functions": order["functions"][:2]} == {
        "id": "1.1.1.5",
        "label": {"en": "Order handling", "ru": "Обработка заказов"},
        "processes": 2,
        "functions": [{"id": "1.1.1.5-f1", "processes": 1}, {"id": "1.1.1.5-f2", "processes": 0}],
    }
    assert [(one["id"], one["processes"]) for one in form["groups"]] == [("1.1.1", 1)]
    assert form["uncovered"] == [name for name in ids if name != "1.1.1.5"]
    assert form["unmapped"] == ["urn:x:c"]
    assert [(one["process"], one["reference"], one["reason"]) for one in form["not_counted"]] == [
        ("urn:x:d", "1.1.1.8", "retired")
    ]
    assert set(form["not_counted"][0]["message"]) == {"en", "ru"}


def test_follows_long_chains_of_own_elements() -> None:
    chain = " ".join(f":o{i} etom:extends :o{i + 1} ." for i in range(3000))
    found = covered(f"{chain} :o3000 etom:extends gost:1.1.1.5 . :p etom:classifiedAs :o0 .")
    assert counts(found) == {"1.1.1.5": 1}


def test_reads_files_and_graphs_as_one_model() -> None:
    graph = Graph().add((URIRef("urn:x:p"), URIRef(f"{ETOM}classifiedAs"), URIRef(f"{GOST}1.3")))
    alone = Coverage.of(ox.parse(path=MODELS[0]), CATALOGUE)
    both = coverage(MODELS[0], graph)
    assert (both.elements, both.processes("1.3")) == (alone.elements, alone.processes("1.3") + 1)
    assert len(graph) == 1
    with pytest.raises(InputError):
        coverage("no such file.ttl")


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_agrees_with_sparql(model: Path) -> None:
    store = ox.Store()
    for path in (model, ontology_file("gost-r-53633")):
        store.load(path=path)
    rows = store.query(
        f"""PREFIX etom: <{ETOM}>
        SELECT ?element (COUNT(DISTINCT ?process) AS ?processes) WHERE {{
          {{ ?process etom:classifiedAs|etom:qualifiedClassification/etom:element ?category }}
          UNION {{ ?process (etom:performs|etom:qualifiedClassification/etom:function)/etom:functionOf ?category }}
          ?category etom:extends* ?element .
          ?element a etom:Element ; etom:inVertical ?column .
          FILTER(STRSTARTS(STR(?element), "{GOST}"))
        }} GROUP BY ?element"""
    )
    expected = {row["element"].value.removeprefix(GOST): int(row["processes"].value) for row in rows}
    found = Coverage.of(ox.parse(path=model), CATALOGUE)
    assert {one.id: len(one.processes) for one in found.elements if one.processes} == expected
    assert expected
