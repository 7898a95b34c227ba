"""JSON-LD is read with the contexts that it holds, to a bounded depth."""

import json

import pytest
from rdf_samples import (
    REMOTE,
    fails_fixture,  # noqa: F401 (a fixture)
    read_fixture,  # noqa: F401 (a fixture)
    terms,
)


@pytest.mark.parametrize("where", REMOTE)
def test_remote_contexts_are_named(fails, where):
    error = fails(REMOTE[where].replace("URL", "https://example.org/context"), "a.json")
    url = "context.jsonld" if where == "relative" else "https://example.org/context"
    assert f"remote context {url}, and nothing is fetched" in error.message.en
    assert error.line == (2 if where == "relative" else 1)


def test_contexts_in_the_file_are_read(read):
    context = {
        "x": "http://x/",
        "name": "x:name",
        "Thing": "x:Thing",
        "kind": {"@id": "x:kind", "@type": "@id"},
    }
    data = {
        "@context": [context, {"name": None}, None, context],
        "@id": "x:a",
        "kind": "x:b",
        "name": "@context",
    }
    document = read(json.dumps(data, indent=1), "a.json")
    assert sorted(terms(document)) == [
        "<http://x/a> <http://x/kind> <http://x/b>",
        '<http://x/a> <http://x/name> "@context"',
    ]


def test_chains_of_context_terms_are_bounded(read, fails):
    def chain(length):
        terms_of_chain = {f"t{number}": f"t{number + 1}:x" for number in range(length)}
        return json.dumps({"@context": {**terms_of_chain, f"t{length}": "http://x/"}, "t0": 1})

    assert len(read(chain(19), "a.json").quads) == 1
    assert "more than 20 deep" in fails(chain(50_000), "a.json").message.en
    assert "in a circle" in fails('{"@context": {"a": "b:x", "b": "a:x"}}', "a.json").message.en


def test_repeated_keys_of_json_are_all_read(read):
    assert len(read('{"http://x/p": 1, "http://x/p": 2}', "a.jsonld").quads) == 2


def test_json_nesting_is_bounded(read, fails):
    deep = '{"http://x/p":\n' * 100 + '"[["' + "}" * 100
    assert len(read(deep, "a.jsonld").quads) == 100
    error = fails('{"http://x/p":\n' + deep + "}", "a.jsonld")
    assert (error.line, "nested" in error.message.en) == (101, True)
    flat = json.dumps([{"http://x/p": '\\"]}{["'}] * 300)
    assert len(read(flat, "a.jsonld").quads) == 300
