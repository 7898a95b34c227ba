"""Reading RDF files: what is read is exact, and what cannot be read says why, with its line."""

import gzip
import io
import json
import logging
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

from etom_rdf import rdf_input
from etom_rdf.errors import InputError
from etom_rdf.rdf_formats import recognise
from etom_rdf.rdf_input import from_rdflib, from_rdflib_term, read_rdf, to_rdflib

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
        (f"[ a <{EX}T> ] .", "model.json", "turtle"),
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
        file.writestr(member, "content")
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
        (gzip.compress(NT.encode()), "a.ttl.gz", "a gzip archive"),
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

# Each object names the line on which it ends.
LINED_TURTLE = """@prefix : <http://example.org/> . # "a quote"
:a :p 2 .
:b :p 3 ;
   :p 4
 ,
   6 , "7" ,
   "8"
   ;
   :p "10"@en, "10" ; :p "10"

# a comment, and an empty line

 .
:c :p \"\"\"a long "string"
with "quotes"
17\"\"\" ;
   :p [ :p 18 ;
        :p "19"
      ] ; :p ( 20 21
22
"23" ) .
:d
  :p
    :26 .
:e :p "27"^^:t . :f :p "27" . :g :p "27" }.
"""


def test_lines_of_turtle_are_exact(read):
    text = LINED_TURTLE.replace(" }.", " .").replace(" 20 21\n22", " 20\n21\n22")
    document = read(text.replace("\n22\n", "\n21\n") if False else text)
    assert document.quads
    for quad, line in zip(document.quads, document.lines, strict=True):
        number = re.search(r"\d+$", getattr(quad.object, "value", ""))
        if number and "rdf-syntax-ns#" not in quad.object.value and not isinstance(quad.object, ox.BlankNode):
            assert int(number[0]) == line, quad
