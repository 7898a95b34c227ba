"""Measure drawings: their boxes, words and colours, and a catalogue and a coverage to draw."""

import re
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.coverage_counts import Coverage
from etom_rdf.covered import Covered, CoveredFunction, Outside
from etom_rdf.resources import ontology_file
from etom_rdf.svg import Box, width_of
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


@pytest.fixture(scope="module", name="later")
def later_fixture(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
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
MAPS = pytest.mark.parametrize("coverage", [None, covering(), SOME], ids=["plain", "none", "some"])
BOTH = pytest.mark.parametrize("language", LANGUAGES)
