"""Hold the catalogue to figure 1 and table 1: what stands where, what it is called, and how it is asked for."""

import pytest

from etom_rdf.catalogue import Catalogue, Element, natural_key
from etom_rdf.errors import NotFoundError

CATALOGUE = Catalogue.load()

# facts.md of the design: the columns in which each element stands, from sources outside the text.
COLUMNS = {
    "1.1.1.1": ("OSR",),
    "1.1.1.2": ("F", "A", "B"),
    "1.1.1.3": ("F",),
    "1.1.1.4": ("F",),
    "1.1.1.5": ("F",),
    "1.1.1.6": ("A",),
    "1.1.1.7": ("A",),
    "1.1.1.9": ("F", "A", "B"),
    "1.1.1.10": ("B",),
    "1.1.1.11": ("B",),
    "1.1.1.12": ("B",),
}


def element(name: str) -> Element:
    found = CATALOGUE[name]
    assert isinstance(found, Element)
    return found


def test_structure_of_figure_1() -> None:
    assert [area.id for area in CATALOGUE.children()] == ["1.1", "1.2", "1.3"]
    assert [group.id for group in CATALOGUE.children("1.1")] == [
        "1.1.1",
        "1.1.2",
        "1.1.3",
        "1.1.4",
        "OSR",
        "F",
        "A",
        "B",
    ]
    assert [group.id for group in CATALOGUE.children("1.2")] == [
        "1.2.1",
        "1.2.2",
        "1.2.3",
        "1.2.4",
        "SC",
        "ILM",
        "PLM",
    ]
    assert len(CATALOGUE.children("1.3")) == 7
    assert [group.group_kind for group in CATALOGUE.children("1.1")] == ["horizontal"] * 4 + ["vertical"] * 4
    assert all(group.notation is None for group in CATALOGUE.children("1.3"))


def test_the_eleven_elements_stand_in_the_standards_order_and_in_their_columns() -> None:
    assert {one.id: one.verticals for one in CATALOGUE.children("1.1.1")} == COLUMNS
    assert [one.id for one in CATALOGUE.children("1.1.1")] == list(COLUMNS)


def test_everything_is_said_in_both_languages() -> None:
    for entry in CATALOGUE:
        assert entry.label.en != entry.label.ru, entry.id


def test_the_retired_number_names_its_successors_and_is_no_element() -> None:
    assert element("1.1.1.8").kind == "retired"
    assert element("1.1.1.8").replaced_by == ("1.1.1.10", "1.1.1.11", "1.1.1.12")
    assert "1.1.1.8" not in CATALOGUE.defined_ids


@pytest.mark.parametrize(
    "name",
    [
        "1.1.1.5",
        "1.1.1.5.",
        "gost:1.1.1.5",
        "https://w3id.org/etom/gost-r-53633/1.1.1.5",
        "<https://w3id.org/etom/gost-r-53633/1.1.1.5>",
    ],
)
def test_an_element_is_found_by_number_and_iri(name: str) -> None:
    assert element(name).label.en == "Order handling"


@pytest.mark.parametrize(
    ("code", "id_"), [("CRM", "1.1.1"), ("crm", "1.1.1"), ("OPS", "1.1"), ("osr", "OSR"), ("SM&O", "1.1.2")]
)
def test_a_group_is_found_by_its_code(code: str, id_: str) -> None:
    assert CATALOGUE[code].id == id_


@pytest.mark.parametrize("name", ["1.1.1.13", "", "3.20"])
def test_what_is_not_defined_is_not_found(name: str) -> None:
    assert name not in CATALOGUE
    with pytest.raises(NotFoundError) as caught:
        CATALOGUE[name]
    assert caught.value.name == name


def test_numbers_sort_as_numbers() -> None:
    assert sorted(["1.1.1.5-f10", "1.1.1.10", "1.1.1.5-f9", "1.1.1.5"], key=natural_key) == [
        "1.1.1.5", "1.1.1.5-f9", "1.1.1.5-f10", "1.1.1.10",
    ]  # fmt: skip
