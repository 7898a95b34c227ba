"""Hold the descriptions of all IRIs to what the files say, in every form."""

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, SH

from etom_rdf.exports import GRAPHS, export_text
from etom_rdf.linked_data import (
    BASE,
    DOWNLOADS,
    FORMS,
    SPARQL,
    LinkedData,
    files,
    relative,
)
from etom_rdf.namespaces import ETOM, GOST, QUERY, SHAPE
from etom_rdf.resources import ontology_files, query_files, shape_files, vocabulary_files
from etom_rdf.server.messages.negotiation import best_language, best_media_type
from etom_rdf.text import Language

TURTLE, JSON_LD, RDF_XML, N_TRIPLES = FORMS
READERS = {
    TURTLE: ox.RdfFormat.TURTLE,
    JSON_LD: ox.RdfFormat.JSON_LD,
    RDF_XML: ox.RdfFormat.RDF_XML,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
}
RDF_FILES = (*ontology_files(), *shape_files(), *vocabulary_files())
NAMES = (SKOS.prefLabel, RDFS.label, SH.name, DCTERMS.title)


@pytest.fixture(scope="module")
def data() -> LinkedData:
    return LinkedData()


@pytest.fixture(scope="module")
def whole() -> Graph:
    graph = Graph()
    for path in (*ontology_files(), *shape_files()):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def published(data: LinkedData) -> dict[str, bytes]:
    found = list(files(data))
    assert len(found) == len(dict(found))
    return dict(found)


def body(data: LinkedData, path: str, form: object = N_TRIPLES) -> bytes:
    description = data.describe(path)
    assert description is not None, path
    return data.serialize(description, form)  # type: ignore[arg-type]


def graph_of(data: LinkedData, path: str) -> Graph:
    return Graph().parse(data=body(data, path), format="nt")


def is_document(data: LinkedData, iri: str) -> bool:
    description = data.describe(iri.removeprefix(BASE))
    return description is not None and description.is_document


def statements(content: bytes, form: object) -> set[str]:
    dataset = ox.Dataset(ox.parse(content, format=READERS[form]))  # type: ignore[index]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


# What is answered


def test_every_iri_in_the_shipped_rdf_is_answered(data: LinkedData) -> None:
    found = set(GRAPHS.values())
    for path in RDF_FILES:
        for quad in ox.parse(path=str(path)):
            terms = (quad.subject, quad.predicate, quad.object, getattr(quad.object, "datatype", None))
            found |= {term.value for term in terms if isinstance(term, ox.NamedNode)}
    ours = {iri for iri in found if iri.startswith(BASE)}
    assert len(ours) > 450
    assert {iri for iri in ours if data.describe(iri.removeprefix(BASE)) is None} == set()


def test_every_iri_written_in_a_query_or_a_text_is_answered(data: LinkedData) -> None:
    written: set[str] = set()
    for path in (*RDF_FILES, *query_files()):
        written |= set(re.findall(rf"{BASE}[^\s\"<>]*", path.read_text(encoding="utf-8")))
    assert f"{GOST}part/requirements/0.1.0" in written
    assert {iri for iri in written if data.describe(iri.removeprefix(BASE)) is None} == set()


def test_every_question_is_answered(data: LinkedData) -> None:
    names = {f"query/{path.stem}" for path in query_files()}
    assert names == {path for path in data.paths() if path.startswith("query/") and path != "query/"}


def test_nothing_else_is_answered(data: LinkedData) -> None:
    for path in (
        "ns",
        "ns/NoSuchClass",
        "gost-r-53633/1.1.1.13",
        "gost-r-53633/1.1.1.5.ttl",
        "shape/unIQue",
        "x",
    ):
        assert data.describe(path) is None
        assert data.page_of(path, "en") is None


def test_what_is_near_is_named(data: LinkedData) -> None:
    assert "ns/Process" in data.near("ns/process")
    assert {"ns/Element", "ns/element"} <= set(data.near("ns/ELEMENT"))
    assert "gost-r-53633/1.1.1.5" in data.near("gost-r-53633/1.1.1.5/")
    assert data.near("zzzzzzzzzzzzzzzz") == ()


# What a description holds


def test_a_document_is_its_file_to_the_byte(data: LinkedData) -> None:
    for path in RDF_FILES:
        (header,) = Graph().parse(path).subjects(RDF.type, OWL.Ontology)
        assert body(data, header.removeprefix(BASE), TURTLE) == path.read_bytes()


def test_an_edition_is_the_document_that_is_shipped(data: LinkedData) -> None:
    edition = data.describe("gost-r-53633/part/glossary/0.1.0")
    assert edition is not None
    assert edition.is_document
    assert edition.canonical == f"{GOST}part/glossary"
    assert data.serialize(edition, JSON_LD) == body(data, "gost-r-53633/part/glossary", JSON_LD)


def test_no_edition_takes_the_iri_of_a_thing(data: LinkedData, whole: Graph) -> None:
    editions = set(whole.objects(None, OWL.versionIRI))
    assert len(editions) >= 8
    assert not editions & set(whole.subjects())


def test_all_that_the_ontology_says_of_a_thing_is_there_with_its_blank_nodes(
    data: LinkedData, whole: Graph
) -> None:
    things = [URIRef(BASE + path) for path in data.paths()]
    things = [one for one in things if (one, None, None) in whole and not is_document(data, one)]
    assert len(things) > 400
    for thing in things:
        said = graph_of(data, thing.removeprefix(BASE)).cbd(thing)
        (home,) = said.objects(thing, RDFS.isDefinedBy)
        assert (home, RDF.type, None) in whole or home == URIRef(QUERY)
        said.remove((thing, RDFS.isDefinedBy, None))
        assert isomorphic(said, whole.cbd(thing)), thing


def test_all_that_is_mentioned_has_its_names_and_types(data: LinkedData, whole: Graph) -> None:
    for path in data.paths():
        description = data.describe(path)
        assert description is not None
        if not description.is_document:
            graph = graph_of(data, path)
            mentioned = {one for triple in graph for one in triple if isinstance(one, URIRef)}
            for one in mentioned:
                for property_ in NAMES:
                    assert set(graph.objects(one, property_)) >= set(whole.objects(one, property_)), (
                        path,
                        one,
                    )
                if str(one).startswith(BASE) and any((one, property_, None) in whole for property_ in NAMES):
                    assert set(graph.objects(one, RDF.type)) >= set(whole.objects(one, RDF.type)), (path, one)


def test_an_element_comes_with_its_functions_and_statements(data: LinkedData, whole: Graph) -> None:
    element = URIRef(f"{GOST}1.1.1.5")
    graph = graph_of(data, "gost-r-53633/1.1.1.5")
    for property_, count in ((URIRef(f"{ETOM}functionOf"), 11), (DCTERMS.subject, 3)):
        pointing = set(graph.subjects(property_, element))
        assert len(pointing) == count
        assert pointing == set(whole.subjects(property_, element))
        assert all(graph.value(one, SKOS.prefLabel) for one in pointing)


def test_a_group_comes_with_its_members_and_no_more(data: LinkedData, whole: Graph) -> None:
    graph = graph_of(data, "gost-r-53633/1.1.1")
    group = URIRef(f"{GOST}1.1.1")
    assert set(graph.subjects(SKOS.broader, group)) == set(whole.subjects(SKOS.broader, group))
    assert not list(graph.subjects(URIRef(f"{ETOM}functionOf")))


def test_what_everything_points_at_is_described_without_all_of_it(data: LinkedData, whole: Graph) -> None:
    table = URIRef(f"{GOST}table-1")
    assert len(list(whole.subjects(DCTERMS.source, table))) > 30
    assert not list(graph_of(data, "gost-r-53633/table-1").subjects(DCTERMS.source, table))


def test_links_out_of_blank_nodes_lead_to_what_they_belong_to(data: LinkedData) -> None:
    graph = graph_of(data, "shape/unique")
    (parameter,) = graph.subjects(SH.path, URIRef(f"{SHAPE}unique"))
    (component,) = graph.subjects(SH.parameter, parameter)
    assert component == URIRef(f"{SHAPE}UniqueComponent")
    assert graph.value(parameter, SH.datatype)


def test_foreign_vocabularies_say_nothing_of_our_terms(data: LinkedData) -> None:
    assert b"MultiStep" in body(data, "ns/part/vocabulary-p-plan")
    for path in ("ns/Process", "ns/partOf"):
        assert b"MultiStep" not in body(data, path)


def test_a_question_is_described_with_its_text(data: LinkedData) -> None:
    for path in query_files():
        graph = graph_of(data, f"query/{path.stem}")
        question = URIRef(QUERY + path.stem)
        (text,) = (*graph.objects(question, SH.select), *graph.objects(question, SH.construct))
        assert str(text) == path.read_text(encoding="utf-8")
        assert {label.language for label in graph.objects(question, RDFS.label)} == {"en", "ru"}
        assert body(data, f"query/{path.stem}", SPARQL) == path.read_bytes()


def test_the_list_of_documents_names_them_all(data: LinkedData) -> None:
    listed = set(graph_of(data, "").objects(URIRef(BASE), DCTERMS.hasPart))
    headers = {next(iter(Graph().parse(path).subjects(RDF.type, OWL.Ontology))) for path in RDF_FILES}
    assert listed == headers | {URIRef(QUERY)}


# Forms


def test_all_forms_say_the_same(data: LinkedData) -> None:
    for path in data.paths():
        expected = statements(body(data, path), N_TRIPLES)
        assert expected
        for form in (TURTLE, JSON_LD, RDF_XML):
            assert statements(body(data, path, form), form) == expected, (path, form.name)


@pytest.mark.parametrize(
    "path", ["gost-r-53633/1.1.1.5", "shape/OwnElement-extends", "ns/Partner", "ns/", "shape/"]
)
def test_another_reader_finds_the_same(data: LinkedData, path: str) -> None:
    expected = graph_of(data, path)
    for form, name in ((TURTLE, "turtle"), (JSON_LD, "json-ld"), (RDF_XML, "xml")):
        assert isomorphic(Graph().parse(data=body(data, path, form), format=name), expected), name


def test_json_ld_reads_as_plain_json_and_needs_nothing_remote(data: LinkedData) -> None:
    content = json.loads(body(data, "gost-r-53633/1.1.1.5", JSON_LD))
    assert all(isinstance(one, str | dict) for one in content["@context"].values())
    element, *_ = content["@graph"]
    assert element["@id"] == "gost:1.1.1.5"
    assert element["skos:prefLabel"] == {"en": "Order handling", "ru": "Обработка заказов"}
    assert element["skos:broader"] == "gost:1.1.1"
    assert element["etom:inVertical"] == ["gost:F"]
    assert element["skos:notation"] == "1.1.1.5"


def test_json_of_one_property_has_one_form_everywhere(data: LinkedData) -> None:
    definitions: dict[str, set[str]] = {}
    for path in data.paths():
        context = json.loads(body(data, path, JSON_LD))["@context"]
        assert isinstance(context, dict)
        for name, definition in context.items():
            definitions.setdefault(name, set()).add(json.dumps(definition))
    assert {name: found for name, found in definitions.items() if len(found) > 1} == {}


def test_the_bytes_do_not_hang_on_chance(published: dict[str, bytes]) -> None:
    command = (
        "import hashlib\nfrom etom_rdf.linked_data import files\n"
        "print(hashlib.sha256(b''.join(p.encode() + c for p, c in files())).hexdigest())"
    )
    expected = hashlib.sha256(
        b"".join(path.encode() + content for path, content in published.items())
    ).hexdigest()
    for seed in ("1", "2"):
        result = subprocess.run(
            [sys.executable, "-c", command],
            capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
        assert result.stdout.strip() == expected


# Files


def test_every_document_and_download_is_published(data: LinkedData, published: dict[str, bytes]) -> None:
    for path in data.paths():
        description = data.describe(path)
        assert description is not None
        for form in description.forms:
            assert published[f"etom/{description.file(form)}"] == data.serialize(description, form)
    assert published["etom/gost-r-53633/1.1.1.5.ttl"]
    assert {f"downloads/{one.name}" for one in DOWNLOADS} == {
        path for path in published if path.startswith("downloads/")
    }
    assert published["downloads/etom.ttl"].decode() == export_text("turtle")
    assert published["downloads/etom.trig"].decode() == export_text("trig")


def test_files_can_stand_in_one_folder(published: dict[str, bytes]) -> None:
    folders = {str(parent) for path in published for parent in PurePosixPath(path).parents}
    assert not folders & set(published)
    # A class and a property of one name need a file system that tells capitals apart.
    folded = Counter(path.casefold() for path in published)
    alike = {PurePosixPath(path).stem for path, count in folded.items() if count > 1}
    assert alike == {"agreement", "element", "function", "licence"}


def test_pages_of_links_lead_to_files(published: dict[str, bytes]) -> None:
    posts = [path for path in published if path.endswith(".html")]
    assert {"etom/index.html", "etom/ns.html", "etom/ns/index.html", "etom/ns/Process.html"} < set(posts)
    for path in posts:
        links = re.findall(r'href="([^"#]+)', published[path].decode())
        targets = [normpath(join(dirname(path), link)) for link in links]
        documents = [target for target in targets if target.startswith("etom/")]
        assert len(documents) >= 4
        assert set(documents) <= set(published)
        assert [target.split("/")[0] for target in targets if target not in documents] == [
            "assets",
            "en",
            "ru",
        ]


# Pages


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("", "about/"),
        ("ns/", "vocabulary/"),
        ("ns/0.1.0", "vocabulary/"),
        ("ns/part/alignments/0.1.0", "vocabulary/"),
        ("ns/Process", "vocabulary/#Process"),
        ("ns/classifiedAs", "vocabulary/#classifiedAs"),
        ("gost-r-53633/", ""),
        ("gost-r-53633/scheme", ""),
        ("gost-r-53633/1.1", "elements/1.1/"),
        ("gost-r-53633/1.1.1", "elements/1.1.1/"),
        ("gost-r-53633/1.1.1.8", "elements/1.1.1.8/"),
        ("gost-r-53633/ERM", "elements/ERM/"),
        ("gost-r-53633/OSR", "columns/OSR/"),
        ("gost-r-53633/1.1.1.5-f3", "elements/1.1.1.5/#1.1.1.5-f3"),
        ("gost-r-53633/1.1.1.4-p1", "elements/1.1.1.4/#1.1.1.4-p1"),
        ("gost-r-53633/term-3.11", "terms/3.11/"),
        ("gost-r-53633/part/glossary", "terms/"),
        ("gost-r-53633/req-5.2-2", "requirements/5.2-2/"),
        ("gost-r-53633/clause-5.2", "requirements/#clause-5.2"),
        ("gost-r-53633/table-A.1", "requirements/#table-A.1"),
        ("gost-r-53633/standard", "about/"),
        ("shape/", "rules/"),
        ("shape/Process-classified", "rules/Process-classified/"),
        ("shape/UniqueComponent", "rules/#UniqueComponent"),
        ("shape/unique", "rules/"),
        ("query/", "queries/"),
        ("query/siblings", "queries/siblings/"),
    ],
)
def test_pages_stand_where_the_site_has_them(data: LinkedData, path: str, page: str) -> None:
    assert data.page_of(path, "ru") == f"ru/{page}"
    assert data.page_of(path, "en") == f"en/{page}"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_and_place_is_on_the_site(data: LinkedData, language: Language) -> None:
    site = pytest.importorskip("etom_rdf.site")
    from etom_rdf.catalogue import Catalogue  # noqa: PLC0415

    pages = site.Site(catalogue=Catalogue.load(), served=False)
    known = set(pages.paths())
    missing = set()
    for path in data.paths():
        target = data.page_of(path, language)
        assert target is not None
        address, _, anchor = target.partition("#")
        if address not in known or (anchor and f'id="{anchor}"' not in pages.page(address).body.decode()):
            missing.add(target)
    assert missing == set()


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("etom/gost-r-53633/1.1.1.5", "etom/gost-r-53633/1.1.1.5.ttl", "1.1.1.5.ttl"),
        ("etom/gost-r-53633/1.1.1.5", "en/elements/1.1.1.5/", "../../en/elements/1.1.1.5/"),
        ("etom/gost-r-53633/", "ru/", "../../ru/"),
        ("etom/", "etom/index.ttl", "index.ttl"),
        ("etom/ns/", "etom/ns.ttl", "../ns.ttl"),
    ],
)
def test_addresses_are_relative(source: str, target: str, expected: str) -> None:
    assert relative(source, target) == expected


# Negotiation


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "text/html"),
        ("text/html;q=0.4, application/n-triples;q=0.6", "application/n-triples"),
        ("application/rdf+xml, text/turtle", "application/rdf+xml"),
        ('application/ld+json;profile="a,b;q=0"', "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", "application/ld+json"),
        ("*/*, text/turtle;q=0.1", "application/ld+json"),
        ("TEXT/HTML;Q=1", "text/html"),
        ("text/turtle;q=high", "text/turtle"),
        ("text/turtle;q=0", None),
        ("*/*;q=0.000", None),
        ("image/png", None),
        (",,;", "text/turtle"),
    ],
)
def test_the_form_is_the_one_most_wanted(accept: str | None, expected: str | None) -> None:
    offered = (
        "text/turtle",
        "application/ld+json",
        "application/rdf+xml",
        "application/n-triples",
        "text/html",
    )
    assert best_media_type(accept, offered) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "en"),
        ("*", "en"),
        ("de", "en"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("rus", "en"),
        ("en;q=0.5, ru;q=0.6", "ru"),
        ("ru;q=0", "en"),
        ("ru, en", "ru"),
        ("de, en;q=0.7, ru;q=0.7", "en"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
    ],
)
def test_the_language_is_the_one_most_wanted(accept: str | None, expected: str) -> None:
    assert best_language(accept) == expected
