"""Hold how the map tells the coverage of a model: colours, counts, words, legend."""

import pytest
from drawings import BOTH, CATALOGUE, OUTSIDE, SOME, SVG, parsed

from etom_rdf.coverage_scale import STEPS
from etom_rdf.process_map import map_svg
from etom_rdf.svg import GROUND
from etom_rdf.text import Language


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
