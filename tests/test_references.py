"""Hold how mentions become references, in order of trust, and what is reported on the way."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.identifier_parsing import parse_id
from etom_rdf.identifiers import ParsedId
from etom_rdf.namespaces import GOST
from etom_rdf.readers.records import Activity, Container, FoundBy, Mention, SourceModel, System
from etom_rdf.references import RULES, Resolved, resolve, with_inherited
from etom_rdf.references.labels import Labels
from etom_rdf.references.passages import read_text
from etom_rdf.references.values import looks_like_date, read_name, read_value

CATALOGUE = Catalogue.load()
LABELS = Labels(CATALOGUE)


def resolved(*mentions: Mention, name: str = "", **parts: object) -> Resolved:
    activities = parts.pop("activities", (Activity("t", "task", name, 5),))
    model = SourceModel("a.bpmn", "bpmn", activities, mentions=mentions, **parts)  # type: ignore[arg-type]
    return resolve(model, CATALOGUE)


def of_value(text: str, found_by: FoundBy = "property", key: str = "eTOM") -> Resolved:
    return resolved(Mention("t", text, found_by, key, 7))


def ids(found: Resolved) -> list[str]:
    return [one.id for one in found.references]


def codes(found: Resolved) -> list[str]:
    return [one.code.removeprefix("Mapping-") for one in found.findings]


def parse(text: str) -> ParsedId:
    return parse_id(text, defined=CATALOGUE.defined_ids, retired=CATALOGUE.retired_ids)


# Values of properties, columns and categories: text, ids, codes of findings.
VALUES = [
    ("1.1.1.5", "1.1.1.5", ""),
    ("1.1.1.5.", "1.1.1.5", "id-tidied"),
    ("1. 1. 1.12", "1.1.1.12", "id-tidied"),
    ("1.1.1.5, 1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5;1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5/1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5 | 1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5\n1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5 и 1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5 and 1.1.1.7", "1.1.1.5 1.1.1.7", ""),
    ("1.1.1.5. 1.1.1.6", "1.1.1.5 1.1.1.6", ""),
    ("1.1.1.5, 1.1.1.5", "1.1.1.5", ""),
    ("1.1.1.5-1.1.1.7", "1.1.1.5 1.1.1.7", "range"),
    ("1.1.1.10 … 1.1.1.12", "1.1.1.10 1.1.1.12", "range"),
    ("1.1.1.5, 6", "1.1.1.5", "id-malformed"),
    ("1.1.1,5", "", "id-malformed"),
    ("1115", "", "id-malformed"),
    ("1.1.1.x", "", "id-malformed"),
    ("1.1.1.О", "", "id-malformed"),
    ("3.5.4.1", "", "id-malformed"),
    ("1.1.1.1.5.2", "", "id-ambiguous"),
    ("аааааа.1.1.1.5", "", "id-placeholder"),
    ("12.1.1.1.5", "", "id-prefix"),
    ("etom_1.1.1.5", "1.1.1.5", ""),
    ("п. 1.1.1.5", "1.1.1.5", ""),
    ("№1.1.1.5", "1.1.1.5", ""),
    ("L2: 1.1.1.5", "1.1.1.5", ""),
    ('{"id": "1.1.1.5"}', "1.1.1.5", ""),
    (GOST + "1.1.1.5", "1.1.1.5", ""),
    ("https://wiki.example.org/etom/1.1.1.5", "", "value-no-id"),
    ("/glossary/5d2a7c90b1e44c1f", "", "value-no-id"),
    ("TBD", "", "value-no-id"),
    ("Order handling", "", "value-no-id"),
    ("CRM", "", "value-no-id"),
    ("1.1", "1.1", ""),
    ("1.1 Operations, 1.2 SIP", "1.1 1.2", ""),
    ("1.1.1.8", "1.1.1.8", ""),
    ("1.1.1.13", "1.1.1.13", ""),
    ("1.1.2.3", "1.1.2.3", ""),
    ("2.1.1.5", "2.1.1.5", ""),
    ("000107.1.1.1.5", "000107.1.1.1.5", "prefix-unknown"),
    ("01.01.2007", "", "looks-like-date"),
    ("1.1.2007", "", "looks-like-date"),
    ("2007-01-01 00:00:00", "", "looks-like-date"),
    ("1.1.1.5 (01.02.2020)", "1.1.1.5", ""),
    ("1.1.1.5 (GB921 v21.5)", "1.1.1.5", "other-edition"),
    ("eTOM R8: 1.1.1.5", "1.1.1.5", "other-edition"),
    ("ГОСТ Р 53633.3—2009, 1.1.1.5", "1.1.1.5", ""),
    ("1.1.1.5; Selling", "1.1.1.5", "value-no-id"),
    ("1.1.1.5; согласовано", "1.1.1.5", ""),
    ("1.1.1.5; нет", "1.1.1.5", ""),
    *((text, "", "") for text in ("", " ", "NA", "n/a", "нет", "—", "-", "None", "нет; —")),
]


@pytest.mark.parametrize(("text", "expected", "findings"), VALUES)
def test_values(text: str, expected: str, findings: str) -> None:
    found = of_value(text)
    assert ids(found) == expected.split()
    assert codes(found) == findings.split()
    assert all(one.line == 7 and one.subject == "t" for one in found.findings)


@pytest.mark.parametrize("text", [text for text, _, _ in VALUES] + [GOST + "1.1.1.5-f1", "000107.1.1.1.5"])
@pytest.mark.parametrize("found_by", ["property", "sssom"])
def test_words_that_come_again_give_the_same_again(text: str, found_by: FoundBy) -> None:
    def told(*subjects: str) -> tuple[list[object], list[object]]:
        found = resolved(
            *(Mention(one, text, found_by, "eTOM", line, author=one) for line, one in enumerate(subjects)),
            activities=tuple(Activity(one, "task") for one in subjects),
        )
        return (
            [
                (one.subject, one.id, one.iri, one.function, one.evidence, one.author)
                for one in found.references
            ],
            [
                (one.subject, one.code, one.value)
                for one in found.findings
                if one.code != "Mapping-prefix-unknown"
            ],
        )

    alone = [told("a"), told("b")]
    together = told("a", "b")
    assert together[0] == alone[0][0] + alone[1][0]
    assert sorted(together[1]) == sorted(alone[0][1] + alone[1][1])


def test_words_that_come_again_with_an_edition_beside_them_are_of_that_edition() -> None:
    found = resolved(
        *(Mention(one, "1.1.1.5", "property", "eTOM") for one in "abc"),
        Mention("b", "GB921 v23", "property", "eTOM version"),
        Mention("d", "1.1.1.5", "property", "eTOM", edition="GB921 v21"),
        activities=tuple(Activity(one, "task") for one in "abcd"),
    )
    assert [one.edition for one in found.references] == [None, "GB921 v23", None, "GB921 v21"]


# Names beside ids.
CONTRADICTING = [
    ("1.1.1.9 Обработка заказов", "1.1.1.5"),
    ("1.1.1.9 ОБРАБОТКА ЗАКАЗОВ (B2B)", "1.1.1.5"),
    ("Order handling (1.1.1.4)", "1.1.1.5"),
    ("1.1.1.10 Bill inquiry", "1.1.1.12"),
    ("1.1.1.11 Управление биллингом и сбором платежей", "1.1.1.8"),
    ("1.1.1 Order handling", "1.1.1.5"),
    ("1.1.1.13 Order handling", "1.1.1.5"),
    ("1.1.2.5 Order handling", "1.1.1.5"),
    ("000107.1.1.1.9 Order handling", "1.1.1.5"),
    ("1.1.1.5 Market strategy & policy", None),
]
AGREEING = [
    "1.1.1.5 Order handling",
    "1.1.1.5 ORDER HANDLING (частично)",
    "Обработка заказов: 1.1.1.5",
    "1.1.1.5 обр. заказов",
    "1.1.1.5 Обработка заявок",
    "1.1.1.5 Управление заказами B2C",
    "1.1.1.7 Customer QoS/SLA management",
    "1.1.1.7 QoS & SLA mgmt",
    "1.1.1.2 Cust. interface mgmt",
    "1.1.1.9 Лояльность клиентов",
    "1.1.1.12 Обработка запросов по счетам",
    "1.1.1.10 Биллинг",
    "1.1.1.5 CRM",
    "1.1.1.5 Проверка кредитоспособности клиента",
    "1.1.1.6 Trouble handling",
    "1.1.1.5 (уточнить)",
    "1.1.1.5 management",
    "000107.1.1.1.5 Anything of our own",
    "1.1.1.13 Anything",
    "1.1.1.4 Selling and 1.1.1.5 Order handling",
    "Order handling (1.1.1.5), Selling (1.1.1.4)",
]


@pytest.mark.parametrize(("text", "other"), CONTRADICTING)
def test_a_name_that_contradicts_its_number_is_reported_and_the_number_taken(
    text: str, other: str | None
) -> None:
    found = of_value(text)
    assert len(found.references) == 1
    [finding] = [one for one in found.findings if one.code == "Mapping-label-contradicts"]
    assert finding.severity == "warning"
    if other is None:
        assert "another edition" in finding.message.en
        assert "другой редакции" in finding.message.ru
    else:
        assert other in finding.message.en
        assert other in finding.message.ru


@pytest.mark.parametrize("text", AGREEING)
def test_a_name_that_agrees_or_says_nothing_is_not_reported(text: str) -> None:
    assert set(codes(of_value(text))) <= {"prefix-unknown"}


def test_the_finding_shows_both_names_in_one_language() -> None:
    assert of_value("1.1.1.9 Обработка заказов").findings[0].value == (
        "1.1.1.9 Обработка заказов ≠ Обеспечение лояльности и удержание клиентов"
    )
    assert (
        of_value("1.1.1.9 Order handling").findings[0].value
        == "1.1.1.9 Order handling ≠ Retention and loyalty"
    )


@pytest.mark.parametrize(
    "element", [one for one in CATALOGUE.elements if one.notation], ids=lambda one: one.id
)
def test_the_names_of_the_standard_agree_with_their_numbers_only(element: object) -> None:
    for language in ("en", "ru"):
        label = element.label.in_language(language)  # type: ignore[attr-defined]
        for other in CATALOGUE.elements:
            if other.notation:
                verdict = LABELS.judge(label, other.id)
                above = element.id.startswith(other.id + ".")  # type: ignore[attr-defined]
                below = other.id.startswith(element.id + ".")  # type: ignore[attr-defined]
                expected = other is element or below
                assert verdict is None or verdict.fits == expected or above, (label, other.id)


# Running text: text, ids, codes of findings.
TEXTS = [
    ("Passes the order on. eTOM: 1.1.1.2, 1.1.1.5", "1.1.1.2 1.1.1.5", ""),
    ("Закрытие заказа (еТОМ: 1.1.1.10; 1.1.1.11).", "1.1.1.10 1.1.1.11", ""),
    ("Элемент eTOM 1.1.1.6 «Обработка проблем клиентов».", "1.1.1.6", ""),
    ("Элемент eTOM 1.1.1.6 «Обработка заказов».", "1.1.1.6", "label-contradicts"),
    ("[ETOM 1.1.1.1]\nNext line", "1.1.1.1", ""),
    ("eTOM:\n- 1.1.1.5\n- 1.1.1.7\n", "1.1.1.5 1.1.1.7", ""),
    ("eTOM: 1.1.1.5 Order handling, 1.1.1.7 Customer QoS/SLA management", "1.1.1.5 1.1.1.7", ""),
    ("eTOM (ГОСТ Р 53633.3-2009) 1.1.1.5", "1.1.1.5", ""),
    ("eTOM, см. 1.1.1.5", "1.1.1.5", ""),
    ("eTOM 1.1.1.5. 3 days later", "1.1.1.5", ""),
    ("eTOM-ID=1.1.1.5", "1.1.1.5", ""),
    ("1.1.1.5 (eTOM)", "1.1.1.5", ""),
    ("1.1.1.4 and 1.1.1.5 of eTOM", "1.1.1.4 1.1.1.5", ""),
    ("элемент 1.1.1.5 карты еТОМ", "1.1.1.5", ""),
    ("1.1.1.5 Order handling (eTOM)", "1.1.1.5", ""),
    (f"see {GOST}1.1.1.5 for it", "1.1.1.5", ""),
    ("eTOM v8.1: 1.1.1.5", "1.1.1.5", "other-edition"),
    ("eTOM: to be decided.", "", ""),
    ("eTOM 8.1", "", ""),
    ("eTOM 01.01.2007", "", ""),
    ("Firmware 1.1.1.7 or later; see 1.1.1.9 of the manual.", "", "keyword-missing"),
    ("Firmware 1.1.1.7. eTOM: 1.1.1.5", "1.1.1.5", "keyword-missing"),
    ("eTOM to be decided\nFirmware 1.1.1.7", "", "keyword-missing"),
    ("eTOM is our map. 1.1.1.5", "", "keyword-missing"),
    ("eTOM and TAM 1.1.1.5", "", "keyword-missing"),
    ("eTOM 1.1.1.5 runs on 1.1.1.7", "1.1.1.5", "keyword-missing"),
    ("с учетом 1.1.1.5", "", "keyword-missing"),
    ("version 2.1.0, address 10.1.1.5", "", ""),
]


@pytest.mark.parametrize(("text", "expected", "findings"), TEXTS)
def test_texts(text: str, expected: str, findings: str) -> None:
    found = of_value(text, "keyword", "documentation")
    assert ids(found) == expected.split()
    assert codes(found) == findings.split()


# Names: text, ids, codes of findings.
NAMES = [
    ("1.1.1.5 Order handling", "1.1.1.5", ""),
    ("1.1.1.5. Обработка заказов B2B", "1.1.1.5", ""),
    ("(1.1.1.7) QoS/SLA management", "1.1.1.7", ""),
    ("1.1 Operations", "1.1", ""),
    ("Order handling (eTOM 1.1.1.5)", "1.1.1.5", ""),
    ("1.1.1.5 Install firmware", "", "name-prefix-unclear"),
    ("1.1.1.5 Check order", "", "name-prefix-unclear"),
    ("1.1.1.9 Order handling", "", "name-prefix-unclear"),
    ("1.1.1.13 Order handling", "", "name-prefix-unclear"),
    ("1.1.1.5", "", "name-prefix-unclear"),
    ("1.1 Register", "", ""),
    ("2.1.1.5 Order handling", "", ""),
    ("3.5.4.1. Accept and validate sales orders", "", ""),
    ("01.01.2007 Start", "", ""),
    ("Order handling", "", ""),
]


@pytest.mark.parametrize(("name", "expected", "findings"), NAMES)
def test_names(name: str, expected: str, findings: str) -> None:
    found = resolved(name=name)
    assert ids(found) == expected.split()
    assert codes(found) == findings.split()
    assert all(one.line == 5 for one in found.references)


def test_a_number_in_a_name_is_clear_where_a_property_says_the_same() -> None:
    found = resolved(Mention("t", "1.1.1.5", "property", "eTOM"), name="1.1.1.5 Install firmware")
    assert (ids(found), codes(found)) == (["1.1.1.5"], [])


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


def test_functions_belong_to_their_elements() -> None:
    mention = Mention("t", "1.1.1.5; 1.1.1.6", "column", "eTOM", function="1.1.1.6-f2, 1.1.1.5-f1")
    found = resolved(mention).references
    assert [(one.id, one.function) for one in found] == [
        ("1.1.1.5", GOST + "1.1.1.5-f1"),
        ("1.1.1.6", GOST + "1.1.1.6-f2"),
    ]
    assert [one.function for one in of_value("1.1.1.5-f1").references] == [GOST + "1.1.1.5-f1"]


def test_a_function_of_another_element_or_of_none_is_kept_for_the_rules() -> None:
    for name in ("1.1.1.9-p1", "1.1.1.5-f99"):
        [one] = resolved(Mention("t", "1.1.1.5", "column", "eTOM", function=name)).references
        assert one.function == GOST + name


def test_words_in_place_of_a_function_are_reported() -> None:
    found = resolved(Mention("t", "1.1.1.5", "column", "eTOM", function="Order entry"))
    assert (ids(found), codes(found)) == (["1.1.1.5"], ["function-no-id"])


def test_a_function_alone_names_its_element() -> None:
    [one] = resolved(Mention("t", "", "column", "eTOM", function="1.1.1.5-f1")).references
    assert (one.id, one.function) == ("1.1.1.5", GOST + "1.1.1.5-f1")


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


def test_a_name_in_its_own_column_is_compared_with_the_id() -> None:
    id_ = Mention("t", "1.1.1.9", "column", "Код еТОМ", 7)
    wrong = Mention("t", "Обработка заказов", "column", "Название элемента еТОМ", 7)
    right = Mention("t", "Удержание клиентов", "column", "Название элемента еТОМ", 7)
    assert codes(resolved(id_, wrong)) == ["label-contradicts"]
    assert codes(resolved(id_, right)) == []
    found = resolved(wrong)
    assert (ids(found), codes(found)) == ([], ["value-no-id"])
    assert "1.1.1.5" in (found.findings[0].value or "")


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


# Containers.

POOL = Container("pool", "pool", "Sales", 2)
LANE = Container("lane", "lane", "Clerk", 3)
NESTED = (
    Activity("p", "process", part_of=None, component="Sales"),
    Activity("s", "subProcess", part_of="p"),
    Activity("t", "task", part_of="s", component="Clerk"),
    Activity("u", "task", part_of="p"),
)


def inherited(*mentions: Mention) -> dict[str, str]:
    model = SourceModel("a.bpmn", "bpmn", NESTED, containers=(POOL, LANE), mentions=mentions)
    found = with_inherited(model, resolve(model, CATALOGUE))
    return {one.subject: one.inherited for one in found.references if one.inherited}


def test_activities_inherit_from_the_nearest_that_says_something() -> None:
    on_process, on_lane = (
        Mention("p", "1.1.1.5", "property", "eTOM"),
        Mention("lane", "1.1.1.6", "property", "eTOM"),
    )
    on_pool, on_task = (
        Mention("pool", "1.1.1.7", "property", "eTOM"),
        Mention("t", "1.1.1.9", "property", "eTOM"),
    )
    assert inherited(on_process) == {"s": "p", "t": "p", "u": "p"}
    assert inherited(on_lane) == {"t": "lane"}
    assert inherited(on_pool) == dict.fromkeys(("p", "s", "t", "u"), "pool")
    assert inherited(on_process, on_task) == {"s": "p", "u": "p"}
    assert inherited() == {}


def test_a_reference_on_a_container_is_told() -> None:
    found = resolved(Mention("pool", "1.1.1.7", "property", "eTOM", 2), containers=(POOL,))
    assert [(one.code, one.subject, one.line) for one in found.findings] == [
        ("Mapping-on-container", "pool", 2)
    ]


def test_what_is_inherited_is_told_no_more_and_inherited_once() -> None:
    mention = Mention("pool", "1.1.1.7", "property", "eTOM", 2)
    model = SourceModel("a.bpmn", "bpmn", NESTED, containers=(POOL, LANE), mentions=(mention,))
    once = with_inherited(model, resolve(model, CATALOGUE))
    assert (len(once.references), once.findings) == (5, ())
    assert with_inherited(model, once) == once


def test_a_circle_of_parts_ends() -> None:
    activities = (Activity("a", "task", part_of="b"), Activity("b", "task", part_of="a"))
    model = SourceModel("a", "bpmn", activities, mentions=(Mention("a", "1.1.1.5", "property", "eTOM"),))
    assert [one.subject for one in with_inherited(model, resolve(model, CATALOGUE)).references] == ["a", "b"]


def test_systems_have_references_too() -> None:
    found = resolved(Mention("app", "1.1.1.5", "property", "eTOM"), systems=(System("app", "CRM"),))
    assert [(one.subject, one.id) for one in found.references] == [("app", "1.1.1.5")]


# The table.


@pytest.mark.parametrize("code", RULES)
def test_every_code_speaks_both_languages(code: str) -> None:
    rule = RULES[code]
    assert rule.code == code
    assert code.startswith("Mapping-")
    for text in (rule.name, rule.message):
        assert text.en
        assert any("а" <= char <= "я" for char in text.ru)
        assert not any("а" <= char <= "я" for char in text.en)
    assert rule.message.en.endswith(".")


def test_every_code_of_the_table_is_used_by_a_test() -> None:
    used = {f"Mapping-{code}" for _, _, codes in (*VALUES, *TEXTS, *NAMES) for code in codes.split()}
    used |= {f"Mapping-{code}" for code in ("label-contradicts", "sources-disagree", "negation-contradicts")}
    used |= {f"Mapping-{code}" for code in ("function-no-id", "on-container")}
    assert used == set(RULES)


# Any text at all.

WORDS = "1.1.1.5 1.1.1.8 000107.1.1.1.5 1.1 10 eTOM еТОМ Order Обработка and и v8.1 01.01.2007 1.1.1.5-f1 firmware"
ODD = [
    "1. 1. 1.5",
    "GB921 v8",
    "https://a.b/1.1.1.5",
    GOST,
    "1.1.1,5",
    "аааааа.1.1.1.5",
    "٣",
    "\u200b",
    "\ud800",
]
pieces = st.sampled_from([*WORDS.split(), *ODD, *" .,;:/-–()[]«»\"'\n\t|&+\u00a0"])
texts = st.lists(pieces, max_size=12).map("".join) | st.text(max_size=60)


@given(texts)
@example("1.")
@example("eTOM " * 50 + "1.1.1.5")
def test_reading_never_fails_and_gives_what_can_be_parsed(text: str) -> None:
    value = read_value(text, parse)
    assert all(0 <= one.start <= one.end <= len(value.text) for one in value.found)
    passages, others = read_text(text, parse, LABELS.belongs)
    taken = [one for passage in passages for one in passage.found]
    for one in (*taken, *others):
        assert one.parsed.normal is not None
        assert parse(one.parsed.normal).status == one.parsed.status
    starts = [one.start for one in (*taken, *others)]
    assert len(set(starts)) == len(starts)
    read_name(text, parse)
    looks_like_date(text)


@given(
    texts,
    st.sampled_from(["property", "column", "category", "keyword", "sssom", "rdf"]),
    st.booleans(),
    texts,
)
def test_resolving_never_fails(text: str, found_by: FoundBy, negated: bool, name: str) -> None:
    for found in (
        resolved(Mention("t", text, found_by, "eTOM", negated=negated, function=name), name=name),
        of_value(text, found_by, "eTOM name"),
        of_value(text, found_by, "eTOM version"),
    ):
        assert {one.code for one in found.findings} <= RULES.keys()
        assert all(one.edition is None or one.iri is None for one in found.references)


# Functions.

FUNCTIONS = [
    ("1.1.1.5-f1", "f1", ""),
    ("1.1.1.5 f1", "f1", ""),
    ("1.1.1.5–F1", "f1", ""),
    ("1.1.1.5 (f1)", "f1", ""),
    ("1.1.1.5, функция f1", "f1", ""),
    ("1.1.1.5-f1, f2 и f3", "f1 f2 f3", ""),
    ("1.1.1.4-p1", "p1", ""),
    ("1.1.1.5 функция 1", "", "function-no-id"),
    ("1.1.1.5-ф1", "", "function-no-id"),
    ("1.1.1.5-р1", "", "function-no-id"),
    ("1.1.1.5, ф. 2", "", "function-no-id"),
    ("1.1.1.5 Order handling", "", ""),
]


@pytest.mark.parametrize(("text", "functions", "code"), FUNCTIONS)
@pytest.mark.parametrize("found_by", ["property", "keyword"])
def test_no_function_is_silently_dropped(text: str, functions: str, code: str, found_by: FoundBy) -> None:
    found = of_value(f"eTOM {text}", found_by)
    assert [one.function.rpartition("-")[2] for one in found.references if one.function] == functions.split()
    assert len(found.references) == max(1, len(functions.split()))
    assert codes(found) == code.split()
    if code:
        assert text in (found.findings[0].value or "")


def test_a_function_in_front_of_a_name_is_taken() -> None:
    found = resolved(name="1.1.1.5-f1 Order handling")
    assert [(one.id, one.function) for one in found.references] == [("1.1.1.5", f"{GOST}1.1.1.5-f1")]


def test_the_keyword_may_be_inflected() -> None:
    assert ids(resolved(Mention("t", "Соответствует еТОМу 1.1.1.5", "keyword", "documentation"))) == [
        "1.1.1.5"
    ]


# Names beside ids of another edition.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.1.1.5 Catalog (GB921 v21.5)", ["label-contradicts", "other-edition"]),
        ("1.1.1.5 Order handling (GB921 v21.5)", ["other-edition"]),
        ("1.3.7 Order handling (GB921 v21.5)", ["label-contradicts", "other-edition"]),
        ("1.3.7 Catalog (GB921 v21.5)", ["other-edition"]),
    ],
)
def test_names_are_compared_across_editions(text: str, expected: list[str]) -> None:
    found = of_value(text)
    assert codes(found) == expected
    assert all(one.iri is None for one in found.references)
    contradiction = [one for one in found.findings if one.code == "Mapping-label-contradicts"]
    assert all("another edition (GB921 v21.5)" in one.message.en for one in contradiction)


@pytest.mark.parametrize("key", ["eTOM", "etomId", "Элемент еТОМ"])
def test_a_value_with_another_name_contradicts(key: str) -> None:
    for found_by in ("property", "column", "category"):
        assert codes(of_value("1.1.1.5 Some other name", found_by, key)) == ["label-contradicts"]


def test_a_property_for_the_name_is_compared_with_that_for_the_id() -> None:
    by_id, by_name = (
        Mention("t", "1.1.1.5", "property", "eTOM id"),
        Mention("t", "Selling", "property", "eTOM name"),
    )
    assert codes(resolved(by_id, by_name)) == ["label-contradicts"]
