"""How SSSOM names the elements of the standard, and whether labels agree with them."""

import pytest
from sssom_tables import BROAD, codes, one, statements

from etom_rdf.catalogue import Catalogue
from etom_rdf.namespaces import GOST
from etom_rdf.references import resolve


@pytest.mark.parametrize(
    ("object_", "slots", "text", "edition"),
    [
        (f"{GOST}1.1.1.5", {}, "1.1.1.5", None),
        (f"<{GOST}1.1.1.5>", {}, "1.1.1.5", None),
        ("gost:CRM", {}, "CRM", None),
        ("1.1.1.5", {"object_source": "gost:scheme"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "GOST R 53633.3-2009"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "eTOM"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "eTOM", "object_source_version": "GB921 v23"}, "1.1.1.5", "GB921 v23"),
        ("1.1.1.5", {"object_source": "eTOM", "object_source_version": "53633.3-2009"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "gost:scheme", "object_source_version": "2009"}, "1.1.1.5", None),
        ("1.1.1.5", {"object_source": "eTOM v23.0"}, "1.1.1.5", "eTOM v23.0"),
        ("1.1.1.5", {"object_source": "GB921"}, "1.1.1.5", "GB921"),
        ("eTOM:1.1.1.5", {}, "1.1.1.5", None),
        ("еТОМ:1.1.1.5", {}, "1.1.1.5", None),
        ("eTOM:1.1.1.5", {"object_source_version": "v21.0"}, "1.1.1.5", "v21.0"),
    ],
)
def test_an_element_is_known_by_its_iri_its_source_or_its_prefix(
    object_: str, slots: dict[str, str], text: str, edition: str | None
) -> None:
    (mention,) = one("op:P1", BROAD, object_, **slots).mentions
    assert (mention.text, mention.edition) == (text, edition)


@pytest.mark.parametrize("object_", ["1.1.1.5", "APQC:1.1.1.5", "https://apqc.example/1.1.1.5", "op:1.1.1.5"])
def test_ids_of_another_scheme_are_not_taken(object_: str) -> None:
    model = one("op:P1", BROAD, object_)
    assert (model.activities, model.mentions, model.skipped) == ((), (), 1)
    assert "Source-row-foreign" in codes(model)


def test_a_literal_may_stand_for_either_side() -> None:
    process = one("", BROAD, "gost:1.1.1.5", subject_label="Приём заказа", subject_type="rdfs literal")
    assert (process.activities[0].id, process.activities[0].name) == ("Приём заказа", "Приём заказа")
    element = one(
        "op:P1",
        BROAD,
        "",
        object_label="1.1.1.5 Order handling",
        object_type="rdfs literal",
        object_source="eTOM",
    )
    assert statements(element) == [("op:P1", BROAD, "1.1.1.5 Order handling", False)]


def test_a_function_gives_its_element_too() -> None:
    (mention,) = one("op:P1", "etom:performs", "gost:1.1.1.5-f3").mentions
    assert (mention.text, mention.function) == ("1.1.1.5", "1.1.1.5-f3")


def test_a_label_that_contradicts_the_number_is_found() -> None:
    model = one("op:P1", BROAD, "gost:1.1.1.9", object_label="Order handling")
    assert [(one.code, one.line) for one in resolve(model, Catalogue.load()).findings] == [
        ("Mapping-label-contradicts", 7)
    ]


@pytest.mark.parametrize(
    "object_", ["gost:1.1.1.5", "gost:OSR", "gost:1.1.1.5-f3", "gost:1.1", "gost:1.1.1.8"]
)
def test_whatever_the_standard_names_is_resolved(object_: str) -> None:
    catalogue = Catalogue.load()
    (found,) = resolve(one("op:P1", BROAD, object_, object_label="Fulfilment"), catalogue).references
    assert found.iri == GOST + object_.removeprefix("gost:").partition("-")[0]
    assert found.function == (GOST + object_.removeprefix("gost:") if "-f" in object_ else None)


def test_the_label_of_a_function_is_compared_with_its_element() -> None:
    right = one("op:P1", BROAD, "gost:1.1.1.5-f1", object_label="Order handling")
    wrong = one("op:P1", BROAD, "gost:1.1.1.5-f1", object_label="Selling")
    assert resolve(right, Catalogue.load()).findings == ()
    assert [each.code for each in resolve(wrong, Catalogue.load()).findings] == ["Mapping-label-contradicts"]


def test_the_label_of_another_edition_is_compared_too() -> None:
    model = one("op:P1", BROAD, "etom:1.1.1.10", object_label="Catalog", object_source_version="GB921 v23")
    found = resolve(model, Catalogue.load())
    assert "Mapping-label-contradicts" in [each.code for each in found.findings]
