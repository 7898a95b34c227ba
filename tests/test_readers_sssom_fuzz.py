"""Read SSSOM that was written at random: no row is lost, nothing but InputError comes out."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from sssom_tables import BROAD, COLUMNS, HEADER, MANUAL, table

from etom_rdf.errors import InputError
from etom_rdf.readers import sssom
from etom_rdf.readers.sssom.table import take_apart

_IDS = st.sampled_from(
    [
        "op:P1",
        "op:P2",
        "gost:1.1.1.5",
        "gost:1.1.1.5-f1",
        "1.1.1.6",
        "x:1",
        "sssom:NoTermFound",
        "",
        "http://e.org/ж",
    ]
)
_CELLS = st.text(st.characters(codec="utf-8"), max_size=5)
_ROWS = st.lists(
    st.tuples(
        _IDS,
        st.sampled_from([BROAD, "skos:narrowMatch", "skos:relatedMatch", "etom:performs", "x:y", ""]),
        _IDS,
        st.sampled_from([MANUAL, ""]),
        st.sampled_from(["", "Not", "?"]),
        st.sampled_from(["", "eTOM", "gost:scheme", "op:other"]),
        _CELLS.filter(lambda text: not set(text) & set('\t\r\n"\0')),
    ),
    max_size=8,
)
SKIPPED = {
    "Source-row-incomplete", "Source-row-elements-only", "Source-row-no-process", "Source-row-comment"
}  # fmt: skip
OF_ONE_ROW = SKIPPED | {
    "Source-predicate-related", "Source-predicate-turned", "Source-predicate-unknown", "Source-modifier",
    "Source-negation-narrow",
}  # fmt: skip


@given(_ROWS)
@settings(max_examples=150, deadline=None)
def test_no_row_is_silently_dropped(rows: list[tuple[str, ...]]) -> None:
    columns = (*COLUMNS, "predicate_modifier", "object_source", "subject_label")
    data = table(*rows, columns=columns)
    apart, model = take_apart(data, name="a.tsv"), sssom.read(data, name="a.tsv")
    told = {one.line for one in model.mentions} | {
        one.line for one in model.notices if one.code in OF_ONE_ROW
    }
    foreign = [one.message.en for one in model.notices if one.code == "Source-row-foreign"]
    passed_over = sum(
        int(text.rpartition("(rows: ")[2].rstrip(")")) if "(rows:" in text else 1 for text in foreign
    )
    skipped = sum(one.code in SKIPPED for one in model.notices)
    assert len([row for row in apart.rows if row.line not in told]) == passed_over
    assert model.skipped == passed_over + skipped
    assert {one.subject for one in model.mentions} <= {one.id for one in model.activities}
    assert len({one.id for one in model.activities}) == len(model.activities)


@given(st.binary(max_size=300) | _CELLS.map(str.encode))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(rest: bytes) -> None:
    for data in (rest, table() + rest, HEADER.encode() + rest):
        with suppress(InputError):
            assert sssom.read(data, name="a.tsv").kind == "sssom"
