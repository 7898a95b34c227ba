"""Read every page of the site: each link leads somewhere, each page is whole, nothing comes from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from site_links import Read, is_outside, read, target

from etom_rdf.catalogue import Catalogue
from etom_rdf.cli import main
from etom_rdf.cli.publishing import LIST
from etom_rdf.coverage_counts import Coverage
from etom_rdf.linked_data import BASE
from etom_rdf.linked_data.page_addresses import of_clause, of_entry, of_statement
from etom_rdf.namespaces import GOST
from etom_rdf.rdf_input import read_rdf
from etom_rdf.site import Site
from etom_rdf.site.context import SECTIONS
from etom_rdf.text import LANGUAGES
from etom_rdf.trace import clauses, statements

MODEL = Path(__file__).parent.parent / "examples" / "operator" / "model.ttl"
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the whole site once, coloured by the example."""
    found = tmp_path_factory.mktemp("written") / "site"
    assert main(["site", str(found), str(MODEL), "--lang", "en"]) == 0
    return found


@pytest.fixture(scope="module")
def files(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def pages(folder: Path, files: frozenset[str]) -> dict[str, Read]:
    """Read the pages, without those that only lead from an IRI to its page."""
    names = sorted(name for name in files if name.endswith(".html") and not name.startswith("etom/"))
    return {name: read((folder / name).read_text("utf-8")) for name in names}


@pytest.fixture(scope="module")
def site() -> Site:
    catalogue = Catalogue.load()
    quads = read_rdf(MODEL).quads
    return Site(catalogue=catalogue, coverage=Coverage.of(quads, catalogue), quads=quads, served=True)


def in_language(pages: dict[str, Read]) -> Iterator[tuple[str, str, Read]]:
    """Go through the pages below the roots of the languages: language, path below it, page."""
    for name, one in pages.items():
        language, _, path = name.partition("/")
        if language in LANGUAGES:
            yield language, path, one


def test_every_link_leads_to_a_file_and_a_place_in_it(pages: dict[str, Read], files: frozenset[str]) -> None:
    anchors = {name: {"", *one.ids} for name, one in pages.items()}
    broken = []
    for name, one in pages.items():
        for _, address in one.links:
            if is_outside(address):
                continue
            file, fragment = target(name, address)
            if file not in files or fragment not in anchors.get(file, {""}):
                broken.append((name, address))
    assert not broken
    assert sum(len(one.links) for one in pages.values()) > 10 * len(pages)


def test_every_page_can_be_reached(pages: dict[str, Read]) -> None:
    reached, ahead = set(), ["index.html"]
    while ahead:
        name = ahead.pop()
        if name in pages and name not in reached:
            reached.add(name)
            ahead += [target(name, address)[0] for tag, address in pages[name].links if tag == "a"]
    assert set(pages) - reached <= {f"{language}/search/index.html" for language in LANGUAGES}


def test_nothing_comes_from_elsewhere(pages: dict[str, Read]) -> None:
    outside = {(tag, address) for one in pages.values() for tag, address in one.links if is_outside(address)}
    assert outside == {("a", LICENCE)}


def test_no_script_or_style_stands_in_a_page(pages: dict[str, Read]) -> None:
    assert {name: one.forbidden for name, one in pages.items() if one.forbidden} == {}


def test_every_page_has_one_heading_and_a_title_of_its_own(pages: dict[str, Read]) -> None:
    assert {name for name, one in pages.items() if one.tags.count("h1") != 1} == set()
    for language in LANGUAGES:
        titles = [one.title for of, _, one in in_language(pages) if of == language]
        assert len(set(titles)) == len(titles)
        assert all(title.strip() for title in titles)


def test_every_id_stands_once(pages: dict[str, Read]) -> None:
    assert {name for name, one in pages.items() if len(set(one.ids)) != len(one.ids)} == set()


def test_every_page_says_its_language_and_marks_the_other(pages: dict[str, Read]) -> None:
    for language, path, one in in_language(pages):
        assert one.languages[0] == language, path
        assert set(one.languages) <= {*LANGUAGES, "zxx"}, path


def test_each_page_has_its_like_in_the_other_language(pages: dict[str, Read]) -> None:
    paths = {
        language: {path for of, path, _ in in_language(pages) if of == language} for language in LANGUAGES
    }
    assert paths["ru"] == paths["en"]
    for language, path, one in in_language(pages):
        other = "en" if language == "ru" else "ru"
        switch = [address for tag, address in one.links if tag in ("a", "link")]
        like = f"{other}/{path}"
        assert sum(target(f"{language}/{path}", address) == (like, "") for address in switch) == 2, path


def test_no_page_in_english_speaks_russian_unmarked(folder: Path, pages: dict[str, Read]) -> None:
    """What is Cyrillic on an English page stands inside of an element marked as Russian."""
    import lxml.html  # noqa: PLC0415

    wrong = []
    for language, path, _ in in_language(pages):
        tree = lxml.html.parse(str(folder / language / path), lxml.html.HTMLParser(encoding="utf-8"))
        for node in tree.iter():
            if language != "en" or not isinstance(node.tag, str):
                continue
            words = [node.text or "", *(child.tail or "" for child in node)]
            marked = next((one.get("lang") for one in (node, *node.iterancestors()) if one.get("lang")), "")
            if marked == "en" and any("а" <= letter <= "я" for word in words for letter in word.lower()):
                wrong.append((path, "".join(words).strip()))
    assert not wrong


def test_every_entry_clause_and_statement_has_its_page(pages: dict[str, Read]) -> None:
    wanted = [*map(of_entry, Catalogue.load()), *map(of_statement, statements())]
    wanted += [of_clause(one.name) for one in clauses()]
    for language in LANGUAGES:
        for address in wanted:
            path, _, anchor = address.partition("#")
            page = pages[f"{language}/{path}index.html"]
            assert not anchor or anchor in page.ids


def test_iris_lead_to_the_same_pages(site: Site) -> None:
    data = site.linked_data
    for address, iri in (
        *((of_entry(one), one.iri) for one in Catalogue.load()),
        *((of_statement(one), one.iri) for one in statements()),
        *((of_clause(one.name), one.iri) for one in clauses()),
    ):
        assert data.page_of(iri.removeprefix(BASE), "ru") == f"ru/{address}"


def test_the_page_of_an_element_says_what_the_standard_says(site: Site) -> None:
    element = Catalogue.load()["1.1.1.5"]
    russian, english = (site.page(f"{one}/elements/1.1.1.5/").body.decode() for one in ("ru", "en"))  # type: ignore[union-attr]
    for function in element.functions:  # type: ignore[union-attr]
        assert f'id="{function.id}"' in russian
        assert f"«{function.source_text}»" in russian
        assert f"«{function.source_text}»" not in english
    assert 'lang="en">Order handling<' in russian
    assert f"{GOST}1.1.1.5" in russian
    assert 'data-cell="1.1.1 F" data-shade="dark"' in russian


def test_the_map_links_each_box_and_counts_processes(site: Site) -> None:
    text = site.page("en/").body.decode()  # type: ignore[union-attr]
    current = [one for one in Catalogue.load().elements if one.kind != "retired"]
    for one in current:
        assert f'<a id="{one.id}" data-id="{one.id}"' in text
    assert text.count('data-role="element" href=') == 11
    assert 'data-step="2"' in text


def test_the_sections_lead_to_what_is_there(site: Site) -> None:
    for section in SECTIONS:
        shown = f">{section.name.en}</a>" in site.page("en/").body.decode()  # type: ignore[union-attr]
        assert shown == (f"en/{section.path}" in site)


def test_the_same_site_comes_out_twice(site: Site) -> None:
    catalogue = Catalogue.load()
    quads = read_rdf(MODEL).quads
    again = Site(catalogue=catalogue, coverage=Coverage.of(quads, catalogue), quads=quads, served=True)
    sample = [
        path for path in site.paths() if path.startswith(("assets/", "ru/elements", "ru/requirements/5"))
    ]
    assert sample
    assert [again.page(path) for path in reversed(sample)] == [site.page(path) for path in reversed(sample)]


def test_a_served_page_names_no_files(site: Site) -> None:
    page = read(site.page("ru/terms/3.11/").body.decode())  # type: ignore[union-attr]
    assert not [address for _, address in page.links if "index.html" in address]


def test_what_is_missing_is_missed(site: Site) -> None:
    assert site.page("ru/elements/9.9/") is None
    assert "ru/elements/9.9/" not in site
    page = read(site.not_found("en", 3))
    assert page.languages[0] == "en"
    assert ("link", "../../../assets/site.css") in page.links


def test_a_site_is_brought_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "site"
    assert main(["site", str(folder), "--lang", "en"]) == 0
    kept, stale = folder / "CNAME", folder / "old" / "page.html"
    kept.write_text("mine")
    stale.parent.mkdir()
    stale.write_text("old")
    listed = folder / LIST
    listed.write_text(listed.read_text().replace("[", '["old/page.html",', 1))
    changed, same = folder / "en/index.html", folder / "ru/index.html"
    changed.write_text("spoilt")
    before = same.stat().st_mtime_ns
    assert main(["site", str(folder), "--lang", "en"]) == 0
    assert kept.read_text() == "mine"
    assert not stale.parent.exists()
    assert "<h1>" in changed.read_text()
    assert same.stat().st_mtime_ns == before


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["site", str(tmp_path), "--lang", "en"]) == 2
    assert "--force" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.txt"]
    (tmp_path / LIST).write_text('["../../elsewhere"]')
    assert main(["site", str(tmp_path), "--lang", "en"]) == 2
    assert main(["site", str(tmp_path / "thesis.txt"), "--lang", "ru"]) == 2
    assert main(["site", str(tmp_path), "--force", "--lang", "en"]) == 0
    assert (tmp_path / "thesis.txt").read_text() == "mine"
