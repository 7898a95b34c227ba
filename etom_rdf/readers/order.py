"""Find which activity comes directly before which, through the events and gateways between them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import SourceModel

_MOST: Final = 1_000_000  # steps; gateways that join and part thousands of paths multiply them


@dataclass(frozen=True, slots=True)
class Sequence:
    """Hold the order in one process: pairs of activities, one directly before the other.

    `whole` is the activity that the pairs lie in, None where nothing in the file holds them together.
    """

    whole: str | None
    pairs: tuple[tuple[str, str], ...]

    @property
    def activities(self) -> tuple[str, ...]:
        """Return the activities in the order in which the pairs name them."""
        return tuple(dict.fromkeys(activity for pair in self.pairs for activity in pair))


def sequences_of(model: SourceModel) -> tuple[Sequence, ...]:
    """Return the order of the activities of a model, process by process.

    Pairs that lie in no common process are put together as far as they are connected. Raises InputError where
    gateways multiply the paths beyond reason.

    >>> from etom_rdf.readers.records import Activity, Flow
    >>> activities = tuple(Activity(one, "task", part_of="p") for one in ("p", "a", "b", "c"))
    >>> flows = (Flow("a", "gateway"), Flow("gateway", "b"), Flow("gateway", "c"))
    >>> sequences_of(SourceModel("a.bpmn", "bpmn", activities, flows))
    (Sequence(whole='p', pairs=(('a', 'b'), ('a', 'c'))),)
    """
    if not model.flows:
        return ()
    whole_of = {activity.id: activity.part_of for activity in model.activities}
    within: dict[str, list[tuple[str, str]]] = defaultdict(list)
    loose: list[tuple[str, str]] = []
    for before, after in _pairs(model, whole_of):
        whole = whole_of[before]
        common = whole is not None and whole in whole_of and whole == whole_of[after]
        (within[whole] if common and whole else loose).append((before, after))
    sequences = [Sequence(whole, tuple(pairs)) for whole, pairs in within.items()]
    return (*sequences, *(Sequence(None, tuple(pairs)) for pairs in _connected(loose)))


def _pairs(model: SourceModel, activities: Collection[str]) -> Iterator[tuple[str, str]]:
    following: dict[str, list[str]] = defaultdict(list)
    for flow in model.flows:
        following[flow.source].append(flow.target)
    steps = 0
    for activity in activities:
        for reached in _reached(activity, following, activities):
            steps += 1
            if steps > _MOST:
                raise bad_input(
                    model.file,
                    None,
                    f"gateways multiply the paths of this model to more than {_MOST:,} pairs; leave out --end-to-end",
                    f"развилки умножают пути этой модели до более чем {_MOST:,} пар; уберите --end-to-end",
                )
            if reached in activities and reached != activity:
                yield activity, reached


def _reached(start: str, following: Mapping[str, list[str]], activities: Collection[str]) -> Iterator[str]:
    """Yield all nodes behind an activity, up to and with the next activities."""
    open_ends = [start]
    seen = {start}
    while open_ends:
        for node in following.get(open_ends.pop(), ()):
            if node not in seen:
                seen.add(node)
                yield node
                if node not in activities:
                    open_ends.append(node)


def _connected(pairs: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Put the pairs together that hang together, in their order."""
    pairs = list(pairs)
    leader: dict[str, str] = {}

    def find(node: str) -> str:
        while leader.setdefault(node, node) != node:
            leader[node] = node = leader[leader[node]]
        return node

    for before, after in pairs:
        leader[find(after)] = find(before)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        found[find(pair[0])].append(pair)
    return list(found.values())
