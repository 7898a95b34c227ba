"""Hold canonical Turtle to its promises: nothing lost, one text for one graph, in a reader's order."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef, term
from rdflib.compare import isomorphic

from etom_rdf.errors import InputError
from etom_rdf.turtle import FormatFinding, canonical_turtle, check_file, is_canonical

PREFIXES = """
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix shape: <https://w3id.org/etom/shape/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
"""


def formatted(text: str) -> str:
    """Return the canonical form of a body, without its prefixes, and see that nothing was lost."""
    canonical = canonical_turtle(PREFIXES + text)
    assert isomorphic(read(canonical), read(PREFIXES + text))
    assert is_canonical(canonical)
    return "\n".join(line for line in canonical.splitlines() if not line.startswith("@prefix")).strip()


def read(text: str) -> Graph:
    # By way of pyoxigraph, which keeps lexical forms.
    def convert(value: object) -> URIRef | BNode | Literal:
        if isinstance(value, ox.NamedNode):
            return URIRef(value.value)
        if isinstance(value, ox.BlankNode):
            return BNode(value.value)
        assert isinstance(value, ox.Literal)
        datatype = None if value.language else URIRef(value.datatype.value)
        return Literal(value.value, lang=value.language, datatype=datatype, normalize=False)

    graph = Graph()
    for triple in ox.parse(text.encode(), ox.RdfFormat.TURTLE):
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def heads(text: str) -> list[str]:
    lines = formatted(text).splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith((" ", "."))]


def test_statement_reads_like_one_fact_per_line() -> None:
    body = """
    gost:1.1.1.5 skos:notation '1.1.1.5' ; dcterms:source gost:table-1 ; a skos:Concept , etom:Element ;
      etom:inVertical gost:F ; skos:prefLabel "Заказы"@ru, "Orders"@en .
    """
    assert formatted(body) == dedent("""\
        gost:1.1.1.5
            a etom:Element, skos:Concept ;
            skos:prefLabel
                "Orders"@en,
                "Заказы"@ru ;
            skos:notation "1.1.1.5" ;
            etom:inVertical gost:F ;
            dcterms:source gost:table-1 ;
        .""")


def test_declarations_stand_together_like_a_list() -> None:
    body = "skos:note a owl:AnnotationProperty . dcterms:title a owl:AnnotationProperty . ex:a ex:p 1, 2 ; ex:q 3 ."
    assert formatted(body) == dedent("""\
        dcterms:title a owl:AnnotationProperty .
        skos:note a owl:AnnotationProperty .

        ex:a
            ex:p
                1,
                2 ;
            ex:q 3 ;
        .""")


def test_restriction_and_lists_are_written_in_place() -> None:
    body = """
    etom:A a owl:Class ; rdfs:subClassOf [ owl:someValuesFrom [ a owl:Class ; owl:unionOf (ex:B (1 2) ()) ] ;
      owl:onProperty [ owl:inverseOf etom:p ] ; a owl:Restriction ] .
    """
    assert formatted(body) == dedent("""\
        etom:A
            a owl:Class ;
            rdfs:subClassOf [
                a owl:Restriction ;
                owl:onProperty [ owl:inverseOf etom:p ] ;
                owl:someValuesFrom [
                    a owl:Class ;
                    owl:unionOf ( ex:B ( 1 2 ) () ) ;
                ] ;
            ] ;
        .""")


def test_long_list_takes_a_line_for_each_item() -> None:
    items = [f"gost:1.1.1.{number}" for number in range(1, 13)]
    lines = formatted(f"ex:s ex:p ( {' '.join(items)} ) .").splitlines()
    assert lines == ["ex:s", "    ex:p (", *(f"        {item}" for item in items), "    ) ;", "."]


def test_query_stays_readable() -> None:
    query = '\nSELECT $this ?value\nWHERE {\n  $this ex:p ?value . FILTER regex(?value, "^\\\\d") # all\n}\n'
    body = f"[] sh:select '''{query}''' ."
    assert f'sh:select """{query}""" ;' in formatted(body)


STANDARD_ORDER = [
    *("gost:1.1", "gost:1.1.1.5", "gost:1.1.1.5-f1", "gost:1.1.1.5-f10", "gost:1.1.1.5.3", "gost:1.1.1.9"),
    *("gost:1.1.1.10", "gost:OSR", "gost:clause-7.2", "gost:clause-A.1", "gost:req-5.2-9", "gost:req-5.2-10"),
    *("gost:term-3.9", "gost:term-3.10"),
]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        pytest.param(
            {"ex:i": "ex:T", "ex:n": "sh:NodeShape", "ex:d": "owl:DatatypeProperty", "ex:c": "owl:Class"}
            | {"ex:o": "owl:TransitiveProperty", "ex:a": "owl:AnnotationProperty", "ex:h": "owl:Ontology"}
            | {"ex:p": "sh:PropertyShape", "ex:k": "sh:ConstraintComponent", "ex:s": "skos:ConceptScheme"},
            ["ex:h", "ex:c", "ex:o", "ex:d", "ex:a", "ex:n", "ex:p", "ex:k", "ex:s", "ex:i"],
            id="sections",
        ),
        pytest.param(
            dict.fromkeys(("skos:Concept", "ex:Z", "etom:Z", "shape:Z", "gost:Z"), "owl:Class"),
            ["etom:Z", "gost:Z", "shape:Z", "ex:Z", "skos:Concept"],
            id="namespaces",
        ),
        pytest.param(
            dict.fromkeys(reversed(STANDARD_ORDER), "ex:T"),
            STANDARD_ORDER,
            id="numbers",
        ),
    ],
)
def test_subjects_stand_in_a_readers_order(types: dict[str, str], expected: list[str]) -> None:
    assert heads(" ".join(f"{subject} a {kind} ." for subject, kind in types.items())) == expected


def test_term_declared_elsewhere_stands_with_its_kind() -> None:
    body = "ex:i a ex:T . etom:p rdfs:subPropertyOf ex:q . etom:C rdfs:subClassOf ex:D . ex:D a owl:Class ."
    assert heads(body) == ["etom:C", "ex:D", "etom:p", "ex:i"]


def test_axiom_without_a_name_follows_the_properties() -> None:
    body = (
        "ex:i a ex:T . [ a owl:AllDisjointClasses ; owl:members (ex:A ex:B) ] . ex:p a owl:ObjectProperty ."
    )
    assert heads(body) == ["ex:p", "[]", "ex:i"]


def test_predicates_of_a_shape_end_with_what_the_reader_is_told() -> None:
    body = """shape:S dcterms:source ex:c ; sh:message "m"@en ; sh:name "n"@en ; sh:severity sh:Info ;
      sh:nodeKind sh:IRI ; sh:minCount 1 ; sh:path ex:p ; sh:targetClass ex:C ; a sh:PropertyShape ."""
    lines = formatted(body).splitlines()[1:-1]
    expected = (
        "a sh:targetClass sh:path sh:minCount sh:nodeKind sh:severity sh:name sh:message dcterms:source"
    )
    assert " ".join(line.split()[0] for line in lines) == expected


LITERALS = {
    "1": "1",
    "+1": '"+1"^^xsd:integer',
    "01": '"01"^^xsd:integer',
    "'01'^^xsd:integer": '"01"^^xsd:integer',
    "'-0'^^xsd:integer": '"-0"^^xsd:integer',
    "-7": "-7",
    "'1'^^xsd:boolean": '"1"^^xsd:boolean',
    "'true'^^xsd:boolean": "true",
    "'TRUE'^^xsd:boolean": '"TRUE"^^xsd:boolean',
    "0.9": "0.9",
    "0.90": '"0.90"^^xsd:decimal',
    "0.0000001": '"0.0000001"^^xsd:decimal',
    "1e3": '"1e3"^^xsd:double',
    "'x'^^xsd:string": '"x"',
    "'x'@EN-us": '"x"@EN-us',
    "'x' @Ru": '"x"@Ru',
    "'@EN'@en": '"@EN"@en',
    "'#'": '"#"',
    "'''say \"no\"'''": r'"say \"no\""',
    r"'C:\\dir\t'": r'"C:\\dir\t"',
    r"'soft\u00AD hyphen, \u202E turn'": r'"soft\u00AD hyphen, \u202E turn"',
    r"'cr\r lf\n'": '"""cr\\r lf\n"""',
    "'''a\n\"'''": '"""a\n\\""""',
    '\'\'\'"""\n""""\'\'\'': '"""\\"""\n\\"\\""\\""""',
    r"'\\\n\\'": '"""\\\\\n\\\\"""',
    "'№ 982\u00a0ст'": '"№ 982\u00a0ст"',
}


@pytest.mark.parametrize(("written", "expected"), LITERALS.items())
def test_literal_keeps_its_form(written: str, expected: str) -> None:
    assert formatted(f"ex:s ex:p {written} .") in (
        f"ex:s ex:p {expected} .",
        f"ex:s\n    ex:p {expected} ;\n.",
    )


def test_tags_that_differ_in_case_are_both_kept() -> None:
    assert formatted('ex:s ex:p "x"@EN, "x"@en .') == 'ex:s\n    ex:p\n        "x"@EN,\n        "x"@en ;\n.'


NAMES = {
    "ex:1.1.1.5-f1": "ex:1.1.1.5-f1",
    "ex:заказ": "ex:заказ",
    "<http://example.org/ends.>": "<http://example.org/ends.>",
    r"ex:a\/b": "<http://example.org/a/b>",
    r"ex:\#x": "<http://example.org/#x>",
    "ex:a%41": "<http://example.org/a%41>",
    "ex:": "<http://example.org/>",
    "<http://example.org/-x>": "<http://example.org/-x>",
    "<http://purl.org/dc/terms/title>": "dcterms:title",
    "<http://www.w3.org/ns/prov#Agent>": "prov:Agent",  # one of ours that the text does not declare
    "rdf:nil": "()",
}


@pytest.mark.parametrize(("written", "expected"), NAMES.items())
def test_name_takes_a_prefix_where_it_needs_no_escape(written: str, expected: str) -> None:
    assert formatted(f"ex:s ex:p {written} .") in (
        f"ex:s ex:p {expected} .",
        f"ex:s\n    ex:p {expected} ;\n.",
    )


def test_only_used_prefixes_are_kept_under_their_own_names() -> None:
    text = "@prefix dct: <http://purl.org/dc/terms/> . PREFIX no: <http://no/> <urn:s> dct:title <urn:o> ."
    assert canonical_turtle(text) == dedent("""\
        @prefix dct: <http://purl.org/dc/terms/> .

        <urn:s> dct:title <urn:o> .
        """)


def test_longest_namespace_wins() -> None:
    text = "@prefix a: <http://a/> . @prefix b: <http://a/b/> . <http://a/b/c> <http://a/p> <http://a/b/> ."
    assert canonical_turtle(text).endswith("\n\nb:c a:p <http://a/b/> .\n")


def test_base_is_resolved() -> None:
    text = "@base <http://b/d/> . <../s> </p> <> ."
    assert canonical_turtle(text) == "<http://b/s> <http://b/p> <http://b/d/> .\n"


AWKWARD = {
    "shared": "ex:a ex:p _:x . ex:b ex:p _:x . _:x ex:q 1 .",
    "shared without facts": "ex:a ex:p _:x . ex:b ex:p _:x .",
    "empty": "ex:a ex:p [] , [] , [ ex:q [] ] .",
    "self": "_:x ex:p _:x .",
    "pair": "_:x ex:p _:y . _:y ex:p _:x .",
    "ring with tail": "_:x ex:p _:y . _:y ex:p _:z . _:z ex:p _:x ; ex:q [ ex:r [] ] .",
    "two rings": "_:a ex:p _:b . _:b ex:p _:a . _:c ex:p _:d . _:d ex:p _:e . _:e ex:p _:c .",
    "list as subject": "( 1 2 ) ex:p ( 3 ) .",
    "shared list": "ex:a ex:p _:l . ex:b ex:p _:l . _:l rdf:first 1 ; rdf:rest ( 2 3 ) .",
    "shared middle": "ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest () . ex:b ex:p _:m .",
    "list with a comment": "ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest () ; ex:q 3 .",
    "two firsts": "ex:a ex:p [ rdf:first 1, 2 ; rdf:rest () ] .",
    "two rests": "ex:a ex:p [ rdf:first 1 ; rdf:rest (), ( 2 ) ] .",
    "no first": "ex:a ex:p [ rdf:rest () ] .",
    "typed cell": "ex:a ex:p [ a rdf:List ; rdf:first 1 ; rdf:rest () ] .",
    "endless list": "_:l rdf:first 1 ; rdf:rest _:l . ex:a ex:p _:l .",
    "ring of cells": "_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest _:l .",
    "first is rest": "ex:a ex:p _:l . _:l rdf:first _:m ; rdf:rest _:m . _:m rdf:first 1 ; rdf:rest () .",
    "literal as rest": "ex:a ex:p [ rdf:first 1 ; rdf:rest 2 ] .",
    "facts of nil": "rdf:nil ex:p () ; rdf:rest () .",
    "list of lists": "ex:a ex:p ( ( 1 ) () ( ( [] ) [ ex:q ( 2 ) ] ) ) .",
    "type is a blank node": "ex:a a [ a owl:Class ; owl:oneOf ( ex:a ) ] , ex:B .",
    "pairs under one subject": "ex:s ex:p [ ex:a _:x ; ex:b _:y ], [ ex:a _:z ; ex:b _:w ] . "
    "ex:t ex:q _:x, _:y, _:z, _:w .",
    "crossed pairs": "[] ex:a _:x ; ex:b _:y . [] ex:a _:z ; ex:b _:w . _:x ex:r _:w . _:z ex:r _:y .",
    "nothing": "",
}


def shuffled(text: str, seed: int) -> str:
    """Return the same graph with other names of blank nodes and another order of triples, as N-Triples."""
    chance = random.Random(seed)
    names: dict[str, ox.BlankNode] = {}

    def renamed(value: object) -> object:
        if isinstance(value, ox.BlankNode):
            return names.setdefault(value.value, ox.BlankNode(f"n{chance.getrandbits(64)}"))
        return value

    triples = [
        f"{renamed(t.subject)} {t.predicate} {renamed(t.object)} .\n"
        for t in ox.parse(text.encode(), ox.RdfFormat.TURTLE)
    ]
    chance.shuffle(triples)
    return "".join(triples)


@pytest.mark.parametrize("body", AWKWARD.values(), ids=AWKWARD)
def test_awkward_graph_survives_in_any_order(body: str) -> None:
    formatted(body)
    forms = {canonical_turtle(shuffled(PREFIXES + body, seed)) for seed in range(12)}
    assert len(forms) == 1


def test_labels_do_not_depend_on_names() -> None:
    one = formatted("ex:a ex:p _:z . ex:b ex:p _:z, _:y . ex:c ex:p _:y .")
    assert one == formatted("ex:a ex:p _:y . ex:b ex:p _:y, _:z . ex:c ex:p _:z .")
    assert one.startswith("ex:a ex:p _:b1 .\n")


iris = st.sampled_from([f"<http://example.org/{name}>" for name in ("a", "1.10", "1.9", "x.", "p/q")])
blanks = st.sampled_from([f"_:n{number}" for number in range(5)])
texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\r\t#@.<>\u0000\ufeff"), max_size=8
)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


literals = st.builds(lambda text, suffix: quoted(text) + suffix, texts, st.sampled_from(["", "@en", "@ru"])) | (
    st.sampled_from([f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}>' for text in ("01", "1", "true", "1.0")
                     for kind in ("integer", "boolean", "decimal", "double")])
)  # fmt: skip
rdf_terms = [f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}>" for name in ("type", "first", "rest")]
nil = st.just("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>")
triples = st.tuples(
    iris | blanks | blanks, iris | st.sampled_from(rdf_terms), iris | blanks | blanks | literals | nil
)


@pytest.mark.filterwarnings("ignore:(Parsing|Serializing) weird")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(triples, max_size=12), st.integers())
@example([("_:n0", "<http://example.org/a>", "_:n1"), ("_:n1", "<http://example.org/a>", "_:n0")], 0)
def test_any_graph_survives(statements: list[tuple[str, str, str]], seed: int) -> None:
    text = "".join(f"{' '.join(statement)} .\n" for statement in statements)
    canonical = canonical_turtle(text)
    assert isomorphic(read(canonical), read(text))
    assert canonical_turtle(canonical) == canonical
    assert canonical_turtle(shuffled(text, seed)) == canonical


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(["", "@en-US", "@EN"]))
def test_rdflib_reads_any_text_back(text: str, suffix: str) -> None:
    canonical = canonical_turtle(f"<http://e/s> <http://e/p> {quoted(text)}{suffix} .")
    (value,) = Graph().parse(data=canonical, format="turtle").objects()
    assert isinstance(value, Literal)
    assert (str(value), value.language or "") == (text, suffix[1:])


def test_bare_numbers_keep_their_form_in_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    text = "<urn:s> <urn:p> 0, 7, -12, 0.9, -1.5, 12.0, 0.000001, true, false ."
    graph = Graph().parse(data=canonical_turtle(text), format="turtle")
    expected = {"0", "7", "-12", "0.9", "-1.5", "12.0", "0.000001", "true", "false"}
    assert {str(value) for value in graph.objects()} == expected


def test_graph_of_rdflib_is_written_like_its_text() -> None:
    text = PREFIXES + "ex:a a ex:B ; ex:p [ ex:q ( 1 'x'@en-US ) ] , 'a\\nb' , true ."
    graph = Graph().parse(data=text, format="turtle")
    size = len(graph)
    assert canonical_turtle(graph) == canonical_turtle(text)
    assert len(graph) == size


@pytest.mark.parametrize(
    "triple",
    [
        (URIRef("http://e/a b"), URIRef("http://e/p"), Literal("x")),
        (URIRef("relative"), URIRef("http://e/p"), Literal("x")),
        (URIRef("http://e/s"), URIRef("http://e/p"), term.Variable("x")),
        (Literal("x"), URIRef("http://e/p"), Literal("x")),
    ],
    ids=["space", "relative", "variable", "literal subject"],
)
def test_graph_that_no_turtle_can_hold_is_refused(triple: tuple[term.Node, term.Node, term.Node]) -> None:
    graph = Graph()
    graph.add(triple)
    with pytest.raises(InputError):
        canonical_turtle(graph)


COMMENTS = {
    "at the start": ("# remark\n<urn:s> <urn:p> 1 .", 1),
    "at the end": ("<urn:s> <urn:p> 1 .\n# remark", 2),
    "after a name": ("@prefix e: <urn:e#> .\ne:s e:p e:o#remark\n.", 2),
    "after a string": ("<urn:s> <urn:p> '#', '''\n#\n'''#remark\n.", 3),
    "after an escape": ("@prefix e: <urn:e:> .\ne:s e:p '\\'' , e:o\\#x #remark\n.", 2),
    "after a quote in a long string": ("<urn:s> <urn:p> '''it's '' so''' #remark\n.", 1),
}


@pytest.mark.parametrize(("text", "line"), COMMENTS.values(), ids=COMMENTS)
def test_comment_is_refused_by_line(text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "remarks.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="comment") as refusal:
        check_file(path)
    assert (refusal.value.file, refusal.value.line) == (str(path), line)
    assert "комментарий" in refusal.value.message.ru


@pytest.mark.parametrize(
    "value",
    ["<http://e/#x>", "'#'", '"#"', '"""\n# "" #"""', "'''#'''", r"'\'#'", r"e:a\#b", r'"\\", "#"'],
)
def test_number_sign_elsewhere_is_no_comment(value: str) -> None:
    canonical_turtle(f"@prefix e: <http://e/> . e:s e:p {value} .")


BROKEN = {
    "syntax": (b"<urn:s>\n<urn:p> .", 2),
    "prefix": (b"<urn:s> <urn:p>\n\n no:x .", 3),
    "relative": (b"<s> <urn:p> 1 .", 1),
    "encoding": ("<urn:s> <urn:p>\n'ж' .".encode("cp1251"), 2),
    "page": (b"<!DOCTYPE html>\n<html><body># x</body></html>", 1),
    "open string": (b"<urn:s> <urn:p> '# x .", 1),
    "triple term": (b"<urn:s> <urn:p> <<( <urn:s> <urn:p> 1 )>> .", None),
    "direction": (b"<urn:s> <urn:p> 'x'@ar--rtl .", None),
    "tag": (b"<urn:s> <urn:p> 'x'@ABCDEFGHIJ .", 1),
    "brackets": (b"<urn:s> <urn:p> " + b"[ <urn:p> " * 100_000 + b"1" + b"]" * 100_000 + b".", None),
    "open brackets": (b"<urn:s> <urn:p> " + b"( " * 100_000, 1),
}


@pytest.mark.parametrize(("content", "line"), BROKEN.values(), ids=BROKEN)
def test_bad_input_is_an_error_of_one_line(content: bytes, line: int | None) -> None:
    with pytest.raises(InputError) as failure:
        canonical_turtle(content, file="bad.ttl")
    assert (failure.value.file, failure.value.line) == ("bad.ttl", line)
    assert "\n" not in str(failure.value)


def test_lone_surrogate_is_an_error() -> None:
    with pytest.raises(InputError):
        canonical_turtle("<urn:s> <urn:p> '\ud800' .")


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read"):
        canonical_turtle(tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        pytest.param(lambda text: text, None, id="canonical"),
        pytest.param(lambda text: text.replace("ex:b", "ex:z"), 4, id="order"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), 1, id="line ends"),
        pytest.param(lambda text: text.rstrip("\n"), 6, id="no last line end"),
        pytest.param(lambda text: text + "\n", 7, id="empty line at the end"),
        pytest.param(lambda text: "\ufeff" + text, 1, id="byte order mark"),
        pytest.param(lambda text: "@prefix a: <http://a/> .\n" + text, 1, id="unused prefix"),
    ],
)
def test_check_names_the_first_line_that_differs(
    change: Callable[[str], str], line: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "model.ttl"
    canonical = "@prefix ex: <http://example.org/> .\n\nex:a\n    ex:b 1 ;\n    ex:c 2 ;\n.\n"
    path.write_bytes(change(canonical).encode())
    finding = check_file(path)
    assert is_canonical(path) == (line is None)
    if line is None:
        assert finding is None
    else:
        assert isinstance(finding, FormatFinding)
        assert (finding.file, finding.line) == (str(path), line)


def test_form_does_not_depend_on_the_hash_seed() -> None:
    text = PREFIXES + "\n".join(
        AWKWARD[name] for name in ("shared", "two rings", "crossed pairs", "list of lists")
    )
    program = (
        "import sys; from etom_rdf.turtle import canonical_turtle as c; print(c(sys.stdin.read()), end='')"
    )
    forms = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=text,
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"},
        ).stdout
        for seed in (0, 1, 2)
    }
    assert forms == {canonical_turtle(text)}


def test_files_of_others_survive(shared_cases: Path, shared_suites: Path) -> None:
    files = [
        shared_cases / "rdf" / "prov-association9.ttl",
        *sorted((shared_suites / "shacl").rglob("*.ttl"))[::4],
    ]
    for file in files:
        graph = Graph().parse(file, publicID="http://example.org/")
        canonical = canonical_turtle(graph)
        assert isomorphic(Graph().parse(data=canonical, format="turtle"), graph), file
        assert is_canonical(canonical), file
