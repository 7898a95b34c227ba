"""Hold the map to clause 5.1: its boxes, words and geometry, in both languages."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

from drawings import (
    BOTH,
    CATALOGUE,
    COLUMNS,
    COLUMNS_OF,
    CURRENT,
    LANG,
    MAPS,
    SVG,
    apart,
    box_of,
    contrast,
    later_fixture,  # noqa: F401 (a fixture)
    parsed,
    words_of,
)

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.coverage_counts import Coverage
from etom_rdf.matrix import caption
from etom_rdf.process_map import map_svg
from etom_rdf.svg import Box
from etom_rdf.text import Language


def boxes_of(root: ET.Element, role: str) -> dict[str, Box]:
    groups = root.findall(f".//{SVG}g[@data-role='{role}']")
    return {group.attrib["data-id"]: box_of(group.find(f"{SVG}rect")) for group in groups}  # type: ignore[arg-type]


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
