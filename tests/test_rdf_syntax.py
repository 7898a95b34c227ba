"""An error of syntax says where, in one sentence, and so does RDF 1.2."""

import re

import pytest
from rdf_samples import (
    EX,
    NQ,
    NT,
    described,
    fails_fixture,  # noqa: F401 (a fixture)
    read_fixture,  # noqa: F401 (a fixture)
)


@pytest.mark.parametrize(
    ("content", "name", "line", "words"),
    [
        (f"@prefix : <{EX}> .\n:a :p :b ;\n  c .", "a.ttl", 3, "column 3: c is not a valid predicate"),
        (f"@prefix : <{EX}> .\n\n:a x:p :b .", "a.trig", 3, "TriG error at column 4: The prefix x:"),
        (f"@prefix : <{EX}> .\r\n\r\n:a x:p :b .", "a.ttl", 3, "Turtle error at column 4: The prefix x:"),
        (f"@prefix : <{EX}> .\r:a x:p :b .", "a", 2, "Turtle error"),
        (f'<{EX}a> <{EX}p> "x"', "a.nt", 1, "N-Triples error"),
        (f'<{EX}a> <{EX}p>\n """text\nwithout end', "a.ttl", 2, "Unexpected end of file"),
        (NT + "<a> <b> <c> .", "a.nt", 2, "No scheme found"),
        (NQ + f"<{EX}a b> <b> <c> .", "a.nq", 2, "N-Quads error"),
        ('{"@id":\n "a", }', "a.jsonld", 2, "JSON-LD error"),
        (f'{{"@id": "a",\n "@type": ["{EX}T", 1]}}', "a.jsonld", None, "@type"),
        (described("<e:p>x</e:q></e:T></rdf:RDF>"), "a.rdf", 2, "mismatched tag"),
        (described("<e:p>x</e:p>\n"), "a.rdf", 3, "no element found"),
        (described("\n<e:p rdf:resource='http://x y'/></e:T></rdf:RDF>"), "a.rdf", 3, "IRI"),
        (described("<e:p>&nbsp;</e:p></e:T></rdf:RDF>"), "a.rdf", 2, "undefined entity"),
        (f'<{EX}a> <{EX}p> "{"x" * 17_000_000}" .', "a.ttl", 1, "16 MB"),
    ],
)
def test_errors_of_syntax_say_where(fails, content, name, line, words):
    error = fails(content, name)
    assert error.line == line
    assert words in error.message.en
    if line and "error" in error.message.en:
        assert re.search(rf"в строке {line}\b.*«.+»; исправьте", error.message.ru)


def test_the_parsers_words_stay_on_one_short_line(fails):
    error = fails(f'<{EX}a> """one\ntwo\x1b[31m{"x" * 5000}""" <{EX}b> .')
    assert " … " in error.message.en
    fails(f"<n{'x' * 5000} a='1'/>", "a.xml")
    fails('{"@context": "a\\nb"}', "a.json")
    fails(
        '<!DOCTYPE a SYSTEM "a\nb"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        "a.rdf",
    )


@pytest.mark.parametrize(
    "content",
    [
        "<<( :a :p :b )>> :p :b .",
        "<< :a :p :b >> :p :b .",
        ":a :p\n<<( :a :p :b )>> .",
        ":a :p :b {| :q 1 |} .",
        ":a :p :b ~ :r .",
        ':a :p "text"@ar--rtl .',
        ':a :p "<<" , \'"\' .\n# <<\n:b :p <<( :a :p :b )>> .',
    ],
)
def test_triples_about_triples_are_refused(fails, content):
    error = fails(f"@prefix : <{EX}> .\n{content}")
    assert "RDF 1.2" in error.message.en
    assert error.line == 2 + content.count("\n")


def test_triples_about_triples_in_xml_are_refused(fails):
    inner = f'<rdf:Description rdf:about="{EX}b"><e:q>x</e:q></rdf:Description>'
    rest = f'<e:p rdf:parseType="Triple">{inner}</e:p></e:T></rdf:RDF>'
    error = fails(described(rest).replace("<rdf:RDF", '<rdf:RDF rdf:version="1.2"'), "a.rdf")
    assert (error.line, "RDF 1.2" in error.message.en) == (2, True)


def test_marks_of_triples_inside_text_are_fine(read):
    objects = ('"<<"', "'<<'", '"""\n " << """', "'''<< \\''' '''", '"\\"<<"')
    document = read(f"@prefix : <{EX}> . # <<\n:a\\#b :p {' , '.join(objects)} .\n:it\\'s :p '<<' .")
    assert len(document.quads) == 6
