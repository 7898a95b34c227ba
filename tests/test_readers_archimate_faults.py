"""Faults of ArchiMate models and archives: what is told, and what is refused."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from archimate_models import ARCHI, XSI, archi, codes, element, read, relation, zipped

from etom_rdf.errors import InputError
from etom_rdf.readers import inflation


def test_ids_are_made_unique_and_told() -> None:
    model = archi(
        element("BusinessProcess", "p"),
        element("BusinessProcess", "p"),
        element("BusinessProcess", "p#2"),
        element("BusinessProcess", "p"),
        element("BusinessProcess", ""),
        relation("Triggering", "p", "p#2"),
    )
    assert [each.id for each in model.activities] == ["p", "p#2", "p#2#2", "p#3", "BusinessProcess-5"]
    assert [(each.code, each.line, each.subject) for each in model.notices] == [
        ("Source-id-repeated", 3, "p#2"),
        ("Source-id-repeated", 4, "p#2#2"),
        ("Source-id-repeated", 5, "p#3"),
        ("Source-id-missing", 6, "BusinessProcess-5"),
    ]


def test_relationships_that_lead_nowhere_are_left_out_and_told() -> None:
    model = archi(
        element("BusinessProcess", "p"),
        element("BusinessProcess", "q"),
        relation("Triggering", "p", "q"),
        relation("Triggering", "p", "gone"),
        relation("Association", "p", "r-Triggering-p-q"),
        '<element xsi:type="archimate:FlowRelationship" id="f" source="p"/>',
    )
    assert len(model.flows) == 1
    assert [(each.code, each.line, each.value) for each in model.notices] == [
        ("Source-reference-dangling", 5, "gone"),
        ("Source-reference-dangling", 7, ""),
    ]
    assert model.skipped == 2


def test_types_that_are_none_are_told() -> None:
    model = archi(element("BusinesProcess", "typo"), "<element id='none'/>", element("BusinessProcess", "p"))
    assert [each.id for each in model.activities] == ["p"]
    assert [(each.code, each.subject, each.value) for each in model.notices] == [
        ("Source-type-unknown", "typo", "archimate:BusinesProcess"),
        ("Source-type-unknown", "none", ""),
    ]


def test_a_hundred_notices_of_a_kind_are_enough() -> None:
    model = archi(*(element("Process", str(each)) for each in range(150)), element("BusinessProcess", "p"))
    assert len(model.notices) == 101
    assert model.notices[-1].code == "Source-type-unknown"
    assert model.notices[-1].message.en.startswith("50 more")


def test_a_model_of_which_nothing_counts_is_told() -> None:
    assert codes(archi(element("BusinessObject", "o"))) == ["Source-empty"]
    assert codes(archi()) == ["Source-empty"]


def test_a_file_that_breaks_off_is_read_up_to_there() -> None:
    model = read(ARCHI + element("BusinessProcess", "p") + '<element xsi:type="archimate:Busi')
    assert [each.id for each in model.activities] == ["p"]
    assert codes(model)[0] == "Source-truncated"


def test_undeclared_prefixes_are_understood() -> None:
    model = read("<archimate:model>" + element("BusinessProcess", "p") + "</archimate:model>")
    assert [each.id for each in model.activities] == ["p"]
    assert "Source-recovered" in codes(model)


def test_an_element_with_an_undeclared_prefix_is_none_of_the_model() -> None:
    task = '<element identifier="{}" xsi:type="BusinessProcess"/>\n'
    model = read(f'<model {XSI}>\n{task.format("p")}<other:element id="x"/>\n{task.format("q")}</model>')
    assert [(each.id, each.line) for each in model.activities] == [("p", 2), ("q", 4)]


BOMB = "<!DOCTYPE archimate:model [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
XXE = '<!DOCTYPE archimate:model [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "XML"),
        (b"\x00\x01\x02", 1, "XML"),
        (b"not XML", 1, "XML"),
        (b"\n<definitions/>", 2, "root element is definitions"),
        (b'<model xmlns="http://maven.apache.org/POM/4.0.0"/>', 1, "root element is model"),
        (BOMB + ARCHI + element("BusinessProcess", "&b;"), 1, "DOCTYPE"),
        (XXE + ARCHI + element("BusinessProcess", "&e;"), 1, "DOCTYPE"),
        ('<!DOCTYPE m SYSTEM "http://example.org/m.dtd">' + ARCHI, 1, "DOCTYPE"),
        (ARCHI + "<folder>" * 300, None, "256 levels"),
        (zipped("<x/>", "other.xml"), None, "holds no model.xml"),
        (zipped("<x/>", "a.archimate", "b.archimate"), None, "holds 2 models"),
        (zipped("<x/>"), 1, "root element is x"),
        (zipped(ARCHI, method=ZIP_BZIP2), None, "rare way"),
        (zipped(ARCHI)[:-30], None, "damaged or cut off"),
        (b"PK\x03\x04", None, "damaged or cut off"),
    ],
)
def test_what_is_no_model_is_refused(data: str | bytes, line: int | None, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(data)
    assert caught.value.file == "model.archimate"
    assert line in (None, caught.value.line)


def test_an_archive_that_grows_beyond_reason_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = zipped(ARCHI.encode() + b" " * 20_000_000)
    monkeypatch.setattr(ZipFile, "open", refuse)
    with pytest.raises(InputError, match="more than 50 times"):
        read(bomb)


def refuse(*_: object) -> None:
    pytest.fail("unpacked")


def test_an_archive_may_not_fill_the_memory_with_what_is_no_record() -> None:
    junk = "".join(f"<x a{each}=''/>" for each in range(900_000))
    with pytest.raises(InputError, match=r"12 MB|500,000"):
        read(zipped(ARCHI + junk))


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(zipped(ARCHI))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(InputError, match="encrypted"):
        read(bytes(data))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "images\\..\\..\\x"])
def test_names_that_lead_out_of_an_archive_are_told(name: str) -> None:
    model = read(zipped(ARCHI + element("BusinessProcess", "p") + "</archimate:model>", "model.xml", name))
    assert [(each.code, each.value) for each in model.notices] == [("Source-archive-path", name)]


def test_a_harmless_archive_gives_no_notice() -> None:
    model = read(
        zipped(ARCHI + element("BusinessProcess", "p") + "</archimate:model>", "model.xml", "images/a..b.png")
    )
    assert codes(model) == []


def test_the_limits_hold_for_every_archive() -> None:
    assert (
        inflation.unzip(BytesIO(zipped(b"x" * 1000)), "model.xml", ".archimate", name="a").content.read()
        == b"x" * 1000
    )
