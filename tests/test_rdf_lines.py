"""Each triple knows the line on which it ends."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf_samples import (
    EX,
    JSONLD,
    NQ,
    NT,
    RDF_ROOT,
    XSD,
    read_fixture,  # noqa: F401 (a fixture)
)

from etom_rdf.rdf_input import from_rdflib_term, parsing, to_rdflib

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
