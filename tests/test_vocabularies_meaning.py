"""What RDF in other vocabularies is read as: processes, their parts, order, names and systems."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from vocabulary_samples import PREFIXES, SAMPLES, Shown, read, shown, write

from etom_rdf.namespaces import ETOM
from etom_rdf.resources import vocabulary_files


@pytest.mark.parametrize("name", SAMPLES)
def test_processes_their_parts_order_and_names(name: str, tmp_path: Path) -> None:
    suffix, text = SAMPLES[name]
    path = write(tmp_path, text, f"model{suffix}")
    model = read(path, end_to_end=True)
    took, bill, whole = "Take the order", "Выставить счёт", "Order to bill"
    assert shown(model.graph) == Shown(
        {(took, "en"), (bill, "ru"), (whole, "en")}, {(took, whole), (bill, whole)}, {(took, bill)}
    )
    assert model.slips() == ()
    (notice,) = model.documents[0].notices
    assert "3 processes" in notice.en
    assert "процессов" in notice.ru
    assert shown(read(path).graph).order == set()


@pytest.mark.parametrize("name", SAMPLES)
def test_an_rdfs_engine_finds_the_same_types(name: str, tmp_path: Path) -> None:
    suffix, text = SAMPLES[name]
    path = write(tmp_path, text, f"model{suffix}")
    graph = Graph().parse(path)
    for file in vocabulary_files():
        graph.parse(file)
    inferred = graph.query(f"""PREFIX owl: <http://www.w3.org/2002/07/owl#> SELECT DISTINCT ?x {{
        {{ ?x a ?class }} UNION {{ ?x ?p ?o . ?p (rdfs:subPropertyOf|owl:equivalentProperty)*/rdfs:domain ?class }}
        UNION {{ ?s ?p ?x . ?p (rdfs:subPropertyOf|owl:equivalentProperty)*/rdfs:range ?class }}
        ?class (rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass)* <{ETOM}Process> .
        FILTER(!isLiteral(?x)) }}""")
    added = set(read(path).graph.subjects(RDF.type, URIRef(f"{ETOM}Process")))
    assert len(added) == len({row[0] for row in inferred}) == 3  # type: ignore[index]


def test_systems_support_what_they_serve(tmp_path: Path) -> None:
    graph = read(write(tmp_path, SAMPLES["archimate, bp4mc2"][1])).graph
    supported = set(graph.objects(URIRef("https://example.org/crm"), URIRef(f"{ETOM}supports")))
    assert supported == {URIRef("https://example.org/a"), URIRef("https://example.org/b")}
    assert (URIRef("https://example.org/crm"), RDF.type, URIRef(f"{ETOM}System")) in graph


def test_a_plan_passes_its_element_on_where_asked(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLES["p-plan"][1] + ":p etom:classifiedAs gost:1.1.1.5 .\n")
    classified = URIRef(f"{ETOM}classifiedAs")
    assert len(set(read(path).graph.subjects(classified))) == 1
    assert len(set(read(path, inherit=True).graph.subjects(classified))) == 3


def test_odd_data_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    text = (
        PREFIXES
        + ":a a p-plan:Step, bpmn2:task ; p-plan:isStepOfPlan :a, :b, 'text' ; dul:follows :a, 'b', :x .\n"
        ":b a p-plan:Plan ; p-plan:isSubPlanOfPlan :a ; schema:position 'first', 2 ; dcterms:title :a, 'B'@de .\n"
        ":c a p-plan:Step ; p-plan:isStepOfPlan :b ; schema:position 1e400, 'NaN' ; :eTOM [], :x ; rdfs:comment :a .\n"
        ":d a p-plan:Step ; p-plan:isStepOfPlan :b ; schema:position '01' ; dul:follows [ dul:follows :c ] .\n"
    )
    model = read(write(tmp_path, text), end_to_end=True, inherit=True)
    parts = {
        (str(one)[-1], str(whole)[-1]) for one, whole in model.graph.subject_objects(URIRef(f"{ETOM}partOf"))
    }
    assert parts == {("a", "b"), ("b", "a"), ("c", "b"), ("d", "b")}
    assert len(list(model.graph.triples((None, URIRef(f"{ETOM}precededBy"), None)))) == 2
    assert model.remarks == ()
