"""Hold the search of columns against Python's, text by text, and flags against the columns that they stand for."""

import re
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etom_rdf.registers.flags import packed, unpacked
from etom_rdf.registers.searching import (
    begins_white,
    begins_within,
    first_found,
    has_one_of,
    holds,
    is_ascii,
    is_blank,
)

# Letters at the edges of what is compared without a search, and signs that only Python takes for white space.
SIGNS = "aAkzZ09/:!~-#. \t\n\x1c\x1f\x7f\x85\xa0éßЀЁжӿ\u04ffԀ\u2003\u200b\u3000注Ω\U0001f600"
TEXTS = st.lists(st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=6), max_size=20)
CLASSES = ["0-9", "A-Z", "A-Za-z", "k", "a-cx", "Ѐ-ӿ", "ЁЖж", "Ω", "À-ÿ", "a-zЀ-ӿ", "\U0001f600"]
TEXT = pl.col("text")


def told(texts: list[str], *how: pl.Expr) -> list[list[object]]:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    found = frame.lazy().with_columns(*(one.alias(str(at)) for at, one in enumerate(how))).collect()
    assert found["text"].to_list() == texts
    return [found[str(at)].to_list() for at in range(len(how))]


@pytest.mark.parametrize("letters", CLASSES)
@given(texts=TEXTS)
def test_classes_of_letters_are_those_of_regular_expressions(letters: str, texts: list[str]) -> None:
    begins, has = told(texts, begins_within(TEXT, letters), has_one_of(TEXT, letters))
    assert begins == [re.match(f"[{letters}]", one) is not None for one in texts]
    assert has == [re.search(f"[{letters}]", one) is not None for one in texts]


@pytest.mark.parametrize(
    ("how", "by_python"),
    [
        (begins_white(TEXT), lambda one: one[:1].isspace()),
        (is_blank(TEXT), lambda one: not one.strip()),
        (is_ascii(TEXT), str.isascii),
    ],
    ids=["begins-white", "blank", "ascii"],
)
@given(texts=TEXTS)
def test_white_space_is_that_of_python(
    how: pl.Expr, by_python: Callable[[str], bool], texts: list[str]
) -> None:
    assert told(texts, how) == [[by_python(one) for one in texts]]


@given(texts=TEXTS)
def test_the_first_pattern_that_is_found_counts_among_some_texts(texts: list[str]) -> None:
    patterns = ("[0-9]", "^a", "[Ѐ-ӿ]", "[0-9a]")
    first, first_of_long, held = told(
        texts,
        first_found(TEXT, patterns, among=pl.lit(value=True)),
        first_found(TEXT, patterns, among=TEXT.str.len_chars() > 2),
        holds(TEXT, "[0-9]", among=TEXT != ""),
    )
    numbers = [
        next((number for number, one in enumerate(patterns, 1) if re.search(one, text)), 0) for text in texts
    ]
    assert first == numbers
    assert first_of_long == [number * (len(text) > 2) for number, text in zip(numbers, texts, strict=True)]
    assert held == [re.search("[0-9]", text) is not None for text in texts]


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 65])
@given(data=st.data())
def test_flags_are_the_columns_that_they_stand_for(count: int, data: st.DataObject) -> None:
    names = [f"is-{at}" for at in range(count)]
    rows = data.draw(st.lists(st.integers(0, (1 << count) - 1), max_size=5))
    columns = {name: [bool(row >> at & 1) for row in rows] for at, name in enumerate(names)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.Boolean))
    numbers = frame.select(**packed(names))
    assert numbers.width == -(-count // 32)
    assert numbers.n_unique() == len(set(rows)) or not count
    assert numbers.select(**unpacked(names)).equals(frame)
