"""Draw in SVG: a sheet, rectangles and texts, and an estimate of how much room a text takes.

A drawing has a white ground of its own, so that it reads the same on a white page and on a dark one, and holds
no style sheet, script or outside reference, so that it may stand in a page as it is.

Widths of text are estimated, because no font is at hand when a drawing is made: the estimate holds for the widest
fonts in common use, so names stay inside their boxes in the others too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from etom_rdf.text import Language

GROUND: Final = "#ffffff"
LINE: Final = "#7c8894"

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# How wide characters are, in ems, where they are not bold; most letters and digits are of usual width.
_EMS: Final = {
    **dict.fromkeys(" \u00a0", 0.35),
    **dict.fromkeys("ijlIfrt.,:;()[]/-'!|", 0.45),
    **dict.fromkeys("ABCDEGHKNOPQRSUVXYwАБВДЗИЙКЛНОПРСУХЦЧЬЭЯдмъы", 0.83),
    **dict.fromkeys("mMWЖМФШЩЪЫЮжфшщю&@%+=<>~^", 1.1),
}
_USUAL: Final = 0.67
_UNUSUAL: Final = 1.1
_BOLD: Final = 1.13
_SHORT_WORD: Final = re.compile(r"(?<!\S)(\w{1,2}) ")
_AFTER_SLASH: Final = re.compile("(?<=/)")
_ANYWHERE: Final = re.compile("(?<=.)(?=.)")


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a rectangle in user units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return the abscissa of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return the ordinate of the lower side."""
        return self.y + self.height


def document(
    size: tuple[int, int], *, key: str, language: Language, title: str, description: str
) -> ET.Element:
    """Begin an SVG document of a size in user units: a title and a description that readers announce, a ground.

    `key` and the language keep the ids apart where several drawings stand in one page.
    """
    key = f"{key}-{language}"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {size[0]} {size[1]}",
            "width": str(size[0]),
            "height": str(size[1]),
            "lang": language,
            "xml:lang": language,
            "aria-labelledby": f"{key}-title",
            "aria-describedby": f"{key}-description",
        },
    )
    for tag, name, text in (("title", "title", title), ("desc", "description", description)):
        ET.SubElement(root, tag, {"id": f"{key}-{name}"}).text = printable(text)
    rectangle(root, Box(0, 0, *size), fill=GROUND)
    return root


def rectangle(parent: ET.Element, box: Box, **attributes: str) -> ET.Element:
    """Add a rectangle; underscores in the names of attributes stand for hyphens."""
    sides = {"x": str(box.x), "y": str(box.y), "width": str(box.width), "height": str(box.height)}
    return ET.SubElement(parent, "rect", sides | _hyphenated(attributes))


def words(
    parent: ET.Element, text: str, at: tuple[int, int], *, size: int, bold: bool = False, **attributes: str
) -> None:
    """Add a line of text; underscores in the names of attributes stand for hyphens."""
    weight = {"font-weight": "bold"} if bold else {}
    place = {"x": str(at[0]), "y": str(at[1]), "font-size": str(size)}
    ET.SubElement(parent, "text", place | weight | _hyphenated(attributes)).text = printable(text)


def _hyphenated(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in attributes.items()}


def printable(text: str) -> str:
    r"""Return a text as XML can hold it.

    >>> printable("a\x00b")
    'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text)


def written(root: ET.Element) -> str:
    """Write a drawing out, one element on a line."""
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Estimate from above how wide a text is, in user units.

    >>> width_of("Продажи", 10) < width_of("Продажи", 10, bold=True) < 70
    True
    """
    ems = (_EMS.get(one, _USUAL if one < "\u0460" else _UNUSUAL) for one in text)
    return sum(ems) * size * (_BOLD if bold else 1)


def wrapped(text: str, width: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit a width, none much longer than the others.

    Words of one or two letters stay with the next one; a word that is too long breaks after a slash or anywhere.

    >>> wrapped("Управление QoS/SLA клиентов", 130, 10)
    ('Управление', 'QoS/SLA клиентов')
    """

    def fits(line: str, limit: int) -> bool:
        return width_of(line.rstrip(), size, bold=bold) <= limit

    def filled(limit: int) -> list[str]:
        lines = [""]
        for piece in pieces:
            if lines[-1] and not fits(lines[-1] + piece, limit):
                lines.append("")
            lines[-1] += piece
        return [line.rstrip() for line in lines]

    pieces = [f"{word} " for word in _SHORT_WORD.sub("\\1\u00a0", " ".join(text.split())).split(" ")]
    for breaks in (_AFTER_SLASH, _ANYWHERE):
        pieces = [part for one in pieces for part in ([one] if fits(one, width) else breaks.split(one))]
    lines = filled(width)
    for narrower in range(width - 4, width // 2, -4):
        tried = filled(narrower)
        if len(tried) > len(lines) or not all(fits(line, narrower) for line in tried):
            break
        lines = tried
    return tuple(lines)


def leading(size: int) -> int:
    """Return the distance between the baselines of lines."""
    return size * 5 // 4
