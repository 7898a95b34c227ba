"""What an endpoint answers is understood, and a damaged answer is never a short one."""

import time
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from endpoint_samples import (
    JSON,
    QUERY,
    ROWS,
    XSD,
    no_credentials,  # noqa: F401 (a fixture)
    says,
)
from faulty_server import Handler, faulty

from etom_rdf.errors import EndpointError, QueryError
from etom_rdf.stores import open_endpoint
from etom_rdf.stores.endpoint import Endpoint
from etom_rdf.stores.results import DamagedAnswerError, JsonResults


def test_a_query_is_sent_as_a_form_with_its_graphs() -> None:
    with faulty(says(200, ROWS + "]}}", JSON)) as server:
        store = open_endpoint(server.url, graphs=("urn:g", "urn:h"))
        with store.select("SELECT ?s { ?s ?p 'ж&=' }") as rows:
            assert rows.variables == ("s",)
            assert list(rows) == [(ox.NamedNode("urn:a"),)]
        store.close()
    (asked,) = server.asked
    form = parse_qs(asked.body.decode())
    assert form == {"query": ["SELECT ?s { ?s ?p 'ж&=' }"], "default-graph-uri": ["urn:g", "urn:h"]}
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


def test_rows_come_before_the_answer_ends() -> None:
    def slow(handler: Handler) -> None:
        handler.begin(200, JSON, Transfer_Encoding="chunked")
        for part in (ROWS, ', {"s": {"type": "literal", "value": "last"}}]}}'):
            handler.wfile.write(f"{len(part):x}\r\n{part}\r\n".encode())
            handler.wfile.flush()
            while part is ROWS and not seen:
                time.sleep(0.01)
        handler.wfile.write(b"0\r\n\r\n")

    seen: list[object] = []
    with faulty(slow) as server:
        rows = Endpoint(server.url).select(QUERY)
        seen.append(next(rows))
        assert seen == [(ox.NamedNode("urn:a"),)]
        assert next(rows) == (ox.Literal("last"),)
        assert next(rows, None) is None


def test_dialects_of_terms_are_understood() -> None:
    integer = f'{{"type": "typed-literal", "datatype": "{XSD}integer", "value": "01"}}'
    boolean = f'{{"type": "typed-literal", "datatype": "{XSD}boolean", "value": "0"}}'
    cells = [
        ('{"type": "literal", "value": "x", "xml:lang": "ru-RU"}', ox.Literal("x", language="ru-RU")),
        (integer, ox.Literal("01", datatype=ox.NamedNode(f"{XSD}integer"))),
        (boolean, ox.Literal(False)),
        ('{"type": "bnode", "value": "nodeID://b10"}', ox.BlankNode("b10")),
        (
            '{"type": "literal", "value": "\\ud83d\\ude00 \\"}], \\"bindings\\": ["}',
            ox.Literal('😀 "}], "bindings": ['),
        ),
    ]
    for cell, term in cells:
        text = f'{{"head": {{"link": [], "vars": ["a", "b"]}}, "results": {{"bindings": [ {{"b": {cell} }} ]}} }}'
        for size in (1, 7, 1000):
            blocks = (text.encode()[i : i + size] for i in range(0, len(text.encode()), size))
            results = JsonResults(blocks)
            assert results.variables == ("a", "b")
            assert list(results.rows()) == [(None, term)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"head": {}}',
        '{"head": {}, "boolean": 1}',
        '{"results": 3}',
        ROWS,
        ROWS + ", {",
        ROWS[:-1],
        ROWS + ', {"s": {"type": "uri", "value": "no iri"}}]}}',
        ROWS + ', {"s": {"type": "thing", "value": "x"}}]}}',
        ROWS + ", 7]}}",
        ROWS + "\nVirtuoso S1T00 Error: the query ran out of memory",
    ],
)
def test_a_damaged_answer_is_never_a_short_one(text: str) -> None:
    with pytest.raises(DamagedAnswerError):
        list(JsonResults(iter([text.encode()])).rows())


def test_bytes_that_are_no_utf8_are_damage() -> None:
    with pytest.raises(DamagedAnswerError):
        list(JsonResults(iter([ROWS.encode(), b"\xff\xfe"])).rows())


@pytest.mark.parametrize("answer", [True, False])
def test_ask_also_where_it_is_answered_with_rows(answer: bool) -> None:
    plain = f'{{"head": {{}}, "boolean": {str(answer).lower()}}}'
    row = f'{{"__ASK_RETVAL": {{"type": "typed-literal", "datatype": "{XSD}integer", "value": "1"}}}}'
    table = f'{{"head": {{"vars": ["__ASK_RETVAL"]}}, "results": {{"bindings": [{row if answer else ""}]}}}}'
    for text in (plain, table):
        with faulty(says(200, text, JSON)) as server:
            assert Endpoint(server.url).ask("ASK {}") is answer


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/n-triples", "<urn:a> <urn:b> 'c' .".replace("'", '"')),
        ("text/turtle; charset=UTF-8", "@prefix u: <urn:> . u:a u:b 'c' ."),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<rdf:Description rdf:about="urn:a"><u:b>c</u:b></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_a_graph_comes_in_several_formats(kind: str, text: str) -> None:
    expected = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    with faulty(says(200, text, kind)) as server:
        assert list(Endpoint(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")) == [expected]
    with faulty(says(200, text[:-5], kind)) as server, pytest.raises(EndpointError, match="breaks off"):
        list(Endpoint(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_another_form_than_was_called_for() -> None:
    with (
        faulty(says(200, ROWS + "]}}", JSON)) as server,
        pytest.raises(QueryError, match="another form than ASK"),
    ):
        Endpoint(server.url).ask(QUERY)
