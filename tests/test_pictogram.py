"""Hold the pictogram and the map to clause 5.1: cells, words, geometry, colours."""

import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_scale import STEPS
from etom_rdf.covered import Covered, CoveredFunction, Outside
from etom_rdf.errors import NotFoundError
from etom_rdf.matrix import caption, dark_cells
from etom_rdf.pictogram import DARK, pictogram
from etom_rdf.process_map import map_svg
from etom_rdf.resources import ontology_file
from etom_rdf.svg import GROUND, LINE, Box, width_of, wrapped
from etom_rdf.text import Language

SVG = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUE = Catalogue.load()
CURRENT = [entry for entry in CATALOGUE.elements if entry.kind != "retired"]
ELEMENTS = [entry for entry in CURRENT if entry.kind == "element"]

# The columns of each element of CRM, after the published map; figure 1 gives the rest.
COLUMNS_OF = {
    "1.1.1.1": "OSR",
    "1.1.1.2": "F A B",
    "1.1.1.3": "F",
    "1.1.1.4": "F",
    "1.1.1.5": "F",
    "1.1.1.6": "A",
    "1.1.1.7": "A",
    "1.1.1.9": "F A B",
    "1.1.1.10": "B",
    "1.1.1.11": "B",
    "1.1.1.12": "B",
}
COLUMNS = {"1.2": ["SC", "ILM", "PLM"], "1.1": ["OSR", "F", "A", "B"]}
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

# Elements of other parts of the series, as later editions of the ontology may hold them.
LATER = """
@prefix etom: <https://w3id.org/etom/ns/> .
@prefix gost: <https://w3id.org/etom/gost-r-53633/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
gost:1.1.1.5.1 a etom:Element ; etom:inArea gost:1.1 ; skos:broader gost:1.1.1.5 ;
    skos:prefLabel "R&D <1>"@en, "А<Б"@ru .
gost:1.1.2.1 a etom:Element ; etom:inArea gost:1.1 ; skos:broader gost:1.1.2 ; skos:prefLabel "a"@en, "б"@ru .
gost:1.1.2.2 a etom:Element ; etom:inArea gost:1.1 ; skos:broader gost:1.1.2 ; etom:inVertical gost:F, gost:B ;
    skos:prefLabel "a"@en, "б"@ru .
"""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    path = tmp_path_factory.mktemp("later") / "later.ttl"
    path.write_text(LATER, encoding="utf-8")
    return Catalogue.from_files([ontology_file("gost-r-53633"), path])


def parsed(svg: str) -> ET.Element:
    """Parse a drawing; it must reach nothing outside itself and hold nothing that a page would run or restyle."""
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert "://" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert not {one.tag for one in root.iter()} & {
        f"{SVG}{name}" for name in ("script", "style", "image", "a", "use")
    }
    assert not re.search(r"""href|\son\w+=|\sclass=|\sstyle=""", svg)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= set(ids)
    return root


def box_of(rect: ET.Element) -> Box:
    return Box(*(int(rect.attrib[name]) for name in ("x", "y", "width", "height")))


def words_of(text: ET.Element) -> tuple[float, float, float, float]:
    """Return the left, right, upper and lower sides of a text, by the estimate of its width."""
    size, x, y = (int(text.attrib[name]) for name in ("font-size", "x", "y"))
    width = width_of(text.text or "", size, bold=text.get("font-weight") == "bold")
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
    return left, left + width, y - 0.8 * size, y + 0.25 * size


def apart(one: Box, other: Box) -> bool:
    return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


# Many in one row, so that they need several lines; one in an area without rows.
OUTSIDE = (
    *(Outside(f"1.1.2.{i}", "1.1.2", ("urn:0",) * i) for i in range(1, 30)),
    Outside("1.2.4.3", "1.2.4", ("urn:0",)),
    Outside("1.3.2", "1.3", ("urn:0", "urn:1")),
)


def covering(**counts: int) -> Coverage:
    """Return a coverage by so many processes, the ids written with underscores."""
    numbers = {name.strip("_").replace("_", "."): count for name, count in counts.items()}

    def covered(entry: Element) -> Covered:
        names = tuple(f"urn:{i}" for i in range(numbers.get(entry.id, 0)))
        functions = tuple(CoveredFunction(one.id, names[:1]) for one in entry.functions)
        return Covered(entry.id, entry.label, stated=names, functions=functions)

    return Coverage(
        elements=tuple(covered(entry) for entry in ELEMENTS),
        groups=tuple(covered(entry) for entry in CURRENT if entry.kind != "element" and entry.id in numbers),
        outside=OUTSIDE,
    )


SOME = covering(
    _1_1_1_2=1, _1_1_1_3=2, _1_1_1_4=4, _1_1_1_5=5, _1_1_1_6=9, _1_1_1_7=10, _1_1_1_12=1234, _1_2_1=3, OSR=2
)


# The pictogram.


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


# The map.


def boxes_of(root: ET.Element, role: str) -> dict[str, Box]:
    groups = root.findall(f".//{SVG}g[@data-role='{role}']")
    return {group.attrib["data-id"]: box_of(group.find(f"{SVG}rect")) for group in groups}  # type: ignore[arg-type]


MAPS = pytest.mark.parametrize("coverage", [None, covering(), SOME], ids=["plain", "none", "some"])
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@BOTH
@MAPS
def test_map_shows_every_category_once(language: Language, coverage: Coverage | None) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE, coverage=coverage))
    groups = root.findall(f".//{SVG}g[@data-id]")
    assert sorted(group.attrib["data-id"] for group in groups) == sorted(entry.id for entry in CURRENT)
    for group in groups:
        entry = CATALOGUE[group.attrib["data-id"]]
        assert isinstance(entry, Element)
        said = " ".join(text.text or "" for text in group.findall(f"{SVG}text")).replace("\u00a0", " ")
        assert entry.label.in_language(language) in said
        assert said.startswith(entry.notation or entry.label.in_language(language))
        assert (group.findtext(f"{SVG}title") or "").startswith(caption(entry, language))


@BOTH
@MAPS
def test_elements_span_their_columns_within_their_row(language: Language, coverage: Coverage | None) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE, coverage=coverage))
    columns, elements, row = (
        boxes_of(root, "column"),
        boxes_of(root, "element"),
        boxes_of(root, "home")["1.1.1"],
    )
    assert list(boxes_of(root, "home")) == ["1.1.1"]
    for name, box in elements.items():
        own = [columns[column] for column in COLUMNS_OF[name].split()]
        assert (box.x, box.right) == (own[0].x, own[-1].right)
        assert row.x < box.x < box.right < row.right
        assert row.y < box.y < box.bottom < row.bottom
    rows = boxes_of(root, "row") | boxes_of(root, "home")
    for level in (1, 2, 3, 4):
        assert rows[f"1.1.{level}"].y == rows[f"1.2.{level}"].y
    assert [one.x for one in columns.values()] == sorted(one.x for one in columns.values())
    assert list(columns) == [column for area in COLUMNS for column in COLUMNS[area]]


@BOTH
@MAPS
def test_nothing_overlaps_or_leaves_its_box(language: Language, coverage: Coverage | None) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE, coverage=coverage))
    for role in ("area", "column", "element", "box"):
        assert all(apart(*pair) for pair in combinations(boxes_of(root, role).values(), 2))
    rows = boxes_of(root, "row") | boxes_of(root, "home")
    assert all(apart(*pair) for pair in combinations(rows.values(), 2))
    groups = root.findall(f".//{SVG}g[@data-id]")
    rectangles = [box_of(group.find(f"{SVG}rect")) for group in groups]  # type: ignore[arg-type]
    for i, group in enumerate(groups):
        words = [words_of(text) for text in group.findall(f"{SVG}text")]
        own, above = rectangles[i], rectangles[i + 1 :]
        for left, right, upper, lower in words:
            assert own.x + 8 < left < right < own.right - 8
            assert own.y + 8 < upper < lower < own.bottom - 8
            assert all(
                right <= box.x or box.right <= left or lower <= box.y or box.bottom <= upper for box in above
            )
        for one, other in combinations(words, 2):
            assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


@BOTH
@MAPS
def test_everything_lies_on_the_sheet(language: Language, coverage: Coverage | None) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE, coverage=coverage, title="Я" * 300))
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    assert (root.get("width"), root.get("height")) == (str(width), str(height))
    body = root.find(f"{SVG}g[@transform]")
    assert body is not None
    down = int(re.sub(r"\D*0 (\d+)\)", r"\1", body.attrib["transform"]))
    for box in (box_of(rect) for rect in body.iter(f"{SVG}rect")):
        assert 0 <= box.x < box.right <= width
        assert 0 <= box.y < box.bottom + down <= height
    head = [
        words_of(text)
        for text in (*root.findall(f"{SVG}text"), *root.findall(f"{SVG}g[@data-role='legend']/{SVG}text"))
    ]
    assert all(
        0 <= left < right <= width and 0 <= upper < lower <= height for left, right, upper, lower in head
    )
    top = down + min(box_of(rect).y for rect in body.iter(f"{SVG}rect"))
    assert all(lower <= top for *_, lower in head if lower < height - 40)


def test_coverage_colours_and_counts_elements() -> None:
    root = parsed(map_svg(language="en", catalogue=CATALOGUE, coverage=SOME))
    fills = {
        "1.1.1.2": 0,
        "1.1.1.3": 1,
        "1.1.1.4": 1,
        "1.1.1.5": 2,
        "1.1.1.6": 2,
        "1.1.1.7": 3,
        "1.1.1.12": 3,
    }
    for group in root.findall(f".//{SVG}g[@data-role='element']"):
        name = group.attrib["data-id"]
        count, fill = SOME.processes(name), group.find(f"{SVG}rect").get("fill")  # type: ignore[union-attr]
        assert [text.text for text in group.findall(f"{SVG}text")][-1] == str(count)
        assert f" Processes: {count}." in (group.findtext(f"{SVG}title") or "")
        assert fill == (STEPS[fills[name]].fill if count else "url(#map-en-hatch)")
    assert root.find(f".//{SVG}pattern[@id='map-en-hatch']") is not None
    assert 1 < len({step.fill for step in STEPS}) == len(STEPS) <= 4


@pytest.mark.parametrize(
    ("language", "element", "group", "described"),
    [
        (
            "en",
            "1.1.1.4 Selling. Processes: 4. Functions performed: 4 of 4.",
            "processes at this level: 3",
            "Elements covered: 7 of 11. Not covered: 1.1.1.1, 1.1.1.9, 1.1.1.10, 1.1.1.11.",
        ),
        (
            "ru",
            "1.1.1.4 Продажи. Процессов: 4. Выполняется функций: 4 из 4.",
            "процессов на этом уровне: 3",
            "Покрыто элементов: 7 из 11. Не покрыты: 1.1.1.1, 1.1.1.9, 1.1.1.10, 1.1.1.11.",
        ),
    ],
)
def test_coverage_is_told_in_words(language: Language, element: str, group: str, described: str) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE, coverage=SOME))
    titles = {one.get("data-id"): one.findtext(f"{SVG}title") or "" for one in root.iter(f"{SVG}g")}
    assert titles["1.1.1.4"] == element
    assert titles["1.2.1"].endswith(group)
    shown = [text.text or "" for text in root.findall(f".//{SVG}g[@data-id='1.2.1']/{SVG}text")]
    assert shown[-1].replace("\u00a0", " ") == group
    assert (root.findtext(f"{SVG}desc") or "").endswith(described)


@BOTH
def test_map_counts_elements_of_other_parts_in_their_groups(language: Language) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE, coverage=SOME))
    said = {"en": "of other parts of the series:", "ru": "из других частей серии:"}[language]
    for group in root.findall(f".//{SVG}g[@data-id]"):
        own = [one for one in OUTSIDE if one.group == group.attrib["data-id"]]
        shown = " ".join(text.text or "" for text in group.findall(f"{SVG}text")).replace("\u00a0", " ")
        listed = ", ".join(f"{one.id} ({len(one.processes)})" for one in own)
        assert (f"{said} {listed}" in shown) == bool(own)
        assert (said in (group.findtext(f"{SVG}title") or "")) == bool(own)


def test_map_without_frame_is_the_map_alone() -> None:
    whole, bare = (
        parsed(map_svg(language="en", catalogue=CATALOGUE, coverage=SOME, framed=framed))
        for framed in (True, False)
    )
    assert not bare.findall(f"{SVG}text")
    assert bare.find(f".//{SVG}g[@data-role='legend']") is None
    for name, body in (("1.1.1.5", "element"), ("EM", "box")):
        path = f".//{SVG}g[@data-role='{body}'][@data-id='{name}']/{SVG}text"
        assert [one.text for one in bare.findall(path)] == [one.text for one in whole.findall(path)]
    assert int(bare.attrib["height"]) < int(whole.attrib["height"])


def test_legend_tells_every_step() -> None:
    legend = parsed(map_svg(language="ru", catalogue=CATALOGUE, coverage=SOME)).find(
        f"{SVG}g[@data-role='legend']"
    )
    assert legend is not None
    fills = [rect.get("fill") for rect in legend.iter(f"{SVG}rect")]
    assert fills == ["url(#map-ru-hatch)", *(step.fill for step in STEPS)]
    assert [text.text for text in legend.iter(f"{SVG}text")][:-1] == ["0", "1", "2–4", "5–9", "10+"]


def test_map_without_coverage_has_no_legend_and_no_counts() -> None:
    svg = map_svg(language="en", catalogue=CATALOGUE)
    assert "legend" not in svg
    assert "rocesses:" not in svg
    assert {
        rect.get("fill") for rect in parsed(svg).findall(f".//{SVG}g[@data-role='element']/{SVG}rect")
    } == {GROUND}


@MAPS
def test_text_stands_out_from_every_ground(coverage: Coverage | None) -> None:
    root = parsed(map_svg(language="en", catalogue=CATALOGUE, coverage=coverage))
    solid = {rect.attrib["fill"] for rect in root.iter(f"{SVG}rect")} - {"url(#map-en-hatch)"}
    hatch = {rect.attrib["fill"] for rect in root.findall(f".//{SVG}pattern/{SVG}rect")}
    column = root.find(f".//{SVG}g[@data-role='column']/{SVG}rect")
    assert column is not None
    for group in root.iter(f"{SVG}g"):
        for rect, text in zip(group.findall(f"{SVG}rect"), group.findall(f"{SVG}text"), strict=False):
            behind = {rect.attrib["fill"]} if rect.get("fill") in solid else hatch
            # What is behind a row shows through it; the columns are the darkest of that.
            behind |= {column.attrib["fill"]} if float(rect.get("fill-opacity", "1")) < 1 else set()
            assert all(contrast(ground, text.attrib["fill"]) >= 4.5 for ground in behind)


@BOTH
def test_map_speaks_the_language(language: Language) -> None:
    root = parsed(map_svg(language=language, catalogue=CATALOGUE))
    assert (root.get("lang"), root.get(LANG)) == (language, language)
    own = "".join(root.findtext(f"{SVG}{tag}") or "" for tag in ("title", "desc"))
    assert bool(re.search("[а-яё]", own)) == (language == "ru")


def test_title_of_the_user_is_escaped_and_cleaned() -> None:
    root = parsed(map_svg(language="en", catalogue=CATALOGUE, title='One & "two" </title>\x00\ud800'))
    assert root.findtext(f"{SVG}title") == 'One & "two" </title>\ufffd\ufffd'
    assert root.findtext(f"{SVG}text") == 'One & "two" </title>\ufffd\ufffd'


def test_map_makes_room_for_what_later_parts_define(later: Catalogue) -> None:
    root = parsed(map_svg(language="ru", catalogue=later))
    groups = [group.attrib["data-id"] for group in root.findall(f".//{SVG}g[@data-role='element']")]
    assert groups.count("1.1.2.1") == 1
    assert groups.count("1.1.2.2") == 2, "one box in each of two columns that do not touch"
    boxes = [box_of(rect) for rect in root.findall(f".//{SVG}g[@data-role='element']/{SVG}rect")]
    assert all(apart(*pair) for pair in combinations(boxes, 2))


def test_drawings_do_not_depend_on_the_order_of_sets() -> None:
    program = (
        "from etom_rdf.catalogue import Catalogue as C; from etom_rdf.pictogram import pictogram as p;"
        "from etom_rdf.process_map import map_svg as m; c = C.load();"
        "print(p('1.1', language='en', catalogue=c), m(language='en', catalogue=c))"
    )
    drawn = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert drawn[0] == drawn[1] != b""


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
