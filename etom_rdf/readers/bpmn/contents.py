"""Collect what a BPMN file holds while it is read, and put it together when all of it is known.

Lanes and pools may stand behind the activities that they hold, and flows before the nodes that they join.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.records import Activity, Container, Flow, Mention, Notice, SourceModel
from etom_rdf.text import Text

_NOTICES_OF_A_KIND: Final = 100
_MOST: Final = 1_000_000  # activities, pools and lanes


class Contents:
    """Hold the records of one file, in its order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.mentions: list[Mention] = []
        self.containers: list[Container] = []
        self._notices: list[Notice] = []
        self._noticed: Counter[str] = Counter()
        self._activities: list[Activity] = []  # without their components
        self._flows: list[Flow] = []
        self._ids: set[str] = set()  # of activities and containers
        self._container_ids: set[str] = set()
        self._nodes: set[str] = set()  # of events and gateways
        self._repeated: Counter[str] = Counter()
        self._lane_of: dict[str, str] = {}  # by the id of a flow node
        self._lane_depths: dict[str | None, int] = {None: 0}
        self._named: dict[
            str | None, str
        ] = {}  # a lane by itself if it has a name, else the one around it that has
        self._pool_of: dict[str, str] = {}  # by the id of a process

    # --- while the file is read ---------------------------------------------------------------------------

    def add_activity(self, written_id: str, kind: str, name: str, line: int, part_of: str | None) -> str:
        """Keep an activity and return its id, which is made unique."""
        unique = self._unique(written_id.strip(), kind, line)
        self._activities.append(Activity(unique, kind, " ".join(name.split()), line, part_of))
        return unique

    def add_lane(self, written_id: str, name: str, line: int, around: str | None) -> str:
        """Keep a lane and return its id; `around` is the id of the lane that holds it."""
        unique = self._add_container(written_id, "lane", name, line)
        self._lane_depths[unique] = self._lane_depths[around] + 1
        if self.containers[-1].name:
            self._named[unique] = unique
        elif around in self._named:
            self._named[unique] = self._named[around]
        return unique

    def add_pool(self, written_id: str, name: str, line: int, process: str) -> str:
        """Keep a pool and return its id; `process` is what it refers to."""
        unique = self._add_container(written_id, "participant", name, line)
        for reference in (process.strip(), process.rpartition(":")[2].strip()):  # prefixed, it may be a QName
            if reference:
                self._pool_of.setdefault(reference, unique)
        return unique

    def _add_container(self, written_id: str, kind: str, name: str, line: int) -> str:
        unique = self._unique(written_id.strip(), kind, line)
        self._container_ids.add(unique)
        self.containers.append(Container(unique, kind, " ".join(name.split()), line))
        return unique

    def put_in_lane(self, node: str, lane: str) -> None:
        """Note that a lane holds a node; the innermost counts, and the first of those side by side."""
        before = self._lane_of.get(node)
        if before is None or self._lane_depths[before] < self._lane_depths[lane]:
            self._lane_of[node] = lane

    def add_node(self, written_id: str, kind: str, line: int) -> None:
        """Keep the id of an event or a gateway, which flows may lead to."""
        written_id = written_id.strip()
        if not written_id:
            return
        if written_id in self._nodes or written_id in self._ids:
            self._tell_repeated(written_id, kind, line)
        self._nodes.add(written_id)

    def add_flow(self, source: str, target: str, line: int) -> None:
        """Keep a sequence flow; its ends are looked up only when all of the file is known."""
        self._flows.append(Flow(source.strip(), target.strip(), line))

    def tell(self, notice: Notice) -> None:
        """Keep a notice, up to a hundred of each code."""
        self._noticed[notice.code] += 1
        if self._noticed[notice.code] <= _NOTICES_OF_A_KIND:
            self._notices.append(notice)

    def _unique(self, written_id: str, kind: str, line: int) -> str:
        ids, nodes = self._ids, self._nodes
        if len(ids) >= _MOST:
            raise bad_input(
                self.file,
                line,
                f"there are more than {_MOST:,} activities, pools and lanes in this file; split it",
                f"в этом файле более {_MOST:,} действий, пулов и дорожек; разделите его",
            )
        if written_id and written_id not in ids and written_id not in nodes:
            ids.add(written_id)
            return written_id
        wanted = unique = written_id or f"{kind}-line-{line}"
        while unique in ids or unique in nodes:
            self._repeated[wanted] += 1
            unique = f"{wanted}#{self._repeated[wanted] + 1}"
        ids.add(unique)
        if written_id:
            self._tell_repeated(written_id, kind, line, unique)
            return unique
        message = Text(
            en=f"this {kind} has no id and is called ‘{shown(unique)}’ here; give it one, or the next change of the "
            "file changes it",
            ru=f"у элемента {kind} нет идентификатора, здесь он назван «{shown(unique)}»; присвойте свой, иначе он "
            "сменится при следующей правке файла",
        )
        self.tell(Notice("Source-id-missing", "warning", message, line, unique))
        return unique

    def _tell_repeated(self, written_id: str, kind: str, line: int, unique: str | None = None) -> None:
        named = Text(en="", ru="")
        if unique is not None:
            named = Text(en=f" is called ‘{shown(unique)}’ here and", ru=f" назван здесь «{shown(unique)}» и")
        message = Text(
            en=f"the id ‘{shown(written_id)}’ was given before; this {kind}{named.en} is not what references to the id "
            "lead to: give each element its own",
            ru=f"идентификатор «{shown(written_id)}» уже занят; элемент {kind}{named.ru} не тот, к которому ведут "
            "ссылки: дайте каждому элементу свой идентификатор",
        )
        self.tell(Notice("Source-id-repeated", "warning", message, line, unique, written_id))

    # --- when all of it is known --------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Say whether nothing that counts was found."""
        return not self._ids

    def is_subject(self, written_id: str) -> bool:
        """Say whether an id is that of an activity or a container; once all of them are known."""
        return written_id in self._ids

    def is_activity(self, written_id: str) -> bool:
        """Say whether an id is that of an activity; once all of them are known."""
        return written_id in self._ids and written_id not in self._container_ids

    def model(self, about_file: list[Notice]) -> SourceModel:
        """Put the records together; `about_file` are the notices on the file as a whole."""
        flows = tuple(self._joined_flows())
        return SourceModel(
            self.file,
            "bpmn",
            activities=tuple(self._placed_activities()),
            flows=flows,
            containers=tuple(self.containers),
            mentions=tuple(sorted(self.mentions, key=lambda mention: mention.line or 0)),
            notices=(*about_file, *self._notices, *self._more_notices()),
            skipped=len(self._flows) - len(flows),
        )

    def _placed_activities(self) -> Iterator[Activity]:
        """Give each activity its innermost lane that has a name, else what the activity around it has."""
        component_of: dict[str | None, str] = {}
        for activity in self._activities:
            lane = self._lane_of.get(activity.id)
            component = (
                self._named.get(lane) or component_of.get(activity.part_of) or self._pool_of.get(activity.id)
            )
            if component or lane:
                component_of[activity.id] = component = component or lane or ""
                yield Activity(
                    activity.id, activity.type, activity.name, activity.line, activity.part_of, component
                )
            else:
                yield activity

    def _joined_flows(self) -> Iterator[Flow]:
        ids, nodes = self._ids, self._nodes
        for flow in self._flows:
            starts = flow.source in ids or flow.source in nodes
            if starts and (flow.target in ids or flow.target in nodes):
                yield flow
                continue
            loose = flow.target if starts else flow.source
            lead_en = (
                f"‘{shown(loose)}’ is not in this file"
                if loose
                else "it says not where from, or not where to"
            )
            lead_ru = (
                f"«{shown(loose)}» в этом файле нет" if loose else "не сказано, откуда или куда он ведёт"
            )
            message = Text(
                en=f"a sequence flow was left out, since {lead_en}; remove it, or export the model whole",
                ru=f"поток управления пропущен: {lead_ru}; удалите его или выгрузите модель целиком",
            )
            self.tell(Notice("Source-reference-dangling", "warning", message, flow.line, value=loose or None))

    def _more_notices(self) -> list[Notice]:
        return [
            Notice(
                code,
                "info",
                Text(
                    en=f"{count - _NOTICES_OF_A_KIND} more notices of this kind are not shown; correct these and read "
                    "the file again",
                    ru=f"ещё таких замечаний: {count - _NOTICES_OF_A_KIND}, они не показаны; исправьте эти и "
                    "прочитайте файл снова",
                ),
            )
            for code, count in self._noticed.items()
            if count > _NOTICES_OF_A_KIND
        ]
