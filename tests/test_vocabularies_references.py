"""References and ids in other vocabularies are found as in every other kind of file."""

from pathlib import Path

from rdflib import URIRef
from vocabulary_samples import PREFIXES, read, write

from etom_rdf.namespaces import ETOM
from etom_rdf.validation.checking import check_model

REFERENCES = (
    PREFIXES
    + """\
:stated a p-plan:Step ; etom:classifiedAs gost:1.1.1.5 .
:noted a p-plan:Step ; :eTOM_id "1.1.1.6" .
:labelled a p-plan:Step ; :prop-7 "1.1.1.7 Order handling" . :prop-7 rdfs:label "Элемент еТОМ"@ru .
:pointed a p-plan:Step ; :eTOM gost:1.1.1.9 .
:told a p-plan:Step ; rdfs:comment "Version 3.1.4; see eTOM 1.1.1.10"@en .
:named a p-plan:Step ; rdfs:label "1.1.1.11 Bill payments and receivables management"@en .
:torn a p-plan:Step ; etom:classifiedAs gost:1.1.1.5 ; :eTOM "1.1.1.12" .
:performing a p-plan:Step ; etom:performs gost:1.1.1.4-p1 ; :eTOM "1.1.1.4" .
:other a p-plan:Step ; :version "1.1.1.5" ; :pcf "1.1.1.5" .
"""
)


def test_references_are_found_as_in_every_other_kind_of_file(tmp_path: Path) -> None:
    path = write(tmp_path, REFERENCES)
    model = read(path)
    found = sorted(
        (str(row[0]), str(row[1]), str(row[2]))  # type: ignore[index]
        for row in model.graph.query(f"""PREFIX etom: <{ETOM}> SELECT ?p ?e ?f {{
            ?x etom:qualifiedClassification [ etom:element ?element ; etom:foundBy ?f ]
            BIND(STRAFTER(STR(?x), "org/") AS ?p) BIND(STRAFTER(STR(?element), "53633/") AS ?e) }}""")
    )
    assert found == [
        ("labelled", "1.1.1.7", "property"),
        ("named", "1.1.1.11", "name-prefix"),
        ("noted", "1.1.1.6", "property"),
        ("performing", "1.1.1.4", "property"),
        ("pointed", "1.1.1.9", "property"),
        ("told", "1.1.1.10", "keyword"),
        ("torn", "1.1.1.12", "property"),
    ]
    remarks = {(one.code, one.focus, one.line) for one in model.remarks if one.severity == "warning"}
    assert remarks == {
        ("Mapping-label-contradicts", "https://example.org/labelled", 9),
        ("Mapping-sources-disagree", "https://example.org/torn", 13),
    }
    unclassified = {one.focus for one in check_model(model).findings if one.code == "Process-classified"}
    assert unclassified == {"https://example.org/other"}


def test_the_id_of_a_process_is_what_its_vocabulary_calls_so(tmp_path: Path) -> None:
    text = PREFIXES + ":a a bpmn2:task ; bpmn2:id 'Task_1' ; :eTOM 'none' . :b a bpmn2:task ; :eTOM 'soon' ."
    model = read(write(tmp_path, text))
    assert [str(one) for one in model.graph.objects(None, URIRef(f"{ETOM}sourceId"))] == ["Task_1"]
    assert {(one.focus, one.record) for one in model.remarks} == {("https://example.org/b", None)}
    found = {
        (one.focus, one.record) for one in check_model(model).findings if one.code == "Process-classified"
    }
    assert found == {("https://example.org/a", "Task_1"), ("https://example.org/b", None)}
