"""Hold the pictogram to clause 5.1: its cells, words and colours."""

import re
from itertools import combinations

import pytest
from drawings import (
    CATALOGUE,
    COLUMNS,
    COLUMNS_OF,
    CURRENT,
    LANG,
    LANGUAGES,
    SVG,
    apart,
    box_of,
    contrast,
    later_fixture,  # noqa: F401 (a fixture)
    parsed,
)

from etom_rdf.catalogue import Catalogue
from etom_rdf.errors import NotFoundError
from etom_rdf.matrix import caption, dark_cells
from etom_rdf.pictogram import DARK, pictogram
from etom_rdf.svg import GROUND, LINE, Box
from etom_rdf.text import Language

BOXES = ["SEP", "ERM", "EEM", "KRM", "SERM", "FAM", "HRM"]
BLOCKS = {
    area: {f"{area}.{row} {column}" for row in (1, 2, 3, 4) for column in COLUMNS[area]} for area in COLUMNS
}
CELLS_OF = (
    {name: {f"1.1.1 {column}" for column in columns.split()} for name, columns in COLUMNS_OF.items()}
    | BLOCKS
    | {"1.3": set(BOXES)}
    | {box: {box} for box in BOXES}
    | {
        f"{area}.{row}": {cell for cell in BLOCKS[area] if cell.startswith(f"{area}.{row} ")}
        for area in COLUMNS
        for row in (1, 2, 3, 4)
    }
    | {
        column: {cell for cell in BLOCKS[area] if cell.endswith(f" {column}")}
        for area in COLUMNS
        for column in COLUMNS[area]
    }
)


@pytest.mark.parametrize("name", CELLS_OF)
def test_dark_cells_are_where_the_element_stands(name: str) -> None:
    cells = parsed(pictogram(name, language="en", catalogue=CATALOGUE)).findall(f"{SVG}rect[@data-cell]")
    dark = {cell.get("data-cell") for cell in cells if cell.get("fill") == DARK}
    assert dark == CELLS_OF[name]
    assert dark == {cell.get("data-cell") for cell in cells if cell.get("data-shade") == "dark"}
    assert {cell.get("fill") for cell in cells} == {DARK, GROUND}
    assert {" ".join(cell) for cell in dark_cells(name, CATALOGUE)} == dark


def test_every_category_has_a_pictogram() -> None:
    assert {entry.id for entry in CURRENT} == set(CELLS_OF)


def test_matrix_lies_as_in_figure_1() -> None:
    root = parsed(pictogram("1.1.1.5", language="en", catalogue=CATALOGUE))
    assert root.get("viewBox") == "0 0 64 64"
    assert not list(root.iter(f"{SVG}text"))
    cells = {cell.get("data-cell", ""): box_of(cell) for cell in root.findall(f"{SVG}rect[@data-cell]")}
    assert set(cells) == BLOCKS["1.2"] | BLOCKS["1.1"] | set(BOXES)
    for row in (1, 2, 3, 4):
        line = [cells[f"{area}.{row} {column}"] for area in COLUMNS for column in COLUMNS[area]]
        assert len({cell.y for cell in line}) == 1
        assert [cell.x for cell in line] == sorted({cell.x for cell in line})
    column = [cells[f"1.1.{row} F"].y for row in (1, 2, 3, 4)]
    assert column == sorted(set(column))
    assert min(cells[box].y for box in BOXES) > cells["1.1.4 F"].bottom
    assert [(cells[box].y, cells[box].x) for box in BOXES] == sorted(
        (cells[box].y, cells[box].x) for box in BOXES
    )
    assert [cells[box].y == cells["SEP"].y for box in BOXES] == [True] * 4 + [False] * 3
    for one, other in combinations(cells.values(), 2):
        assert apart(Box(one.x, one.y, one.width + 1, one.height + 1), other) or apart(one, other)
    every = [box_of(rect) for rect in root.iter(f"{SVG}rect")]
    assert all(0 <= box.x < box.right <= 64 and 0 <= box.y < box.bottom <= 64 for box in every)
    assert (every[0], root.find(f"{SVG}rect").get("fill")) == (Box(0, 0, 64, 64), GROUND)  # type: ignore[union-attr]


def test_pictogram_is_told_by_lightness() -> None:
    assert contrast(LINE, GROUND) >= 3
    assert contrast(DARK, LINE) >= 3


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        ("1.1.1.5", "en", "1.1.1.5 Order handling"),
        ("1.1.1.5", "ru", "1.1.1.5 Обработка заказов"),
        ("M&OM", "en", "1.2.1 Marketing and offer management (M&OM)"),
        ("F", "ru", "Выполнение заказов (F)"),
    ],
)
def test_pictogram_speaks_the_language(name: str, language: Language, title: str) -> None:
    root = parsed(pictogram(name, language=language, catalogue=CATALOGUE))
    assert root.findtext(f"{SVG}title") == title
    assert (root.get("role"), root.get("lang"), root.get(LANG)) == ("img", language, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_description_names_the_dark_rows_and_columns(language: Language) -> None:
    described = (
        parsed(pictogram("1.1.1.9", language=language, catalogue=CATALOGUE)).findtext(f"{SVG}desc") or ""
    )
    for entry in CURRENT:
        if entry.kind == "group":
            assert (caption(entry, language) in described) == (entry.id in ("1.1.1", "F", "A", "B"))
    assert bool(re.search("[а-яё]", described)) == (language == "ru")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("1.1.1.8", "1.1.1.10, 1.1.1.11, 1.1.1.12"),
        ("1.1.1.5-f1", "1.1.1.5"),
        ("3.11", "element"),
        ("1.1.1.13", ""),
        ("", ""),
    ],
)
def test_refuses_what_the_matrix_does_not_show(name: str, advice: str) -> None:
    with pytest.raises(NotFoundError) as error:
        pictogram(name, language="en", catalogue=CATALOGUE)
    assert error.value.name == name
    assert advice in error.value.message.en
    assert re.search("[а-я]", error.value.message.ru)


def test_element_without_columns_stands_where_its_parent_stands(later: Catalogue) -> None:
    assert dark_cells("1.1.1.5.1", later) == {("1.1.1", "F")}
    assert dark_cells("1.1.2.1", later) == {("1.1.2", column) for column in COLUMNS["1.1"]}


def test_names_are_escaped(later: Catalogue) -> None:
    svg = pictogram("1.1.1.5.1", language="en", catalogue=later)
    assert parsed(svg).findtext(f"{SVG}title") == "R&D <1>"
