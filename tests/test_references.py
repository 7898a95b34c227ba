"""Hold how mentions become references: what each holds and counts for, and which is trusted."""

import pytest
from mentions import CATALOGUE, codes, ids, of_value, resolved

from etom_rdf.namespaces import GOST
from etom_rdf.readers.records import Activity, Mention, SourceModel, System
from etom_rdf.references import Resolved, resolve

# What a reference holds.


@pytest.mark.parametrize(
    ("text", "status", "iri", "own_id", "counts"),
    [
        ("1.1.1.5", "standard", "1.1.1.5", None, True),
        ("1.1.1", "standard", "1.1.1", None, True),
        ("1.1.1.8", "retired", "1.1.1.8", None, False),
        ("1.1.1.13", "unknown", "1.1.1.13", None, False),
        ("1.1.2.3", "outside", "1.1.2.3", None, True),
        ("2.1.1.5", "own", None, "2.1.1.5", False),
        ("000107.1.1.1.5", "extended", "1.1.1.5", "000107.1.1.1.5", True),
        ("000107.1.1.1.5.2", "extended", "1.1.1.5", "000107.1.1.1.5.2", True),
        ("000107.1.1.2.3", "extended", "1.1.2.3", "000107.1.1.2.3", True),
        ("000107.1.1.1.13", "extended", None, "000107.1.1.1.13", False),
        ("000107.1.1.1.8", "extended", None, "000107.1.1.1.8", False),
        ("000107.2.1.1.5", "extended", None, "000107.2.1.1.5", False),
    ],
)
def test_what_a_reference_counts_for(
    text: str, status: str, iri: str | None, own_id: str | None, counts: bool
) -> None:
    [one] = of_value(text).references
    assert (one.status, one.iri) == (status, None if iri is None else GOST + iri)
    assert (one.own_id, one.counts) == (own_id, counts)


def test_a_reference_keeps_how_it_was_found() -> None:
    mention = Mention("t", " 1.1.1.5\n", "column", "Элемент еТОМ", 7, confidence=0.5, author="Ann")
    [one] = resolved(mention).references
    assert (one.found_by, one.evidence, one.line) == ("column", "Элемент еТОМ: 1.1.1.5", 7)
    assert (one.confidence, one.author) == (0.5, "Ann")


# Statements.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.1.1.5", "1.1.1.5"),
        (GOST + "1.1.1.5", "1.1.1.5"),
        ("gost:1.1.1.5", "1.1.1.5"),
        ("CRM", "1.1.1"),
        ("OSR", "OSR"),
        (GOST + "1.1.1.5-f1", "1.1.1.5"),
        (GOST + "1.1.1.13", "1.1.1.13"),
        ("https://example.org/other/1.1.1.5", ""),
    ],
)
def test_statements_name_categories_and_functions(text: str, expected: str) -> None:
    assert ids(of_value(text, "sssom", "skos:broadMatch")) == expected.split()
    assert codes(of_value(text, "rdf", "classifiedAs")) == []


def test_a_denial_removes_nothing_but_contradicts_what_is_stated() -> None:
    stated = Mention("t", "1.1.1.5", "property", "eTOM", 7)
    denied = Mention("t", "1.1.1.5", "sssom", "skos:exactMatch", 3, negated=True)
    assert (ids(resolved(denied)), codes(resolved(denied))) == ([], [])
    found = resolved(stated, denied)
    assert (ids(found), codes(found)) == (["1.1.1.5"], ["negation-contradicts"])
    assert found.findings[0].line == 3
    assert codes(resolved(stated, Mention("t", "1.1.1.6", "sssom", "", negated=True))) == []
    assert codes(resolved(stated, Mention("t", "sssom:NoTermFound", "sssom", "", negated=True))) == [
        "negation-contradicts"
    ]


# Several sources.


@pytest.mark.parametrize(
    ("trusted", "other", "disagree"),
    [
        ("1.1.1.5", "1.1.1.6", True),
        ("1.1.1.5", "1.1.1.5", False),
        ("1.1.1.5", "1.1.1.5, 1.1.1.6", False),
        ("1.1.1.5, 1.1.1.6", "1.1.1.6", False),
        ("1.1.1.5, 1.1.1.6", "1.1.1.6, 1.1.1.7", True),
        ("1.1.1", "1.1.1.6", False),
        ("1.1.2", "1.1.1.6", True),
        ("000107.1.1.1.6", "1.1.1.6", False),
    ],
)
def test_sources_that_disagree_are_both_kept_the_most_trusted_first(
    trusted: str, other: str, disagree: bool
) -> None:
    text = Mention("t", f"eTOM: {other}", "keyword", "documentation", 3)
    found = resolved(text, Mention("t", trusted, "property", "eTOM", 7))
    assert ("sources-disagree" in codes(found)) == disagree
    assert found.references[0].found_by == "property"
    if disagree:
        [finding] = [one for one in found.findings if one.code == "Mapping-sources-disagree"]
        assert finding.line == 3
        assert finding.value == f"eTOM: {trusted} ≠ documentation: {other}"


def test_several_values_of_one_key_are_no_disagreement() -> None:
    found = resolved(
        Mention("t", "1.1.1.10", "property", "eTOM"), Mention("t", "1.1.1.11", "property", "eTOM")
    )
    assert (ids(found), codes(found)) == (["1.1.1.10", "1.1.1.11"], [])


def test_of_the_same_reference_the_most_trusted_mention_is_kept() -> None:
    found = resolved(
        Mention("t", "eTOM 1.1.1.5", "keyword", "documentation"),
        Mention("t", "1.1.1.5", "category", "eTOM"),
        Mention("t", "1.1.1.5", "sssom", "skos:exactMatch"),
    )
    assert [one.found_by for one in found.references] == ["sssom"]


def test_references_stand_in_the_order_of_the_file() -> None:
    activities = tuple(Activity(one, "task") for one in "abc")
    mentions = [Mention("c", "1.1.1.5", "sssom", ""), Mention("a", "1.1.1.6", "keyword", "")]
    mentions += [Mention("a", "eTOM 1.1.1.6", "keyword", "d"), Mention("b", "1.1.1.7", "property", "eTOM")]
    found = resolved(*mentions, activities=activities)
    assert [one.subject for one in found.references] == ["a", "b", "c"]


# Keys that say more.


def test_an_edition_in_its_own_key_holds_for_the_ids_beside_it() -> None:
    version = Mention("t", "21.5", "property", "eTOM version")
    found = resolved(Mention("t", "1.1.1.5", "property", "eTOM"), version)
    [one] = found.references
    assert (one.edition, one.iri, one.counts) == ("eTOM 21.5", None, False)
    assert codes(found) == ["other-edition"]


@pytest.mark.parametrize("text", ["ГОСТ Р 53633.3-2009", "1.0", "", "n/a", "draft"])
def test_what_is_no_other_edition_changes_nothing(text: str) -> None:
    found = resolved(
        Mention("t", "1.1.1.5", "property", "eTOM"), Mention("t", text, "property", "eTOM version")
    )
    assert (found.references[0].edition, codes(found)) == (None, [])


def test_the_same_number_of_another_edition_is_kept_beside_ours_and_not_matched() -> None:
    ours = Mention("t", "1.1.1.5", "property", "eTOM")
    theirs = Mention("t", "1.1.1.5", "property", "eTOM", edition="v23.0")
    found = resolved(ours, theirs)
    assert [(one.edition, one.counts) for one in found.references] == [(None, True), ("v23.0", False)]
    assert codes(found) == ["other-edition"]


def test_remarks_and_levels_hold_no_ids() -> None:
    assert of_value("formerly 1.1.1.4", key="eTOM comment") == Resolved()
    assert of_value("2", key="eTOM level") == Resolved()
    assert ids(of_value("1.1.1.5", key="eTOM level 2")) == ["1.1.1.5"]


# Prefixes.


def test_an_unknown_prefix_is_told_once_in_a_file() -> None:
    activities = tuple(Activity(one, "task") for one in "ab")
    mentions = tuple(Mention(one, "000107.1.1.1.5", "property", "eTOM") for one in "ab")
    assert codes(resolved(*mentions, activities=activities)) == ["prefix-unknown"]
    model = SourceModel("a.bpmn", "bpmn", activities, mentions=mentions)
    assert resolve(model, CATALOGUE, known_prefixes={"000107"}).findings == ()


def test_systems_have_references_too() -> None:
    found = resolved(Mention("app", "1.1.1.5", "property", "eTOM"), systems=(System("app", "CRM"),))
    assert [(one.subject, one.id) for one in found.references] == [("app", "1.1.1.5")]
