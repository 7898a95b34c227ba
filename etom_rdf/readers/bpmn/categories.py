"""Follow references to BPMN categories: from an activity itself, or from a group drawn around it.

A category has a name and values. Modellers that draw groups leave the category without a name, and the value
is then the label of the group: words, in which only the keyword counts.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.readers.bpmn.contents import Contents
from etom_rdf.readers.keywords import is_etom_key
from etom_rdf.readers.records import FoundBy, Mention, Notice
from etom_rdf.text import Text

_COMPARISONS: Final = 200_000  # of a shape with a group, in one file


@dataclass(frozen=True, slots=True)
class Box:
    """Hold where a shape stands: its diagram, its left, top, right and bottom edge."""

    diagram: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        """Say whether another shape of the same diagram lies inside of this one."""
        return (
            self.diagram == other.diagram
            and self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class _Value:
    key: str
    text: str
    found_by: FoundBy


class Categories:
    """Collect values of categories and what refers to them."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._values: dict[str, _Value | None] = {}  # by id; None where its category is not eTOM
        self._references: list[tuple[str, str, int]] = []  # (activity, value, line)
        self._groups: dict[str, tuple[str, int]] = {}  # (value, line), by the id of the group
        self._boxes: list[tuple[str, Box]] = []  # by the id of what is drawn

    @property
    def has_groups(self) -> bool:
        """Say whether it matters where the shapes stand."""
        return bool(self._groups)

    def add_value(self, value_id: str, category: str, text: str) -> None:
        """Keep a value under the name of its category."""
        value = None
        if is_etom_key(category):
            value = _Value(category, text, "category")
        elif not category.strip():
            value = _Value("categoryValue", text, "keyword")
        self._values.setdefault(value_id, value)

    def add_reference(self, activity: str, value: str, line: int) -> None:
        """Keep the reference of an activity to a value."""
        self._references.append((activity, value, line))

    def add_group(self, group: str, value: str, line: int) -> None:
        """Keep the reference of a group to a value."""
        self._groups[group] = (value, line)

    def add_box(self, drawn: str, box: Box) -> None:
        """Keep where something is drawn."""
        self._boxes.append((_local(drawn), box))

    def finish(self) -> None:
        """Tell the mentions of all that refer to a value, when all of the file is known."""
        referring = [(value_id, line) for _, value_id, line in self._references]
        for value_id, line in (*referring, *self._groups.values()):
            if value_id not in self._values and _local(value_id) not in self._values:
                self._tell_dangling(value_id, line)
        for activity, value_id, line in (*self._references, *self._grouped()):
            value = self._value(value_id)
            if value is not None:
                self._contents.mentions.append(Mention(activity, value.text, value.found_by, value.key, line))

    def _value(self, reference: str) -> _Value | None:
        return self._values.get(reference) or self._values.get(_local(reference))

    def _grouped(self) -> Iterator[tuple[str, str, int]]:
        """Yield (activity, value, line) for the activities that lie inside of a group for eTOM."""
        known = {drawn: group for drawn, group in self._groups.items() if self._value(group[0]) is not None}
        if not known:
            return
        shapes = [(box.left, drawn, box) for drawn, box in self._boxes if self._contents.is_activity(drawn)]
        shapes.sort(key=lambda shape: shape[0])
        edges = [left for left, _, _ in shapes]
        comparisons = 0
        for drawn, around in self._boxes:
            if drawn not in known:
                continue
            value_id, line = known[drawn]
            begin, end = bisect_left(edges, around.left), bisect_left(edges, around.right)
            for _, activity, box in shapes[begin:end]:
                comparisons += 1
                if comparisons > _COMPARISONS:
                    self._tell_too_many(line)
                    return
                if around.holds(box):
                    yield activity, value_id, line

    def _tell_dangling(self, value_id: str, line: int) -> None:
        message = Text(
            en=f"the category value ‘{shown(value_id)}’ is not in this file; remove the reference, or export the model "
            "whole",
            ru=f"значения категории «{shown(value_id)}» в этом файле нет; удалите ссылку или выгрузите модель целиком",
        )
        self._contents.tell(Notice("Source-reference-dangling", "info", message, line, value=value_id))

    def _tell_too_many(self, line: int) -> None:
        message = Text(
            en="there are too many groups around too many activities; from here on groups were left out: refer to the "
            "category from each activity",
            ru="слишком много групп вокруг слишком многих действий; начиная с этой группы они пропущены: сошлитесь на "
            "категорию в каждом действии",
        )
        self._contents.tell(Notice("Source-groups-cut", "warning", message, line))


def _local(reference: str) -> str:
    """Return a reference without the prefix that a QName may have."""
    return reference.rpartition(":")[2]
