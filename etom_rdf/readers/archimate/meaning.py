"""Read a model in ArchiMate as processes, applications and their order.

Activities are the business processes, functions, interactions and services. Behaviour of other layers
(application and technology processes, functions, interactions and services, capabilities, value streams) is
an activity only where a property or a documentation text of its own speaks of eTOM: elsewhere it says how
software is built, and would fill every list of unmapped activities. Systems are the application components,
and other structure of software and machines on the same condition.

An activity is part of what composes it, else of what aggregates it. It belongs to the application component
assigned to it or realizing it, else to the actor, role or collaboration assigned to it, else to its grouping.
A system supports the activities that it serves, realizes or is assigned to, itself or through its parts,
functions, interfaces and services: steps along composition, aggregation, assignment and realization, of which
the last may be serving. That is what ArchiMate's rules of derivation hold for certain.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from etom_rdf.readers.archimate import notices
from etom_rdf.readers.archimate.concepts import (
    ACTORS,
    BUSINESS_BEHAVIOUR,
    EVENTS,
    GROUPING,
    JUNCTION,
    OTHER_BEHAVIOUR,
    OTHER_SYSTEMS,
    SYSTEM,
    Concept,
    Contents,
    Relation,
    Words,
)
from etom_rdf.readers.records import Activity, Container, Flow, FoundBy, Mention, SourceModel, System

_PARTS: Final = ("Composition", "Aggregation")
_DOING: Final = ("Assignment", "Realization")
_ORDER: Final = ("Triggering", "Flow")
_SERVING: Final = "Serving"
_STRUCTURAL: Final = frozenset({*_PARTS, *_DOING})
_CARRIERS: Final = OTHER_BEHAVIOUR | OTHER_SYSTEMS | {SYSTEM, JUNCTION}
_STEPS: Final = 1_000_000  # along relationships, for all systems together
_JUNCTIONS: Final = 100  # in front of one activity
_LOOKED_AT: Final = 1000  # relationships to one activity, in search of what it belongs to

Edges = dict[str, list[tuple[str, str]]]  # from an id: type of the relationship, id at its other end


def interpret(contents: Contents) -> SourceModel:
    """Return the model that the elements and relationships make, and notices on what leads nowhere."""
    return _Interpretation(contents).model()


class _Interpretation:
    """Decide what each element is, then follow the relationships."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._activities: dict[str, Concept] = {}
        self._systems: dict[str, Concept] = {}
        self._containers: dict[str, Concept] = {}
        said = contents.speaking_of_etom()
        for concept in contents.concepts.values():
            kind, speaks = concept.type, concept.id in said
            if kind in BUSINESS_BEHAVIOUR or (speaks and kind in OTHER_BEHAVIOUR):
                self._activities[concept.id] = concept
            elif kind == SYSTEM or (speaks and kind in OTHER_SYSTEMS):
                self._systems[concept.id] = concept
            elif speaks and (kind in ACTORS or kind == GROUPING):
                self._containers[concept.id] = concept
        self._outgoing: Edges = defaultdict(list)
        self._incoming: Edges = defaultdict(list)
        self._flows: list[Flow] = []
        for relation in contents.relations:
            self._take_in(relation)

    def model(self) -> SourceModel:
        """Build the records, in the order of the file."""
        activities = tuple(self._activity(concept) for concept in self._activities.values())
        systems = self._supporting_systems()
        if not self._activities and not self._systems:
            self._contents.tell(notices.empty)
        containers = (c for c in self._contents.concepts.values() if c.id in self._containers)
        mentions = [
            *self._mentions(self._contents.properties, "property"),
            *self._mentions(self._contents.documentation, "keyword"),
        ]
        return SourceModel(
            self._contents.file,
            "archimate",
            activities=activities,
            flows=tuple(self._flows),
            containers=tuple(Container(c.id, c.type, c.name, c.line) for c in containers),
            systems=systems,
            mentions=tuple(sorted(mentions, key=self._place)),
            notices=self._contents.all_notices(),
            skipped=self._contents.skipped,
            files=self._contents.files,
        )

    def _place(self, mention: Mention) -> tuple[str, int]:
        return self._contents.files.get(mention.subject, ""), mention.line or 0

    def _take_in(self, relation: Relation) -> None:
        """Index a relationship between two elements; one that leads to a relationship has no meaning here."""
        concepts = self._contents.concepts
        source, target = concepts.get(relation.source), concepts.get(relation.target)
        if source is None or target is None:
            for end in (relation.source, relation.target):
                if end not in concepts and end not in self._contents.relation_ids:
                    self._contents.skipped += 1
                    self._contents.tell(notices.dangling, relation.type, end, relation.line, relation.file)
                    break
            return
        kind = relation.type
        if kind in _ORDER:
            if self._has_order(source) and self._has_order(target):
                self._flows.append(Flow(source.id, target.id, relation.line))
        elif kind == _SERVING or kind in _STRUCTURAL:
            self._outgoing[source.id].append((kind, target.id))
            self._incoming[target.id].append((kind, source.id))

    def _has_order(self, concept: Concept) -> bool:
        return concept.id in self._activities or concept.type in EVENTS or concept.type == JUNCTION

    def _activity(self, concept: Concept) -> Activity:
        component = self._component(concept.id)
        if component is not None:
            self._containers[component.id] = component
        return Activity(
            concept.id,
            concept.type,
            concept.name,
            concept.line,
            part_of=self._whole(concept),
            component=component.id if component else None,
        )

    def _whole(self, activity: Concept) -> str | None:
        wholes = [
            (kind, source)
            for kind, source in self._incoming.get(activity.id, ())
            if kind in _PARTS and source in self._activities
        ]
        if not wholes:
            return None
        _, first = min(wholes, key=lambda each: _PARTS.index(each[0]))
        if any(source != first for _, source in wholes):
            name = self._activities[first].name
            self._contents.tell(notices.part_of_several, activity.id, first, name, activity.line)
        return first

    def _component(self, activity: str) -> Concept | None:
        found: dict[str, Concept] = {}
        for kind, concept in islice(self._before(activity), _LOOKED_AT):
            if kind in _DOING and concept.id in self._systems:
                return concept
            if kind == "Assignment" and concept.type in ACTORS:
                found.setdefault("actor", concept)
            elif kind in _PARTS and concept.type == GROUPING:
                found.setdefault("grouping", concept)
        return found.get("actor") or found.get("grouping")

    def _before(self, activity: str) -> Iterator[tuple[str, Concept]]:
        """Yield what relationships lead here from, directly or through junctions, with the last step's type."""
        queue = [activity]
        for here in queue:
            for kind, source in self._incoming.get(here, ()):
                concept = self._contents.concepts[source]
                if concept.type != JUNCTION:
                    yield kind, concept
                elif source not in queue and len(queue) < _JUNCTIONS:
                    queue.append(source)

    def _supporting_systems(self) -> tuple[System, ...]:
        left = _STEPS
        systems = []
        for concept in self._systems.values():
            supports, steps = self._supported_by(concept.id, left)
            left -= steps
            systems.append(System(concept.id, concept.name, concept.line, supports))
        if left <= 0:
            self._contents.tell(notices.support_cut)
        return tuple(systems)

    def _supported_by(self, system: str, limit: int) -> tuple[tuple[str, ...], int]:
        """Return the activities that a system supports, and how many relationships were followed."""
        found: dict[str, None] = {}
        # Where the way has led, and whether its last step was serving: only a junction carries that on.
        ways = [(system, False)]
        seen = set(ways)
        steps = 0
        for here, served in ways:
            for kind, target in self._outgoing.get(here, ()):
                serves = kind == _SERVING
                if steps >= limit or not (serves or (kind in _STRUCTURAL and not served)):
                    continue
                steps += 1
                if target in self._activities:
                    found[target] = None
                way = target, serves
                target_type = self._contents.concepts[target].type
                carries = target_type == JUNCTION if serves else target_type in _CARRIERS
                if carries and way not in seen:
                    seen.add(way)
                    ways.append(way)
        return tuple(found), steps

    def _mentions(self, some: Iterable[Words], found_by: FoundBy) -> Iterator[Mention]:
        kept = self._activities.keys() | self._systems.keys() | self._containers.keys()
        for words in some:
            if words.subject in kept:
                yield Mention(words.subject, words.text, found_by, words.key, words.line)
            elif found_by == "property":
                kind = self._contents.concepts[words.subject].type
                self._contents.tell(notices.unused, words.subject, kind, words.text, words.line)
