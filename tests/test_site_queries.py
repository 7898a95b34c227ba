"""The pages of the query library: every question, its form, and the answer that the query gives."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx
import pytest
from documentation import LANGUAGES, broken_links, foreign, page, site, words
from lxml import html

from etom_rdf.catalogue import Catalogue
from etom_rdf.coverage_counts import Coverage
from etom_rdf.own_files import quads
from etom_rdf.querying import QueryFile, QueryResult, load_query, open_store, queries, run_query
from etom_rdf.resources import example_model
from etom_rdf.site import Site
from etom_rdf.site.answer_tables import MOST_ROWS
from etom_rdf.site.names import short
from etom_rdf.site.queries import Asked
from etom_rdf.site.query_fields import examples
from etom_rdf.site.query_subjects import SUBJECTS
from etom_rdf.text import Language, Text

if TYPE_CHECKING:
    from servers import EtomServer

EXPECTED = Path(__file__).parent / "questions"
LIBRARY = pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def path(query: QueryFile, language: Language) -> str:
    return f"{language}/queries/{query.name}/"


def rows(document: html.HtmlElement) -> list[list[str]]:
    return [
        [words(cell) for cell in row] for row in document.xpath("//div[contains(@class, 'answer')]//tbody/tr")
    ]


# The library


def test_every_question_has_one_subject() -> None:
    arranged = [name for _, names in SUBJECTS for name in names]
    assert sorted(arranged) == [query.name for query in queries()]


@IN_BOTH
def test_every_question_is_listed(language: Language) -> None:
    document = page(f"{language}/queries/")
    listed = {
        words(row.find("code")): words(row.find("a")) for row in document.xpath("//ul[@class='questions']/li")
    }
    assert listed == {query.name: query.question.in_language(language) for query in queries()}
    assert foreign(document, language) == set()
    assert broken_links(f"{language}/queries/") == []


@IN_BOTH
@LIBRARY
def test_a_question_has_its_page(query: QueryFile, language: Language) -> None:
    document = page(path(query, language))
    assert words(document.find(".//h1")) == query.question.in_language(language)
    values = examples(query, language)
    code = [one.text_content() for one in document.xpath("//pre")]
    assert query.bind(values).endswith(code[-1] + "\n")
    assert any(one.startswith(f"etom query {query.name}") for one in code)
    assert broken_links(path(query, language)) == []


@IN_BOTH
@LIBRARY
def test_only_answers_speak_another_language(query: QueryFile, language: Language) -> None:
    assert foreign(page(path(query, language)), language) == set()


# The answers


def known() -> Iterator[tuple[QueryFile, Language, list[list[str]]]]:
    """Go through the questions whose expected answer holds for the standard alone, with its rows."""
    store = open_store()
    for query in queries():
        file = EXPECTED / f"{query.name}.csv"
        given = {one.name: one.example for one in query.parameters}
        if file.exists() and run_query(query, data=store, parameters=given).as_csv() == as_sent(file):
            language: Language = "ru" if given.get("language") == "ru" else "en"
            yield query, language, list(csv.reader(StringIO(file.read_text(encoding="utf-8"))))[1:]


def as_sent(file: Path) -> str:
    return file.read_text(encoding="utf-8").replace("\n", "\r\n")


KNOWN = list(known())


def test_enough_answers_can_be_compared() -> None:
    assert len(KNOWN) >= 8


@pytest.mark.parametrize(("query", "language", "expected"), KNOWN, ids=[query.name for query, *_ in KNOWN])
def test_the_answer_is_the_expected_one(
    query: QueryFile, language: Language, expected: list[list[str]]
) -> None:
    shown = rows(page(path(query, language)))
    said = [[" ".join(short(cell).split()) for cell in row] for row in expected]
    worded = {"basis", "modality"}
    columns = [place for place, name in enumerate(query.returns) if name not in worded]
    assert [[row[place] for place in columns] for row in shown] == [
        [row[place] for place in columns] for row in said
    ]


@LIBRARY
def test_every_page_shows_an_answer_or_says_that_there_is_none(query: QueryFile) -> None:
    document = page(path(query, "en"))
    text = words(document.find(".//main"))
    has_rows = bool(rows(document)) or bool(document.xpath("//pre[@class='tall']"))
    assert has_rows != ("Nothing in the data answers this" in text)
    alone = run_query(query, parameters=examples(query, "en"))
    assert ("example model" in text) == (not alone.rows)


def test_answers_of_files_hold_the_models() -> None:
    catalogue, model = Catalogue.load(), list(quads(example_model()))
    coverage = Coverage.of(model, catalogue)
    found = Site(catalogue=catalogue, coverage=coverage, quads=model).page("en/queries/coverage-by-element/")
    assert found is not None
    document = html.document_fromstring(found.body.decode())
    shown = {row[0]: int(row[2]) for row in rows(document)}
    assert shown == {one.id: coverage.processes(one.id) for one in coverage.elements}
    assert sum(shown.values()) > len(shown)
    assert "example model" not in words(document.find(".//main"))
    assert "--data" in document.xpath("//pre")[0].text_content()


def test_ids_lead_to_their_pages() -> None:
    links = page("ru/queries/children/").xpath("//td/a/@href")
    assert any("elements/1.1.1.12/" in link for link in links)
    links = page("en/queries/trace-of-clause/").xpath("//td/a/@href")
    assert any("requirements/5.3-1/" in link for link in links)
    assert any("rules/Process-id-agrees/" in link for link in links)


def test_a_graph_is_shown_as_turtle() -> None:
    (shown,) = page("en/queries/infer-classification/").xpath("//pre[@class='tall']")
    assert "etom:classifiedAs" in shown.text_content()


def test_yes_or_no() -> None:
    asked = Asked({"language": "ru"}, QueryResult((), (), boolean=True))
    assert words(form("legend", asked).xpath("//p[@class='yes-no']")[0]) == "Да"


# The form


def form(query: str, asked: Asked, language: Language = "ru") -> html.HtmlElement:
    return html.document_fromstring(site(served=True).asked(language, load_query(query), asked))


@LIBRARY
def test_the_form_holds_the_values(query: QueryFile) -> None:
    document = form(query.name, Asked(examples(query, "ru")))
    fields = {one.get("name"): one for one in document.xpath("//main//form//*[@name]")}
    assert list(fields) == [one.name for one in query.parameters]
    for name, value in examples(query, "ru").items():
        field = fields[name]
        chosen = field.xpath("./option[@selected]/@value") if field.tag == "select" else [field.get("value")]
        assert chosen == [value]
        (label,) = document.xpath("//label[@for=$id]", id=field.get("id"))
        assert words(label)


def test_known_ids_are_offered() -> None:
    offered = form("children", Asked({"id": "1.1", "language": "ru"})).xpath("//datalist/option")
    assert {"1.1", "1.1.1", "1.1.1.5"} <= {one.get("value") for one in offered}
    assert "Обработка заказов" in {words(one) for one in offered}


def test_processes_and_files_of_the_models_are_offered_by_name() -> None:
    model = quads(example_model())
    site_of_model = Site(catalogue=Catalogue.load(), quads=model, served=True)
    offered = {}
    for name in ("decomposition-of-process", "end-to-end-flow-in-order", "processes-from-file"):
        asked = Asked(examples(load_query(name), "ru"))
        document = html.document_fromstring(site_of_model.asked("ru", load_query(name), asked))
        offered[name] = {one.get("value"): words(one) for one in document.xpath("//datalist/option")}
    everything, flows, files = offered.values()
    start = "https://example.org/lukomorye/"
    assert everything[f"{start}process-credit-check"] == "Проверка платёжеспособности организации"
    assert f"{start}flow-trouble-to-resolution" in flows
    assert f"{start}process-credit-check" not in flows
    assert "process-register.csv" in files


def test_what_is_wrong_stands_beside_the_field() -> None:
    document = form("children", Asked({"id": "one", "language": "ru"}))
    (field,) = document.xpath("//input[@aria-invalid='true']")
    fault = document.get_element_by_id(field.get("aria-describedby").split()[0])
    assert "«one»" in words(fault)
    assert "id=" not in words(fault)  # the name is that of the field
    assert field.get("value") == "one"
    assert not document.xpath("//select[@aria-invalid]")


def test_a_refusal_is_said() -> None:
    refusal = Text(en="too slow; ask for less", ru="слишком долго; запросите меньше")
    document = form("legend", Asked({"language": "ru"}, refusal=refusal))
    assert refusal.ru in words(document.xpath("//*[@role='alert']")[0])


def test_static_pages_have_no_form() -> None:
    assert not page("en/queries/children/").xpath("//main//form")


# Asking a running server


def get(served: "EtomServer", address: str, **values: str) -> httpx.Response:
    return httpx.get(f"{served.address}{address}{'?' + urlencode(values) if values else ''}", timeout=60)


def test_a_server_answers_over_its_data(served: "EtomServer") -> None:
    answer = get(served, "en/queries/processes-of-element/", id="1.1.1.6", language="en")
    assert answer.status_code == 200
    found = {row[2] for row in rows(html.document_fromstring(answer.text))}
    assert "Fault report handling" in found


def test_a_server_takes_the_examples_for_what_is_not_said(served: "EtomServer") -> None:
    document = html.document_fromstring(get(served, "ru/queries/children/").text)
    assert [row[1] for row in rows(document)][:2] == ["1.1.1.1", "1.1.1.2"]


@pytest.mark.parametrize(
    ("values", "said"),
    [({"id": "one"}, "«one»"), ({"language": "de"}, "«de»"), ({"colour": "red"}, "«colour»")],
    ids=str,
)
def test_a_server_says_what_is_wrong(served: "EtomServer", values: dict[str, str], said: str) -> None:
    answer = get(served, "ru/queries/children/", **values)
    assert answer.status_code == 400
    assert said in answer.text
    assert not rows(html.document_fromstring(answer.text))


def test_values_cannot_change_the_query(served: "EtomServer") -> None:
    answer = get(served, "en/queries/elements-by-name/", text='"} UNION {?s ?p ?o')
    assert answer.status_code == 200
    assert not rows(html.document_fromstring(answer.text))


@LIBRARY
def test_links_download_what_is_shown(served: "EtomServer", query: QueryFile) -> None:
    shown = get(served, f"en/queries/{query.name}/")
    assert shown.status_code == 200
    document = html.document_fromstring(shown.text)
    links = document.xpath("//a[@download]/@href")
    assert len(links) == 2
    for link in links:
        sent = httpx.get(httpx.URL(f"{served.address}en/queries/{query.name}/").join(str(link)), timeout=60)
        assert sent.status_code == 200
        assert sent.headers["content-disposition"].startswith(f'attachment; filename="{query.name}.')
        if "answer.csv" in link:
            lines = list(csv.reader(StringIO(sent.text)))
            assert lines[0] == list(query.returns)
            assert min(len(lines) - 1, MOST_ROWS) == len(rows(document))


@pytest.mark.parametrize(
    "address", ["en/queries/nothing/", "en/queries/children/answer.exe", "de/queries/children/"]
)
def test_nothing_else_is_there(served: "EtomServer", address: str) -> None:
    assert get(served, address).status_code == 404
