"""The content of an RDF file decides on its format, and what is another kind of file is named."""

import gzip
import io
import zipfile

import pytest
from rdf_samples import (
    EX,
    JSONLD,
    NQ,
    NT,
    RDF_ROOT,
    RDFXML,
    fails_fixture,  # noqa: F401 (a fixture)
    read_fixture,  # noqa: F401 (a fixture)
)


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
