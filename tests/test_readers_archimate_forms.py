"""Every form of ArchiMate file: old models, exchange files, archives, pipes."""

import gc
from io import BytesIO, RawIOBase
from typing import BinaryIO, cast

import pytest
from archimate_models import (
    ARCHI,
    XSI,
    archi,
    codes,
    element,
    exchange,
    prop,
    read,
    relation,
    supports,
    zipped,
)

from etom_rdf.errors import InputError
from etom_rdf.readers import archimate


def test_old_models_have_their_names_translated() -> None:
    model = read(
        f'<archimate:model {XSI} xmlns:archimate="http://www.bolton.ac.uk/archimate" version="2.0.0">'
        + element("BusinessActivity", "a")
        + element("ApplicationComponent", "s")
        + element("InfrastructureService", "t")
        + relation("UsedBy", "s", "a")
        + "</archimate:model>"
    )
    assert [each.type for each in model.activities] == ["BusinessProcess"]
    assert supports(model) == {"s": ("a",)}
    assert codes(model) == []


def test_exchange_files_name_their_properties_behind_the_elements() -> None:
    model = exchange(
        "<elements>",
        '<element identifier="p" xsi:type="BusinessProcess"><name xml:lang="de">Auftrag</name>'
        '<name xml:lang="ru">Заказ</name><name xml:lang="en">Order</name>',
        '<documentation xml:lang="en">Takes orders</documentation>',
        '<properties><property propertyDefinitionRef="d1"><value xml:lang="en">1.1.1.5</value>'
        '<value xml:lang="ru">1.1.1.5</value></property>',
        '<property propertyDefinitionRef="d1"><value>1.1.1.6</value></property>',
        '<property propertyDefinitionRef="d2"><value>1.1.1.7</value></property></properties></element>',
        '<element identifier="s" xsi:type="ApplicationComponent"><name>CRM</name></element>',
        '</elements><relationships><relationship identifier="r" source="s" target="p" xsi:type="Serving"/>',
        '</relationships><organizations><item><label>All</label><item identifierRef="p"/></item></organizations>',
        '<propertyDefinitions><propertyDefinition identifier="d1" type="string"><name>eTOM ID</name>',
        '</propertyDefinition><propertyDefinition identifier="d2" type="string"><name>TAM ID</name>',
        "</propertyDefinition></propertyDefinitions><views><diagrams>",
        '<view identifier="v"><name>View</name><node identifier="n" elementRef="p"/></view></diagrams></views>',
    )
    assert [(each.id, each.name, each.line) for each in model.activities] == [("p", "Заказ", 3)]
    assert [(each.text, each.key, each.found_by, each.line) for each in model.mentions] == [
        ("Takes orders", "documentation", "keyword", 4),
        ("1.1.1.5", "eTOM ID", "property", 5),
        ("1.1.1.6", "eTOM ID", "property", 6),
    ]
    assert supports(model) == {"s": ("p",)}
    assert codes(model) == []


def test_exchange_files_of_version_2_1_are_read() -> None:
    model = read(
        f'<model {XSI} xmlns="http://www.opengroup.org/xsd/archimate" identifier="m"><elements>'
        '<element identifier="p" xsi:type="BusinessProcess"><label xml:lang="en">Order</label><properties>'
        '<property identifierref="d"><value>1.1.1.5</value></property></properties></element>'
        '<element identifier="s" xsi:type="ApplicationComponent"><label>CRM</label></element></elements>'
        '<relationships><relationship identifier="r" source="s" target="p" xsi:type="UsedByRelationship"/>'
        '</relationships><propertydefs><propertydef identifier="d" name="eTOM" type="string"/></propertydefs></model>'
    )
    assert [(each.id, each.name) for each in model.activities] == [("p", "Order")]
    assert [(each.text, each.key) for each in model.mentions] == [("1.1.1.5", "eTOM")]
    assert supports(model) == {"s": ("p",)}


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ("<name>A</name><name>B</name>", "A"),
        ('<name xml:lang="fr">A</name><name xml:lang="en-GB">B</name><name xml:lang="ru">C</name>', "B"),
        ('<name xml:lang="fr"> </name>', ""),
        ("", ""),
    ],
)
def test_of_several_names_the_first_in_russian_or_english_is_kept(names: str, kept: str) -> None:
    model = exchange(
        f'<elements><element identifier="p" xsi:type="BusinessProcess">{names}</element></elements>'
    )
    assert model.activities[0].name == kept


def test_a_property_that_nothing_defines_is_told() -> None:
    model = exchange(
        '<elements><element identifier="p" xsi:type="BusinessProcess"><properties>',
        '<property propertyDefinitionRef="d"><value>1.1.1.5</value></property></properties></element></elements>',
    )
    assert model.mentions == ()
    assert [(each.code, each.subject, each.value, each.line) for each in model.notices] == [
        ("Source-property-undefined", "p", "d", 3)
    ]


def test_archi_zipped_is_the_same_model() -> None:
    plain = ARCHI + element("BusinessProcess", "p", prop("eTOM", "1.1.1.5")) + "</archimate:model>"
    assert read(zipped(plain)) == read(zipped(plain, "My.archimate", "images/a.png")) == read(plain)


def test_a_pipe_can_be_read() -> None:
    class Pipe(RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._rest = BytesIO(data)

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return self._rest.read(min(size, 3) if size > 0 else size)

    plain = ARCHI + element("BusinessProcess", "p") + "</archimate:model>"
    for data in (plain.encode(), zipped(plain)):
        model = archimate.read(cast(BinaryIO, Pipe(data)), name="-")
        assert [each.id for each in model.activities] == ["p"]


def test_lines_are_right_far_down() -> None:
    count = 24_000
    model = archi(
        *(element("BusinessProcess", f"p{each}", f"\n{prop('eTOM', '1.1.1.5')}\n") for each in range(count))
    )
    assert [each.line for each in model.activities] == [2 + 3 * each for each in range(count)]
    assert model.mentions[10].line == 33


def test_the_garbage_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        archi()
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(InputError):
        read(b"")
    assert gc.isenabled()
