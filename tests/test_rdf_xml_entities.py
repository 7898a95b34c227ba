"""Entities of RDF/XML are read where they do no harm, and refused where they grow or reach out."""

import pytest
from rdf_samples import (
    BOMBS,
    EX,
    LAUGHS,
    OUTSIDE,
    fails_fixture,  # noqa: F401 (a fixture)
    read_fixture,  # noqa: F401 (a fixture)
    terms,
    with_doctype,
)


def value_of(read, subset, text="&a;"):
    body = f"<e:T e:p='{text}' e:q=\"{text}\"><e:r>{text}</e:r></e:T>"
    values = [quad.object.value for quad in read(with_doctype(subset, body), "a.owl").quads[1:]]
    assert values == values[:1] * 3
    return values[0]


def test_harmless_entities_are_read(read):
    owl = with_doctype(
        f'<!ENTITY owl "http://www.w3.org/2002/07/owl#" >\n<!ENTITY ex "{EX}" >',
        '<owl:Class rdf:about="&ex;A"><e:p rdf:resource="&owl;Thing"/></owl:Class>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="&owl;" xmlns:e="&ex;">',
    )
    document = read(owl, "a.owl")
    assert terms(document)[1] == f"<{EX}A> <{EX}p> <http://www.w3.org/2002/07/owl#Thing>"
    assert document.prefixes["e"] == EX
    assert value_of(read, "<!ENTITY a 'in single quotes'>") == "in single quotes"
    assert value_of(read, '<!ENTITY b "&a;s"><!ENTITY a "before">', "&b;") == "befores"
    assert value_of(read, '<!ENTITY a "first"><!ENTITY a "second">') == "first"
    assert value_of(read, '<!-- <!ENTITY a "no"> "]> --><!ENTITY a "a>]&#62;&#1087;"><?p "?>') == "a>]>п"
    assert value_of(read, "<!ENTITY a '&#34;&#39;'>") == "\"'"
    assert value_of(read, "<!ENTITY lt '&#38;#60;'>", "&lt;&amp;&#65;") == "<&A"


def test_entities_in_cdata_and_comments_are_text(read):
    body = '<e:T e:p="&a;"><!-- &a; &b; --><e:q><![CDATA[&a;]]></e:q></e:T>'
    document = read(with_doctype('<!ENTITY a "x">', body), "a.rdf")
    assert [quad.object.value for quad in document.quads[1:]] == ["x", "&a;"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_entity_bombs_are_refused(fails, bomb):
    error = fails(BOMBS[bomb], "a.rdf")
    assert (error.line, "grow without bound" in error.message.en) == (2, True)


@pytest.mark.parametrize("kind", OUTSIDE)
def test_external_entities_and_dtds_are_refused(fails, kind):
    error = fails(OUTSIDE[kind], "a.rdf")
    assert "external DTD or entity" in error.message.en
    assert error.line in (2, 3)


def test_unused_laughs_do_no_harm(read):
    assert len(read(with_doctype(LAUGHS, "<e:T/>"), "a.rdf").quads) == 1
