"""Draw figures: records against seconds, both in powers of ten, a line an engine."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from xml.etree import ElementTree as ET

from figures import Figure
from reaches import MODELS, REGISTERS

from etom_rdf.svg import LINE, Box, document, rectangle, words, written

SIZE = (900, 560)
FIELD = Box(70, 60, 610, 430)
GRID = "#e3e7eb"
INK = "#26323d"
COLOURS = {
    "etom --engine pyshacl": "#1565c0",
    "etom": "#c2185b",
    "parsing alone": "#78909c",
    "Polars by hand": "#8d6e63",
    "pySHACL": "#1565c0",
    "rudof": "#ef6c00",
    "TopBraid": "#2e7d32",
    "Jena": "#6a1b9a",
    "shacl-engine": "#00838f",
    "rdf-validate-shacl": "#9e9d24",
}
DASHES = {"Turtle": "7 4", "Parquet": "2 4", "Core": "7 4", "pyshacl": "7 4"}
LABEL_HEIGHT = 18

Points = Sequence[tuple[float, float]]


class Scale:
    """Turn sizes and seconds into places on the sheet; the axes end at powers of ten."""

    def __init__(self, points: Points) -> None:
        self.x, self.y = (
            (floor(log10(min(values))), max(ceil(log10(max(values))), floor(log10(min(values))) + 1))
            for values in zip(*points, strict=True)
        )

    def place(self, size: float, seconds: float) -> tuple[float, float]:
        """Return abscissa and ordinate.

        >>> Scale([(10, 0.1), (1000, 10)]).place(100, 1) == (FIELD.x + FIELD.width / 2, FIELD.y + FIELD.height / 2)
        True
        """
        (left, right), (low, high) = self.x, self.y
        across = (log10(size) - left) / (right - left)
        up = (log10(seconds) - low) / (high - low)
        return FIELD.x + across * FIELD.width, FIELD.bottom - up * FIELD.height


def drawing(figures: Sequence[Figure]) -> str:
    """Draw all engines that have figures over models and registers, as SVG.

    Raises ValueError where there is nothing to draw.
    """
    lines = _lines(figures)
    if not lines:
        raise ValueError("no figures to draw")
    root = document(
        SIZE,
        key="validation",
        language="en",
        title="Validation: records against seconds",
        description=f"Wall time of whole processes, both axes logarithmic. Engines: {', '.join(lines)}.",
    )
    root.set("font-family", "system-ui, sans-serif")
    words(root, "Wall time of validation, whole processes", (FIELD.x, 34), size=18, bold=True, fill=INK)
    scale = Scale([point for points in lines.values() for point in points])
    _axes(root, scale)
    for name, points in lines.items():
        _line(root, name, [scale.place(*point) for point in points])
    ends = {name: scale.place(*points[-1]) for name, points in lines.items()}
    _labels(root, ends)
    return written(root)


def _lines(figures: Sequence[Figure]) -> dict[str, Points]:
    lines: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.size):
        if figure.work in {MODELS, REGISTERS} and figure.seconds:
            lines[figure.engine].append((figure.size, figure.seconds))
    return {name: tuple(points) for name, points in lines.items()}


def _axes(root: ET.Element, scale: Scale) -> None:
    for power in range(scale.x[0], scale.x[1] + 1):
        x = round(scale.place(10.0**power, 10.0 ** scale.y[0])[0])
        rectangle(root, Box(x, FIELD.y, 1, FIELD.height), fill=GRID)
        words(root, f"{10**power:,}", (x, FIELD.bottom + 22), size=13, text_anchor="middle", fill=INK)
    for power in range(scale.y[0], scale.y[1] + 1):
        y = round(scale.place(10.0 ** scale.x[0], 10.0**power)[1])
        rectangle(root, Box(FIELD.x, y, FIELD.width, 1), fill=GRID)
        label = f"{10.0**power:,.{max(0, -power)}f} s"
        words(root, label, (FIELD.x - 8, y + 4), size=13, text_anchor="end", fill=INK)
    middle = FIELD.x + FIELD.width // 2
    words(
        root,
        "processes, or rows of a register",
        (middle, FIELD.bottom + 48),
        size=13,
        text_anchor="middle",
        fill=INK,
    )
    rectangle(root, FIELD, fill="none", stroke=LINE)


def _line(root: ET.Element, name: str, places: Points) -> None:
    ours = _is_ours(name)
    dash = next((dash for form, dash in DASHES.items() if name.endswith(form)), "none")
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    shape = {"points": path, "fill": "none", "stroke": _colour(name), "stroke-width": "3.5" if ours else "2"}
    ET.SubElement(root, "polyline", shape | {"stroke-linejoin": "round"} | {"stroke-dasharray": dash})
    for x, y in places:
        ET.SubElement(
            root,
            "circle",
            {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "4" if ours else "3", "fill": _colour(name)},
        )


def _labels(root: ET.Element, ends: Mapping[str, tuple[float, float]]) -> None:
    """Write the names beside the field, from the top down, each tied to the end of its line."""
    x, lowest = FIELD.right + 34, FIELD.bottom - LABEL_HEIGHT * (len(ends) - 1)
    y = 0.0
    for number, (name, (end_x, end_y)) in enumerate(sorted(ends.items(), key=lambda item: item[1][1])):
        y = min(max(y + LABEL_HEIGHT, end_y, FIELD.y), lowest + number * LABEL_HEIGHT)
        tie = f"{end_x + 5:.1f},{end_y:.1f} {x - 14},{y:.1f} {x - 4},{y:.1f}"
        shape = {
            "points": tie,
            "fill": "none",
            "stroke": _colour(name),
            "stroke-width": "0.6",
            "opacity": "0.6",
        }
        ET.SubElement(root, "polyline", shape)
        ours = _is_ours(name)
        words(root, name, (x, round(y) + 4), size=13, bold=ours, fill=_colour(name))


def _is_ours(name: str) -> bool:
    return name.startswith("etom,")


def _colour(name: str) -> str:
    return next((colour for start, colour in COLOURS.items() if name.startswith(start)), INK)
