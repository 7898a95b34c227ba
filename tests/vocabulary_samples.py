"""Write one process in every vocabulary that is read, read files, and show what came out."""

from pathlib import Path
from typing import NamedTuple

from rdflib import RDF, RDFS, Graph, URIRef

from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM
from etom_rdf.sources import Reading, read_models

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
