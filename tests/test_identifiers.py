"""Hold identifiers to clause 5.2: what one may be, what contains what, and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identifier_samples import element_ids, parsed

from etom_rdf import identifier_grammar as grammar
from etom_rdf.identifiers import ElementId, IdentifierError


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.1.5.", " 1.1", "1.1\n", "3.1", "ACME.1.1.1.5", "1.1.1.1.5.2", "1.1." + "9" * 5000],
)
def test_strict_reading_refuses(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        ElementId.parse(text)
    assert caught.value.text == text
    assert "5.2" in caught.value.message.en
    assert "5.2" in caught.value.message.ru
    assert "\n" not in str(caught.value)


IMPOSSIBLE = [(None, 3, 1), (None, 1, 4), (None, 1, 1, 0), (None, 1, 1, -1), (None, 1, 1, None, 5)]
IMPOSSIBLE += [("12345", 1, 1), ("", 1, 1), ("ACME", 1, 1, 1), ("aaaaaa", 1, 1, 1, 5)]


@pytest.mark.parametrize("parts", IMPOSSIBLE)
def test_impossible_parts_are_refused(parts: tuple[str | None, int, int]) -> None:
    with pytest.raises(IdentifierError):
        ElementId(*parts)


@given(st.from_regex(grammar.WELL_FORMED, fullmatch=True).map(str.rstrip))
def test_well_formed_text_round_trips(text: str) -> None:
    found = ElementId.parse(text)
    assert str(found) == text
    assert parsed(text).id == found


@given(element_ids())
def test_parents_and_children(found: ElementId) -> None:
    assert ElementId.parse(found.normal) == found
    assert found.base.prefix is None
    assert found.base.numbers == found.numbers
    parent = found.parent
    assert (parent is None) == (found.level == 0)
    assert not found.contains(found)
    if parent is not None:
        assert parent.level == found.level - 1
        assert parent.contains(found)
        assert found.is_below(parent)
        assert not found.contains(parent)
        assert found.normal.startswith(f"{parent.normal}.")
        assert parent.sort_key < found.sort_key


@given(element_ids(), element_ids())
def test_contains_agrees_with_the_written_form(one: ElementId, other: ElementId) -> None:
    assert one.contains(other) == other.normal.startswith(f"{one.normal}.")


def test_contains_compares_whole_numbers_and_prefixes() -> None:
    one = ElementId.parse("1.1.1.1")
    assert not one.contains(ElementId.parse("1.1.1.10"))
    assert not one.contains(ElementId.parse("1.1.1.10.1"))
    assert not one.contains(ElementId.parse("123456.1.1.1.1.5"))


@given(st.lists(element_ids(), max_size=8))
def test_order_is_numeric(found: list[ElementId]) -> None:
    ordered = sorted(found, key=lambda each: each.sort_key)
    written = [[int(part) for part in each.base.normal.split(".")] for each in ordered]
    for prefix in {each.prefix for each in ordered}:
        of_one = [parts for each, parts in zip(ordered, written, strict=True) if each.prefix == prefix]
        assert of_one == sorted(of_one)
