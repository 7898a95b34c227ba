"""Hold what the drawings share: widths of text, wrapped lines, the same bytes each time."""

import pytest
from hash_seeds import said_by_seed
from hypothesis import given
from hypothesis import strategies as st

from etom_rdf.svg import width_of, wrapped


def test_drawings_do_not_depend_on_the_order_of_sets() -> None:
    program = (
        "from etom_rdf.catalogue import Catalogue as C; from etom_rdf.pictogram import pictogram as p;"
        "from etom_rdf.process_map import map_svg as m; c = C.load();"
        "print(p('1.1', language='en', catalogue=c), m(language='en', catalogue=c))"
    )
    assert said_by_seed(program).count("<svg") == 2


# Measured in DejaVu Sans, which is as wide as common fonts get, at 100 units: not bold, bold.
@pytest.mark.parametrize(
    ("text", "usual", "bold"),
    [
        ("Управление жизненным циклом", 1706, 1877),
        ("Обеспечение качества", 1204, 1317),
        ("Customer QoS/SLA management", 1647, 1828),
        ("WMЖШЩЮ мшщюы", 1074, 1227),
        ("1.1.1.10", 414, 462),
    ],
)
def test_estimate_of_width_errs_on_the_wide_side(text: str, usual: int, bold: int) -> None:
    assert usual <= width_of(text, 100) <= 1.2 * usual
    assert bold <= width_of(text, 100, bold=True) <= 1.2 * bold


texts = st.text(
    st.sampled_from("аЩм iW/&-\u00a0\n漢") | st.characters(exclude_categories=["Cs"]), max_size=60
)


@given(texts, st.integers(40, 300), st.sampled_from([10, 14, 24]), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int, size: int, bold: bool) -> None:
    lines = wrapped(text, width, size, bold=bold)
    assert all(width_of(line, size, bold=bold) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
