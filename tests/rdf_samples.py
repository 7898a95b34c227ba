"""Write RDF for the tests of its reading, read it, and see that a refusal is one sentence."""

import re

import pytest

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import read_rdf

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_ROOT = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="{EX}">'


@pytest.fixture(name="read")
def read_fixture(tmp_path):
    """Write a file and read it."""

    def write_and_read(content, name="model.ttl", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_rdf(path, name=name, **options)

    return write_and_read


@pytest.fixture(name="fails")
def fails_fixture(read):
    """Write a file, expect one sentence in each language, and return the error."""

    def write_and_fail(content, name="model.ttl", **options):
        with pytest.raises(InputError) as caught:
            read(content, name, **options)
        error = caught.value
        assert error.file == name
        assert_one_sentence(error)
        return error

    return write_and_fail


def assert_one_sentence(error):
    for text in (error.message.en, error.message.ru):
        assert text.isprintable()
        assert 20 < len(text) < 500
    assert re.search("[а-я]", error.message.ru)
    assert not re.search("[а-яА-Я]", error.message.en) or "«" in error.message.ru
    assert str(error).startswith(error.file)


def terms(document):
    return [" ".join(map(str, quad.triple)) for quad in document.quads]


NT = f"<{EX}a> <{EX}p> <{EX}b> .\n"
NQ = f"<{EX}a> <{EX}p> <{EX}b> <{EX}g> .\n"
JSONLD = f'{{"@id": "{EX}a", "{EX}p": {{"@id": "{EX}b"}}}}'
RDFXML = f'{RDF_ROOT}<e:T rdf:about="{EX}a"/></rdf:RDF>'


def described(rest):
    return f'{RDF_ROOT}<e:T rdf:about="{EX}a">\n{rest}'


def with_doctype(subset, body="", root=RDF_ROOT, outside=""):
    return f'<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF {outside}[\n{subset}\n]>\n{root}{body}</rdf:RDF>'


LAUGHS = '<!ENTITY l0 "lollollol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOUBLES = '<!ENTITY d0 "">' + "".join(f'<!ENTITY d{n} "{f"&d{n - 1};" * 2}">' for n in range(1, 60))
BOMBS = {
    "laughs": with_doctype(LAUGHS, "<e:T><e:p>&l11;</e:p></e:T>"),
    "laughs in an attribute": with_doctype(LAUGHS, "<e:T e:p='&l11;'/>"),
    "laughs in the root": with_doctype(LAUGHS, "<e:T/>", RDF_ROOT[:-1] + " e:p='&l11;'>"),
    "laughs of nothing": with_doctype(DOUBLES, "<e:T><e:p>&d59;</e:p></e:T>"),
    "quadratic": with_doctype(f'<!ENTITY a "{"a" * 50_000}">', f"<e:T><e:p>{'&a;' * 50_000}</e:p></e:T>"),
    "loop": with_doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">', "<e:T><e:p>&a;</e:p></e:T>"),
}
OUTSIDE = {
    "external entity": with_doctype('<!ENTITY a SYSTEM "URL">', "<e:T><e:p>&a;</e:p></e:T>"),
    "unused external entity": with_doctype('<!ENTITY a PUBLIC "-//x" "URL">', "<e:T/>"),
    "parameter entity": with_doctype('<!ENTITY % a SYSTEM "URL"> %a;', "<e:T/>"),
    "inner parameter entity": with_doctype("<!ENTITY % a '<!ENTITY b \"c\">'> %a;", "<e:T/>"),
    "system DTD": with_doctype("", "<e:T/>", outside='SYSTEM "URL" '),
    "public DTD": with_doctype("", "<e:T/>", outside='PUBLIC "-//x" "URL" '),
}
REMOTE = {
    "alone": '{"@context": "URL", "@id": "a"}',
    "in a list": '{"@context": [{"p": "http://x/"}, "URL"], "@id": "a"}',
    "inside": '{"@id": "a", "http://x/p": [{"@context": "URL", "@id": "b"}]}',
    "of a property": '{"@context": {"p": {"@id": "http://x/p", "@context": "URL"}}, "p": {"q": 1}}',
    "imported": '{"@context": {"@version": 1.1, "@import": "URL"}, "@id": "a"}',
    "under an escaped key": '{"\\u0040c\\u006Fntext": "URL", "@id": "a"}',
    "relative": '{"@context":\n "context.jsonld", "@id": "a"}',
}
