"""Users add vocabularies of their own, and hear what is wrong with them."""

import json
from pathlib import Path

import pytest
from rdflib import URIRef
from vocabulary_samples import PREFIXES, SAMPLES, Shown, read, shown, write

from etom_rdf.cli import main
from etom_rdf.errors import InputError
from etom_rdf.namespaces import ETOM
from etom_rdf.sources import Reading, read_models


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
