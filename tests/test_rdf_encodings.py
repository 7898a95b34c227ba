"""The bytes of an RDF file become text by their mark or declaration, or say on which line they do not."""

import pyoxigraph as ox
import pytest
from rdf_samples import (
    EX,
    NT,
    RDF_ROOT,
    fails_fixture,  # noqa: F401 (a fixture)
    read_fixture,  # noqa: F401 (a fixture)
)

RUSSIAN = f'<{EX}a> <{EX}p>\n  "Заказ"@ru .\n'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_marked_encodings_are_read(read, encoding):
    text = "\ufeff" + RUSSIAN if encoding == "utf-16-be" else RUSSIAN
    document = read(text.encode(encoding))
    assert document.quads[0].object == ox.Literal("Заказ", language="ru")
    assert document.lines == [2]
    assert bool(document.notices) == (encoding != "utf-8-sig")


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16"])
def test_encoding_of_an_xml_declaration_is_read(read, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{RDF_ROOT}<e:T e:p="Заказ"/></rdf:RDF>'
    document = read(text.encode(encoding), "a.rdf")
    assert ox.Literal("Заказ") in [quad.object for quad in document.quads]
    assert encoding in document.notices[0].en


def test_other_encodings_say_which_line(fails):
    error = fails(RUSSIAN.encode("cp1251"))
    assert error.line == 2
    assert "0xC7 is not UTF-8; save the file as UTF-8" in error.message.en
    assert fails(b"\xef\xbb\xbf\n" + RUSSIAN.encode("cp1251")).line == 3
    assert "0xC7" in fails(b"\xef\xbb\xbf\n" + RUSSIAN.encode("cp1251")).message.en
    assert "breaks off" in fails(RUSSIAN.encode("utf-16")[:-1]).message.en
    declared = b'<?xml version="1.0" encoding="zip"?><a b="\xff"/>'
    assert fails(declared, "a.rdf").line == 1


def test_nul_bytes_say_which_line(fails):
    assert fails(f"<{EX}a> <{EX}p>\n '\0' .").line == 2
    assert "NUL" in fails(NT.encode("utf-16-le")).message.en
