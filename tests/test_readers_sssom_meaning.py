"""What a row of SSSOM says: its sides, its predicate, its negation."""

import pytest
from sssom_tables import BROAD, COLUMNS, HEADER, MANUAL, codes, one, read, statements

from etom_rdf.readers.records import Mention
from etom_rdf.readers.sssom.slots import RELATIONS, TURNED

# Sides


def test_a_row_gives_a_process_and_a_mention() -> None:
    model = read(
        ("op:P1", "Приём  заказа", BROAD, "gost:1.1.1.5", "Order handling", MANUAL, "0.95", "Иванов|Petrov"),
        columns=(
            "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
            "confidence", "author_label",
        ),
    )  # fmt: skip
    (activity,) = model.activities
    assert (activity.id, activity.name, activity.line) == ("op:P1", "Приём заказа", 7)
    assert model.iris == {"op:P1": "https://operator.example/process/P1"}
    assert model.mentions == (
        Mention(
            "op:P1",
            "1.1.1.5 Order handling",
            "sssom",
            BROAD,
            line=7,
            confidence=0.95,
            author="Иванов; Petrov",
            said=(("mapping_justification", MANUAL),),
        ),
    )
    assert model.notices == ()
    assert model.skipped == 0


@pytest.mark.parametrize(
    ("predicate", "as_read"),
    [
        (BROAD, "skos:narrowMatch"),
        ("skos:narrowMatch", BROAD),
        ("skos:broader", "skos:narrower"),
        ("rdfs:subClassOf", "skos:narrowMatch"),
        ("skos:exactMatch", "skos:exactMatch"),
        ("owl:equivalentClass", "owl:equivalentClass"),
    ],
)
def test_a_row_that_begins_with_the_element_is_turned(predicate: str, as_read: str) -> None:
    model = one(
        "gost:1.1.1.5", predicate, "op:P1", subject_label="Order handling", object_label="Приём заказа"
    )
    assert statements(model) == [("op:P1", as_read, "1.1.1.5 Order handling", False)]
    assert model.activities[0].name == "Приём заказа"


def test_turning_twice_changes_no_relation() -> None:
    for predicate, turned in TURNED.items():
        assert RELATIONS[TURNED[turned]] == RELATIONS[predicate]


def test_our_own_predicates_are_not_turned() -> None:
    model = one("gost:1.1.1.5", "etom:classifiedAs", "op:P1")
    assert statements(model) == []
    assert "Source-predicate-turned" in codes(model)


def test_a_row_between_two_elements_tells_of_no_process() -> None:
    model = one("gost:1.1.1.5", BROAD, "gost:1.1.1")
    assert (model.activities, model.skipped, codes(model)) == ((), 1, ["Source-row-elements-only"])
    assert model.notices[0].line == 7


# Predicates


@pytest.mark.parametrize("iri", RELATIONS)
def test_each_predicate_counts_or_says_why_not(iri: str) -> None:
    relation = RELATIONS[iri]
    model = one("op:P1", iri, "gost:1.1.1.5")
    found = [code for code in codes(model) if code != "Source-name-full"]
    assert len(model.activities) == 1
    assert len(model.mentions) == (relation != "related")
    assert found == {"around": ["Source-process-wider"], "related": ["Source-predicate-related"]}.get(
        relation, []
    )


def test_an_unknown_predicate_is_not_counted_and_the_process_kept() -> None:
    model = one("op:P1", "op:resembles", "gost:1.1.1.5")
    assert (len(model.activities), model.mentions, codes(model)) == (1, (), ["Source-predicate-unknown"])


def test_a_prefix_of_another_name_makes_the_same_predicate() -> None:
    header = HEADER.replace("#  op:", "#  S: http://www.w3.org/2004/02/skos/core#\n#  op:")
    assert statements(read(("op:P1", "S:broadMatch", "gost:1.1.1.5", MANUAL), header=header)) == [
        ("op:P1", BROAD, "1.1.1.5", False)
    ]


# Negation


@pytest.mark.parametrize("modifier", ["Not", "NOT", "not"])
def test_what_is_negated_is_no_coverage(modifier: str) -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", predicate_modifier=modifier)
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", True)]


def test_an_unknown_modifier_is_neither_yes_nor_no() -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.5", predicate_modifier="Perhaps")
    assert (model.mentions, codes(model)) == ((), ["Source-modifier"])


def test_not_the_same_does_not_contradict_narrower() -> None:
    rows = [
        ("op:P1", "skos:exactMatch", "gost:1.1.1.5", MANUAL, "Not"),
        ("op:P1", BROAD, "gost:1.1.1.5", MANUAL, ""),
    ]
    model = read(*rows, columns=(*COLUMNS, "predicate_modifier"))
    assert statements(model) == [("op:P1", BROAD, "1.1.1.5", False)]
    assert codes(model) == ["Source-negation-narrow"]


@pytest.mark.parametrize("term", ["sssom:NoTermFound", "sssom:NoMapping"])
def test_no_term_in_the_standard_is_no_coverage(term: str) -> None:
    model = one("op:P1", "skos:exactMatch", term, object_source="gost:scheme")
    assert statements(model) == [("op:P1", "skos:exactMatch", term, True)]


def test_no_term_in_another_source_is_not_about_the_standard() -> None:
    model = one("op:P1", "skos:exactMatch", "sssom:NoTermFound", object_source="op:other")
    assert (model.activities, model.mentions, model.skipped) == ((), (), 1)


def test_no_term_without_a_source_follows_the_rest_of_the_file() -> None:
    row = ("op:P1", "skos:exactMatch", "sssom:NoTermFound", MANUAL)
    assert read(row).mentions == ()
    model = read(row, ("op:P2", BROAD, "gost:1.1.1.5", MANUAL))
    assert [(each.subject, each.negated) for each in model.mentions] == [("op:P1", True), ("op:P2", False)]


def test_an_element_without_a_process_maps_nothing() -> None:
    model = one("sssom:NoTermFound", "skos:exactMatch", "gost:1.1.1.9")
    assert (model.activities, model.skipped, codes(model)) == ((), 1, ["Source-row-no-process"])


def test_not_and_no_term_together_have_no_meaning() -> None:
    model = one("op:P1", BROAD, "sssom:NoTermFound", predicate_modifier="Not", object_source="gost:scheme")
    assert (model.mentions, codes(model)) == ((), ["Source-modifier"])
