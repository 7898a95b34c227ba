"""Read ODA components: what they list, in every way that it is written, and always with its release."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.readers import oda
from etom_rdf.readers.records import Container, SourceModel
from etom_rdf.references import resolve

COMPONENT = """\
apiVersion: oda.tmforum.org/v1
kind: Component
metadata:
  name: components.oda.tmforum.org
spec:
  componentMetadata:
    id: TMFC005
    name: ProductInventory
    version: 1.10
    publicationDate: 2024-11-12 00:00:00
    status: specified
    functionalBlock: CoreCommerce
    owners: []
    eTOMs:
{entries}
    functionalFrameworkFunctions:
    - 180|Assigned_Products_Maintenance|v24.0
    SIDs:
    - Product_Domain|Loyalty_ABE|Loyalty_Program_ABE|v25.0
  coreFunction:
    exposedAPIs:
    - {{id: TMF637, specification: [{{version: v4.0.0}}]}}
"""
FIRST = 15  # the line of the first entry


def component(*entries: str) -> str:
    return COMPONENT.format(entries="\n".join(f"    - {entry}" for entry in entries))


def read(text: str) -> SourceModel:
    return oda.read(text.encode(), name="component.yaml")


def listed(model: SourceModel) -> list[tuple[str, str, str | None]]:
    """Give the number, the name and the edition of each process that is listed."""
    names = {one.id: one.name for one in model.activities}
    return [(one.text, names[one.subject], one.edition) for one in model.mentions]


def codes(model: SourceModel) -> list[str]:
    return [notice.code for notice in model.notices]


def test_a_component_lists_processes() -> None:
    model = read(
        component("1.2.11|Product_Inventory_Management|v24.0", "1.1.19.2|Loyalty_Program_Operation|v24.0")
    )
    assert model.kind == "oda"
    assert model.containers == (Container("TMFC005", "oda-component", "ProductInventory", 7),)
    assert [(one.id, one.type, one.name, one.line, one.component) for one in model.activities] == [
        ("TMFC005/1.2.11", "eTOM", "Product Inventory Management", FIRST, "TMFC005"),
        ("TMFC005/1.1.19.2", "eTOM", "Loyalty Program Operation", FIRST + 1, "TMFC005"),
    ]
    assert [(one.subject, one.key, one.found_by, one.line) for one in model.mentions] == [
        ("TMFC005/1.2.11", "eTOMs", "property", FIRST),
        ("TMFC005/1.1.19.2", "eTOMs", "property", FIRST + 1),
    ]
    assert (model.notices, model.skipped) == ((), 0)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("1.2.7|Product Specification & Offering Development|GB921 R21.0",
         ("1.2.7", "Product Specification & Offering Development", "GB921 R21.0")),
        ("1.2.11|Product_Inventory_Management|v25.5", ("1.2.11", "Product Inventory Management", "v25.5")),
        ("1.2.11_Product_Inventory_Management_v23.0", ("1.2.11", "Product Inventory Management", "v23.0")),
        ("1.2.11-Product_Inventory_Management-v23.0", ("1.2.11", "Product Inventory Management", "v23.0")),
        ("1.2.11 – Product Inventory Management", ("1.2.11", "Product Inventory Management", "GB921")),
        ("1.4.4|Service_Quality_Management", ("1.4.4", "Service Quality Management", "GB921")),
        ("1.4.4||v23.0", ("1.4.4", "", "v23.0")),
        ("1.4.4|a|b|v23.0", ("1.4.4", "a|b", "v23.0")),
        ("1.7.7.2", ("1.7.7.2", "", "GB921")),
        ("1.10", ("1.10", "", "GB921")),
        ("'1.10|X|v1'", ("1.10", "X", "v1")),
        ("1.7.7:", ("1.7.7", "", "GB921")),
        ("{id: 1.3.3, name: Order_Handling, version: v25.5}", ("1.3.3", "Order Handling", "v25.5")),
        ("{id: 1.3.3|Order_Handling|v25.5}", ("1.3.3", "Order Handling", "v25.5")),
        ("[1.3.3|Order_Handling|v25.5]", ("1.3.3", "Order Handling", "v25.5")),
    ],
)  # fmt: skip
def test_every_way_of_writing_an_entry(entry: str, found: tuple[str, str, str]) -> None:
    model = read(component(entry))
    assert listed(model) == [found]
    assert codes(model) == (["Source-release-missing"] if found[2] == "GB921" else [])


def test_a_list_below_an_entry_is_read_too() -> None:
    model = read(component("1.7.7: [1.7.7.1, 1.7.7.2]"))
    assert [number for number, _, _ in listed(model)] == ["1.7.7", "1.7.7.1", "1.7.7.2"]


def test_no_entry_lacks_an_edition() -> None:
    model = read(component("1.1.1.5|Order_Handling|v23.0", "1.1.1.5", "1.1.1.9|x"))
    assert len(model.mentions) == 3
    assert all(one.edition for one in model.mentions)


@pytest.mark.parametrize("version", ["v1alpha1", "v1alpha4", "v1beta1", "v1beta3", "v1beta4", "v1", "v1.0.0"])
@pytest.mark.parametrize("kind", ["component", "Component"])
@pytest.mark.parametrize("key", ["eTOMs", "eTom", "eTOM"])
def test_every_version_of_the_format(version: str, kind: str, key: str) -> None:
    described = f"id: TMFC001, name: Catalog, {key}: [1.2.20|Catalog|v23.0]"
    for spec in (f"{{{described}}}", f"{{componentMetadata: {{{described}}}}}"):
        model = read(f"apiVersion: oda.tmforum.org/{version}\nkind: {kind}\nspec: {spec}\n")
        assert (model.containers[0].id, listed(model)) == ("TMFC001", [("1.2.20", "Catalog", "v23.0")])
        assert model.notices == ()


def test_a_release_for_the_whole_list_is_used() -> None:
    spec = "{id: C, eTOM version: v24.0, eTom: [1.2, 1.3|X|v25]}"
    text = f"apiVersion: oda.tmforum.org/v1\nkind: Component\nspec: {spec}\n"
    assert [edition for _, _, edition in listed(read(text))] == ["v24.0", "v25"]


@pytest.mark.parametrize("value", ["", "[]", "null", "~", "n/a", "{}"])
def test_a_component_without_processes_says_so(value: str) -> None:
    model = read(f"apiVersion: oda.tmforum.org/v1\nkind: Component\nspec: {{id: TMFC035, eTOMs: {value}}}\n")
    assert (model.activities, model.skipped, codes(model)) == ((), 0, ["Source-list-empty"])


@pytest.mark.parametrize(
    "entry", ["Order handling", "TMF622", "'{{ .Values.etom }}'", "v23.0", "'1.2.7x'", "{name: X}"]
)
def test_an_entry_without_a_number_is_told_and_the_others_kept(entry: str) -> None:
    model = read(component("1.2.11|A|v1", entry, "1.2.12|B|v1"))
    assert [number for number, _, _ in listed(model)] == ["1.2.11", "1.2.12"]
    (notice,) = {(one.code, one.line) for one in model.notices}
    assert notice == ("Source-entry-unreadable", FIRST + 1)
    assert model.skipped >= 1


def test_repeated_entries() -> None:
    model = read(component("1.2.11|A|v1", "1.2.11|A|v1", "1.2.11|A|v2", "1.2.11|B|v1"))
    assert [one.id for one in model.activities] == ["TMFC005/1.2.11", "TMFC005/1.2.11~2", "TMFC005/1.2.11~3"]
    assert codes(model) == ["Source-entry-repeated", "Source-entry-ambiguous", "Source-entry-ambiguous"]
    assert model.skipped == 1


def test_the_same_number_many_times_stays_quick_and_unique() -> None:
    model = read(component(*(f"1.1|Name_{number}|v1" for number in range(10_000))))
    assert len({one.id for one in model.activities}) == 10_000


def test_numbers_of_other_releases_are_never_matched_to_this_standard() -> None:
    model = read(component("1.1.1.5|Order_Handling|v23.0", "1.1.1.9|Problem_Handling", "1.1.1.12"))
    references = resolve(model, Catalogue.load()).references
    assert [(one.id, one.iri, one.edition) for one in references] == [
        ("1.1.1.5", None, "v23.0"),
        ("1.1.1.9", None, "GB921"),
        ("1.1.1.12", None, "GB921"),
    ]


def test_names_that_contradict_the_standard_are_told_across_releases() -> None:
    model = read(component("1.1.1.9|Order_Handling|v23.0", "1.1.1.5|Order Handling|v23.0", "1.1.1.6|v23.0"))
    found = [one for one in resolve(model, Catalogue.load()).findings if "label" in one.code]
    (finding,) = found
    assert (finding.code, finding.subject, finding.line) == (
        "Mapping-label-contradicts",
        "TMFC005/1.1.1.9",
        FIRST,
    )
    assert "v23.0" in finding.message.en
    assert "1.1.1.5 (Order handling)" in finding.message.en


def test_components_among_other_documents() -> None:
    text = "---\n".join(
        [
            component("1.2.11|A|v1"),
            "apiVersion: v1\nkind: Service\n",
            "kind: Deployment\n",
            component("1.2.11|A|v1"),
        ]
    )
    model = read(text)
    assert [one.id for one in model.containers] == ["TMFC005", "TMFC005~2"]
    assert [one.id for one in model.activities] == ["TMFC005/1.2.11", "TMFC005~2/1.2.11"]
    assert codes(model) == ["Source-component-repeated", "Source-document-other"]
    assert "(Service, Deployment)" in model.notices[1].message.en


def test_anchors_and_repeated_keys() -> None:
    model = read(
        "apiVersion: oda.tmforum.org/v1\nkind: Component\nx: &list [1.2.11|A|v1]\n"
        "spec: {id: C, eTOMs: *list}\nkind: Service\n"
    )
    assert listed(model) == [("1.2.11", "A", "v1")]
    assert [(one.code, one.line) for one in model.notices] == [("Source-key-repeated", 5)]


def test_a_component_without_an_id_has_a_name() -> None:
    for metadata, id_ in (("{name: r1-catalog}", "r1-catalog"), ("{}", "component")):
        text = f"apiVersion: oda.tmforum.org/v1\nkind: Component\nmetadata: {metadata}\n"
        assert read(text + "spec: {eTOMs: [1.2.11|A|v1]}\n").activities[0].id == f"{id_}/1.2.11"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "no ODA component"),
        ("just text", 1, "no ODA component"),
        ("- a\n- b\n", 1, "no ODA component"),
        ("apiVersion: v1\nkind: Component\n", 1, "no ODA component"),
        ("apiVersion: oda.tmforum.org/v1\nkind: ExposedAPI\n", 1, "no ODA component"),
        (component("1.2.11|A|v1").replace("TMFC005", "{{ .Values.id }}"), 7, "template"),
        (component("1.2.11|A|v1").replace("TMFC005", "!ref x"), 7, "tag"),
        (component("1.2.11|A|v1").replace("TMFC005", "'x"), 7, "YAML error"),
    ],
)
def test_what_cannot_be_read_is_one_error_with_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read(text)
    assert caught.value.line is not None
    assert caught.value.line >= line
    assert caught.value.message.ru


VALUES = st.recursive(
    st.sampled_from(["1.2.11|A|v1", "1.2", "x", "~", "''", "1.10_A_v2", "id", "name", "eTOMs", "'{{'"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda some: f"[{', '.join(some)}]")
        | st.lists(st.tuples(st.sampled_from(["id", "name", "eTOMs", "1.2", "spec"]), inner), max_size=3).map(
            lambda some: "{" + ", ".join(f"{key}: {value}" for key, value in some) + "}"
        )
    ),
    max_leaves=12,
)


@given(VALUES, VALUES, VALUES)
@settings(max_examples=200, deadline=None)
def test_any_component_is_read_or_refused(described: str, metadata: str, more: str) -> None:
    text = f"apiVersion: oda.tmforum.org/v1\nkind: Component\nmetadata: {metadata}\nspec: {described}\nmore: {more}\n"
    with suppress(InputError):
        model = read(text)
        assert len({one.id for one in model.activities}) == len(model.activities) == len(model.mentions)
        assert all(one.edition for one in model.mentions)
        assert {one.component for one in model.activities} <= {one.id for one in model.containers}
