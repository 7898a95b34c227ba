"""Hold canonical Turtle to a reader's order and layout."""

from textwrap import dedent

import pytest
from turtle_samples import formatted


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
