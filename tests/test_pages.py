"""Hold the pages to what they promise without a browser: nothing fetched, nothing run that a model says."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest

from etom_rdf.catalogue import Catalogue
from etom_rdf.comparison import Comparison
from etom_rdf.coverage_counts import Coverage
from etom_rdf.namespaces import ETOM, GOST
from etom_rdf.pages import comparison_page, coverage_page, function_labels
from etom_rdf.process_index import WAYS
from etom_rdf.process_map import map_svg
from etom_rdf.readers.graph import INHERITED
from etom_rdf.readers.records import FoundBy
from etom_rdf.sources import read_models

ROOT = Path(__file__).parent.parent
CATALOGUE = Catalogue.load()
HOSTILE = "<script>alert(1)</script>\" onload='alert(2)' {{ 7 * 7 }} </style>"
MODEL = f"""
@prefix etom: <{ETOM}> .
@prefix gost: <{GOST}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:p> rdfs:label '''{HOSTILE}''' ; etom:sourceFile '''{HOSTILE}''' ; etom:sourceId '''{HOSTILE}''' ;
    etom:qualifiedClassification
        [ etom:element gost:1.1.1.5 ; etom:foundBy '''{HOSTILE}''' ; etom:evidence '''{HOSTILE}''' ] .
<urn:q> etom:classifiedAs gost:1.1.2.3, gost:1.2.1, '''{HOSTILE}''' .
<urn:r> a etom:Process ; rdfs:label "Пёс"@ru, "Dog"@en .
"""


class Reader(HTMLParser):
    """Note the tags of a page, and the attributes that could fetch or run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.reaching: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.reaching += [
            (name, value)
            for name, value in attrs
            if name in {"src", "srcset", "action"} or name.startswith("on") or (name == "href" and value)
        ]


def pages() -> list[str]:
    quads = list(ox.parse(MODEL, format=ox.RdfFormat.TURTLE))
    coverage = Coverage.of(quads, CATALOGUE)
    comparison = Comparison.of([(HOSTILE, coverage), ("b", coverage)], function_labels(CATALOGUE))
    return [
        coverage_page(quads, coverage, language="ru", catalogue=CATALOGUE),
        comparison_page(comparison, language="ru"),
    ]


@pytest.mark.parametrize("number", [0, 1], ids=["coverage", "comparison"])
def test_names_of_a_model_stay_names(number: int) -> None:
    page = pages()[number]
    assert "alert(1)" in page
    assert "{{ 7 * 7 }}" in page
    found = Reader(page)
    assert found.tags.count("script") == 1
    assert all(name == "href" and (value or "").startswith("#") for name, value in found.reaching)
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in page


def test_page_tells_how_each_reference_was_found() -> None:
    model = read_models([str(ROOT / "examples" / "sources")]).model
    coverage = Coverage.of(model.quads, CATALOGUE)
    page = coverage_page(model.quads, coverage, language="en", catalogue=CATALOGUE)
    for words in ("mapping set", "таблица соответствий", "столбец", "свойство", "номер перед названием"):
        assert f">{words}</span>" in page
    assert ">name-prefix<" not in page


def test_every_way_in_which_readers_find_references_is_said_in_words() -> None:
    assert {*get_args(FoundBy), INHERITED} <= set(WAYS)
    assert all(way.ru != way.en for way in WAYS.values())


def test_page_names_what_lies_beyond_the_elements() -> None:
    page = pages()[0]
    beyond = page[page.index('<section id="beyond"') : page.index('<section id="unmapped"')]
    assert re.findall(r'<td class="id"><code>(.*?)</code>', beyond) == ["1.2.1", "1.1.2.3"]


def test_picture_of_the_readme_is_what_the_command_draws() -> None:
    model = read_models([str(ROOT / "examples" / "sources")]).model
    drawn = map_svg(language="en", catalogue=CATALOGUE, coverage=Coverage.of(model.quads, CATALOGUE))
    picture = ROOT / "docs" / "coverage.svg"
    assert picture.read_text(encoding="utf-8") == drawn, "run make picture"
    assert f"]({picture.relative_to(ROOT)})" in (ROOT / "README.md").read_text(encoding="utf-8")
