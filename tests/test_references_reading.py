"""Hold which ids are read from values, running text and names, and what is reported on the way."""

import pytest
from mentions import codes, ids, of_value, resolved

from etom_rdf.namespaces import GOST
from etom_rdf.readers.records import Activity, FoundBy, Mention
from etom_rdf.references import RULES

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


def test_the_keyword_may_be_inflected() -> None:
    assert ids(resolved(Mention("t", "Соответствует еТОМу 1.1.1.5", "keyword", "documentation"))) == [
        "1.1.1.5"
    ]
