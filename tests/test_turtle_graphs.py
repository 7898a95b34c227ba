"""Hold canonical Turtle to its promise for any graph: nothing lost, one text for one graph."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hash_seeds import said_by_seed
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal
from rdflib.compare import isomorphic
from turtle_samples import PREFIXES, formatted, read

from etom_rdf.turtle import canonical_turtle, is_canonical

AWKWARD = {
    "shared": "ex:a ex:p _:x . ex:b ex:p _:x . _:x ex:q 1 .",
    "shared without facts": "ex:a ex:p _:x . ex:b ex:p _:x .",
    "empty": "ex:a ex:p [] , [] , [ ex:q [] ] .",
    "self": "_:x ex:p _:x .",
    "pair": "_:x ex:p _:y . _:y ex:p _:x .",
    "ring with tail": "_:x ex:p _:y . _:y ex:p _:z . _:z ex:p _:x ; ex:q [ ex:r [] ] .",
    "two rings": "_:a ex:p _:b . _:b ex:p _:a . _:c ex:p _:d . _:d ex:p _:e . _:e ex:p _:c .",
    "list as subject": "( 1 2 ) ex:p ( 3 ) .",
    "shared list": "ex:a ex:p _:l . ex:b ex:p _:l . _:l rdf:first 1 ; rdf:rest ( 2 3 ) .",
    "shared middle": "ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest () . ex:b ex:p _:m .",
    "list with a comment": "ex:a ex:p _:l . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest () ; ex:q 3 .",
    "two firsts": "ex:a ex:p [ rdf:first 1, 2 ; rdf:rest () ] .",
    "two rests": "ex:a ex:p [ rdf:first 1 ; rdf:rest (), ( 2 ) ] .",
    "no first": "ex:a ex:p [ rdf:rest () ] .",
    "typed cell": "ex:a ex:p [ a rdf:List ; rdf:first 1 ; rdf:rest () ] .",
    "endless list": "_:l rdf:first 1 ; rdf:rest _:l . ex:a ex:p _:l .",
    "ring of cells": "_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest _:l .",
    "first is rest": "ex:a ex:p _:l . _:l rdf:first _:m ; rdf:rest _:m . _:m rdf:first 1 ; rdf:rest () .",
    "literal as rest": "ex:a ex:p [ rdf:first 1 ; rdf:rest 2 ] .",
    "facts of nil": "rdf:nil ex:p () ; rdf:rest () .",
    "list of lists": "ex:a ex:p ( ( 1 ) () ( ( [] ) [ ex:q ( 2 ) ] ) ) .",
    "type is a blank node": "ex:a a [ a owl:Class ; owl:oneOf ( ex:a ) ] , ex:B .",
    "pairs under one subject": "ex:s ex:p [ ex:a _:x ; ex:b _:y ], [ ex:a _:z ; ex:b _:w ] . "
    "ex:t ex:q _:x, _:y, _:z, _:w .",
    "crossed pairs": "[] ex:a _:x ; ex:b _:y . [] ex:a _:z ; ex:b _:w . _:x ex:r _:w . _:z ex:r _:y .",
    "nothing": "",
}


def shuffled(text: str, seed: int) -> str:
    """Return the same graph with other names of blank nodes and another order of triples, as N-Triples."""
    chance = random.Random(seed)
    names: dict[str, ox.BlankNode] = {}

    def renamed(value: object) -> object:
        if isinstance(value, ox.BlankNode):
            return names.setdefault(value.value, ox.BlankNode(f"n{chance.getrandbits(64)}"))
        return value

    triples = [
        f"{renamed(t.subject)} {t.predicate} {renamed(t.object)} .\n"
        for t in ox.parse(text.encode(), ox.RdfFormat.TURTLE)
    ]
    chance.shuffle(triples)
    return "".join(triples)


@pytest.mark.parametrize("body", AWKWARD.values(), ids=AWKWARD)
def test_awkward_graph_survives_in_any_order(body: str) -> None:
    formatted(body)
    forms = {canonical_turtle(shuffled(PREFIXES + body, seed)) for seed in range(12)}
    assert len(forms) == 1


def test_labels_do_not_depend_on_names() -> None:
    one = formatted("ex:a ex:p _:z . ex:b ex:p _:z, _:y . ex:c ex:p _:y .")
    assert one == formatted("ex:a ex:p _:y . ex:b ex:p _:y, _:z . ex:c ex:p _:z .")
    assert one.startswith("ex:a ex:p _:b1 .\n")


iris = st.sampled_from([f"<http://example.org/{name}>" for name in ("a", "1.10", "1.9", "x.", "p/q")])
blanks = st.sampled_from([f"_:n{number}" for number in range(5)])
texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\r\t#@.<>\u0000\ufeff"), max_size=8
)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


literals = st.builds(lambda text, suffix: quoted(text) + suffix, texts, st.sampled_from(["", "@en", "@ru"])) | (
    st.sampled_from([f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}>' for text in ("01", "1", "true", "1.0")
                     for kind in ("integer", "boolean", "decimal", "double")])
)  # fmt: skip
rdf_terms = [f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}>" for name in ("type", "first", "rest")]
nil = st.just("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>")
triples = st.tuples(
    iris | blanks | blanks, iris | st.sampled_from(rdf_terms), iris | blanks | blanks | literals | nil
)


@pytest.mark.filterwarnings("ignore:(Parsing|Serializing) weird")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(triples, max_size=12), st.integers())
@example([("_:n0", "<http://example.org/a>", "_:n1"), ("_:n1", "<http://example.org/a>", "_:n0")], 0)
def test_any_graph_survives(statements: list[tuple[str, str, str]], seed: int) -> None:
    text = "".join(f"{' '.join(statement)} .\n" for statement in statements)
    canonical = canonical_turtle(text)
    assert isomorphic(read(canonical), read(text))
    assert canonical_turtle(canonical) == canonical
    assert canonical_turtle(shuffled(text, seed)) == canonical


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(["", "@en-US", "@EN"]))
def test_rdflib_reads_any_text_back(text: str, suffix: str) -> None:
    canonical = canonical_turtle(f"<http://e/s> <http://e/p> {quoted(text)}{suffix} .")
    (value,) = Graph().parse(data=canonical, format="turtle").objects()
    assert isinstance(value, Literal)
    assert (str(value), value.language or "") == (text, suffix[1:])


def test_graph_of_rdflib_is_written_like_its_text() -> None:
    text = PREFIXES + "ex:a a ex:B ; ex:p [ ex:q ( 1 'x'@en-US ) ] , 'a\\nb' , true ."
    graph = Graph().parse(data=text, format="turtle")
    size = len(graph)
    assert canonical_turtle(graph) == canonical_turtle(text)
    assert len(graph) == size


def test_form_does_not_depend_on_the_hash_seed() -> None:
    text = PREFIXES + "\n".join(
        AWKWARD[name] for name in ("shared", "two rings", "crossed pairs", "list of lists")
    )
    program = "from etom_rdf.turtle import canonical_turtle\nprint(canonical_turtle(sys.argv[1]), end='')"
    assert said_by_seed(program, text) == canonical_turtle(text)


def test_files_of_others_survive(shared_cases: Path, shared_suites: Path) -> None:
    files = [
        shared_cases / "rdf" / "prov-association9.ttl",
        *sorted((shared_suites / "shacl").rglob("*.ttl"))[::4],
    ]
    assert len(files) > 20
    for file in files:
        graph = Graph().parse(file, publicID="http://example.org/")
        canonical = canonical_turtle(graph)
        assert isomorphic(Graph().parse(data=canonical, format="turtle"), graph), file
        assert is_canonical(canonical), file
