"""Hold which names of properties speak of eTOM."""

import pytest

from etom_rdf.readers.keywords import fold, is_etom_key, key_role

SPEAK_OF_ETOM = [
    "eTOM", "ETOM", "etom", "eTom", "еТОМ", "ЕТОМ", "eТОM", "e-TOM", "e\u2011TOM",
    "etomId", "etomID", "eTOMId", "eTOMid", "ETOMID", "EtomId", "etomRef", "etomref", "eTOM-ID", "eTOM element",
    "eTOM-element-ID", "etom_reference", "eTOM-Process", "ETOM.ID", "etom-id", "ETOM_L2", "L2 eTOM", "eTOMv13",
    "meta-etomid1", "meta-etomelement7", "meta-etomprocessid", "tmf.etom", "tmf:etom", "tmfETOM", "tmfEtomId",
    "customEtom", "customETOM", "Элемент еТОМ", "ЭЛЕМЕНТ ЕТОМ", "Код элемента (еТОМ)", "кодЕТОМ", "etom2",
    "eTOMs", "ETOMS", "etoms", "eTOM's", "eTOMsList", "etoms_list", "customEtoms", "коды еТОМа", "по еТОМу", "ЕТОМОМ",
]  # fmt: skip
ONLY_LOOK_ALIKE = [
    "", "customEtomizer", "petomic", "version", "etymology", "etomology", "eTOMizer", "atom", "customer", "phantom",
    "homeTOM", "Tom", "e tom", "TAM ID", "meta-apqcreference22", "с учетом", "УЧЁТОМ", "УЧЕТОМ", "летом", "счетом",
    "отчётом", "métom", "том",
    "eTOMized", "etomic", "petoms", "летому", "учётома", "eTOMand", "атому", "atoms",
]  # fmt: skip


@pytest.mark.parametrize("name", SPEAK_OF_ETOM)
def test_the_keyword_is_found_as_a_word(name: str) -> None:
    assert is_etom_key(name)


@pytest.mark.parametrize("name", ONLY_LOOK_ALIKE)
def test_what_only_looks_alike_is_left_alone(name: str) -> None:
    assert not is_etom_key(name)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Наименование  процесса", "наименование процесса"),
        ("Учёт", "учет"),
        ("processName", "process name"),
        ("XMLHttpRequest", "xml http request"),
        ("meta-owner3", "owner"),
        ("meta", "meta"),
        ("eTOM_L2-Элемент", "etom l элемент"),
        ("42", ""),
        ("eTOMsList", "etom list"),
        ("Элементы еТОМа", "элементы etom"),
    ],
)
def test_spellings_of_a_name_fold_to_one(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("eTOM", "id"),
        ("eTOM element", "id"),
        ("eTOM element name", "label"),
        ("Наименование элемента еТОМ", "label"),
        ("Код и наименование еТОМ", "id"),
        ("eTOM version", "edition"),
        ("Редакция еТОМ", "edition"),
        ("eTOM comment", "aside"),
    ],
)
def test_a_key_says_what_its_value_is(name: str, role: str) -> None:
    assert key_role(name) == role


def test_a_very_long_name_takes_no_time() -> None:
    assert not is_etom_key("eto" * 1_000_000)
