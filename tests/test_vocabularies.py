"""Read RDF in other vocabularies: what each is read as, what is left alone, a user's own, and bad files."""

import json
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from etom_rdf.cli import main
from etom_rdf.errors import InputError
from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM
from etom_rdf.owl_profile import contradictions
from etom_rdf.rdf_input import read_rdf
from etom_rdf.readers.rdf import load_aliases, read_foreign
from etom_rdf.resources import ontology_file, vocabulary_files
from etom_rdf.sources import Reading, read_models
from etom_rdf.turtle import check_file
from etom_rdf.validation.checking import check_model

PREFIXES = """\
@prefix : <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix etom: <https://w3id.org/etom/ns/> . @prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix p-plan: <http://purl.org/net/p-plan#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dul: <http://www.ontologydesignpatterns.org/ont/dul/DUL.owl#> .
@prefix bpmn2: <http://dkm.fbk.eu/index.php/BPMN2_Ontology#> . @prefix schema: <https://schema.org/> .
"""  # six lines
BBO = (
    "@prefix bbo: <{}> .\n"
    ":p a bbo:Process ; bbo:name 'Order to bill' ; bbo:has_flowElements :a, :b, :g, :f1, :f2 .\n"
    ":a a bbo:UserTask ; bbo:name 'Take the order'@en .\n"
    ":b a bbo:ServiceTask ; bbo:has_container :p ; bbo:name 'Выставить счёт' ; bbo:has_incoming :f2 .\n"
    ":g a bbo:ExclusiveGateway . :f1 a bbo:SequenceFlow ; bbo:has_sourceRef :a ; bbo:has_targetRef :g .\n"
    ":f2 a bbo:NormalSequenceFlow ; bbo:has_sourceRef :g .\n"
)
ARCHIMATE = (
    "@prefix am: <{}> .\n"
    ":p a am:BusinessProcess ; rdfs:label 'Order to bill'@en ; am:composition :a ; am:aggregation :b .\n"
    ":a a am:BusinessFunction ; rdfs:label 'Take the order'@en ; am:triggering :b .\n"
    ":b a am:BusinessInteraction ; rdfs:label 'Выставить счёт'@ru . :who a am:BusinessActor ; am:composition :a .\n"
    ":crm a am:ApplicationComponent ; rdfs:label 'CRM'@en ; am:serving :a, :who ; am:realization :b .\n"
)
HOW_TO = """{"@context": {"@vocab": "NAMESPACE", "@base": "https://example.org/"},
"@id": "p", "@type": "HowTo", "name": "Order to bill",
"step": [{"@type": "HowToStep", "position": 10, "name": "Выставить счёт", "text": "eTOM 1.1.1.10"},
         {"@type": "HowToStep", "position": "2", "name": "Take the order"}]}"""
TURTLE = {
    "p-plan": ":p a p-plan:Plan ; rdfs:label 'Order to bill'@en .\n"
    ":a a p-plan:Step ; p-plan:isStepOfPlan :p ; dcterms:title 'Take the order' .\n"
    ":b p-plan:isStepOfPlan :p ; p-plan:isPreceededBy :a ; rdfs:label 'Выставить счёт'@ru .\n",
    "bbo": BBO.format("https://www.irit.fr/recherches/MELODI/ontologies/BBO#"),
    "bbo, first namespace": BBO.format("http://BPMNbasedOntology#"),
    "bpmn2": ":p a bpmn2:process ; bpmn2:name 'Order to bill' ; bpmn2:has_flowElement :a, :b, :f .\n"
    ":a a bpmn2:manualTask ; bpmn2:name 'Take the order' .\n"
    ":b a bpmn2:ScriptTask ; bpmn2:name 'Выставить счёт' .\n"
    ":f a bpmn2:sequenceFlow ; bpmn2:has_sourceRef :a ; bpmn2:has_targetRef :b .\n",
    "prov": ":x prov:hadPlan :p . :p dcterms:title 'Order to bill' ; dcterms:hasPart :a, :b, :nobody .\n"
    ":a a prov:Plan ; dcterms:title 'Take the order' ; dul:directlyPrecedes :b .\n"
    ":b a prov:Plan ; dcterms:title 'Выставить счёт' .\n",
    "archimate": ARCHIMATE.format("https://purl.org/archimate#"),
    "archimate, bp4mc2": ARCHIMATE.format("http://bp4mc2.org/def/archimate#"),
}
SAMPLES = {
    **{name: (".ttl", PREFIXES + text) for name, text in TURTLE.items()},
    "schema.org": (".jsonld", HOW_TO.replace("NAMESPACE", "https://schema.org/")),
    "schema.org, http": (".jsonld", HOW_TO.replace("NAMESPACE", "http://schema.org/")),
}
ORDER = f"""PREFIX etom: <{ETOM}> SELECT ?before ?behind {{
    ?y etom:precededBy ?x ; etom:stepOf ?p ; etom:runs ?b . ?x etom:stepOf ?p ; etom:runs ?a .
    ?a <{RDFS.label}> ?before . ?b <{RDFS.label}> ?behind }}"""


class Shown(NamedTuple):
    """Show a model by the names of its processes."""

    names: set[tuple[str, str | None]]
    parts: set[tuple[str, str]]
    order: set[tuple[str, str]]


def write(folder: Path, text: str, name: str = "model.ttl") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def read(path: str, **options: object) -> ProcessModel:
    model = read_models([path], Reading(**options)).model  # type: ignore[arg-type]
    assert model.errors == ()
    return model


def shown(graph: Graph) -> Shown:
    etom = {name: URIRef(ETOM + name) for name in ("Process", "partOf")}
    label = {
        node: one
        for node, one in graph.subject_objects(RDFS.label)
        if (node, RDF.type, etom["Process"]) in graph
    }
    return Shown(
        {(str(one), getattr(one, "language", None)) for one in label.values()},
        {(str(label[part]), str(label[whole])) for part, whole in graph.subject_objects(etom["partOf"])},
        {(str(row[0]), str(row[1])) for row in graph.query(ORDER)},  # type: ignore[index]
    )


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


def test_what_the_file_states_stays_and_each_addition_has_the_line_it_comes_from(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLES["bbo"][1])
    before, after = read_rdf(path), read(path).documents[0]
    assert after.quads[: len(before.quads)] == before.quads
    task, whole = ox.NamedNode("https://example.org/b"), ox.NamedNode("https://example.org/p")
    assert after.line_of(task, ox.NamedNode(f"{ETOM}partOf"), whole) == 8
    assert after.line_of(task, ox.NamedNode(str(RDF.type)), ox.NamedNode(f"{ETOM}Process")) == 10
    assert after.line_of(task, ox.NamedNode(str(RDFS.label))) == 10
    assert len(set(after.quads)) == len(after.quads)


def test_systems_support_what_they_serve(tmp_path: Path) -> None:
    graph = read(write(tmp_path, SAMPLES["archimate, bp4mc2"][1])).graph
    supported = set(graph.objects(URIRef("https://example.org/crm"), URIRef(f"{ETOM}supports")))
    assert supported == {URIRef("https://example.org/a"), URIRef("https://example.org/b")}
    assert (URIRef("https://example.org/crm"), RDF.type, URIRef(f"{ETOM}System")) in graph


def test_blank_nodes_stay_blank(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLES["schema.org"][1], "model.jsonld")
    graph = read(path).graph
    steps = set(graph.subjects(RDF.type, URIRef(f"{ETOM}Process"))) - {URIRef("https://example.org/p")}
    assert len(steps) == 2
    assert not any(isinstance(step, URIRef) for step in steps)
    found = {str(one) for one in graph.objects(None, URIRef(f"{ETOM}classifiedAs"))}
    assert found == {"https://w3id.org/etom/gost-r-53633/1.1.1.10"}


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


@pytest.mark.parametrize("name", ["etom", "alignments"])
def test_a_reasoner_takes_them_with_the_vocabulary_and_not_with_the_alignments(
    name: str, require_java: Path
) -> None:
    files = {ontology_file("etom"), ontology_file(name), *vocabulary_files()}
    empty = {one.subject for one in contradictions(files)}
    assert empty == ({"etom:Step", "etom:EndToEndProcess"} if name == "alignments" else set())


def test_what_has_a_class_of_ours_is_left_alone(tmp_path: Path) -> None:
    text = (
        PREFIXES + ":p a p-plan:Plan, etom:BusinessProcess ; rdfs:label 'P'@en ; :eTOM '1.1.1.5' .\n"
        ":s a p-plan:Step, etom:Step ; p-plan:isStepOfPlan :p ; etom:runs :x .\n"
    )
    path = write(tmp_path, text)
    assert read(path).documents[0].quads == read_rdf(path).quads
    path = write(tmp_path, text + ":a a p-plan:Step ; p-plan:isStepOfPlan :p .\n")
    added = read(path).documents[0].quads[len(read_rdf(path).quads) :]
    assert {quad.subject for quad in added} == {ox.NamedNode("https://example.org/a")}
    assert ox.NamedNode("https://example.org/p") in {quad.object for quad in added}


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


def test_other_rdf_is_not_touched(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        PREFIXES + ":a a :Task, prov:Activity, owl:Thing, 'text' ; dcterms:isPartOf :b ; :eTOM '1.1.1.5' .\n"
        ":b a schema:Recipe ; dcterms:title 'B' ; schema:step :a . :c a etom:Process ; etom:partOf :d .",
    )
    document = read_rdf(path)
    assert read_foreign(document, load_aliases()) is None
    assert read(path).documents[0].quads == document.quads
    assert read(path).documents[0].notices == ()


@pytest.mark.parametrize(
    "vocabulary",
    [
        ":Procedure rdfs:subClassOf etom:Process . :inside rdfs:subPropertyOf etom:partOf . "
        ":title rdfs:subPropertyOf rdfs:label . :tmf rdfs:subPropertyOf etom:classifiedAs .",
        ":Procedure owl:equivalentClass p-plan:Step . :inside owl:equivalentProperty dcterms:isPartOf . "
        ":title rdfs:subPropertyOf schema:name . :tmf rdfs:subPropertyOf :r . "
        ":r rdfs:subPropertyOf etom:classifiedAs .",
        ":inside rdfs:domain etom:Process ; rdfs:range :Procedure . :Procedure rdfs:subClassOf :Work . "
        ":Work rdfs:subClassOf etom:Process . :inside rdfs:subPropertyOf [ owl:inverseOf dcterms:hasPart ] . "
        ":title rdfs:subPropertyOf rdfs:label . :tmf rdfs:subPropertyOf etom:classifiedAs .",
    ],
)
def test_users_add_vocabularies_of_their_own(vocabulary: str, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        PREFIXES
        + ":a a :Procedure ; :inside :b ; :title 'A' ; :tmf '1.1.1.5' . :b a :Procedure ; :title 'B' .",
    )
    extra = write(tmp_path, PREFIXES + vocabulary, "own.ttl")
    graph = read(path, vocabularies=(extra,)).graph
    assert shown(graph) == Shown({("A", "en"), ("B", "en")}, {("A", "B")}, set())
    assert len(set(graph.objects(None, URIRef(f"{ETOM}classifiedAs")))) == 1


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    page = Path(__file__).parent.parent / "docs" / "vocabularies.md"
    example = page.read_text(encoding="utf-8").partition("```turtle\n")[2].partition("```")[0]
    text = (
        "@prefix : <https://example.org/> . @prefix my: <https://example.org/my/> .\n"
        ":a a my:Procedure ; my:caption 'A'@en ; my:tmfNumber '1.1.1.5' ; my:partOfProcedure :b ; my:next :c .\n"
        ":b a my:Procedure ; my:caption 'B'@en ; my:remark 'eTOM 1.1.1.6' . :crm a my:Application ; my:usedBy :a .\n"
        ":c a my:Procedure ; my:caption 'C'@en ; my:partOfProcedure :b .\n"
    )
    own = write(tmp_path, example, "own.ttl")
    graph = read(write(tmp_path, text), vocabularies=(own,), end_to_end=True).graph
    assert shown(graph) == Shown(
        {("A", "en"), ("B", "en"), ("C", "en")}, {("A", "B"), ("C", "B")}, {("A", "C")}
    )
    found = {str(one)[-7:] for one in graph.objects(None, URIRef(f"{ETOM}classifiedAs"))}
    assert found == {"1.1.1.5", "1.1.1.6"}
    assert len(list(graph.triples((None, URIRef(f"{ETOM}supports"), None)))) == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (":A rdfs:subClassOf etom:Process", 7, "Turtle error"),
        ("\n:A rdfs:subClassOf etom:Proces .", 8, "etom:Proces; lead to one of: etom:Process, etom:System"),
        (":a rdfs:subPropertyOf etom:precededBy .", 7, "etom:precededBy"),
        (":a rdfs:range etom:partOf .", 7, "etom:partOf"),
        ("etom:Process rdfs:subClassOf :A .", 7, "the other way round"),
        (":A rdfs:subClassOf :B . :a rdfs:domain :B .", None, "leads no class or property"),
    ],
)
def test_a_bad_vocabulary_is_an_error_with_its_place(
    text: str, line: int | None, words: str, tmp_path: Path
) -> None:
    extra = write(tmp_path, PREFIXES + text, "own.ttl")
    with pytest.raises(InputError) as caught:
        read_models([write(tmp_path, SAMPLES["bbo"][1])], Reading(vocabularies=(extra,)))
    assert (caught.value.file, caught.value.line) == (extra, line)
    assert words in caught.value.message.en


def test_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write(
        tmp_path, PREFIXES + ":a a :Procedure ; rdfs:label 'A'@en ; etom:classifiedAs gost:1.1.1.5 ."
    )
    extra = write(tmp_path, PREFIXES + ":Procedure rdfs:subClassOf etom:Process .", "own.ttl")
    options = ["--vocabulary", extra, "--lang", "en"]
    assert main(["validate", path, *options, "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["sources"][0]["processes"] == 1
    assert f"model.ttl: terms of other vocabularies were read: 1 process in {extra}" in printed.err
    for command in ("import", "coverage", "compare", "map"):
        assert main([command, path, *options]) == 0
        assert capsys.readouterr().out
    assert main(["coverage", path, "--vocabulary", str(tmp_path / "absent.ttl"), "--lang", "en"]) == 2
    assert "absent.ttl: there is no such file" in capsys.readouterr().err
    content = Path(extra).read_bytes()
    assert main(["import", path, *options, "-o", extra]) == 2
    assert Path(extra).read_bytes() == content


@pytest.mark.parametrize("file", vocabulary_files(), ids=lambda file: file.stem)
def test_what_ships_is_canonical_and_says_where_it_comes_from(file: Path) -> None:
    assert check_file(file) is None
    graph = Graph().parse(file)
    dcterms = "http://purl.org/dc/terms/"
    (header,) = graph.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Ontology"))
    assert {getattr(one, "language", None) for one in graph.objects(header, URIRef(f"{dcterms}title"))} == {
        "en",
        "ru",
    }
    assert any(graph.objects(header, URIRef(f"{dcterms}source")))


def test_every_term_of_what_ships_leads_somewhere() -> None:
    aliases = load_aliases()
    known = {*aliases.classes, *aliases.properties, *aliases.domains, *aliases.ranges}
    for file in vocabulary_files():
        graph = Graph().parse(file)
        (header,) = graph.subjects(RDF.type, None)
        subjects = {ox.NamedNode(str(one)) for one in graph.subjects() if one != header}
        assert subjects <= known


@pytest.mark.parametrize(
    ("file", "steps", "precedence"),
    [
        ("fairworkflows-workflow.trig", 3, 2),
        ("abecto-space-travel.trig", 12, 19),
        ("prov-association9.ttl", 0, 0),
    ],
)
def test_files_of_other_projects(file: str, steps: int, precedence: int, shared_cases: Path) -> None:
    graph = read(str(shared_cases / "rdf" / file), end_to_end=True).graph
    assert len(list(graph.triples((None, URIRef(f"{ETOM}partOf"), None)))) == steps
    assert len(list(graph.triples((None, URIRef(f"{ETOM}precededBy"), None)))) == precedence
