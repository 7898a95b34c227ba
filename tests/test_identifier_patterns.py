"""Hold the grammar of identifiers as patterns to what the parser reads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identifier_samples import MALFORMED_TABLE, STATUS_TABLE, nearly_ids, parsed

from etom_rdf import identifier_grammar as grammar

PATTERN_OF = {
    **dict.fromkeys(("standard", "retired", "unknown", "outside"), "REFERENCE"),
    "own": "OWN_WITHOUT_PREFIX",
    "extended": "EXTENDED",
    "nonstandard-prefix": "NONSTANDARD_PREFIX",
    "ambiguous": "AMBIGUOUS",
    "placeholder": "PLACEHOLDER",
}
EXCLUSIVE = sorted(set(PATTERN_OF.values()))
untidy = re.compile(r"^\s|\s$|\. |\.$")
texts_of_tables = [text for text, *_ in STATUS_TABLE + MALFORMED_TABLE]


@given((nearly_ids | st.sampled_from(texts_of_tables)).filter(lambda text: not untidy.search(text)))
def test_patterns_agree_with_the_parser(text: str) -> None:
    found = parsed(text)
    matching = {name for name in EXCLUSIVE if re.fullmatch(getattr(grammar, name), text)}
    expected = PATTERN_OF.get(found.status)
    assert matching == ({expected} if expected else set())
    well_formed = re.fullmatch(grammar.WELL_FORMED, text) is not None
    assert well_formed == bool(matching & {"REFERENCE", "OWN_WITHOUT_PREFIX", "EXTENDED"})
    assert (re.fullmatch(grammar.OUTSIDE, text) is not None) == (found.status == "outside")


@pytest.mark.parametrize("name", ["WELL_FORMED", "OUTSIDE", *EXCLUSIVE])
def test_patterns_read_alike_in_sparql(name: str) -> None:
    import pyoxigraph  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    pattern = getattr(grammar, name)
    assert "(?" not in pattern
    texts = texts_of_tables
    expected = {text for text in texts if re.fullmatch(pattern, text)}
    assert expected
    values = " ".join(rdflib.Literal(text).n3() for text in texts)
    query = f"SELECT ?t {{ VALUES ?t {{ {values} }} FILTER REGEX(?t, {rdflib.Literal(pattern).n3()}) }}"
    assert {str(row[0]) for row in rdflib.Graph().query(query)} == expected
    assert {row["t"].value for row in pyoxigraph.Store().query(query)} == expected
