"""Read event logs in XES: which activities they name, and how often.

An activity is a `concept:name` of events, whatever the log's classifiers say: it is the name that people gave.
It counts once for each event that completes it, or that states no `lifecycle:transition`; where it never
completes, as often as its most frequent transition. Traces are no activities; nor is the log, but where its own
attributes speak of eTOM it is the container of all activities.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, cast

from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers import inflation
from etom_rdf.readers.keywords import is_etom_key
from etom_rdf.readers.records import Activity, Container, Mention, Notice, SourceModel
from etom_rdf.readers.xml.safety import XmlFile
from etom_rdf.text import Text

_NAME: Final = "concept:name"
_TRANSITION: Final = "lifecycle:transition"
_COMPLETE: Final = ("", "complete")
# Those of the standard; others are counted together.
_OTHER_TRANSITIONS: Final = frozenset(
    {"assign", "ate_abort", "autoskip", "manualskip", "pi_abort"}
    | {"reassign", "resume", "schedule", "start", "suspend", "withdraw"}
)
_LOG: Final = "log"
_NAMES: Final = 100_000  # a log with more has ids or free text for names
_LONG: Final = 500  # characters of a key that are looked at

_NO_ACTIVITY: Final = Text(
    en="no event of this log names an activity; check that the log was exported whole",
    ru="ни одно событие журнала не называет действия; проверьте, полностью ли выгружен журнал",
)


def read(source: BinaryIO, *, name: str) -> SourceModel:
    r"""Read one event log, plain or packed with gzip, from its start to its end.

    Memory grows with the number of activities, not of events. Raises InputError for what is no XES and for an
    archive that is damaged or grows without reason.

    >>> from io import BytesIO
    >>> event = b'<event><string key="concept:name" value="Order handling"/></event>'
    >>> model = read(BytesIO(b"<log><trace>" + 2 * event + b"</trace></log>"), name="log.xes")
    >>> [(activity.id, activity.count) for activity in model.activities]
    [('Order handling', 2)]
    """
    head, content = inflation.peek(source, len(inflation.GZIP))
    inflated = inflation.gunzip(content, name=name) if head == inflation.GZIP else None
    file = XmlFile(cast(BinaryIO, inflated or content), name=name)
    if file.root.local_name.rpartition(":")[2] != _LOG:
        tag = shown(file.root.local_name)
        raise bad_input(
            name,
            file.root.line,
            f"this is no event log: its root element is {tag}, not log; export the log as XES",
            f"это не журнал событий: корневой элемент {tag}, а не log; выгрузите журнал в XES",
        )
    log = _Log(file)
    for event, element in file.iterparse("{*}event", "{*}trace"):
        if event == "end":  # starts are only there for the lines
            log.take(element)
            if inflated is not None:
                inflated.used()
    return log.model()


@dataclass(slots=True)
class _Tally:
    """Count the events of one activity."""

    line: int
    complete: int = 0
    others: Counter[str] = field(default_factory=Counter)


class _Log:
    """Take in event after event."""

    def __init__(self, file: XmlFile) -> None:
        self._file = file
        self._root: Any = None
        self._tallies: dict[str, _Tally] = {}
        self._mentions: dict[tuple[str, str, str], int] = {}
        self._traces = self._events = self._nameless = self._too_many = 0
        self._first_nameless: int | None = None
        self._said_of_trace: tuple[str, int] | None = None

    def take(self, element: Any) -> None:
        """Take in an event or the end of a trace."""
        if self._root is None:
            self._root = element.getroottree().getroot()
        if element.tag.endswith("event"):
            self._events += 1
            self._take_event(element)
            return
        self._traces += 1
        if self._said_of_trace is None:
            for _, value in _said_of_etom(element):
                self._said_of_trace = value, self._file.line(element)
                break

    def _take_event(self, event: Any) -> None:
        name = transition = ""
        said = None
        for attribute in event:
            key = attribute.get("key")
            if key == _NAME:
                name = attribute.get("value") or ""
            elif key == _TRANSITION:
                transition = (attribute.get("value") or "").casefold()
            elif key is not None and is_etom_key(key[:_LONG]):
                said = event
        tally = self._tallies.get(name) or self._new_tally(name, event)
        if tally is None:
            return
        if transition in _COMPLETE:
            tally.complete += 1
        else:
            tally.others[transition if transition in _OTHER_TRANSITIONS else "other"] += 1
        if said is not None:
            for key, value in _said_of_etom(event):
                if len(self._mentions) < _NAMES:
                    self._mentions.setdefault((name, key, value), self._file.line(event))

    def _new_tally(self, name: str, event: Any) -> _Tally | None:
        if not name or name.isspace():
            self._nameless += 1
            if self._first_nameless is None:
                self._first_nameless = self._file.line(event)
            return None
        if len(self._tallies) >= _NAMES:
            self._too_many += 1
            return None
        tally = self._tallies[name] = _Tally(self._file.line(event))
        return tally

    def model(self) -> SourceModel:
        """Build the records, in the order in which the log first names its activities."""
        said_of_log = list(_said_of_etom(self._root)) if self._root is not None else []
        container = self._container() if said_of_log else None
        component = container.id if container else None
        activities = tuple(
            Activity(
                name,
                "event",
                " ".join(name.split()),
                tally.line,
                component=component,
                count=tally.complete or max(tally.others.values()),
            )
            for name, tally in self._tallies.items()
        )
        mentions = [
            Mention(subject, text, "property", key, line)
            for (subject, key, text), line in self._mentions.items()
        ]
        if container is not None:
            mentions += [
                Mention(container.id, text, "property", key, container.line) for key, text in said_of_log
            ]
        return SourceModel(
            self._file.name,
            "xes",
            activities=activities,
            containers=(container,) if container else (),
            mentions=tuple(mentions),
            notices=(*self._file.notices, *self._notices()),
            skipped=self._nameless + self._too_many,
        )

    def _container(self) -> Container:
        attributes = {attribute.get("key"): attribute.get("value") for attribute in self._root}
        log_id = _LOG
        while log_id in self._tallies:
            log_id += "#"
        return Container(log_id, _LOG, " ".join((attributes.get(_NAME) or "").split()), self._file.root.line)

    def _notices(self) -> Iterator[Notice]:
        counted = Text(
            en=f"traces: {self._traces}, events: {self._events}, distinct activities: {len(self._tallies)}",
            ru=f"трасс: {self._traces}, событий: {self._events}, различных действий: {len(self._tallies)}",
        )
        yield Notice("Source-log-counted", "info", counted, self._file.root.line)
        if not self._tallies:
            yield Notice("Source-empty", "warning", _NO_ACTIVITY, self._file.root.line)
        if self._nameless:
            yield _nameless(self._nameless, self._first_nameless)
        if self._too_many:
            yield _too_many(self._too_many)
        if self._said_of_trace is not None:
            yield _unused(*self._said_of_trace)


def _said_of_etom(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the attributes, in the sense of XES, whose key speaks of eTOM, and which have a value."""
    for attribute in element:
        key, value = attribute.get("key"), attribute.get("value")
        if key is not None and value and not value.isspace() and is_etom_key(key[:_LONG]):
            yield key, value


def _nameless(count: int, line: int | None) -> Notice:
    message = Text(
        en=f"events without a concept:name, left out: {count}; export the log with the activity's name in it",
        ru=f"событий без concept:name: {count}, они пропущены; выгрузите журнал с названием действия в этом атрибуте",
    )
    return Notice("Source-name-missing", "warning", message, line)


def _too_many(count: int) -> Notice:
    message = Text(
        en=f"the log names more than {_NAMES} activities; the events of further ones were left out: {count}; check "
        "whether concept:name holds ids in place of names",
        ru=f"в журнале больше {_NAMES} разных действий; события остальных пропущены: {count}; проверьте, не стоят "
        "ли в concept:name идентификаторы вместо названий",
    )
    return Notice("Source-names-cut", "warning", message)


def _unused(value: str, line: int) -> Notice:
    message = Text(
        en=f"‘{shown(value)}’ stands at a trace, which is no activity, and maps nothing; put it at events",
        ru=f"«{shown(value)}» стоит у трассы, а это не действие: сопоставления нет; укажите его у событий",
    )
    return Notice("Source-mention-unused", "warning", message, line, value=value)
