"""Hold the graph that every kind of file becomes."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import InputError
from etom_rdf.model import ProcessModel
from etom_rdf.namespaces import ETOM, GOST, PROV, RDF, RDFS
from etom_rdf.readers.folders import read_sources
from etom_rdf.readers.graph import INHERITED, document, quads
from etom_rdf.readers.naming import Naming, base_of, bases_of, language_of
from etom_rdf.readers.order import sequences_of
from etom_rdf.readers.records import Activity, Container, Flow, Mention, SourceModel, System
from etom_rdf.references import Resolved, resolve
from etom_rdf.validation.checking import check_model

BASE = "https://example.invalid/a.bpmn#"
ETOM_ID = Mention("t", "1.1.1.5", "property", "eTOM", 9)


def model(*mentions: Mention, **parts: object) -> SourceModel:
    parts.setdefault("activities", (Activity("t", "task", "Приём заказа", 7),))
    return SourceModel("models/a.bpmn", "bpmn", mentions=mentions, **parts)  # type: ignore[arg-type]


def said(source: SourceModel, subject: str, **options: object) -> dict[str, list[str]]:
    """Return what the graph says of a subject, by the local names of properties."""
    found: dict[str, list[str]] = {}
    for quad in quads(source, resolve(source, Catalogue.load()), **options):  # type: ignore[arg-type]
        if str(quad.subject).strip("<>") in (subject, BASE + subject):
            name = quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
            found.setdefault(name, []).append(str(quad.object))
    return found


def findings(source: SourceModel, **options: object) -> Counter[str]:
    graph = document(source, resolve(source, Catalogue.load()), **options)  # type: ignore[arg-type]
    report = check_model(ProcessModel((graph,)))
    assert report.errors == ()
    return Counter(one.code for one in report.findings)


def iri(name: str) -> str:
    return f"<{name}>"


def test_an_activity_is_a_process_with_name_id_file_and_line() -> None:
    assert said(model(), "t") == {
        "type": [iri(ETOM + "Process")],
        "label": ['"Приём заказа"@ru'],
        "sourceId": ['"t"'],
        "sourceFile": ['"models/a.bpmn"'],
        "sourceLine": ['"7"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    }


def test_what_has_no_name_and_no_line_has_neither() -> None:
    assert set(said(model(activities=(Activity("t", "task"),)), "t")) == {"type", "sourceId", "sourceFile"}


def test_an_activity_keeps_the_iri_of_its_source() -> None:
    own = "https://example.org/p1"
    assert said(model(iris={"t": own}), own)["sourceId"] == ['"t"']
    assert said(model(iris={"t": "no iri at all"}), "t")["sourceId"] == ['"t"']


def test_a_reference_is_a_classification_with_its_evidence() -> None:
    mention = Mention(
        "t", "1.1.1.5", "column", "еТОМ", 9, function="1.1.1.5-f1", confidence=0.25, author="Ann Lee"
    )
    source = model(mention)
    found = said(source, "t")
    assert found["classifiedAs"] == [iri(GOST + "1.1.1.5")]
    assert found["performs"] == [iri(GOST + "1.1.1.5-f1")]
    [node] = found["qualifiedClassification"]
    assert said(source, node) == {
        "type": [iri(ETOM + "Classification")],
        "element": [iri(GOST + "1.1.1.5")],
        "function": [iri(GOST + "1.1.1.5-f1")],
        "foundBy": ['"column"'],
        "evidence": ['"еТОМ: 1.1.1.5"'],
        "confidence": ['"0.25"^^<http://www.w3.org/2001/XMLSchema#decimal>'],
        "wasAttributedTo": [iri(BASE + "Ann%20Lee/author")],
    }
    assert said(source, "Ann%20Lee/author") == {"label": ['"Ann Lee"@en']}


def test_an_author_with_an_address_is_that_address() -> None:
    source = model(Mention("t", "1.1.1.5", "sssom", "", author="https://orcid.org/0000-0001"))
    values = [str(quad.object) for quad in quads(source, resolve(source, Catalogue.load()))
              if quad.predicate.value == f"{PROV}wasAttributedTo"]  # fmt: skip
    assert values == ["<https://orcid.org/0000-0001>"]


def test_an_element_is_stated_once_and_each_function_qualified() -> None:
    source = model(Mention("t", "1.1.1.5", "column", "eTOM", function="1.1.1.5-f1, 1.1.1.5-f2"))
    found = said(source, "t")
    assert (len(found["classifiedAs"]), len(found["performs"]), len(found["qualifiedClassification"])) == (
        1,
        2,
        2,
    )


def test_ids_of_another_edition_are_in_no_statement() -> None:
    source = model(Mention("t", "1.1.1.5", "property", "eTOMs", edition="v23.0"))
    assert not {"classifiedAs", "qualifiedClassification", "processId"} & said(source, "t").keys()


def test_an_extended_id_is_the_processs_own_and_counts_for_the_element_behind() -> None:
    found = said(model(Mention("t", "000107.1.1.1.11", "property", "eTOM")), "t")
    assert found["processId"] == ['"000107.1.1.1.11"']
    assert found["classifiedAs"] == [iri(GOST + "1.1.1.11")]


def test_an_extended_id_that_several_processes_share_is_the_own_id_of_none() -> None:
    activities = tuple(Activity(one, "task", one) for one in "ab")
    source = model(
        *(Mention(one, "000107.1.1.1.11", "property", "eTOM") for one in "ab"), activities=activities
    )
    assert "processId" not in said(source, "a")
    assert "Process-id-unique" not in findings(source)
    lost = model(
        *(Mention(one, "000107.1.1.1.13", "property", "eTOM") for one in "ab"), activities=activities
    )
    assert findings(lost)["Process-id-extends-known"] == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.1.1.13", "Process-element-known"),
        ("1.1.1.8", "Process-element-current"),
        ("1.1.2.3", "Process-element-outside"),
        ("1.1.1", "Process-element-coarse"),
        ("1.1.1.5-f99", "Process-function-known"),
        ("000107.1.1.1.13", "Process-id-extends-known"),
        ("2.1.1.5", "Process-id-own-without-prefix"),
    ],
)
def test_the_rules_speak_of_what_is_well_formed_and_yet_wrong(text: str, code: str) -> None:
    assert findings(model(Mention("t", text, "property", "eTOM")))[code] == 1


def test_parts_and_performers() -> None:
    activities = (
        Activity("p", "process", "P"),
        Activity("t", "task", "T", part_of="p", component="Клерк"),
        Activity("u", "task", "U", part_of="gone", component="app"),
    )
    containers = (Container("lane 1", "lane", "Клерк", 3), Container("app", "ApplicationComponent", "CRM"))
    source = model(activities=activities, containers=containers)
    assert said(source, "t")["partOf"] == [iri(BASE + "p")]
    assert said(source, "t")["performedBy"] == [iri(BASE + "lane%201/performer")]
    assert said(source, "lane%201/performer") == {"label": ['"Клерк"@ru']}
    assert not {"partOf", "performedBy"} & said(source, "u").keys()


def test_systems_support_processes_and_elements() -> None:
    source = model(
        Mention("app", "1.1.1.5", "property", "eTOM", 4),
        systems=(System("app", "CRM suite", 4, ("t", "gone")),),
    )
    found = said(source, "app")
    assert found["type"] == [iri(ETOM + "System")]
    assert found["supports"] == [iri(BASE + "t"), iri(GOST + "1.1.1.5")]


def test_inheritance_is_added_on_request_and_told_apart() -> None:
    activities = (Activity("p", "process", "P"), Activity("t", "task", "T", part_of="p"))
    source = model(Mention("p", "1.1.1.5", "property", "eTOM"), activities=activities)
    assert "classifiedAs" not in said(source, "t")
    found = said(source, "t", inherit=True)
    assert found["classifiedAs"] == [iri(GOST + "1.1.1.5")]
    assert said(source, found["qualifiedClassification"][0], inherit=True)["foundBy"] == [f'"{INHERITED}"']


def test_every_statement_has_the_line_of_its_record_or_of_its_reference() -> None:
    graph = document(model(ETOM_ID), resolve(model(ETOM_ID), Catalogue.load()))
    lines = {quad.predicate.value: line for quad, line in zip(graph.quads, graph.lines, strict=True)}
    assert lines[f"{RDFS}label"] == 7
    assert lines[f"{ETOM}classifiedAs"] == lines[f"{ETOM}foundBy"] == 9


# Order.

GATEWAY = (
    Activity("p", "process"),
    *(Activity(one, "task", one, part_of="p") for one in "abcd"),
    Activity("e", "task", part_of="a"),
)
FLOWS = tuple(
    Flow(*pair)
    for pair in (
        ("start", "a"),
        ("a", "x"),
        ("x", "y"),
        ("y", "x"),
        ("y", "b"),
        ("y", "c"),
        ("b", "a"),
        ("c", "end"),
    )
)


def test_order_leads_through_events_and_gateways_also_in_loops() -> None:
    [found] = sequences_of(model(activities=GATEWAY, flows=FLOWS))
    assert (found.whole, set(found.pairs)) == ("p", {("a", "b"), ("a", "c"), ("b", "a")})


def test_activities_that_nothing_holds_together_form_the_orders_that_hang_together() -> None:
    activities = tuple(Activity(one, "BusinessProcess") for one in "abcd")
    found = sequences_of(model(activities=activities, flows=(Flow("a", "b"), Flow("c", "d"), Flow("a", "a"))))
    assert [(one.whole, one.pairs) for one in found] == [(None, (("a", "b"),)), (None, (("c", "d"),))]


def test_order_is_added_on_request() -> None:
    source = model(activities=GATEWAY, flows=FLOWS)
    assert said(source, "p")["type"] == [iri(ETOM + "Process")]
    assert said(source, "a/step") == {}
    assert said(source, "p", end_to_end=True)["type"] == [
        iri(ETOM + "Process"),
        iri(ETOM + "EndToEndProcess"),
    ]
    assert said(source, "b/step", end_to_end=True) == {
        "type": [iri(ETOM + "Step")],
        "stepOf": [iri(BASE + "p")],
        "runs": [iri(BASE + "b")],
        "precededBy": [iri(BASE + "a/step")],
    }
    assert said(source, "d/step", end_to_end=True) == {}
    found = findings(source, end_to_end=True)
    assert found["EndToEnd-step-classified"] == 3
    assert not {"EndToEnd-ordered", "EndToEnd-has-steps"} & found.keys()


def test_gateways_that_multiply_paths_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etom_rdf.readers.order._MOST", 100)
    activities = tuple(Activity(f"t{number}", "task") for number in range(40))
    flows = tuple(Flow(*pair) for one in activities for pair in ((one.id, "hub"), ("hub", one.id)))
    with pytest.raises(InputError, match="end-to-end"):
        quads(model(activities=activities, flows=flows), Resolved(), end_to_end=True)


# Names and addresses.


@pytest.mark.parametrize(
    ("text", "source_lang", "language"),
    [
        ("Приём QoS", None, "ru"),
        ("Order", None, "en"),
        ("Störung", None, "en"),
        ("注文", None, "und"),
        ("42", None, "en"),
        ("Störung", "de", "de"),
        ("Замовлення", "uk", "uk"),
        ("Заказ", "en", "ru"),
        ("Заказ", "en-GB", "ru"),
    ],
)
def test_names_have_the_language_of_their_script_or_of_the_user(
    text: str, source_lang: str | None, language: str
) -> None:
    assert language_of(text, source_lang) == language
    source = model(activities=(Activity("t", "task", text),))
    [label] = said(source, "t", naming=Naming(source_lang=source_lang))["label"]
    assert label.endswith(f"@{language.lower()}")
    assert not findings(source, naming=Naming(source_lang=source_lang))["Label-language"]


def test_addresses_show_no_folder_but_to_tell_files_apart() -> None:
    assert base_of("/home/ann/models/Мой файл.bpmn").startswith("https://example.invalid/%D0%9C")
    assert base_of("-") == "https://example.invalid/stdin"
    assert bases_of(["x/a/p.bpmn", "x/b/p.bpmn", "y/a/p.bpmn", "q.bpmn", "./r.bpmn", "r.bpmn"]) == {
        "x/a/p.bpmn": "https://example.invalid/x/a/p.bpmn",
        "x/b/p.bpmn": "https://example.invalid/b/p.bpmn",
        "y/a/p.bpmn": "https://example.invalid/y/a/p.bpmn",
        "q.bpmn": "https://example.invalid/q.bpmn",
        "./r.bpmn": "https://example.invalid/r.bpmn",
        "r.bpmn": "https://example.invalid/r.bpmn",
    }


def test_the_same_file_gives_the_same_graph_and_another_other_nodes() -> None:
    source = model(ETOM_ID)
    resolved = resolve(source, Catalogue.load())
    assert quads(source, resolved) == quads(source, resolved)
    nodes = {
        str(quad.subject)
        for base in ("https://example.org/a", "https://example.org/b")
        for quad in quads(source, resolved, naming=Naming(base))
        if isinstance(quad.subject, ox.BlankNode)
    }
    assert len(nodes) == 2


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_file_becomes_a_graph_that_can_be_written(id_: str, name: str, author: str, own: str) -> None:
    source = SourceModel(
        name or "x",
        "bpmn",
        (Activity(id_, "task", name, component=author),),
        containers=(Container(author, "lane", name),),
        mentions=(Mention(id_, "1.1.1.5", "property", name, author=author),),
        iris={id_: own},
    )
    found = quads(source, resolve(source, Catalogue.load()))
    text = ox.serialize(found, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    assert set(ox.parse(text, format=ox.RdfFormat.N_QUADS)) == set(found)


def test_all_shared_cases_pass_the_rules_for_graphs(shared_cases: Path) -> None:
    read = read_sources([shared_cases])
    assert read.errors == ()
    catalogue = Catalogue.load()
    models = [one for one in read.sources if isinstance(one, SourceModel)]
    bases = bases_of(one.file for one in models)
    graphs = [document(one, resolve(one, catalogue), naming=Naming(bases[one.file])) for one in models]
    types = Counter(
        quad.object for graph in graphs for quad in graph.quads if quad.predicate.value == f"{RDF}type"
    )
    assert types[ox.NamedNode(f"{ETOM}Process")] == sum(len(one.activities) for one in models)
    report = check_model(ProcessModel(tuple(graphs)))
    assert {one.code for one in report.findings} == {
        "Process-classified",
        "Process-classification-grounded",
        "Process-element-current",
        "Process-element-known",
    }
