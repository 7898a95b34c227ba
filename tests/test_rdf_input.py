"""Reading RDF files: what is read is exact, and what cannot be read says why, with its line."""

import gzip
import io
import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etom_rdf.errors import InputError
from etom_rdf.rdf_input import from_rdflib, from_rdflib_term, parsing, read_rdf, to_rdflib

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_ROOT = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="{EX}">'


@pytest.fixture
def read(tmp_path):
    """Write a file and read it."""

    def write_and_read(content, name="model.ttl", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_rdf(path, name=name, **options)

    return write_and_read


@pytest.fixture
def fails(read):
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


# --- real files, formats --------------------------------------------------------------------------------


def test_quad_counts_of_real_files(shared_cases):
    expected = json.loads((shared_cases / "expected.json").read_text())
    files = sorted((shared_cases / "rdf").iterdir())
    assert files
    for path in files:
        document = read_rdf(path)
        assert len(document.quads) == expected[f"rdf/{path.name}"]["counts"]["quads_pyoxigraph"]
        assert len(to_rdflib([document])) == len(set(terms(document)))


def test_other_kinds_of_real_files_are_named(shared_cases):
    kinds = {"bpmn": "BPMN model", "archimate": "ArchiMate|root element model", "xes": "XES event log"}
    for folder, kind in kinds.items():
        for path in (shared_cases / folder).iterdir():
            with pytest.raises(InputError) as caught:
                read_rdf(path)
            assert_one_sentence(caught.value)
            assert re.search(kind + "|not UTF-8|XML error", caught.value.message.en), path


NT = f"<{EX}a> <{EX}p> <{EX}b> .\n"
NQ = f"<{EX}a> <{EX}p> <{EX}b> <{EX}g> .\n"
JSONLD = f'{{"@id": "{EX}a", "{EX}p": {{"@id": "{EX}b"}}}}'
RDFXML = f'{RDF_ROOT}<e:T rdf:about="{EX}a"/></rdf:RDF>'


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (f"@prefix : <{EX}> . :a :p :b .", "model.ttl", "turtle"),
        (f"# a note\n\nPREFIX : <{EX}>\n:a :p :b .", "model.unknown", "turtle"),
        (f"@prefix : <{EX}> . :g {{ :a :p :b }}", "model.ttl", "trig"),
        (f"@prefix : <{EX}> . :a :p :b .", "model.trig", "trig"),
        (f"{{ <{EX}a> <{EX}p> <{EX}b> }}", "model", "turtle"),
        (f"[] a <{EX}T> .", "model", "turtle"),
        (f"[ a <{EX}T> ] .", "model.xml", "turtle"),
        (f"@prefix : <{EX}> . :a :p :b .", "model.nt", "turtle"),
        (f"@prefix : <{EX}> . :a :p :b .", "model.owl", "turtle"),
        (NT, "model.ttl", "turtle"),
        (NT, "model.nt", "ntriples"),
        (NT, "model.nq", "nquads"),
        (NT, "model", "ntriples"),
        (NT + "# a note\n" + NQ, "model", "nquads"),
        (NQ, "model.ttl", "nquads"),
        (NT + "<a> <b> 1 .", "model", "turtle"),
        (JSONLD, "model.ttl", "jsonld"),
        (f"[{JSONLD}]", "model", "jsonld"),
        (RDFXML, "model.ttl", "rdfxml"),
        (f"\n<?xml version='1.0'?>\n<!-- note -->{RDFXML}", "model.xml", "rdfxml"),
        (f'<e:T xmlns:e="{EX}" xmlns:r="{RDF_ROOT.split(chr(34))[1]}" r:about="{EX}a"/>', "a.rdf", "rdfxml"),
    ],
)
def test_content_decides_on_the_format(read, content, name, kind):
    document = read(content, name)
    assert document.format == kind
    assert document.quads


def test_format_option_overrules(read, fails):
    assert read(NQ, "model.ttl", format="nquads").format == "nquads"
    assert "Turtle error" in fails(f"<{EX}g> {{ {NT} }}", format="turtle").message.en
    assert "no RDF" in fails('"text"', format="jsonld").message.en


@pytest.mark.parametrize("name", ["a.ttl", "a.trig", "a.nt", "a.nq", "a.jsonld", "a.rdf", "a", "a.xlsx"])
@pytest.mark.parametrize("content", ["", " \n", "\ufeff"])
def test_empty_file_is_an_empty_document(read, content, name):
    document = read(content, name)
    assert (document.quads, document.lines, document.prefixes) == ([], [], {})


def zipped(member):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo(member), "content")  # always of the same date
    return archive.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("<!DOCTYPE html>\n<html><body>x<br></body></html>", "a.ttl", "an HTML page"),
        ("\n<html lang='en'><p>x", "a.nt", "an HTML page"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "a.rdf", "an HTML page"),
        ('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "a.ttl", "a BPMN model"),
        ('<a:model xmlns:a="http://www.archimatetool.com/archimate"/>', "a.xml", "an ArchiMate model"),
        ('<log xes.version="1.0"/>', "a.xes", "an XES event log"),
        ('<Ontology xmlns="http://www.w3.org/2002/07/owl#"/>', "a.owl", "OWL/XML"),
        ('<note xmlns="urn:x"><to/></note>', "a.xml", "root element note"),
        ("<note><to/></note>", "a", "root element note"),
        (zipped("xl/workbook.xml"), "a.xlsx", "an Excel workbook"),
        (zipped("model.xml"), "a.archimate", "an ArchiMate model"),
        (zipped("other"), "a.ttl", "a ZIP archive"),
        (gzip.compress(NT.encode(), mtime=0), "a.ttl.gz", "a gzip archive"),
        (b"%PDF-1.7", "a.ttl", "a PDF document"),
        ("id;name\n1.1.1.5;Заказ\n", "a.csv", "Turtle (.ttl)"),
        ("# Title\n\nBase station: a note.\n", "a.md", "Turtle (.ttl)"),
        ("plain words", "a.rdf", "Turtle (.ttl)"),
        ('{"name": "package", "list": [1]}', "package.json", "holds no RDF"),
    ],
)
def test_other_kinds_of_file_are_named(fails, content, name, words):
    assert words in fails(content, name).message.en


# --- bytes ----------------------------------------------------------------------------------------------

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


# --- files ----------------------------------------------------------------------------------------------


def unreadable(path):
    with pytest.raises(InputError) as caught:
        read_rdf(path)
    assert caught.value.file == str(path)
    assert_one_sentence(caught.value)
    return caught.value.message.en


def test_what_is_no_file_says_so(tmp_path, monkeypatch):
    assert "no such file" in unreadable(tmp_path / "none.ttl")
    assert "directory" in unreadable(tmp_path)
    (tmp_path / "link.ttl").symlink_to("none.ttl")
    assert "link" in unreadable(tmp_path / "link.ttl")
    (tmp_path / "loop.ttl").symlink_to("loop.ttl")
    assert "cannot be read" in unreadable(tmp_path / "loop.ttl")
    os.mkfifo(tmp_path / "pipe.ttl")
    assert "pipe" in unreadable(tmp_path / "pipe.ttl")
    assert "device" in unreadable("/dev/null")
    assert "cannot be read" in unreadable(tmp_path / ("x" * 300))
    (tmp_path / "file.ttl").write_text(NT)
    assert "cannot be read" in unreadable(tmp_path / "file.ttl" / "other.ttl")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read anything, so that chmod would not do
    assert "may not read" in unreadable(tmp_path / "file.ttl")


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<#a> a <#T> .")))
    document = read_rdf("-")
    assert document.name == "-"
    assert document.quads[0].subject == ox.NamedNode("https://example.invalid/stdin#a")


# --- what the data says ---------------------------------------------------------------------------------


def test_lexical_forms_are_kept(read):
    document = read(
        f'@prefix : <{EX}> . @prefix xsd: <{XSD}> .\n:a :p "01"^^xsd:integer , 1.0 , 1E0 , +5 , "x"@en-US ,'
        ' "a\\u0000\\r\\nb" , " a  b "^^xsd:token , "2026-13-45"^^xsd:date .'
    )
    forms = [(quad.object.value, quad.object.language) for quad in document.quads]
    assert forms == [
        *(("01", None), ("1.0", None), ("1E0", None), ("+5", None), ("x", "en-us")),
        *(("a\0\r\nb", None), (" a  b ", None), ("2026-13-45", None)),
    ]
    in_rdflib = {(str(o), o.language) for o in to_rdflib([document]).objects()}
    assert in_rdflib == set(forms)


def test_relative_iris_get_a_base_without_a_path(read, tmp_path):
    subject, predicate, value = read("<#a> <p> <> .", "не ваша.ttl").quads[0].triple
    assert value.value == "https://example.invalid/%D0%BD%D0%B5%20%D0%B2%D0%B0%D1%88%D0%B0.ttl"
    assert (subject.value, predicate.value) == (f"{value.value}#a", "https://example.invalid/p")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.ttl").write_text("<> a <T> .")
    assert str(tmp_path) not in str(read_rdf(tmp_path / "folder" / "a.ttl").quads)
    stated = read(f"@base <{EX}x/> . <a> <p> <b> .")
    assert stated.quads[0].subject == ox.NamedNode(f"{EX}x/a")
    assert stated.base == f"{EX}x/"
    xml = read(RDFXML.replace("<rdf:RDF", f'<rdf:RDF xml:base="{EX}y/"').replace(f"{EX}a", "b"), "a.rdf")
    assert xml.quads[0].subject == ox.NamedNode(f"{EX}y/b")
    assert xml.base == f"{EX}y/"
    assert read('{"@id": "a", "@type": "http://example.org/T"}').quads[0].subject == ox.NamedNode(
        "https://example.invalid/a"
    )


def test_prefixes(read):
    assert read(f"@prefix : <{EX}> . @prefix x: <{EX}x#> . :a a x:T .").prefixes == {"": EX, "x": f"{EX}x#"}
    assert read(RDFXML, "a.rdf").prefixes["e"] == EX


def test_blank_nodes_of_two_files_never_meet_and_stay_the_same(read):
    text = f"_:a <{EX}p> [] ; <{EX}q> ( 1 ) ."
    first, again = read(text, "a.ttl"), read(text, "a.ttl")
    assert first.quads == again.quads
    for other in (read(text, "b.ttl"), read(text + "\n", "a.ttl")):
        assert not blank_nodes(first) & blank_nodes(other)
    assert len(blank_nodes(first)) == 3
    graphs = read(f"_:g {{ _:g <{EX}p> _:b }}", "a.trig")
    assert graphs.quads[0].graph_name == graphs.quads[0].subject != graphs.quads[0].object


def blank_nodes(document):
    return {term for quad in document.quads for term in quad if isinstance(term, ox.BlankNode)}


# --- lines ----------------------------------------------------------------------------------------------

# § stands for the number of its line; each object ends with the number of the line on which it ends.
LINED_TURTLE = '''@prefix : <http://example.org/> . # "a quote"
:a :p § .
:b :p § ;
   :p §
 ,
   § , "§" ,
   "§"
   ;
   :p "§"@en, "§" ; :p "§"

# a comment, and an empty line

 .
:c :p """a long "string"
# with "quotes"
§""" ;
   :p '§'
   , [ :p § ;
        :p "§"
      ] ; :p ( § §
§
"§" ) .
:d
  :p
    :§ .
:e :p "§"^^:t§ . :f :p "§" . :g :p "§" .
:h :p "§"
.'''


def numbered(text):
    return "\n".join(line.replace("§", str(number)) for number, line in enumerate(text.split("\n"), 1))


def check_lines(document):
    """Compare the lines with the numbers in the objects, and return how many objects have one."""
    checked = 0
    for quad, line in zip(document.quads, document.lines, strict=True):
        if not isinstance(quad.object, ox.BlankNode) and "rdf-syntax-ns#" not in quad.object.value:
            assert int(re.search(r"\d+$", quad.object.value)[0]) == line, quad
            checked += 1
    return checked


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("kind", ["turtle", "trig"])
def test_lines_of_turtle_are_exact(read, kind, newline):
    document = read(numbered(LINED_TURTLE).replace("\n", newline), format=kind)
    assert check_lines(document) == LINED_TURTLE.count("§") - 1  # one stands in a datatype


STATEMENTS = (
    ":s :p § .",
    ":s\n:p\n§\n.",
    ':s :p "§"\n\n# note "\n;\n:q § .',
    ':s :p "§", "§"@ru\n, :o§ .',
    '[] :p """x\n"\n§""" .',
    '[ :p ( § "§"\n) ; :p [ :q § ] ] .',
    ":g { :s :p § . }",
    '{ :s :p "§" }',
    "\n# note\n",
    ":s :p '''\n\n§'''\n.",
    "@prefix x: <http://example.org/> .",
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STATEMENTS)), st.sampled_from("\n "))
def test_lines_of_any_trig_are_exact(read, statements, between):
    text = "@prefix : <http://example.org/> .\n" + between.join(statements)
    check_lines(read(numbered(text), "model.trig"))


LINED_XML = f"""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [
  <!ENTITY e "{EX}">
  <!ENTITY two 'a
b'> ]>{RDF_ROOT}
<rdf:Description rdf:about="&e;a">
  <e:p>&two;
§</e:p>
  <e:p
    rdf:resource="&e;§"/><e:p rdf:datatype="&e;t">§</e:p>
</rdf:Description></rdf:RDF>"""


def test_lines_of_other_formats(read):
    assert read(NT + "\n# note\n" + NT, "a.nt").lines == [1, 4]
    assert read(NQ + NT, "a.nq").lines == [1, 2]
    assert read(JSONLD, "a.jsonld").lines == [None]
    document = read(numbered(LINED_XML), "a.rdf")
    assert check_lines(document) == 3
    assert document.quads[0].object.value == "a\nb\n8"
    attributes = f'{RDF_ROOT}\n<e:T rdf:about="{EX}3"\n e:p="3"/></rdf:RDF>'
    assert read(attributes, "a.rdf").lines == [3, 3]


def test_a_very_long_string_costs_its_line_but_no_time(read, monkeypatch):
    monkeypatch.setattr(parsing._LineFeed, "_BUDGET", 1_000_000)
    string = "x\n" * 20_000
    document = read(f'<{EX}a> <{EX}p> 1 ,\n """{string}""" ,\n 2 .\n' + NT * 5000)
    assert document.lines[:2] == [1, None]
    assert document.lines[-1] == 2 + 20_000 + 1 + 5000


def test_line_of_falls_back_to_property_and_subject(read):
    document = read(f'@prefix : <{EX}> .\n:a :p 1 .\n:a :p 2 ;\n:q 3 .\n:b :p 2 .\n[] :r "x"@en .')
    a, b, p, q, r = (ox.NamedNode(EX + name) for name in "abpqr")
    two, three = (ox.Literal(number, datatype=ox.NamedNode(f"{XSD}integer")) for number in "23")
    assert document.line_of(a, p, two) == 3
    assert document.line_of(a, q, three) == document.line_of(a, q, two) == document.line_of(a, q) == 4
    assert document.line_of(a, p) == 2
    assert document.line_of(a) == document.line_of(a, r) == document.line_of(a, r, two) == 2
    assert document.line_of(b, p, two) == 5
    assert document.line_of(r) is None
    triple = next(triple for triple in to_rdflib([document]) if str(triple[1]) == f"{EX}r")
    assert document.line_of(*map(from_rdflib_term, triple)) == 6


# --- errors of syntax -----------------------------------------------------------------------------------


def described(rest):
    return f'{RDF_ROOT}<e:T rdf:about="{EX}a">\n{rest}'


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


# --- XML: entities --------------------------------------------------------------------------------------


def with_doctype(subset, body="", root=RDF_ROOT, outside=""):
    return f'<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF {outside}[\n{subset}\n]>\n{root}{body}</rdf:RDF>'


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


# --- JSON-LD --------------------------------------------------------------------------------------------

REMOTE = {
    "alone": '{"@context": "URL", "@id": "a"}',
    "in a list": '{"@context": [{"p": "http://x/"}, "URL"], "@id": "a"}',
    "inside": '{"@id": "a", "http://x/p": [{"@context": "URL", "@id": "b"}]}',
    "of a property": '{"@context": {"p": {"@id": "http://x/p", "@context": "URL"}}, "p": {"q": 1}}',
    "imported": '{"@context": {"@version": 1.1, "@import": "URL"}, "@id": "a"}',
    "under an escaped key": '{"\\u0040c\\u006Fntext": "URL", "@id": "a"}',
    "relative": '{"@context":\n "context.jsonld", "@id": "a"}',
}


@pytest.mark.parametrize("where", REMOTE)
def test_remote_contexts_are_named(fails, where):
    error = fails(REMOTE[where].replace("URL", "https://example.org/context"), "a.json")
    url = "context.jsonld" if where == "relative" else "https://example.org/context"
    assert f"remote context {url}, and nothing is fetched" in error.message.en
    assert error.line == (2 if where == "relative" else 1)


def test_contexts_in_the_file_are_read(read):
    context = {
        "x": "http://x/",
        "name": "x:name",
        "Thing": "x:Thing",
        "kind": {"@id": "x:kind", "@type": "@id"},
    }
    data = {
        "@context": [context, {"name": None}, None, context],
        "@id": "x:a",
        "kind": "x:b",
        "name": "@context",
    }
    document = read(json.dumps(data, indent=1), "a.json")
    assert sorted(terms(document)) == [
        "<http://x/a> <http://x/kind> <http://x/b>",
        '<http://x/a> <http://x/name> "@context"',
    ]


def test_chains_of_context_terms_are_bounded(read, fails):
    def chain(length):
        terms_of_chain = {f"t{number}": f"t{number + 1}:x" for number in range(length)}
        return json.dumps({"@context": {**terms_of_chain, f"t{length}": "http://x/"}, "t0": 1})

    assert len(read(chain(19), "a.json").quads) == 1
    assert "more than 20 deep" in fails(chain(50_000), "a.json").message.en
    assert "in a circle" in fails('{"@context": {"a": "b:x", "b": "a:x"}}', "a.json").message.en


def test_repeated_keys_of_json_are_all_read(read):
    assert len(read('{"http://x/p": 1, "http://x/p": 2}', "a.jsonld").quads) == 2


def test_json_nesting_is_bounded(read, fails):
    deep = '{"http://x/p":\n' * 100 + '"[["' + "}" * 100
    assert len(read(deep, "a.jsonld").quads) == 100
    error = fails('{"http://x/p":\n' + deep + "}", "a.jsonld")
    assert (error.line, "nested" in error.message.en) == (101, True)
    flat = json.dumps([{"http://x/p": '\\"]}{["'}] * 300)
    assert len(read(flat, "a.jsonld").quads) == 300


# --- nothing is fetched, nothing crashes ----------------------------------------------------------------


def test_nothing_is_fetched(read):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        owl = "http://www.w3.org/2002/07/owl#"
        include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="URL"/>'
        harmless = (
            (f"@base <{url}> . <> <{owl}imports> <{url}> .", "a.ttl"),
            (described("</e:T></rdf:RDF>").replace("<rdf:RDF", f'<rdf:RDF xml:base="{url}"'), "a.rdf"),
            (described(f'<o:imports xmlns:o="{owl}" rdf:resource="{url}"/></e:T></rdf:RDF>'), "a.owl"),
            (f'{{"@context": {{"@base": "{url}"}}, "@id": "a", "{owl}imports": {{"@id": "{url}"}}}}', "a.json"),
        )  # fmt: skip
        for content, name in harmless:
            assert read(content, name).quads
        for content in (*OUTSIDE.values(), *REMOTE.values(), described(f"{include}</e:T></rdf:RDF>")):
            with pytest.raises(InputError):
                read(content.replace("URL", url), "a.rdf")
        with pytest.raises(BlockingIOError):
            server.accept()


DEEP = {
    "ttl": (
        ("<x:a> <x:b> ", "[ <x:p> ", "1", "]", " ."),
        ("<x:a> <x:b> ", "( ", "1", ")", " ."),
        ("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "1", ")>>", " ."),
        ("", "<< ", "<x:a> <x:b> <x:c>", ">> <x:b> <x:c>", " ."),
        ("<x:a> <x:b> <x:c>", "{| <x:b> <x:c> ", "", "|}", " ."),
    ),
    "trig": (("", "{", "", "}", ""), ("<x:g> {<x:a> <x:b> ", "[ <x:p> ", "1", "]", "}")),
    "nt": (("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "<x:c>", ")>>", " ."),),
    "jsonld": (
        ("", "[", "", "]", ""),
        ("", '{"x:a":', "1", "}", ""),
        ('{"x:a":', '{"@list":[', "", "]}", "}"),
        ('{"@context":{"a":', '{"@id":"x:a","@context":{"a":', '"x:b"', "}}", "}}"),
        ("", '{"@graph":', "[]", "}", ""),
    ),
    "rdf": (
        (RDF_ROOT, "<e:a><e:b>", "", "</e:b></e:a>", "</rdf:RDF>"),
        (f"{RDF_ROOT}<e:T>", "<e:b rdf:parseType='Resource'>", "", "</e:b>", "</e:T></rdf:RDF>"),
    ),
}
READ_ALL = """
import resource, sys
from etom_rdf.errors import InputError
from etom_rdf.rdf_input import read_rdf
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20, resource.RLIM_INFINITY))
for path in sys.argv[2:]:
    try:
        print("read", len(read_rdf(path).quads))
    except InputError as error:
        print("refused", error)
"""


def read_in_a_process(paths, megabytes):
    command = [sys.executable, "-c", READ_ALL, str(megabytes), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    results = done.stdout.splitlines()
    assert len(results) == len(paths)
    return results


@pytest.mark.parametrize("extension", DEEP)
def test_deep_nesting_does_not_crash(tmp_path, extension):
    paths = []
    for number, (start, opening, middle, closing, end) in enumerate(DEEP[extension]):
        for closed in (True, False):
            path = tmp_path / f"{number}-{closed}.{extension}"
            path.write_text(start + opening * 100_000 + (middle + closing * 100_000 + end) * closed)
            paths.append(path)
    results = read_in_a_process(paths, megabytes=2000)
    assert all(result.startswith("refused") for result in results[1::2])
    if extension == "ttl":
        assert results[0] == "read 100001"


def test_bombs_take_little_memory(tmp_path):
    paths = []
    for number, content in enumerate(BOMBS.values()):
        paths.append(tmp_path / f"{number}.rdf")
        paths[-1].write_text(content)
    results = read_in_a_process(paths, megabytes=400)
    assert all(result.startswith("refused") for result in results)


SUFFIXES = st.sampled_from(["", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".xlsx"])
PIECES = st.sampled_from(
    [
        *(b"<", b">", b'"', b"'", b"{", b"}", b"[", b"]", b"<<", b"_:a ", b"@prefix : <x:> .", b":a :p 1 .", b"\xff"),
        *(b"<?xml ?>", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"]>", b"&a;", RDF_ROOT.encode(), b"</rdf:RDF>"),
        *(b'{"@id": "a"', b'"@context": ', b", ", b"\0", b"\r", b"\n", b"\\", b"PK\x03\x04", b"\xff\xfe", "ж".encode()),
    ]
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(), st.lists(PIECES).map(b"".join)), SUFFIXES)
@example(b"<!DOCTYPE a [", ".rdf")
@example(b"<!DOCTYPE a [<!ENTITY % a 'b'>", ".rdf")
@example(b"<!DOCTYPE a><", ".rdf")
def test_arbitrary_bytes_are_read_or_refused(read, content, suffix):
    try:
        document = read(content, f"file{suffix}")
    except InputError as error:
        assert_one_sentence(error)
    else:
        assert len(document.quads) == len(document.lines)


# --- rdflib ---------------------------------------------------------------------------------------------


def test_union_of_documents_in_rdflib(read):
    first = read(f"@prefix x: <{EX}> . x:g {{ x:a x:p _:b }} x:a x:p _:b .", "a.trig")
    second = read(f'@prefix x: <{EX}> . x:a x:p _:b , "1"^^<{XSD}string> , 1 .', "b.ttl")
    graph = to_rdflib([first, second])
    assert len(graph) == 4
    assert len(set(graph.objects())) == 4
    assert dict(graph.namespaces())["x"].n3() == f"<{EX}>"
    assert sorted(map(str, from_rdflib(graph))) == sorted(
        {str(ox.Quad(*quad.triple)) for document in (first, second) for quad in document.quads}
    )
    assert len(to_rdflib([])) == 0


def test_ill_typed_literals_make_no_noise(read, caplog, recwarn):
    values = [
        f'"{value}"^^<{XSD}{name}>'
        for value, name in (("x", "integer"), ("x", "boolean"), ("2026-13-45", "date"))
    ]
    html = (
        f'"{"<div>" * 100_000}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML>'  # hangs rdflib's parser
    )
    graph = to_rdflib([read(f"<{EX}a> <{EX}p> {' , '.join((*values, html))} .")])
    assert {literal.n3() for literal in graph.objects()} == {*values, html}
    assert not caplog.records
    assert not recwarn.list
    import rdflib  # noqa: PLC0415

    rdflib.Literal("x", datatype=rdflib.XSD.integer)
    assert caplog.records  # the log is as it was


def test_quads_of_a_dataset(read):
    import rdflib  # noqa: PLC0415

    dataset = rdflib.Dataset()
    dataset.parse(data=NQ + NT, format="nquads")
    assert set(from_rdflib(dataset)) == set(read(NQ + NT, "a.nq").quads)
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("a b"), rdflib.RDF.type, rdflib.Literal("x")))
    with pytest.raises(InputError) as caught:
        from_rdflib(graph)
    assert_one_sentence(caught.value)


def test_reading_does_not_load_rdflib():
    command = "import sys, etom_rdf.rdf_input; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
