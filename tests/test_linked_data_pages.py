"""Each IRI has its page and place on the site, and links from one to another are relative."""

import pytest
from descriptions import data_fixture  # noqa: F401 (a fixture)

from etom_rdf.catalogue import Catalogue
from etom_rdf.linked_data import LinkedData, relative
from etom_rdf.site import Site
from etom_rdf.text import Language


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
    pages = Site(catalogue=Catalogue.load(), served=False)
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
