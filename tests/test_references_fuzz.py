"""Read and resolve any text at all: nothing fails, and what is found can be parsed."""

from hypothesis import example, given
from hypothesis import strategies as st
from mentions import LABELS, of_value, parse, resolved

from etom_rdf.namespaces import GOST
from etom_rdf.readers.records import FoundBy, Mention
from etom_rdf.references import RULES
from etom_rdf.references.passages import read_text
from etom_rdf.references.values import looks_like_date, read_name, read_value

WORDS = "1.1.1.5 1.1.1.8 000107.1.1.1.5 1.1 10 eTOM еТОМ Order Обработка and и v8.1 01.01.2007 1.1.1.5-f1 firmware"
ODD = [
    "1. 1. 1.5",
    "GB921 v8",
    "https://a.b/1.1.1.5",
    GOST,
    "1.1.1,5",
    "аааааа.1.1.1.5",
    "٣",
    "\u200b",
    "\ud800",
]
pieces = st.sampled_from([*WORDS.split(), *ODD, *" .,;:/-–()[]«»\"'\n\t|&+\u00a0"])
texts = st.lists(pieces, max_size=12).map("".join) | st.text(max_size=60)


@given(texts)
@example("1.")
@example("eTOM " * 50 + "1.1.1.5")
def test_reading_never_fails_and_gives_what_can_be_parsed(text: str) -> None:
    value = read_value(text, parse)
    assert all(0 <= one.start <= one.end <= len(value.text) for one in value.found)
    passages, others = read_text(text, parse, LABELS.belongs)
    taken = [one for passage in passages for one in passage.found]
    for one in (*taken, *others):
        assert one.parsed.normal is not None
        assert parse(one.parsed.normal).status == one.parsed.status
    starts = [one.start for one in (*taken, *others)]
    assert len(set(starts)) == len(starts)
    read_name(text, parse)
    looks_like_date(text)


@given(
    texts,
    st.sampled_from(["property", "column", "category", "keyword", "sssom", "rdf"]),
    st.booleans(),
    texts,
)
def test_resolving_never_fails(text: str, found_by: FoundBy, negated: bool, name: str) -> None:
    for found in (
        resolved(Mention("t", text, found_by, "eTOM", negated=negated, function=name), name=name),
        of_value(text, found_by, "eTOM name"),
        of_value(text, found_by, "eTOM version"),
    ):
        assert {one.code for one in found.findings} <= RULES.keys()
        assert all(one.edition is None or one.iri is None for one in found.references)
