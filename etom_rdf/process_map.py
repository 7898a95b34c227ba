"""Draw figure 1 whole: areas, columns, rows, and the elements that stand in them, coloured by coverage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.etree import ElementTree as ET

from etom_rdf.catalogue import Catalogue, Element
from etom_rdf.coverage_counts import Coverage
from etom_rdf.coverage_scale import INK, STEPS, scale, step_of
from etom_rdf.map_layout import GAP, MARGIN, PADDING, SIZES, Layout, Line, Placed, Role
from etom_rdf.matrix import caption
from etom_rdf.svg import GROUND, LINE, Box, document, leading, printable, rectangle, words, wrapped, written
from etom_rdf.text import Language, Text

_SWATCH: Final = Box(0, 0, 56, 28)
_HEADING: Final = 24
_LEGEND_SIZE: Final = 14
_SMALL: Final = 12

_HATCH: Final = "#d3dae1"
_FONTS: Final = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class _Style:
    """Say how one kind of box looks; `line` is the colour of its outline."""

    fill: str
    line: str
    ink: str
    opacity: str = "1"


# A home has a dark ground, as CRM has in figure 1. The columns show through the other rows.
_STYLES: Final[Mapping[Role, _Style]] = {
    "area": _Style("#e9eef3", "none", INK),
    "column": _Style("#cfd9e3", "none", INK),
    "row": _Style(GROUND, LINE, INK, opacity="0.7"),
    "home": _Style("#43505c", "#43505c", GROUND),
    "box": _Style(GROUND, LINE, INK),
    "element": _Style(GROUND, GROUND, INK),
}


_TITLE: Final = Text(
    en="eTOM process map: level 1, with the elements of level 2",
    ru="Карта процессов eTOM: уровень 1 и элементы процессов уровня 2",
)
_DESCRIPTION: Final = Text(
    en="Areas of figure 1 with their columns (vertical groups), rows (horizontal groups) and boxes; "
    "each element stands in its row and its columns.",
    ru="Области рисунка 1, их столбцы (вертикальные группы), строки (горизонтальные группы) и блоки; "
    "каждый элемент стоит в своей строке и своих столбцах.",
)
_SOURCE: Final = Text(
    en="After figure 1 and Table 1 of GOST R 53633.3-2009. Unofficial edition.",
    ru="По рисунку 1 и таблице 1 ГОСТ Р 53633.3—2009. Неофициальное издание.",
)
_LEGEND: Final = Text(
    en="The number of processes that cover an element.", ru="Число процессов, покрывающих элемент."
)
_SUMMARY: Final = Text(en="Elements covered: {} of {}.", ru="Покрыто элементов: {} из {}.")
_UNCOVERED: Final = Text(en="Not covered: {}.", ru="Не покрыты: {}.")
_COUNT: Final = Text(
    en="Processes: {}. Functions performed: {} of {}.", ru="Процессов: {}. Выполняется функций: {} из {}."
)
_COARSE: Final = Text(en="processes at this level: {}", ru="процессов на этом уровне: {}")
_OUTSIDE: Final = Text(en="of other parts of the series: {}", ru="из других частей серии: {}")


def map_svg(  # noqa: PLR0913 - one call describes one drawing
    *,
    language: Language,
    catalogue: Catalogue,
    coverage: Coverage | None = None,
    title: str | None = None,
    framed: bool = True,
    link: Callable[[Element], str] | None = None,
) -> str:
    """Draw the whole of figure 1; given a coverage, colour each element by the processes that cover it.

    The count stands in the box, so colour is never the only carrier; what nothing covers is hatched. Groups
    and areas keep their looks and say how many processes name them, and which elements of other parts of the
    series processes refer to. `title` replaces the heading; without a frame neither heading nor legend nor
    source is drawn, for a page that has its own. `link` says where each box leads; its id is then the anchor.
    Returns SVG text.

    >>> map_svg(language="ru", catalogue=Catalogue.load()).count('data-role="element"')
    11
    """
    heading = title or _TITLE.in_language(language)
    wording = _Wording(language, coverage)
    layout = Layout(catalogue, wording.lines)
    lines = wrapped(heading, layout.width - 2 * MARGIN, _HEADING, bold=True)
    legend = _SWATCH.height + 2 * GAP if coverage is not None else GAP
    top = MARGIN + len(lines) * leading(_HEADING) + legend if framed else MARGIN
    height = top + layout.bottom + (2 * MARGIN if framed else MARGIN)
    root = document(
        (layout.width, height), key="map", language=language, title=heading, description=wording.described()
    )
    root.attrib.update({"role": "graphics-document document", "font-family": _FONTS, "fill": INK})
    if coverage is not None:
        _hatch(root, language)
    if framed:
        _frame(root, lines, wording, (top, height))
    body = ET.SubElement(root, "g", {"transform": f"translate(0 {top})"})
    for placed in layout.placed:
        _draw(_box(body, placed, link), placed, wording)
    return written(root)


@dataclass(frozen=True, slots=True)
class _Wording:
    """Find the words of the map in one language."""

    language: Language
    coverage: Coverage | None

    def count(self, entry: Element) -> int:
        """Return how many processes cover an element, or name a group or an area."""
        return 0 if self.coverage is None else self.coverage.processes(entry.id)

    def lines(self, entry: Element, role: Role, width: int) -> tuple[Line, ...]:
        """Return what a box says: number and name, and of a group the processes that go no deeper."""
        size, room = SIZES[role], width - 2 * PADDING
        if role == "element":
            name = wrapped(entry.label.in_language(self.language), room, size)
            return (Line(entry.notation or entry.id, bold=True), *(Line(one, bold=False) for one in name))
        name = wrapped(caption(entry, self.language), room, size, bold=True)
        said = (line for one in self.coarse(entry) for line in wrapped(one, room, size))
        return (*(Line(one, bold=True) for one in name), *(Line(one, bold=False) for one in said))

    def coarse(self, entry: Element) -> tuple[str, ...]:
        """Return what there is to say of processes that name a group or an area, or what only other parts define."""
        named = (self.say(_COARSE, self.count(entry)),) if self.count(entry) else ()
        outside = self.coverage.outside if self.coverage else ()
        # A number and its count stay on one line.
        below = [f"{one.id}\u00a0({len(one.processes)})" for one in outside if one.group == entry.id]
        return (*named, self.say(_OUTSIDE, ", ".join(below))) if below else named

    def title(self, entry: Element) -> str:
        """Return what a pointer resting on a box shows and a reader announces."""
        name = caption(entry, self.language)
        covered = self.coverage and self.coverage.covered(entry.id)
        if self.coverage is None:
            return name
        if entry.kind != "element":
            return f"{name}: {'; '.join(self.coarse(entry)) or self.say(_COARSE, 0)}"
        functions = covered.functions if covered else ()
        performed = sum(bool(one.processes) for one in functions)
        return f"{name}. {self.say(_COUNT, self.count(entry), performed, len(functions))}"

    def described(self) -> str:
        """Return the description of the whole map."""
        text = _DESCRIPTION.in_language(self.language)
        if self.coverage is None:
            return text
        uncovered = ", ".join(self.coverage.uncovered)
        return " ".join((text, self.summary(), self.say(_UNCOVERED, uncovered) if uncovered else "")).rstrip()

    def summary(self) -> str:
        """Return how many elements are covered."""
        elements = self.coverage.elements if self.coverage else ()
        return self.say(_SUMMARY, sum(bool(one.processes) for one in elements), len(elements))

    def say(self, text: Text, *values: object) -> str:
        """Fill in a sentence."""
        return text.in_language(self.language).format(*values)


def _box(parent: ET.Element, placed: Placed, link: Callable[[Element], str] | None) -> ET.Element:
    """Begin a box: a picture, or a link whose anchor is what it stands for, once for each."""
    marks = {"data-id": placed.entry.id, "data-role": placed.role}
    if link is None:
        return ET.SubElement(parent, "g", {"role": "img"} | marks)
    first = all(one.get("data-id") != placed.entry.id for one in parent)
    anchor = {"id": placed.entry.id} if first else {}
    return ET.SubElement(parent, "a", anchor | marks | {"href": link(placed.entry)})


def _draw(group: ET.Element, placed: Placed, wording: _Wording) -> None:
    """Draw a box with its words, coloured and counted if it is an element and a coverage is given."""
    style, size, box = _STYLES[placed.role], SIZES[placed.role], placed.box
    fill, ink, count = style.fill, style.ink, wording.count(placed.entry)
    counted = wording.coverage is not None and placed.role == "element"
    if counted:
        fill, ink = _shade(count, wording.language)
        group.set("data-step", str(step_of(count)))
    ET.SubElement(group, "title").text = printable(wording.title(placed.entry))
    rectangle(group, box, fill=fill, fill_opacity=style.opacity, stroke=style.line, stroke_width="2")
    for i, line in enumerate(placed.lines):
        at = (box.x + PADDING, box.y + PADDING + i * leading(size) + size)
        words(group, line.text, at, size=size, bold=line.bold, fill=ink)
    if counted:
        at = (box.right - PADDING, box.y + PADDING + size)
        words(group, str(count), at, size=size, bold=True, fill=ink, text_anchor="end")


def _shade(count: int, language: Language) -> tuple[str, str]:
    """Return the colours of a box that so many processes cover, and of its text."""
    step = step_of(count)
    return (STEPS[step - 1].fill, STEPS[step - 1].ink) if step else (f"url(#map-{language}-hatch)", INK)


def _frame(root: ET.Element, lines: Sequence[str], wording: _Wording, room: tuple[int, int]) -> None:
    """Write heading and legend above the map, which begins at the first number, and the source below it."""
    top, height = room
    for i, line in enumerate(lines):
        words(root, line, (MARGIN, MARGIN + i * leading(_HEADING) + _HEADING), size=_HEADING, bold=True)
    if wording.coverage is not None:
        _legend(root, wording, top - _SWATCH.height - GAP)
    words(root, _SOURCE.in_language(wording.language), (MARGIN, height - MARGIN), size=_SMALL)


def _hatch(root: ET.Element, language: Language) -> None:
    attributes = {"id": f"map-{language}-hatch", "width": "8", "height": "8"}
    attributes |= {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = ET.SubElement(ET.SubElement(root, "defs"), "pattern", attributes)
    rectangle(pattern, Box(0, 0, 8, 8), fill=GROUND)
    rectangle(pattern, Box(0, 0, 2, 8), fill=_HATCH)


def _legend(root: ET.Element, wording: _Wording, top: int) -> None:
    """Draw the steps of the scale in a line, each with its number of processes inside."""
    legend = ET.SubElement(root, "g", {"data-role": "legend"})
    x, baseline = MARGIN, top + _SWATCH.height // 2 + 5
    for count, text in zip((0, *(step.least for step in STEPS)), scale(), strict=True):
        fill, ink = _shade(count, wording.language)
        rectangle(legend, replace(_SWATCH, x=x, y=top), fill=fill, stroke=LINE, stroke_width="2")
        at = (x + _SWATCH.width // 2, baseline)
        words(legend, text, at, size=_LEGEND_SIZE, bold=True, fill=ink, text_anchor="middle")
        x += _SWATCH.width + GAP
    words(legend, f"{wording.say(_LEGEND)} {wording.summary()}", (x + GAP, baseline), size=_LEGEND_SIZE)
